//! ARC, the web archive format that the Internet Archive used before 2009. Reads one record at a time.
//!
//! A record starts with one header line: URL, host, fetch time, media type and, last, the length. The rules for broken
//! records are those of `warc`.

use super::archived_page::ArchivedPage;
use super::date::parse_date;
use super::error::Problem;
use super::http::Response;
use super::record_reader::{RecordReader, find_record_start};

/// The first bytes of every ARC file.
pub(super) const MAGIC: &[u8; 11] = b"filedesc://";

/// The header line of a record.
struct RecordHeader {
    url: String,
    fetched: String,
    media_type: String,
    length: u64,
}

/// Reads the next record: `None` at the end of the archive, `Some(None)` for a record without a page.
pub(super) fn read_record(reader: &mut RecordReader) -> Result<Option<Option<ArchivedPage>>, Problem> {
    let line = reader.read_nonblank_line()?;
    if line.is_empty() {
        return Ok(None);
    }
    reader.number += 1;
    let Some(header) = read_header(&line) else {
        reader.skip_to(starts_record)?;
        return Err(Problem::BrokenRecord("it has no record header"));
    };
    let room = header.length.min(reader.limit);
    let block = reader.read_block(room)?;
    let whole = block.len() as u64 == room;
    let contains_record = find_record_start(&block, starts_record).is_some();
    if !whole || contains_record || (header.length == room && !reader.ends_record(starts_record)?) {
        // The next record may start inside the bytes just read.
        reader.put_back(block);
        reader.skip_to(starts_record)?;
        let wrong_length = whole || contains_record;
        return Err(Problem::BrokenRecord(if wrong_length { "its length is wrong" } else { "it is truncated" }));
    }
    if header.length > room {
        reader.skip_to(starts_record)?;
        return Err(Problem::TooLong { limit: reader.limit });
    }
    Ok(Some(archived_page(header, block, reader.limit)))
}

fn archived_page(header: RecordHeader, block: Vec<u8>, limit: u64) -> Option<ArchivedPage> {
    if header.url.starts_with("filedesc:") || header.url.starts_with("dns:") {
        return None;
    }
    let response = match block.starts_with(b"HTTP/") {
        true => Response::parse(block)?,
        false => Response::without_header(&header.media_type, block),
    };
    let fetched = header.fetched.get(..8).and_then(parse_date);
    Some(response).filter(Response::is_page).map(|response| ArchivedPage {
        response,
        url: Some(header.url),
        id: None,
        fetched,
        limit,
    })
}

/// Parses a header line of version 1 (5 fields) or version 2 (10 fields).
fn read_header(line: &[u8]) -> Option<RecordHeader> {
    let line = String::from_utf8_lossy(&line[..line.len().min(8 << 10)]);
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [url, _, fetched, media_type, .., length] = fields[..] else { return None };
    let is_timestamp = (8..=14).contains(&fetched.len()) && fetched.bytes().all(|byte| byte.is_ascii_digit());
    let is_url = url
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let length = length.parse().ok().filter(|_| is_timestamp && is_url)?;
    Some(RecordHeader { url: url.to_owned(), fetched: fetched.to_owned(), media_type: media_type.to_owned(), length })
}

/// Whether the line is a record header.
fn starts_record(line: &[u8]) -> bool {
    let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
    line.len() < 8 << 10 && memchr::memmem::find(line, b"://").is_some_and(|at| at < 12) && read_header(line).is_some()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::read::context::ReadContext;
    use crate::read::raw_record::RawRecord;
    use crate::read::web_archive::WebArchive;

    fn record_bytes(url: &str, media_type: &str, body: &str) -> String {
        let block = if media_type == "text/plain" {
            body.to_owned()
        } else {
            format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n{body}")
        };
        format!("{url} 10.0.0.1 20040512100000 {media_type} {}\n{block}\n", block.len())
    }

    fn read(archive: &str) -> Vec<Result<String, String>> {
        let context = ReadContext { name: "a.arc".into(), id: "a".into(), ..ReadContext::default() };
        let mut arc = WebArchive::new(
            Arc::new(context),
            Box::new(std::io::Cursor::new(archive.as_bytes().to_owned())),
            4000,
            super::read_record,
        );
        let pieces = std::iter::from_fn(move || arc.next());
        let articles = pieces.flat_map(|piece| piece.map_or_else(|error| vec![Err(error)], RawRecord::into_articles));
        articles
            .map(|it| it.map(|it| format!("{} {:?} {}", it.id, it.date, it.text())).map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn pages_are_read_and_broken_records_do_not_stop_the_rest() {
        let archive = [
            record_bytes("filedesc://a.arc", "text/plain", "1 0 Alexa\n"),
            record_bytes("http://p.example/1", "text/html", "<p>“One,” Ann said.</p>"),
            record_bytes("http://p.example/2", "image/png", "no"),
            record_bytes("http://p.example/3", "text/plain", "Three.").replace(" 6\n", " 60\n"),
            record_bytes("http://p.example/4", "text/plain", "Four."),
            record_bytes("http://p.example/5", "text/plain", &"long ".repeat(1000)),
            record_bytes("http://p.example/6", "text/plain", "Six."),
            "nonsense\n".to_owned(),
            record_bytes("http://p.example/8", "text/plain", "Eight."),
        ];
        let failed = |number: u8, what: &str| Err(format!("a.arc, record {number}: {what}"));
        let found = |number: u8, text: &str| Ok(format!("http://p.example/{number} Some(2004-05-12) {text}"));
        assert_eq!(
            read(&archive.concat()),
            [
                found(1, "“One,” Ann said."),
                failed(4, "broken record: its length is wrong"),
                found(4, "Four."),
                failed(6, "longer than 0 MiB, too long for one article"),
                // The last record, whose end cannot be verified.
                failed(7, "broken record: its length is wrong"),
                found(8, "Eight."),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(noise in "\\PC{0,40}", at in 0..200usize) {
            let mut archive = record_bytes("http://p.example/1", "text/html", "<p>One.</p>");
            archive += &record_bytes("http://p.example/2", "text/plain", "Two.");
            while !archive.is_char_boundary(at.min(archive.len())) { archive.pop(); }
            archive.insert_str(at.min(archive.len()), &noise);
            read(&archive);
        }
    }
}
