//! What speaks for a person being meant by a pronoun, as numbered features: ONE list for training and for use.
//!
//! The evidence is that of salience-based resolution (Lappin and Leass, 1994) and of mention ranking (Denis and
//! Baldridge, 2008): gender, distance, the parts both play, who was subject, who spoke, who has been "she" so far.

use super::features::{Evidence, Features};
use super::grammar::{Joint, can_be};
use super::mention::{Case, Form, Mention, Person, Standing};
use super::part::Part;
use super::scene::Scene;
use crate::lexicon::Gender;
use crate::model::WordClass;
use crate::speakers::name::Bearer;

/// What is asked: a pronoun in its place.
pub(super) struct Asked {
    /// Where the pronoun stands.
    pub mention: Mention,
    /// What sort it is.
    pub case: Case,
    /// The gender it tells.
    pub gender: Gender,
    /// Whether gender is to tell nothing.
    pub blind: bool,
    /// When it stands in the content of an attribution: whether those are the speaker's own words, and who that is.
    pub inside: Option<(bool, Option<Person>)>,
    /// Who spoke last, by any source.
    pub last_speaker: Option<Person>,
    /// Whom the last pronoun of this gender meant.
    pub last_pronoun: Option<Person>,
}

/// Somebody who may be meant.
pub(super) struct Candidate<'a> {
    /// Who.
    pub who: Person,
    /// What is known; nothing for somebody named only behind the pronoun.
    pub standing: Option<&'a Standing>,
    /// The last mention, or the first one behind the pronoun.
    pub mention: &'a Mention,
    /// Named again behind the pronoun: 0 in the same sentence, 1 in the next.
    pub next: Option<usize>,
}

/// The evidence for candidate `number` of `all`.
pub(super) fn of_candidate(scene: &Scene, asked: &Asked, all: &[Candidate], number: usize) -> Evidence {
    let view = View { scene, asked, all, number, candidate: &all[number] };
    let mut features = Features::new(asked.case);
    view.place(&mut features);
    view.rivals(&mut features);
    view.history(&mut features);
    view.speech(&mut features);
    view.turns(&mut features);
    view.between(&mut features);
    view.words(&mut features);
    if !asked.blind {
        view.gender(&mut features);
    }
    features.found
}

/// The evidence for nobody of `all`.
pub(super) fn nobody(scene: &Scene, asked: &Asked, all: &[Candidate]) -> Evidence {
    let mut features = Features::new(asked.case);
    let pronoun = &asked.mention;
    let best = all.iter().map(|candidate| gender_level(scene, asked, candidate)).max().unwrap_or(0);
    let near = all
        .iter()
        .filter(|candidate| candidate.standing.is_some() && pronoun.told - candidate.mention.told <= 2)
        .count();
    features.add(80, &[]);
    features.add(81, &[all.len().min(6)]);
    features.add(82, &[near.min(4), best]);
    features.add(83, &[usize::from(pronoun.quoted.is_some()), usize::from(pronoun.source)]);
    features.add(84, &[usize::from(asked.last_pronoun.is_some()), near.min(2)]);
    features.add(85, &[pronoun.told.min(3)]);
    features.found
}

/// One candidate as seen from the pronoun.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub scene: &'a Scene<'a>,
    pub asked: &'a Asked,
    pub all: &'a [Candidate<'a>],
    pub number: usize,
    pub candidate: &'a Candidate<'a>,
}

impl View<'_> {
    /// Sentences back: 0 to 8, or 9 and 10 for this and the next sentence ahead.
    fn away(&self) -> usize {
        let pronoun = &self.asked.mention;
        match self.candidate.standing {
            Some(_) => (pronoun.told - self.candidate.mention.told).min(20),
            None => 21 + usize::from(self.candidate.mention.sentence > pronoun.sentence),
        }
    }

    /// The same, coarse: 0, 1, 2, 3 for more, 4 for ahead.
    pub fn region(&self) -> usize {
        match self.away() {
            away @ 0..=2 => away,
            3..=20 => 3,
            _ => 4,
        }
    }

    fn place(&self, features: &mut Features) {
        let (mention, pronoun) = (self.candidate.mention, &self.asked.mention);
        let (away, region, part, form) = (self.away(), self.region(), mention.part as usize, mention.form as usize);
        let start = usize::from(self.is_early(pronoun));
        features.add(0, &[count(away)]);
        features.cased(1, &[away.min(4)]);
        features.cased(2, &[region, part]);
        features.add(3, &[region, part, form]);
        features.add(4, &[region, form]);
        features.cased(5, &[region, start, usize::from(self.is_early(mention))]);
        features.add(6, &[pronoun.paragraph.abs_diff(mention.paragraph).min(3), region]);
        features.cased(7, &[region, usize::from(mention.first), part]);
        features.add(8, &[region, usize::from(mention.paired)]);
        features.add(9, &[usize::from(mention.part == pronoun.part), region]);
        let gap =
            mention.tokens.start.max(pronoun.tokens.start).saturating_sub(mention.tokens.end.min(pronoun.tokens.end));
        features.add(10, &[bucket(gap), region.min(1)]);
        features.add(11, &[self.candidate.next.map_or(2, |next| next), region]);
        features.add(12, &[mention.sentence.min(2), part, region]);
        let total = match &self.candidate.who {
            Person::Entity(entity) => self.scene.entities.all[*entity].mentions.len(),
            Person::Nameless(_) => 0,
        };
        features.add(13, &[count(total), region]);
        features.cased(14, &[region, self.number.min(3), start]);
    }

    /// Whether a mention stands at the beginning of its sentence.
    fn is_early(&self, mention: &Mention) -> bool {
        let start = self.scene.document.sentences[mention.sentence].start;
        mention.tokens.start <= start + 1
    }

    fn rivals(&self, features: &mut Features) {
        let (region, part) = (self.region(), self.candidate.mention.part);
        let nearer = &self.all[..self.number];
        let subjects = nearer.iter().filter(|other| other.mention.part.is_subject()).count();
        let main = nearer.iter().filter(|other| other.mention.part == Part::Subject).count();
        let here = nearer.iter().filter(|other| other.mention.told == self.candidate.mention.told).count();
        let subject = usize::from(part.is_subject());
        features.cased(20, &[self.number.min(7)]);
        features.add(21, &[self.number.min(4), region, part as usize]);
        features.cased(22, &[subjects.min(3), subject]);
        features.add(23, &[main.min(2), part as usize, region]);
        features.add(24, &[here.min(3), region]);
        let behind = self.all[self.number + 1..].iter().filter(|other| other.standing.is_some());
        let also = behind.clone().filter(|other| other.mention.told == self.candidate.mention.told).count();
        let subjects =
            behind.filter(|other| other.mention.told == self.candidate.mention.told && other.mention.part.is_subject());
        features.cased(25, &[here.min(2), also.min(2), region, part as usize]);
        features.cased(26, &[subjects.count().min(1), subject, region]);
        features.add(27, &[self.all.len().min(5), region]);
        let mentions = |candidate: &Candidate| candidate.standing.map_or(0, |standing| standing.mentions);
        let others = (0..self.all.len()).filter(|&other| other != self.number).take(2);
        for other in others {
            let rival = View { number: other, candidate: &self.all[other], ..*self };
            let order = usize::from(other < self.number);
            let (mine, theirs) = (self.region(), rival.region());
            let rival_part = rival.candidate.mention.part;
            features.cased(15, &[order, subject, usize::from(rival_part.is_subject()), mine, theirs]);
            features.add(16, &[order, part as usize, rival_part as usize, mine.min(2), theirs.min(2)]);
            let more = (mentions(self.candidate).cmp(&mentions(rival.candidate)) as i8 + 1) as usize;
            features.add(17, &[order, more, mine.min(2), theirs.min(2)]);
            let early = |view: &View| usize::from(view.candidate.mention.first);
            features.cased(18, &[order, early(self), early(&rival), mine.min(2), theirs.min(2)]);
        }
        let most = self.all.iter().map(mentions).max().unwrap_or(0);
        features.add(28, &[usize::from(mentions(self.candidate) == most), most.min(6), region.min(2)]);
    }

    fn history(&self, features: &mut Features) {
        let Some(standing) = self.candidate.standing else { return };
        let region = self.region();
        let before = standing
            .before
            .as_ref()
            .map_or((9, 7), |before| ((self.asked.mention.told - before.told).min(8), before.part as usize));
        features.add(30, &[count(standing.mentions), region]);
        features.add(31, &[count(standing.subjects), region]);
        features.add(32, &[standing.order.min(3), usize::from(standing.mentions > 1), region]);
        features.add(33, &[before.0.min(4), before.1, region]);
        features.cased(34, &[self.is(&self.asked.last_pronoun), region]);
        features.add(
            35,
            &[self.is(&self.asked.last_pronoun), standing.last.form as usize, region, standing.last.part as usize],
        );
        features.add(36, &[10 * standing.subjects / standing.mentions.max(1), usize::from(standing.mentions > 2)]);
    }

    /// Whether the candidate is `who`: 0 nobody is, 1 somebody else, 2 yes.
    pub fn is(&self, who: &Option<Person>) -> usize {
        who.as_ref().map_or(0, |who| 1 + usize::from(*who == self.candidate.who))
    }

    fn speech(&self, features: &mut Features) {
        let (mention, pronoun, region) = (self.candidate.mention, &self.asked.mention, self.region());
        let marks = match (pronoun.quoted, mention.quoted) {
            (None, None) => 0,
            (Some(one), Some(other)) if one == other => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 3,
            (None, Some(_)) => 4,
        };
        let inside =
            self.asked.inside.as_ref().map_or(0, |(direct, speaker)| 1 + usize::from(*direct) * 3 + self.is(speaker));
        features.add(40, &[marks, region.min(2)]);
        features.cased(41, &[inside, region.min(2)]);
        features.add(42, &[inside, usize::from(pronoun.quoted.is_some()), mention.part as usize]);
        features.add(43, &[usize::from(pronoun.source), usize::from(mention.source), region]);
        features.add(44, &[usize::from(pronoun.source), self.is(&self.asked.last_speaker), region]);
        let between = self.sources_between();
        features.add(45, &[usize::from(pronoun.source), between, usize::from(mention.source)]);
    }

    /// How many nearer candidates were last mentioned as a source.
    fn sources_between(&self) -> usize {
        self.all[..self.number].iter().filter(|other| other.mention.source).count().min(2)
    }

    /// What stands between the two, when they share a sentence.
    fn between(&self, features: &mut Features) {
        let (mention, pronoun) = (self.candidate.mention, &self.asked.mention);
        if mention.sentence != pronoun.sentence {
            return;
        }
        let ahead = usize::from(self.candidate.standing.is_none());
        let range = mention.tokens.end.min(pronoun.tokens.end)..mention.tokens.start.max(pronoun.tokens.start);
        let path: Vec<Joint> = range.clone().take(60).filter_map(|token| self.joint(token)).collect();
        let count = |joint: Joint| path.iter().filter(|&&other| other == joint).count();
        let (commas, verbs, joints) = (count(Joint::Comma), count(Joint::Verb), count(Joint::And));
        let clauses = count(Joint::Clause) + count(Joint::Who) + count(Joint::Dash);
        let (part, nearest) = (mention.part as usize, self.number.min(2));
        features.cased(50, &[ahead, part, clauses.min(2), verbs.min(2)]);
        features.cased(51, &[ahead, part, commas.min(2), joints.min(1)]);
        features.cased(52, &[ahead, clauses.min(1), commas.min(1), joints.min(1), verbs.min(2)]);
        features.cased(53, &[ahead, part, usize::from(commas + clauses + joints == 0), verbs.min(3)]);
        let mut short = path;
        short.dedup();
        let code = |path: &[Joint]| path.iter().fold(1, |code, &joint| code * 16 + joint as usize);
        let (first, last) = (&short[..short.len().min(2)], &short[short.len().saturating_sub(2)..]);
        features.cased(54, &[ahead, part, code(first)]);
        features.cased(55, &[ahead, part, code(last), nearest]);
        features.cased(56, &[ahead, code(&short[..short.len().min(5)]), usize::from(short.len() > 5)]);
        let mut joints_at = range.clone().map(|token| self.joint(token));
        let relative = match (joints_at.next().flatten(), joints_at.next().flatten()) {
            (Some(Joint::Who), _) => 1,
            (Some(Joint::Comma), Some(Joint::Who)) => 2,
            _ => 0,
        };
        features.cased(57, &[ahead, relative, nearest]);
        features.cased(58, &[ahead, usize::from(range.len() == 1), self.word(range.end.saturating_sub(1)), nearest]);
        features.cased(59, &[ahead, usize::from(self.is_nearest_subject()), clauses.min(1), commas.min(1)]);
    }

    /// Whether the candidate is the subject mentioned last.
    fn is_nearest_subject(&self) -> bool {
        let subject = |candidate: &Candidate| candidate.mention.part.is_subject();
        subject(self.candidate) && !self.all[..self.number].iter().any(subject)
    }

    /// What sort of joint a token is in the build of a sentence, where it is one.
    fn joint(&self, token: usize) -> Option<Joint> {
        self.scene.grammar.facts(self.scene.document, token).joint
    }

    /// The words beside both.
    fn words(&self, features: &mut Features) {
        let (mention, pronoun, region) = (self.candidate.mention, &self.asked.mention, self.region());
        let previous = pronoun
            .tokens
            .start
            .checked_sub(1)
            .filter(|&token| token >= self.scene.document.sentences[pronoun.sentence].start);
        let (before, behind) = (previous.map_or(0, |token| self.word(token)), self.word(pronoun.tokens.end));
        let governor = self.class(self.governor(&pronoun.tokens, pronoun.part));
        let theirs = self.class(self.governor(&mention.tokens, mention.part));
        let part = mention.part as usize;
        features.cased(60, &[before, region, part]);
        features.cased(61, &[before, region]);
        features.add(62, &[behind, region]);
        features.cased(63, &[usize::from(governor.fine), region.min(1), usize::from(mention.part.is_subject())]);
        features.add(64, &[usize::from(theirs.fine), region.min(2), part]);
        features.cased(65, &[usize::from(theirs.verb), usize::from(governor.verb), region.min(1), part]);
        features.cased(66, &[usize::from(governor.noun), region, part]);
        features.add(67, &[usize::from(governor.coarse), usize::from(theirs.coarse), part]);
        let next = self.word(mention.tokens.end);
        features.add(68, &[next, region, part]);
        let ahead = self.word(mention.tokens.start.saturating_sub(1));
        features.add(69, &[ahead, region, part]);
    }

    /// The word that rules a mention, as near as its place tells: behind a subject or possessor, else before.
    fn governor(&self, tokens: &std::ops::Range<usize>, part: Part) -> usize {
        match part {
            Part::Subject | Part::Subordinate | Part::Other => tokens.end,
            Part::Possessive if matches!(self.scene.document.word(tokens.end), "’s" | "'s" | "’" | "'") => {
                tokens.end + 1
            }
            Part::Possessive => tokens.end,
            Part::Object | Part::Oblique | Part::OfNoun => tokens.start.saturating_sub(1),
        }
    }

    fn word(&self, token: usize) -> usize {
        let grammar = &self.scene.grammar;
        let capital = grammar.can_be(can_be::CAPITAL, token);
        if capital { 1 } else { grammar.facts(self.scene.document, token).written as usize }
    }

    fn class(&self, token: usize) -> WordClass {
        self.scene.grammar.facts(self.scene.document, token).class
    }

    fn gender(&self, features: &mut Features) {
        let level = gender_level(self.scene, self.asked, self.candidate);
        let others = self.all.iter().enumerate().filter(|(number, _)| *number != self.number);
        let best = others.map(|(_, other)| gender_level(self.scene, self.asked, other)).max().unwrap_or(0);
        let kind = match &self.candidate.who {
            Person::Nameless(_) => 3,
            Person::Entity(entity) => match self.scene.entities.all[*entity].bearer {
                Bearer::Person => 0,
                Bearer::Unclear => 1,
                _ => 2,
            },
        };
        features.add(70, &[level]);
        features.add(71, &[level, kind]);
        features.add(72, &[level, best]);
        features.add(73, &[level, self.region()]);
        let full = usize::from(self.candidate.mention.form == Form::Full);
        features.add(74, &[kind, full, self.region()]);
        if let Person::Entity(entity) = self.candidate.who {
            let words = self.scene.entities.all[entity].words.len().min(4);
            features.add(76, &[level, kind, words]);
            features.add(77, &[level, self.scene.common_words(entity).min(3), words]);
        }
        if let Some(standing) = self.candidate.standing {
            let [same, other] = sided(standing.pronouns, self.asked.gender);
            features.add(75, &[same.min(3), other.min(3), level]);
        }
    }
}

/// How likely the candidate has the gender of the pronoun: 0 impossible, 3 unknown, 7 certain.
pub(super) fn gender_level(scene: &Scene, asked: &Asked, candidate: &Candidate) -> usize {
    if let Some(standing) = candidate.standing {
        let [same, other] = sided(standing.told_gender, asked.gender);
        if same != other {
            return if same > other { 7 } else { 0 };
        }
    }
    let Person::Entity(entity) = candidate.who else { return 3 };
    let Some(share) = scene.entities.all[entity].probability(asked.gender) else { return 3 };
    match share {
        ..0.1 => 1,
        0.1..0.4 => 2,
        0.4..0.8 => 4,
        0.8..0.97 => 5,
        _ => 6,
    }
}

/// Counts for she and he, as those of `gender` and those of the other.
pub(super) fn sided([she, he]: [usize; 2], gender: Gender) -> [usize; 2] {
    if gender == Gender::Female { [she, he] } else { [he, she] }
}

fn count(number: usize) -> usize {
    match number {
        0..=3 => number,
        4..=6 => 4,
        7..=12 => 5,
        13..=20 => 6,
        _ => 7,
    }
}

fn bucket(gap: usize) -> usize {
    match gap {
        0..=3 => gap,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=32 => 8,
        33..=50 => 9,
        51..=80 => 10,
        _ => 11,
    }
}
