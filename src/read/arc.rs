//! ARC, the web archive format that the Internet Archive used before 2009. Reads one record at a time.
//!
//! A record starts with one header line: URL, host, fetch time, media type and, last, the length. The rules for broken
//! records are those of `warc`.

use super::date::parse_date;
use super::error::Problem;
use super::http::Response;
use super::records::{Stream, next_within};
use super::web_page::Page;

/// The first bytes of every ARC file.
pub(super) const MAGIC: &[u8; 11] = b"filedesc://";

/// The header line of a record.
struct Head {
    url: String,
    fetched: String,
    media: String,
    length: u64,
}

/// Reads the next record: `None` at the end of the archive, `Some(None)` for a record without a page.
pub(super) fn record(bytes: &mut Stream) -> Result<Option<Option<Page>>, Problem> {
    let line = bytes.filled_line()?;
    if line.is_empty() {
        return Ok(None);
    }
    bytes.number += 1;
    let Some(head) = head(&line) else {
        bytes.find(begins)?;
        return Err(Problem::Record("it does not begin like a record"));
    };
    let room = head.length.min(bytes.limit);
    let block = bytes.block(room)?;
    let whole = block.len() as u64 == room;
    let swallows = next_within(&block, begins).is_some();
    if !whole || swallows || (head.length == room && !bytes.ends_record(begins)?) {
        // The next record may start inside the bytes just read.
        bytes.give_back(block);
        bytes.find(begins)?;
        let lies = whole || swallows;
        return Err(Problem::Record(if lies { "it is not as long as it says" } else { "it is cut short" }));
    }
    if head.length > room {
        bytes.find(begins)?;
        return Err(Problem::TooLong { limit: bytes.limit });
    }
    Ok(Some(page(head, block, bytes.limit)))
}

fn page(head: Head, block: Vec<u8>, limit: u64) -> Option<Page> {
    if head.url.starts_with("filedesc:") || head.url.starts_with("dns:") {
        return None;
    }
    let response = match block.starts_with(b"HTTP/") {
        true => Response::parse(block)?,
        false => Response::bare(&head.media, block),
    };
    let fetched = head.fetched.get(..8).and_then(parse_date);
    Some(response).filter(Response::is_page).map(|response| Page {
        response,
        url: Some(head.url),
        id: None,
        fetched,
        limit,
    })
}

/// Parses a header line of version 1 (5 fields) or version 2 (10 fields).
fn head(line: &[u8]) -> Option<Head> {
    let line = String::from_utf8_lossy(&line[..line.len().min(8 << 10)]);
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [url, _, fetched, media, .., length] = fields[..] else { return None };
    let is_time = (8..=14).contains(&fetched.len()) && fetched.bytes().all(|byte| byte.is_ascii_digit());
    let is_address = url
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let length = length.parse().ok().filter(|_| is_time && is_address)?;
    Some(Head { url: url.to_owned(), fetched: fetched.to_owned(), media: media.to_owned(), length })
}

/// Whether the line is a record header.
fn begins(line: &[u8]) -> bool {
    let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
    line.len() < 8 << 10 && memchr::memmem::find(line, b"://").is_some_and(|at| at < 12) && head(line).is_some()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::read::archive::Archive;
    use crate::read::origin::Origin;
    use crate::read::unread::Unread;

    fn record(url: &str, media: &str, body: &str) -> String {
        let block = if media == "text/plain" {
            body.to_owned()
        } else {
            format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n{body}")
        };
        format!("{url} 10.0.0.1 20040512100000 {media} {}\n{block}\n", block.len())
    }

    fn read(archive: &str) -> Vec<Result<String, String>> {
        let origin = Origin { name: "a.arc".into(), id: "a".into(), ..Origin::default() };
        let mut arc = Archive::new(
            Arc::new(origin),
            Box::new(std::io::Cursor::new(archive.as_bytes().to_owned())),
            4000,
            super::record,
        );
        let pieces = std::iter::from_fn(move || arc.next());
        let articles = pieces.flat_map(|piece| piece.map_or_else(|error| vec![Err(error)], Unread::articles));
        articles
            .map(|it| it.map(|it| format!("{} {:?} {}", it.id, it.date, it.text())).map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn pages_are_read_and_broken_records_do_not_stop_the_rest() {
        let archive = [
            record("filedesc://a.arc", "text/plain", "1 0 Alexa\n"),
            record("http://p.example/1", "text/html", "<p>“One,” Ann said.</p>"),
            record("http://p.example/2", "image/png", "no"),
            record("http://p.example/3", "text/plain", "Three.").replace(" 6\n", " 60\n"),
            record("http://p.example/4", "text/plain", "Four."),
            record("http://p.example/5", "text/plain", &"long ".repeat(1000)),
            record("http://p.example/6", "text/plain", "Six."),
            "nonsense\n".to_owned(),
            record("http://p.example/8", "text/plain", "Eight."),
        ];
        let told = |number: u8, what: &str| Err(format!("a.arc, record {number}: {what}"));
        let found = |number: u8, text: &str| Ok(format!("http://p.example/{number} Some(2004-05-12) {text}"));
        assert_eq!(
            read(&archive.concat()),
            [
                found(1, "“One,” Ann said."),
                told(4, "broken record: it is not as long as it says"),
                found(4, "Four."),
                told(6, "longer than 0 MiB, too long for one article"),
                // Nobody knows whether it ends where it says.
                told(7, "broken record: it is not as long as it says"),
                found(8, "Eight."),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(noise in "\\PC{0,40}", at in 0..200usize) {
            let mut archive = record("http://p.example/1", "text/html", "<p>One.</p>") + &record("http://p.example/2", "text/plain", "Two.");
            while !archive.is_char_boundary(at.min(archive.len())) { archive.pop(); }
            archive.insert_str(at.min(archive.len()), &noise);
            read(&archive);
        }
    }
}
