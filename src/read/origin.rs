//! Where articles are from.

/// Where articles are from, and what they are called when they do not say so themselves.
pub(super) struct Origin {
    /// What errors call it.
    pub(super) name: String,
    /// The file, as the user named it.
    pub(super) path: Option<String>,
    /// The id of the article, or the beginning of the ids of several; empty for a stream.
    pub(super) id: String,
}
