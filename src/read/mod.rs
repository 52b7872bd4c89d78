//! Files, folders and streams become [`Article`](crate::Article)s: hostile input stops here.
//!
//! Promises that articles come one by one and in the same order every time, that one bad file, line or record never stops
//! the others, and that a text is what the file held, decoded, line ends, blanks and marks included. Three things are put
//! right, and an article says so ([`Article::repaired`](crate::Article::repaired)): UTF-8 that was misread before it came
//! here, lines of a text file that was wrapped at a width, and HTML in a field that is called `text`. What is passed over
//! is told, never lost in silence ([`Notes`]). Leaves out every question about what the text says.
//!
//! Where is it decided? How inputs become files: `walk`, `list`. How compressed files are unpacked: `unpack`. What a
//! file holds, told by its content: `sniff`. What is done now and what on any core: `pieces` and `unread`. Which
//! characters the bytes mean: `decode`, `charset`, `mojibake`. Which lines are one paragraph: `wrapped`, `hyphen`. What of
//! a web page is its article: `html`; of a web archive: `archive`, `warc`, `arc`, `records`, `http`, `web_page`. What an office
//! document, a PDF or a book says: `document`; a mail: `mail`. Which articles stand in the export of a news archive:
//! `export`. What the fields of a record are called: `fields`; where records lie: `json_list`. What identifies an article:
//! `ids`. What an article may cost: `limits`. What day a date means: `date`, `calendar`. Whom the user lists: `people`.

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
