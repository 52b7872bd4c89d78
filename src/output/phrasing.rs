//! Phrases that several answers use.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::article::ArticleRef;
use crate::query::{Certainty, ConflictingAttribution};
use crate::quote::{AttributionPattern, Evidence, Kind, MachineAnswer, Polarity, Quote};

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

/// The line after the speaker's name: `, role · direct, “said” · confidence 97 %`.
pub(super) fn attribution_line(quote: &Quote) -> String {
    attribution_line_with(quote, quote.confidence)
}

/// The same with the confidence combined over several articles.
pub(super) fn attribution_line_with(quote: &Quote, confidence: f32) -> String {
    let role = quote.speaker.role.as_ref().map_or(String::new(), |role| format!(", {role} · "));
    let polarity = polarity_note(quote.polarity).map_or(String::new(), |note| format!("{note} · "));
    let cue = quote.cue_words().map_or(String::new(), |cue| format!(", “{cue}”"));
    let sure = match &quote.evidence.by_hand {
        Some(machine) => by_hand(machine, quote),
        None => format!("confidence {:.0} %", confidence * 100.0),
    };
    format!("{role}{polarity}{}{cue} · {sure}", quote.kind.name())
}

/// A speaker with a note and, unless it is sure, the confidence: `Ann Lee (2 quotes, confidence 62 %)`.
pub(super) fn name_with_confidence(name: &str, note: Option<String>, confidence: f32) -> String {
    let is_sure = Certainty::of(confidence) == Certainty::Sure;
    let confidence = (!is_sure).then(|| format!("confidence {:.0} %", confidence * 100.0));
    let notes: Vec<String> = note.into_iter().chain(confidence).collect();
    if notes.is_empty() { name.to_owned() } else { format!("{name} ({})", notes.join(", ")) }
}

/// `by hand (quotedex: Bob Ray, 54 %)`: what the user decided, with what the program had found.
fn by_hand(machine: &MachineAnswer, quote: &Quote) -> String {
    let MachineAnswer { speaker, polarity, confidence } = machine;
    let is_other = *speaker != quote.speaker.name || *polarity != quote.polarity;
    let polarity = if *polarity == quote.polarity { String::new() } else { format!(", {}", polarity.name()) };
    let name = speaker.as_deref().unwrap_or("unknown");
    let found = if is_other { format!("{name}{polarity}, ") } else { String::new() };
    format!("by hand (quotedex: {found}{:.0} %)", confidence * 100.0)
}

/// The note on words that are not affirmed.
pub fn polarity_note(polarity: Polarity) -> Option<&'static str> {
    match polarity {
        Polarity::Affirmed => None,
        Polarity::Denied => Some("denied this"),
        Polarity::NotSaid => Some("did not say this, says the article"),
        Polarity::Hypothetical => Some("not said, only supposed"),
        Polarity::Disputed => Some("disputed: the article repeats it to refute it"),
    }
}

/// The longest quote that is repeated within a sentence, in bytes.
const MAX_CLAUSE_LENGTH: usize = 120;

/// `Reported, not quoted: Ann Lee denied that it rained.`
pub(super) fn denied_sentence(names: &str, quote: &Quote) -> String {
    let text = quote.text.trim_end_matches(['.', ',']);
    let first = text.split(' ').next().unwrap_or_default();
    let that = if first == "that" || first.ends_with("ing") { "" } else { "that " };
    match quote.kind {
        Kind::Indirect if text.len() <= MAX_CLAUSE_LENGTH => {
            format!("Reported, not quoted: {names} denied {that}{text}.")
        }
        _ => format!("{names} denied this."),
    }
}

/// `Reported, not quoted: Ann Lee warned that it rained.`
pub(super) fn reported_sentence(names: &str, quote: Option<&Quote>) -> String {
    let clause = quote.filter(|quote| quote.kind == Kind::Indirect && quote.text.len() <= MAX_CLAUSE_LENGTH);
    let clause = clause.and_then(|quote| Some((verb(quote.cue_words()?)?, quote)));
    let Some((verb, quote)) = clause else { return format!("Reported, not quoted: {names} said so.") };
    let text = quote.text.trim_end_matches(['.', ',']);
    let that = if text.starts_with("that ") { "" } else { "that " };
    format!("Reported, not quoted: {names} {verb} {that}{text}.")
}

/// The verb of a cue after which a clause with "that" can follow.
fn verb(cue: &str) -> Option<&str> {
    match cue {
        "said" | "says" | "saying" => Some("said"),
        "added" | "admitted" | "argued" | "claimed" | "conceded" | "confirmed" | "declared" | "explained"
        | "insisted" | "noted" | "predicted" | "stated" | "stressed" | "suggested" | "warned" | "wrote" => Some(cue),
        _ => None,
    }
}

/// The conflicting attribution: `attributed to Ann Lee`, `denied by Ann Lee`.
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

/// The date and where it comes from: `2024-05-12 (file)`.
fn date(article: &ArticleRef) -> Option<String> {
    let mark = article.date_source.label().map_or(String::new(), |mark| format!(" ({mark})"));
    article.date.map(|date| format!("{}{mark}", article.date_source.format(date)))
}

/// `Title · 2024-05-12 · Publisher`, as far as known; otherwise the id.
pub(super) fn article(article: &ArticleRef) -> String {
    let date = date(article);
    let known: Vec<&str> =
        [&article.title, &date, &article.publisher].into_iter().flatten().map(String::as_str).collect();
    if known.is_empty() { article.id.clone() } else { known.join(" · ") }
}

/// The same, for pages.
pub fn article_name(article_of: &ArticleRef) -> String {
    article(article_of)
}

/// Where the article can be opened. A page of a web archive can only be opened at its own address.
pub(super) fn address(article: &ArticleRef) -> Option<&str> {
    let path = article.path.as_deref().filter(|path| article.url.is_none() || !path.contains(".warc"));
    path.or(article.url.as_deref())
}

/// How the quote was found: `found by: “said” next to the words`.
pub fn found_by(evidence: &Evidence) -> String {
    let how = match (&evidence.cue, evidence.found) {
        (Some(cue), AttributionPattern::Cue) => format!("“{cue}” next to the words"),
        (None, AttributionPattern::Cue) => "the words that report them".to_owned(),
        (_, AttributionPattern::Source) => "a name next to the words, without a verb of saying".to_owned(),
        (_, AttributionPattern::Colon) => "a colon that introduces the words".to_owned(),
        (_, AttributionPattern::Signature) => "a signature below the words".to_owned(),
        (_, AttributionPattern::Transcript) => "the speaker’s label in a transcript".to_owned(),
        (_, AttributionPattern::Uncued) => "quotation marks alone: no verb of saying".to_owned(),
        (_, AttributionPattern::Reporter) => "the article’s own words".to_owned(),
        (_, AttributionPattern::OtherLanguage) => {
            "quotation marks alone: speakers are found in English articles only".to_owned()
        }
    };
    let ground = evidence.ground.as_ref().map_or(String::new(), |words| format!("; polarity by “{words}”"));
    format!("found by: {how}{ground}")
}

/// The possible speakers: `candidates: Ann Lee 97 %, nobody named 2 %`.
pub(super) fn candidates_line(evidence: &Evidence) -> String {
    let candidates = evidence.candidates.iter().map(|candidate| {
        let name = candidate.name.as_deref().unwrap_or("nobody named");
        format!("{name} {:.0} %", candidate.probability * 100.0)
    });
    let candidates: Vec<String> = candidates.collect();
    let candidates = if candidates.is_empty() { "none".to_owned() } else { candidates.join(", ") };
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
