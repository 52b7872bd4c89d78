//! The files of an export: written under another name, and put in place when they are whole.
//!
//! What exists is never replaced. Whatever ends the program before, nothing is left under the name that was asked for;
//! only a program that is killed at once leaves a file or folder beside it, whose name begins with `.quotedex-tmp-`.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::error::CliError;
use super::export::ExportFormat;
#[cfg(feature = "export")]
use crate::output::SqliteTables;
use crate::output::{TableFormat, TableWriter, table_writer};
use crate::tables::{Cell, Table};

const TEMP_PREFIX: &str = ".quotedex-tmp-";

/// Where the rows of an export go.
pub(super) struct ExportFiles {
    writers: Writers,
    place: Place,
}

enum Writers {
    /// One for each table that is written.
    Tables([Option<Box<dyn TableWriter>>; 4]),
    #[cfg(feature = "export")]
    Sqlite(SqliteTables),
}

/// What is put in place in the end.
enum Place {
    Stdout,
    File(NamedTempFile, PathBuf),
    Folder(TempDir, PathBuf),
}

impl ExportFiles {
    /// Begins the files for `output`: all tables, or `only` one.
    pub(super) fn begin(format: ExportFormat, only: Option<Table>, output: &Path) -> Result<Self, CliError> {
        if output != Path::new("-") {
            refuse_existing(output)?;
        }
        match (format, only) {
            (ExportFormat::Tables(format), Some(table)) => Self::one_table(format, table, output),
            (ExportFormat::Tables(_), None) if output == Path::new("-") => Err(CliError::one_table_to_stdout()),
            (ExportFormat::Tables(format), None) => Self::all_tables(format, output),
            #[cfg(feature = "export")]
            (ExportFormat::Sqlite, Some(_)) => Err(CliError::sqlite_has_all_tables()),
            #[cfg(feature = "export")]
            (ExportFormat::Sqlite, None) if output == Path::new("-") => Err(CliError::sqlite_needs_a_file()),
            #[cfg(feature = "export")]
            (ExportFormat::Sqlite, None) => Self::database(output),
        }
    }

    fn one_table(format: TableFormat, table: Table, output: &Path) -> Result<Self, CliError> {
        let (out, place): (Box<dyn Write + Send>, Place) = if output == Path::new("-") {
            let is_text = matches!(format, TableFormat::Csv | TableFormat::Jsonl);
            if !is_text && io::stdout().is_terminal() {
                return Err(CliError::bytes_to_terminal());
            }
            (Box::new(io::stdout()), Place::Stdout)
        } else {
            let file = temp_file(output).map_err(|error| CliError::export_not_written(output, &error))?;
            let out = file.as_file().try_clone()?;
            (Box::new(out), Place::File(file, output.to_owned()))
        };
        let mut writers = [const { None }; 4];
        writers[table as usize] = Some(table_writer(format, table, Box::new(BufWriter::with_capacity(1 << 16, out)))?);
        Ok(Self { writers: Writers::Tables(writers), place })
    }

    fn all_tables(format: TableFormat, output: &Path) -> Result<Self, CliError> {
        let failed = |error: io::Error| CliError::export_not_written(output, &error);
        let folder = temp_folder(output).map_err(failed)?;
        let mut writers = [const { None }; 4];
        for table in Table::ALL {
            let file = File::create_new(folder.path().join(format!("{}.{}", table.name(), format.extension())));
            let out = Box::new(BufWriter::with_capacity(1 << 16, file.map_err(failed)?));
            writers[table as usize] = Some(table_writer(format, table, out).map_err(failed)?);
        }
        Ok(Self { writers: Writers::Tables(writers), place: Place::Folder(folder, output.to_owned()) })
    }

    #[cfg(feature = "export")]
    fn database(output: &Path) -> Result<Self, CliError> {
        let failed = |error: io::Error| CliError::export_not_written(output, &error);
        let file = temp_file(output).map_err(failed)?;
        let tables = SqliteTables::begin(file.path()).map_err(failed)?;
        Ok(Self { writers: Writers::Sqlite(tables), place: Place::File(file, output.to_owned()) })
    }

    /// Whether a table is written.
    pub(super) fn has(&self, table: Table) -> bool {
        match &self.writers {
            Writers::Tables(writers) => writers[table as usize].is_some(),
            #[cfg(feature = "export")]
            Writers::Sqlite(_) => true,
        }
    }

    /// Writes a row, if its table is written.
    pub(super) fn row(&mut self, table: Table, row: &[Cell<'_>]) -> io::Result<()> {
        match &mut self.writers {
            Writers::Tables(writers) => writers[table as usize].as_mut().map_or(Ok(()), |writer| writer.row(row)),
            #[cfg(feature = "export")]
            Writers::Sqlite(tables) => tables.row(table, row),
        }
    }

    /// Ends the files and puts them in place.
    pub(super) fn publish(self) -> Result<(), CliError> {
        match self.writers {
            Writers::Tables(writers) => writers.into_iter().flatten().try_for_each(TableWriter::finish)?,
            #[cfg(feature = "export")]
            Writers::Sqlite(tables) => tables.finish()?,
        }
        match self.place {
            Place::Stdout => Ok(()),
            Place::File(file, path) => put_file(file, &path).map_err(|error| put_error(&path, &error)),
            Place::Folder(folder, path) => put_folder(folder, &path).map_err(|error| put_error(&path, &error)),
        }
    }
}

fn put_error(path: &Path, error: &io::Error) -> CliError {
    // Somebody else made it in the meantime.
    refuse_existing(path).err().unwrap_or_else(|| CliError::export_not_written(path, error))
}

/// What is there is not ours to replace. A link is not followed.
fn refuse_existing(path: &Path) -> Result<(), CliError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(CliError::export_exists(path)),
        Err(_) => Ok(()),
    }
}

fn put_file(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map(drop).map_err(|error| error.error)
}

fn put_folder(folder: TempDir, path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder.path())? {
        File::open(entry?.path())?.sync_all()?;
    }
    // A folder that is not empty is not replaced; one that is, holds nothing.
    fs::rename(folder.path(), path)?;
    // It is no longer under the name that would be removed.
    drop(folder.keep());
    Ok(())
}

/// The folder in which a file is made that will be `output`.
fn folder_of(output: &Path) -> &Path {
    output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn temp_file(output: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMP_PREFIX);
    // The usual permissions, not the private ones of temporary files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(output))
}

fn temp_folder(output: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMP_PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(folder_of(output))
}
