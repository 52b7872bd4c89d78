//! Removes boilerplate that the markup identifies, before the main text is searched.
//!
//! Boilerplate is identified by element (navigation, captions), by role, and by class names (`class_names`). An element
//! with a large part of the page's paragraphs is kept whatever its names are, and so is inline text within a sentence.
//! Cookie consent requests are removed at any length, and invisible text is removed even within a sentence
//! (`visibility`).

use rustc_hash::FxHashMap;

use super::boilerplate_text::asks_to_subscribe;
use super::class_names::{ClassHint, class_hint};
use super::cookie_consent::is_about_consent;
use super::tree::{Id, Tree};
use super::visibility::{is_hidden, is_link_announcement};

/// An element with more than one in this many of the characters in paragraphs is not boilerplate.
const LARGE_PART: usize = 4;

/// Inline text with at least this many characters of its paragraph around it is part of a sentence.
const MIN_SENTENCE: usize = 30;

/// The longest request to subscribe.
const MAX_REQUEST: usize = 1500;

/// Elements that never contain article text.
const ELEMENTS: [&str; 7] = ["button", "dialog", "figcaption", "input", "label", "menu", "nav"];

/// ARIA roles that never contain article text.
#[rustfmt::skip]
const ROLES: [&str; 9] =
    ["alert", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation", "search", "tooltip"];

/// Elements that are never removed because of their names.
const NEVER_REMOVED: [&str; 6] = ["article", "body", "head", "html", "main", "time"];

/// Elements that may be part of a sentence.
#[rustfmt::skip]
const INLINE: [&str; 12] =
    ["a", "abbr", "cite", "data", "del", "ins", "mark", "q", "span", "sub", "sup", "var"];

/// What was removed, as far as later steps need to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Removed {
    /// Whether a cookie consent request was removed.
    pub(super) consent: bool,
}

/// Removes the boilerplate of a page.
pub(super) fn remove_boilerplate(tree: &mut Tree) -> Removed {
    let outline = Outline::of(tree);
    let (mut boilerplate, mut shown, mut quotations, mut sources) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut removed = Removed::default();
    let mut at = 0;
    while at < outline.nodes.len() {
        let id = outline.nodes[at].id;
        let is_boilerplate = outline.is_boilerplate(at);
        if is_boilerplate {
            removed.consent |= outline.nodes[at].hint == ClassHint::CookieConsent;
            boilerplate.push(id);
        } else {
            shown.extend(Some(id).filter(|_| outline.is_visual_duplicate(at)));
            quotations.extend(Some(id).filter(|_| outline.is_quotation_element(at)));
            sources.extend(Some(id).filter(|_| outline.is_source(at)));
        }
        at = if is_boilerplate { outline.nodes[at].end } else { at + 1 };
    }
    boilerplate.into_iter().for_each(|id| tree.detach(id));
    shown.into_iter().for_each(|id| tree.retain_attributes(id, |name| name != "aria-hidden"));
    quotations.into_iter().for_each(|id| clear_quotation_names(tree, id));
    sources.into_iter().for_each(|id| tree.rename(id, "cite"));
    removed
}

/// Removes the names of a quotation's element, so that `dom_smoothie` does not take it for a list of share links.
fn clear_quotation_names(tree: &mut Tree, id: Id) {
    tree.retain_attributes(id, |name| !matches!(name, "class" | "id"));
    if tree.name(id) == "div" {
        tree.rename(id, "section");
    }
}

fn element_hint<'t>(tree: &'t Tree, id: Id, known: &mut FxHashMap<&'t str, ClassHint>) -> ClassHint {
    let mut of = |name: &str| {
        let names = tree.attribute(id, name).unwrap_or_default();
        // The same names occur many times on a page.
        if names.is_empty() { ClassHint::Nothing } else { *known.entry(names).or_insert_with(|| class_hint(names)) }
    };
    of("class").max(of("id"))
}

/// The elements of a page in document order, with running sums of the text before each.
struct Outline<'t, 'h> {
    tree: &'t Tree<'h>,
    nodes: Vec<OutlineNode>,
    all: TextSums,
    /// Whether the elements named like a paywall together contain a large part of the page.
    paywall_is_content: bool,
}

struct OutlineNode {
    id: Id,
    /// The index after its last descendant.
    end: usize,
    /// The paragraph that contains it.
    paragraph: Option<usize>,
    /// Whether it is inside a pop-up.
    in_popup: bool,
    hint: ClassHint,
    before: TextSums,
    behind: TextSums,
}

/// Sums in bytes.
#[derive(Clone, Copy, Default)]
struct TextSums {
    text: usize,
    in_paragraphs: usize,
}

impl<'t, 'h> Outline<'t, 'h> {
    fn of(tree: &'t Tree<'h>) -> Self {
        let mut outline = Outline { tree, nodes: Vec::new(), all: TextSums::default(), paywall_is_content: false };
        let Some(body) = tree.find("body") else { return outline };
        let (mut sums, mut known) = (TextSums::default(), FxHashMap::default());
        // The open nodes, the innermost last.
        let mut open: Vec<usize> = Vec::new();
        for id in tree.descendants(body) {
            let parent = tree.parent(id);
            while open.last().is_some_and(|at| Some(outline.nodes[*at].id) != parent) {
                outline.close(open.pop(), sums);
            }
            let within = open.last().map(|at| &outline.nodes[*at]);
            let is_paragraph = |node: &OutlineNode| tree.name(node.id) == "p";
            let paragraph =
                within.and_then(|node| if is_paragraph(node) { open.last().copied() } else { node.paragraph });
            if let Some(text) = tree.text(id) {
                let length = text.trim().len();
                sums.text += length;
                sums.in_paragraphs += paragraph.map_or(0, |_| length);
                continue;
            }
            let in_popup = within.is_some_and(|node| node.in_popup || node.hint == ClassHint::Popup);
            let hint = element_hint(tree, id, &mut known);
            open.push(outline.nodes.len());
            outline.nodes.push(OutlineNode { id, end: 0, paragraph, in_popup, hint, before: sums, behind: sums });
        }
        open.into_iter().rev().for_each(|at| outline.close(Some(at), sums));
        outline.all = sums;
        outline.paywall_is_content = outline.paywall_bytes() * LARGE_PART > sums.in_paragraphs;
        outline
    }

    fn close(&mut self, at: Option<usize>, sums: TextSums) {
        let end = self.nodes.len();
        if let Some(node) = at.and_then(|at| self.nodes.get_mut(at)) {
            (node.end, node.behind) = (end, sums);
        }
    }

    /// Bytes of paragraphs inside elements named like a paywall, without requests to subscribe.
    fn paywall_bytes(&self) -> usize {
        let (mut at, mut sum) = (0, 0);
        while at < self.nodes.len() {
            let node = &self.nodes[at];
            let is_paywall = node.hint == ClassHint::Paywall && !self.asks_for_subscription(at);
            let in_paragraphs = node.behind.in_paragraphs - node.before.in_paragraphs;
            sum += if is_paywall { in_paragraphs } else { 0 };
            at = if is_paywall { node.end } else { at + 1 };
        }
        sum
    }

    fn text(&self, at: usize) -> usize {
        self.nodes[at].behind.text - self.nodes[at].before.text
    }

    fn name(&self, at: usize) -> &str {
        self.tree.name(self.nodes[at].id)
    }

    fn is_boilerplate(&self, at: usize) -> bool {
        let (node, name) = (&self.nodes[at], self.name(at));
        if NEVER_REMOVED.contains(&name) {
            return false;
        }
        let asks = match node.hint {
            ClassHint::CookieConsent => self.asks_for_consent(at),
            ClassHint::Paywall => self.asks_for_subscription(at) && self.text(at) * 2 < self.all.text,
            _ => false,
        };
        if asks {
            return true;
        }
        (self.is_invisible(at) || self.is_boilerplate_element(at) || self.has_boilerplate_names(at))
            && !self.is_large_part(at)
    }

    fn is_boilerplate_element(&self, at: usize) -> bool {
        match self.name(at) {
            "figure" => !self.contains(at, &["blockquote", "table", "pre", "ul", "ol"]),
            "figcaption" if self.is_source(at) => false,
            name => {
                let role = self.tree.attribute(self.nodes[at].id, "role");
                ELEMENTS.contains(&name) || role.is_some_and(|role| ROLES.contains(&role))
            }
        }
    }

    fn has_boilerplate_names(&self, at: usize) -> bool {
        let (node, name) = (&self.nodes[at], self.name(at));
        let stays = || self.is_quotation(at) || self.is_in_sentence(at, name);
        match node.hint {
            ClassHint::Nothing | ClassHint::Invisible => false,
            ClassHint::Popup => node.in_popup && name != "a",
            ClassHint::Paywall => !self.paywall_is_content && !stays(),
            ClassHint::CookieConsent => !stays(),
            ClassHint::Boilerplate(longest) => self.text(at) <= longest && !stays(),
        }
    }

    /// Whether the element is invisible, or a graphic to those who see it.
    fn is_invisible(&self, at: usize) -> bool {
        let node = &self.nodes[at];
        let is_unread = || self.tree.attribute(node.id, "aria-hidden") == Some("true") && !self.is_visual_duplicate(at);
        node.hint == ClassHint::Invisible
            || self.has_attributes(at) && (is_hidden(self.tree, node.id) || self.is_inline(at) && is_unread())
            || is_link_announcement(self.tree, node.id)
    }

    fn has_attributes(&self, at: usize) -> bool {
        !self.tree.attributes(self.nodes[at].id).is_empty()
    }

    fn is_inline(&self, at: usize) -> bool {
        INLINE.contains(&self.name(at))
    }

    /// Whether the element is visible and hidden from screen readers, because text beside it is meant for those
    /// instead.
    fn is_visual_duplicate(&self, at: usize) -> bool {
        let id = self.nodes[at].id;
        let is_invisible =
            |id: Id| class_hint(self.tree.attribute(id, "class").unwrap_or_default()) == ClassHint::Invisible;
        let is_shown = |id: &Id| self.tree.text(*id).is_none_or(|text| !text.trim().is_empty());
        let mut next = std::iter::successors(self.tree.next_sibling(id), |id| self.tree.next_sibling(*id));
        let mut previous = std::iter::successors(self.tree.previous_sibling(id), |id| self.tree.previous_sibling(*id));
        self.tree.attribute(id, "aria-hidden") == Some("true")
            && [next.find(is_shown), previous.find(is_shown)].into_iter().flatten().any(is_invisible)
    }

    fn asks_for_consent(&self, at: usize) -> bool {
        let text = || self.tree.all_text(self.nodes[at].id);
        !self.contains(at, &["article", "h1"]) && is_about_consent(&text())
    }

    fn asks_for_subscription(&self, at: usize) -> bool {
        self.text(at) <= MAX_REQUEST && asks_to_subscribe(&self.tree.all_text(self.nodes[at].id))
    }

    fn is_large_part(&self, at: usize) -> bool {
        let node = &self.nodes[at];
        let in_paragraphs = node.behind.in_paragraphs - node.before.in_paragraphs;
        in_paragraphs * LARGE_PART > self.all.in_paragraphs || self.text(at) * 2 > self.all.text
    }

    fn is_in_sentence(&self, at: usize, name: &str) -> bool {
        let around = self.nodes[at].paragraph.map_or(0, |paragraph| self.text(paragraph) - self.text(at));
        INLINE.contains(&name) && around >= MIN_SENTENCE
    }

    fn contains(&self, at: usize, names: &[&str]) -> bool {
        (at + 1..self.nodes[at].end).any(|inner| names.contains(&self.name(inner)))
    }

    /// Whether the element wraps a quotation, such as an embedded post.
    fn is_quotation(&self, at: usize) -> bool {
        let quoted = (at + 1..self.nodes[at].end).find(|inner| self.name(*inner) == "blockquote");
        quoted.is_some_and(|quoted| self.text(quoted) * 10 > self.text(at) * 9)
    }

    /// Whether the element is the footer of a quotation, which names its source.
    fn is_source(&self, at: usize) -> bool {
        let parent = || self.tree.parent(self.nodes[at].id);
        matches!(self.name(at), "footer" | "figcaption")
            && std::iter::successors(parent(), |id| self.tree.parent(*id))
                .take(2)
                .any(|id| self.tree.name(id) == "blockquote")
    }

    fn is_quotation_element(&self, at: usize) -> bool {
        let name = self.name(at);
        name == "blockquote" || name == "div" && self.is_quotation(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parser::parse;

    fn left(html: &str) -> String {
        let text = "The mayor said the bridge would open on Monday, and nobody believed her. ".repeat(5);
        let page = format!("<body><article class=has-related><p>{text}</p>{html}</article>");
        let mut tree = parse(&page).tree;
        remove_boilerplate(&mut tree);
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
    fn what_a_request_is_put_before_stays_and_the_request_goes() {
        let text =
            "The council met in the old hall, and the debate went on for most of the evening while rain fell outside. ";
        let text = text.repeat(3);
        let text = text.trim();
        assert_eq!(left(&format!("<p class=paywall>{text}</p>")), text);
        assert_eq!(left(&format!("<div class='paywall'><p>{text}</p></div>")), text);
        assert_eq!(left("<div class=paywall><p>Subscribe to continue reading.</p></div>"), "");
        assert_eq!(left(&format!("<div class=paywall><p>Sign in to keep reading. {text}</p></div>")), "");
    }

    #[test]
    fn a_request_for_consent_goes_however_long_it_is() {
        let asks = "We use cookies to measure how many people visit our site and what they look for. ".repeat(30);
        assert_eq!(left(&format!("<div id=onetrust-consent-sdk><p>{asks}</p></div>")), "");
        assert_eq!(left(&format!("<div class=has-cookie-banner><article>{asks}</article></div>")), asks.trim());
        let text = "The mayor of the town spoke of the bridge and of nothing else. ".repeat(30);
        assert_eq!(left(&format!("<div class=consent-story><p>{text}</p></div>")), text.trim());
    }

    #[test]
    fn what_nobody_sees_goes_even_within_a_sentence() {
        for html in [
            "<span class=sr-only>x</span>",
            "<span class=visually-hidden>x</span>",
            "<span style='display:none'>x</span>",
            "<var aria-hidden=true>x</var>",
            "<a href=y><span>opens new tab</span></a>",
            "<span hidden>x</span>",
        ] {
            let page = format!("<p>Mayor Ann Smith and the whole council{html} said so, again.</p>");
            assert_eq!(left(&page), "Mayor Ann Smith and the whole council said so, again.", "{html}");
        }
        let both = "<p>It cost <span aria-hidden=true>$5m</span><span class=sr-only>five million dollars</span>.</p>";
        assert_eq!(left(both), "It cost $5m.");
    }

    #[test]
    fn a_word_in_a_sentence_stays_and_what_pops_up_over_it_goes() {
        let html = "<p>Mayor <a class=related-link href=x>Ann Smith</a> and <span class=rollover>Bo<span class=rollover-box>a long note</span></span> said so, again.</p>";
        assert_eq!(left(html), "Mayor Ann Smith and Bo said so, again.");
    }
}
