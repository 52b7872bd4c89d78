//! The schema of the index: every field, its name on disk and how it is indexed.
//!
//! There is one document for each quote, each article and each file that was read; `doc` says which. A document has
//! only the fields of its kind.
//!
//! A change of the schema raises [`SCHEMA_VERSION`]; a change of the stored bytes raises
//! [`RECORD_VERSION`](crate::quote::RECORD_VERSION). The tests in `stored` fail when this is forgotten.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::analyzer::{EXACT, STEM};

/// Version of the schema below, and of the records of files (see `files`).
pub(crate) const SCHEMA_VERSION: u32 = 12;

/// Value of [`Fields::doc`] for a quote.
pub(crate) const QUOTE: &str = "quote";
/// Value of [`Fields::doc`] for an article.
pub(crate) const ARTICLE: &str = "article";
/// Value of [`Fields::doc`] for a file.
pub(crate) const FILE: &str = "file";

/// The name of a field on disk: that of its handle, unless another is given.
macro_rules! stored_name {
    ($handle:ident) => {
        stringify!($handle)
    };
    ($handle:ident $stored:literal) => {
        $stored
    };
}

macro_rules! fields {
    ($($(#[$meta:meta])* $handle:ident $(($stored:literal))?: $kind:expr;)*) => {
        /// Handles of all fields.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Fields { $($(#[$meta])* pub $handle: Field,)* }

        impl Fields {
            /// The schema and its handles.
            pub(crate) fn build() -> (Schema, Fields) {
                let mut builder = Schema::builder();
                let fields = Fields { $($handle: $kind(&mut builder, name::$handle),)* };
                (builder.build(), fields)
            }
        }

        /// Names of the fields on disk, by which the engine opens columns.
        pub(crate) mod name {
            $(#[allow(dead_code)] #[allow(non_upper_case_globals)]
            pub const $handle: &str = stored_name!($handle $($stored)?);)*
        }
    };
}

fields! {
    /// [`QUOTE`], [`ARTICLE`] or [`FILE`].
    doc: term;
    /// The encoded `Quote`, `Article` without its text, or file with its articles (see `stored`, `files`).
    record: stored;
    /// The text of an article.
    article_text: stored_text;
    /// Digest of an article's id, its content and what it was read with: tells whether an article is up to date.
    version_key("current"): number_term;
    /// Id of a quote, as a number that sorts as the id does.
    id: number_column;
    /// Words of a quote, with positions; pieces of a split quotation follow one another.
    text: positions;
    /// Their stems.
    stem: stems;
    /// Words of the speaker's name and aliases.
    speaker: words;
    /// Words of the speaker's role.
    role: words;
    /// Identifies a speaker: see `document::speaker_key`.
    speaker_key: term_column;
    /// The speaker's name as shown.
    speaker_name: text_column;
    /// Each other name as shown.
    speaker_alias: text_column;
    /// person, organisation, group, document.
    speaker_kind: text_column;
    /// The role as shown.
    role_name: text_column;
    /// 1 when the speaker was decided by the user's own table of people.
    listed: number_column;
    /// Words of each topic of an article's quotes; only in the article's own document.
    topic: positions;
    /// The same topics as shown.
    about: text_column;
    /// Each topic of a quote as shown.
    topic_name: term_column;
    /// direct, mixed, indirect.
    kind: term_column;
    /// statement, attitude.
    report: term_column;
    /// affirmed, denied, not_said, hypothetical, disputed.
    polarity: term_column;
    /// Words of the publisher.
    publisher: words;
    /// The publisher as shown.
    publisher_name: text_column;
    /// Words of the headline; only in the article's own document.
    title: words;
    /// Words of an article.
    body: positions;
    /// Day of publication, in days since 1970-01-01: no year overflows.
    day: day_column;
    /// Confidence of the quote, in thousandths.
    confidence: number_column;
    /// Digest of speaker, words and kind: the same for repetitions of one quotation (see `document`).
    quotation_key("same"): number_column;
    /// Digest of the words alone, of 48 bits: the same whoever says them (see `document`).
    words_key("words"): number_term_column;
    /// The article, in its own document and in those of its quotes: one deletion by this term removes all of them.
    article_key: number_term_column;
    /// The same number, only in the article's own document.
    article_doc_key("whole"): number_term;
    /// Byte offset of the quote in its article.
    quote_offset("place"): number_column;
    /// Rank among hits when nothing else decides; lower is shown first (see `document`).
    display_rank("standing"): number_column;
    /// Digest of the article's normalised URL: the same for all versions of one article.
    url_key: number_term;
    /// Digest of the article's words: the same for all copies of one article.
    text_key: number_term;
    /// In an article, the file that it was read from.
    source_file("from"): number_term_column;
    /// A file, by its canonical path.
    file_key: number_term_column;
    /// Its size in bytes.
    file_size: number_column;
    /// When it was last modified, in nanoseconds since 1970; 0 when that cannot be trusted.
    file_time: number_column;
    /// Digest of its bytes; 0 for a stale file, which is read again whatever its bytes are.
    file_hash: number_column;
    /// Digest of what else it was read with.
    file_stamp("file_with"): number_column;
    /// Digest of the id that it gives its articles.
    file_id: number_column;
    /// How many articles it contains.
    file_articles: number_column;
    /// The articles that it contains.
    file_article_keys("holds"): number_term;
}

fn term(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, whole_terms())
}

fn term_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, whole_terms() | FAST)
}

/// A text in a column that is not searchable.
fn text_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default() | FAST)
}

/// A text as one term. It takes no part in ranking, so it needs no field norms.
fn whole_terms() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

fn positions(builder: &mut SchemaBuilder, name: &str) -> Field {
    text(builder, name, EXACT, IndexRecordOption::WithFreqsAndPositions, true)
}

fn stems(builder: &mut SchemaBuilder, name: &str) -> Field {
    text(builder, name, STEM, IndexRecordOption::WithFreqs, true)
}

/// Words without positions or frequencies: a document has them or not.
fn words(builder: &mut SchemaBuilder, name: &str) -> Field {
    text(builder, name, EXACT, IndexRecordOption::Basic, false)
}

fn text(builder: &mut SchemaBuilder, name: &str, tokenizer: &str, option: IndexRecordOption, norms: bool) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing.set_fieldnorms(norms)))
}

fn stored(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_bytes_field(name, STORED)
}

fn stored_text(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, STORED)
}

fn day_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_i64_field(name, NumericOptions::from(INDEXED | FAST))
}

fn number_term(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, INDEXED)
}

fn number_term_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, NumericOptions::from(INDEXED | FAST))
}

fn number_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, FAST)
}
