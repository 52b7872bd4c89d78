//! The answer of `search --count-by`: a table with the counts first.

use std::io::{self, Write};

use super::contract::{FacetRecord, FacetsRecord, facet_columns, facet_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::grouped;
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::{Facet, FacetAnswer, FacetCount};

/// Writes the counts of `facet`.
pub fn facets(
    out: &mut dyn Write,
    answer: &FacetAnswer,
    facet: Facet,
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    let counts = &answer.counts;
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), counts, facet),
        Format::Json => json(out, &FacetsRecord::new(answer, facet)),
        Format::Jsonl => jsonl(out, counts.iter().map(FacetRecord::from)),
        Format::Csv => table(out, facet_columns(facet), counts.iter().map(facet_row)),
    }
}

fn text(writer: &mut TextWriter<'_>, counts: &[FacetCount], facet: Facet) -> io::Result<()> {
    let wide = counts.iter().map(|count| grouped(count.quotes).len()).max().unwrap_or(0);
    for FacetCount { value, quotes, .. } in counts {
        let name = match value {
            Some(value) => sanitize_line(value),
            None => Emphasis::Dim.paint(writer.style, &format!("without {}", facet.name())),
        };
        writer.raw(&format!("{:>wide$}  {name}", grouped(*quotes)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;

    #[test]
    fn figures_stand_under_each_other() {
        let count = |value: Option<&str>, quotes| FacetCount { value: value.map(str::to_owned), id: None, quotes };
        let counts = vec![count(Some("Zoë Smith"), 1200), count(None, 7)];
        let answer = FacetAnswer { counts, values: 2, total: 1207, ..FacetAnswer::default() };
        let shown = |format| written(|out| super::facets(out, &answer, Facet::Speaker, format, PLAIN));
        assert_eq!(shown(Format::Text), "1,200  Zoë Smith\n    7  without speaker\n");
        assert_eq!(shown(Format::Csv), "speaker,id,quotes\nZoë Smith,,1200\n,,7\n");
        assert_eq!(shown(Format::Jsonl).lines().next(), Some(r#"{"value":"Zoë Smith","quotes":1200}"#));
    }
}
