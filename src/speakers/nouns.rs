//! What common nouns tell of a speaker: person, body, group or document, and which of them stand for somebody named
//! before.

use crate::lexicon::{EPITHETS, Gender, KIN_NOUNS, List, Lists, NOUNS_FOR_MEN, NOUNS_FOR_WOMEN, TITLES};
use crate::quote::SpeakerKind;

/// What sort of speaker a common noun (lower case) makes.
pub(super) fn noun_kind(lower: &str) -> SpeakerKind {
    listed_kind(lower, Lists::of(lower))
}

/// The same for a noun that stands on these `lists`.
pub(super) fn listed_kind(lower: &str, lists: Lists) -> SpeakerKind {
    if lists.has(List::GroupNouns) {
        SpeakerKind::Group
    } else if lists.has(List::PersonNouns) || lists.has(List::Titles) || is_aged(lower) {
        SpeakerKind::Person
    } else if lists.has(List::OrganisationNouns) {
        SpeakerKind::Organisation
    } else if lists.has(List::DocumentNouns) {
        SpeakerKind::Document
    } else if lower.ends_with('s') {
        SpeakerKind::Group
    } else {
        SpeakerKind::Unknown
    }
}

/// "29-year-old"
pub(super) fn is_aged(lower: &str) -> bool {
    lower.ends_with("-year-old")
}

/// Nouns and titles that say the same of a person; the first of each row stands for all.
const ALIKE: [&[&str]; 22] = [
    &["captain", "capt", "skipper"],
    &["chair", "chairman", "chairperson", "chairwoman"],
    &["chancellor"],
    &["chief", "ceo", "boss", "head"],
    &["coach", "manager", "trainer"],
    &["colonel", "col"],
    &["commissioner"],
    &["congressman", "congresswoman", "rep", "representative", "lawmaker", "legislator", "del", "delegate"],
    &["councillor", "cllr", "cr", "councilman", "councilor", "councilwoman"],
    &["doctor", "physician", "surgeon"],
    &["general", "gen"],
    &["governor", "gov"],
    &["judge", "justice", "magistrate"],
    &["lawyer", "attorney", "barrister", "solicitor", "counsel"],
    &["lieutenant", "lt"],
    &["pastor", "rev", "reverend", "priest", "vicar"],
    &["premier"],
    &["president", "pres"],
    &["professor", "prof"],
    &["scientist", "researcher", "biologist", "physicist"],
    &["senator", "sen"],
    &["sergeant", "sgt"],
];

/// The word that stands for all that say the same as `word` (lower case, without a point).
pub(super) fn canonical(word: &str) -> &str {
    alike(word).first().unwrap_or(&word)
}

/// The words that say the same as `word`, itself among them, where there are any.
pub(super) fn alike(word: &str) -> &'static [&'static str] {
    ALIKE.iter().find(|row| row.contains(&word)).copied().unwrap_or_default()
}

/// Whether `noun` (lower case) calls again somebody who was named before, though nothing was said of them.
pub(super) fn is_epithet(noun: &str) -> bool {
    is_aged(noun) || EPITHETS.has(noun)
}

/// Nouns for a body named shortly before, and the words in its name that go with them; a body whose name has the words
/// of another row is none of that sort. Rows without words fit every body.
const BODIES: [(&[&str], &[&str]); 22] = [
    (
        &["agency", "watchdog", "regulator"],
        &["agency", "administration", "authority", "commission", "office", "bureau"],
    ),
    (&["airline", "carrier"], &["airlines", "airways", "air"]),
    (&["bank", "lender"], &["bank", "banks"]),
    (&["broadcaster", "network", "channel"], &["tv", "television", "broadcasting", "news"]),
    (&["campaign"], &["campaign"]),
    (&["charity", "foundation"], &["foundation", "trust", "fund", "charity"]),
    (&["church"], &["church"]),
    (&["club", "team", "side"], &["club", "fc", "united", "city", "rovers", "athletic", "town"]),
    (&["commission", "committee", "panel", "board", "council"], &["commission", "committee", "board", "council"]),
    (
        &["company", "firm", "manufacturer", "carmaker", "maker", "operator", "retailer", "start-up", "startup"],
        &["company", "co", "corp", "inc", "ltd", "plc", "group", "motors", "holdings", "energy", "industries"],
    ),
    (&["court", "tribunal"], &["court", "tribunal"]),
    (&["department", "ministry"], &["department", "ministry", "office"]),
    (&["federation", "association", "league"], &["federation", "association", "league"]),
    (&["force"], &["police", "constabulary"]),
    (&["group", "organisation", "organization", "movement", "body"], &[]),
    (&["hospital", "clinic"], &["hospital", "clinic"]),
    (&["institute", "institution", "think-tank"], &["institute", "institution", "center", "centre"]),
    (
        &["newspaper", "paper", "publication", "magazine", "outlet", "website"],
        &["times", "post", "news", "journal", "herald", "gazette", "magazine", "tribune", "mail", "guardian"],
    ),
    (&["party"], &["party", "democrats", "labour", "conservatives"]),
    (&["publisher"], &["press", "books"]),
    (&["union"], &["union", "association", "federation", "workers", "attendants", "unison", "unite"]),
    (&["university", "college", "school"], &["university", "college", "school", "academy"]),
];

/// Whether "the `noun`" may be the body whose folded name is `words`: `Some(true)` when its name says so, `Some(false)`
/// when nothing speaks against it, `None` when it is of another sort or `noun` stands for no body.
pub(super) fn may_be_body(noun: &str, words: &[String]) -> Option<bool> {
    let (_, own) = BODIES.iter().find(|(nouns, _)| nouns.contains(&noun))?;
    let has = |telling: &[&str]| words.iter().any(|word| telling.contains(&word.as_str()));
    if has(own) {
        return Some(true);
    }
    let other = BODIES.iter().any(|(_, telling)| has(telling));
    (!other || own.is_empty()).then_some(false)
}

/// Whether a word before a name or a noun asks for the older of several: "the elder Smith", "the younger man".
pub(super) fn asks_for_older(word: &str) -> Option<bool> {
    match word {
        "older" | "elder" | "senior" => Some(true),
        "younger" | "junior" => Some(false),
        _ => None,
    }
}

/// Whether `noun` (lower case) says whose kin somebody is.
pub(super) fn is_kin(noun: &str) -> bool {
    KIN_NOUNS.has(noun)
}

/// The gender that a noun or title tells.
pub(super) fn noun_gender(noun: &str) -> Option<Gender> {
    match () {
        () if NOUNS_FOR_WOMEN.has(noun) => Some(Gender::Female),
        () if NOUNS_FOR_MEN.has(noun) => Some(Gender::Male),
        () => TITLES.gender(noun),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order() {
        assert!(ALIKE.iter().flat_map(|row| row.iter()).all(|word| canonical(word) == canonical(canonical(word))));
    }

    #[test]
    fn nouns_tell_who_may_be_meant() {
        let words = |name: &str| -> Vec<String> { name.split(' ').map(str::to_owned).collect() };
        assert_eq!(may_be_body("bank", &words("deutsche bank")), Some(true));
        assert_eq!(may_be_body("company", &words("tesla")), Some(false));
        assert_eq!(may_be_body("company", &words("leeds university")), None);
        assert_eq!(may_be_body("rain", &words("tesla")), None);
        assert_eq!(canonical("gov"), "governor");
        assert!(is_epithet("29-year-old") && !is_epithet("spokesman"));
        assert_eq!(noun_gender("actress"), Some(Gender::Female));
    }
}
