//! A checked quotation with its place in a draft, and what is to be said of it.

use crate::output::phrasing;
use crate::query::{Certainty, DiscrepancyKind, DraftStance, DraftVerdict, VerifiedQuotation};

/// Where a quotation stands in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// The draft, as it was named.
    pub file: String,
    /// Line and column, counted from 1, columns in code points; `None` where the file has no lines (DOCX).
    pub line: Option<(usize, usize)>,
    /// Paragraph of the text, counted from 1.
    pub paragraph: u32,
}

impl DraftPlace {
    /// The name of standard input.
    pub const STDIN: &str = "standard input";

    pub(super) fn is_stdin(&self) -> bool {
        self.file == Self::STDIN
    }

    /// `draft.md:3:14`, or `draft.docx, paragraph 3`.
    pub(super) fn shown(&self) -> String {
        match self.line {
            Some((line, column)) => format!("{}:{line}:{column}", self.file),
            None => format!("{}, paragraph {}", self.file, self.paragraph),
        }
    }
}

/// A quotation of a draft, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedQuotation {
    /// Where it stands.
    pub place: DraftPlace,
    /// What the index knows of it.
    pub verified: VerifiedQuotation,
}

impl CheckedQuotation {
    /// What is wrong, in one sentence; `None` for a verbatim quotation.
    pub fn problem(&self) -> Option<String> {
        let verified = &self.verified;
        let speaker = verified.quotation.speaker.as_deref();
        let who = speaker.unwrap_or("the speaker");
        let others = self.speakers().unwrap_or_else(|| "somebody else".to_owned());
        Some(match verified.verdict {
            DraftVerdict::Verbatim | DraftVerdict::Agreed => return None,
            DraftVerdict::Cut => format!("in full it reads: {}", self.context()),
            DraftVerdict::Disputed if verified.quotation.stance == DraftStance::NotSaid => {
                format!("the draft says that {who} did not say this; an article quotes it")
            }
            DraftVerdict::Disputed if !self.others().is_empty() => {
                format!("articles contradict one another: also attributed to {}", self.others())
            }
            DraftVerdict::Unchecked => "in quotation marks, but given to nobody".to_owned(),
            DraftVerdict::Altered => format!("not in these words: {}", self.differences()),
            DraftVerdict::Reported => format!("{who} is reported as saying so, not quoted"),
            DraftVerdict::Unattributed if verified.speakers.iter().any(|one| one.certainty() == Certainty::Unsure) => {
                format!("quoted in an article, but it is uncertain by whom, perhaps by {others}")
            }
            DraftVerdict::Unattributed => "quoted in an article that does not name the speaker".to_owned(),
            DraftVerdict::SomebodyElse => format!("said by {others}, not by {who}"),
            DraftVerdict::Disputed => "articles contradict one another, or one repeats it to refute it".to_owned(),
            DraftVerdict::Denied => format!("{who} denied this"),
            DraftVerdict::NotSaid => format!("an article says that {who} did not say this, or only supposes it"),
            DraftVerdict::NotFound => "nobody said this, as far as this index knows".to_owned(),
        })
    }

    /// The speakers to whom articles attribute the words.
    fn speakers(&self) -> Option<String> {
        let speakers = self.verified.speakers.iter();
        let names: Vec<String> =
            speakers.map(|one| phrasing::name_with_confidence(&one.name, None, one.confidence)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The words with what was left out before them.
    fn context(&self) -> String {
        let found = self.verified.found.iter().flat_map(|found| &found.discrepancies);
        let context = found.filter(|one| one.kind == DiscrepancyKind::Context).map(|one| format!("“{}”", one.said));
        context.collect::<Vec<_>>().join("; ")
    }

    /// The others to whom the words are attributed.
    fn others(&self) -> String {
        let others = self.verified.found.iter().flat_map(|found| &found.hit.disagreement);
        others.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// `said “nobody”, not “everybody”; leaves out “too”`
    fn differences(&self) -> String {
        let difference = |(draft, said): &(String, String)| match (draft.is_empty(), said.is_empty()) {
            (true, _) => format!("leaves out “{said}”"),
            (_, true) => format!("adds “{draft}”"),
            _ => format!("said “{said}”, not “{draft}”"),
        };
        self.verified.differences.iter().map(difference).collect::<Vec<_>>().join("; ")
    }

    /// Who said it and where: `Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3`.
    pub(super) fn source(&self) -> Option<String> {
        // What comes nearest is no source.
        let is_source = !matches!(self.verified.verdict, DraftVerdict::NotFound | DraftVerdict::Unchecked);
        let hit = &self.verified.found.as_ref().filter(|_| is_source)?.hit;
        let article = phrasing::article(&hit.quote.article);
        let speaker = phrasing::name_with_confidence(hit.quote.speaker_name(), None, hit.confidence);
        Some(format!("{speaker} · {article}, paragraph {}", hit.quote.paragraph))
    }
}
