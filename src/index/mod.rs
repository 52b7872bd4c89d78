//! Quotes and articles, in Tantivy.
