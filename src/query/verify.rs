//! Is a quotation of a draft what was said, by the one it is given to?
//!
//! The answer rests on [`Index::who_or_nearest`]. The words of a draft must stand verbatim inside quotation marks, in
//! some article, given to the same speaker; anything else is told apart by how far it is from that.

use super::answer::{Edit, Match, SpeakerCheck, SpeakerCount, Verdict};
use super::error::QueryError;
use super::quoted_ranges::quoted_ranges;
use super::request::Filters;
use crate::index::Index;
use crate::quote::{Kind, Quote, Speaker, SpeakerKind};

/// How a quotation of a draft compares with the index. Better ones come first in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DraftVerdict {
    /// These words, in quotation marks, by this speaker.
    Verbatim,
    /// Nearly these words, by this speaker.
    Altered,
    /// The speaker is only reported as saying so, in a reporter's words.
    Reported,
    /// The words are quoted, but the article does not name the speaker.
    Unattributed,
    /// Somebody else said it.
    SomebodyElse,
    /// Articles contradict one another, or one repeats the words only to refute them.
    Disputed,
    /// The speaker denied it.
    Denied,
    /// An article says that the speaker did not say it, or only supposes it.
    NotSaid,
    /// Nobody said it, as far as the index knows.
    NotFound,
}

impl DraftVerdict {
    /// All verdicts, best first.
    pub const ALL: [DraftVerdict; 9] = [
        DraftVerdict::Verbatim,
        DraftVerdict::Altered,
        DraftVerdict::Reported,
        DraftVerdict::Unattributed,
        DraftVerdict::SomebodyElse,
        DraftVerdict::Disputed,
        DraftVerdict::Denied,
        DraftVerdict::NotSaid,
        DraftVerdict::NotFound,
    ];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            DraftVerdict::Verbatim => "verbatim",
            DraftVerdict::Altered => "altered",
            DraftVerdict::Reported => "reported",
            DraftVerdict::Unattributed => "unattributed",
            DraftVerdict::SomebodyElse => "somebody_else",
            DraftVerdict::Disputed => "disputed",
            DraftVerdict::Denied => "denied",
            DraftVerdict::NotSaid => "not_said",
            DraftVerdict::NotFound => "not_found",
        }
    }
}

/// A quotation of a draft: words in marks, and who is said to have said them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftQuotation {
    /// The words; the pieces of a split quotation separately.
    pub pieces: Vec<String>,
    /// The speaker, if the draft names one.
    pub speaker: Option<String>,
}

impl DraftQuotation {
    /// The quotations in marks of a quote that was extracted from a draft.
    pub fn of(quote: &Quote, text: &str) -> Vec<DraftQuotation> {
        let speaker = named(&quote.speaker);
        let quotation = |pieces: Vec<String>| DraftQuotation { pieces, speaker: speaker.clone() };
        let words = |piece: &str| piece.contains(char::is_alphanumeric).then(|| without_outer_marks(piece).to_owned());
        match quote.kind {
            Kind::Direct => {
                let pieces: Vec<String> = quote.content.iter().filter_map(|span| words(span.of(text))).collect();
                if pieces.is_empty() { Vec::new() } else { vec![quotation(pieces)] }
            }
            Kind::Mixed => {
                let stretches = quoted_ranges(quote).into_iter().filter_map(|range| words(&quote.text[range]));
                stretches.map(|stretch| quotation(vec![stretch])).collect()
            }
            Kind::Indirect => Vec::new(),
        }
    }

    /// All words.
    pub fn text(&self) -> String {
        self.pieces.join(" ")
    }
}

/// The words without blanks and quotation marks at their ends.
fn without_outer_marks(piece: &str) -> &str {
    let is_outer = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '„' | '«' | '»' | '‘');
    piece.trim_matches(is_outer)
}

/// The speaker of a draft that can be asked for: by a name, not by a description.
fn named(speaker: &Speaker) -> Option<String> {
    let is_name = speaker.id.is_some()
        || matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organisation)
            && speaker.name.as_ref().is_some_and(|name| {
                name.starts_with(char::is_uppercase)
                    && !["The ", "A ", "An ", "One "].iter().any(|the| name.starts_with(the))
            });
    speaker.name.clone().filter(|_| is_name)
}

/// What the index knows of a quotation of a draft.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VerifiedQuotation {
    /// The quotation.
    pub quotation: DraftQuotation,
    /// How it compares.
    pub verdict: DraftVerdict,
    /// The quote of the index that it was compared with: the best match, or what comes nearest.
    pub found: Option<Match>,
    /// Who said it, when the draft names nobody or somebody else.
    pub speakers: Vec<SpeakerCount>,
    /// Words of the draft, and the words of the article in their place; numbers and negations first.
    pub differences: Vec<(String, String)>,
}

impl Index {
    /// Looks a quotation of a draft up, among the quotes that pass the filters.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn check_quotation(
        &self,
        quotation: &DraftQuotation,
        filters: &Filters,
    ) -> Result<VerifiedQuotation, QueryError> {
        let whole = self.look_up(quotation, &quotation.text(), filters)?;
        if whole.verdict == DraftVerdict::Verbatim || quotation.pieces.len() < 2 {
            return Ok(whole);
        }
        // The draft may leave out what stands between two pieces: each of them must be verbatim.
        let mut first = None;
        for piece in &quotation.pieces {
            let piece = self.look_up(quotation, piece, filters)?;
            if piece.verdict != DraftVerdict::Verbatim {
                return Ok(whole);
            }
            first.get_or_insert(piece);
        }
        Ok(first.unwrap_or(whole))
    }

    fn look_up(
        &self,
        quotation: &DraftQuotation,
        words: &str,
        filters: &Filters,
    ) -> Result<VerifiedQuotation, QueryError> {
        let filters = Filters { speaker: quotation.speaker.clone(), ..filters.clone() };
        let answer = self.who_or_nearest(words, &filters, MATCHES)?;
        let verdict = verdict(answer.check, answer.verdict);
        let found = answer.matches.into_iter().chain(answer.nearest).next();
        // What comes nearest is not what was said: its words are shown, not the differences.
        let compared = found.as_ref().filter(|_| verdict == DraftVerdict::Altered);
        let differences = compared.map(differences).unwrap_or_default();
        Ok(VerifiedQuotation { quotation: quotation.clone(), verdict, found, speakers: answer.speakers, differences })
    }
}

/// The first match decides; others are not shown.
const MATCHES: usize = 1;

fn verdict(check: Option<SpeakerCheck>, verdict: Verdict) -> DraftVerdict {
    match check {
        Some(SpeakerCheck::Altered) => DraftVerdict::Altered,
        Some(SpeakerCheck::Denied) => DraftVerdict::Denied,
        Some(SpeakerCheck::NotSaid) => DraftVerdict::NotSaid,
        Some(SpeakerCheck::Disputed) => DraftVerdict::Disputed,
        Some(SpeakerCheck::SomebodyElse) => DraftVerdict::SomebodyElse,
        Some(SpeakerCheck::CannotTell) => DraftVerdict::Unattributed,
        Some(SpeakerCheck::NotFound) => DraftVerdict::NotFound,
        Some(SpeakerCheck::Yes) | None => match verdict {
            Verdict::Verbatim => DraftVerdict::Verbatim,
            Verdict::Close => DraftVerdict::Altered,
            Verdict::Reported => DraftVerdict::Reported,
            Verdict::Disputed => DraftVerdict::Disputed,
            Verdict::Denied => DraftVerdict::Denied,
            Verdict::NotSaid | Verdict::Hypothetical => DraftVerdict::NotSaid,
            Verdict::Reporter | Verdict::None => DraftVerdict::NotFound,
        },
    }
}

/// The words that differ, those of the draft and those that were said: numbers and negations first, then stretches of
/// adjacent words.
fn differences(found: &Match) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        found.discrepancies.iter().map(|one| (one.asked.clone(), one.said.clone())).collect();
    let stretches = found.alignment.chunk_by(|one, other| (one.edit == Edit::Same) == (other.edit == Edit::Same));
    for stretch in stretches.filter(|stretch| stretch[0].edit != Edit::Same) {
        let side = |words: Vec<&str>| {
            let filled: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            filled.join(" ")
        };
        let asked = side(stretch.iter().map(|word| word.asked.as_str()).collect());
        let said = side(stretch.iter().map(|word| word.said.as_str()).collect());
        let is_told = |(known_asked, known_said): &(String, String)| {
            known_asked.contains(asked.trim_matches(is_mark)) && known_said.contains(said.trim_matches(is_mark))
        };
        if !all.iter().any(is_told) {
            all.push((asked, said));
        }
    }
    all
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn words_in_marks_are_what_is_checked() {
        let text = "“I quit,” she said. “Now.”";
        let speaker = |name: &str, kind| Speaker { name: Some(name.into()), kind, ..Speaker::default() };
        let content = vec![Span::new(3, 10), Span::new(27, 31)];
        let direct = Quote { kind: Kind::Direct, content, ..Quote::default() };
        let found = DraftQuotation::of(&Quote { speaker: speaker("Lee", SpeakerKind::Person), ..direct }, text);
        assert_eq!(
            found,
            [DraftQuotation { pieces: vec!["I quit,".into(), "Now.".into()], speaker: Some("Lee".into()) }]
        );
        let mixed =
            Quote { kind: Kind::Mixed, text: "that “many” were “far too late”".into(), ..Quote::default() };
        let mixed = Quote { speaker: speaker("officials", SpeakerKind::Group), ..mixed };
        let found: Vec<String> = DraftQuotation::of(&mixed, "").iter().map(DraftQuotation::text).collect();
        assert_eq!(found, ["many", "far too late"]);
        assert!(DraftQuotation::of(&mixed, "").iter().all(|quotation| quotation.speaker.is_none()));
        assert_eq!(DraftQuotation::of(&Quote { text: "that it rained".into(), ..Quote::default() }, ""), []);
    }
}
