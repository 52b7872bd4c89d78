//! What common nouns say about a speaker: person, organisation, group or document, and which of them refer to an entity
//! named before.

use crate::lexicon::{EPITHETS, Gender, KIN_NOUNS, List, Lists, NOUNS_FOR_MEN, NOUNS_FOR_WOMEN, TITLES};
use crate::quote::SpeakerKind;

/// The kind of speaker that a common noun (lower case) denotes.
pub(super) fn noun_kind(lower: &str) -> SpeakerKind {
    listed_kind(lower, Lists::of(lower))
}

/// The same for a noun that is on these `lists`.
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

/// Nouns and titles with the same meaning for a person, and nouns for somebody of a nation with its adjective. The first
/// of each row represents the row.
const SYNONYMS: [&[&str]; 56] = [
    &["activist", "campaigner"],
    &["american", "yankee"],
    &["argentine", "argentinian"],
    &["australian", "aussie"],
    &["author", "novelist", "writer"],
    &["bishop", "prelate"],
    &["british", "brit", "briton"],
    &["captain", "capt", "skipper"],
    &["chair", "chairman", "chairperson", "chairwoman"],
    &["chancellor"],
    &["chief", "ceo", "boss", "head"],
    &["coach", "manager", "trainer"],
    &["colonel", "col"],
    &["commissioner"],
    &["congressman", "congresswoman", "rep", "representative", "lawmaker", "legislator", "del", "delegate"],
    &["councillor", "cllr", "cr", "councilman", "councilor", "councilwoman"],
    &["croatian", "croat"],
    &["danish", "dane"],
    &["defender", "centre-back", "full-back"],
    &["doctor", "physician", "surgeon"],
    &["dutch", "dutchman", "dutchwoman"],
    &["english", "englishman", "englishwoman"],
    &["entrepreneur", "businessman", "businesswoman"],
    &["farmer", "grower"],
    &["filipino", "filipina"],
    &["filmmaker", "film-maker"],
    &["finnish", "finn"],
    &["founder", "co-founder", "cofounder"],
    &["french", "frenchman", "frenchwoman"],
    &["general", "gen"],
    &["goalkeeper", "goalie", "keeper"],
    &["governor", "gov"],
    &["irish", "irishman", "irishwoman"],
    &["judge", "justice", "magistrate"],
    &["lawyer", "attorney", "barrister", "solicitor", "counsel"],
    &["lieutenant", "lt"],
    &["monarch", "emir", "king", "oba", "ooni", "ruler", "sultan"],
    &["mp", "backbencher", "parliamentarian"],
    &["pastor", "rev", "reverend", "priest", "vicar"],
    &["polish", "pole"],
    &["premier"],
    &["president", "pres"],
    &["professor", "prof"],
    &["scientist", "researcher", "biologist", "physicist"],
    &["scottish", "scot", "scotsman", "scotswoman"],
    &["senator", "sen"],
    &["serbian", "serb"],
    &["sergeant", "sgt"],
    &["singer", "vocalist"],
    &["spanish", "spaniard"],
    &["spokesperson", "spokesman", "spokeswoman"],
    &["striker", "forward"],
    &["student", "pupil"],
    &["swedish", "swede"],
    &["turkish", "turk"],
    &["welsh", "welshman", "welshwoman"],
];

/// The representative of the synonyms of `word` (lower case, without a point).
pub(super) fn canonical(word: &str) -> &str {
    synonyms(word).first().unwrap_or(&word)
}

/// The synonyms of `word`, itself included; empty if there are none.
pub(super) fn synonyms(word: &str) -> &'static [&'static str] {
    SYNONYMS.iter().find(|row| row.contains(&word)).copied().unwrap_or_default()
}

/// Whether `noun` (lower case) is an epithet: it refers to a person named before of whom the article did not say this.
pub(super) fn is_epithet(noun: &str) -> bool {
    is_aged(noun) || EPITHETS.has(noun)
}

/// Nouns for an organisation named shortly before, and the words in its name that go with them. A row does not fit an
/// organisation whose name has the words of another row. Rows without words fit every organisation.
const ORG_NOUNS: [(&[&str], &[&str]); 22] = [
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

/// Whether "the `noun`" may be the organisation with the folded name `words`: `Some(true)` if its name says so,
/// `Some(false)` if nothing contradicts it, `None` if it is of another kind or `noun` is no organisation noun.
pub(super) fn may_be_org(noun: &str, words: &[String]) -> Option<bool> {
    let (_, own) = ORG_NOUNS.iter().find(|(nouns, _)| nouns.contains(&noun))?;
    let has = |row_words: &[&str]| words.iter().any(|word| row_words.contains(&word.as_str()));
    if has(own) {
        return Some(true);
    }
    let other = ORG_NOUNS.iter().any(|(_, row_words)| has(row_words));
    (!other || own.is_empty()).then_some(false)
}

/// Whether a word before a name or noun asks for the older of several: "the elder Smith" (true), "the younger man"
/// (false).
pub(super) fn asks_for_older(word: &str) -> Option<bool> {
    match word {
        "older" | "elder" | "senior" => Some(true),
        "younger" | "junior" => Some(false),
        _ => None,
    }
}

/// Whether `noun` (lower case) is a kinship noun.
pub(super) fn is_kin(noun: &str) -> bool {
    KIN_NOUNS.has(noun)
}

/// The gender of a noun or title.
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
    fn synonym_rows_do_not_overlap() {
        assert!(SYNONYMS.iter().flat_map(|row| row.iter()).all(|word| canonical(word) == canonical(canonical(word))));
    }

    #[test]
    fn nouns_fit_organisation_names() {
        let words = |name: &str| -> Vec<String> { name.split(' ').map(str::to_owned).collect() };
        assert_eq!(may_be_org("bank", &words("deutsche bank")), Some(true));
        assert_eq!(may_be_org("company", &words("tesla")), Some(false));
        assert_eq!(may_be_org("company", &words("leeds university")), None);
        assert_eq!(may_be_org("rain", &words("tesla")), None);
        assert_eq!(canonical("gov"), "governor");
        assert!(is_epithet("29-year-old") && !is_epithet("spokesman"));
        assert_eq!(noun_gender("actress"), Some(Gender::Female));
    }
}
