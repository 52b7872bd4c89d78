//! The tree of a page, constructed from its tags as defined by the HTML standard.
//!
//! For the tags that [`parser`](super::parser) passes on, the tree is the same as in any browser. Scripts, templates,
//! frames and foreign elements are not supported; the parser drops them.

mod body;
mod builder;
mod node;
mod table;

pub(super) use builder::TreeBuilder;
pub(super) use node::{Id, Tree};
#[cfg(test)]
mod tests;
