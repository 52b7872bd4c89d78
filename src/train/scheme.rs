//! By which guidelines articles were annotated.
//!
//! PolNeAR counts beliefs, wishes and noun phrases as attributions too and takes auxiliaries into its cues; the news corpus
//! follows one guide, and what the program finds shall be what that guide counts. Learning from both, the network is told
//! of each article which guidelines it follows, as parsers are told of treebanks (Stymne, de Lhoneux, Smith and Nivre
//! 2018), so that what they have in common is learned from both.

/// Guidelines of annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Those of the news corpus, which the program follows.
    #[default]
    News,
    /// Those of PolNeAR.
    Polnear,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 2] = [Scheme::News, Scheme::Polnear];

    /// The file with the articles to learn from, in the folder of the corpus.
    pub const fn file(self) -> &'static str {
        match self {
            Scheme::News => "news-train.jsonl.gz",
            Scheme::Polnear => "polnear-train.jsonl.gz",
        }
    }
}
