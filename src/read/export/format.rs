//! Detects which archive exported a file. Requires strong evidence.

use super::{factiva, nexis, nexis_fields, proquest};

/// The export formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportFormat {
    /// Marked by `1 of 500 DOCUMENTS`; fields in capitals.
    Nexis,
    /// Marked by `End of Document`.
    NexisUni,
    /// Marked by `Document TPAPER0020240512ek5c0001x`.
    Factiva,
    /// Marked by field codes: `HD`, `WC`, `PD`.
    FactivaWithCodes,
    /// Marked by `Full text:` between rules.
    ProQuest,
}

/// How many known fields are needed besides the document marker.
const MIN_FIELDS: usize = 2;

/// How many Factiva codes are needed.
const MIN_CODES: usize = 5;

/// The format of these lines.
pub(super) fn detect_format(lines: &[&str]) -> Option<ExportFormat> {
    let any = |is: fn(&str) -> bool| lines.iter().any(|line| is(line));
    let fields = |is: fn(&str) -> bool| lines.iter().filter(|line| is(line)).take(MIN_FIELDS).count() == MIN_FIELDS;
    if any(nexis::is_document_start) && fields(|line| nexis_fields::classic_field(line).is_some()) {
        Some(ExportFormat::Nexis)
    } else if any(nexis::is_document_end)
        && fields(|line| nexis_fields::uni_field(line).is_some() && !nexis::is_document_end(line))
    {
        Some(ExportFormat::NexisUni)
    } else if any(factiva::is_document_end)
        && any(factiva::is_length)
        && factiva::count_identifying_codes(lines) < MIN_CODES
    {
        Some(ExportFormat::Factiva)
    } else if any(|line| line.starts_with("HD")) && factiva::count_identifying_codes(lines) >= MIN_CODES {
        Some(ExportFormat::FactivaWithCodes)
    } else if any(proquest::is_rule) && any(proquest::is_full_text) && any(proquest::is_proquest_line) {
        Some(ExportFormat::ProQuest)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::lines::lines;

    #[test]
    fn an_ordinary_article_is_of_no_archive() {
        let rule = "_".repeat(40);
        for article in [
            "1 of 3 DOCUMENTS\n\nwas all that they found, he said.\n\nLENGTH: a matter of taste",
            "End of Document\n\nSubject: he said nothing",
            "The letter ends:\n\nDocument A17\n\n200 words\n\nAnn said so.",
            &format!("{rule}\n\nFull text: none"),
            "HD TVs\n\nWC\n\nLP records\n\nTD Bank",
            "",
        ] {
            assert_eq!(detect_format(&lines(article)), None, "{article}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
            "1 of 2 DOCUMENTS\n", "\n", "LENGTH: 2 words\n", "BODY:\n", "End of Document\n", "Body\n", "Length: 5\n", "May 12, 2024\n", "HD  x\n",
            "WC 5 words\n", "PD\n", "SN x\n", "LP\n", "AN x\n", "Document TPAPER0020240512ek5c0001x\n", "20 words\n", "____________________\n",
            "Full text: é\n", "Title: x\n", "Publication date: x\n", "words\n", "“é”\n", "Copyright 2024\n", "English\n",
        ]), 0..30)) {
            let context = crate::read::context::ReadContext { name: "f".into(), ..Default::default() };
            let _ = crate::read::export::articles(&context, &parts.concat());
        }
    }
}
