//! The tree is the same as that of a browser.

use std::borrow::Cow;

use dom_query::{Document, NodeData, NodeRef};

use super::super::elements::{ElementKind, ElementName};
use super::super::tags::tag_at;
use super::{Id, Tree, TreeBuilder};

/// The tree of `html`.
fn grown(html: &str) -> Tree<'_> {
    let mut builder = TreeBuilder::new(html.len());
    let mut at = 0;
    while at < html.len() {
        let length = html[at..].find('<').unwrap_or(html.len() - at);
        if length > 0 {
            builder.text(Cow::Borrowed(&html[at..at + length]));
            at += length;
            continue;
        }
        let tag = tag_at(html, at).expect("a tag");
        at = tag.end;
        match tag.name {
            "!" => builder.doctype(&html[tag.start + 2..tag.end]),
            name if tag.is_end_tag => builder.end(ElementName::of(name)),
            name if ElementName::of(name).kind == ElementKind::RawText => {
                let end = html[at..].find("</").expect("an end");
                builder.raw_text(ElementName::of(name), std::iter::empty(), Cow::Borrowed(&html[at..at + end]));
                at += end;
                at = tag_at(html, at).expect("an end").end;
            }
            name => builder.start(ElementName::of(name), std::iter::empty()),
        }
    }
    builder.finish()
}

fn written(tree: &Tree, id: Id, out: &mut String) {
    match tree.text(id) {
        Some(text) => out.extend(text.chars().filter(|c| !c.is_whitespace())),
        None => {
            *out += &format!("<{}>", tree.name(id));
            tree.children(id).for_each(|child| written(tree, child, out));
            *out += "/";
        }
    }
}

fn written_by_others(node: &NodeRef, out: &mut String) {
    if let Some(name) = node.node_name() {
        *out += &format!("<{name}>");
    }
    node.query(|node| {
        if let NodeData::Text { contents } = &node.data {
            out.extend(contents.chars().filter(|c| !c.is_whitespace()));
        }
    });
    node.children_it(false).for_each(|child| written_by_others(&child, out));
    if node.is_element() {
        *out += "/";
    }
}

fn both(html: &str) -> (String, String) {
    let (tree, document) = (grown(html), Document::from(html));
    let (mut ours, mut theirs) = (String::new(), String::new());
    written(&tree, tree.root().expect("a root"), &mut ours);
    written_by_others(&document.html_root(), &mut theirs);
    (ours, theirs)
}

const PARTS: [&str; 84] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<a>",
    "</a>",
    "<a>",
    "</a>",
    "<span>",
    "</span>",
    "<li>",
    "</li>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "</th>",
    "<tbody>",
    "</tbody>",
    "<thead>",
    "<caption>",
    "</caption>",
    "<colgroup>",
    "</colgroup>",
    "<col>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<br>",
    "</br>",
    "<hr>",
    "<img>",
    "<input>",
    "<pre>",
    "</pre>",
    "<dl>",
    "</dl>",
    "<dd>",
    "</dd>",
    "<dt>",
    "</dt>",
    "<object>",
    "</object>",
    "<option>",
    "</option>",
    "<optgroup>",
    "<ruby>",
    "</ruby>",
    "<rb>",
    "<rt>",
    "<rtc>",
    "</rtc>",
    "<blockquote>",
    "</blockquote>",
    "<section>",
    "</section>",
    "<title>t</title>",
    "<meta>",
    "<link>",
    "<source>",
    "<head>",
    "</head>",
    "<body>",
    "</body>",
    "</html>",
    "<x-y>",
    "</x-y>",
    "<article>",
    "</article>",
    " ",
    "one",
    "two",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(2000))]

    #[test]
    fn it_is_the_tree_of_a_browser(is_new: bool, parts in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..24)) {
        let html = format!("{}{}", if is_new { "<!doctype html>" } else { "" }, parts.concat());
        let (ours, theirs) = both(&html);
        proptest::prop_assert_eq!(ours, theirs, "{}", html);
    }
}

#[test]
fn a_page_is_as_old_as_its_document_type() {
    for (doctype, quirks_mode) in [
        ("", true),
        ("<!DOCTYPE html>", false),
        (
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">",
            false,
        ),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">", true),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", false),
        ("<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">", true),
    ] {
        let (ours, theirs) = both(&format!("{doctype}<p><table>"));
        assert_eq!(ours, theirs, "{doctype}");
        assert_eq!(ours.contains("<p><table>"), quirks_mode, "{doctype}");
    }
}
