//! What the evidence asks of an attribution many times, found once.

/// An entity named in a content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub entity: usize,
    /// Whether the name stands in quotation marks.
    pub quoted: bool,
    /// Whether the content begins with it.
    pub begins: bool,
}

/// What is asked of an instance many times.
#[derive(Clone, Debug, Default)]
pub(super) struct InstanceFacts {
    /// The attribution in whose content this one stands.
    pub enclosing: Option<usize>,
    /// The words of the source that describe somebody, folded.
    pub description: Vec<String>,
    /// The same words without a plural's "s".
    pub stems: Vec<String>,
    /// The sentences before in which the noun of the source stands, the last one first.
    pub noun_sentences: Vec<usize>,
    /// The names that stand right behind the cue, outside of the source: who was told.
    pub addressees: std::ops::Range<usize>,
    /// The entities named in the content, outside of the source.
    pub named: Vec<Named>,
    /// How many of the persons named before fit the wanted gender.
    pub fitting: usize,
    /// How often the content says she, he, and I or we.
    pub pronouns: [usize; 3],
    /// The quotation before was in marks that were left open.
    pub left_open: bool,
}
