//! Offices that refer to their holder: "the Archbishop of Canterbury", "the UN High Commissioner".
//!
//! Their capitals make them look like names. "The Chancellor" is an office or its holder, not a person with the name
//! Chancellor, unless the article has more of such a name: "Ann Chancellor". After an article or a pronoun, words of the
//! dictionary, places and parties may precede the office: "the Foreign Secretary", "the Ohio Democrat". A name of
//! another kind remains: "the Velbo Director" is somebody of Velbo.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::capitalised_spans::follows_blank;
use super::entity_type::EntityType;
use super::name::{Name, fold_token, is_role_word};
use super::name_words::{is_acronym, is_common_word, is_org_word, is_post_nominal};
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Words that modify the rank of an office. Sorted.
const RANK_MODIFIERS: [&str; 17] = [
    "acting",
    "assistant",
    "associate",
    "chief",
    "deputy",
    "executive",
    "first",
    "former",
    "high",
    "interim",
    "joint",
    "managing",
    "permanent",
    "prime",
    "senior",
    "special",
    "vice",
];

/// Extends organisation names by a possessive title: “the Prime Minister’s Office”.
pub(super) fn extend_by_possessive_titles(document: &Document, names: &mut Vec<Name>) {
    let mut orgs = Vec::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        let Some(first) = owner_before(document, name.tokens.start) else { continue };
        (name.tokens.start, name.titles, name.entity_type) = (first, first..first, EntityType::Organisation);
        orgs.push(name.tokens.clone());
    }
    let inside = |name: &Name| {
        let org = orgs.get(orgs.partition_point(|org| org.end <= name.tokens.end));
        org.is_some_and(|org| org.start <= name.tokens.start)
    };
    names.retain(|name| !inside(name));
}

/// The start of the possessive title before the organisation at token `org`.
fn owner_before(document: &Document, org: usize) -> Option<usize> {
    let owner = org.checked_sub(2)?;
    let is_owned = matches!(document.word(owner + 1), "’s" | "'s")
        && document.is_capitalised(owner)
        && is_role_word(document, owner)
        && document.is_on(List::OrganisationWords, org);
    let leads = |&token: &usize| {
        document.is_capitalised(token)
            && follows_blank(document, token + 1)
            && !document.is_on(List::FunctionWords, token)
    };
    is_owned.then(|| (0..owner).rev().take(4).take_while(leads).last().unwrap_or(owner))
}

/// Offices that are cut from the end of a name after an acronym. Sorted.
const CUT_OFFICES: [&str; 16] = [
    "ambassador",
    "captain",
    "chair",
    "chairman",
    "chairwoman",
    "coach",
    "commissioner",
    "director",
    "director-general",
    "governor",
    "manager",
    "minister",
    "president",
    "professor",
    "secretary",
    "spokesman",
];

/// Members of parties, and parties as adjectives. Sorted.
const PARTY_MEMBERS: [&str; 10] = [
    "communist",
    "conservative",
    "democrat",
    "liberal",
    "libertarian",
    "nationalist",
    "republican",
    "socialist",
    "tory",
    "unionist",
];

/// Acronyms that are always an office after an article. Sorted.
const OFFICE_ACRONYMS: [&str; 18] = [
    "ceo", "cfo", "cm", "coas", "coo", "cto", "dcp", "dg", "gm", "igp", "md", "mep", "mla", "mp", "msp", "pm", "td",
    "vp",
];

/// What offices in capitals stand for. Sorted.
const WRITTEN_OUT: [(&str, &str); 27] = [
    ("ag", "attorney general"),
    ("ag", "auditor general"),
    ("ceo", "chief executive"),
    ("cfo", "chief financial"),
    ("cj", "chief justice"),
    ("cm", "chief minister"),
    ("coas", "chief army staff"),
    ("coo", "chief operating"),
    ("cto", "chief technology"),
    ("da", "district attorney"),
    ("dg", "director general"),
    ("dpm", "deputy prime minister"),
    ("fm", "finance minister"),
    ("fm", "first minister"),
    ("fm", "foreign minister"),
    ("gm", "general manager"),
    ("gp", "general practitioner"),
    ("igp", "inspector general police"),
    ("md", "managing director"),
    ("mep", "member european parliament"),
    ("mla", "member legislative assembly"),
    ("mp", "member parliament"),
    ("nsa", "national security adviser"),
    ("pm", "prime minister"),
    ("sg", "secretary general"),
    ("vc", "vice chancellor"),
    ("vp", "vice president"),
];

/// The offices among the `words` (lower case) of a role that are called by their initials: "prime minister" gives "pm".
pub(super) fn office_acronyms(words: &[String]) -> impl Iterator<Item = &'static str> {
    let words = plain_words(words.iter().map(String::as_str));
    WRITTEN_OUT.into_iter().filter(move |(_, office)| has_run(&words, office)).map(|(acronym, _)| acronym)
}

/// The parts of hyphenated words, without "of" and "the".
fn plain_words<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    words.flat_map(|word| word.split('-')).filter(|word| !matches!(*word, "of" | "the")).collect()
}

/// Whether the words of `office` stand together.
fn has_run(words: &[&str], office: &str) -> bool {
    words.windows(office.split(' ').count()).any(|run| office.split(' ').eq(run.iter().copied()))
}

/// Person nouns that are also the last word of a newspaper's name. Sorted.
const MEDIA_NAMES: [&str; 14] = [
    "advocate",
    "citizen",
    "correspondent",
    "economist",
    "enquirer",
    "examiner",
    "guardian",
    "independent",
    "inquirer",
    "journalist",
    "observer",
    "pioneer",
    "reporter",
    "spectator",
];

/// Nouns for somebody of a nation. Sorted.
const NATIONALS: [&str; 109] = [
    "afghan",
    "algerian",
    "american",
    "argentine",
    "argentinian",
    "aussie",
    "australian",
    "austrian",
    "belgian",
    "berliner",
    "bosnian",
    "brazilian",
    "briton",
    "brummie",
    "bulgarian",
    "californian",
    "cameroonian",
    "canadian",
    "catalan",
    "chilean",
    "colombian",
    "cornishman",
    "croat",
    "croatian",
    "cypriot",
    "czech",
    "dane",
    "dutchman",
    "dutchwoman",
    "ecuadorian",
    "egyptian",
    "englishman",
    "englishwoman",
    "estonian",
    "ethiopian",
    "fijian",
    "filipino",
    "finn",
    "frenchman",
    "frenchwoman",
    "geordie",
    "georgian",
    "german",
    "ghanaian",
    "glaswegian",
    "hungarian",
    "icelander",
    "indian",
    "indonesian",
    "iraqi",
    "irishman",
    "irishwoman",
    "israeli",
    "italian",
    "ivorian",
    "jamaican",
    "kenyan",
    "kiwi",
    "lancastrian",
    "lebanese",
    "liverpudlian",
    "londoner",
    "malian",
    "mancunian",
    "mexican",
    "moroccan",
    "muscovite",
    "namibian",
    "nigerian",
    "norwegian",
    "pakistani",
    "paraguayan",
    "parisian",
    "peruvian",
    "pole",
    "portuguese",
    "queenslander",
    "romanian",
    "russian",
    "samoan",
    "scot",
    "scotsman",
    "scotswoman",
    "scouser",
    "senegalese",
    "serb",
    "slovak",
    "slovene",
    "slovenian",
    "spaniard",
    "swede",
    "syrian",
    "tanzanian",
    "tasmanian",
    "texan",
    "tongan",
    "tunisian",
    "turk",
    "ugandan",
    "ukrainian",
    "ulsterman",
    "uruguayan",
    "venezuelan",
    "welshman",
    "welshwoman",
    "yorkshireman",
    "yorkshirewoman",
    "zambian",
    "zimbabwean",
];

/// Removes names that are only an office or letters behind a person’s name, and offices from the end of other names.
pub(super) fn drop_offices(document: &Document, names: &mut Vec<Name>) {
    drop_post_nominals(document, names);
    names.retain(|name| !is_described_office(document, name));
    names.iter_mut().for_each(|name| cut_office(document, name));
    let (offices, others): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|name| is_office(document, name));
    if offices.is_empty() {
        return;
    }
    let ends = |name: &&Name| [name.tokens.start, name.tokens.end - 1].map(|token| fold_token(document, token));
    let other_words: FxHashSet<Cow<str>> = others.iter().flat_map(ends).collect();
    names.retain(|name| !is_office(document, name) || other_words.contains(&fold_token(document, name.tokens.end - 1)));
}

/// "Sonia Lee OBE", "Sonia Lee, MD, PhD": the letters are no organisation.
fn drop_post_nominals(document: &Document, names: &mut Vec<Name>) {
    let mut person_end = None;
    names.retain(|name| {
        let comma = usize::from(document.word(name.tokens.start.saturating_sub(1)) == ",");
        let behind = person_end.is_some() && person_end == name.tokens.start.checked_sub(comma);
        let dropped = behind && name.tokens.clone().all(|token| is_post_nominal(document, token));
        if dropped || name.entity_type == EntityType::Person && name.tokens.len() > 1 {
            person_end = Some(name.tokens.end);
        }
        !dropped
    });
}

/// Whether the name, with its titles, consists of office words, and the last one is the office itself.
fn is_office(document: &Document, name: &Name) -> bool {
    let mut all = name.start()..name.tokens.end;
    let courtesy = !name.titles.is_empty() && document.word(name.titles.start).ends_with('.');
    is_role_word(document, all.end - 1)
        && !courtesy
        && all.all(|token| is_role_word(document, token) || has(&RANK_MODIFIERS, document, token))
}

/// Whether the name has a determiner and is an office, perhaps with words of the dictionary, places and parties before
/// it.
fn is_described_office(document: &Document, name: &Name) -> bool {
    let start = name.start();
    let last = name.tokens.end - 1;
    let place = |token: usize| document.is_on(List::Places, token);
    let party = |token: usize| has(&PARTY_MEMBERS, document, token);
    // "the Ohio | Democrat": the place may be a name of its own.
    let behind_place = start > 1 && party(start) && place(start - 1) && is_determined(document, start - 1);
    if !is_determined(document, start) && !behind_place {
        return false;
    }
    if start == last {
        return is_acronym_of_office(document, last) || is_national(document, last) || party(last);
    }
    let modifies = |token: usize| {
        is_role_word(document, token)
            || has(&RANK_MODIFIERS, document, token)
            || place(token)
            || party(token)
            || is_common_word(document, token) && !is_org_word(document, token)
    };
    let role = is_role_word(document, last) && !has(&MEDIA_NAMES, document, last);
    (role || is_acronym_of_office(document, last)) && (start..last).all(modifies)
        || party(last) && (start..last).all(place)
}

/// "Velbo Director" becomes Velbo.
fn cut_office(document: &Document, name: &mut Name) {
    let last = name.tokens.end - 1;
    let office = is_acronym_of_office(document, last) || has(&CUT_OFFICES, document, last);
    let person = name.entity_type == EntityType::Person;
    let acronym = is_acronym(document.word(last.saturating_sub(1)));
    if name.tokens.len() == 2 && office && !person && acronym {
        name.tokens.end = last;
    }
}

fn is_determined(document: &Document, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |before| document.lower(before));
    matches!(
        before,
        "the" | "a" | "an" | "this" | "that" | "our" | "its" | "their" | "his" | "her" | "former" | "current"
    )
}

fn is_acronym_of_office(document: &Document, token: usize) -> bool {
    is_acronym(document.word(token))
        && (has(&OFFICE_ACRONYMS, document, token) || is_written_out(document, document.lower(token)))
}

/// Whether the document has the office of these initials in words: "district attorney" for "da". They may be something
/// else where it has not.
fn is_written_out(document: &Document, initials: &str) -> bool {
    let mut offices = WRITTEN_OUT.into_iter().filter(|(acronym, _)| *acronym == initials).peekable();
    if offices.peek().is_none() {
        return false;
    }
    let words = plain_words((0..document.tokens.len()).map(|token| document.lower(token)));
    offices.any(|(_, office)| has_run(&words, office))
}

/// "the Dutchman said": somebody of a nation, and no adjective.
fn is_national(document: &Document, token: usize) -> bool {
    let next = token + 1;
    let noun = document.tokens.get(next).is_none_or(|token| token.kind == TokenKind::Punctuation)
        || matches!(document.lower(next), "said" | "says" | "added" | "told" | "who" | "has" | "had" | "is" | "was")
        || document.is_on(List::SayingWords, next);
    noun && has(&NATIONALS, document, token)
}

fn has(list: &[&str], document: &Document, token: usize) -> bool {
    list.binary_search(&document.lower(token)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        let names = find_names(&document, &Recogniser::shipped().unwrap());
        names.into_iter().map(|name| document.span(name.tokens).of(text)).collect()
    }

    #[test]
    fn an_office_is_a_name_only_if_somebody_has_it() {
        let lists = [&RANK_MODIFIERS[..], &PARTY_MEMBERS, &OFFICE_ACRONYMS, &MEDIA_NAMES, &NATIONALS, &CUT_OFFICES];
        assert!(lists.iter().all(|list| list.is_sorted()) && WRITTEN_OUT.is_sorted());
        assert_eq!(names("The Archbishop of Canterbury said no."), ["Canterbury"]);
        assert_eq!(names("The UN High Commissioner for the camps, Ann Lee, said no."), ["UN", "Ann Lee"]);
        assert_eq!(names("“No,” said Dr Anna Lindgren OBE, of the trust."), ["Anna Lindgren"]);
        assert_eq!(names("“No,” said Anna Lindgren, MD, PhD, a surgeon."), ["Anna Lindgren"]);
        assert_eq!(names("“No,” said Anna Lindgren, ESA’s director."), ["Anna Lindgren", "ESA"]);
        assert_eq!(names("District Attorney Ann Lee left. Then the DA said no."), ["Ann Lee"]);
        assert_eq!(names("Attorney-General Ann Lee left. Then the AG said no."), ["Ann Lee"]);
        assert_eq!(names("Ann Lee left the party. Then the DA said no."), ["Ann Lee", "DA"]);
        let envoy = "The Deputy Permanent Representative of Norland, Ann Lee, said no.";
        assert_eq!(names(envoy), ["Norland", "Ann Lee"]);
        assert_eq!(names("Then Chancellor said no to Ann Chancellor."), ["Chancellor", "Ann Chancellor"]);
        assert_eq!(names("Then Mr. King said no."), ["King"]);
    }

    #[test]
    fn an_office_after_an_article_is_a_description() {
        for text in [
            "Then the Foreign Secretary said no.",
            "Then the Conservative MP said no.",
            "Then the US President said no.",
            "Then the CM said no.",
            "Then the Dutchman said no.",
            "“No,” said the Spaniard.",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
        assert_eq!(names("Then the Ohio Democrat said no."), ["Ohio"]);
        assert_eq!(names("Then the VRTX Director said no."), ["VRTX"]);
        assert_eq!(names("Then the Hollywood Reporter said no."), ["Hollywood Reporter"]);
        assert_eq!(names("Then Foreign Secretary Ann Lee said no."), ["Ann Lee"]);
        assert_eq!(names("Then the German government said no."), ["German government"]);
    }

    #[test]
    fn a_possessive_title_belongs_to_the_name() {
        assert_eq!(names("Then the Prime Minister’s Office said no."), ["Prime Minister’s Office"]);
        assert_eq!(names("Then the Kent County Sheriff’s Office said no."), ["Kent County Sheriff’s Office"]);
    }
}
