//! The iterator over raw records: inputs in order, files in order, lines and records in order.

use std::path::Path;
use std::sync::Arc;
use std::vec;

use super::error::ReadError;
use super::file_stamp::FileStamp;
use super::folder_walk::{self, FolderWalk};
use super::ids::ArticleIds;
use super::input::{Input, Options};
use super::path_list::PathList;
use super::raw_record::RawRecord;
use super::source::{Source, SourceRecords};

/// An iterator over raw records; see [`Articles::raw_records`](super::Articles::raw_records).
///
/// Reading is sequential and cheap. Parsing a raw record ([`RawRecord::into_articles`]) is expensive and can run on any
/// core. At any time one file is open and one raw record is in memory.
pub struct RawRecords {
    inputs: vec::IntoIter<Input>,
    list: Option<PathList>,
    folder: Option<FolderWalk>,
    current: Option<SourceRecords>,
    ids: ArticleIds,
    options: Options,
    /// The file of the last raw record.
    file: Option<Arc<FileStamp>>,
}

impl RawRecords {
    pub(super) fn new(inputs: Vec<Input>, options: Options) -> Self {
        let inputs = inputs.into_iter();
        Self { inputs, list: None, folder: None, current: None, ids: ArticleIds::default(), options, file: None }
    }

    /// The file of the last raw record or error; `None` for a stream, and for a file or folder that cannot be opened.
    pub fn file(&self) -> Option<&Arc<FileStamp>> {
        self.file.as_ref()
    }

    /// The next file or stream: from the current folder, otherwise from the current list, otherwise from the next
    /// input.
    fn next_source(&mut self) -> Option<Result<Source, ReadError>> {
        loop {
            if let Some(source) = self.folder.as_mut().and_then(FolderWalk::next) {
                return Some(source);
            }
            self.folder = None;
            match self.list.as_mut().and_then(PathList::next) {
                None => self.list = None,
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(path)) => match self.source(&path, folder_walk::id_of) {
                    Some(source) => return Some(source),
                    None => continue,
                },
            }
            match self.inputs.next()? {
                Input::Stream { name, bytes } => return Some(Ok(Source::stream(name, bytes))),
                Input::List { name, bytes, null } => self.list = Some(PathList::new(name, bytes, null)),
                Input::Path(path) => {
                    if let Some(source) = self.source(&path, folder_walk::id_of_file) {
                        return Some(source);
                    }
                }
            }
        }
    }

    /// The file at `path`; `None` for a folder, which is walked next.
    fn source(&mut self, path: &Path, id: fn(&Path) -> String) -> Option<Result<Source, ReadError>> {
        if path.is_dir() {
            self.folder = Some(folder_walk::walk_folder(path, &self.options));
            return None;
        }
        Some(Ok(Source::file(path, id(path))))
    }
}

impl Iterator for RawRecords {
    type Item = Result<RawRecord, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.current.as_mut().and_then(SourceRecords::next) {
                return Some(record);
            }
            (self.current, self.file) = (None, None);
            let mut source = match self.next_source()? {
                Ok(source) => source,
                Err(error) => return Some(Err(error)),
            };
            let seen_files = self.options.seen_files.clone();
            if !self.ids.assign(&mut source, seen_files.as_deref()) {
                continue; // The same file, reached a second time.
            }
            self.file = source.stamp().map(Arc::new);
            if seen_files.zip(self.file.as_ref()).is_some_and(|(seen_files, file)| seen_files.should_skip(file)) {
                continue;
            }
            match source.records(&self.options) {
                Ok(records) => self.current = Some(records),
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
        may_move::<RawRecords>();
        may_move::<Result<RawRecord, ReadError>>();
    }
}
