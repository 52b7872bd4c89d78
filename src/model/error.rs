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
    /// The file's words do not add up to its checksum.
    #[error("the weights file is damaged: its checksum does not match")]
    Checksum,
}

impl ModelError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let cure = match self {
            ModelError::Foreign => "give the file that `quotedex train` wrote, by default in seeds/model",
            ModelError::Version { .. } => "train again with `quotedex train`, or use the program the weights came with",
            ModelError::Truncated { .. } | ModelError::Checksum => {
                "copy the file again, restore it with `git checkout seeds/model`, or train again with `quotedex train`"
            }
        };
        Some(cure.to_owned())
    }
}
