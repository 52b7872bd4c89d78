//! The fields of the index, named in one place.
//!
//! One document a quote, one document an article, one document a file that was read; `doc` says which. A field that
//! only one of them has is simply absent in the others.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::analyzer::{EXACT, STEM};

/// Version of the fields below.
pub(crate) const SCHEMA_VERSION: u32 = 10;

/// Value of [`Fields::doc`] for a quote.
pub(crate) const QUOTE: &str = "quote";
/// Value of [`Fields::doc`] for an article.
pub(crate) const ARTICLE: &str = "article";
/// Value of [`Fields::doc`] for a file.
pub(crate) const FILE: &str = "file";

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident: $kind:expr;)*) => {
        /// Handles of all fields.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Fields { $($(#[$meta])* pub $name: Field,)* }

        impl Fields {
            /// The schema and its handles.
            pub(crate) fn build() -> (Schema, Fields) {
                let mut builder = Schema::builder();
                let fields = Fields { $($name: $kind(&mut builder, stringify!($name)),)* };
                (builder.build(), fields)
            }
        }

        /// Names of the columns, as the engine's column readers want them.
        pub(crate) mod name { $(#[allow(dead_code)] #[allow(non_upper_case_globals)] pub const $name: &str = stringify!($name);)* }
    };
}

fields! {
    /// [`QUOTE`], [`ARTICLE`] or [`FILE`].
    doc: term;
    /// The `Quote`, what is known of the `Article`, or the file with its articles, as bytes (see `stored`, `files`).
    record: stored;
    /// The text of an article.
    article_text: stored_text;
    /// Digest of an article's id, its content and what it was read with: what an update skips by.
    current: number_term;
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
    /// What tells speakers apart: see `speaker_key`.
    speaker_key: term_column;
    /// The speaker's name as shown.
    speaker_name: text_column;
    /// Each other name as shown.
    speaker_alias: text_column;
    /// person, organisation, group, document.
    speaker_kind: text_column;
    /// The role as shown.
    role_name: text_column;
    /// 1 when the user's own list of people decided who the speaker is.
    listed: number_column;
    /// Words of each topic of an article's quotes, in the article's own document alone.
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
    /// Words of the headline, in the article's own document alone.
    title: words;
    /// Words of an article.
    body: positions;
    /// Day of publication, counted from 1970-01-01: whole days, so that no year overflows.
    day: day_column;
    /// Confidence of the quote, in thousandths: no more is known of it.
    confidence: number_column;
    /// Same speaker, same words, same kind: one number (see `document`).
    same: number_column;
    /// Same words, whoever says them: one number of few bits (see `document`).
    words: number_term;
    /// The article as one number, in the article and all its quotes: what an update deletes by.
    article_key: number_term_column;
    /// The same number in the article alone.
    whole: number_term;
    /// Where in the article the quote begins.
    place: number_column;
    /// How well the quote stands for itself, best first (see `document`).
    standing: number_column;
    /// The article's address on the web, normalised, as a number: versions of one article have it in common.
    url_key: number_term;
    /// The article's words as a number: copies of one article have it in common.
    text_key: number_term;
    /// In an article, the file that it was read from.
    from: number_term_column;
    /// A file, by its true path.
    file_key: number_term_column;
    /// Its size in bytes.
    file_size: number_column;
    /// When it was last written, in nanoseconds since 1970; 0 when that cannot be trusted.
    file_time: number_column;
    /// Digest of its bytes; 0 for a file that is to be read again whatever it holds.
    file_hash: number_column;
    /// Digest of what else it was read with.
    file_with: number_column;
    /// Digest of the id that it gives its articles.
    file_id: number_column;
    /// How many articles it holds.
    file_articles: number_column;
    /// The articles that it holds.
    holds: number_term;
}

fn term(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, whole_terms())
}

fn term_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, whole_terms() | FAST)
}

/// A text to be read from a column, by which nothing is found.
fn text_column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default() | FAST)
}

/// A text as one term. Nothing is ranked by it, so its length need not be kept.
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

/// Words to be had or not, in whatever order.
fn words(builder: &mut SchemaBuilder, name: &str) -> Field {
    text(builder, name, EXACT, IndexRecordOption::Basic, false)
}

fn text(builder: &mut SchemaBuilder, name: &str, tokenizer: &str, option: IndexRecordOption, lengths: bool) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing.set_fieldnorms(lengths)))
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
