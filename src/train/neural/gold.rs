//! Labelled articles as the trainer reads them: every span once, in bytes.

use crate::evaluate;
use crate::span::{CodePoints, Span};
use crate::tag::Role;

/// An article with its labelled spans.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    /// Its text.
    pub text: String,
    /// Sources, cues and contents, each piece by itself, without repetitions.
    pub spans: Vec<(Role, Span)>,
}

/// What the trainer needs of labelled articles.
pub fn from_gold(articles: &[evaluate::GoldArticle]) -> Vec<GoldArticle> {
    articles.iter().map(spans_of).collect()
}

fn spans_of(article: &evaluate::GoldArticle) -> GoldArticle {
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
    GoldArticle { text: article.text.clone(), spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let line = r#"{"id":"a","text":"“É,” Ann said.","attributions":[{"content":[[1,2]],"source":[[5,8]],"cue":[[9,13]]}]}"#;
        let articles = from_gold(&[serde_json::from_str(line).unwrap()]);
        let words: Vec<_> = articles[0].spans.iter().map(|(_, span)| span.of(&articles[0].text)).collect();
        assert_eq!(words, ["É", "Ann", "said"]);
    }
}
