//! Evidence of turns: who was named anew in the paragraph, who has spoken since, who was only somebody's owner.
//!
//! In news a new person is brought in with a name of their own, speaks, and is "she" from then on; the one who spoke
//! before is not.

use super::evidence::{Candidate, View};
use super::features::Features;
use super::mention::Standing;
use super::part::Part;

/// How many tokens may stand between an owner and the name of who is owned: "her elder sister, Ann".
const OWNED: usize = 5;

impl View<'_> {
    /// Who was named anew in this paragraph, and who since the last words of the last speaker.
    pub fn turns(&self, features: &mut Features) {
        let Some(standing) = self.candidate.standing else { return };
        let (pronoun, region) = (&self.asked.mention, self.region());
        let (source, speaker) = (usize::from(pronoun.source), self.is(&self.asked.last_speaker));
        let others = || {
            let others = self.all.iter().enumerate().filter(|(number, _)| *number != self.number);
            others.filter_map(|(_, other)| other.standing)
        };
        let here = |standing: &Standing| usize::from(standing.named.paragraph == pronoun.paragraph);
        let new = |standing: &Standing| usize::from(standing.introduced == pronoun.paragraph);
        let rival_here = others().map(here).max().unwrap_or(0);
        let rival_new = others().map(new).max().unwrap_or(0);
        let silent = others().filter(|other| other.spoke.is_none()).map(here).max().unwrap_or(0);
        let spoke = standing.spoke.map_or(0, |spoke| spoke.token);
        let since = others().filter(|other| other.named.token > spoke.max(standing.named.token)).count().min(2);
        let away = pronoun.paragraph.abs_diff(standing.named.paragraph).min(3);
        let spoken = standing.spoke.map_or(3, |spoke| pronoun.paragraph.abs_diff(spoke.paragraph).min(2));
        features.cased(46, &[source, speaker, away, rival_here]);
        features.cased(47, &[source, new(standing), rival_new, usize::from(self.candidate.mention.part.is_subject())]);
        features.add(48, &[source, speaker, since, region.min(2)]);
        features.add(49, &[source, spoken, here(standing), rival_here, silent]);
        features.add(29, &[source, speaker, new(standing), rival_new, since]);
        let (owns, owned) = (self.owns(), self.is_owned());
        features.add(37, &[source, usize::from(owns), usize::from(owned), speaker]);
        features.cased(38, &[usize::from(owns), usize::from(owned), region.min(2)]);
    }

    /// Whether the candidate was last mentioned as the owner of another one: "his" in "his lawyer, Ann Lee".
    pub fn owns(&self) -> bool {
        let mention = self.candidate.mention;
        let owned = |other: &Candidate| {
            let start = other.mention.tokens.start;
            start >= mention.tokens.end && start <= mention.tokens.end + OWNED
        };
        mention.part == Part::Possessive && self.all[..self.number].iter().any(owned)
    }

    /// Whether the candidate was last mentioned as somebody's: "Ann Lee" in "his lawyer, Ann Lee".
    fn is_owned(&self) -> bool {
        let (document, mention) = (self.scene.document, self.candidate.mention);
        let start = document.sentences[mention.sentence].start.max(mention.tokens.start.saturating_sub(OWNED));
        let owner =
            |token: usize| matches!(document.lower(token), "his" | "her" | "their" | "its" | "whose" | "’s" | "'s");
        (start..mention.tokens.start).any(owner)
    }
}
