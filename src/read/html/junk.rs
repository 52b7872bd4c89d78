//! What the markup itself says is no text of the article: taken out of a page before its main text is sought.
//!
//! Told by the element (navigation, captions), by its role, and by the words its class and id are made of, as the
//! authors of pages name their boxes in English nearly everywhere: `share-bar`, `relatedPosts`, `newsletter_signup`.
//! A box that holds a good part of the page's paragraphs stays, whatever it is called, and so does a word in a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tree::{Id, Tree};

/// A box with more than one in so many of the characters in paragraphs is no junk.
const GOOD_PART: usize = 4;

/// Inline markup with so many characters of its paragraph around it is part of a sentence.
const SENTENCE: usize = 30;

/// Elements that hold no text of an article.
const ELEMENTS: [&str; 7] = ["button", "dialog", "figcaption", "input", "label", "menu", "nav"];

/// Roles that do not.
#[rustfmt::skip]
const ROLES: [&str; 9] =
    ["alert", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation", "search", "tooltip"];

/// Elements that are never junk by their name.
const SPARED: [&str; 6] = ["article", "body", "head", "html", "main", "time"];

/// Elements that may stand within a sentence.
#[rustfmt::skip]
const INLINE: [&str; 12] =
    ["a", "abbr", "cite", "data", "del", "ins", "mark", "q", "span", "sub", "sup", "var"];

/// One such word of a class or an id is enough.
#[rustfmt::skip]
const BOXES: [&str; 53] = [
    "addthis", "addtoany", "ads", "advert", "advertisement", "advertising", "alsoread", "breadcrumb", "breadcrumbs",
    "carousel", "comments", "consent", "cookie", "cookies", "disqus", "gallery", "gdpr", "interstitial", "lightbox",
    "mgid", "modal", "newsletter", "newsletters", "outbrain", "pagination", "paywall", "popup", "promo", "promos",
    "promotion", "readmore", "recirc", "recirculation", "recommendation", "recommendations", "recommended", "related",
    "relatedarticles", "relatedlinks", "relatedposts", "revcontent", "sharedaddy", "signup", "slideshow", "sponsor",
    "sponsored", "srlinks", "subscribe", "subscription", "taboola", "trending", "visuallyhidden", "zergnet",
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
const PAIRS: [(&str, &str); 48] = [
    ("about", "author"), ("ad", "container"), ("ad", "slot"), ("ad", "unit"), ("ad", "wrapper"), ("also", "like"),
    ("also", "read"), ("article", "date"), ("article", "meta"), ("article", "tools"), ("author", "bio"),
    ("author", "box"), ("author", "card"), ("author", "description"), ("author", "info"), ("author", "name"),
    ("date", "published"), ("entry", "date"), ("entry", "footer"), ("entry", "meta"), ("follow", "us"),
    ("image", "source"), ("mailing", "list"), ("more", "from"), ("more", "on"), ("more", "stories"), ("most", "popular"),
    ("most", "read"), ("most", "viewed"), ("next", "article"), ("photo", "by"), ("post", "author"), ("post", "date"),
    ("post", "meta"), ("post", "navigation"), ("post", "tags"), ("print", "only"), ("publish", "date"),
    ("published", "date"), ("read", "more"), ("read", "next"), ("screen", "reader"), ("see", "also"), ("sign", "up"),
    ("skip", "link"), ("sr", "only"), ("visually", "hidden"), ("you", "may"),
];

/// What pops up over a word, as a box within a box that holds the word as well.
const POPUPS: [&str; 5] = ["flyout", "hovercard", "popover", "rollover", "tooltip"];

/// Takes the junk out of a page.
pub(super) fn remove(tree: &mut Tree) {
    let outline = Outline::of(tree);
    let (mut junk, mut quotations) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < outline.spots.len() {
        let is_junk = outline.is_junk(at);
        if is_junk {
            junk.push(outline.spots[at].id);
        } else if outline.is_box_of_quotation(at) {
            quotations.push(outline.spots[at].id);
        }
        at = if is_junk { outline.spots[at].end } else { at + 1 };
    }
    junk.into_iter().for_each(|id| tree.detach(id));
    quotations.into_iter().for_each(|id| keep_quotation(tree, id));
}

/// The box of a quotation loses its names, lest it be taken for a list of links to share the page.
fn keep_quotation(tree: &mut Tree, id: Id) {
    tree.keep(id, |name| !matches!(name, "class" | "id"));
    if tree.name(id) == "div" {
        tree.rename(id, "section");
    }
}

/// What the names of a box say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Nothing,
    /// Junk, if it is no longer than this.
    Junk(usize),
    Popup,
}

fn named<'t>(tree: &'t Tree, id: Id, known: &mut FxHashMap<&'t str, Named>) -> Named {
    let mut of = |name: &str| {
        let names = tree.attribute(id, name).unwrap_or_default();
        // The same names stand on a page over and over.
        if names.is_empty() { Named::Nothing } else { *known.entry(names).or_insert_with(|| by_names(names)) }
    };
    of("class").max(of("id"))
}

fn by_names(names: &str) -> Named {
    if names.is_empty() || names.len() > 1000 {
        return Named::Nothing;
    }
    let words = spelled_out(names);
    let surest = words.split(' ').filter_map(|word| WORDS.get(word)).copied().max();
    let is_pair = |pair: (&str, &str)| PAIRS.contains(&pair);
    let has_pair = || words.split(' ').zip(words.split(' ').skip(1)).any(is_pair);
    match surest {
        None if has_pair() => Named::Junk(LONGEST_LINE),
        surest => surest.unwrap_or(Named::Nothing),
    }
}

/// What single words say.
static WORDS: LazyLock<FxHashMap<&str, Named>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], named| words.iter().map(move |word| (*word, named));
    let junk = all(&BOXES, Named::Junk(usize::MAX)).chain(all(&LINES, Named::Junk(LONGEST_LINE)));
    junk.chain(all(&BYLINES, Named::Junk(LONGEST_BYLINE))).chain(all(&POPUPS, Named::Popup)).collect()
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

/// The elements of a page in order, with sums of the text up to each.
struct Outline<'t, 'h> {
    tree: &'t Tree<'h>,
    spots: Vec<Spot>,
    all: Sums,
}

struct Spot {
    id: Id,
    /// Behind the last element in it.
    end: usize,
    /// The paragraph it stands in.
    paragraph: Option<usize>,
    /// It stands in a box for what pops up.
    in_popup: bool,
    names: Named,
    before: Sums,
    behind: Sums,
}

/// Bytes.
#[derive(Clone, Copy, Default)]
struct Sums {
    text: usize,
    in_paragraphs: usize,
}

impl<'t, 'h> Outline<'t, 'h> {
    fn of(tree: &'t Tree<'h>) -> Self {
        let mut outline = Outline { tree, spots: Vec::new(), all: Sums::default() };
        let Some(body) = tree.find("body") else { return outline };
        let (mut sums, mut known) = (Sums::default(), FxHashMap::default());
        // The spots that are open, the innermost last.
        let mut open: Vec<usize> = Vec::new();
        for id in tree.below(body) {
            let parent = tree.parent(id);
            while open.last().is_some_and(|at| Some(outline.spots[*at].id) != parent) {
                outline.close(open.pop(), sums);
            }
            let within = open.last().map(|at| &outline.spots[*at]);
            let is_paragraph = |spot: &Spot| tree.name(spot.id) == "p";
            let paragraph =
                within.and_then(|spot| if is_paragraph(spot) { open.last().copied() } else { spot.paragraph });
            if let Some(text) = tree.text(id) {
                let length = text.trim().len();
                sums.text += length;
                sums.in_paragraphs += paragraph.map_or(0, |_| length);
                continue;
            }
            let in_popup = within.is_some_and(|spot| spot.in_popup || spot.names == Named::Popup);
            let names = named(tree, id, &mut known);
            open.push(outline.spots.len());
            outline.spots.push(Spot { id, end: 0, paragraph, in_popup, names, before: sums, behind: sums });
        }
        open.into_iter().rev().for_each(|at| outline.close(Some(at), sums));
        outline.all = sums;
        outline
    }

    fn close(&mut self, at: Option<usize>, sums: Sums) {
        let end = self.spots.len();
        if let Some(spot) = at.and_then(|at| self.spots.get_mut(at)) {
            (spot.end, spot.behind) = (end, sums);
        }
    }

    fn text(&self, at: usize) -> usize {
        self.spots[at].behind.text - self.spots[at].before.text
    }

    fn name(&self, at: usize) -> &str {
        self.tree.name(self.spots[at].id)
    }

    fn is_junk(&self, at: usize) -> bool {
        let (spot, name) = (&self.spots[at], self.name(at));
        let by_kind = || match name {
            "figure" => !self.holds(at, &["blockquote", "table", "pre", "ul", "ol"]),
            _ => {
                let role = self.tree.attribute(spot.id, "role");
                ELEMENTS.contains(&name) || role.is_some_and(|role| ROLES.contains(&role))
            }
        };
        let by_names = || match spot.names {
            Named::Nothing => false,
            Named::Popup => spot.in_popup && name != "a",
            Named::Junk(longest) => {
                self.text(at) <= longest && !self.is_quotation(at) && !self.is_in_sentence(at, name)
            }
        };
        !SPARED.contains(&name) && (by_kind() || by_names()) && !self.is_good_part(at)
    }

    fn is_good_part(&self, at: usize) -> bool {
        let spot = &self.spots[at];
        let in_paragraphs = spot.behind.in_paragraphs - spot.before.in_paragraphs;
        in_paragraphs * GOOD_PART > self.all.in_paragraphs || self.text(at) * 2 > self.all.text
    }

    fn is_in_sentence(&self, at: usize, name: &str) -> bool {
        let around = self.spots[at].paragraph.map_or(0, |paragraph| self.text(paragraph) - self.text(at));
        INLINE.contains(&name) && around >= SENTENCE
    }

    fn holds(&self, at: usize, names: &[&str]) -> bool {
        (at + 1..self.spots[at].end).any(|inner| names.contains(&self.name(inner)))
    }

    /// A box around a quotation, such as that of a message embedded from elsewhere.
    fn is_quotation(&self, at: usize) -> bool {
        let quoted = (at + 1..self.spots[at].end).find(|inner| self.name(*inner) == "blockquote");
        quoted.is_some_and(|quoted| self.text(quoted) * 10 > self.text(at) * 9)
    }

    fn is_box_of_quotation(&self, at: usize) -> bool {
        let name = self.name(at);
        name == "blockquote" || name == "div" && self.is_quotation(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::lean::lean;

    fn left(html: &str) -> String {
        let text = "The mayor said the bridge would open on Monday, and nobody believed her. ".repeat(5);
        let page = format!("<body><article class=has-related><p>{text}</p>{html}</article>");
        let mut tree = lean(&page).tree;
        remove(&mut tree);
        let left = tree.all_text(tree.root().unwrap()).replace(&text, "");
        left.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn boxes_go_by_element_role_and_name() {
        for html in [
            "<nav>x</nav>",
            "<div role=navigation>x</div>",
            "<div class='article-relatedPosts'>x</div>",
            "<figure><img src=x><figcaption>x</figcaption></figure>",
            "<p class='wp-caption-text'>x</p>",
            "<div id=newsletter_signup><p>x</p></div>",
            "<span class=byline>x</span>",
            "<div class='post-meta'>x</div>",
            "<div class=socialShare-bar>x</div>",
            "<div class='read more'></div>",
        ] {
            assert_eq!(left(html), "", "{html}");
        }
    }

    #[test]
    fn text_stays_whatever_it_is_called() {
        for html in [
            "<div class=unrelated>x</div>",
            "<main id=comments>x</main>",
            "<time class=timestamp>x</time>",
            "<div class='read'>x</div>",
            "<figure class=quote><blockquote>x</blockquote></figure>",
            "<div class=social-embed><blockquote class=tweet>x</blockquote></div>",
        ] {
            assert_eq!(left(html), "x", "{html}");
        }
    }

    #[test]
    fn a_word_in_a_sentence_stays_and_what_pops_up_over_it_goes() {
        let html = "<p>Mayor <a class=related-link href=x>Ann Smith</a> and <span class=rollover>Bo<span class=rollover-box>a long note</span></span> said so, again.</p>";
        assert_eq!(left(html), "Mayor Ann Smith and Bo said so, again.");
    }

    #[test]
    fn names_are_split_where_their_words_begin() {
        assert_eq!(spelled_out("relatedPosts share-bar"), "related posts  share bar");
        assert_eq!(by_names("read more-x"), Named::Nothing);
        assert_eq!(by_names("x-read_more"), Named::Junk(LONGEST_LINE));
        assert_eq!(by_names("Newsletter byline"), Named::Junk(usize::MAX));
    }
}
