//! Errors of weights files.

/// Why weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file is not a weights file of this program.
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
    /// The file is shorter or longer than it should be.
    #[error("the weights file is cut off or damaged: {what} is incomplete")]
    Truncated {
        /// The part that is incomplete.
        what: &'static str,
    },
    /// The content of the file does not match its checksum.
    #[error("the weights file is damaged: its checksum does not match")]
    Checksum,
}
