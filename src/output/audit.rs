//! The answer of `audit`: what is unknown first, then the groups, with names behind every number.

use std::io::{self, Write};

use super::contract::{AUDIT_COLUMNS, AuditGroupRecord, AuditRecord, audit_rows};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{count, grouped};
use super::sanitize::sanitize_line;
use super::style::{Detail, Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::{Audit, AuditBy, AuditGroup};

/// So many names stand behind a number, unless all are wanted.
const MAX_NAMES: usize = 5;

/// Writes who is quoted.
pub fn audit(out: &mut dyn Write, audit: &Audit, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), audit),
        Format::Json => json(out, &AuditRecord::from(audit)),
        Format::Jsonl => jsonl(out, audit.groups.iter().map(AuditGroupRecord::from)),
        Format::Csv => table(out, AUDIT_COLUMNS, audit_rows(audit)),
    }
}

fn text(writer: &mut TextWriter<'_>, audit: &Audit) -> io::Result<()> {
    if audit.total.quotes == 0 {
        return Ok(());
    }
    let unknown = audit.groups.iter().find(|group| group.value.is_none()).map_or(0, |group| group.count.quotes);
    let (share, all) = (percent(unknown, audit.total.quotes), count(audit.total.quotes, "quotation"));
    let first = match unknown {
        0 => format!("All {all}: {}.", known(audit.by)),
        _ => format!("{} of {all} ({share}): {}.", grouped(unknown), missing(audit.by)),
    };
    writer.line(Emphasis::Plain, &first)?;
    writer.blank()?;
    let width = |of: &dyn Fn(&AuditGroup) -> usize, head: &str| {
        audit.groups.iter().map(|group| grouped(of(group)).len()).max().unwrap_or(0).max(head.len())
    };
    let widths = [
        width(&|group| group.count.quotes, "quotations"),
        width(&|group| group.count.words, "words"),
        width(&|group| group.count.speakers, "speakers"),
    ];
    let head = format!(
        "{:>quotes$}        {:>words$}        {:>speakers$}",
        "quotations",
        "words",
        "speakers",
        quotes = widths[0],
        words = widths[1],
        speakers = widths[2]
    );
    writer.raw(&Emphasis::Dim.paint(writer.style, &head))?;
    for group in &audit.groups {
        row(writer, audit, group, widths)?;
    }
    Ok(())
}

fn row(writer: &mut TextWriter<'_>, audit: &Audit, group: &AuditGroup, widths: [usize; 3]) -> io::Result<()> {
    let name = group.value.as_deref().map_or("unknown".to_owned(), sanitize_line);
    let (quotes, words) = (group.count.quotes, group.count.words);
    let figures = format!(
        "{:>w0$}  {:>5} {:>w1$}  {:>5} {:>w2$}",
        grouped(quotes),
        percent(quotes, audit.total.quotes),
        grouped(words),
        percent(words, audit.total.words),
        grouped(group.count.speakers),
        w0 = widths[0],
        w1 = widths[1],
        w2 = widths[2]
    );
    writer.raw(&format!("{figures}  {}", Emphasis::Strong.paint(writer.style, &name)))?;
    let most = if writer.style.detail == Detail::Full { usize::MAX } else { MAX_NAMES };
    let named = group.speakers.iter().filter_map(|speaker| Some((speaker.name.as_deref()?, speaker.quotes)));
    let mut names: Vec<String> = named.map(|(name, quotes)| format!("{name} {quotes}")).collect();
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    if more > 0 {
        names.push(format!("{} more", grouped(more)));
    }
    if names.is_empty() { Ok(()) } else { writer.indented(Emphasis::Dim, &names.join(", ")) }
}

/// What is known of all.
fn known(by: AuditBy) -> &'static str {
    match by {
        AuditBy::Gender => "the articles tell the gender of the speaker",
        AuditBy::Role => "the articles give the speaker a role that tells an occupation",
        AuditBy::Kind => "somebody is named as the speaker",
        AuditBy::Publisher => "the article names its publisher",
        AuditBy::Month => "the article has a date",
    }
}

/// What is unknown of the first group.
fn missing(by: AuditBy) -> &'static str {
    match by {
        AuditBy::Gender => "the articles do not tell the gender of the speaker",
        AuditBy::Role => "the articles give the speaker no role that tells an occupation",
        AuditBy::Kind => "nobody is named as the speaker",
        AuditBy::Publisher => "the article names no publisher",
        AuditBy::Month => "the article has no date",
    }
}

/// `18 %`; `<1 %` is more than nothing.
fn percent(part: usize, whole: usize) -> String {
    if part > 0 && part * 200 < whole {
        return "<1 %".to_owned();
    }
    format!("{:.0} %", part as f64 * 100.0 / whole.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;
    use crate::query::{AuditCount, AuditSpeaker};

    #[test]
    fn what_is_unknown_comes_first() {
        let speaker = |name: &str, quotes| AuditSpeaker {
            name: Some(name.into()),
            id: None,
            quotes,
            words: quotes * 9,
            basis: None,
        };
        let group = |value: Option<&str>, quotes, speakers| AuditGroup {
            value: value.map(str::to_owned),
            count: AuditCount { quotes, words: quotes * 9, speakers: 1 },
            speakers,
        };
        let many = (0..8).map(|number| speaker(&format!("Ann {number}"), 8 - number)).collect();
        let groups = vec![group(None, 2, vec![]), group(Some("women"), 1200, many)];
        let total = AuditCount { quotes: 1202, words: 10818, speakers: 9 };
        let answer = Audit { by: AuditBy::Gender, total, groups };
        insta::assert_snapshot!(written(|out| audit(out, &answer, Format::Text, PLAIN)), @r#"
        2 of 1,202 quotations (<1 %): the articles do not tell the gender of the
        speaker.

        quotations         words        speakers
                 2   <1 %     18   <1 %        1  unknown
             1,200  100 % 10,800  100 %        1  women
          Ann 0 8, Ann 1 7, Ann 2 6, Ann 3 5, Ann 4 4, 3 more
        "#);
    }
}
