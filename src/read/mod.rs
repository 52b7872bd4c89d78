//! Reads files, folders and streams into [`Article`](crate::Article)s. Malformed and malicious input is handled here.
//!
//! Articles are returned one by one, in the same order every time. A bad file, line or record never stops the others.
//! The text of an article is the decoded content with its line ends, spaces and quotation marks. Three things are
//! repaired, which [`Article::repaired`](crate::Article::repaired) records: misread UTF-8, hard-wrapped lines of text
//! files, and HTML in a field called `text`. Everything that is skipped is counted as a warning ([`WarningLog`]). What
//! the text means is not decided here.
//!
//! | what | where |

mod arc;
mod archive;
mod articles;
mod calendar;
mod charset;
mod date;
mod decode;
mod document;
mod elements;
mod error;
mod export;
mod extension;
mod feed;
mod feed_mend;
mod fields;
mod fragment;
mod front_matter;
mod guard;
mod html;
mod http;
mod hyphen;
mod ids;
mod input;
mod json;
mod json_list;
mod json_mend;
mod jsonl;
mod kinds;
mod limits;
mod lines;
mod list;
mod mail;
mod map_error;
mod markdown;
mod mojibake;
mod names;
mod newsml;
mod nitf;
mod note;
mod origin;
mod paragraphs;
mod people;
mod people_error;
mod pieces;
mod publisher;
mod quoted;
mod record;
mod records;
mod sniff;
mod source;
mod stamp;
mod table;
mod text;
mod unpack;
mod unread;
mod values;
mod walk;
mod warc;
mod web_page;
mod whole;
mod wrapped;
mod wxr;
mod xml;

pub use articles::Articles;
pub use date::parse_date;
pub use error::{Problem, ReadError};
pub use fields::FieldMap;
pub use html::page;
pub use input::{Input, Options};
pub use map_error::MapError;
pub use note::{Note, Notes, Passed, PassedOver, Remark};
pub use people::{people, people_in};
pub use people_error::{PeopleError, PeopleProblem};
pub use pieces::Pieces;
pub use stamp::{FileStamp, Memory};
pub use unpack::{Bytes, unpacked};
pub use unread::Unread;

/// The articles of all `inputs`, in order; what cannot be read comes as an error in its place.
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
