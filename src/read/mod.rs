//! Files, folders and streams become [`Article`](crate::Article)s: hostile input stops here.
//!
//! Promises that articles come one by one and in the same order every time, that one bad file or line never stops
//! the others, and that a text is exactly what the file held, decoded (line ends, blanks and marks included).
//! Leaves out every question about what the text says.
//!
//! Where is it decided? How inputs become files: `walk`. What a file holds (text, JSON, HTML): `source`. What of a web page is its article: `html`. Which characters the
//! bytes mean: `decode`. What identifies an article: `ids`. What day a date means: `date`.
//! Whom the user lists: `people`.

mod articles;
mod date;
mod decode;
mod error;
mod front_matter;
mod html;
mod ids;
mod input;
mod json;
mod jsonl;
mod lines;
mod origin;
mod people;
mod people_error;
mod record;
mod source;
mod text;
mod walk;

pub use articles::Articles;
pub use date::parse_date;
pub use error::{Problem, ReadError};
pub use html::page;
pub use input::{Input, Options};
pub use people::people;
pub use people_error::{PeopleError, PeopleProblem};

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
