//! Tables for people: columns that are aligned, and cut where the terminal ends.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::phrasing::truncated;
use super::sanitize::sanitize_line;
use super::style::Emphasis;
use super::text_writer::TextWriter;

/// The narrowest column.
const MIN_WIDTH: usize = 5;
/// What stands between columns.
const BETWEEN: &str = "  ";

/// Writes rows below their heads. A column is as wide as its widest cell, and at most `most` wide; the last one gets
/// what is left.
pub(super) fn columns<const N: usize>(
    writer: &mut TextWriter<'_>,
    heads: [&str; N],
    most: [usize; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let widest = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0).max(heads[at].width());
    // The first columns leave a third of the line to the last one.
    let room = writer.style.width * 2 / 3;
    let mut widths: [usize; N] = std::array::from_fn(|at| widest(at).min(most[at]));
    shrink(&mut widths[..N - 1], room);
    let others: usize = widths.iter().take(N - 1).map(|width| width + BETWEEN.len()).sum();
    widths[N - 1] = writer.style.width.saturating_sub(others).max(MIN_WIDTH);
    let line = |cells: [&str; N]| {
        let cell = |(cell, width): (&str, &usize)| {
            let cell = truncated(cell, *width);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            cell + &pad
        };
        cells.into_iter().zip(&widths).map(cell).collect::<Vec<_>>().join(BETWEEN).trim_end().to_owned()
    };
    let head = line(heads);
    writer.raw(&Emphasis::Dim.paint(writer.style, &head))?;
    rows.iter().try_for_each(|row| {
        let cells: [String; N] = std::array::from_fn(|at| sanitize_line(&row[at]));
        writer.raw(&line(cells.each_ref().map(String::as_str)))
    })
}

/// Makes the widest narrower until all fit into the room.
fn shrink(widths: &mut [usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > MIN_WIDTH) else { return };
        *widest -= 1;
    }
}
