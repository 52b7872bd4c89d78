//! Invisible text of a page: hidden by CSS, or meant for screen readers ("opens new tab").

use std::sync::LazyLock;

use regex::Regex;

use super::tree::{Id, Tree};

/// What a screen reader announces for a link, in lower case.
static LINK_ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^a-z]*(?:(?:external )?link[:,]? )?(?:this )?(?:(?:link|page) )?(?:will )?(?:be )?open(?:s|ed|ing)?(?: up)?(?: link)? (?:in )?(?:an? )?(?:new|another|external) (?:browser )?(?:tab|window|site|website)[^a-z]*(?:or tab)?[^a-z]*$")
        .expect("a pattern of ours")
});

/// The longest announcement.
const MAX_ANNOUNCEMENT: usize = 60;

/// Whether an attribute or the inline style hides the element.
pub(super) fn is_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some_and(|value| value != "until-found")
        || tree.attribute(id, "style").is_some_and(hides_element)
}

/// Whether the element only announces what a link does.
pub(super) fn is_link_announcement(tree: &Tree, id: Id) -> bool {
    let mut around = std::iter::successors(tree.parent(id), |id| tree.parent(*id)).take(3);
    matches!(tree.name(id), "span" | "var" | "sup" | "sub" | "abbr")
        && tree.first_child(id).is_some()
        && around.any(|id| tree.name(id) == "a")
        && tree.descendants(id).filter_map(|inner| tree.text(inner)).map(str::len).sum::<usize>() <= MAX_ANNOUNCEMENT
        && LINK_ANNOUNCEMENT.is_match(&tree.all_text(id).trim().to_lowercase())
}

/// A CSS property and a test for its value.
type Value = (&'static str, fn(&str) -> bool);

/// Whether the inline style hides the element.
fn hides_element(style: &str) -> bool {
    let small = style.to_ascii_lowercase();
    let values = small.split(';').filter_map(|part| {
        let (name, value) = part.split_once(':')?;
        Some((name.trim(), value.trim().trim_end_matches("!important").trim_end()))
    });
    let is = |wanted: &[Value]| {
        wanted.iter().all(|(name, is)| values.clone().any(|(found, value)| found == *name && is(value)))
    };
    is(&[("display", |value| value == "none")])
        || is(&[("visibility", |value| value == "hidden")])
        || is(&[("clip", is_empty_clip)])
        || is(&[("clip-path", |value| value.starts_with("inset(50%") || value.starts_with("inset(100%"))])
        || is(&[("overflow", |value| value == "hidden"), ("width", is_tiny), ("height", is_tiny)])
        || is(&[("text-indent", is_off_screen)])
        || is(&[("position", |value| value == "absolute"), ("left", is_off_screen)])
        || is(&[("position", |value| value == "absolute"), ("top", is_off_screen)])
        || is(&[("font-size", |value| value.trim_end_matches(char::is_alphabetic) == "0")])
}

/// `rect(0 0 0 0)`, `rect(1px, 1px, 1px, 1px)`.
fn is_empty_clip(clip: &str) -> bool {
    let Some(sides) = clip.strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let mut sides = sides.split([',', ' ']).filter(|side| !side.is_empty());
    sides.all(|side| matches!(side.trim_end_matches(char::is_alphabetic), "0" | "1"))
}

fn is_tiny(length: &str) -> bool {
    matches!(length, "0" | "0px" | "1px")
}

fn is_off_screen(length: &str) -> bool {
    let digits = length.strip_prefix('-').map(|rest| rest.trim_end_matches(char::is_alphabetic));
    digits.and_then(|digits| digits.parse().ok()).is_some_and(|far: f64| far >= 999.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parser::parse;

    #[test]
    fn styles_hide() {
        for style in [
            "display:none",
            "color: red; DISPLAY : none !important",
            "visibility:hidden",
            "border:0;clip:rect(0 0 0 0);height:1px",
            "clip: rect(1px, 1px, 1px, 1px)",
            "position:absolute;left:-9999px",
            "text-indent: -999em",
            "width:1px;height:1px;overflow:hidden",
            "clip-path:inset(50%)",
        ] {
            assert!(hides_element(style), "{style}");
        }
        for style in [
            "display:block",
            "opacity:0",
            "overflow:hidden;width:100%;height:1px",
            "clip:rect(0,100px,20px,0)",
            "margin-left:-9999px",
            "position:absolute;left:-10px",
            "font-size:10px",
            "background:url(display:none)",
            "",
        ] {
            assert!(!hides_element(style), "{style}");
        }
    }

    #[test]
    fn a_voice_says_where_a_link_opens() {
        let is = |words: &str| {
            let page = format!("<p><a href=x>report<span>{words}</span></a>");
            let tree = parse(&page).tree;
            tree.find("span").is_some_and(|span| is_link_announcement(&tree, span))
        };
        for words in
            [", opens new tab", "(opens in a new window)", " Opens in new tab.", "external link, opens in a new tab"]
        {
            assert!(is(words), "{words}");
        }
        for words in ["opens on Monday", "a new window opens", "He opens a new window on the past", ""] {
            assert!(!is(words), "{words}");
        }
    }
}
