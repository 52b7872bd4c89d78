//! Splits the lines of a document into named fields and text.

/// Consecutive lines.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a, R> {
    /// A field with its role and value.
    Field(R, Vec<&'a str>),
    /// Lines up to the next blank line or field.
    Words(Vec<&'a str>),
}

/// Splits `lines`; `field` returns role and value of a line that starts a field.
pub(super) fn pieces<'a, R>(lines: &[&'a str], field: impl Fn(&'a str) -> Option<(R, &'a str)>) -> Vec<Piece<'a, R>> {
    let mut pieces: Vec<Piece<'a, R>> = Vec::new();
    let mut goes_on = false;
    for &line in lines {
        if line.is_empty() {
            goes_on = false;
        } else if let Some((role, value)) = field(line) {
            pieces.push(Piece::Field(role, Vec::from_iter(Some(value).filter(|value| !value.is_empty()))));
            goes_on = !value.is_empty();
        } else if let Some(Piece::Field(_, lines) | Piece::Words(lines)) = pieces.last_mut().filter(|_| goes_on) {
            lines.push(line);
        } else {
            pieces.push(Piece::Words(vec![line]));
            goes_on = true;
        }
    }
    pieces
}
