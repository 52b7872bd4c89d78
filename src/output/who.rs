//! The answer of `who`: who said it, and how sure the words are.

use std::io::{self, Write};

use serde::Serialize;

use super::alignment;
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::look::{Look, Shape, Tone};
use super::page::{INDENT, Page};
use super::quotation;
use super::record::HitRecord;
use super::search::{self, source};
use super::words;
use crate::query::{Caution, Check, Edit, Match, SpeakerCount, Verdict, WhoAnswer};
use crate::quote::Polarity;

/// `who --format json`.
#[derive(Serialize)]
struct WhoRecord<'a> {
    phrase: &'a str,
    verdict: Verdict,
    /// With a speaker asked about: yes, altered, denied, not_said, disputed, somebody_else, cannot_tell, not_found.
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Check>,
    speakers: &'a [SpeakerCount],
    matches: Vec<MatchRecord<'a>>,
    /// Only when nobody said it: what comes nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<MatchRecord<'a>>,
}

#[derive(Serialize)]
struct MatchRecord<'a> {
    #[serde(flatten)]
    hit: HitRecord<'a>,
    verdict: Verdict,
    similarity: f32,
    /// Words asked for that were not said.
    missing: Vec<&'a str>,
    /// Words said that were not asked for.
    added: Vec<&'a str>,
    /// Numbers and negations that differ.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    cautions: &'a [Caution],
}

impl<'a> From<&'a Match> for MatchRecord<'a> {
    fn from(found: &'a Match) -> Self {
        let differing = || found.alignment.iter().filter(|word| word.edit != Edit::Same);
        let filled = |word: &&str| !word.is_empty();
        Self {
            hit: (&found.hit).into(),
            verdict: found.verdict,
            similarity: found.similarity,
            missing: differing().map(|word| word.asked.as_str()).filter(filled).collect(),
            added: differing().map(|word| word.said.as_str()).filter(filled).collect(),
            cautions: &found.cautions,
        }
    }
}

/// Writes who said it.
pub fn who(out: &mut dyn Write, answer: &WhoAnswer, format: Format, look: Look) -> io::Result<()> {
    let matches = answer.matches.iter().map(MatchRecord::from);
    match format {
        Format::Text => text(&mut Page::new(out, look), answer),
        Format::Json => {
            let WhoAnswer { phrase, verdict, check, speakers, .. } = answer;
            let (verdict, check) = (*verdict, *check);
            let nearest = answer.nearest.iter().map(MatchRecord::from).collect();
            json(out, &WhoRecord { phrase, verdict, check, speakers, matches: matches.collect(), nearest })
        }
        Format::Jsonl => jsonl(out, matches.chain(answer.nearest.iter().map(MatchRecord::from))),
        Format::Csv => table(out, columns(), answer.matches.iter().chain(&answer.nearest).map(cells)),
    }
}

fn text(page: &mut Page<'_>, answer: &WhoAnswer) -> io::Result<()> {
    page.line(Tone::Strong, &headline(answer))?;
    let mut verdict = answer.verdict;
    for found in &answer.matches {
        page.blank()?;
        if found.verdict != verdict {
            verdict = found.verdict;
            page.line(Tone::Plain, heading(verdict))?;
            page.blank()?;
        }
        one(page, found)?;
    }
    for found in &answer.nearest {
        page.blank()?;
        one(page, found)?;
    }
    Ok(())
}

fn one(page: &mut Page<'_>, found: &Match) -> io::Result<()> {
    if page.look.shape == Shape::Compact {
        search::compact(page, &found.hit)?;
        return alignment::warnings(page, &found.cautions);
    }
    if differs(found) {
        alignment::write(page, &found.alignment, &found.cautions)?;
        page.blank()?;
    }
    page.rich(&quotation::excerpt(&found.hit.quote, &found.hit.matched, page.look))?;
    if found.verdict == Verdict::Reporter {
        let quote = &found.hit.quote;
        page.inner(Tone::Dim, &format!("{}, paragraph {}", words::article(&quote.article), quote.paragraph))?;
        return page.address(INDENT, &quote.article);
    }
    source(page, &found.hit)
}

/// Whether what was asked differs from what was said: a reader must see where, in reported speech as well.
fn differs(found: &Match) -> bool {
    let near = !matches!(found.verdict, Verdict::Verbatim | Verdict::Reporter);
    near && found.alignment.iter().any(|word| word.edit != Edit::Same)
}

/// The whole answer in one sentence.
fn headline(answer: &WhoAnswer) -> String {
    match answer.check {
        None => found(answer),
        Some(Check::Yes) => format!("Yes. {}", found(answer)),
        Some(Check::Altered) => format!("Not in these words. {}", found(answer)),
        Some(Check::Denied | Check::NotSaid) => format!("No. {}", found(answer)),
        Some(Check::Disputed) => found(answer),
        Some(Check::SomebodyElse) => format!("No, as far as this index knows. {}", found(answer)),
        Some(Check::CannotTell) => untold(answer),
        Some(Check::NotFound) => format!("Not found. {}", found(answer)),
    }
}

/// That somebody said it, but not who.
fn untold(answer: &WhoAnswer) -> String {
    let words = match answer.verdict {
        Verdict::Close => "words close to these are quoted",
        Verdict::Reported => "words like these are reported",
        _ => "these words are quoted",
    };
    match answer.speakers.len() {
        0 => format!("Cannot tell: {words}, but the article does not name the speaker."),
        _ => format!("Cannot tell: {words}, but the article names the speaker only as {}.", names(&answer.speakers)),
    }
}

/// Who said it, in one sentence.
fn found(answer: &WhoAnswer) -> String {
    let names = names(&answer.speakers);
    match (answer.verdict, answer.speakers.len()) {
        (Verdict::Verbatim, 0) => untold(answer),
        (Verdict::Verbatim, 1) => format!("{names} said this, verbatim."),
        (Verdict::Verbatim, _) if is_disputed(answer) => format!("Articles disagree on who said this: {names}."),
        (Verdict::Verbatim, _) => format!("Several people are quoted with these words: {names}."),
        (Verdict::Close, 0) => format!("Quoted in similar words{}; the speaker is not named.", in_place(answer)),
        (Verdict::Close, _) => format!("Close to what {names} said{}.", in_place(answer)),
        (Verdict::Reported, 0) if answer.matches.first().is_some_and(differs) => {
            format!("Reported in similar words{}; the speaker is not named.", in_place(answer))
        }
        (Verdict::Reported, 0) => "Reported, not quoted; the speaker is not named.".to_owned(),
        (Verdict::Reported, _) if answer.matches.first().is_some_and(differs) => {
            format!("Reported, not quoted: {names} said something close{}.", in_place(answer))
        }
        (Verdict::Reported, _) => words::report(&names, answer.matches.first().map(|found| &found.hit.quote)),
        (Verdict::Denied | Verdict::NotSaid | Verdict::Hypothetical | Verdict::Disputed, _) => unsaid(answer, &names),
        (Verdict::Reporter, _) => "Nobody is quoted saying this: it stands in a reporter’s own words.".to_owned(),
        (Verdict::None, _) if answer.nearest.is_empty() => "Nobody said this, as far as this index knows.".to_owned(),
        (Verdict::None, _) => "Nobody said this, as far as this index knows. Nearest:".to_owned(),
    }
}

/// Whether all who are given the words are given the same quotation: they cannot all have said it.
fn is_disputed(answer: &WhoAnswer) -> bool {
    let Some(first) = answer.matches.first() else { return false };
    first.hit.disagreement.len() + 1 >= answer.speakers.len()
}

/// That `names` did not simply say it, in one sentence.
fn unsaid(answer: &WhoAnswer, names: &str) -> String {
    let quote = answer.matches.first().map(|found| &found.hit.quote);
    match (answer.verdict, quote) {
        (Verdict::Denied, Some(quote)) => words::denial(names, quote),
        (Verdict::Hypothetical, _) => format!("An article only supposes {names} to say this."),
        (Verdict::NotSaid, _) => format!("An article says that {names} did not say this."),
        _ if answer.matches.iter().any(|found| found.hit.quote.polarity == Polarity::Affirmed) => {
            format!("Disputed: one article gives {names} these words, another says that it was not so.")
        }
        _ => format!("Disputed: an article repeats this as a claim about {names}, to refute it."),
    }
}

/// `Ann Smith`; with several, how often each.
fn names(speakers: &[SpeakerCount]) -> String {
    match speakers {
        [] => "somebody".to_owned(),
        [one] => one.name.clone(),
        several => {
            let counted = several.iter().map(|one| format!("{} ({})", one.name, words::count(one.quotes, "quote")));
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

/// The columns of `search`, after what this match amounts to.
fn columns() -> [&'static str; 20] {
    let mut columns = ["verdict"; 20];
    columns[1] = "similarity";
    columns[2..].copy_from_slice(&search::COLUMNS);
    columns
}

fn cells(found: &Match) -> [String; 20] {
    let verdict = serde_json::to_value(found.verdict).ok();
    let verdict = verdict.as_ref().and_then(|verdict| verdict.as_str()).unwrap_or_default().to_owned();
    let mut cells = [verdict, found.similarity.to_string()].into_iter().chain(search::cells(&found.hit));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, close, written};
    use super::*;

    fn answer(verdict: Verdict) -> WhoAnswer {
        let ann = SpeakerCount { name: "Ann Smith".into(), id: Some("ann-smith".into()), quotes: 1 };
        let found = Match { verdict, ..close() };
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
