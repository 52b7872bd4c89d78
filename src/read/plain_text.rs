//! Plain text and Markdown, with or without front matter: the whole file is one article. Plain text is unchanged except
//! that hard-wrapped lines are joined.

use jiff::civil::Date;

use super::context::ReadContext;
use super::date::parse_date;
use super::front_matter::FrontMatter;
use super::hard_wrap;
use super::markdown;
use crate::article::{Article, DateSource};

/// The longest headline, in characters.
const MAX_TITLE: usize = 200;

/// The article in `content`. Front matter is not part of the text, but the headline is.
pub(super) fn article(context: &ReadContext, content: String) -> Article {
    let (front, text) = FrontMatter::split_off(content);
    let joined = hard_wrap::join_lines(&text);
    let repaired = joined.is_some();
    let mut article = with_front_matter(context, front, joined.unwrap_or(text));
    article.repaired = repaired;
    article
}

/// The article in the Markdown `content`.
pub(super) fn markdown(context: &ReadContext, content: String) -> Article {
    let (front, text) = FrontMatter::split_off(content);
    let text = markdown::text(&text);
    with_front_matter(context, front, hard_wrap::join_lines(&text).unwrap_or(text))
}

fn with_front_matter(context: &ReadContext, front: FrontMatter, text: String) -> Article {
    let id = if context.id.is_empty() { id_from_text(&text) } else { context.id.clone() };
    let title = front.title.or_else(|| headline(&text).map(str::to_owned));
    let mut article = Article::new(id, text);
    article.title = title;
    context.set_date(&mut article, front.date.as_deref());
    if article.date.is_none() {
        article.date = date_in_name(&context.id);
        article.date_source = if article.date.is_some() { DateSource::Name } else { DateSource::Stated };
    }
    article.publisher = front.publisher;
    article.authors = front.authors;
    article.url = front.url;
    article.path = context.path.clone();
    article
}

/// The id of a text without a file.
pub(super) fn id_from_text(text: &str) -> String {
    format!("text-{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}

/// A file name that starts like `2024-05-12-petro` gives the date.
fn date_in_name(id: &str) -> Option<Date> {
    let name = id.rsplit('/').next()?;
    let behind = name.get(10..)?;
    if behind.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    parse_date(name.get(..10)?)
}

/// The first line, if text follows and it does not look like a sentence.
fn headline(text: &str) -> Option<&str> {
    let (line, rest) = text.trim_start().split_once('\n')?;
    let line = line.trim().trim_start_matches('#').trim_start();
    let is_sentence = line.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', ',', ';', ':', '—', '-']);
    let has_title_length = !line.is_empty() && line.chars().count() <= MAX_TITLE;
    (has_title_length && !is_sentence && !rest.trim().is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(id: &str, content: &str) -> Article {
        article(&ReadContext { name: "f".into(), id: id.into(), ..ReadContext::default() }, content.to_owned())
    }

    #[test]
    fn a_headline_stands_above_a_text() {
        assert_eq!(headline("\n# Petro Faces Storm\r\nText."), Some("Petro Faces Storm"));
        assert_eq!(headline("Will He Go?\nText."), Some("Will He Go?"));
        assert_eq!(headline("He said “no.”\nText."), None);
        assert_eq!(headline("Only one line"), None);
        assert_eq!(headline("Only one line\n \n"), None);
        assert_eq!(headline(&format!("{}\nText.", "long ".repeat(99))), None);
    }

    #[test]
    fn the_text_keeps_its_headline_and_its_line_ends() {
        let content = "Headline\r\n\r\nText.\r\n";
        assert_eq!(read("a", content).text(), content);
    }

    #[test]
    fn a_day_in_the_name_is_a_guess() {
        let article = read("x/2024-05-12-petro", "Text.");
        assert_eq!(
            (article.date.map(|day| day.to_string()), article.date_source),
            (Some("2024-05-12".into()), DateSource::Name)
        );
        assert_eq!(read("2024-05-123", "Text.").date, None);
    }

    #[test]
    fn text_without_a_name_is_called_by_its_words() {
        assert_eq!(read("", "Text.").id, read("", "Text.").id);
        assert_ne!(read("", "Text.").id, read("", "Other.").id);
    }
}
