//! Splits the lines of a document into named fields and text.

/// Consecutive lines.
#[derive(Debug, PartialEq)]
pub(super) enum Section<'a, R> {
    /// A field with its role and value.
    Field(R, Vec<&'a str>),
    /// Lines up to the next blank line or field.
    Text(Vec<&'a str>),
}

/// Splits `lines`; `field` returns role and value of a line that starts a field.
pub(super) fn sections<'a, R>(
    lines: &[&'a str],
    field: impl Fn(&'a str) -> Option<(R, &'a str)>,
) -> Vec<Section<'a, R>> {
    let mut sections: Vec<Section<'a, R>> = Vec::new();
    let mut continues = false;
    for &line in lines {
        if line.is_empty() {
            continues = false;
        } else if let Some((role, value)) = field(line) {
            sections.push(Section::Field(role, Vec::from_iter(Some(value).filter(|value| !value.is_empty()))));
            continues = !value.is_empty();
        } else if let Some(Section::Field(_, lines) | Section::Text(lines)) = sections.last_mut().filter(|_| continues)
        {
            lines.push(line);
        } else {
            sections.push(Section::Text(vec![line]));
            continues = true;
        }
    }
    sections
}
