//! Who is quoted in the same articles as a speaker.

use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::FacetCount;
use super::article_join::ArticleJoin;
use super::collector::{MatchedDoc, collect_docs};
use super::compile::{filtered, is_quote};
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::facets::FacetColumns;
use super::grammar::parse;
use super::merged_speakers::merged_speakers;
use super::request::{Facet, Filters};
use super::search::compiled_query;
use crate::index::Index;

impl Index {
    /// The speakers who are quoted in the same articles as the one that `speaker` names or identifies, with the number of
    /// these articles (`quotes` of a count): at most `limit`, most articles first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn quoted_beside(&self, speaker: &str, limit: usize) -> Result<Vec<FacetCount>, QueryError> {
        self.verified(|| self.quoted_beside_unverified(speaker, limit))
    }

    fn quoted_beside_unverified(&self, speaker: &str, limit: usize) -> Result<Vec<FacetCount>, QueryError> {
        let (persons, order, fields) = (merged_speakers(self)?, DocOrder::new(self)?, self.fields());
        let filters = Filters { speaker: Some(speaker.to_owned()), ..Filters::default() };
        let own = || compiled_query(self, &parse("")?, &filters);
        let articles = ArticleJoin::whole_articles(own()?, fields.article_key);
        let mut columns = FacetColumns::new(self, Facet::Speaker)?;
        let mut numbers_of = |doc: &MatchedDoc| {
            let mut numbers = Vec::new();
            columns.for_each_value(doc, persons, &mut |number| numbers.push(number)).map(|()| numbers)
        };
        let mut itself: FxHashSet<u32> = FxHashSet::default();
        for doc in collect_docs(self, &*own()?)? {
            itself.extend(numbers_of(&doc)?);
        }
        // Of each article, each speaker counts once.
        let mut seen = FxHashSet::default();
        let mut counts: FxHashMap<u32, (usize, MatchedDoc)> = FxHashMap::default();
        for doc in collect_docs(self, &*filtered(Box::new(articles), vec![is_quote(fields)]))? {
            for number in numbers_of(&doc)?.into_iter().filter(|number| !itself.contains(number)) {
                if seen.insert((order.article(&doc), number)) {
                    counts.entry(number).or_insert((0, doc)).0 += 1;
                }
            }
        }
        let named = counts.into_iter().map(|(number, (count, doc))| (columns.name(number).to_owned(), count, doc));
        let mut ranked: Vec<(String, usize, MatchedDoc)> = named.filter(|(name, ..)| !name.is_empty()).collect();
        ranked.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        ranked.truncate(limit);
        let count = |(name, count, doc): (String, usize, MatchedDoc)| {
            self.facet_count(Facet::Speaker, name, count, doc.address)
        };
        ranked.into_iter().map(count).collect()
    }
}
