//! The schema of the tables, as data.
//!
//! Columns are only ever added, at the end of their table; another meaning or type raises [`SCHEMA_VERSION`].

/// Version of the schema; every file of tables has it in its metadata.
pub const SCHEMA_VERSION: u32 = 1;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The articles.
    Articles,
    /// The people and bodies who have an id.
    Speakers,
    /// Each quote of each article.
    Quotes,
    /// Which quotes are one statement.
    Occurrences,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A text.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A number of 32 bits with a point.
    Number,
    /// True or false.
    Flag,
    /// A day of the calendar.
    Day,
    /// A list of texts.
    Texts,
    /// A list of `[start, end]`: code points of the article's text, the end not included.
    Spans,
    /// A list of `{name, probability}`.
    Candidates,
    /// `{speaker, polarity, confidence}`.
    Machine,
}

impl ColumnType {
    /// The name in documents.
    pub fn name(self) -> &'static str {
        match self {
            ColumnType::Text => "text",
            ColumnType::Integer => "integer",
            ColumnType::Number => "number",
            ColumnType::Flag => "flag",
            ColumnType::Day => "day",
            ColumnType::Texts => "list of texts",
            ColumnType::Spans => "list of `[start, end]`",
            ColumnType::Candidates => "list of `{name, probability}`",
            ColumnType::Machine => "`{speaker, polarity, confidence}`",
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name, the same in all formats.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether a row may have no value.
    pub nullable: bool,
    /// What it means, in one sentence.
    pub about: &'static str,
}

impl Table {
    /// All tables; those that others refer to come first.
    pub const ALL: [Table; 4] = [Table::Articles, Table::Speakers, Table::Quotes, Table::Occurrences];

    /// The name in all formats.
    pub fn name(self) -> &'static str {
        match self {
            Table::Articles => "articles",
            Table::Speakers => "speakers",
            Table::Quotes => "quotes",
            Table::Occurrences => "occurrences",
        }
    }

    /// What a row is, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Table::Articles => "An article; in an export of a search, one that a quote was found in.",
            Table::Speakers => {
                "A person or body with an id, as `quotedex speakers` lists them; counts are of the whole index."
            }
            Table::Quotes => "A quote: somebody is quoted once in an article.",
            Table::Occurrences => "A quote as one of the places of a statement: the same words by the same speaker.",
        }
    }

    /// The columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Articles => &ARTICLES,
            Table::Speakers => &SPEAKERS,
            Table::Quotes => &QUOTES,
            Table::Occurrences => &OCCURRENCES,
        }
    }

    /// The column that no two rows have the same value of.
    pub fn key(self) -> &'static str {
        match self {
            Table::Occurrences => "quote_id",
            _ => "id",
        }
    }

    /// The columns that hold the key of another table, with that table.
    pub fn references(self) -> &'static [(&'static str, Table)] {
        match self {
            Table::Articles | Table::Speakers => &[],
            Table::Quotes => &[("article_id", Table::Articles), ("speaker_id", Table::Speakers)],
            Table::Occurrences => {
                &[("statement_id", Table::Quotes), ("quote_id", Table::Quotes), ("article_id", Table::Articles)]
            }
        }
    }
}

/// A column with a value in every row.
const fn always(name: &'static str, kind: ColumnType, about: &'static str) -> Column {
    Column { name, kind, nullable: false, about }
}

/// A column that may be empty.
const fn maybe(name: &'static str, kind: ColumnType, about: &'static str) -> Column {
    Column { name, kind, nullable: true, about }
}

use ColumnType::{Candidates, Day, Flag, Integer, Machine, Number, Spans, Text, Texts};

const ARTICLES: [Column; 10] = [
    always("id", Text, "The id of the article."),
    maybe("title", Text, "The headline."),
    maybe("date", Day, "The day of publication; the first of the month where only a month is stated."),
    maybe("date_source", Text, "Where the day comes from: `stated`, `month`, `name`, `fetched` or `file`."),
    maybe("publisher", Text, "The newspaper, agency or site."),
    always("authors", Texts, "The names in the byline."),
    maybe("url", Text, "The web address."),
    maybe("path", Text, "The file that it was read from."),
    always("quotes", Integer, "How many rows of `quotes` are from it."),
    maybe("text", Text, "The text that spans count in; only with `--texts`."),
];

const SPEAKERS: [Column; 10] = [
    always("id", Text, "The id, the same in all articles."),
    always("name", Text, "The name to show."),
    maybe("field", Text, "What tells the speaker from another of the same name: an occupation."),
    always("kind", Text, "`person`, `organisation`, `group` or `document`."),
    always("aliases", Texts, "Other names, most frequent first."),
    always("roles", Texts, "What articles say the speaker is, most frequent first."),
    always("quotes", Integer, "How many quotes the index has."),
    always("articles", Integer, "How many articles they are in."),
    maybe("first_date", Day, "The day of the earliest of them."),
    maybe("last_date", Day, "The day of the latest of them."),
];

const QUOTES: [Column; 27] = [
    always("id", Text, "The id of the quote: the same article and place give the same one."),
    always("article_id", Text, "The article."),
    maybe("date", Day, "The day of the article."),
    maybe("publisher", Text, "The publisher of the article."),
    always("paragraph", Integer, "The paragraph of the article in which it begins, from 1."),
    always("kind", Text, "`direct`, `mixed` or `indirect`."),
    always("report", Text, "`statement` or `attitude`."),
    always("polarity", Text, "`affirmed`, `denied`, `not_said`, `hypothetical` or `disputed`."),
    always("text", Text, "What was said; the pieces of a split quotation are joined by a blank."),
    maybe("content", Spans, "Where the words stand in the article; missing where its text was not at hand."),
    maybe("source", Spans, "Where the speaker is named; missing where the text was not at hand."),
    maybe("cue", Spans, "Where the saying is told; missing where the text was not at hand."),
    maybe("cue_words", Text, "The words that tell of the saying, the `cue` of `search`."),
    maybe(
        "speaker",
        Text,
        "Who said it: the fullest name of the article, or the name that stands for several spellings.",
    ),
    maybe("speaker_id", Text, "The speaker, if there is a proper name."),
    always("speaker_kind", Text, "`person`, `organisation`, `group`, `document` or `unknown`."),
    maybe("role", Text, "What the article says the speaker is."),
    maybe("mention", Text, "The words beside the cue: `she`, `Mr. Smith`."),
    always("aliases", Texts, "Other names that the article uses for the speaker."),
    always("topics", Texts, "What it is about."),
    always("context", Text, "The sentences around it."),
    always("confidence", Number, "How likely it is, 0 to 1, that words and speaker are right, by this article alone."),
    always(
        "found",
        Text,
        "How it was found: `cue`, `source`, `colon`, `signature`, `transcript`, `uncued` or `other_language`.",
    ),
    maybe("ground", Text, "The words that decide the polarity, if it is not `affirmed`."),
    always("candidates", Candidates, "The most likely speakers, best first."),
    always("listed", Flag, "Whether the user's table of people decided on the speaker."),
    maybe("by_hand", Machine, "What the program found, where the user corrected it."),
];

const OCCURRENCES: [Column; 4] = [
    always("statement_id", Text, "The quote that `search` shows for the statement: the earliest."),
    always("quote_id", Text, "The quote."),
    always("article_id", Text, "Its article."),
    always("number", Integer, "1 for the earliest of a statement, 2 for the next, and so on."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_references_lead_to_keys() {
        for table in Table::ALL {
            let names: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
            assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
            assert!(names.contains(&table.key()));
            for (column, target) in table.references() {
                assert!(
                    names.contains(column) && *target < table || *column == "statement_id" || *column == "quote_id"
                );
            }
            for column in table.columns() {
                assert!(column.about.ends_with('.') && !column.about.contains('|'), "{}", column.about);
            }
        }
    }
}
