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
