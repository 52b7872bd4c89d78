//! Hints from class names and ids, which authors of pages choose in English nearly everywhere: `share-bar`,
//! `relatedPosts`, `newsletter_signup`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words of which one marks boilerplate.
#[rustfmt::skip]
const BOILERPLATE: [&str; 45] = [
    "addthis", "addtoany", "ads", "advert", "advertisement", "advertising", "alsoread", "breadcrumb", "breadcrumbs",
    "carousel", "comments", "disqus", "gallery", "interstitial", "lightbox", "mgid", "modal", "newsletter",
    "newsletters", "outbrain", "pagination", "popup", "promo", "promos", "promotion", "readmore", "recirc",
    "recirculation", "recommendation", "recommendations", "recommended", "related", "relatedarticles", "relatedlinks",
    "relatedposts", "revcontent", "sharedaddy", "signup", "slideshow", "sponsor", "sponsored", "srlinks", "taboola",
    "trending", "zergnet",
];

/// Words of which one marks boilerplate in an element no longer than a caption.
#[rustfmt::skip]
const SHORT_BOILERPLATE: [&str; 19] = [
    "caption", "captions", "copyright", "credit", "credits", "cutline", "figcaption", "imagecaption", "imgcaption",
    "photocredit", "share", "sharebar", "sharetools", "sharing", "social", "socials", "taglist", "tags", "toolbar",
];
const MAX_SHORT: usize = 1500;

/// Words of which one marks boilerplate in an element no longer than a byline.
#[rustfmt::skip]
const BYLINES: [&str; 8] =
    ["byline", "bylines", "entrydate", "lastupdated", "postdate", "pubdate", "publishdate", "timestamp"];
const MAX_BYLINE: usize = 400;

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
const PAYWALLS: [&str; 5] = ["metered", "paywall", "paywalled", "subscribe", "subscription"];

/// Cookie consent requests, and the products that newspapers use for them.
#[rustfmt::skip]
const CONSENTS: [&str; 12] = [
    "ccpa", "consent", "cookie", "cookiebot", "cookies", "didomi", "gdpr", "onetrust", "quantcast", "trustarc", "truste",
    "usercentrics",
];

/// Text for screen readers only.
#[rustfmt::skip]
const INVISIBLE: [&str; 9] = [
    "offscreen", "screenreader", "screenreaderonly", "screenreadertext", "sronly", "srtext", "visuallyhidden", "vishidden",
    "visualhidden",
];
#[rustfmt::skip]
const INVISIBLE_PAIRS: [(&str, &str); 9] = [
    ("a11y", "hidden"), ("a11y", "only"), ("assistive", "text"), ("hide", "visually"), ("off", "screen"), ("screen", "reader"),
    ("sr", "only"), ("visually", "hidden"), ("visually", "hide"),
];

/// What the class names and ids of an element suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ClassHint {
    Nothing,
    /// A request to subscribe, or the content behind it.
    Paywall,
    /// Boilerplate, if the element has at most this many bytes of text.
    Boilerplate(usize),
    Popup,
    CookieConsent,
    Invisible,
}

/// The hint in the value of a class or id attribute.
pub(super) fn class_hint(names: &str) -> ClassHint {
    if names.is_empty() || names.len() > 1000 {
        return ClassHint::Nothing;
    }
    let words = split_words(names);
    let strongest = words.split(' ').filter_map(|word| WORDS.get(word)).copied().max();
    let pairs = || words.split(' ').zip(words.split(' ').skip(1));
    if strongest < Some(ClassHint::Invisible) && pairs().any(|pair| INVISIBLE_PAIRS.contains(&pair)) {
        return ClassHint::Invisible;
    }
    match strongest {
        None if pairs().any(|pair| PAIRS.contains(&pair)) => ClassHint::Boilerplate(MAX_SHORT),
        strongest => strongest.unwrap_or(ClassHint::Nothing),
    }
}

/// The hints of single words.
static WORDS: LazyLock<FxHashMap<&str, ClassHint>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], hint| words.iter().map(move |word| (*word, hint));
    let boilerplate = all(&BOILERPLATE, ClassHint::Boilerplate(usize::MAX))
        .chain(all(&SHORT_BOILERPLATE, ClassHint::Boilerplate(MAX_SHORT)));
    let others = all(&PAYWALLS, ClassHint::Paywall)
        .chain(all(&CONSENTS, ClassHint::CookieConsent))
        .chain(all(&INVISIBLE, ClassHint::Invisible));
    boilerplate
        .chain(all(&BYLINES, ClassHint::Boilerplate(MAX_BYLINE)))
        .chain(all(&POPUPS, ClassHint::Popup))
        .chain(others)
        .collect()
});

/// `relatedPosts share-bar` becomes `related posts  share bar`: two spaces separate names, one space separates words.
fn split_words(names: &str) -> String {
    let mut words = String::with_capacity(names.len() + 8);
    let mut was_lowercase = false;
    for c in names.chars() {
        if !c.is_alphanumeric() {
            words.push_str(if c.is_whitespace() { "  " } else { " " });
        } else {
            if c.is_uppercase() && was_lowercase {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        }
        was_lowercase = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_where_their_words_begin() {
        assert_eq!(split_words("relatedPosts share-bar"), "related posts  share bar");
        assert_eq!(class_hint("read more-x"), ClassHint::Nothing);
        assert_eq!(class_hint("x-read_more"), ClassHint::Boilerplate(MAX_SHORT));
        assert_eq!(class_hint("Newsletter byline"), ClassHint::Boilerplate(usize::MAX));
    }
}
