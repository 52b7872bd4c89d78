//! Annotation guidelines.
//!
//! PolNeAR also counts beliefs, wishes and noun phrases as attributions, and includes auxiliaries in cues. The program
//! should find what the news corpus counts. The network is trained on both and gets the guidelines of each article as
//! an input, like the treebank in multi-treebank parsing (Stymne, de Lhoneux, Smith and Nivre 2018), so that it learns
//! from both what they have in common.

/// Annotation guidelines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// The guidelines of the news corpus, which the program follows.
    #[default]
    News,
    /// The guidelines of PolNeAR.
    Polnear,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Scheme; 2] = [Scheme::News, Scheme::Polnear];

    /// The training file in the folder of the corpora.
    pub const fn file(self) -> &'static str {
        match self {
            Scheme::News => "news-train.jsonl.gz",
            Scheme::Polnear => "polnear-train.jsonl.gz",
        }
    }
}
