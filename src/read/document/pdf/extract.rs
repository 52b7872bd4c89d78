//! Reads the text of a PDF file.

use lopdf::{Document, Object};

use super::content::{self, Fonts};
use super::line::{TextLine, lines};
use super::open::{NAME, open};
use super::{paragraphs, reading_order, running_heads};
use crate::read::error::Problem;
use crate::read::panic_guard::catch_panic;

/// More pages than any newspaper or book has.
const MAX_PAGES: usize = 5_000;

/// Most lines in all pages.
const MAX_LINES: usize = 1_000_000;

/// A headline is larger than body text by this factor.
const HEADLINE_RATIO: f32 = 1.4;

/// The longest headline, in characters.
const MAX_TITLE: usize = 200;

/// The text of a PDF, and the largest line on its first page if that is a headline.
pub(in crate::read::document) fn text(bytes: &[u8]) -> Result<(Option<String>, String), Problem> {
    catch_panic(NAME, || read(bytes))
}

fn read(bytes: &[u8]) -> Result<(Option<String>, String), Problem> {
    let document = open(bytes)?;
    let mut pages = pages(&document);
    let count = pages.len();
    if count == 0 {
        return Err(Problem::Damaged(NAME));
    }
    running_heads::remove_running_heads(&mut pages);
    let title = pages.first().and_then(|page| title(page));
    let columns: Vec<Vec<TextLine>> = pages.into_iter().flat_map(reading_order::columns).collect();
    let text = paragraphs::text(&columns);
    let (letters, unknown) = text.chars().fold((0, 0), |(letters, unknown), c| match c {
        char::REPLACEMENT_CHARACTER => (letters, unknown + 1),
        c => (letters + usize::from(c.is_alphanumeric()), unknown),
    });
    match () {
        () if letters == 0 && unknown == 0 => Err(missing_text_reason(&document, count)),
        () if unknown > letters => Err(Problem::UnmappedGlyphs),
        () => Ok((title, text)),
    }
}

/// The reason why there is no text: scanned pages, damaged structure, or an empty document.
fn missing_text_reason(document: &Document, pages: usize) -> Problem {
    let is_picture = |object: &Object| {
        let dictionary = object.as_stream().map(|stream| &stream.dict);
        dictionary.and_then(|it| it.get(b"Subtype")).and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    match () {
        () if document.objects.values().any(is_picture) => Problem::ScannedPages { pages },
        () if document.xref_recovery.is_some() => Problem::Damaged(NAME),
        () => Problem::EmptyDocument,
    }
}

/// The lines in the largest font size, if larger than body text and more than one word (which may be the paper's name).
fn title(page: &[TextLine]) -> Option<String> {
    let mut sizes: Vec<f32> =
        page.iter().flat_map(|line| std::iter::repeat_n(line.size, line.text.len() / 8 + 1)).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2)?;
    let has_words = |line: &&TextLine| line.text.split_whitespace().count() > 1 && line.size > HEADLINE_RATIO * usual;
    let largest = page.iter().filter(has_words).map(|line| line.size).max_by(f32::total_cmp)?;
    let lines =
        page.iter().skip_while(|line| line.size < 0.98 * largest).take_while(|line| line.size >= 0.98 * largest);
    let title = lines.map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
    (title.chars().count() <= MAX_TITLE).then_some(title)
}

/// The lines of each page.
fn pages(document: &Document) -> Vec<Vec<TextLine>> {
    let mut fonts = Fonts::default();
    let (mut pages, mut count) = (Vec::new(), 0);
    for page in document.page_iter().take(MAX_PAGES) {
        let lines = lines(content::glyphs(document, page, &mut fonts));
        count += lines.len();
        pages.push(lines);
        if count > MAX_LINES {
            break;
        }
    }
    pages
}
