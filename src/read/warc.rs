//! WARC, the web archive format of Common Crawl and the Internet Archive. Reads one record at a time.
//!
//! Pages are responses with status 200 and media type HTML, XHTML or plain text; `resource` records; and text extracted
//! from pages (`conversion` records, as in WET files). Other records are skipped silently. A record that is broken, too
//! long or has a wrong length is an error. Reading continues with the next record, which is searched inside the current
//! one when its end is not where it should be.

use super::archived_page::ArchivedPage;
use super::date::parse_date;
use super::error::Problem;
use super::http::Response;
use super::record_reader::{RecordReader, find_record_start};

/// The first bytes of every record.
pub(super) const MAGIC: &[u8; 5] = b"WARC/";

/// The longest record header; real ones have 1 or 2 KiB.
const MAX_HEADER: usize = 64 << 10;

/// A record header: names in lower case, and values.
struct RecordHeader(Vec<(String, String)>);

impl RecordHeader {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn is(&self, kind: &str) -> bool {
        self.get("warc-type").is_some_and(|value| value.eq_ignore_ascii_case(kind))
    }

    /// The response in `block`, if the record can contain a page.
    fn page(&self, block: Vec<u8>) -> Option<Response> {
        let media_type = self.get("content-type").unwrap_or_default();
        let is_http = media_type.to_ascii_lowercase().starts_with("application/http");
        let response = match () {
            () if self.is("response") && is_http => Response::parse(block)?,
            () if self.is("resource") || self.is("conversion") => Response::without_header(media_type, block),
            () => return None,
        };
        Some(response).filter(Response::is_page)
    }
}

/// Reads the next record: `None` at the end of the archive, `Some(None)` for a record without a page.
pub(super) fn read_record(reader: &mut RecordReader) -> Result<Option<Option<ArchivedPage>>, Problem> {
    let Some(header) = read_header(reader)? else { return Ok(None) };
    let declared = header.get("content-length").and_then(|length| length.parse::<u64>().ok());
    let Some(length) = declared else {
        reader.skip_to(starts_record)?;
        return Err(Problem::BrokenRecord("its header has no length"));
    };
    if length > reader.limit {
        return too_long(reader, &header, length);
    }
    let block = reader.read_block(length)?;
    let whole = block.len() as u64 == length;
    if !whole || !reader.ends_record(starts_record)? {
        // The next record may start inside the bytes just read.
        reader.put_back(block);
        reader.skip_to(starts_record)?;
        return Err(Problem::BrokenRecord(if whole { "its length is wrong" } else { "it is truncated" }));
    }
    Ok(Some(header.page(block).map(|response| archived_page(&header, response, reader.limit))))
}

fn archived_page(header: &RecordHeader, response: Response, limit: u64) -> ArchivedPage {
    // Ids, and URLs in some archives, are enclosed in < and >.
    let value = |name| header.get(name).map(|value| strip_angle_brackets(value).to_owned());
    ArchivedPage {
        response,
        url: value("warc-target-uri"),
        id: value("warc-record-id"),
        fetched: header.get("warc-date").and_then(parse_date),
        limit,
    }
}

/// Skips a record that is too long, unless another record starts inside it: then its length is wrong. Only pages are
/// reported as too long.
fn too_long(
    reader: &mut RecordReader,
    header: &RecordHeader,
    length: u64,
) -> Result<Option<Option<ArchivedPage>>, Problem> {
    let start = reader.read_block(length.min(MAX_HEADER as u64))?;
    let is_page = header.page(start.clone()).is_some();
    let mut left = length.saturating_sub(start.len() as u64);
    if find_record_start(&start, starts_record).is_some() {
        reader.put_back(start);
        reader.skip_to(starts_record)?;
        return Err(Problem::BrokenRecord("its length is wrong"));
    }
    let mut at_start = start.ends_with(b"\n");
    while left > 0 {
        let line = reader.read_line()?;
        if line.is_empty() {
            return Err(Problem::BrokenRecord("it is truncated"));
        }
        if at_start && starts_record(&line) {
            reader.put_back(line);
            return Err(Problem::BrokenRecord("its length is wrong"));
        }
        at_start = line.ends_with(b"\n");
        let over = (line.len() as u64).saturating_sub(left) as usize;
        left = left.saturating_sub(line.len() as u64);
        reader.put_back(line[line.len() - over..].to_vec());
    }
    if is_page { Err(Problem::TooLong { limit: reader.limit }) } else { Ok(Some(None)) }
}

/// Reads the header of the next record; `None` at the end.
fn read_header(reader: &mut RecordReader) -> Result<Option<RecordHeader>, Problem> {
    let line = reader.read_nonblank_line()?;
    if line.is_empty() {
        return Ok(None);
    }
    reader.number += 1;
    if !starts_record(&line) {
        reader.skip_to(starts_record)?;
        return Err(Problem::BrokenRecord("it has no record header"));
    }
    let (mut fields, mut size): (Vec<(String, String)>, usize) = (Vec::new(), 0);
    loop {
        let line = reader.read_line()?;
        size += line.len();
        if size > MAX_HEADER || starts_record(&line) {
            reader.put_back(line);
            reader.skip_to(starts_record)?;
            return Err(Problem::BrokenRecord("its header does not end"));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        match text.split_once(':') {
            _ if text.is_empty() => return Ok(Some(RecordHeader(fields))),
            _ if text.starts_with([' ', '\t']) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(text);
                }
            }
            Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.to_owned())),
            None => {}
        }
    }
}

/// Whether the line is the first line of a record.
fn starts_record(line: &[u8]) -> bool {
    line.strip_prefix(MAGIC).is_some_and(|version| matches!(version, [b'0'..=b'9', b'.', b'0'..=b'9', ..]))
}

fn strip_angle_brackets(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use crate::read::context::ReadContext;
    use crate::read::raw_record::RawRecord;
    use crate::read::web_archive::WebArchive;

    fn record_bytes(kind: &str, media_type: &str, block: &str) -> String {
        let header = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/{kind}>\r\nWARC-Record-ID: <urn:uuid:7>\r\n\
             WARC-Date: 2024-05-12T10:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        header + block + "\r\n\r\n"
    }

    fn response(header: &str, body: &str) -> String {
        let block = format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n{body}");
        record_bytes("response", "application/http; msgtype=response", &block)
    }

    fn page(body: &str) -> String {
        response("Content-Type: text/plain", body)
    }

    fn read(archive: &str, limit: u64) -> Vec<Result<String, String>> {
        let context = ReadContext { name: "a.warc".into(), id: "a".into(), ..ReadContext::default() };
        let bytes = Box::new(io::Cursor::new(archive.as_bytes().to_owned()));
        let mut warc = WebArchive::new(Arc::new(context), bytes, limit, super::read_record);
        let pieces = std::iter::from_fn(move || warc.next());
        let articles = pieces.flat_map(|piece| piece.map_or_else(|error| vec![Err(error)], RawRecord::into_articles));
        articles.map(|it| it.map(|it| it.text().to_owned()).map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn pages_are_read_and_other_records_are_passed_over() {
        let archive = [
            record_bytes("warcinfo", "application/warc-fields", "software: x\r\n"),
            record_bytes("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
            page("One."),
            response("Content-Type: image/png", "WARC/1.0\r\n"),
            record_bytes(
                "response",
                "application/http",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nGone.",
            ),
            record_bytes("response", "text/dns", "example.org"),
            record_bytes("metadata", "application/warc-fields", ""),
            page("Two.").replace("WARC-Type", "warc-type").replace("Content-Length", "content-length"),
        ];
        assert_eq!(read(&archive.concat(), 9999), [Ok("One.".to_owned()), Ok("Two.".to_owned())]);
        assert!(read("", 9999).is_empty());
    }

    #[test]
    fn a_broken_record_does_not_stop_the_rest() {
        let archive = [
            page("One."),
            page("no length").replace("Content-Length", "Content-Size"),
            page("Three."),
            page("wrong length").replace("Content-Length: ", "Content-Length: 1"),
            page("swallowed by that"),
            page(&"long ".repeat(1000)),
            response("Content-Type: video/mp4", &"long ".repeat(1000)),
            page("Eight."),
            page("short length").replace("Content-Length: ", "Content-Length: 0x"),
            page("Ten."),
            page("cut").replace("cut\r\n\r\n", "c"),
        ];
        let found = read(&archive.concat(), 4000);
        let results: Vec<&str> =
            found.iter().map(|it| it.as_ref().map_or_else(String::as_str, String::as_str)).collect();
        assert_eq!(
            results,
            [
                "One.",
                "a.warc, record 2: broken record: its header has no length",
                "Three.",
                // The fourth record reaches into the fifth.
                "a.warc, record 4: broken record: its length is wrong",
                "swallowed by that",
                "a.warc, record 6: longer than 0 MiB, too long for one article",
                "Eight.",
                "a.warc, record 9: broken record: its header has no length",
                "Ten.",
                "a.warc, record 11: broken record: it is truncated",
            ]
        );
    }

    #[test]
    fn a_length_that_is_not_true_costs_one_record() {
        let archive = |length: &str| {
            let wrong_length = page("lies").replace("Content-Length: ", &format!("Content-Length: {length}"));
            [page("One."), wrong_length, page("Three."), page("Four.")].concat()
        };
        // Too long by some bytes, by more than is left, by more than is ever read; and too short.
        for length in ["1", "99", "99999999", "0000000"] {
            let archive = archive(length).replace("Content-Length: 00000005", "Content-Length: 1");
            let found = read(&archive, 4000);
            let right: Vec<&str> =
                found.iter().flatten().map(String::as_str).filter(|text| !text.starts_with("lies")).collect();
            assert_eq!(right, ["One.", "Three.", "Four."], "{length}: {found:?}");
        }
        let short = page("One.") + &page("two and more").replace("two and more", "2") + &page("Three.");
        let found = read(&short, 4000);
        assert_eq!((found.len(), found[1].is_err(), found[2].as_deref()), (3, true, Ok("Three.")), "{found:?}");
    }

    #[test]
    fn what_is_kept_without_an_answer_is_read() {
        let archive = [
            record_bytes("conversion", "text/plain", "“One,” Ann said."),
            record_bytes("resource", "text/html; charset=utf-8", "<title>T</title><p>Two.</p>"),
            record_bytes("resource", "image/png", "no"),
            record_bytes("revisit", "text/html", "no"),
        ];
        assert_eq!(read(&archive.concat(), 9999), [Ok("“One,” Ann said.".to_owned()), Ok("Two.".to_owned())]);
    }

    #[test]
    fn lengths_beyond_all_measure_and_endless_heads_are_told() {
        let huge = page("x").replace("Content-Length: ", "Content-Length: 9999999999999999");
        assert!(matches!(&read(&huge, 4000)[..], [Err(_)]));
        let endless = format!("WARC/1.0\r\nX: {}\r\n\r\n", "x".repeat(100_000)) + &page("Two.");
        let found = read(&endless, 4000);
        assert!(found[0].is_err() && found.last().unwrap() == &Ok("Two.".to_owned()), "{found:?}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(noise: Vec<u8>, at in 0..400usize) {
            let mut archive = (page("One.") + &page("Two.")).into_bytes();
            let end = archive.len().min(at + noise.len());
            archive.splice(at..end, noise);
            let context = ReadContext { name: "a.warc".into(), id: "a".into(), ..ReadContext::default() };
            let mut warc = WebArchive::new(Arc::new(context), Box::new(io::Cursor::new(archive)), 999, super::read_record);
            while let Some(piece) = warc.next() {
                piece.map(RawRecord::into_articles).ok();
            }
        }
    }
}
