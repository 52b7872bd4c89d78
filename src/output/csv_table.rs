//! CSV tables.
//!
//! No text of an article is run as a formula when a spreadsheet opens the table: a cell that begins like a formula,
//! even after whitespace, is prefixed with an apostrophe. That changes the text, so programs should read JSON or JSON
//! Lines, which are lossless.

use std::io::{self, Write};

use super::sanitize::sanitize;

/// Writes `rows` below a row of column names.
pub(super) fn table<const N: usize>(
    out: &mut dyn Write,
    names: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(&mut *out);
    table.write_record(names)?;
    for row in rows {
        write_row(&mut table, row)?;
    }
    table.flush()
}

/// Writes one row, without column names.
pub(super) fn row<const N: usize>(out: &mut dyn Write, cells: [String; N]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(&mut *out);
    write_row(&mut table, cells)?;
    table.flush()
}

fn write_row<const N: usize>(table: &mut csv::Writer<&mut dyn Write>, cells: [String; N]) -> io::Result<()> {
    Ok(table.write_record(cells.into_iter().map(without_formula))?)
}

/// Prefixes a cell that a spreadsheet would run as a formula with an apostrophe. Tables are also read on terminals, so
/// control characters are replaced as well.
pub(super) fn without_formula(cell: String) -> String {
    let cell = sanitize(&cell).into_owned();
    if cell.trim_start().starts_with(FORMULA) { format!("'{cell}") } else { cell }
}

/// What formulas begin with, in half-width and full-width characters.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The cell of a value that may be missing.
pub(super) fn cell<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_starts_no_formula() {
        let mut out = Vec::new();
        let row = ["=1+1", "@x", "-2", "+3", "a,\"b\"\n", "\t=1", "\r\n@x", "＝1", "1 = 1"].map(str::to_owned);
        table(&mut out, ["a", "b", "c", "d", "e", "f", "g", "h", "i"], [row]).unwrap();
        let expected = "a,b,c,d,e,f,g,h,i\n'=1+1,'@x,'-2,'+3,\"a,\"\"b\"\"\n\",' =1,\"'\n@x\",'＝1,1 = 1\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
