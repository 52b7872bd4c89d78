//! Reads files, folders and streams into [`Article`](crate::Article)s. Malformed and malicious input is handled here.
//!
//! Articles are returned one by one, in the same order every time. A bad file, line or record never stops the others.
//! The text of an article is the decoded content with its line ends, spaces and quotation marks. Three things are
//! repaired, which [`Article::repaired`](crate::Article::repaired) records: misread UTF-8, hard-wrapped lines of text
//! files, and HTML in a field called `text`. Everything that is skipped is counted as a warning ([`WarningLog`]). What
//! the text means is not decided here.
//!
//! | question | module |
//! |---|---|
//! | which files are read, in which order | `folder_walk`, `path_list`, `extension` |
//! | how files are opened and decompressed | `source`, `decompress` |
//! | which format a file has | `source` (first bytes), `sniff` (decoded text) |
//! | what is read now and parsed later, on any core | `raw_records`, `raw_record`, `dispatch` |
//! | which characters the bytes encode | `decode`, `charset`, `mojibake` |
//! | which lines form a paragraph | `hard_wrap`, `dehyphenate` |
//! | which part of a web page is its article | `html`; of an HTML fragment: `html_fragment` |
//! | web archives | `web_archive`, `warc`, `arc`, `record_reader`, `http`, `archived_page` |
//! | office documents, PDF and e-books | `document` |
//! | mails and mailboxes | `mail` |
//! | exports of news archives | `export` |
//! | feeds and news agency formats | `feed`, `wxr`, `newsml`, `nitf` |
//! | field names of records, and where records are in JSON | `fields`, `json_records`, `json_value` |
//! | repairs of invalid input | `json_repair`, `feed_repair` |
//! | ids of articles | `ids` |
//! | dates | `date` |
//! | limits for a single article | `limits` |
//! | the user's list of people | `people` |

mod arc;
mod archived_page;
mod articles;
#[cfg(feature = "parallel")]
mod batches;
mod block_elements;
mod byline;
mod charset;
mod context;
mod csv_table;
mod date;
mod decode;
mod decompress;
mod dehyphenate;
mod dispatch;
mod document;
mod error;
mod export;
mod extension;
mod feed;
mod feed_repair;
mod field_map_error;
mod fields;
mod file_stamp;
mod folder_walk;
mod front_matter;
mod hard_wrap;
mod html;
mod html_fragment;
mod http;
mod ids;
mod input;
mod json;
mod json_records;
mod json_repair;
mod json_value;
mod jsonl;
mod limits;
mod line_reader;
mod mail;
mod markdown;
mod mojibake;
mod newsml;
mod nitf;
mod panic_guard;
mod paragraph_builder;
mod path_list;
mod people;
mod people_error;
mod plain_text;
mod publisher;
mod quotation_marks;
mod raw_record;
mod raw_records;
mod record;
mod record_reader;
mod skipped_kind;
mod sniff;
mod source;
mod warc;
mod warning;
mod web_archive;
mod wxr;
mod xml;

pub use articles::Articles;
#[cfg(feature = "parallel")]
pub use batches::{ArticleBatch, ArticleBatches, batches};
pub use date::{parse_date, stated_date};
pub use error::{Problem, ReadError};
pub use field_map_error::FieldMapError;
pub use fields::FieldMap;
pub use file_stamp::{FileStamp, SeenFiles};
pub use html::article_from_html;
pub use input::{Input, Options};
pub use limits::{check_article, check_quote_count};
pub use people::{parse_people, read_people};
pub use people_error::{PeopleError, PeopleProblem};
pub use warning::{ReadWarning, Warning, WarningCategory, WarningCounts, WarningLog};

#[cfg(feature = "parallel")]
pub(crate) use batches::exceeds_batch;
pub(crate) use decompress::decompress;
pub(crate) use raw_record::RawRecord;
pub(crate) use raw_records::RawRecords;

/// Iterates over the articles of all `inputs`, in order. What cannot be read is returned as an error in its place.
///
/// ```
/// use quotedex::read::{Input, Options, articles};
///
/// let input = Input::stream("<example>", &b"A headline\n\n\xE2\x80\x9CI quit,\xE2\x80\x9D Ann Smith said.\n"[..]);
/// let article = articles(vec![input], Options::default()).next().unwrap()?;
/// assert_eq!(article.title.as_deref(), Some("A headline"));
/// # Ok::<(), quotedex::read::ReadError>(())
/// ```
pub fn articles(inputs: Vec<Input>, options: Options) -> Articles {
    Articles::new(inputs, options)
}
