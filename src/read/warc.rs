//! Web archives (WARC), as Common Crawl and the Internet Archive keep them: record by record, never the whole file.
//!
//! The pages are what servers answered with status 200 and sent as HTML, XHTML or plain text. All other records are passed
//! over without a word. A record that is broken or too long is an error of its own, and the next is read.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::stream_io::traits::WarcRead;
use fastwarc::warc::record::{WarcRecord, WarcRecordType};

use super::date::parse_date;
use super::error::{Problem, ReadError};
use super::http::Response;
use super::origin::Origin;
use super::unpack::Bytes;
use super::unread::Unread;
use super::web_page::Page;

/// What every record begins with.
pub(super) const MAGIC: &[u8; 5] = b"WARC/";

/// The longest head of a record or of an answer; those of real archives have 1 or 2 KiB.
pub(super) const HEAD: usize = 64 << 10;

/// The records of one archive.
pub(super) struct Warc {
    origin: Arc<Origin>,
    /// None at the end, and behind an error of the device.
    bytes: Option<Box<dyn WarcRead>>,
    /// The longest record that is read.
    limit: u64,
    /// Records met so far.
    number: u64,
    /// Whether the beginning of the next record must be looked for.
    lost: bool,
}

impl Warc {
    /// Starts at the first record.
    pub(super) fn new(origin: Arc<Origin>, bytes: Bytes, limit: u64) -> Self {
        let bytes = Forward(BufReader::with_capacity(1 << 16, bytes));
        Self { origin, bytes: Some(Box::new(RawReaderAdapter::new(bytes))), limit, number: 0, lost: false }
    }

    /// The next page, or why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<Unread, ReadError>> {
        loop {
            let mut record = WarcRecord::new();
            record.attach_reader(self.bytes.take()?);
            match self.head(&mut record) {
                Ok(false) => return None,
                Err(problem) => return Some(Err(self.broken(record, problem))),
                Ok(true) => {}
            }
            match self.page(&mut record) {
                Err(problem) => return Some(Err(self.broken(record, problem))),
                Ok(page) => {
                    self.bytes = record.detach_reader();
                    if let Some(page) = page {
                        return Some(Ok(Unread::page(Arc::clone(&self.origin), self.number, page)));
                    }
                }
            }
        }
    }

    /// Reads the head of the next record; false at the end of the archive.
    fn head(&mut self, record: &mut WarcRecord) -> Result<bool, Problem> {
        let lost = std::mem::replace(&mut self.lost, false);
        let found = record.parse_warc_headers_with_opts(lost, HEAD);
        self.number += u64::from(!matches!(found, Ok(0)));
        if found? == 0 {
            return Ok(false);
        }
        let length = record.headers().get("Content-Length").and_then(|length| length.trim().parse().ok());
        let Some(length) = length else { return Err(Problem::Record("its head does not tell its length")) };
        if let Some(reader) = record.reader_mut() {
            reader.set_limit(length);
        }
        Ok(true)
    }

    /// The page in the record, if it is one; the record is read to its end.
    fn page(&self, record: &mut WarcRecord) -> Result<Option<Page>, Problem> {
        let length = record.reader_mut().map_or(0, |reader| reader.limit());
        let kind = record.headers().get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        let is_answer = WarcRecordType::try_from(kind.as_str()) == Ok(WarcRecordType::Response);
        let media = record.headers().get("Content-Type").unwrap_or_default().trim_start().to_ascii_lowercase();
        if !is_answer || !media.starts_with("application/http") {
            skip(record)?;
            return Ok(None);
        }
        let mut block = Vec::new();
        // Of one that is too long, only whether it is a page.
        let room = if length > self.limit { length.min(HEAD as u64) } else { length };
        if let Some(reader) = record.reader_mut() {
            reader.take(room).read_to_end(&mut block)?;
        }
        if (block.len() as u64) < room {
            return Err(Problem::Record("it is cut short"));
        }
        skip(record)?;
        let Some(response) = Response::parse(block).filter(Response::is_page) else { return Ok(None) };
        if length > self.limit {
            return Err(Problem::TooLong { limit: self.limit });
        }
        let header = |name| record.headers().get(name).map(|value| value.trim().to_owned()).filter(|it| !it.is_empty());
        Ok(Some(Page {
            response,
            // Some archives write addresses between < and >, and all do so with ids.
            url: header("WARC-Target-URI").map(|url| unbraced(&url).to_owned()),
            id: header("WARC-Record-ID").map(|id| unbraced(&id).to_owned()),
            fetched: header("WARC-Date").as_deref().and_then(parse_date),
            limit: self.limit,
        }))
    }

    /// Says what is wrong with the record, and goes on behind it unless the device fails.
    fn broken(&mut self, mut record: WarcRecord, problem: Problem) -> ReadError {
        let problem = match problem {
            // So the library tells what it cannot parse.
            Problem::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                Problem::Record("it does not begin like a record")
            }
            problem => problem,
        };
        if matches!(problem, Problem::Record(_) | Problem::TooLong { .. }) {
            self.lost = matches!(problem, Problem::Record(_));
            self.bytes = record.detach_reader();
        }
        ReadError::in_record(&self.origin.name, self.number, problem)
    }
}

fn unbraced(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}

/// Passes over the rest of the record.
fn skip(record: &mut WarcRecord) -> io::Result<()> {
    let Some(reader) = record.reader_mut() else { return Ok(()) };
    loop {
        let length = reader.fill_buf()?.len();
        if length == 0 {
            return Ok(());
        }
        reader.consume(length);
    }
}

/// Bytes that are read once, from the first to the last. The library asks for a place, but never goes back.
struct Forward(BufReader<Bytes>);

impl Read for Forward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl BufRead for Forward {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

impl Seek for Forward {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        if place == SeekFrom::Current(0) { Ok(0) } else { Err(io::ErrorKind::Unsupported.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, media: &str, block: &str) -> String {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/{kind}>\r\nWARC-Record-ID: <urn:uuid:7>\r\n\
             WARC-Date: 2024-05-12T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        head + block + "\r\n\r\n"
    }

    fn response(head: &str, body: &str) -> String {
        let block = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}");
        record("response", "application/http; msgtype=response", &block)
    }

    fn page(body: &str) -> String {
        response("Content-Type: text/plain", body)
    }

    fn read(archive: &str, limit: u64) -> Vec<Result<String, String>> {
        let origin = Origin { name: "a.warc".into(), id: "a".into(), ..Origin::default() };
        let bytes = Box::new(io::Cursor::new(archive.as_bytes().to_owned()));
        let mut warc = Warc::new(Arc::new(origin), bytes, limit);
        let pieces = std::iter::from_fn(move || warc.next());
        let articles = pieces.flat_map(|piece| piece.map_or_else(|error| vec![Err(error)], Unread::articles));
        articles.map(|it| it.map(|it| it.text().to_owned()).map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn pages_are_read_and_other_records_are_passed_over() {
        let archive = [
            record("warcinfo", "application/warc-fields", "software: x\r\n"),
            record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
            page("One."),
            response("Content-Type: image/png", "WARC/1.0\r\n"),
            record("response", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nGone."),
            record("response", "text/dns", "example.org"),
            record("metadata", "application/warc-fields", ""),
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
        let told = found.iter().map(|it| it.as_ref().map_or_else(String::as_str, String::as_str));
        let told: Vec<&str> = told.filter(|it| !it.starts_with("wrong length")).collect();
        assert_eq!(
            told,
            [
                "One.",
                "a.warc, record 2: broken record: its head does not tell its length",
                "Three.",
                // The fourth reaches into the fifth.
                "a.warc, record 5: broken record: it does not begin like a record",
                "a.warc, record 6: longer than 0 MiB, too long for one article",
                "Eight.",
                "a.warc, record 9: broken record: its head does not tell its length",
                "Ten.",
                "a.warc, record 11: broken record: it is cut short",
            ]
        );
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
            let origin = Origin { name: "a.warc".into(), id: "a".into(), ..Origin::default() };
            let mut warc = Warc::new(Arc::new(origin), Box::new(io::Cursor::new(archive)), 999);
            while let Some(piece) = warc.next() {
                piece.map(Unread::articles).ok();
            }
        }
    }
}
