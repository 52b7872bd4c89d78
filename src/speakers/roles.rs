//! Roles of named persons: "of the University of the Andes", ", an expert on trade,", "interior minister".
//!
//! A role is complete or absent: half of it could be somebody else's.

use std::ops::Range;

use super::affiliation::affiliation;
use super::name::{Name, is_role_word, is_title};
use super::role_before::{role_before, role_introducing};
use crate::lexicon::{List, PERSON_NOUNS};
use crate::text::{Document, TokenKind};

/// Maximum length of an apposition, in tokens.
const MAX_APPOSITION_TOKENS: usize = 24;

/// The role next to `names[index]`, as written: after the name if there is one, else before it.
pub(super) fn role(document: &Document, names: &[Name], index: usize) -> Option<String> {
    let name = &names[index];
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start))?.end;
    let affiliation = affiliation(document, names, index, sentence);
    let after = affiliation.as_ref().map_or(name.tokens.end, |tokens| tokens.end);
    // `of Johns Hopkins University, an expert on Colombia–U.S. relations`
    let with_apposition = apposition(document, after..sentence).map(|with_apposition| {
        affiliation.as_ref().map_or(with_apposition.start, |org| org.start)..with_apposition.end
    });
    let without_apposition = || {
        let before = role_before(document, names, index).or_else(|| role_introducing(document, name));
        // "The geologist Ann Lee of Acme": the occupation says more than the employer.
        let is_noun = |token: usize| document.is_on_as_written(List::PersonNouns, token);
        let says_more = before.clone().is_some_and(|mut tokens| tokens.any(is_noun));
        if says_more { before } else { affiliation.clone().or(before) }
    };
    with_apposition.or_else(without_apposition).map(|tokens| document.normalized_text(tokens).into_owned())
}

/// `, an expert on trade,`: an apposition between commas or dashes with a person noun in it.
fn apposition(document: &Document, rest: Range<usize>) -> Option<Range<usize>> {
    let open = document.word(rest.start);
    if rest.is_empty() || !matches!(open, "," | "(" | "—" | "–") {
        return None;
    }
    let mut start = rest.start + 1;
    // "chairman of the £48 billion ($64bn, two funds) Acme Trust": what is in brackets ends nothing.
    let bracketed = |token: usize| {
        let bracket =
            (rest.start + 1..token).rev().map(|token| document.word(token)).find(|word| matches!(*word, "(" | ")"));
        bracket == Some("(")
    };
    let closes = |&token: &usize| match document.word(token) {
        _ if bracketed(token) => false,
        // A dash between two words without blanks is part of them: "Colombia–U.S. relations".
        "—" | "–" => document.tokens[token].span.start() > document.tokens[token - 1].span.end(),
        word => matches!(word, "," | ")" | ";" | ":" | "." | "“" | "\"" | "who" | "whose" | "which"),
    };
    if start >= rest.end {
        return None;
    }
    let mut end = (start..rest.end.min(start + MAX_APPOSITION_TOKENS)).find(closes)?;
    // "Smith, 46, a father of two, said": an age is no role.
    if document.tokens.get(start).is_some_and(|token| token.kind == TokenKind::Number)
        && end == start + 1
        && document.word(end) == ","
    {
        start = end + 1;
        end = (start..rest.end.min(start + MAX_APPOSITION_TOKENS)).find(closes)?;
    }
    let end = with_list(document, end, rest.end, closes);
    let end = with_title(document, start, end, rest.end)?;
    let one = document.lower(start) == "one";
    let has_person_noun = (start..end).take(8).any(|token| {
        let singular = document.lower(token).strip_suffix('s').filter(|_| one);
        document.is_on(List::PersonNouns, token) && document.lower(token) != "party"
            || singular.is_some_and(|noun| PERSON_NOUNS.has(noun))
    });
    // "Ann Lee, Tom’s aunt," "Ann Lee, Acme’s head of sales,"
    let owned = matches!(document.word(start + 1), "’s" | "'s" | "’" | "'");
    let begins = matches!(document.lower(start), "a" | "an" | "the" | "its" | "his" | "her" | "one")
        || owned
        || document.is_on(List::PersonNouns, start)
        || document.word(start + 1).starts_with(char::is_lowercase) && document.is_on(List::PersonNouns, start + 1);
    // ", Mayor Ann Lee said": a title and another name is no apposition.
    let another = (start..end.saturating_sub(1)).take(3).any(|token| {
        document.word(token).starts_with(char::is_uppercase)
            && is_title(document, token)
            && document.word(token + 1).starts_with(char::is_uppercase)
    });
    // ", accused of theft,": a participle in the passive is no role.
    let accused = document.lower(start) == "accused";
    let is_one = has_person_noun && begins && !another && !accused && start < end;
    (is_one && !is_reported(document, start..end)).then_some(start..end)
}

/// `the author of “Black Tides,”`: the end of a role with a quoted title. `None` if the role would end in the middle of
/// a phrase.
fn with_title(document: &Document, start: usize, end: usize, sentence: usize) -> Option<usize> {
    if end <= start
        || !matches!(document.lower(end - 1), "of" | "for" | "at" | "in" | "on" | "to" | "with" | "and" | "or" | "the")
    {
        return Some(end);
    }
    let close = match document.word(end) {
        "“" => "”",
        "\"" => "\"",
        _ => return None,
    };
    let most = sentence.min(end + MAX_APPOSITION_TOKENS);
    (end + 1..most).find(|&token| document.word(token) == close).map(|close| close + 1)
}

/// `founder, CEO and president of Acme`: the end of the list whose first part ends at `end`.
fn with_list(document: &Document, end: usize, sentence: usize, closes: impl Fn(&usize) -> bool) -> usize {
    let mut comma = end;
    while document.word(comma) == "," {
        // "president of Acme Corp." is followed by no other full stop.
        let most = sentence.min(comma + MAX_APPOSITION_TOKENS);
        let next = (comma + 1..most).find(&closes).or((most == sentence).then_some(sentence));
        let Some(next) = next else { return end };
        let nouns = (comma + 1..next).take_while(|&token| is_role_word(document, token)).count();
        if nouns == 0 {
            return end;
        }
        let and = comma + 1 + nouns;
        if and + 1 < next && document.word(and) == "and" && is_role_word(document, and + 1) {
            return next;
        }
        if and < next {
            return end;
        }
        comma = next;
    }
    end
}

/// Whether `tokens` after a name and a comma are reported speech: "According to Ann Lee, the pilot left". A noun with
/// its complements is not: "According to Ann Lee, the pilot of the tug, it sank".
fn is_reported(document: &Document, tokens: Range<usize>) -> bool {
    let sentence = document.sentences[document.sentence_of(tokens.start)].start;
    let according = document.lower(sentence) == "according" && document.lower(sentence + 1) == "to";
    let is_noun = |token: &usize| document.is_on(List::PersonNouns, *token);
    let noun = tokens.clone().find(is_noun).unwrap_or(tokens.start);
    let behind = (noun..tokens.end).find(|token| !is_noun(token)).unwrap_or(tokens.end);
    let belongs = matches!(document.lower(behind), "of" | "for" | "at" | "in" | "on" | "from" | "with" | "to" | "who");
    according && (document.word(tokens.end) == "." || behind < tokens.end && !belongs)
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    fn roles(text: &str) -> Vec<Option<String>> {
        let document = Document::new(text);
        let names = find_names(&document, &Recogniser::shipped().unwrap());
        (0..names.len()).map(|index| role(&document, &names, index)).collect()
    }

    #[test]
    fn roles_stand_beside_the_name() {
        let cases = [
            ("Sandra Borda of the University of the Andes argues so.", "of the University of the Andes"),
            ("Then Ann Lee, an expert on UK–U.S. trade, noted it.", "an expert on UK–U.S. trade"),
            (
                "Then Ann Lee of Acme University, an expert on trade, noted it.",
                "of Acme University, an expert on trade",
            ),
            ("He met interior minister Armando Benedetti there.", "interior minister"),
            ("He met President Gustavo Petro there.", "President"),
            (
                "Then Bob Smith, head of £48bn ($64bn, in two) Acme Funds, left.",
                "head of £48bn ($64bn, in two) Acme Funds",
            ),
            ("Bo Lind left (with Bob Smith, a teacher in Leeds).", "a teacher in Leeds"),
            ("Then Bob Smith, 46, a teacher in Leeds, said no.", "a teacher in Leeds"),
            ("Then Bob Smith, a teacher in Leeds who left, said no.", "a teacher in Leeds"),
            ("Then Bob Smith, one of her teachers in Leeds, said no.", "one of her teachers in Leeds"),
            ("Then Bob Smith, Leeds’ head teacher and captain, said no.", "Leeds’ head teacher and captain"),
            ("Then the geologist Ann Lee of Acme University said no.", "geologist"),
            ("She met South Dakota Gov. Ann Lee there.", "South Dakota Gov."),
            ("She met U.S. Attorney Ann Lee there.", "U.S. Attorney"),
            ("Then Ann Lee, founder, CEO and president of Acme, left.", "founder, CEO and president of Acme"),
            ("Then left Ann Lee, founder, CEO and president of Acme Corp.", "founder, CEO and president of Acme Corp."),
            ("Then Ann Lee, founder of Acme, president Bob Ray and others left.", "founder of Acme"),
            ("Founder, CEO and president Ann Lee left.", "Founder, CEO and president"),
            ("Then the mayor and president Ann Lee left.", "president"),
        ];
        for (text, expected) in cases {
            let first = roles(text).into_iter().flatten().next();
            assert_eq!(first.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(roles("Then Mr. Smith, who left, spoke.")[0], None);
    }

    #[test]
    fn roles_are_whole_or_none() {
        let first = |text: &str| roles(text).into_iter().flatten().next();
        for (text, expected) in [
            (
                "Then Ann Lee of the Lisbon Office on Water Rights said no.",
                Some("of the Lisbon Office on Water Rights"),
            ),
            ("Then Ann Lee from the Orion security team said no.", Some("from the Orion security team")),
            ("Then Ann Lee, the author of “Black Tides,” said no.", Some("the author of “Black Tides,”")),
            ("They heard researcher Dr. Ann Lee there.", Some("researcher")),
            ("If it catches Acme chief executive Ann Lee asleep, it wins.", Some("Acme chief executive")),
            ("No, wrote sociologist Ann Lee.", Some("sociologist")),
            (
                "It met Justice Department Inspector General Ann Lee there.",
                Some("Justice Department Inspector General"),
            ),
            ("It was the famous Mexican-American reporter Ann Lee.", Some("famous Mexican-American reporter")),
            ("There sat Lt. Gen. Ann Lee.", Some("Lt. Gen.")),
            ("Then Bob Ray accused Mr. Lee of theft.", None),
            ("Then Bob Ray accused Mr. Lee of being too close to Acme Corp.", None),
            ("It saw Bob Ray at a rally in Iowa.", None),
            ("Robert Ray Finally Endorses House Speaker Ann Lee.", None),
            ("Then Bob Ray, accused of theft by all, left.", None),
            ("They convicted Bob Ray of Zoe Lee’s killing.", None),
        ] {
            assert_eq!(first(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn reported_clauses_are_not_roles() {
        assert_eq!(roles("According to Ann Lee, the pilot wanted a tug.")[0], None);
        assert_eq!(roles("According to Ann Lee, the pilot came, and left again.")[0], None);
        let noun = roles("According to Ann Lee, the pilot of the tug, it sank.");
        assert_eq!(noun[0].as_deref(), Some("the pilot of the tug"));
    }
}
