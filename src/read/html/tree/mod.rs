//! The elements and texts of a page as a tree, and how it grows from the tags of the page as the HTML standard has it.
//!
//! Promises the same tree as any browser's for what [`lean`](super::lean) hands on. Leaves out scripts, templates, frames
//! and foreign elements: a lean page has none.

mod body;
mod grower;
mod node;
mod table;

pub(super) use grower::Grower;
pub(super) use node::{Id, Tree};
#[cfg(test)]
mod tests;
