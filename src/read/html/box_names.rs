//! What a box is, told by the words its class and id are made of, as the authors of pages name their boxes in English nearly
//! everywhere: `share-bar`, `relatedPosts`, `newsletter_signup`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One such word of a class or an id is enough.
#[rustfmt::skip]
const BOXES: [&str; 45] = [
    "addthis", "addtoany", "ads", "advert", "advertisement", "advertising", "alsoread", "breadcrumb", "breadcrumbs",
    "carousel", "comments", "disqus", "gallery", "interstitial", "lightbox", "mgid", "modal", "newsletter",
    "newsletters", "outbrain", "pagination", "popup", "promo", "promos", "promotion", "readmore", "recirc",
    "recirculation", "recommendation", "recommendations", "recommended", "related", "relatedarticles", "relatedlinks",
    "relatedposts", "revcontent", "sharedaddy", "signup", "slideshow", "sponsor", "sponsored", "srlinks", "taboola",
    "trending", "zergnet",
];

/// One such word is enough, if the box has no more text than a caption has.
#[rustfmt::skip]
const LINES: [&str; 19] = [
    "caption", "captions", "copyright", "credit", "credits", "cutline", "figcaption", "imagecaption", "imgcaption",
    "photocredit", "share", "sharebar", "sharetools", "sharing", "social", "socials", "taglist", "tags", "toolbar",
];
const LONGEST_LINE: usize = 1500;

/// One such word is enough, if the box has no more text than a byline has.
#[rustfmt::skip]
const BYLINES: [&str; 8] =
    ["byline", "bylines", "entrydate", "lastupdated", "postdate", "pubdate", "publishdate", "timestamp"];
const LONGEST_BYLINE: usize = 400;

/// Two such words side by side are enough.
#[rustfmt::skip]
const PAIRS: [(&str, &str); 45] = [
    ("about", "author"), ("ad", "container"), ("ad", "slot"), ("ad", "unit"), ("ad", "wrapper"), ("also", "like"),
    ("also", "read"), ("article", "date"), ("article", "meta"), ("article", "tools"), ("author", "bio"),
    ("author", "box"), ("author", "card"), ("author", "description"), ("author", "info"), ("author", "name"),
    ("date", "published"), ("entry", "date"), ("entry", "footer"), ("entry", "meta"), ("follow", "us"),
    ("image", "source"), ("mailing", "list"), ("more", "from"), ("more", "on"), ("more", "stories"),
    ("most", "popular"), ("most", "read"), ("most", "viewed"), ("next", "article"), ("photo", "by"),
    ("post", "author"), ("post", "date"), ("post", "meta"), ("post", "navigation"), ("post", "tags"),
    ("print", "only"), ("publish", "date"), ("published", "date"), ("read", "more"), ("read", "next"),
    ("see", "also"), ("sign", "up"), ("skip", "link"), ("you", "may"),
];

/// What pops up over a word, as a box within a box that holds the word as well.
const POPUPS: [&str; 5] = ["flyout", "hovercard", "popover", "rollover", "tooltip"];

/// What asks to subscribe; or the rest of an article, behind such a request.
const GATES: [&str; 5] = ["metered", "paywall", "paywalled", "subscribe", "subscription"];

/// What asks for consent to cookies, and the programs that newspapers buy for it.
#[rustfmt::skip]
const CONSENTS: [&str; 12] = [
    "ccpa", "consent", "cookie", "cookiebot", "cookies", "didomi", "gdpr", "onetrust", "quantcast", "trustarc", "truste",
    "usercentrics",
];

/// What only a voice reads out.
#[rustfmt::skip]
const UNSEEN: [&str; 9] = [
    "offscreen", "screenreader", "screenreaderonly", "screenreadertext", "sronly", "srtext", "visuallyhidden", "vishidden",
    "visualhidden",
];
#[rustfmt::skip]
const UNSEEN_PAIRS: [(&str, &str); 9] = [
    ("a11y", "hidden"), ("a11y", "only"), ("assistive", "text"), ("hide", "visually"), ("off", "screen"), ("screen", "reader"),
    ("sr", "only"), ("visually", "hidden"), ("visually", "hide"),
];

/// What the names of a box say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Nothing,
    /// A request to subscribe, or what it is put before.
    Gate,
    /// Junk, if it is no longer than this.
    Junk(usize),
    Popup,
    Consent,
    Unseen,
}

/// What is meant by the value of a class or an id.
pub(super) fn by_names(names: &str) -> Named {
    if names.is_empty() || names.len() > 1000 {
        return Named::Nothing;
    }
    let words = spelled_out(names);
    let surest = words.split(' ').filter_map(|word| WORDS.get(word)).copied().max();
    let pairs = || words.split(' ').zip(words.split(' ').skip(1));
    if surest < Some(Named::Unseen) && pairs().any(|pair| UNSEEN_PAIRS.contains(&pair)) {
        return Named::Unseen;
    }
    match surest {
        None if pairs().any(|pair| PAIRS.contains(&pair)) => Named::Junk(LONGEST_LINE),
        surest => surest.unwrap_or(Named::Nothing),
    }
}

/// What single words say.
static WORDS: LazyLock<FxHashMap<&str, Named>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], named| words.iter().map(move |word| (*word, named));
    let junk = all(&BOXES, Named::Junk(usize::MAX)).chain(all(&LINES, Named::Junk(LONGEST_LINE)));
    let others = all(&GATES, Named::Gate).chain(all(&CONSENTS, Named::Consent)).chain(all(&UNSEEN, Named::Unseen));
    junk.chain(all(&BYLINES, Named::Junk(LONGEST_BYLINE))).chain(all(&POPUPS, Named::Popup)).chain(others).collect()
});

/// `relatedPosts share-bar` is `related posts  share bar`: names are farther apart than their words.
fn spelled_out(names: &str) -> String {
    let mut words = String::with_capacity(names.len() + 8);
    let mut was_small = false;
    for c in names.chars() {
        if !c.is_alphanumeric() {
            words.push_str(if c.is_whitespace() { "  " } else { " " });
        } else {
            if c.is_uppercase() && was_small {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_where_their_words_begin() {
        assert_eq!(spelled_out("relatedPosts share-bar"), "related posts  share bar");
        assert_eq!(by_names("read more-x"), Named::Nothing);
        assert_eq!(by_names("x-read_more"), Named::Junk(LONGEST_LINE));
        assert_eq!(by_names("Newsletter byline"), Named::Junk(usize::MAX));
    }
}
