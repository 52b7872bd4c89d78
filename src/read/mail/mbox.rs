//! Mailboxes: mails one after the other, each after a line that starts with `From `.

use std::sync::Arc;

use jiff::civil::Date;

use super::message::Mail;
use super::sniff::is_mailbox;
use crate::read::context::ReadContext;
use crate::read::date::parse_date;
use crate::read::error::{Problem, ReadError};
use crate::read::line_reader::LineReader;
use crate::read::raw_record::RawRecord;

/// An open mailbox.
pub(in crate::read) struct Mailbox {
    context: Arc<ReadContext>,
    lines: LineReader,
    /// The longest mail that is read.
    limit: u64,
    /// The number of mails read so far.
    number: u64,
    /// The separator line of the next mail; `None` at the end.
    separator: Option<Vec<u8>>,
}

impl Mailbox {
    /// Starts at the first mail.
    pub(in crate::read) fn new(context: Arc<ReadContext>, mut lines: LineReader, limit: u64) -> Self {
        let separator = std::iter::from_fn(|| lines.next())
            .find_map(|(_, line)| line.ok().filter(|line| !line.trim_ascii().is_empty()));
        Self { context, lines, limit, number: 0, separator }
    }

    /// The next mail, or the reason why it cannot be read.
    pub(in crate::read) fn next(&mut self) -> Option<Result<RawRecord, ReadError>> {
        let separator = self.separator.take()?;
        self.number += 1;
        let (mut mail, mut after_blank_line, mut problem) = (Vec::new(), false, None);
        while let Some((_, line)) = self.lines.next() {
            let line = match line {
                Ok(line) if after_blank_line && is_mailbox(&line) => {
                    self.separator = Some(line);
                    break;
                }
                Ok(line) => line,
                Err(Problem::TooLong { limit }) => {
                    problem = Some(Problem::TooLong { limit });
                    continue;
                }
                // After an I/O or decompression error, nothing more can be read.
                Err(other) => {
                    problem = Some(other);
                    break;
                }
            };
            after_blank_line = line.trim_ascii().is_empty();
            if mail.len() as u64 + line.len() as u64 > self.limit {
                problem = Some(Problem::TooLong { limit: self.limit });
            } else {
                mail.extend_from_slice(unescape_from(&line));
            }
        }
        let context = &self.context;
        Some(match problem {
            Some(problem) => Err(ReadError::in_record(&context.name, self.number, problem)),
            None => Ok(RawRecord::mail(
                Arc::clone(context),
                self.number,
                Mail { bytes: mail, received: received_day(&separator) },
            )),
        })
    }
}

/// Unescapes `>From ` at the start of a line.
fn unescape_from(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|&&byte| byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

/// The day in `From ann@paper.example Sun May 12 08:00:00 2024`.
fn received_day(separator: &[u8]) -> Option<Date> {
    let line = String::from_utf8_lossy(separator);
    let words: Vec<&str> = line.split_whitespace().collect();
    let year = words.iter().rev().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    words.windows(2).find_map(|pair| parse_date(&format!("{} {}, {year}", pair[0], pair[1])))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    fn read(mailbox: &str, limit: u64) -> Vec<Result<String, String>> {
        let context = Arc::new(ReadContext { name: "a.mbox".into(), id: "a".into(), ..ReadContext::default() });
        let lines = LineReader::new(BufReader::new(Box::new(Cursor::new(mailbox.as_bytes().to_owned()))), limit);
        let mut mails = Mailbox::new(context, lines, limit);
        let pieces = std::iter::from_fn(move || mails.next());
        let articles = pieces.flat_map(|piece| piece.map_or_else(|error| vec![Err(error)], RawRecord::into_articles));
        articles
            .map(|it| {
                it.map(|it| format!("{} {:?} {}", it.id, it.date, it.text().trim())).map_err(|error| error.to_string())
            })
            .collect()
    }

    #[test]
    fn mails_are_read_one_by_one() {
        let mailbox = format!(
            "From x@y Sun May 12 08:00:00 2024\nFrom: A <a@b.example>\nSubject: One\n\nOne.\n>From here on.\nFrom Ann at 08:00 in 2024\n\n\
             From x@y Mon May 13 08:00:00 2024\nSubject: Two\n\n{}\n\nFrom x@y Tue May 14 08:00:00 2024\nSubject: Three\nDate: Wed, 15 May 2024 1:00:00 +0000\n\nThree.\n",
            "long\n".repeat(1000)
        );
        assert_eq!(
            read(&mailbox, 4000),
            [
                Ok("a:1 Some(2024-05-12) One.\nFrom here on.\nFrom Ann at 08:00 in 2024".to_owned()),
                Err("a.mbox, record 2: longer than 0 MiB, too long for one article".to_owned()),
                Ok("a:3 Some(2024-05-15) Three.".to_owned()),
            ]
        );
        assert!(read("", 99).is_empty());
    }
}
