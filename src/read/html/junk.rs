//! What the markup itself says is no text of the article: taken out of a page before its main text is sought.
//!
//! Told by the element (navigation, captions), by its role, and by the words its class and id are made of, as the
//! authors of pages name their boxes in English nearly everywhere: `share-bar`, `relatedPosts`, `newsletter_signup`.
//! A box that holds a good part of the page's paragraphs stays, whatever it is called.

use std::collections::BTreeSet;

use dom_query::{Document, NodeData, NodeRef};

/// A box with more than one in so many of the characters in paragraphs is no junk.
const GOOD_PART: usize = 4;

/// Elements that hold no text of an article.
const ELEMENTS: [&str; 7] = ["button", "dialog", "figcaption", "input", "menu", "nav", "label"];

const ROLES: [&str; 9] =
    ["alert", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation", "search", "tooltip"];

/// Elements that are never junk by their name.
const SPARED: [&str; 6] = ["article", "body", "head", "html", "main", "time"];

/// One word of a class or an id is enough, and how much text such a box has at most.
const WORDS: [(&[&str], usize); 3] = [
    (
        &[
            "addthis",
            "addtoany",
            "ads",
            "advert",
            "advertisement",
            "advertising",
            "alsoread",
            "breadcrumb",
            "breadcrumbs",
            "carousel",
            "comments",
            "cookie",
            "cookies",
            "consent",
            "disqus",
            "flyout",
            "gallery",
            "gdpr",
            "hovercard",
            "interstitial",
            "lightbox",
            "mgid",
            "modal",
            "newsletter",
            "newsletters",
            "outbrain",
            "pagination",
            "paywall",
            "popover",
            "popup",
            "promo",
            "promos",
            "promotion",
            "readmore",
            "recirc",
            "recirculation",
            "recommendation",
            "recommendations",
            "recommended",
            "related",
            "relatedarticles",
            "relatedlinks",
            "relatedposts",
            "revcontent",
            "rollover",
            "sharedaddy",
            "signup",
            "slideshow",
            "sponsor",
            "sponsored",
            "subscribe",
            "subscription",
            "taboola",
            "tooltip",
            "trending",
            "visuallyhidden",
            "zergnet",
        ],
        usize::MAX,
    ),
    (
        &[
            "caption",
            "captions",
            "copyright",
            "credit",
            "credits",
            "cutline",
            "figcaption",
            "imagecaption",
            "imgcaption",
            "photocredit",
            "share",
            "sharebar",
            "sharetools",
            "sharing",
            "social",
            "socials",
            "toolbar",
            "tags",
            "taglist",
        ],
        1500,
    ),
    (&["byline", "bylines", "timestamp", "pubdate", "publishdate", "postdate", "entrydate", "lastupdated"], 400),
];

/// Two words side by side are enough.
const PAIRS: [(&str, &str); 50] = [
    ("about", "author"),
    ("ad", "container"),
    ("ad", "slot"),
    ("ad", "unit"),
    ("ad", "wrapper"),
    ("also", "like"),
    ("also", "read"),
    ("article", "date"),
    ("article", "meta"),
    ("article", "tools"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "card"),
    ("author", "description"),
    ("author", "info"),
    ("author", "name"),
    ("date", "published"),
    ("entry", "date"),
    ("entry", "footer"),
    ("entry", "meta"),
    ("follow", "us"),
    ("image", "source"),
    ("mail", "list"),
    ("mailing", "list"),
    ("more", "from"),
    ("more", "on"),
    ("more", "stories"),
    ("most", "popular"),
    ("most", "read"),
    ("most", "viewed"),
    ("next", "article"),
    ("photo", "by"),
    ("post", "author"),
    ("post", "date"),
    ("post", "meta"),
    ("post", "tags"),
    ("print", "only"),
    ("publish", "date"),
    ("published", "date"),
    ("read", "more"),
    ("read", "next"),
    ("screen", "reader"),
    ("see", "also"),
    ("sign", "up"),
    ("skip", "link"),
    ("sr", "only"),
    ("visually", "hidden"),
    ("you", "may"),
    ("you", "might"),
    ("post", "navigation"),
];

/// Takes the junk out of `document`.
pub(super) fn remove(document: &Document) {
    let Some(body) = document.body() else { return };
    let outline = Outline::of(&body);
    let mut junk = Vec::new();
    let mut at = 0;
    while at < outline.nodes.len() {
        let spot = &outline.nodes[at];
        let is_junk =
            is_junk(&spot.node, || outline.text(at), || outline.paragraphs(at) * GOOD_PART > outline.all_paragraphs());
        if is_junk {
            junk.push(spot.node);
        }
        at = if is_junk { spot.end } else { at + 1 };
    }
    junk.iter().for_each(NodeRef::remove_from_parent);
}

fn is_junk(node: &NodeRef, text: impl Fn() -> usize, is_good_part: impl Fn() -> bool) -> bool {
    let Some(element) = node.element_ref() else { return false };
    let name: &str = &element.name.local;
    if SPARED.contains(&name) {
        return false;
    }
    let named =
        |name: &str| element.attrs.iter().find(|found| &*found.name.local == name).map_or("", |found| &*found.value);
    let by_role = || ROLES.iter().any(|role| named("role").eq_ignore_ascii_case(role));
    let by_name = || {
        let longest = [named("class"), named("id")].iter().filter_map(|names| longest_junk(names)).max();
        longest.is_some_and(|longest| text() <= longest)
    };
    (ELEMENTS.contains(&name) || name == "figure" && !holds_text(node) || by_role() || by_name()) && !is_good_part()
}

/// A figure may be a frame around a table or a quotation.
fn holds_text(figure: &NodeRef) -> bool {
    figure
        .descendants_it()
        .any(|node| ["blockquote", "table", "pre", "ul", "ol"].iter().any(|name| node.has_name(name)))
}

/// How much text a box with these names has at most when it is junk; none if they do not sound like junk.
fn longest_junk(names: &str) -> Option<usize> {
    if names.is_empty() || names.len() > 1000 {
        return None;
    }
    let words = split(names);
    let by_word = words
        .iter()
        .filter_map(|word| WORDS.iter().find(|(known, _)| known.contains(&word.as_str())).map(|(_, longest)| *longest))
        .max();
    let is_pair = |pair: &[String]| PAIRS.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second);
    by_word.or_else(|| words.windows(2).any(is_pair).then_some(1500))
}

/// `relatedPosts share-bar` is four words. Names are kept apart by an empty one.
fn split(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in names.chars() {
        let begins = c.is_uppercase() && was_small || !c.is_alphanumeric();
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_whitespace() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("one word at least").extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words
}

/// The elements of a page in order, each with the end of what stands in it, and sums of text up to it.
struct Outline<'d> {
    nodes: Vec<Spot<'d>>,
    total: Sums,
}

struct Spot<'d> {
    node: NodeRef<'d>,
    /// Behind the last element in it.
    end: usize,
    /// Before it.
    before: Sums,
    /// Behind it.
    behind: Sums,
}

/// Characters.
#[derive(Clone, Copy, Default)]
struct Sums {
    text: usize,
    in_paragraphs: usize,
}

enum Step<'d> {
    Into(NodeRef<'d>),
    OutOf(usize, bool),
}

impl<'d> Outline<'d> {
    fn of(body: &NodeRef<'d>) -> Self {
        let mut nodes: Vec<Spot<'d>> = Vec::new();
        let (mut sums, mut paragraphs) = (Sums::default(), 0_usize);
        let mut steps: Vec<Step<'d>> = body.children_it(true).map(Step::Into).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Into(node) if node.is_element() => {
                    let is_paragraph = node.has_name("p");
                    paragraphs += usize::from(is_paragraph);
                    steps.push(Step::OutOf(nodes.len(), is_paragraph));
                    steps.extend(node.children_it(true).map(Step::Into));
                    nodes.push(Spot { node, end: 0, before: sums, behind: sums });
                }
                Step::Into(node) => {
                    let length = node.query_or(0, |node| match &node.data {
                        NodeData::Text { contents } => contents.trim().len(),
                        _ => 0,
                    });
                    sums.text += length;
                    sums.in_paragraphs += if paragraphs > 0 { length } else { 0 };
                }
                Step::OutOf(at, is_paragraph) => {
                    paragraphs -= usize::from(is_paragraph);
                    let end = nodes.len();
                    nodes[at].end = end;
                    nodes[at].behind = sums;
                }
            }
        }
        Outline { nodes, total: sums }
    }

    fn text(&self, at: usize) -> usize {
        self.nodes[at].behind.text - self.nodes[at].before.text
    }

    fn paragraphs(&self, at: usize) -> usize {
        self.nodes[at].behind.in_paragraphs - self.nodes[at].before.in_paragraphs
    }

    fn all_paragraphs(&self) -> usize {
        self.total.in_paragraphs
    }
}

/// The tables hold each word once.
#[allow(dead_code)]
fn all_words() -> BTreeSet<&'static str> {
    WORDS.iter().flat_map(|(words, _)| words.iter().copied()).collect()
}
