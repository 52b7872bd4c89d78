//! The iterator over raw records: inputs in order, files in order, lines and records in order.

use std::path::Path;
use std::sync::Arc;
use std::vec;

use super::error::ReadError;
use super::ids::Ids;
use super::input::{Input, Options};
use super::list::List;
use super::source::{Records, Source};
use super::stamp::FileStamp;
use super::unread::Unread;
use super::walk::{self, Walk};

/// An iterator over raw records; see [`Articles::raw_records`](super::Articles::raw_records).
///
/// Reading is sequential and cheap. Parsing a raw record ([`RawRecord::into_articles`]) is expensive and can run on any
/// core. At any time one file is open and one raw record is in memory.
pub struct Pieces {
    inputs: vec::IntoIter<Input>,
    list: Option<List>,
    walk: Option<Walk>,
    records: Option<Records>,
    ids: Ids,
    options: Options,
    /// The file of the last raw record.
    file: Option<Arc<FileStamp>>,
}

impl Pieces {
    pub(super) fn new(inputs: Vec<Input>, options: Options) -> Self {
        let inputs = inputs.into_iter();
        Self { inputs, list: None, walk: None, records: None, ids: Ids::default(), options, file: None }
    }

    /// The file of the last raw record or error; `None` for a stream, and for a file or folder that cannot be opened.
    pub fn file(&self) -> Option<&Arc<FileStamp>> {
        self.file.as_ref()
    }

    /// The next file or stream: from the current folder, otherwise from the current list, otherwise from the next
    /// input.
    fn next_source(&mut self) -> Option<Result<Source, ReadError>> {
        loop {
            if let Some(found) = self.walk.as_mut().and_then(Walk::next) {
                return Some(found);
            }
            self.walk = None;
            match self.list.as_mut().and_then(List::next) {
                None => self.list = None,
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(path)) => match self.source(&path, walk::id_of) {
                    Some(source) => return Some(source),
                    None => continue,
                },
            }
            match self.inputs.next()? {
                Input::Stream { name, bytes } => return Some(Ok(Source::stream(name, bytes))),
                Input::List { name, bytes, null } => self.list = Some(List::new(name, bytes, null)),
                Input::Path(path) => {
                    if let Some(source) = self.source(&path, walk::id_of_file) {
                        return Some(source);
                    }
                }
            }
        }
    }

    /// The file at `path`; `None` for a folder, which is walked next.
    fn source(&mut self, path: &Path, id: fn(&Path) -> String) -> Option<Result<Source, ReadError>> {
        if path.is_dir() {
            self.walk = Some(walk::folder(path, &self.options));
            return None;
        }
        Some(Ok(Source::file(path, id(path))))
    }
}

impl Iterator for Pieces {
    type Item = Result<Unread, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.records.as_mut().and_then(Records::next) {
                return Some(found);
            }
            (self.records, self.file) = (None, None);
            let mut source = match self.next_source()? {
                Ok(source) => source,
                Err(error) => return Some(Err(error)),
            };
            let memory = self.options.memory.clone();
            if !self.ids.claim(&mut source, memory.as_deref()) {
                continue; // The same file, reached a second time.
            }
            self.file = source.stamp().map(Arc::new);
            if memory.zip(self.file.as_ref()).is_some_and(|(memory, file)| memory.is_known(file)) {
                continue;
            }
            match source.records(&self.options) {
                Ok(records) => self.records = Some(records),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_may_go_on_in_another_thread() {
        fn may_move<T: Send>() {}
        may_move::<Pieces>();
        may_move::<Result<Unread, ReadError>>();
    }
}
