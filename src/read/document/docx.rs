//! DOCX, the format of Word since 2007.
//!
//! Reads only the main part; headers, footers, footnotes and comments are in other parts. Tracked insertions are kept
//! and tracked deletions are dropped.

use super::office_xml::{self, Schema};
use super::package::ZipPackage;
use crate::read::error::Problem;

const SCHEMA: Schema = Schema {
    paragraphs: &["p"],
    text_element: Some("t"),
    // Text boxes are stored twice: once as they are, once as a fallback for old programs.
    ignored: &["del", "moveFrom", "Fallback", "rt"],
    blanks: &["tab", "ptab"],
    lines: &["br", "cr"],
    hyphens: &["noBreakHyphen"],
    run: Some(("r", "vanish")),
};

/// The name of the main part, if the package is a DOCX document.
pub(super) fn main_part(package: &ZipPackage<'_>) -> Option<String> {
    let main = "word/document.xml";
    let other = |name: &String| name.starts_with("word/document") && name.ends_with(".xml");
    if package.has(main) { Some(main.to_owned()) } else { package.names().find(other) }
}

/// The text of the main part.
pub(super) fn text(xml: &str) -> Result<String, Problem> {
    let text = office_xml::text(xml, &SCHEMA)?;
    if text.is_empty() { Err(Problem::EmptyDocument) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_and_hidden_words_are_not_read() {
        let xml = "<w:document><w:body><w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>“The ci</w:t></w:r><w:r>\
                   <w:t xml:space=\"preserve\">ty, </w:t><w:br/><w:t>he&amp;she</w:t></w:r></w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del>\
                   <w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:t>no</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t>\
                   </w:r><w:r><w:t xml:space=\"preserve\"> end</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>\
                   <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                   </w:body></w:document>";
        assert_eq!(text(xml).unwrap(), "“The city, \nhe&she\n\nnew end\n\na\n\nb");
        assert!(matches!(text("<w:document/>"), Err(Problem::EmptyDocument)));
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "<w:p>".repeat(100_000) + "<w:t>x";
        assert_eq!(text(&deep).unwrap(), "x");
    }
}
