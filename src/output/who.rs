//! The answer of `who`: who said it, and how similar the words are.

use std::io::{self, Write};

use super::alignment;
use super::contract::{MatchRecord, WhoRecord, match_columns, match_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing;
use super::quotation;
use super::search::{self, source};
use super::style::{Detail, Emphasis, TextStyle};
use super::text_writer::{INDENT, TextWriter};
use crate::query::{Certainty, Edit, Match, SpeakerCheck, SpeakerCount, Verdict, WhoAnswer};
use crate::quote::{AttributionPattern, Polarity};

/// Writes who said it.
pub fn who(out: &mut dyn Write, answer: &WhoAnswer, format: Format, style: TextStyle) -> io::Result<()> {
    let all = || answer.matches.iter().chain(&answer.nearest);
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), answer),
        Format::Json => json(out, &WhoRecord::from(answer)),
        Format::Jsonl => jsonl(out, all().map(MatchRecord::from)),
        Format::Csv => table(out, match_columns(), all().map(match_row)),
    }
}

fn text(writer: &mut TextWriter<'_>, answer: &WhoAnswer) -> io::Result<()> {
    writer.line(Emphasis::Strong, &who_headline(answer))?;
    let mut verdict = answer.verdict;
    for found in &answer.matches {
        writer.blank()?;
        if found.verdict != verdict {
            verdict = found.verdict;
            writer.line(Emphasis::Plain, heading(verdict))?;
            writer.blank()?;
        }
        one_match(writer, found)?;
    }
    for found in &answer.nearest {
        writer.blank()?;
        one_match(writer, found)?;
    }
    Ok(())
}

fn one_match(writer: &mut TextWriter<'_>, found: &Match) -> io::Result<()> {
    if writer.style.detail == Detail::Compact {
        search::compact(writer, &found.hit)?;
        return alignment::warnings(writer, &found.discrepancies);
    }
    if differs(found) {
        alignment::write(writer, &found.alignment, &found.discrepancies)?;
        writer.blank()?;
    } else if !found.discrepancies.is_empty() {
        alignment::warnings(writer, &found.discrepancies)?;
        writer.blank()?;
    }
    writer.styled(&quotation::excerpt(&found.hit.quote, &found.hit.matched, writer.style))?;
    if found.verdict == Verdict::Reporter {
        let quote = &found.hit.quote;
        writer.indented(
            Emphasis::Dim,
            &format!("{}, paragraph {}", phrasing::article(&quote.article), quote.paragraph),
        )?;
        return writer.address(INDENT, &quote.article);
    }
    source(writer, &found.hit)
}

/// Whether the words of the phrase and the quote differ, so that the alignment must be shown.
fn differs(found: &Match) -> bool {
    let near = !matches!(found.verdict, Verdict::Verbatim | Verdict::Reporter);
    near && found.alignment.iter().any(|word| word.edit != Edit::Same)
}

/// The answer in one sentence.
pub fn who_headline(answer: &WhoAnswer) -> String {
    match answer.check {
        _ if is_cut(answer) => format!("Not quite. {}", verdict_sentence(answer)),
        None => verdict_sentence(answer),
        Some(SpeakerCheck::Yes) => match certainty(answer) {
            Certainty::Sure => format!("Yes. {}", verdict_sentence(answer)),
            // The sentence itself says "probably".
            Certainty::Likely if answer.verdict == Verdict::Verbatim && answer.speakers.len() == 1 => {
                verdict_sentence(answer)
            }
            Certainty::Likely => format!("Probably. {}", verdict_sentence(answer)),
            _ => format!("Perhaps. {}", verdict_sentence(answer)),
        },
        Some(SpeakerCheck::Altered) => format!("Not in these words. {}", verdict_sentence(answer)),
        Some(SpeakerCheck::Denied | SpeakerCheck::NotSaid) => format!("No. {}", verdict_sentence(answer)),
        Some(SpeakerCheck::Disputed) => verdict_sentence(answer),
        Some(SpeakerCheck::SomebodyElse) => format!("No, as far as this index knows. {}", verdict_sentence(answer)),
        Some(SpeakerCheck::CannotTell) => unnamed_speaker(answer),
        Some(SpeakerCheck::NotFound) => format!("Not found. {}", verdict_sentence(answer)),
    }
}

/// The sentence when somebody said it, but the article does not name the speaker.
fn unnamed_speaker(answer: &WhoAnswer) -> String {
    let words = match answer.verdict {
        Verdict::Close => "words close to these are quoted",
        Verdict::Reported => "words like these are reported",
        _ => "these words are quoted",
    };
    match answer.speakers.len() {
        0 if is_other_language(answer) => {
            format!("Cannot tell: {words}, but quotedex finds speakers in English articles only.")
        }
        0 => format!("Cannot tell: {words}, but the article does not name the speaker."),
        _ if answer.is_uncertain_by_whom() => {
            format!("Cannot tell: {words}, but it is uncertain by whom, perhaps by {}.", names(&answer.speakers))
        }
        _ => format!("Cannot tell: {words}, but the article names the speaker only as {}.", names(&answer.speakers)),
    }
}

/// How sure it is who the first speaker of the answer is; of several speakers each has an own confidence.
fn certainty(answer: &WhoAnswer) -> Certainty {
    answer.speakers.first().map_or(Certainty::Sure, SpeakerCount::certainty)
}

/// Whether all matches are in articles whose speakers were not looked for.
fn is_other_language(answer: &WhoAnswer) -> bool {
    answer.matches.iter().all(|found| found.hit.quote.evidence.found == AttributionPattern::OtherLanguage)
}

/// Who said it, in one sentence.
fn verdict_sentence(answer: &WhoAnswer) -> String {
    let names = names(&answer.speakers);
    match (answer.verdict, answer.speakers.len()) {
        (Verdict::Verbatim, 0) => unnamed_speaker(answer),
        (Verdict::Verbatim | Verdict::Close, 1) if answer.check.is_none() && answer.is_uncertain_by_whom() => {
            unnamed_speaker(answer)
        }
        (Verdict::Verbatim, 1) if is_cut(answer) => {
            format!("{names} said these words, but in full they read differently.")
        }
        (Verdict::Verbatim, 1) if certainty(answer) == Certainty::Likely => {
            let SpeakerCount { name, confidence, .. } = &answer.speakers[0];
            format!("Probably {name} said this, verbatim (confidence {:.0} %).", confidence * 100.0)
        }
        (Verdict::Verbatim, 1) => format!("{names} said this, verbatim."),
        (Verdict::Verbatim, _) if is_disputed(answer) => format!("Articles disagree on who said this: {names}."),
        (Verdict::Verbatim, _) => format!("Several people are quoted with these words: {names}."),
        (Verdict::Close | Verdict::Reported, 0) if is_other_language(answer) => unnamed_speaker(answer),
        (Verdict::Close, 0) => format!("Quoted in similar words{}; the speaker is not named.", in_place(answer)),
        (Verdict::Close, _) => format!("Close to what {names} said{}.", in_place(answer)),
        (Verdict::Reported, 0) if answer.matches.first().is_some_and(differs) => {
            format!("Reported in similar words{}; the speaker is not named.", in_place(answer))
        }
        (Verdict::Reported, 0) => "Reported, not quoted; the speaker is not named.".to_owned(),
        (Verdict::Reported, _) if answer.matches.first().is_some_and(differs) => {
            format!("Reported, not quoted: {names} said something close{}.", in_place(answer))
        }
        (Verdict::Reported, _) => {
            phrasing::reported_sentence(&names, answer.matches.first().map(|found| &found.hit.quote))
        }
        (Verdict::Denied | Verdict::NotSaid | Verdict::Hypothetical | Verdict::Disputed, _) => not_affirmed(answer),
        (Verdict::Reporter, _) => "Nobody is quoted saying this: it stands in a reporter’s own words.".to_owned(),
        (Verdict::None, _) if answer.nearest.is_empty() => "Nobody said this, as far as this index knows.".to_owned(),
        (Verdict::None, _) => "Nobody said this, as far as this index knows. Nearest:".to_owned(),
    }
}

/// Whether one speaker said all the words, but what surrounds them changes what they mean.
fn is_cut(answer: &WhoAnswer) -> bool {
    let is_said = matches!(answer.check, None | Some(SpeakerCheck::Yes | SpeakerCheck::Altered));
    let best = answer.matches.first().filter(|found| found.verdict == answer.verdict);
    answer.verdict == Verdict::Verbatim
        && !answer.is_uncertain_by_whom()
        && answer.speakers.len() == 1
        && is_said
        && best.is_some_and(|found| !found.discrepancies.is_empty())
}

/// Whether all speakers are credited with the same quotation: they cannot all have said it.
fn is_disputed(answer: &WhoAnswer) -> bool {
    let Some(first) = answer.matches.first() else { return false };
    first.hit.disagreement.len() + 1 >= answer.speakers.len()
}

/// The sentence when the speakers are not simply said to have said it.
fn not_affirmed(answer: &WhoAnswer) -> String {
    let names: Vec<&str> = answer.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let names = if names.is_empty() { "somebody".to_owned() } else { names.join(", ") };
    let quote = answer.matches.first().map(|found| &found.hit.quote);
    match (answer.verdict, quote) {
        (Verdict::Denied, Some(quote)) => phrasing::denied_sentence(&names, quote),
        (Verdict::Hypothetical, _) => format!("An article only supposes {names} to say this."),
        (Verdict::NotSaid, _) => format!("An article says that {names} did not say this."),
        _ if answer.matches.iter().any(|found| found.hit.quote.polarity == Polarity::Affirmed) => {
            format!("Disputed: one article gives {names} these words, another says that it was not so.")
        }
        _ => format!("Disputed: an article repeats this as a claim about {names}, to refute it."),
    }
}

/// The names of the speakers, with the confidence where it is not sure; of several, each with its count.
fn names(speakers: &[SpeakerCount]) -> String {
    match speakers {
        [] => "somebody".to_owned(),
        [one] => phrasing::name_with_confidence(&one.name, None, one.confidence),
        several => {
            let counted = several.iter().map(|one| {
                let count = phrasing::count(one.quotes, "quote");
                phrasing::name_with_confidence(&one.name, Some(count), one.confidence)
            });
            counted.collect::<Vec<_>>().join(", ")
        }
    }
}

fn in_place(answer: &WhoAnswer) -> String {
    let Some(best) = answer.matches.first() else { return String::new() };
    let asked = best.alignment.iter().filter(|word| !word.asked.is_empty()).count();
    let same = best.alignment.iter().filter(|word| word.edit == Edit::Same).count();
    if asked == 0 { String::new() } else { format!(" ({same} of {asked} words in place)") }
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verbatim => "Verbatim:",
        Verdict::Close => "Close to it:",
        Verdict::Reported => "Reported, not quoted:",
        Verdict::Disputed => "Repeated to be refuted:",
        Verdict::Denied => "Denied:",
        Verdict::NotSaid => "Not said, says the article:",
        Verdict::Hypothetical => "Only supposed:",
        Verdict::Reporter => "In a reporter’s own words:",
        Verdict::None => "Not it:",
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, close, written};
    use super::*;

    fn answer(verdict: Verdict) -> WhoAnswer {
        let ann = SpeakerCount { name: "Ann Smith".into(), id: Some("ann-smith".into()), quotes: 1, confidence: 0.97 };
        let discrepancies = if verdict == Verdict::Verbatim { vec![] } else { close().discrepancies };
        let found = Match { verdict, discrepancies, ..close() };
        let phrase = "city will not be well".into();
        WhoAnswer {
            phrase,
            verdict,
            check: None,
            speakers: vec![ann],
            matches: vec![found],
            nearest: vec![],
            suggestions: vec![],
        }
    }

    #[test]
    fn verbatim() {
        insta::assert_snapshot!(written(|out| who(out, &answer(Verdict::Verbatim), Format::Text, PLAIN)), @r#"
        Ann Smith said this, verbatim.

          “Zoë’s city will be fine,”
          Ann Smith, the mayor · direct, “said” · confidence 97 %
          Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
          news/mayor.txt
          also in Other
        "#);
    }

    #[test]
    fn a_speaker_is_named_as_surely_as_the_confidence_allows() {
        let headline = |verdict, check, confidence| {
            let mut answer = WhoAnswer { check, ..answer(verdict) };
            answer.speakers[0].confidence = confidence;
            who_headline(&answer)
        };
        insta::assert_snapshot!([
            headline(Verdict::Verbatim, None, 0.8),
            headline(Verdict::Verbatim, None, 0.62),
            headline(Verdict::Verbatim, None, 0.14),
            headline(Verdict::Verbatim, Some(SpeakerCheck::Yes), 0.8),
            headline(Verdict::Verbatim, Some(SpeakerCheck::Yes), 0.62),
            headline(Verdict::Verbatim, Some(SpeakerCheck::CannotTell), 0.14),
            headline(Verdict::Close, None, 0.62),
            headline(Verdict::Close, None, 0.14),
            headline(Verdict::Close, Some(SpeakerCheck::Altered), 0.14),
            headline(Verdict::Reported, Some(SpeakerCheck::Yes), 0.62),
            headline(Verdict::Reported, Some(SpeakerCheck::Yes), 0.14),
        ].join("\n"), @r"
        Ann Smith said this, verbatim.
        Probably Ann Smith said this, verbatim (confidence 62 %).
        Cannot tell: these words are quoted, but it is uncertain by whom, perhaps by Ann Smith (confidence 14 %).
        Yes. Ann Smith said this, verbatim.
        Probably Ann Smith said this, verbatim (confidence 62 %).
        Cannot tell: these words are quoted, but it is uncertain by whom, perhaps by Ann Smith (confidence 14 %).
        Close to what Ann Smith (confidence 62 %) said (3 of 5 words in place).
        Cannot tell: words close to these are quoted, but it is uncertain by whom, perhaps by Ann Smith (confidence 14 %).
        Not in these words. Close to what Ann Smith (confidence 14 %) said (3 of 5 words in place).
        Probably. Reported, not quoted: Ann Smith (confidence 62 %) said something close (3 of 5 words in place).
        Perhaps. Reported, not quoted: Ann Smith (confidence 14 %) said something close (3 of 5 words in place).
        ");
    }

    #[test]
    fn close_shows_the_differences() {
        insta::assert_snapshot!(written(|out| who(out, &answer(Verdict::Close), Format::Text, PLAIN)), @r#"
        Close to what Ann Smith said (3 of 5 words in place).

          asked  city will not be well
          said   city will     be fine,
                           ---    ~~~~~
          Careful, a negation differs: said “will”, not “will not”.

          “Zoë’s city will be fine,”
          Ann Smith, the mayor · direct, “said” · confidence 97 %
          Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
          news/mayor.txt
          also in Other
        "#);
    }

    #[test]
    fn json_tells_missing_and_added_words() {
        let json = written(|out| who(out, &answer(Verdict::Close), Format::Json, PLAIN));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["matches"][0]["missing"], serde_json::json!(["not", "well"]));
        assert_eq!(json["matches"][0]["added"], serde_json::json!(["fine,"]));
    }
}
