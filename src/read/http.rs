//! HTTP responses as stored in web archives, with header and encoded body.

use std::io::{self, Cursor, Read};

use encoding_rs::Encoding;
use fastwarc::stream_io::{brotli::BrotliReader, chunked::ChunkedReader};
use fastwarc::warc::header::{HeaderEncoding, HeaderMap};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::charset;
use super::error::Problem;

/// The longest header that is read.
const MAX_HEADER: usize = 64 << 10;

/// A response.
pub(super) struct Response {
    status: u16,
    /// The media type in lower case, such as `text/html`.
    media_type: String,
    charset: Option<&'static Encoding>,
    /// Content and transfer encodings from the header, outermost last.
    encodings: Vec<String>,
    body: Vec<u8>,
}

impl Response {
    /// Parses the response in the block of a record; `None` if it is not a response.
    pub(super) fn parse(mut block: Vec<u8>) -> Option<Self> {
        let mut headers = HeaderMap::new(HeaderEncoding::Latin1);
        let mut reader = Cursor::new(block);
        let length = headers.parse_with_opts(&mut reader, true, MAX_HEADER, true).ok()?;
        block = reader.into_inner();
        let body = block.split_off(length.min(block.len()));
        let (media_type, charset) = parse_content_type(&headers.get("Content-Type").unwrap_or_default());
        let encoding = |name| headers.get_multiple(name).into_iter().map(std::borrow::Cow::into_owned);
        let encodings = encoding("Content-Encoding").chain(encoding("Transfer-Encoding")).collect::<Vec<_>>().join(",");
        Some(Self {
            status: headers.status_code()?,
            media_type,
            charset,
            encodings: encodings.split(',').map(|encoding| encoding.trim().to_ascii_lowercase()).collect(),
            body,
        })
    }

    /// A body stored without its response header.
    pub(super) fn without_header(content_type: &str, body: Vec<u8>) -> Self {
        let (media_type, charset) = parse_content_type(content_type);
        Self { status: 200, media_type, charset, encodings: Vec::new(), body }
    }

    /// Whether the response may contain an article.
    pub(super) fn is_page(&self) -> bool {
        self.status == 200 && (self.is_html() || self.media_type == "text/plain")
    }

    /// Whether the declared media type is HTML.
    pub(super) fn is_html(&self) -> bool {
        self.media_type == "text/html" || self.media_type == "application/xhtml+xml"
    }

    /// The declared character encoding.
    pub(super) fn charset(&self) -> Option<&'static Encoding> {
        self.charset
    }

    /// The size of the encoded body in bytes.
    pub(super) fn size(&self) -> usize {
        self.body.len()
    }

    /// Decodes the body to at most `limit` bytes.
    pub(super) fn body(self, limit: u64) -> Result<Vec<u8>, Problem> {
        let unwrap = |body, encoding: &String| remove_encoding(body, encoding, limit);
        self.encodings.iter().rev().try_fold(self.body, unwrap)
    }
}

/// The media type and character encoding of `TEXT/HTML; Charset="UTF-8"`.
fn parse_content_type(content_type: &str) -> (String, Option<&'static Encoding>) {
    let content_type = content_type.to_ascii_lowercase();
    let (media_type, rest) = content_type.split_once(';').unwrap_or((&content_type, ""));
    let label = rest.split_once("charset=").map(|(_, label)| label.split(';').next().unwrap_or_default());
    let charset = label.and_then(|label| charset::by_name(label.trim().trim_matches(['"', '\''])));
    (media_type.trim().to_owned(), charset)
}

/// Removes one encoding from the body.
///
/// Many archives store decoded bodies with the original header, so only bodies that look encoded are decoded.
fn remove_encoding(body: Vec<u8>, encoding: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    if body.trim_ascii_start().starts_with(b"<") {
        return Ok(body);
    }
    match encoding {
        "chunked" if is_chunked(&body) => read_limited(ChunkedReader::new(Cursor::new(body)), limit),
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => read_limited(MultiGzDecoder::new(&body[..]), limit),
        "deflate" if is_zlib(&body) => read_limited(ZlibDecoder::new(&body[..]), limit),
        "deflate" => {
            read_limited(DeflateDecoder::new(&body[..]), limit).or_else(|problem| utf8_or_error(body, problem))
        }
        "br" => read_limited(BrotliReader::new(Cursor::new(body.clone())), limit)
            .or_else(|problem| utf8_or_error(body, problem)),
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
            read_limited(zstd::stream::read::Decoder::new(&body[..])?, limit)
        }
        _ => Ok(body),
    }
}

/// Encodings without a signature can only be tried.
fn utf8_or_error(body: Vec<u8>, problem: Problem) -> Result<Vec<u8>, Problem> {
    if std::str::from_utf8(&body).is_ok() { Ok(body) } else { Err(problem) }
}

/// Whether the first line is a hexadecimal number.
fn is_chunked(body: &[u8]) -> bool {
    let line = body.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
    (1..=8).contains(&line.len()) && line.iter().all(u8::is_ascii_hexdigit)
}

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 15 == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}

/// Reads at most `limit` bytes. A truncated body is used as far as it goes, as in a browser.
fn read_limited(bytes: impl Read, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut content = Vec::new();
    let read = bytes.take(limit + 1).read_to_end(&mut content);
    if content.len() as u64 > limit {
        return Err(Problem::TooLong { limit });
    }
    match read {
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof || content.is_empty() => {
            Err(Problem::Decompression("the data is damaged"))
        }
        _ => Ok(content),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn answer(head: &str, body: &[u8]) -> Result<Vec<u8>, Problem> {
        let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        Response::parse([head.as_bytes(), body].concat()).expect("an answer").body(99_999)
    }

    #[test]
    fn the_head_tells_what_it_is() {
        let head = b"HTTP/1.1 200\nContent-Type: TEXT/HTML; a=b; Charset=\"ISO-8859-1\"; c=d\nX: y\n\n<p>".to_vec();
        let response = Response::parse(head).unwrap();
        assert!(response.is_page() && response.is_html());
        assert_eq!(response.charset(), Some(encoding_rs::WINDOWS_1252));
        assert_eq!(response.body(9).unwrap(), b"<p>");
        for no_page in ["HTTP/1.1 301 Moved\r\nContent-Type: text/html", "HTTP/1.1 200 OK\r\nContent-Type: image/png"] {
            assert!(!Response::parse(format!("{no_page}\r\n\r\n").into_bytes()).unwrap().is_page());
        }
        for no_answer in ["", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 fine\r\n\r\n"] {
            assert!(Response::parse(no_answer.into()).is_none(), "{no_answer}");
        }
    }

    #[test]
    fn bodies_are_unwrapped_layer_by_layer() {
        let text = b"The city will be fine without me, Ann Smith said.".as_slice();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(text).unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        raw.write_all(text).unwrap();
        let chunked = |body: &[u8]| {
            let (one, two) = body.split_at(7);
            let chunk = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
            [chunk(one), chunk(two), b"0\r\n\r\n".to_vec()].concat()
        };
        for (head, body) in [
            ("Content-Encoding: gzip", gzip.clone()),
            ("Content-Encoding: deflate", zlib.finish().unwrap()),
            ("Content-Encoding: deflate", raw.finish().unwrap()),
            ("Content-Encoding: zstd", zstd::encode_all(text, 1).unwrap()),
            ("Transfer-Encoding: chunked", chunked(text)),
            ("Content-Encoding: gzip\r\nTransfer-Encoding: Chunked", chunked(&gzip)),
            ("Transfer-Encoding: gzip, chunked", chunked(&gzip)),
            // Already decoded by the archive.
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", text.to_vec()),
            ("Content-Encoding: br", text.to_vec()),
            ("Content-Encoding: nonsense", text.to_vec()),
        ] {
            assert_eq!(answer(head, &body).unwrap(), text, "{head}");
        }
    }

    #[test]
    fn a_page_cut_short_is_read_and_a_bomb_is_not() {
        let text = blake3::hash(b"").to_hex().as_bytes().repeat(99);
        let packed = zstd::encode_all(&text[..], 1).unwrap();
        assert!(answer("Transfer-Encoding: chunked", b"ff\r\nbegun").unwrap().starts_with(b"begun"));
        assert!(answer("Content-Encoding: gzip", b"\x1f\x8b\x08nonsense").is_err());
        assert!(answer("Content-Encoding: zstd", &packed).is_ok());
        let bomb = zstd::encode_all(io::repeat(b'x').take(100_000), 1).unwrap();
        assert!(matches!(answer("Content-Encoding: zstd", &bomb), Err(Problem::TooLong { .. })));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 0..5usize, body: Vec<u8>) {
            let encoding = ["gzip", "deflate", "br", "zstd", "chunked"][kind];
            let _ = answer(&format!("Content-Encoding: {encoding}"), &body);
        }
    }
}
