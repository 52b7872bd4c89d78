//! Finds the names in a document: the recogniser's names, completed.
//!
//! The recogniser says which words are names. This module separates titles, adds given names that were missed and
//! suffixes such as "Jr.", and keeps other capitalised words as names with little evidence: organisation words
//! ("University", "Ministry") and place lists decide their type. Headlines are capitalised throughout, so only names
//! that the text below has are found in them.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::capitalised_spans::{capitalised_spans, follows_blank, is_headline};
use super::entity_type::EntityType;
use super::name::{Name, fold_token, is_given_name, is_title, title_key};
use super::name_spans::correct_name_spans;
use super::name_words::{
    has_common_ending, is_acronym, is_common_word, is_compound, is_given_or_initial, is_org_word, is_part_of_date,
};
use super::office_names::{drop_offices, extend_by_possessive_titles};
use super::org_context::{extend_to_org_nouns, merge_state_owners, retype_organisations};
use super::recogniser::Recogniser;
use crate::lexicon::{Gender, List, ORGANISATIONS, PLACES, TITLES, is_written_suffix};
use crate::text::{Document, TokenKind};

/// All names of the document, in order.
pub(super) fn find_names(document: &Document, recogniser: &Recogniser) -> Vec<Name> {
    let spans = capitalised_spans(document);
    let found = correct_name_spans(document, recogniser.names(document, &spans));
    let found = found.into_iter().flat_map(|name| split_person_of_org(document, name));
    let mut names: Vec<Name> = Vec::new();
    let inside = capitals_inside(document, &spans);
    let mut next = found.peekable();
    for capitalised in spans {
        let mut from = capitalised.start;
        while let Some((entity_type, span)) = next.next_if(|(_, span)| span.start < capitalised.end) {
            if span.start < from {
                // Part of the name before.
                continue;
            }
            let name = complete_name(document, entity_type, from..capitalised.end, span);
            add_unrecognised(document, from..name.titles.start, &inside, &mut names);
            from = name.tokens.end;
            names.push(name);
        }
        add_unrecognised(document, from..capitalised.end, &inside, &mut names);
    }
    extend_by_possessive_titles(document, &mut names);
    drop_offices(document, &mut names);
    retype_organisations(document, &mut names);
    extend_to_org_nouns(document, &mut names);
    merge_state_owners(document, &mut names);
    add_headline_names(document, &mut names);
    if let Some(title) = document.paragraphs.first().filter(|first| is_title_line(document, first)) {
        names.iter_mut().take_while(|name| name.tokens.start < title.end).for_each(|name| name.headline = true);
    }
    names
}

/// Whether the first line is the title of the text below: it does not end in punctuation.
fn is_title_line(document: &Document, first: &Range<usize>) -> bool {
    document.paragraphs.len() > 1 && document.tokens[first.end - 1].kind != TokenKind::Punctuation
}

/// "Ann Lee of the University of Leeds": a person and an organisation, recognised as one name.
fn split_person_of_org(
    document: &Document,
    (entity_type, span): (EntityType, Range<usize>),
) -> impl Iterator<Item = (EntityType, Range<usize>)> {
    let split = person_and_org(document, entity_type, &span);
    let [first, second] = match split {
        Some((somebody, org)) => [Some((EntityType::Person, somebody)), Some((entity_type, org))],
        None => [Some((entity_type, span)), None],
    };
    first.into_iter().chain(second)
}

/// The person and the organisation in a name that has both.
fn person_and_org(
    document: &Document,
    entity_type: EntityType,
    span: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    if entity_type != EntityType::Organisation {
        return None;
    }
    let joins = |&token: &usize| matches!(document.word(token), "of" | "at" | "from");
    let of = (span.start + 1..span.end.min(span.start + 4)).find(joins)?;
    let known = |token: usize| {
        let lists = document.lists(token);
        is_org_word(document, token)
            || has_common_ending(document, token)
            || lists.has(List::Places)
            || lists.has(List::Titles)
    };
    let the = usize::from(document.word(of + 1) == "the");
    let org = of + 1 + the..span.end;
    let somebody = span.start..of;
    let splits = !somebody.clone().any(known)
        && org.clone().any(|token| is_org_word(document, token))
        && (somebody.len() <= 3 || is_given_or_initial(document, span.start));
    splits.then_some((somebody, org))
}

/// The name with its titles separated and missing words added, all `within` one span.
fn complete_name(document: &Document, entity_type: EntityType, within: Range<usize>, span: Range<usize>) -> Name {
    let (entity_type, tokens) = after_title(document, entity_type, span);
    let (entity_type, tokens) = after_field(document, entity_type, tokens);
    let (entity_type, mut tokens) = after_place(document, entity_type, tokens);
    let entity_type = match entity_type {
        _ if is_dateline(document, &tokens) => EntityType::Place,
        EntityType::Organisation if is_person_name(document, &tokens) => EntityType::Person,
        EntityType::Person if tokens.len() > 2 && is_eponym_noun(document, tokens.end - 1) => EntityType::Organisation,
        EntityType::Person if is_club(document, &tokens) => EntityType::Organisation,
        entity_type => entity_type,
    };
    if entity_type == EntityType::Person {
        // "He Jianxiong": a pronoun does not directly precede a name.
        let he = tokens.start > within.start && document.word(tokens.start - 1) == "He";
        if he && tokens.len() == 1 && follows_blank(document, tokens.start) {
            tokens.start -= 1;
        }
        while tokens.start > within.start
            && is_given_or_initial(document, tokens.start - 1)
            && !is_part_of_date(document, tokens.start - 1)
            && follows_blank(document, tokens.start)
        {
            tokens.start -= 1;
        }
        tokens.end = with_suffix(document, with_nickname(document, tokens.end, within.end));
    }
    let (titles, gender) = leading_titles(document, first_title(document, within.start, tokens.start)..tokens.end);
    let titled = entity_type == EntityType::Person && !titles.is_empty();
    let (titles, tokens) =
        if titled { (titles.clone(), titles.end..tokens.end) } else { (tokens.start..tokens.start, tokens) };
    Name { titles, tokens, entity_type, gender, headline: false }
}

/// "Varden Supreme Court Justice Frank Lee", "Growers Union President Ann Ray": recognised as one name, but the end is
/// a person's name.
fn after_title(document: &Document, entity_type: EntityType, span: Range<usize>) -> (EntityType, Range<usize>) {
    let heads = |token: &usize| {
        is_title(document, *token)
            || document.is_on(List::PersonNouns, *token)
            || matches!(document.lower(*token), "house" | "senate")
    };
    let Some(title) = (span.start..span.end.saturating_sub(1)).rev().find(heads) else { return (entity_type, span) };
    let rest = title + 1..span.end;
    let of = document.lower(rest.start);
    if matches!(of, "of" | "for")
        && let Some(person) = person_after_field(document, rest.start + 1..rest.end)
    {
        return (EntityType::Person, person);
    }
    let plain = !rest.clone().any(|token| is_org_word(document, token) || !document.is_capitalised(token));
    let house = matches!(document.word(title), "House" | "Senate" | "Speaker");
    let person = entity_type == EntityType::Person
        || (2..=4).contains(&rest.len())
            && (house || is_given_or_initial(document, rest.start) || is_foreign(document, &rest));
    if plain && person { (EntityType::Person, rest) } else { (entity_type, span) }
}

/// The name in "State for Interior Talal Chaudhry", the field and the holder of an office.
fn person_after_field(document: &Document, rest: Range<usize>) -> Option<Range<usize>> {
    let joins = |&token: &usize| matches!(document.lower(token), "of" | "for");
    let field = rest.clone().rev().find(joins).map_or(rest.start, |last| last + 1);
    let in_field = |token: &usize| {
        (is_common_word(document, *token) || document.is_on(List::Places, *token) || !document.is_capitalised(*token))
            && !is_given_name(document, *token)
    };
    let start = field + (field..rest.end).take_while(in_field).count();
    let person = start..rest.end;
    let named = is_given_or_initial(document, start.min(rest.end - 1)) || is_foreign(document, &person);
    (start > field && (2..=3).contains(&person.len()) && named).then_some(person)
}

/// "Minister for Kashmir Affairs Amir Muqam": the field of the office is no part of the name.
fn after_field(document: &Document, entity_type: EntityType, span: Range<usize>) -> (EntityType, Range<usize>) {
    let office = span.start.checked_sub(2).is_some_and(|role| {
        matches!(document.lower(role + 1), "of" | "for") && document.is_capitalised(role) && is_title(document, role)
    });
    match person_after_field(document, span.clone()).filter(|_| office) {
        Some(person) => (EntityType::Person, person),
        None => (entity_type, span),
    }
}

/// "The envoy to South Korea Ann Lee": a place after a preposition is no part of the name.
fn after_place(document: &Document, entity_type: EntityType, span: Range<usize>) -> (EntityType, Range<usize>) {
    let before = span.start.checked_sub(1).map_or("", |before| document.word(before));
    let is_place = |token: usize| document.is_on(List::Places, token) && !is_given_name(document, token);
    let quarter = usize::from(matches!(document.word(span.start), "North" | "South" | "New"));
    let rest = span.start + quarter + 1..span.end;
    let leads = matches!(before, "to" | "for" | "in" | "of" | "from") && is_place(rest.start - 1);
    let person = rest.len() > 1
        && (entity_type != EntityType::Organisation && is_given_or_initial(document, rest.start)
            || rest.len() < 4 && is_foreign(document, &rest));
    if leads && person { (EntityType::Person, rest) } else { (entity_type, span) }
}

/// Final words of works named after a person ("the Lee Act").
const EPONYM_NOUNS: [&str; 13] =
    ["act", "award", "awards", "bill", "hour", "live", "now", "plan", "podcast", "prize", "report", "show", "tonight"];

/// Whether no word is in the dictionary, a place or an organisation word. What remains is a person's name.
fn is_foreign(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| {
        let lists = document.lists(token);
        document.is_capitalised(token)
            && !is_common_word(document, token)
            && !is_org_word(document, token)
            && !lists.has(List::Places)
            && !lists.has(List::Organisations)
            && !is_acronym(document.word(token))
    })
}

/// "RIO BRANCO, Brazil —": capitals at the beginning of a paragraph with a dash or a bracket close after them.
fn is_dateline(document: &Document, tokens: &Range<usize>) -> bool {
    let first =
        document.paragraphs.get(document.paragraph_of(tokens.start)).is_some_and(|all| all.start == tokens.start);
    let capitals = || tokens.clone().all(|token| is_acronym(document.word(token)));
    let dash = |token| matches!(document.word(token), "—" | "–" | "-" | "--" | "(" | "Reuters" | "AP");
    first && capitals() && (tokens.end..tokens.end + 8).any(dash)
}

/// "Crosby Rovers": a club word, or an organisation word after something that is no given name.
fn is_club(document: &Document, tokens: &Range<usize>) -> bool {
    let last = document.lower(tokens.end - 1);
    let club = matches!(last, "rovers" | "united" | "fc" | "wanderers" | "athletic" | "rangers" | "city");
    tokens.len() == 2 && (club || is_org_word(document, tokens.end - 1) && !is_given_or_initial(document, tokens.start))
}

fn is_eponym_noun(document: &Document, token: usize) -> bool {
    is_org_word(document, token) || EPONYM_NOUNS.contains(&document.lower(token))
}

/// Whether a supposed organisation is a person: it has a name particle and no organisation word.
fn is_person_name(document: &Document, tokens: &Range<usize>) -> bool {
    let particle = |token: usize| document.is_on_as_written(List::NameParticles, token);
    tokens.clone().any(particle) && !tokens.clone().any(|token| is_org_word(document, token))
}

/// The end of the name that ends at `end`, extended by a quoted nickname and the surname after it: Luis “Shorty” Lee.
fn with_nickname(document: &Document, end: usize, most: usize) -> usize {
    let opens = matches!(document.word(end), "“" | "\"" | "‘" | "'" | "(");
    let closes = matches!(document.word(end + 2), "”" | "\"" | "’" | "'" | ")");
    let surname = end + 3;
    if !(opens && closes && surname < most && document.is_capitalised(end + 1) && document.is_capitalised(surname)) {
        return end;
    }
    let goes_on = |&token: &usize| document.is_capitalised(token) && follows_blank(document, token);
    surname + 1 + (surname + 1..most).take_while(goes_on).count()
}

/// The end of the name that ends at `end`, extended by "Jr." or the like, with or without a comma before it.
fn with_suffix(document: &Document, end: usize) -> usize {
    let is_suffix = |token: usize| is_written_suffix(document.word(token));
    if is_suffix(end) {
        end + 1
    } else if document.word(end) == "," && is_suffix(end + 1) {
        end + 2
    } else {
        end
    }
}

/// The start of the titles right before token `start`, not before `least`.
fn first_title(document: &Document, least: usize, start: usize) -> usize {
    let is_title = |token: usize| {
        is_title(document, token) || matches!(document.lower(token), "vice" | "prime" | "chief" | "attorney" | "deputy")
    };
    let mut first = start;
    while first > least && follows_blank(document, first) && is_title(first - 1) {
        first -= 1;
    }
    // "Environment Minister", "New York Mayor": the words before a title belong to it.
    let sentence = |token: usize| {
        let lists = document.lists(token);
        document.is_capitalised(token) && !lists.has(List::FunctionWords) && !lists.has(List::Calendar)
    };
    let courtesy = first < start && document.word(first).len() <= 3;
    while first < start && !courtesy && first > least && follows_blank(document, first) && sentence(first - 1) {
        first -= 1;
    }
    first
}

/// Adds the capitalised words in `range` that the recogniser did not take for names but that have other evidence.
///
/// A single word that only ever begins sentences is not a name.
fn add_unrecognised(document: &Document, range: Range<usize>, inside: &[bool], names: &mut Vec<Name>) {
    let mut next = range.start;
    while next < range.end {
        let mut run = capitalised_run(document, next..range.end);
        let word = document.word(run.start);
        let nobody = if is_acronym(word) {
            // "CEO Ann Lee", "the CFO": not names.
            document.is_on(List::PersonNouns, run.start)
        } else if is_compound(word) {
            true
        } else {
            document.word(run.end) != "and" && !inside[document.word_id(run.start)]
        };
        if run.len() == 1 && nobody {
            run.end = run.start;
        }
        if run.is_empty() {
            next += 1;
            continue;
        }
        next = run.end;
        let (titles, gender) = leading_titles(document, run.clone());
        let tokens = titles.end..run.end;
        let entity_type = match guess_type(document, &tokens, !titles.is_empty()) {
            _ if is_dateline(document, &tokens) => EntityType::Place,
            EntityType::Person if is_club(document, &tokens) => EntityType::Organisation,
            entity_type => entity_type,
        };
        names.push(Name { tokens, titles, entity_type, gender, headline: false });
    }
}

/// For each distinct word, whether one of the `spans` has it capitalised inside a sentence.
fn capitals_inside(document: &Document, spans: &[Range<usize>]) -> Vec<bool> {
    let within = |&token: &usize| {
        let starts = document.sentences[document.sentence_of(token)].start == token;
        let behind_mark = !starts && document.tokens[token - 1].kind == TokenKind::Punctuation;
        document.is_capitalised(token) && !starts && !behind_mark
    };
    let mut inside = vec![false; document.distinct_words()];
    for token in spans.iter().cloned().flatten().filter(within) {
        inside[document.word_id(token)] = true;
    }
    inside
}

/// The run of adjacent capitalised words at the beginning of `range`; empty if no name may begin there.
fn capitalised_run(document: &Document, range: Range<usize>) -> Range<usize> {
    let start = range.start;
    if !document.is_capitalised(start) || !may_begin_name(document, start, range.end) {
        return start..start;
    }
    let goes_on = |&token: &usize| document.is_capitalised(token) && follows_blank(document, token);
    start..start + 1 + (start + 1..range.end).take_while(goes_on).count()
}

/// Maximum length of a name that is looked for in a headline, in words.
const MAX_HEADLINE_NAME_WORDS: usize = 5;

/// Finds the names of the text below in headlines, the longest first.
fn add_headline_names(document: &Document, names: &mut Vec<Name>) {
    let mut headlines =
        document.paragraphs.iter().filter(|paragraph| is_headline(document, (*paragraph).clone())).peekable();
    if headlines.peek().is_none() {
        return;
    }
    let mut known: FxHashMap<Cow<str>, EntityType> = FxHashMap::default();
    let mut begin_several: FxHashSet<Cow<str>> = FxHashSet::default();
    for name in names.iter().filter(|name| name.entity_type != EntityType::Unclear) {
        known.entry(folded(document, name.tokens.clone())).or_insert(name.entity_type);
        if name.tokens.len() > 1 {
            begin_several.insert(fold_token(document, name.tokens.start));
        }
        if name.entity_type == EntityType::Person {
            known.entry(fold_token(document, name.tokens.end - 1)).or_insert(EntityType::Person);
        }
    }
    let before = names.len();
    for headline in headlines {
        let mut next = headline.start;
        while next < headline.end {
            if !document.is_capitalised(next) {
                next += 1;
                continue;
            }
            let longest = if begin_several.contains(&fold_token(document, next)) { MAX_HEADLINE_NAME_WORDS } else { 1 };
            let most = headline.end.min(next + longest);
            let found = (next + 1..=most).rev().map(|end| next..end).find_map(|tokens| {
                known.get(&folded(document, tokens.clone())).map(|&entity_type| (tokens, entity_type))
            });
            let known_surname = |token: usize| {
                token < headline.end && known.get(&fold_token(document, token)) == Some(&EntityType::Person)
            };
            let full = || {
                let fits = is_given_or_initial(document, next) && known_surname(next + 1);
                fits.then_some((next..next + 2, EntityType::Person))
            };
            let found = found.filter(|(tokens, _)| tokens.len() > 1 || !known_surname(next + 1)).or_else(full);
            next = found.as_ref().map_or(next + 1, |(tokens, _)| tokens.end);
            names.extend(found.map(|(tokens, entity_type)| Name {
                titles: tokens.start..tokens.start,
                tokens,
                entity_type,
                gender: None,
                headline: true,
            }));
        }
    }
    if names.len() > before {
        names.sort_by_key(|name| name.tokens.start);
    }
}

fn folded<'a>(document: &'a Document, tokens: Range<usize>) -> Cow<'a, str> {
    if tokens.len() == 1 {
        return fold_token(document, tokens.start);
    }
    let words: Vec<Cow<str>> = tokens.map(|token| fold_token(document, token)).collect();
    Cow::Owned(words.join(" "))
}

/// Whether a name may begin here. A word that is capitalised only because it begins a sentence may not.
fn may_begin_name(document: &Document, index: usize, end: usize) -> bool {
    let (word, lists) = (document.word(index), document.lists(index));
    let followed = index + 1 < end && document.is_capitalised(index + 1) && follows_blank(document, index + 1);
    // "He Jianxiong": a pronoun does not directly precede a name.
    if word == "He" && followed {
        return true;
    }
    if (lists.has(List::FunctionWords) || lists.has(List::Calendar)) && !is_acronym(word) {
        return false;
    }
    let sentence = &document.sentences[document.sentence_of(index)];
    let before = index.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| document.word(before));
    let starts = before.is_none_or(|word| matches!(word, "“" | "\"" | "‘" | "'" | "``" | "(" | "—" | "•" | ":"));
    if !starts {
        return true;
    }
    let known = is_given_name(document, index)
        || lists.has(List::Places)
        || lists.has(List::Organisations)
        || is_title(document, index);
    followed || known || is_acronym(word) || !has_common_ending(document, index)
}

/// Maximum number of words of a title: "Bank of Norland Chief Financial Officer".
const MAX_TITLE_WORDS: usize = 8;

/// The titles at the beginning of a run. At least one word remains for the name.
fn leading_titles(document: &Document, run: Range<usize>) -> (Range<usize>, Option<Gender>) {
    let mut gender = None;
    let mut end = run.start;
    while end + 1 < run.end {
        let lower = document.lower(end);
        if !(is_title(document, end) || lower == "vice" || lower == "former") {
            break;
        }
        gender = gender.or_else(|| TITLES.gender(title_key(lower)));
        end += 1;
    }
    // "Prime Minister Starmer", "Attorney General Smith", "Foreign Secretary Lee": the title has more words.
    let later = (end..run.end.saturating_sub(1).min(end + MAX_TITLE_WORDS)).rev().find(|&index| {
        let lower = document.lower(index);
        is_title(document, index) && lower != "general"
            || lower == "general" && index > run.start && index + 1 < run.end
    });
    if let Some(later) = later.filter(|&later| !(run.start..later).any(|index| is_given_name(document, index))) {
        gender = gender.or_else(|| TITLES.gender(title_key(document.lower(later))));
        end = later + 1;
    }
    (run.start..end, gender)
}

fn guess_type(document: &Document, tokens: &Range<usize>, titled: bool) -> EntityType {
    let lower: Vec<&str> = tokens.clone().map(|index| document.lower(index)).collect();
    let whole = lower.join(" ");
    let given = is_given_name(document, tokens.start);
    if PLACES.has(&whole)
        || tokens.clone().all(|index| {
            document.is_on(List::Places, index)
                || matches!(
                    document.lower(index),
                    "new"
                        | "south"
                        | "north"
                        | "west"
                        | "east"
                        | "united"
                        | "kingdom"
                        | "states"
                        | "republic"
                        | "of"
                        | "the"
                )
        })
    {
        return EntityType::Place;
    }
    if titled {
        return EntityType::Person;
    }
    let has_org_word = tokens.clone().any(|index| is_org_word(document, index));
    let last_only = lower.len() == 2 && given && !has_org_word;
    if ORGANISATIONS.has(&whole)
        || (has_org_word && !last_only)
        || lower.len() > 1 && !given && tokens.clone().any(|index| document.is_on(List::Organisations, index))
    {
        return EntityType::Organisation;
    }
    if is_acronym(document.word(tokens.start)) && !document.word(tokens.start).ends_with('.') {
        return EntityType::Organisation;
    }
    let after_article = tokens.start > 0 && matches!(document.word(tokens.start - 1), "the" | "The");
    match lower.len() {
        1 if after_article => EntityType::Organisation,
        1 => EntityType::Unclear,
        2..=5 if is_eponym_noun(document, tokens.end - 1) => EntityType::Organisation,
        2..=5 if !after_article && (given || !document.is_on(List::Places, tokens.start)) => EntityType::Person,
        _ => EntityType::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, EntityType)> {
        let document = Document::new(text);
        find_names(&document, &Recogniser::shipped().unwrap())
            .iter()
            .map(|name| (document.span(name.tokens.clone()).of(text).to_owned(), name.entity_type))
            .collect()
    }

    #[test]
    fn names_and_their_types() {
        use EntityType::*;
        let cases: &[(&str, &[(&str, EntityType)])] = &[
            ("We met President Gustavo Petro.", &[("Gustavo Petro", Person)]),
            ("Then Sen. Tim Kaine, D-Va., left.", &[("Tim Kaine", Person)]),
            (
                "He saw Luiz Inácio Lula da Silva in Brazil.",
                &[("Luiz Inácio Lula da Silva", Person), ("Brazil", Place)],
            ),
            (
                "Then Sandra Borda of the University of the Andes left.",
                &[("Sandra Borda", Person), ("University of the Andes", Organisation)],
            ),
            (
                "However, Prime Minister Keir Starmer and Rachel Reeves met.",
                &[("Keir Starmer", Person), ("Rachel Reeves", Person)],
            ),
            (
                "At the UN, Mr. Smith’s lawyer Michael Cohen spoke.",
                &[("UN", Organisation), ("Smith", Person), ("Michael Cohen", Person)],
            ),
            ("Then the Varden Growers’ Union spoke.", &[("Varden Growers’ Union", Organisation)]),
            ("The envoy to Ukraine Kurt Volker left.", &[("Ukraine", Place), ("Kurt Volker", Person)]),
            ("Then CEO Ann Lee left with the CFO.", &[("Ann Lee", Person)]),
            ("Then it sank, He Jianxiong said.", &[("He Jianxiong", Person)]),
            ("Officials said nothing.", &[]),
            ("Angry Bank Chief Quits Again", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|&(name, entity_type)| (name.to_owned(), entity_type)).collect();
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
