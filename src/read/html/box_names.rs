//! Hints from class names and ids, which authors of pages choose in English nearly everywhere: `share-bar`,
//! `relatedPosts`, `newsletter_signup`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words of which one marks boilerplate.
#[rustfmt::skip]
const BOXES: [&str; 45] = [
    "addthis", "addtoany", "ads", "advert", "advertisement", "advertising", "alsoread", "breadcrumb", "breadcrumbs",
    "carousel", "comments", "disqus", "gallery", "interstitial", "lightbox", "mgid", "modal", "newsletter",
    "newsletters", "outbrain", "pagination", "popup", "promo", "promos", "promotion", "readmore", "recirc",
    "recirculation", "recommendation", "recommendations", "recommended", "related", "relatedarticles", "relatedlinks",
    "relatedposts", "revcontent", "sharedaddy", "signup", "slideshow", "sponsor", "sponsored", "srlinks", "taboola",
    "trending", "zergnet",
];

/// Words of which one marks boilerplate in an element no longer than a caption.
#[rustfmt::skip]
const LINES: [&str; 19] = [
    "caption", "captions", "copyright", "credit", "credits", "cutline", "figcaption", "imagecaption", "imgcaption",
    "photocredit", "share", "sharebar", "sharetools", "sharing", "social", "socials", "taglist", "tags", "toolbar",
];
const LONGEST_LINE: usize = 1500;

/// Words of which one marks boilerplate in an element no longer than a byline.
#[rustfmt::skip]
const BYLINES: [&str; 8] =
    ["byline", "bylines", "entrydate", "lastupdated", "postdate", "pubdate", "publishdate", "timestamp"];
const LONGEST_BYLINE: usize = 400;

/// Pairs of adjacent words that mark boilerplate.
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

/// Pop-ups over a word, nested in an element that also contains the word.
const POPUPS: [&str; 5] = ["flyout", "hovercard", "popover", "rollover", "tooltip"];

/// Requests to subscribe, or the rest of an article behind such a request.
const GATES: [&str; 5] = ["metered", "paywall", "paywalled", "subscribe", "subscription"];

/// Cookie consent requests, and the products that newspapers use for them.
#[rustfmt::skip]
const CONSENTS: [&str; 12] = [
    "ccpa", "consent", "cookie", "cookiebot", "cookies", "didomi", "gdpr", "onetrust", "quantcast", "trustarc", "truste",
    "usercentrics",
];

/// Text for screen readers only.
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

/// What the class names and ids of an element suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Nothing,
    /// A request to subscribe, or the content behind it.
    Gate,
    /// Boilerplate, if the element has at most this many bytes of text.
    Junk(usize),
    Popup,
    Consent,
    Unseen,
}

/// The hint in the value of a class or id attribute.
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

/// The hints of single words.
static WORDS: LazyLock<FxHashMap<&str, Named>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], named| words.iter().map(move |word| (*word, named));
    let junk = all(&BOXES, Named::Junk(usize::MAX)).chain(all(&LINES, Named::Junk(LONGEST_LINE)));
    let others = all(&GATES, Named::Gate).chain(all(&CONSENTS, Named::Consent)).chain(all(&UNSEEN, Named::Unseen));
    junk.chain(all(&BYLINES, Named::Junk(LONGEST_BYLINE))).chain(all(&POPUPS, Named::Popup)).chain(others).collect()
});

/// `relatedPosts share-bar` becomes `related posts  share bar`: two spaces separate names, one space separates words.
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
