//! ODT, the format of LibreOffice and OpenOffice.

use super::office_xml::{self, Schema};
use super::package::ZipPackage;
use crate::read::error::Problem;

const SCHEMA: Schema = Schema {
    paragraphs: &["p", "h"],
    text_element: None,
    ignored: &[
        "annotation",
        "bibliography",
        "forms",
        "note",
        "ruby-text",
        "script",
        "table-of-content",
        "tracked-changes",
        "settings",
        "sequence-decls",
    ],
    blanks: &["s", "tab"],
    lines: &["line-break"],
    hyphens: &[],
    run: None,
};

/// The text of the document.
pub(super) fn text(package: &mut ZipPackage<'_>) -> Result<String, Problem> {
    let manifest = package.text("META-INF/manifest.xml").unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Problem::Encrypted("document"));
    }
    let text = office_xml::text(&package.text("content.xml")?, &SCHEMA)?;
    if text.is_empty() { Err(Problem::EmptyDocument) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_changes_are_not_read() {
        let xml = "<office:document-content><office:body><office:text><text:tracked-changes><text:deletion><text:p>no</text:p></text:deletion>\
                   </text:tracked-changes><text:h>Bridge<text:s/>opens</text:h><text:p>“The ci<text:span>ty</text:span>,”<text:note><text:note-body>\
                   <text:p>no</text:p></text:note-body></text:note> she<text:line-break/>said.<office:annotation><text:p>no</text:p>\
                   </office:annotation></text:p></office:text></office:body></office:document-content>";
        assert_eq!(office_xml::text(xml, &SCHEMA).unwrap(), "Bridge opens\n\n“The city,” she\nsaid.");
    }
}
