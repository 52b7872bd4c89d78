//! Phrases that several answers share.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::article::ArticleRef;
use crate::query::ConflictingAttribution;
use crate::quote::{Evidence, Found, Kind, Polarity, Quote};

/// `1 quote`, `2 quotes`, `1,234 quotes`.
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1,234,567`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// What follows the speaker’s name: `, role · direct, “said” · confidence 97 %`.
pub(super) fn attribution_line(quote: &Quote) -> String {
    attribution_line_with(quote, quote.confidence)
}

/// The same, with what other articles make of the confidence.
pub(super) fn attribution_line_with(quote: &Quote, confidence: f32) -> String {
    let role = quote.speaker.role.as_ref().map_or(String::new(), |role| format!(", {role} · "));
    let polarity = polarity_note(quote.polarity).map_or(String::new(), |told| format!("{told} · "));
    let telling = quote.telling().map_or(String::new(), |cue| format!(", “{cue}”"));
    format!("{role}{polarity}{}{telling} · confidence {:.0} %", quote.kind.name(), confidence * 100.0)
}

/// What is told first of words that are not simply the speaker's.
pub(super) fn polarity_note(polarity: Polarity) -> Option<&'static str> {
    match polarity {
        Polarity::Affirmed => None,
        Polarity::Denied => Some("denied this"),
        Polarity::NotSaid => Some("did not say this, says the article"),
        Polarity::Hypothetical => Some("not said, only supposed"),
        Polarity::Disputed => Some("disputed: the article repeats it to refute it"),
    }
}

/// Longest content that a sentence of ours takes in, in bytes.
const LONGEST_DENIAL: usize = 120;

/// `Reported, not quoted: Ann Lee denied that it rained.`
pub(super) fn denied_sentence(names: &str, quote: &Quote) -> String {
    let text = quote.text.trim_end_matches(['.', ',']);
    let first = text.split(' ').next().unwrap_or_default();
    let that = if first == "that" || first.ends_with("ing") { "" } else { "that " };
    match quote.kind {
        Kind::Indirect if text.len() <= LONGEST_DENIAL => format!("Reported, not quoted: {names} denied {that}{text}."),
        _ => format!("{names} denied this."),
    }
}

/// `Reported, not quoted: Ann Lee warned that it rained.`
pub(super) fn reported_sentence(names: &str, quote: Option<&Quote>) -> String {
    let clause = quote.filter(|quote| quote.kind == Kind::Indirect && quote.text.len() <= LONGEST_DENIAL);
    let told = clause.and_then(|quote| Some((verb(quote.telling()?)?, quote)));
    let Some((verb, quote)) = told else { return format!("Reported, not quoted: {names} said so.") };
    let text = quote.text.trim_end_matches(['.', ',']);
    let that = if text.starts_with("that ") { "" } else { "that " };
    format!("Reported, not quoted: {names} {verb} {that}{text}.")
}

/// The verb of a cue that a clause with "that" can follow.
fn verb(cue: &str) -> Option<&str> {
    match cue {
        "said" | "says" | "saying" => Some("said"),
        "added" | "admitted" | "argued" | "claimed" | "conceded" | "confirmed" | "declared" | "explained"
        | "insisted" | "noted" | "predicted" | "stated" | "stressed" | "suggested" | "warned" | "wrote" => Some(cue),
        _ => None,
    }
}

/// What else becomes of the words: `attributed to Ann Lee`, `denied by Ann Lee`.
pub(super) fn conflict(conflict: &ConflictingAttribution) -> String {
    let name = &conflict.name;
    match conflict.polarity {
        Polarity::Affirmed => format!("attributed to {name}"),
        Polarity::Denied => format!("denied by {name}"),
        Polarity::NotSaid => format!("not said by {name}"),
        Polarity::Hypothetical => format!("supposed of {name}"),
        Polarity::Disputed => format!("attributed to {name}, and refuted,"),
    }
}

/// `2024-05-12`, and how far to trust it: `2024-05-12 (file)`.
fn date(article: &ArticleRef) -> Option<String> {
    let mark = article.date_source.label().map_or(String::new(), |mark| format!(" ({mark})"));
    article.date.map(|date| format!("{}{mark}", article.date_source.format(date)))
}

/// `Title · 2024-05-12 · Publisher`, as far as known; the id when there is nothing else.
pub(super) fn article(article: &ArticleRef) -> String {
    let date = date(article);
    let known: Vec<&str> =
        [&article.title, &date, &article.publisher].into_iter().flatten().map(String::as_str).collect();
    if known.is_empty() { article.id.clone() } else { known.join(" · ") }
}

/// Where the article can be opened. A page in a web archive can only be at its own address.
pub(super) fn address(article: &ArticleRef) -> Option<&str> {
    let path = article.path.as_deref().filter(|path| article.url.is_none() || !path.contains(".warc"));
    path.or(article.url.as_deref())
}

/// How the words were found: `found by: “said” next to the words`.
pub(super) fn found_by(evidence: &Evidence) -> String {
    let how = match (&evidence.cue, evidence.found) {
        (Some(cue), Found::Cue) => format!("“{cue}” next to the words"),
        (None, Found::Cue) => "the words that report them".to_owned(),
        (_, Found::Source) => "a name next to the words, without a verb of saying".to_owned(),
        (_, Found::Colon) => "a colon that introduces the words".to_owned(),
        (_, Found::Signature) => "a signature below the words".to_owned(),
        (_, Found::Transcript) => "the speaker’s label in a transcript".to_owned(),
        (_, Found::Uncued) => "quotation marks alone: no verb of saying".to_owned(),
        (_, Found::Reporter) => "the article’s own words".to_owned(),
    };
    let ground = evidence.ground.as_ref().map_or(String::new(), |words| format!("; polarity by “{words}”"));
    format!("found by: {how}{ground}")
}

/// Who may be the speaker: `candidates: Ann Lee 97 %, nobody named 2 %`.
pub(super) fn candidates_line(evidence: &Evidence) -> String {
    let told = evidence.candidates.iter().map(|candidate| {
        let name = candidate.name.as_deref().unwrap_or("nobody named");
        format!("{name} {:.0} %", candidate.probability * 100.0)
    });
    let told: Vec<String> = told.collect();
    let candidates = if told.is_empty() { "none".to_owned() } else { told.join(", ") };
    let listed = if evidence.listed { "; decided by the people file" } else { "" };
    format!("candidates: {candidates}{listed}")
}

/// At most `width` columns, cut between words where that leaves enough.
pub(super) fn truncated(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (mut truncated, mut taken) = (String::new(), 0);
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken + 1 > width {
            break;
        }
        truncated.push(c);
    }
    let words = truncated.rfind(' ').filter(|&at| at * 2 > truncated.len());
    truncated[..words.unwrap_or(truncated.len())].trim_end_matches([' ', ',', ';', '·']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::DateSource;

    #[test]
    fn a_date_that_is_a_guess_says_so() {
        let mut shown = ArticleRef { date: Some(jiff::civil::date(2024, 5, 12)), ..ArticleRef::default() };
        assert_eq!(article(&shown), "2024-05-12");
        shown.date_source = DateSource::File;
        assert_eq!(article(&shown), "2024-05-12 (file)");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(count(1, "quote"), "1 quote");
        assert_eq!(count(0, "quote"), "0 quotes");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(123), "123");
    }
}
