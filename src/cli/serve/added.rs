//! Articles that are dropped on a page: kept in the folder of the index, and indexed at once.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use clap::Parser;
use tokio::time::timeout;

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

/// The longest that the next part of a file may take.
const MAX_PAUSE: Duration = Duration::from_secs(20);

/// The longest that all files together may take: while they arrive, nobody else can add any.
const MAX_UPLOAD: Duration = Duration::from_secs(10 * 60);

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
    let files = match timeout(MAX_UPLOAD, read(&app, form)).await.unwrap_or(Err(PageError::TooSlow)) {
        Ok(files) => files,
        Err(error) => return pages::failure(&error, false),
    };
    match app.run_with(writing, move |app| index(app, files)).await {
        Ok(report) => Redirect::to(&address("/add", &[("report", &app.keep_report(report))])).into_response(),
        Err(error) => pages::failure(&error, false),
    }
}

async fn read(app: &App, mut form: Multipart) -> Result<Vec<Dropped>, PageError> {
    let mut files = Vec::new();
    let mut has_token = false;
    while let Some(field) = in_time(form.next_field()).await? {
        match field.name() {
            Some("token") => {
                guard::require_page_token(app, &in_time(field.text()).await?)?;
                has_token = true;
            }
            // The token stands first in the form, so that nobody else's files are taken.
            Some("files") if !has_token => break,
            Some("files") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = content(field).await?;
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

/// The bytes of a file. It may be long, so that only each part of it must arrive in time.
async fn content(mut field: Field<'_>) -> Result<Vec<u8>, PageError> {
    let mut bytes = Vec::new();
    while let Some(part) = in_time(field.chunk()).await? {
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// Waits for the next part of the form, but not for ever: others want to add articles, too.
async fn in_time<T>(part: impl Future<Output = Result<T, MultipartError>>) -> Result<T, PageError> {
    let arrived = timeout(MAX_PAUSE, part).await.map_err(|_| PageError::TooSlow)?;
    arrived.map_err(|_| PageError::wrong("the files did not arrive whole", "add fewer or smaller files at once"))
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
    if !report.as_ref().is_ok_and(|report| report.new + report.changed > 0) {
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

/// The name that a file was given, of the path under which it is kept.
pub(super) fn given_name(path: &str) -> &str {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    last.split_once('-').map_or(last, |(_, name)| name)
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
            assert_eq!(given_name(&format!("index/added/x/{kept}")), &kept[4..]);
        }
        assert!(plain_name(0, &format!("{}.txt", "x".repeat(500))).ends_with(".txt"));
    }
}
