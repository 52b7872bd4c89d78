//! What can be wrong with a weights file.

/// Why weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file is none of ours.
    #[error("not a quotedex weights file")]
    Foreign,
    /// The file was made by another version of the format.
    #[error("the weights are of format {found}; this program reads format {known}")]
    Version {
        /// The format of the file.
        found: u32,
        /// The format this program reads.
        known: u32,
    },
    /// The file is shorter or longer than it says.
    #[error("the weights file is cut off or damaged: {what} is incomplete")]
    Truncated {
        /// The part that is incomplete.
        what: &'static str,
    },
    /// The contents of the file do not match its checksum.
    #[error("the weights file is damaged: its checksum does not match")]
    Checksum,
}
