//! Names in running text: what the recogniser finds, made whole.
//!
//! The recogniser tells which words are names. Here titles are set apart, a given name it missed is taken in, "Jr." is
//! added, and capitalised words it passed over are kept as names that nothing is known of: telling words make bodies
//! ("University", "Ministry"), lists know places. A line that is capitalised throughout (a headline) tells nothing by its
//! capitals: there only the names are found that the article itself has.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bodies_in_context::{learn_bodies, take_in_body_nouns, take_in_states};
use super::name::{Bearer, Name, fold_token, is_given_name, is_title, title_key};
use super::name_extents::put_right;
use super::name_words::{is_acronym, is_common, is_compound, is_given, is_of_language, is_telling};
use super::offices::{leave_out_offices, take_in_owners};
use super::recogniser::{Recogniser, Sort};
use super::stretches::{all_stretches, is_headline, touches};
use crate::lexicon::{Gender, List, ORGANISATIONS, PLACES, TITLES};
use crate::text::{Document, TokenKind};

/// All names of the document, in order.
pub(super) fn find_names(document: &Document, recogniser: &Recogniser) -> Vec<Name> {
    let stretches = all_stretches(document);
    let found = put_right(document, recogniser.names(document, &stretches));
    let found = found.into_iter().flat_map(|name| apart(document, name));
    let mut names: Vec<Name> = Vec::new();
    let inside = capitals_inside(document, &stretches);
    let mut next = found.peekable();
    for stretch in stretches {
        let mut from = stretch.start;
        while let Some((sort, span)) = next.next_if(|(_, span)| span.start < stretch.end) {
            if span.start < from {
                // Taken in by the name before.
                continue;
            }
            let name = made_whole(document, sort, from..stretch.end, span);
            passed_over(document, from..name.titles.start, &inside, &mut names);
            from = name.tokens.end;
            names.push(name);
        }
        passed_over(document, from..stretch.end, &inside, &mut names);
    }
    take_in_owners(document, &mut names);
    leave_out_offices(document, &mut names);
    learn_bodies(document, &mut names);
    take_in_body_nouns(document, &mut names);
    take_in_states(document, &mut names);
    in_headlines(document, &mut names);
    if let Some(title) = document.paragraphs.first().filter(|first| is_headline_of_all(document, first)) {
        names.iter_mut().take_while(|name| name.tokens.start < title.end).for_each(|name| name.headline = true);
    }
    names
}

/// A first line that ends in no mark is the title of the text below, whatever its capitals.
fn is_headline_of_all(document: &Document, first: &Range<usize>) -> bool {
    document.paragraphs.len() > 1 && document.tokens[first.end - 1].kind != TokenKind::Punctuation
}

/// "Ann Lee of the University of Leeds": somebody and a body, found as one name.
fn apart(document: &Document, (sort, span): (Sort, Range<usize>)) -> impl Iterator<Item = (Sort, Range<usize>)> {
    let split = split(document, sort, &span);
    let [first, second] = match split {
        Some((somebody, body)) => [Some((Sort::Person, somebody)), Some((sort, body))],
        None => [Some((sort, span)), None],
    };
    first.into_iter().chain(second)
}

/// Where a name of this `sort` is that of somebody and of a body.
fn split(document: &Document, sort: Sort, span: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    if sort != Sort::Organisation {
        return None;
    }
    let joins = |&token: &usize| matches!(document.word(token), "of" | "at" | "from");
    let of = (span.start + 1..span.end.min(span.start + 4)).find(joins)?;
    let known = |token: usize| {
        let lists = document.lists(token);
        is_telling(document, token) || is_common(document, token) || lists.has(List::Places) || lists.has(List::Titles)
    };
    let the = usize::from(document.word(of + 1) == "the");
    let body = of + 1 + the..span.end;
    let somebody = span.start..of;
    let splits = !somebody.clone().any(known)
        && body.clone().any(|token| is_telling(document, token))
        && (somebody.len() <= 3 || is_given(document, span.start));
    splits.then_some((somebody, body))
}

/// The found name with its titles set apart and what belongs to it taken in, all `within` one stretch.
fn made_whole(document: &Document, sort: Sort, within: Range<usize>, span: Range<usize>) -> Name {
    let (sort, tokens) = behind_title(document, sort, span);
    let (sort, mut tokens) = behind_place(document, sort, tokens);
    let sort = match sort {
        _ if is_dateline(document, &tokens) => Sort::Place,
        Sort::Organisation if is_persons(document, &tokens) => Sort::Person,
        Sort::Person if tokens.len() > 2 && is_work(document, tokens.end - 1) => Sort::Organisation,
        Sort::Person if is_club(document, &tokens) => Sort::Organisation,
        sort => sort,
    };
    if sort == Sort::Person {
        // "He Jianxiong": no pronoun stands right before a name.
        let he = tokens.start > within.start && document.word(tokens.start - 1) == "He";
        if he && tokens.len() == 1 && touches(document, tokens.start) {
            tokens.start -= 1;
        }
        while tokens.start > within.start && is_given(document, tokens.start - 1) && touches(document, tokens.start) {
            tokens.start -= 1;
        }
        tokens.end = with_suffix(document, behind_nickname(document, tokens.end, within.end));
    }
    let (titles, gender) = leading_titles(document, first_title(document, within.start, tokens.start)..tokens.end);
    let (bearer, titled) = match sort {
        Sort::Person => (Bearer::Person, !titles.is_empty()),
        Sort::Organisation => (Bearer::Organisation, false),
        Sort::Place => (Bearer::Place, false),
    };
    let (titles, tokens) =
        if titled { (titles.clone(), titles.end..tokens.end) } else { (tokens.start..tokens.start, tokens) };
    Name { titles, tokens, bearer, gender, headline: false }
}

/// "Varden Supreme Court Justice Frank Lee", "Growers Union President Ann Ray": taken for one name, they end in a person's.
fn behind_title(document: &Document, sort: Sort, span: Range<usize>) -> (Sort, Range<usize>) {
    let heads = |token: &usize| {
        is_title(document, *token)
            || document.is_on(List::PersonNouns, *token)
            || matches!(document.lower(*token), "house" | "senate")
    };
    let Some(title) = (span.start..span.end.saturating_sub(1)).rev().find(heads) else { return (sort, span) };
    let rest = title + 1..span.end;
    let plain = !rest.clone().any(|token| is_telling(document, token) || !document.is_capitalised(token));
    let house = matches!(document.word(title), "House" | "Senate" | "Speaker");
    let person = sort == Sort::Person
        || (2..=4).contains(&rest.len()) && (house || is_given(document, rest.start) || is_foreign(document, &rest));
    if plain && person { (Sort::Person, rest) } else { (sort, span) }
}

/// "The envoy to South Korea Ann Lee": a place that a preposition stands before is no part of the name.
fn behind_place(document: &Document, sort: Sort, span: Range<usize>) -> (Sort, Range<usize>) {
    let before = span.start.checked_sub(1).map_or("", |before| document.word(before));
    let is_place = |token: usize| document.is_on(List::Places, token) && !is_given_name(document, token);
    let quarter = usize::from(matches!(document.word(span.start), "North" | "South" | "New"));
    let rest = span.start + quarter + 1..span.end;
    let leads = matches!(before, "to" | "for" | "in" | "of" | "from") && is_place(rest.start - 1);
    let person = rest.len() > 1
        && (sort != Sort::Organisation && is_given(document, rest.start)
            || rest.len() < 4 && is_foreign(document, &rest));
    if leads && person { (Sort::Person, rest) } else { (sort, span) }
}

/// Last words of what is called after a person and is none: shows, awards, laws.
const WORKS: [&str; 13] =
    ["act", "award", "awards", "bill", "hour", "live", "now", "plan", "podcast", "prize", "report", "show", "tonight"];

/// Whether none of the words is one of the language or of a place or body: what is left is somebody's name.
fn is_foreign(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| {
        let lists = document.lists(token);
        document.is_capitalised(token)
            && !is_of_language(document, token)
            && !is_telling(document, token)
            && !lists.has(List::Places)
            && !lists.has(List::Organisations)
            && !is_acronym(document.word(token))
    })
}

/// "RIO BRANCO, Brazil —": capitals at the head of a paragraph with a dash or a bracket close behind.
fn is_dateline(document: &Document, tokens: &Range<usize>) -> bool {
    let first =
        document.paragraphs.get(document.paragraph_of(tokens.start)).is_some_and(|all| all.start == tokens.start);
    let capitals = || tokens.clone().all(|token| is_acronym(document.word(token)));
    let dash = |token| matches!(document.word(token), "—" | "–" | "-" | "--" | "(" | "Reuters" | "AP");
    first && capitals() && (tokens.end..tokens.end + 8).any(dash)
}

/// "Crosby Rovers": a telling word behind what is no given name.
fn is_club(document: &Document, tokens: &Range<usize>) -> bool {
    let last = document.lower(tokens.end - 1);
    let club = matches!(last, "rovers" | "united" | "fc" | "wanderers" | "athletic" | "rangers" | "city");
    tokens.len() == 2 && (club || is_telling(document, tokens.end - 1) && !is_given(document, tokens.start))
}

fn is_work(document: &Document, token: usize) -> bool {
    is_telling(document, token) || WORKS.contains(&document.lower(token))
}

/// A body's name that is a person's after all: a particle stands in it, and no word that tells of a body.
fn is_persons(document: &Document, tokens: &Range<usize>) -> bool {
    let particle = |token: usize| document.is_on_as_written(List::NameParticles, token);
    tokens.clone().any(particle) && !tokens.clone().any(|token| is_telling(document, token))
}

/// The end of a name that ends at `end`, with a nickname in marks and the surname behind it: Luis “Shorty” Lee.
fn behind_nickname(document: &Document, end: usize, most: usize) -> usize {
    let opens = matches!(document.word(end), "“" | "\"" | "‘" | "'" | "(");
    let closes = matches!(document.word(end + 2), "”" | "\"" | "’" | "'" | ")");
    let surname = end + 3;
    if !(opens && closes && surname < most && document.is_capitalised(end + 1) && document.is_capitalised(surname)) {
        return end;
    }
    let goes_on = |&token: &usize| document.is_capitalised(token) && touches(document, token);
    surname + 1 + (surname + 1..most).take_while(goes_on).count()
}

/// The end of a name that ends at `end`, with "Jr." or the like behind it, a comma before it or not.
fn with_suffix(document: &Document, end: usize) -> usize {
    let is_suffix = |token: usize| matches!(document.word(token), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV");
    if is_suffix(end) {
        end + 1
    } else if document.word(end) == "," && is_suffix(end + 1) {
        end + 2
    } else {
        end
    }
}

/// Where the titles begin that stand right before token `start`, not before `least`.
fn first_title(document: &Document, least: usize, start: usize) -> usize {
    let is_title = |token: usize| {
        is_title(document, token) || matches!(document.lower(token), "vice" | "prime" | "chief" | "attorney" | "deputy")
    };
    let mut first = start;
    while first > least && touches(document, first) && is_title(first - 1) {
        first -= 1;
    }
    // "Environment Minister", "New York Mayor": what goes before a title belongs to it.
    let tells = |token: usize| {
        let lists = document.lists(token);
        document.is_capitalised(token) && !lists.has(List::FunctionWords) && !lists.has(List::Calendar)
    };
    let courtesy = first < start && document.word(first).len() <= 3;
    while first < start && !courtesy && first > least && touches(document, first) && tells(first - 1) {
        first -= 1;
    }
    first
}

/// The capitalised words in `range` that the recogniser took for no name, where something speaks for one all the same.
///
/// A single word that only ever begins sentences is none.
fn passed_over(document: &Document, range: Range<usize>, inside: &[bool], names: &mut Vec<Name>) {
    let mut next = range.start;
    while next < range.end {
        let mut run = run(document, next..range.end);
        let word = document.word(run.start);
        let nobody = if is_acronym(word) {
            // "CEO Ann Lee", "the CFO": no names.
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
        let bearer = match bearer(document, &tokens, !titles.is_empty()) {
            _ if is_dateline(document, &tokens) => Bearer::Place,
            Bearer::Person if is_club(document, &tokens) => Bearer::Organisation,
            bearer => bearer,
        };
        names.push(Name { tokens, titles, bearer, gender, headline: false });
    }
}

/// For each word by its number whether it is capitalised inside a sentence, in one of the `stretches`.
fn capitals_inside(document: &Document, stretches: &[Range<usize>]) -> Vec<bool> {
    let within = |&token: &usize| {
        let starts = document.sentences[document.sentence_of(token)].start == token;
        let behind_mark = !starts && document.tokens[token - 1].kind == TokenKind::Punctuation;
        document.is_capitalised(token) && !starts && !behind_mark
    };
    let mut inside = vec![false; document.distinct_words()];
    for token in stretches.iter().cloned().flatten().filter(within) {
        inside[document.word_id(token)] = true;
    }
    inside
}

/// The run of touching capitalised words that begins with `range`, where a name may begin there; else empty.
fn run(document: &Document, range: Range<usize>) -> Range<usize> {
    let start = range.start;
    if !document.is_capitalised(start) || !may_begin(document, start, range.end) {
        return start..start;
    }
    let goes_on = |&token: &usize| document.is_capitalised(token) && touches(document, token);
    start..start + 1 + (start + 1..range.end).take_while(goes_on).count()
}

/// Longest name that is looked for in a headline, in words.
const LONGEST_IN_HEADLINE: usize = 5;

/// Finds in headlines the names that the text below has, the longest ones first.
fn in_headlines(document: &Document, names: &mut Vec<Name>) {
    let mut headlines =
        document.paragraphs.iter().filter(|paragraph| is_headline(document, (*paragraph).clone())).peekable();
    if headlines.peek().is_none() {
        return;
    }
    let mut known: FxHashMap<Cow<str>, Bearer> = FxHashMap::default();
    let mut begin_several: FxHashSet<Cow<str>> = FxHashSet::default();
    for name in names.iter().filter(|name| name.bearer != Bearer::Unclear) {
        known.entry(folded(document, name.tokens.clone())).or_insert(name.bearer);
        if name.tokens.len() > 1 {
            begin_several.insert(fold_token(document, name.tokens.start));
        }
        if name.bearer == Bearer::Person {
            known.entry(fold_token(document, name.tokens.end - 1)).or_insert(Bearer::Person);
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
            let longest = if begin_several.contains(&fold_token(document, next)) { LONGEST_IN_HEADLINE } else { 1 };
            let most = headline.end.min(next + longest);
            let found = (next + 1..=most)
                .rev()
                .map(|end| next..end)
                .find_map(|tokens| known.get(&folded(document, tokens.clone())).map(|&bearer| (tokens, bearer)));
            let known_surname =
                |token: usize| token < headline.end && known.get(&fold_token(document, token)) == Some(&Bearer::Person);
            let full = || {
                let fits = is_given(document, next) && known_surname(next + 1);
                fits.then_some((next..next + 2, Bearer::Person))
            };
            let found = found.filter(|(tokens, _)| tokens.len() > 1 || !known_surname(next + 1)).or_else(full);
            next = found.as_ref().map_or(next + 1, |(tokens, _)| tokens.end);
            names.extend(found.map(|(tokens, bearer)| Name {
                titles: tokens.start..tokens.start,
                tokens,
                bearer,
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

/// Whether a name may begin here: not with a word that is capitalised only because a sentence begins.
fn may_begin(document: &Document, index: usize, end: usize) -> bool {
    let (word, lists) = (document.word(index), document.lists(index));
    let followed = index + 1 < end && document.is_capitalised(index + 1) && touches(document, index + 1);
    // "He Jianxiong": no pronoun stands right before a name.
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
    followed || known || is_acronym(word) || !is_common(document, index)
}

/// Titles at the beginning of a run. At least one word is left to be the name.
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
    // "Prime Minister Starmer", "Attorney General Smith", "Foreign Secretary Lee": the title ends later.
    let later = (end..run.end.saturating_sub(1).min(end + 4)).rev().find(|&index| {
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

fn bearer(document: &Document, tokens: &Range<usize>, titled: bool) -> Bearer {
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
        return Bearer::Place;
    }
    if titled {
        return Bearer::Person;
    }
    let telling = tokens.clone().any(|index| is_telling(document, index));
    let last_only = lower.len() == 2 && given && !telling;
    if ORGANISATIONS.has(&whole)
        || (telling && !last_only)
        || lower.len() > 1 && !given && tokens.clone().any(|index| document.is_on(List::Organisations, index))
    {
        return Bearer::Organisation;
    }
    if is_acronym(document.word(tokens.start)) && !document.word(tokens.start).ends_with('.') {
        return Bearer::Organisation;
    }
    let after_article = tokens.start > 0 && matches!(document.word(tokens.start - 1), "the" | "The");
    match lower.len() {
        1 if after_article => Bearer::Organisation,
        1 => Bearer::Unclear,
        2..=5 if is_work(document, tokens.end - 1) => Bearer::Organisation,
        2..=5 if !after_article && (given || !document.is_on(List::Places, tokens.start)) => Bearer::Person,
        _ => Bearer::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, Bearer)> {
        let document = Document::new(text);
        find_names(&document, &Recogniser::shipped().unwrap())
            .iter()
            .map(|name| (document.span(name.tokens.clone()).of(text).to_owned(), name.bearer))
            .collect()
    }

    #[test]
    fn names_and_their_bearers() {
        use Bearer::*;
        let cases: &[(&str, &[(&str, Bearer)])] = &[
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
            let expected: Vec<_> = expected.iter().map(|&(name, bearer)| (name.to_owned(), bearer)).collect();
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
