//! quotedex for Python: what `import quotedex` calls.
//!
//! Thin on purpose. Everything that decides something is the library's; here are articles from Python objects and Arrow
//! tables (`source`), quotes to Arrow tables and JSON (`found`, `tables`), the index (`index`), and errors as exceptions
//! (`errors`). The Python part of the package makes typed objects of the JSON, so that their fields are those of
//! `seeds/FORMATS.md`.
//!
//! While articles are read and quotes are looked for, the interpreter lock is released (`work`); no panic reaches Python as
//! anything but an exception.

mod arrow_articles;
mod errors;
mod extractor;
mod fault;
mod filters;
mod found;
mod given_article;
mod index;
mod people;
mod pool;
mod read;
mod source;
mod tables;
mod work;

use pyo3::prelude::*;

/// The compiled part of `quotedex`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::extractor::{Extractor, Stream};
    #[pymodule_export]
    use super::found::Found;
    #[pymodule_export]
    use super::index::{Answer, Index};
    #[pymodule_export]
    use super::read::Reader;
    #[pymodule_export]
    use super::source::Source;
    #[pymodule_export]
    use super::tables::ArrowTable;
}
