//! The lines of one document, by what they are: fields with a name, and words without.

/// A stretch of lines.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a, R> {
    /// A field of that role, and its value.
    Field(R, Vec<&'a str>),
    /// Lines up to the next blank one or field.
    Words(Vec<&'a str>),
}

/// The pieces of `lines`, given which of them begin a field and with what value.
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
