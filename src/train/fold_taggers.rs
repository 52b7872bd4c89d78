//! Taggers for cross-validation, each trained without one fold of the articles. What they find in that fold is like
//! what the bundled tagger finds in unseen news, so the linker and the speaker ranker are trained on it.
//!
//! Guarantees that tagger number `f` has not seen the articles of fold `f`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::corpus::Corpus;
use super::error::TrainError;
use super::folds::FOLDS;
use super::link_examples::FoundSpans;
use super::neural::{self, NamePool, Settings, Vectors};
use crate::evaluate::GoldArticle;
use crate::tag::Tagger;
use crate::tag::neural::Network;
use crate::text::Document;

/// The inputs for training a network.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// Word vectors.
    pub vectors: &'a Vectors,
    /// A table of given names: a name, and the numbers of girls and boys with it. They replace the names of persons
    /// during training; empty to disable that.
    pub given_names: &'a str,
    /// Training settings.
    pub settings: &'a Settings,
}

impl Recipe<'_> {
    /// Trains a network on `corpora` without fold `without` and returns its bytes.
    pub fn learn(&self, corpora: &[Corpus], without: Option<usize>) -> Vec<u8> {
        let (mut lessons, mut seen) = (Vec::new(), Vec::new());
        for corpus in corpora {
            let articles = corpus.articles.iter().zip(&corpus.folds);
            let articles = articles.filter(|(_, fold)| Some(**fold) != without).map(|(article, _)| article);
            lessons.extend(articles.clone().map(|article| neural::from_gold(article, corpus.scheme)));
            seen.extend(articles);
        }
        let names = NamePool::of(self.given_names, seen);
        let (model, vocabulary) = neural::train(&lessons, self.vectors, &names, self.settings, |_, _, _, _| ());
        neural::export(&model, &vocabulary)
    }

    /// One tagger for each fold. Networks in `folder` are reused; new ones are written there.
    ///
    /// # Errors
    /// If a file cannot be read or written, or is not a network.
    pub fn taggers(&self, corpora: &[Corpus], folder: Option<&Path>) -> Result<Vec<Tagger>, TrainError> {
        let tagger = |fold: usize| {
            let path = folder.map(|folder| file(folder, fold));
            if let Some(path) = path.as_deref().filter(|path| path.is_file()) {
                return read(path);
            }
            let settings = Settings { epochs: self.settings.fold_epochs, ..*self.settings };
            let bytes = Recipe { settings: &settings, ..*self }.learn(corpora, Some(fold));
            if let Some(path) = path {
                std::fs::write(&path, &bytes).map_err(|source| TrainError::Write { path, source })?;
            }
            Ok(Tagger::new(Arc::new(Network::from_bytes(&bytes)?)))
        };
        (0..FOLDS).into_par_iter().map(tagger).collect()
    }
}

/// The taggers that `quotedex train --folds` wrote to `folder`: number `f` has not seen fold `f` of [`super::folds::folds`].
///
/// # Errors
/// If a file cannot be read or is not a network.
pub fn taggers(folder: &Path) -> Result<Vec<Tagger>, TrainError> {
    (0..FOLDS).map(|fold| read(&file(folder, fold))).collect()
}

/// The spans in each article, found by the tagger that has not seen it.
pub fn tag_unseen(taggers: &[Tagger], corpora: &[Corpus]) -> Vec<FoundSpans> {
    let articles = corpora.iter().flat_map(|corpus| corpus.articles.iter().zip(&corpus.folds));
    let spans = |(article, &fold): (&GoldArticle, &usize)| -> FoundSpans {
        let spans = taggers[fold].tag(&Document::new(&article.text));
        spans.into_iter().map(|span| (span.role, span.tokens)).collect()
    };
    articles.map(spans).collect()
}

fn file(folder: &Path, fold: usize) -> PathBuf {
    folder.join(format!("network-{fold}.bin"))
}

fn read(path: &Path) -> Result<Tagger, TrainError> {
    let bytes = std::fs::read(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    Ok(Tagger::new(Arc::new(Network::from_bytes(&bytes)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::LabelledAttribution;
    use crate::train::Scheme;
    use crate::train::link_examples::learn_from_articles;

    fn articles() -> Vec<GoldArticle> {
        let article = |number: usize| {
            let text = format!("“Rain number {number} is coming,” said Ulla Brandt.\nThe ferry left.");
            let find = |part: &str| {
                let start = text[..text.find(part).unwrap()].chars().count();
                vec![[start, start + part.chars().count()]]
            };
            let attribution = LabelledAttribution {
                content: find(&format!("Rain number {number} is coming")),
                source: find("Ulla Brandt"),
                cue: find("said"),
                ..LabelledAttribution::default()
            };
            GoldArticle { id: number.to_string(), attributions: vec![attribution], text, ..GoldArticle::default() }
        };
        (0..10).map(article).collect()
    }

    #[test]
    fn the_same_articles_give_the_same_bytes_and_fold_networks_are_kept() {
        let corpora = Scheme::ALL.map(|scheme| Corpus::new(scheme, articles()));
        let row = |word: usize| format!("{} {}\n", ["said", "the", "rain"][word], ["0.1", "-0.3"].repeat(25).join(" "));
        let vectors = Vectors::read(&(0..3).map(row).collect::<String>());
        let settings = Settings { hidden: 32, epochs: 5, fold_epochs: 5, rate: 0.02, ..Settings::default() };
        let recipe = Recipe { vectors: &vectors, given_names: "Ulla\t99\t0\nMere\t99\t0\n", settings: &settings };
        assert_eq!(recipe.learn(&corpora, None), recipe.learn(&corpora, None));

        let folder = tempfile::tempdir().unwrap();
        let fresh = tag_unseen(&recipe.taggers(&corpora, Some(folder.path())).unwrap(), &corpora);
        let kept = tag_unseen(&taggers(folder.path()).unwrap(), &corpora);
        assert!(fresh.len() == 20 && fresh.iter().any(|found| !found.is_empty()));
        assert_eq!(fresh, kept);
        std::fs::write(file(folder.path(), 3), "no network").unwrap();
        assert!(recipe.taggers(&corpora, Some(folder.path())).is_err(), "what is there is taken");

        let articles: Vec<_> = corpora.iter().flat_map(|corpus| &corpus.articles).collect();
        assert_eq!(learn_from_articles(&articles, &fresh).to_bytes(), learn_from_articles(&articles, &kept).to_bytes());
    }
}
