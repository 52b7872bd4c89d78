//! Is a quotation of a draft what was said, by the one it is given to?
//!
//! The answer rests on [`Index::who_or_nearest`]. The words of a draft must stand verbatim inside quotation marks, in
//! some article, given to the same speaker; anything else is told apart by how far it is from that.

use super::answer::{DiscrepancyKind, Edit, Match, SpeakerCheck, SpeakerCount, Verdict};
use super::error::QueryError;
use super::quoted_ranges::{quoted_ranges, ranges_in_marks};
use super::request::Filters;
use super::who::Suggestions;
use crate::index::Index;
use crate::quote::{Kind, Polarity, Quote, Speaker, SpeakerKind};
use crate::span::Span;

/// How a quotation of a draft compares with the index. Better ones come first in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DraftVerdict {
    /// These words, in quotation marks, by this speaker.
    Verbatim,
    /// The draft says that the speaker did not say it, and no article says otherwise.
    Agreed,
    /// These words, but without what governs them in their sentence: a negation, a condition, a question, somebody's claim.
    Cut,
    /// Nearly these words, by this speaker.
    Altered,
    /// The speaker is only reported as saying so, in a reporter's words.
    Reported,
    /// The words are quoted, but the article does not name the speaker, or gives a
    /// name that is more likely wrong than right.
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
    /// Words in quotation marks that the draft gives to nobody: a title, a name, or somebody's words.
    Unchecked,
}

impl DraftVerdict {
    /// All verdicts, best first.
    pub const ALL: [DraftVerdict; 12] = [
        DraftVerdict::Verbatim,
        DraftVerdict::Agreed,
        DraftVerdict::Cut,
        DraftVerdict::Altered,
        DraftVerdict::Reported,
        DraftVerdict::Unattributed,
        DraftVerdict::SomebodyElse,
        DraftVerdict::Disputed,
        DraftVerdict::Denied,
        DraftVerdict::NotSaid,
        DraftVerdict::NotFound,
        DraftVerdict::Unchecked,
    ];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            DraftVerdict::Verbatim => "verbatim",
            DraftVerdict::Agreed => "agreed",
            DraftVerdict::Cut => "cut",
            DraftVerdict::Altered => "altered",
            DraftVerdict::Reported => "reported",
            DraftVerdict::Unattributed => "unattributed",
            DraftVerdict::SomebodyElse => "somebody_else",
            DraftVerdict::Disputed => "disputed",
            DraftVerdict::Denied => "denied",
            DraftVerdict::NotSaid => "not_said",
            DraftVerdict::NotFound => "not_found",
            DraftVerdict::Unchecked => "unchecked",
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
    /// What the draft makes of them.
    pub stance: DraftStance,
}

/// What a draft makes of words in quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DraftStance {
    /// Somebody said them.
    #[default]
    Said,
    /// Somebody denied them, never said them, or only may have.
    NotSaid,
    /// It gives them to nobody.
    Nobodys,
}

impl DraftQuotation {
    /// The quotations in marks of a quote that was extracted from a draft.
    pub fn of(quote: &Quote, text: &str) -> Vec<DraftQuotation> {
        let speaker = named(&quote.speaker);
        let stance = if quote.polarity == Polarity::Affirmed { DraftStance::Said } else { DraftStance::NotSaid };
        let quotation = |pieces: Vec<String>| DraftQuotation { pieces, speaker: speaker.clone(), stance };
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

    /// The words in quotation marks that are part of none of the `quotes` of a draft, with their places.
    pub fn others(text: &str, quotes: &[Quote]) -> Vec<(Span, DraftQuotation)> {
        let mut start = 0;
        let mut found = Vec::new();
        // A mark that is never closed reaches to the end of its paragraph.
        for line in text.split_inclusive('\n') {
            for range in ranges_in_marks(line) {
                let span = Span::new(start + range.start, start + range.end);
                let words = without_outer_marks(span.of(text));
                let is_part = quotes.iter().flat_map(|quote| &quote.content).any(|its| its.overlaps(span));
                if !is_part && words.split_whitespace().count() >= MIN_WORDS {
                    let (pieces, stance) = (vec![words.to_owned()], DraftStance::Nobodys);
                    found.push((span, DraftQuotation { pieces, speaker: None, stance }));
                }
            }
            start += line.len();
        }
        found
    }

    /// All words.
    pub fn text(&self) -> String {
        self.pieces.join(" ")
    }

    /// All words in quotation marks, split where the draft splits them.
    pub fn shown(&self) -> String {
        format!("“{}”", self.pieces.join("” … “"))
    }
}

/// Fewer words in quotation marks, given to nobody, are a word that the writer doubts.
const MIN_WORDS: usize = 2;

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
        // The draft may leave out what stands between two pieces: each of them must be verbatim, in this order, in one
        // quotation.
        let mut pieces: Vec<VerifiedQuotation> = Vec::new();
        for piece in &quotation.pieces {
            pieces.push(self.look_up(quotation, piece, filters)?);
        }
        let place = |piece: &VerifiedQuotation| {
            let hit = &piece.found.as_ref()?.hit;
            Some((hit.quote.id.clone(), hit.matched.first()?.start()))
        };
        let are_one = pieces.windows(2).all(|pair| match (place(&pair[0]), place(&pair[1])) {
            (Some((id, at)), Some((next_id, next_at))) => id == next_id && at < next_at,
            _ => false,
        });
        let are_verbatim = pieces.iter().all(|piece| piece.verdict == DraftVerdict::Verbatim);
        Ok(if are_verbatim && are_one { pieces.swap_remove(0) } else { whole })
    }

    fn look_up(
        &self,
        quotation: &DraftQuotation,
        words: &str,
        filters: &Filters,
    ) -> Result<VerifiedQuotation, QueryError> {
        let filters = Filters { speaker: quotation.speaker.clone(), ..filters.clone() };
        // What other names there are does not matter to a draft, and would take longer than all the rest.
        let look_up = || self.who_or_nearest_unverified(words, &filters, MATCHES, Suggestions::Unwanted);
        let answer = self.verified(look_up)?;
        let found = answer.matches.into_iter().chain(answer.nearest).next();
        let verdict = self.verdict_of(quotation, answer.check, answer.verdict, found.as_ref());
        // What comes nearest is not what was said: its words are shown, not the differences.
        let compared = found.as_ref().filter(|_| verdict == DraftVerdict::Altered);
        let differences = compared.map(differences).unwrap_or_default();
        Ok(VerifiedQuotation { quotation: quotation.clone(), verdict, found, speakers: answer.speakers, differences })
    }
}

impl Index {
    /// The verdict, with what the words alone do not show.
    fn verdict_of(
        &self,
        quotation: &DraftQuotation,
        check: Option<SpeakerCheck>,
        of_words: Verdict,
        found: Option<&Match>,
    ) -> DraftVerdict {
        let has = |of: fn(DiscrepancyKind) -> bool| {
            found.is_some_and(|found| found.discrepancies.iter().any(|one| of(one.kind)))
        };
        let is_disputed =
            |found: &Match| found.hit.disagreement.iter().any(|other| other.polarity == Polarity::Affirmed);
        let is_in_place =
            of_words == Verdict::Verbatim && matches!(check, None | Some(SpeakerCheck::Yes | SpeakerCheck::Altered));
        let verdict = match is_in_place {
            true if has(|kind| kind != DiscrepancyKind::Context) => DraftVerdict::Altered,
            true if has(|kind| kind == DiscrepancyKind::Context) => DraftVerdict::Cut,
            true if found.is_some_and(is_disputed) => DraftVerdict::Disputed,
            true => DraftVerdict::Verbatim,
            false => verdict(check, of_words),
        };
        match quotation.stance {
            DraftStance::Said => verdict,
            DraftStance::Nobodys if verdict == DraftVerdict::Verbatim => verdict,
            DraftStance::Nobodys => DraftVerdict::Unchecked,
            DraftStance::NotSaid => match verdict {
                // An article says that it was said.
                DraftVerdict::Verbatim | DraftVerdict::Altered | DraftVerdict::Reported | DraftVerdict::Disputed => {
                    DraftVerdict::Disputed
                }
                _ => DraftVerdict::Agreed,
            },
        }
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
    let of_words = found.discrepancies.iter().filter(|one| one.kind != DiscrepancyKind::Context);
    let mut all: Vec<(String, String)> = of_words.map(|one| (one.asked.clone(), one.said.clone())).collect();
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
    #[test]
    fn words_in_marks_are_what_is_checked() {
        let text = "“I quit,” she said. “Now.”";
        let speaker = |name: &str, kind| Speaker { name: Some(name.into()), kind, ..Speaker::default() };
        let content = vec![Span::new(3, 10), Span::new(27, 31)];
        let direct = Quote { kind: Kind::Direct, content, ..Quote::default() };
        let found = DraftQuotation::of(&Quote { speaker: speaker("Lee", SpeakerKind::Person), ..direct }, text);
        assert_eq!(
            found,
            [DraftQuotation {
                pieces: vec!["I quit,".into(), "Now.".into()],
                speaker: Some("Lee".into()),
                stance: DraftStance::Said
            }]
        );
        let mixed =
            Quote { kind: Kind::Mixed, text: "that “many” were “far too late”".into(), ..Quote::default() };
        let mixed = Quote { speaker: speaker("officials", SpeakerKind::Group), ..mixed };
        let found: Vec<String> = DraftQuotation::of(&mixed, "").iter().map(DraftQuotation::text).collect();
        assert_eq!(found, ["many", "far too late"]);
        assert!(DraftQuotation::of(&mixed, "").iter().all(|quotation| quotation.speaker.is_none()));
        assert_eq!(DraftQuotation::of(&Quote { text: "that it rained".into(), ..Quote::default() }, ""), []);
    }

    #[test]
    fn words_that_are_given_to_nobody_are_not_passed_over() {
        let text = "The “corrupt and lying mayor” resigned. “I quit,” she said.\nHe read “Emma” and “the end.";
        let said = text.find("I quit").unwrap();
        let quotes = [Quote { content: vec![Span::new(said, said + 7)], ..Quote::default() }];
        let others: Vec<String> =
            DraftQuotation::others(text, &quotes).iter().map(|(_, quotation)| quotation.text()).collect();
        assert_eq!(others, ["corrupt and lying mayor", "the end."]);
    }
}
