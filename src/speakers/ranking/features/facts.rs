//! Facts about an attribution that many features use, computed once.

/// An entity named in a content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub entity: usize,
    /// Whether the name is in quotation marks.
    pub quoted: bool,
    /// Whether the content begins with it.
    pub begins: bool,
}

/// Facts about an instance.
#[derive(Clone, Debug, Default)]
pub(super) struct InstanceFacts {
    /// The attribution that has this one in its content.
    pub enclosing: Option<usize>,
    /// The descriptive words of the source, folded.
    pub description: Vec<String>,
    /// The same words without a plural "s".
    pub stems: Vec<String>,
    /// Earlier sentences with the noun of the source, the last one first.
    pub noun_sentences: Vec<usize>,
    /// Names right after the cue, outside of the source: addressees.
    pub addressees: std::ops::Range<usize>,
    /// The entities named in the content, outside of the source.
    pub named: Vec<Named>,
    /// Number of persons named before whose gender fits.
    pub fitting: usize,
    /// Number of "she", "he", and "I" or "we" in the content.
    pub pronouns: [usize; 3],
    /// Whether the previous quotation was left open.
    pub left_open: bool,
}
