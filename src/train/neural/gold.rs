//! Labelled articles in the form for training: every span once, in bytes.

use crate::evaluate;
use crate::span::{CodePoints, Span};
use crate::tag::Role;
use crate::train::Scheme;

/// An article with its labelled spans.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    /// Its text.
    pub text: String,
    /// Sources, cues and contents, each piece separately, without duplicates.
    pub spans: Vec<(Role, Span)>,
    /// The annotation guidelines.
    pub scheme: Scheme,
}

/// Converts a labelled article, annotated by `scheme`.
pub fn from_gold(article: &evaluate::GoldArticle, scheme: Scheme) -> GoldArticle {
    let table = CodePoints::new(&article.text);
    let mut spans = Vec::new();
    for attribution in &article.attributions {
        let roles = [&attribution.source, &attribution.cue, &attribution.content];
        for (role, pieces) in Role::ALL.into_iter().zip(roles) {
            spans.extend(pieces.iter().map(|&[start, end]| (role, Span::new(table.byte(start), table.byte(end)))));
        }
    }
    spans.sort_by_key(|(role, span)| (span.start(), span.end(), *role));
    spans.dedup();
    GoldArticle { text: article.text.clone(), spans, scheme }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let line = r#"{"id":"a","text":"“É,” Ann said.","attributions":[{"content":[[1,2]],"source":[[5,8]],"cue":[[9,13]]}]}"#;
        let article = from_gold(&serde_json::from_str(line).unwrap(), Scheme::News);
        let words: Vec<_> = article.spans.iter().map(|(_, span)| span.of(&article.text)).collect();
        assert_eq!(words, ["É", "Ann", "said"]);
    }
}
