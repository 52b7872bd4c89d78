//! The mentions of a candidate, relative to one attribution.

use super::super::article::ArticleContext;
use super::super::candidate::{Candidate, CandidateType, Referent};
use super::super::instance::Instance;
use crate::lexicon::Gender;

/// The mentions of a candidate, relative to one attribution. Mentions are indices of names.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The last mention before the attribution.
    pub last: Option<usize>,
    /// The last mention outside of quotation marks.
    pub narrated: Option<usize>,
    /// The last mention as a subject outside of quotation marks.
    pub subject: Option<usize>,
    /// The first mention after the attribution.
    pub next: Option<usize>,
    /// The first and last mention in the source.
    pub in_source: Option<(usize, usize)>,
    /// Number of mentions before the attribution.
    pub before: usize,
    /// The token after the last mention before the attribution; for nameless candidates, after their words.
    pub token: Option<usize>,
    /// Probability that it is a woman, if there is evidence.
    pub female: Option<f32>,
    /// Its rank by recency among candidates of its type.
    pub rank: usize,
    /// The same, among those whose gender fits.
    pub fitting_rank: usize,
    /// Its rank by the last mention as a subject.
    pub subject_rank: usize,
}

/// How many mentions back one outside of quotation marks is searched.
const MAX_BACK: usize = 24;

impl State {
    /// The states of all candidates of an attribution.
    pub fn of_all(article: &ArticleContext, instance: &Instance, candidates: &[Candidate]) -> Vec<State> {
        let mut states: Vec<State> =
            candidates.iter().map(|candidate| State::new(article, instance, candidate)).collect();
        rank(candidates, instance, &mut states);
        states
    }

    fn new(article: &ArticleContext, instance: &Instance, candidate: &Candidate) -> State {
        match &candidate.referent {
            Referent::Entity(entity) => Self::of_entity(article, instance, *entity),
            Referent::Pair(pair) => {
                let tokens = &article.pairs[*pair].tokens;
                let token = (tokens.end <= instance.at).then_some(tokens.end);
                State { token, ..State::default() }
            }
            Referent::Description(tokens) => {
                State { token: (tokens.end <= instance.at).then_some(tokens.end), ..State::default() }
            }
            Referent::Nobody => State::default(),
        }
    }

    fn of_entity(article: &ArticleContext, instance: &Instance, entity: usize) -> State {
        let mentions = article.entities.all[entity].mentions.as_slice();
        let all = &article.mentions.all;
        let before = mentions.partition_point(|&mention| mention < instance.names.start);
        let source = before + mentions[before..].partition_point(|&mention| mention < instance.names.end);
        let end = instance.end();
        let behind = source + mentions[source..].partition_point(|&mention| all[mention].start < end);
        let back = || mentions[before.saturating_sub(MAX_BACK)..before].iter().rev().copied();
        let last = back().next();
        State {
            last,
            narrated: back().find(|&mention| !all[mention].quoted),
            subject: back().find(|&mention| !all[mention].quoted && all[mention].subject),
            next: mentions.get(behind).copied(),
            in_source: (source > before).then(|| (mentions[before], mentions[source - 1])),
            before,
            token: last.map(|last| all[last].end),
            female: article.entities.all[entity].female,
            ..State::default()
        }
    }

    /// Probability of the `gender`, if there is evidence.
    pub fn share(&self, gender: Gender) -> Option<f32> {
        self.female.map(|female| if gender == Gender::Female { female } else { 1.0 - female })
    }
}

/// What candidates are ranked by.
struct RankKey {
    candidate_type: CandidateType,
    token: Option<usize>,
    subject: Option<usize>,
    fits: bool,
}

/// Sets the ranks of all candidates among those of their type.
fn rank(candidates: &[Candidate], instance: &Instance, states: &mut [State]) {
    let fits =
        |state: &State| instance.gender.is_none_or(|gender| state.share(gender).is_none_or(|share| share >= 0.1));
    let standing = |(state, candidate): (&State, &Candidate)| RankKey {
        candidate_type: candidate.candidate_type,
        token: state.token,
        subject: state.subject,
        fits: fits(state),
    };
    let standings: Vec<RankKey> = states.iter().zip(candidates).map(standing).collect();
    for (state, this) in states.iter_mut().zip(&standings) {
        for other in standings.iter().filter(|other| other.candidate_type == this.candidate_type) {
            let nearer = other.token > this.token;
            state.rank += usize::from(nearer);
            state.fitting_rank += usize::from(nearer && other.fits);
            state.subject_rank += usize::from(other.subject > this.subject);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::{candidate_named, last_rows, with_marked};
    use super::*;

    /// The state of this candidate for the last attribution.
    fn state(marked: &str, candidate: &str) -> State {
        with_marked(marked, |article| {
            let (rows, _) = last_rows(article);
            rows.states[candidate_named(article, &rows.candidates, candidate)].clone()
        })
    }

    #[test]
    fn mentions_are_before_in_or_after_the_attribution() {
        let text =
            "Ann Lee joined Bob Ray. We saw Ann Lee. “Ann Lee waited,” it read. {She} said [it rains]. Lee left.";
        let ann = state(text, "Ann Lee");
        assert_eq!((ann.subject, ann.narrated, ann.last, ann.next), (Some(0), Some(2), Some(3), Some(4)));
        assert_eq!((ann.before, ann.token, ann.in_source), (3, Some(14), None));
        let inside = state("We saw Ann Lee. {Ann Lee, the only Lee here,} said [Ann Lee left].", "Ann Lee");
        assert_eq!((inside.last, inside.in_source, inside.next), (Some(0), Some((1, 2)), None));
    }

    #[test]
    fn candidates_without_a_name_have_the_end_of_their_words() {
        let text = "Ann Lee and Bob Ray saw a nurse. {They} said [it rains].";
        assert_eq!(state(text, "Ann Lee and Bob Ray").token, Some(5));
        assert_eq!(state(text, "a nurse").token, Some(8));
        assert_eq!(state(text, "").token, None);
        assert_eq!(state("{The mayor} said [it rains].", "The mayor").token, None, "the source is not before itself");
    }

    #[test]
    fn ranks_are_by_recency_among_candidates_that_fit() {
        let ranks = |source: &str| {
            let text = format!("Ann Lee waited. Bob Ray called Acme Bank. {{{source}}} said [it rains].");
            ["Ann Lee", "Bob Ray"]
                .map(|name| state(&text, name))
                .map(|one| [one.rank, one.fitting_rank, one.subject_rank])
        };
        assert_eq!(ranks("She"), [[1, 0, 1], [0, 0, 0]]);
        assert_eq!(ranks("They"), [[1, 1, 1], [0, 0, 0]]);
        let share = State { female: Some(0.75), ..State::default() };
        assert_eq!([Gender::Female, Gender::Male].map(|gender| share.share(gender)), [Some(0.75), Some(0.25)]);
    }
}
