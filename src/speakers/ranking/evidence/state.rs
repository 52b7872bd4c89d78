//! Where a candidate was mentioned, as seen from one attribution.

use super::super::article::ArticleContext;
use super::super::candidate::{Candidate, Sort, Who};
use super::super::instance::Instance;
use crate::lexicon::Gender;

/// Where a candidate stands. Numbers of mentions are numbers of names.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The last mention before the attribution.
    pub last: Option<usize>,
    /// The last one outside of marks.
    pub told: Option<usize>,
    /// The last one as a subject outside of marks.
    pub subject: Option<usize>,
    /// The first mention behind it.
    pub next: Option<usize>,
    /// The mentions in the source, first and last.
    pub in_source: Option<(usize, usize)>,
    /// How many mentions stand before.
    pub before: usize,
    /// Where it stands last before the attribution, in tokens; for those without a name the place of their words.
    pub token: Option<usize>,
    /// How likely it is a woman, where anything tells.
    pub female: Option<f32>,
    /// Its place among candidates of its sort, the one mentioned last first.
    pub rank: usize,
    /// The same among those whose gender fits.
    pub fitting_rank: usize,
    /// The same by the last mention as a subject.
    pub subject_rank: usize,
}

/// How many mentions back one outside of marks is looked for.
const MOST_BACK: usize = 24;

impl State {
    /// The states of all candidates of an attribution.
    pub fn of_all(article: &ArticleContext, instance: &Instance, candidates: &[Candidate]) -> Vec<State> {
        let mut states: Vec<State> =
            candidates.iter().map(|candidate| State::new(article, instance, candidate)).collect();
        rank(candidates, instance, &mut states);
        states
    }

    fn new(article: &ArticleContext, instance: &Instance, candidate: &Candidate) -> State {
        match &candidate.who {
            Who::Entity(entity) => Self::of_entity(article, instance, *entity),
            Who::Pair(pair) => {
                let tokens = &article.pairs[*pair].tokens;
                let token = (tokens.end <= instance.at).then_some(tokens.end);
                State { token, ..State::default() }
            }
            Who::Words(tokens) => {
                State { token: (tokens.end <= instance.at).then_some(tokens.end), ..State::default() }
            }
            Who::Nobody => State::default(),
        }
    }

    fn of_entity(article: &ArticleContext, instance: &Instance, entity: usize) -> State {
        let mentions = article.entities.all[entity].mentions.as_slice();
        let all = &article.mentions.all;
        let before = mentions.partition_point(|&mention| mention < instance.names.start);
        let source = before + mentions[before..].partition_point(|&mention| mention < instance.names.end);
        let end = instance.end();
        let behind = source + mentions[source..].partition_point(|&mention| all[mention].start < end);
        let back = || mentions[before.saturating_sub(MOST_BACK)..before].iter().rev().copied();
        let last = back().next();
        State {
            last,
            told: back().find(|&mention| !all[mention].quoted),
            subject: back().find(|&mention| !all[mention].quoted && all[mention].subject),
            next: mentions.get(behind).copied(),
            in_source: (source > before).then(|| (mentions[before], mentions[source - 1])),
            before,
            token: last.map(|last| all[last].end),
            female: article.entities.all[entity].female,
            ..State::default()
        }
    }

    /// How likely it is of the `gender`, where anything tells.
    pub fn share(&self, gender: Gender) -> Option<f32> {
        self.female.map(|female| if gender == Gender::Female { female } else { 1.0 - female })
    }
}

/// What the places of candidates go by.
struct Standing {
    sort: Sort,
    token: Option<usize>,
    subject: Option<usize>,
    fits: bool,
}

/// Gives every candidate its place among those of its sort.
fn rank(candidates: &[Candidate], instance: &Instance, states: &mut [State]) {
    let fits =
        |state: &State| instance.gender.is_none_or(|gender| state.share(gender).is_none_or(|share| share >= 0.1));
    let standing = |(state, candidate): (&State, &Candidate)| Standing {
        sort: candidate.sort,
        token: state.token,
        subject: state.subject,
        fits: fits(state),
    };
    let standings: Vec<Standing> = states.iter().zip(candidates).map(standing).collect();
    for (state, this) in states.iter_mut().zip(&standings) {
        for other in standings.iter().filter(|other| other.sort == this.sort) {
            let nearer = other.token > this.token;
            state.rank += usize::from(nearer);
            state.fitting_rank += usize::from(nearer && other.fits);
            state.subject_rank += usize::from(other.subject > this.subject);
        }
    }
}
