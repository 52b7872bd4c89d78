//! Labelled articles as the trainer reads them: JSON Lines, offsets in code points.

use serde::Deserialize;

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

#[derive(Deserialize)]
struct Line {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    content: Vec<[usize; 2]>,
}

/// Reads one article a line; blank lines are skipped.
pub fn read_gold(lines: &str) -> Result<Vec<GoldArticle>, serde_json::Error> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(read_line).collect()
}

fn read_line(line: &str) -> Result<GoldArticle, serde_json::Error> {
    let Line { text, attributions } = serde_json::from_str(line)?;
    let table = CodePoints::new(&text);
    let mut spans = Vec::new();
    for attribution in &attributions {
        let roles = [&attribution.source, &attribution.cue, &attribution.content];
        for (role, pieces) in Role::ALL.into_iter().zip(roles) {
            spans.extend(pieces.iter().map(|&[start, end]| (role, Span::new(table.byte(start), table.byte(end)))));
        }
    }
    spans.sort_by_key(|(role, span)| (span.start(), span.end(), *role));
    spans.dedup();
    drop(table);
    Ok(GoldArticle { text, spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let line = r#"{"text":"“É,” Ann said.","attributions":[{"content":[[1,2]],"source":[[5,8]],"cue":[[9,13]]}]}"#;
        let articles = read_gold(line).unwrap();
        let words: Vec<_> = articles[0].spans.iter().map(|(_, span)| span.of(&articles[0].text)).collect();
        assert_eq!(words, ["É", "Ann", "said"]);
        assert!(read_gold("{").is_err());
    }
}
