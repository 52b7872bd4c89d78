//! Reads the text of a PDF file.

use lopdf::{Document, Object};

use super::content::{self, Fonts};
use super::line::{Line, lines};
use super::open::{NAME, open};
use super::{flow, furniture, order};
use crate::read::error::Problem;
use crate::read::guard::guarded;

/// More pages than any newspaper or book has.
const MOST_PAGES: usize = 5_000;

/// Most lines in all pages.
const MOST_LINES: usize = 1_000_000;

/// A headline is larger than body text by this factor.
const LARGER: f32 = 1.4;

/// The longest headline, in characters.
const LONGEST_TITLE: usize = 200;

/// The text of a PDF, and the largest line on its first page if that is a headline.
pub(in crate::read::document) fn text(bytes: &[u8]) -> Result<(Option<String>, String), Problem> {
    guarded(NAME, || read(bytes))
}

fn read(bytes: &[u8]) -> Result<(Option<String>, String), Problem> {
    let document = open(bytes)?;
    let mut pages = pages(&document);
    let count = pages.len();
    if count == 0 {
        return Err(Problem::Broken(NAME));
    }
    furniture::removed(&mut pages);
    let title = pages.first().and_then(|page| title(page));
    let columns: Vec<Vec<Line>> = pages.into_iter().flat_map(order::columns).collect();
    let text = flow::text(&columns);
    let (letters, unknown) = text.chars().fold((0, 0), |(letters, unknown), c| match c {
        char::REPLACEMENT_CHARACTER => (letters, unknown + 1),
        c => (letters + usize::from(c.is_alphanumeric()), unknown),
    });
    match () {
        () if letters == 0 && unknown == 0 => Err(without_text(&document, count)),
        () if unknown > letters => Err(Problem::NoLetters),
        () => Ok((title, text)),
    }
}

/// The reason why there is no text: scanned pages, damaged structure, or an empty document.
fn without_text(document: &Document, pages: usize) -> Problem {
    let is_picture = |object: &Object| {
        let dictionary = object.as_stream().map(|stream| &stream.dict);
        dictionary.and_then(|it| it.get(b"Subtype")).and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    match () {
        () if document.objects.values().any(is_picture) => Problem::OnlyPictures { pages },
        () if document.xref_recovery.is_some() => Problem::Broken(NAME),
        () => Problem::EmptyDocument,
    }
}

/// The lines in the largest font size, if larger than body text and more than one word (which may be the paper's name).
fn title(page: &[Line]) -> Option<String> {
    let mut sizes: Vec<f32> =
        page.iter().flat_map(|line| std::iter::repeat_n(line.size, line.text.len() / 8 + 1)).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2)?;
    let worded = |line: &&Line| line.text.split_whitespace().count() > 1 && line.size > LARGER * usual;
    let largest = page.iter().filter(worded).map(|line| line.size).max_by(f32::total_cmp)?;
    let lines =
        page.iter().skip_while(|line| line.size < 0.98 * largest).take_while(|line| line.size >= 0.98 * largest);
    let title = lines.map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
    (title.chars().count() <= LONGEST_TITLE).then_some(title)
}

/// The lines of each page.
fn pages(document: &Document) -> Vec<Vec<Line>> {
    let mut fonts = Fonts::default();
    let (mut pages, mut count) = (Vec::new(), 0);
    for page in document.page_iter().take(MOST_PAGES) {
        let lines = lines(content::glyphs(document, page, &mut fonts));
        count += lines.len();
        pages.push(lines);
        if count > MOST_LINES {
            break;
        }
    }
    pages
}
