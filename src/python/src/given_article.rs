//! One article as it is handed over: fields of text, of which only the text itself is needed.
//!
//! The text stays as it is, so that every position counts in what the caller has. Files are another matter (`read`).

use quotedex::read::{check_article, stated_date};
use quotedex::{Article, DateSource};

use super::fault::Fault;

/// The fields that are read, under the names of the JSON contract.
pub const FIELDS: [&str; 8] = ["text", "id", "title", "date", "publisher", "authors", "url", "path"];

/// What stands for nothing in tables.
const NOTHING: [&str; 5] = ["", "nan", "nat", "none", "null"];

/// One article, not yet checked.
#[derive(Default)]
pub struct GivenArticle {
    pub text: Option<String>,
    pub id: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub url: Option<String>,
    pub path: Option<String>,
}

impl GivenArticle {
    /// The article. `number` says which of those given it is, counted from 0.
    pub fn article(self, number: usize) -> Result<Article, Fault> {
        let filled = |field: Option<String>| field.filter(|value| !value.trim().is_empty());
        let id = filled(self.id);
        let Some(text) = self.text else {
            let article = id.unwrap_or_else(|| format!("article {number}"));
            return Err(Fault::of_article(article, "it has no text", "give it a text, or leave it out"));
        };
        let url = filled(self.url);
        let id = id.unwrap_or_else(|| derived_id(url.as_deref(), &text));
        let (date, date_source) = date(&id, self.date)?;
        let mut article = Article::new(id, text);
        (article.date, article.date_source, article.url) = (date, date_source, url);
        article.title = filled(self.title);
        article.publisher = filled(self.publisher);
        article.authors = self.authors;
        article.path = filled(self.path);
        check_article(article).map_err(|error| Fault { from_file: false, ..error.into() })
    }
}

/// The id of an article that has none: the same for the same address, or else for the same words, wherever it is read.
fn derived_id(url: Option<&str>, text: &str) -> String {
    blake3::hash(url.unwrap_or(text).as_bytes()).to_hex()[..16].to_owned()
}

fn date(id: &str, stated: Option<String>) -> Result<(Option<jiff::civil::Date>, DateSource), Fault> {
    let Some(stated) = stated else { return Ok((None, DateSource::Stated)) };
    let stated = stated.trim();
    if NOTHING.iter().any(|nothing| stated.eq_ignore_ascii_case(nothing)) {
        return Ok((None, DateSource::Stated));
    }
    let (day, source) = stated_date(stated).ok_or_else(|| {
        let shown: String = stated.chars().take(40).collect();
        Fault::of_article(id, format!("`{shown}` is not a date"), "write it as 2024-05-12, or leave it out")
    })?;
    Ok((Some(day), source))
}
