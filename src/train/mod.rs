//! From labelled articles to weights. Only with the cargo feature `train`; the shipped program never needs it.

pub mod neural;
