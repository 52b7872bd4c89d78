//! Goes through an index on disk in its own order: names, quotes and articles as exchange documents.
//!
//! Nothing is held but digests of the names that were met: memory grows with the forms of names, not with quotes.

use tantivy::{DocAddress, TantivyError, Term};

use super::super::analyzer::ANALYZER_VERSION;
use super::super::open::Index;
use super::super::record_reader::RecordReader;
use super::description::{Description, Facts, ROWS};
use super::document::{DocumentKind, ExchangeDocument, NameForm, SeenNames, unwritable};
use crate::index::{MergedSpeakers, words_key};
use crate::quote::RECORD_VERSION;

impl Index {
    /// Gives every quote, every article and every form of a name to `each`, and returns the number of quotes. `failed`
    /// makes an error of its kind of one of the engine.
    pub(crate) fn for_each_exchanged<E>(
        &self,
        merged: &MergedSpeakers,
        each: &mut dyn FnMut(ExchangeDocument) -> Result<(), E>,
        failed: impl Fn(TantivyError) -> E,
    ) -> Result<u64, E> {
        let (mut names, mut quotes) = (SeenNames::default(), 0);
        let mut records = RecordReader::new(self).map_err(&failed)?;
        let all_columns = self.columns().map_err(&failed)?;
        for (ordinal, segment) in self.searcher().segment_readers().iter().enumerate() {
            let columns = &all_columns[ordinal];
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal as u32, doc);
                if columns.display_rank.first(doc).is_some() {
                    for document in self.of_quote(address, &mut records, &mut names, merged).map_err(&failed)? {
                        each(document)?;
                    }
                    quotes += 1;
                } else if columns.article.first(doc).is_some() {
                    let article = records.article_of(address).map_err(&failed)?;
                    each(ExchangeDocument::of_article(&article).map_err(|error| failed(unwritable(error)))?)?;
                }
            }
        }
        Ok(quotes)
    }

    /// The quote at `address`, with the form of its speaker's name when it is a new one.
    fn of_quote(
        &self,
        address: DocAddress,
        records: &mut RecordReader<'_>,
        names: &mut SeenNames,
        merged: &MergedSpeakers,
    ) -> Result<Vec<ExchangeDocument>, TantivyError> {
        let (article, quote) = (records.article_of(address)?, records.quote(address)?);
        let mut documents = Vec::with_capacity(2);
        if let Some(form) = NameForm::of(&quote)
            && names.is_new(&form).map_err(unwritable)?
        {
            documents.push(ExchangeDocument::of_name(&form).map_err(unwritable)?);
        }
        let key = |key| merged.canonical_quotation_key(key);
        let copies = self.copies(&quote.text)?;
        documents.push(ExchangeDocument::of_quote(&article, &quote, copies, key).map_err(unwritable)?);
        Ok(documents)
    }

    /// How many quotes have these words.
    fn copies(&self, text: &str) -> Result<u64, TantivyError> {
        self.searcher().doc_freq(&Term::from_field_u64(self.fields().words_key, words_key(text)))
    }

    /// The descriptions, the facts last; `facts` has what the caller counted.
    pub(crate) fn descriptions(
        &self,
        merged: &MergedSpeakers,
        facts: Facts,
    ) -> Result<Vec<ExchangeDocument>, TantivyError> {
        let people: Vec<_> = self.corrections().on_people().cloned().collect();
        let merged = merged.all().chunks(ROWS).map(|rows| Description::Merged(rows.to_vec()));
        let people = people.chunks(ROWS).map(|rows| Description::People(rows.to_vec()));
        let mut all: Vec<Description> = merged.chain(people).collect();
        let statistics = self.statistics()?;
        all.push(Description::Facts(Facts {
            record_version: RECORD_VERSION,
            analyzer_version: ANALYZER_VERSION,
            documents: statistics.documents,
            alive: statistics.alive,
            tokens: statistics.tokens,
            others: all.len() as u64,
            ..facts
        }));
        let document = |description: &Description| {
            let record = serde_json::to_string(description).map_err(unwritable)?;
            Ok(ExchangeDocument::new(DocumentKind::Index, record))
        };
        all.iter().map(document).collect()
    }
}
