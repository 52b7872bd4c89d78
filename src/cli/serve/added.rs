//! Articles that are dropped on a page: kept in the folder of the index, and indexed at once.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use clap::Parser;

use super::address::address;
use super::app::{App, random_token};
use super::error::PageError;
use super::{guard, pages};
use crate::cli::args::{Cli, Command, GrowArgs};
use crate::cli::index::update_index;
use crate::cli::index_job::{IndexJob, Mode};
use crate::cli::interrupt::Interrupt;
use crate::index::{ADDED, Index};
use crate::output::IndexReport;

/// The most files at once.
const MAX_FILES: usize = 200;

/// The longest name of a kept file, in bytes.
const MAX_FILE_NAME: usize = 120;

/// A file that was dropped.
struct Dropped {
    name: String,
    bytes: Vec<u8>,
}

/// Keeps the files, indexes them and says what came of it.
pub(super) async fn add(State(app): State<Arc<App>>, form: Multipart) -> Response {
    // One change at a time: whoever comes second is told, before the files are taken.
    let Ok(writing) = Arc::clone(&app.writing).try_lock_owned() else {
        let busy = PageError::wrong("articles are being added already", "wait until that is done, then add these");
        return pages::failure(&busy, false);
    };
    let files = match read(&app, form).await {
        Ok(files) => files,
        Err(error) => return pages::failure(&error, false),
    };
    match app.run_with(writing, move |app| index(app, files)).await {
        Ok(report) => {
            let told = [
                ("new", report.new.to_string()),
                ("changed", report.changed.to_string()),
                ("same", (report.same + report.unchanged).to_string()),
                ("failed", report.failed.to_string()),
                ("quotes", report.quotes.to_string()),
            ];
            let pairs: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Redirect::to(&address("/add", &pairs)).into_response()
        }
        Err(error) => pages::failure(&error, false),
    }
}

async fn read(app: &App, mut form: Multipart) -> Result<Vec<Dropped>, PageError> {
    let wrong = |_| PageError::wrong("the files did not arrive whole", "add fewer or smaller files at once");
    let mut files = Vec::new();
    let mut has_token = false;
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        match field.name() {
            Some("token") => {
                guard::require_page_token(app, &field.text().await.map_err(wrong)?)?;
                has_token = true;
            }
            // The token stands first in the form, so that nobody else's files are taken.
            Some("files") if !has_token => break,
            Some("files") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(wrong)?.to_vec();
                if !bytes.is_empty() {
                    files.push(Dropped { name, bytes });
                }
            }
            _ => {}
        }
    }
    if !has_token {
        guard::require_page_token(app, "")?;
    }
    match files.len() {
        0 => Err(PageError::wrong("there is no file", "choose one or more files with articles")),
        count if count > MAX_FILES => {
            Err(PageError::wrong(format!("{count} files are too many"), format!("add at most {MAX_FILES} at once")))
        }
        _ => Ok(files),
    }
}

fn index(app: &App, files: Vec<Dropped>) -> Result<IndexReport, PageError> {
    // There must be an index: an update would create one.
    app.index()?;
    // A folder of its own each time, so that no file replaces another.
    let folder = app.shared.index.join(ADDED).join(&random_token()[..12]);
    let failed = |error: std::io::Error| {
        PageError::wrong(
            format!("the files cannot be kept ({error})"),
            "check that the folder of the index may be written to",
        )
    };
    fs::create_dir_all(&folder).map_err(failed)?;
    let mut paths = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let path = folder.join(plain_name(number, &file.name));
        fs::write(&path, &file.bytes).map_err(failed)?;
        paths.push(path);
    }
    let report = index_files(app, paths);
    if report.as_ref().is_ok_and(|report| report.new + report.changed == 0) {
        // Nothing of them is in the index; what we have just made is of no use.
        let _ = fs::remove_dir_all(&folder);
    }
    report
}

/// Files that are named are read whatever their ending, and fail if they cannot be.
fn index_files(app: &App, paths: Vec<PathBuf>) -> Result<IndexReport, PageError> {
    let words = ["quotedex", "index", "--"].into_iter().map(OsString::from);
    let typed = words.chain(paths.into_iter().map(PathBuf::into_os_string));
    let Ok(Cli { command: Command::Index(args), .. }) = Cli::try_parse_from(typed) else {
        return Err(PageError::Failed);
    };
    let args: GrowArgs = args;
    let context = app.context();
    let job = IndexJob::resolve(&context, &args.index, Mode::Update { prune: false })?.including_index();
    let report = update_index(&context, &job, &Interrupt::never())?;
    Index::open(&app.shared.index)?.keep_spellings()?;
    Ok(report)
}

/// A name that leads nowhere: a number, and of the given name letters, digits and the ending.
fn plain_name(number: usize, name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' }).collect();
    let plain = plain.trim_start_matches('.');
    let start = plain.len().saturating_sub(MAX_FILE_NAME);
    let plain = &plain[(start..=plain.len()).find(|&at| plain.is_char_boundary(at)).unwrap_or(start)..];
    format!("{:03}-{plain}", number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_elsewhere() {
        for (name, kept) in [
            ("mayor.txt", "001-mayor.txt"),
            ("../../etc/passwd", "001-passwd"),
            ("C:\\evil\\a b.docx", "001-a-b.docx"),
            ("..", "001-"),
            (".htaccess", "001-htaccess"),
            ("", "001-"),
            ("naïve:\0.md", "001-naïve--.md"),
        ] {
            assert_eq!(plain_name(0, name), kept);
        }
        assert!(plain_name(0, &format!("{}.txt", "x".repeat(500))).ends_with(".txt"));
    }
}
