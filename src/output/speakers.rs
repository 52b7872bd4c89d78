//! The answer of `speakers`: an aligned table, with roles and other names below each name.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::contract::{SPEAKER_COLUMNS, SpeakerRecord, SpeakersRecord, speaker_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{grouped, truncated};
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::SpeakerRow;

/// Writes some of the `total` speakers.
pub fn speakers(
    out: &mut dyn Write,
    rows: &[SpeakerRow],
    total: usize,
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), rows),
        Format::Json => json(out, &SpeakersRecord::new(rows, total)),
        Format::Jsonl => jsonl(out, rows.iter().map(SpeakerRecord::from)),
        Format::Csv => table(out, SPEAKER_COLUMNS, rows.iter().map(speaker_row)),
    }
}

/// Widths of the columns of figures.
const QUOTES: usize = 8;
const ARTICLES: usize = 10;
const DAY: usize = 12;
/// The least width of the names; with less, columns of figures are left out.
const NAME: usize = 20;

/// The width of the names, and which columns of figures are shown.
#[derive(Clone, Copy)]
struct Layout {
    name: usize,
    articles: bool,
    days: bool,
}

impl Layout {
    fn of(rows: &[SpeakerRow], names: &[String], width: usize) -> Self {
        let dated = rows.iter().any(|row| row.first_date.is_some());
        let articles = width >= NAME + QUOTES + ARTICLES;
        let days = dated && width >= NAME + QUOTES + ARTICLES + 2 * DAY;
        let figures = QUOTES + if articles { ARTICLES } else { 0 } + if days { 2 * DAY } else { 0 };
        let longest = names.iter().map(|name| name.width()).max().unwrap_or(0).max("Speaker".len());
        Self { name: longest.min(width.saturating_sub(figures)), articles, days }
    }

    fn figures(self, quotes: &str, articles: &str, days: [&str; 2]) -> String {
        let mut figures = format!("{quotes:>QUOTES$}");
        if self.articles {
            figures += &format!("{articles:>ARTICLES$}");
        }
        if self.days {
            figures += &days.iter().map(|day| format!("{day:>DAY$}")).collect::<String>();
        }
        figures
    }
}

/// Writes a line of figures per speaker, and below it roles and other names.
fn text(writer: &mut TextWriter<'_>, rows: &[SpeakerRow]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = rows.iter().map(shown_name).collect();
    let layout = Layout::of(rows, &names, writer.style.width);
    let head = layout.figures("Quotes", "Articles", ["First day", "Last day"]);
    writer.raw(&Emphasis::Dim.paint(writer.style, &format!("{:<1$}{head}", "Speaker", layout.name)))?;
    for (name, row) in names.iter().zip(rows) {
        let name = truncated(name, layout.name);
        let pad = " ".repeat(layout.name.saturating_sub(name.width()));
        let days = [row.first_date, row.last_date.filter(|last| Some(*last) != row.first_date)];
        let days = days.map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        let figures = layout.figures(&grouped(row.quotes), &grouped(row.articles), [&days[0], &days[1]]);
        writer.raw(&format!("{}{pad}{figures}", Emphasis::Strong.paint(writer.style, &name)))?;
        let about = truncated(&about(row), writer.style.width.saturating_sub(2));
        if !about.is_empty() {
            writer.raw(&format!("  {}", Emphasis::Dim.paint(writer.style, &about)))?;
        }
    }
    Ok(())
}

/// The name; with the role when there are several people of that name.
fn shown_name(row: &SpeakerRow) -> String {
    let name = sanitize_line(&row.name);
    match row.roles.iter().find(|_| row.field.is_some()) {
        Some(role) => format!("{name} · {}", shortened(role, ROLE)),
        None => name,
    }
}

/// `the mayor of Leeds; a councillor · also Smith, Mayor Smith`
fn about(row: &SpeakerRow) -> String {
    let id = row.id.iter().filter(|_| row.field.is_some()).map(|id| format!("id {id}"));
    let roles: Vec<&String> = row.roles.iter().skip(usize::from(row.field.is_some())).collect();
    let room = if roles.len() > 1 { ROLE } else { ONE_ROLE };
    let roles: Vec<String> = roles.into_iter().map(|role| shortened(role, room)).collect();
    let more = match roles.len().saturating_sub(MAX_ROLES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let roles = roles.iter().take(MAX_ROLES).cloned().collect::<Vec<_>>().join("; ") + &more;
    let aliases = sanitize_line(&row.aliases.join(", "));
    let aliases = (!aliases.is_empty()).then(|| format!("also {aliases}"));
    let parts = id.chain((!roles.is_empty()).then_some(roles)).chain(aliases);
    parts.collect::<Vec<_>>().join(" · ")
}

/// The most roles that are shown per speaker.
const MAX_ROLES: usize = 2;
/// The most columns of a role, when there are several and when there is one.
const ROLE: usize = 36;
const ONE_ROLE: usize = 48;

/// A role without its article and, when it is long, without its later clauses.
fn shortened(role: &str, room: usize) -> String {
    let role = sanitize_line(role);
    let role = ["a ", "an ", "A ", "An "].iter().find_map(|article| role.strip_prefix(article)).unwrap_or(&role);
    if role.width() <= room {
        return role.to_owned();
    }
    let clause = role.find([',', ';', '—', '–', '(']).filter(|&at| at >= 8).map_or(role, |at| role[..at].trim_end());
    truncated(clause, room)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;
    use crate::quote::SpeakerKind;

    fn row(name: &str, quotes: usize) -> SpeakerRow {
        SpeakerRow {
            name: name.into(),
            id: Some("zoe-smith".into()),
            field: None,
            kind: SpeakerKind::Person,
            aliases: vec!["Zoë".into(), "Smith".into()],
            roles: vec![
                "a mayor of a city, with a name so long that no line could ever hold all of it".into(),
                "of the Institute for Very Long Names of Very Old Cities".into(),
                "expert".into(),
            ],
            quotes,
            articles: 1,
            first_date: Some(jiff::civil::date(2024, 5, 12)),
            last_date: Some(jiff::civil::date(2024, 6, 1)),
        }
    }

    #[test]
    fn columns_stand_under_each_other() {
        let plain = SpeakerRow { aliases: vec![], roles: vec![], last_date: None, ..row("王小明", 2) };
        let field = SpeakerRow { field: Some("politics"), ..row("Zoë Smith-Jones", 9) };
        let rows = [row("Zoë Smith-Jones", 1234), plain, field];
        insta::assert_snapshot!(written(|out| speakers(out, &rows, 3, Format::Text, PLAIN)), @r#"
        Speaker                            Quotes  Articles   First day    Last day
        Zoë Smith-Jones                     1,234         1  2024-05-12  2024-06-01
          mayor of a city; of the Institute for Very Long… and 1 more · also Zoë, Smith
        王小明                                  2         1  2024-05-12
        Zoë Smith-Jones · mayor of a city       9         1  2024-05-12  2024-06-01
          id zoe-smith · of the Institute for Very Long…; expert · also Zoë, Smith
        "#);
        let narrow = TextStyle { width: 40, ..PLAIN };
        insta::assert_snapshot!(written(|out| speakers(out, &rows, 3, Format::Text, narrow)), @r#"
        Speaker                 Quotes  Articles
        Zoë Smith-Jones          1,234         1
          mayor of a city; of the Institute…
        王小明                       2         1
        Zoë Smith-Jones…             9         1
          id zoe-smith · of the Institute for…
        "#);
        assert_eq!(written(|out| speakers(out, &[], 0, Format::Text, PLAIN)), "");
    }

    proptest::proptest! {
        #[test]
        fn no_width_is_too_small_for_any_text(text: String, width in 1usize..50) {
            proptest::prop_assert!(truncated(&text, width).width() <= width.max(text.width().min(width)) + 1);
            let _ = shortened(&text, width);
        }
    }
}
