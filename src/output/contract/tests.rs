//! The contract and its documentation agree.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::evaluation::TallyRecord;
use super::*;
use crate::article::{ArticleRef, DateSource};
use crate::evaluate::{Figures, GapFigures, PageFigures, Tally};
use crate::index::{Correction, CorrectionAction};
use crate::language::{LanguageChoice, LanguageCode};
use crate::output::corrections::{CorrectionLine, HandAccuracy};
use crate::output::index_report::{IndexReport, SkipSummary};
use crate::output::news::{WatchLine, WatchNews};
use crate::output::sample;
use crate::output::verification::verification_sample;
use crate::query::{
    Audit, AuditBy, AuditCount, AuditGroup, AuditSpeaker, ChangeKind, Comparison, ComparisonSide,
    ConflictingAttribution, Facet, FacetAnswer, FacetCount, GenderBasis, ListedPeople, Match, Occurrence, SearchAnswer,
    Settings, ShownQuote, SpeakerCheck, SpeakerCount, SpeakerRow, StatementChange, Stats, Timeline, TimelineEntry,
    TopicRow, TopicSpeaker, TopicSpeakers, Variant, Verdict, WhoAnswer,
};
use crate::quote::{MachineAnswer, Polarity, Quote, SpeakerKind};

/// The document that lists all fields.
const FORMATS: &str = include_str!("../../../seeds/FORMATS.md");

/// Objects whose keys are values, not field names: kinds of quotes and of skipped files, languages.
const MAPS: [&str; 4] = ["by_kind", "by_verdict", "kinds", "other_languages"];

/// One record of each type, with all fields filled.
fn records() -> Vec<Value> {
    let mut article = sample::article();
    article.repaired = true;
    article.url = Some("https://paper.example/mayor".into());
    let mut quote = sample::quote();
    quote.article = reference();
    quote.evidence.ground = Some("never said".into());
    quote.evidence.by_hand = Some(machine());
    let labelled = article.clone();
    let search = SearchAnswer { hits: vec![found().hit], total: 1, ..SearchAnswer::default() };
    let who = WhoAnswer {
        phrase: "city will not be well".into(),
        verdict: Verdict::Close,
        check: Some(SpeakerCheck::Altered),
        speakers: vec![SpeakerCount {
            name: "Ann Smith".into(),
            id: Some("ann-smith".into()),
            quotes: 1,
            confidence: 0.97,
        }],
        matches: vec![found()],
        nearest: vec![found()],
        suggestions: vec![],
    };
    let mut figures = Figures::default();
    figures.false_quotes = Some((1, 2));
    let tally = Tally { right: 1, predicted: 2, gold: 3, recalled: Some(1) };
    let gap = GapFigures { pronouns: 1, overall: tally, masculine: tally, feminine: tally };
    vec![
        value(&ArticleQuotesRecord::new(&article, std::slice::from_ref(&quote), true)),
        value(&ShownRecord::from(&ShownQuote { quote: quote.clone(), article: article.clone() })),
        value(&SearchRecord::from(&search)),
        value(&QueryHitsRecord::from(&("city".to_owned(), search.clone()))),
        value(&TimelineRecord::from(&timeline())),
        value(&ComparisonRecord::from(&comparison())),
        value(&AuditRecord::from(&audit())),
        value(&NewsRecord::from(&WatchNews { watch: "cities".into(), hits: vec![found().hit] })),
        value(&NewsHitRecord::new("cities", &found().hit)),
        value(&WatchRecord::from(&WatchLine {
            name: "cities".into(),
            search: "city".into(),
            since: jiff::Timestamp::UNIX_EPOCH,
        })),
        value(&CorrectionRecord::from(&CorrectionLine { correction: correction(), fits: true })),
        value(&AccuracyRecord::from(&HandAccuracy {
            by_action: [(CorrectionAction::Denied, (2, 1))].into(),
            wrong: vec![correction()],
            missing: 1,
        })),
        value(&LabelledRecord::new(&labelled, &[Quote { polarity: Polarity::Denied, ..sample::quote() }])),
        value(&verification_sample()),
        value(&WhoRecord::from(&who)),
        value(&FacetsRecord::new(&facets(), Facet::Speaker)),
        value(&SpeakersRecord::new(&[speaker()], 1)),
        value(&TopicsRecord::new(&[topic()], 1)),
        value(&TopicSpeakersRecord::from(&topic_speakers())),
        value(&IndexReportRecord::from(&report())),
        value(&ArticleRecord::from(&reference())),
        value(&FiguresRecord(&figures)),
        value(&TallyRecord::from(tally)),
        value(&GapRecord::from(&gap)),
        value(&PageFiguresRecord::from(&PageFigures::default())),
    ]
}

fn value(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap()
}

fn reference() -> ArticleRef {
    let url = Some("https://paper.example/mayor".to_owned());
    ArticleRef { url, date_source: DateSource::Fetched, ..sample::article().reference() }
}

fn found() -> Match {
    let mut found = sample::close();
    let quote = Quote { article: reference(), ..sample::quote() };
    let occurrence = Occurrence { article: reference(), paragraph: 7, quote: "bb".into(), text: Some("fine".into()) };
    let conflict = ConflictingAttribution {
        name: "Bob Ray".into(),
        id: Some("bob-ray".into()),
        polarity: Polarity::Denied,
        quotes: 1,
        article: reference(),
    };
    found.hit.also_in = vec![occurrence];
    found.hit.variants = vec![Variant { quote: quote.clone(), changed: vec![("fine".into(), "well".into())] }];
    found.hit.disagreement = vec![conflict];
    found.hit.quote = quote;
    found.hit.quote.evidence.by_hand = Some(machine());
    found
}

fn machine() -> MachineAnswer {
    MachineAnswer { speaker: Some("Bob Ray".into()), polarity: Polarity::Affirmed, confidence: 0.5 }
}

fn correction() -> Correction {
    let some = |text: &str| Some(text.to_owned());
    Correction {
        action: CorrectionAction::Denied,
        words: "It rained.".into(),
        speaker: some("Ann Smith"),
        speaker_id: some("ann-smith"),
        kind: some("person"),
        other: some("A. Smith"),
        other_id: some("a-smith"),
        note: some("see the video"),
        day: Some(jiff::civil::date(2026, 1, 31)),
        article: some("rain"),
        url: some("https://paper.example/rain"),
        text: some("words:00000000000000aa"),
        quote: some("00000000000000aa"),
        machine: some("Bob Ray"),
    }
}

fn timeline() -> Timeline {
    let earlier = Quote { article: reference(), ..sample::quote() };
    let change = StatementChange { kind: ChangeKind::Number, earlier, alignment: sample::close().alignment };
    let entry = TimelineEntry { hit: found().hit, changes: vec![change] };
    Timeline { entries: vec![entry], total: 1, ..Timeline::default() }
}

fn comparison() -> Comparison {
    let side = || ComparisonSide { asked: "smith".into(), name: Some("Ann Smith".into()), timeline: timeline() };
    Comparison { sides: [side(), side()] }
}

fn audit() -> Audit {
    let count = AuditCount { quotes: 1, words: 9, speakers: 1 };
    let speaker = AuditSpeaker {
        name: Some("Ann Smith".into()),
        id: Some("ann-smith".into()),
        quotes: 1,
        words: 9,
        basis: Some(GenderBasis::Pronoun),
    };
    let group = AuditGroup { value: Some("women".into()), count, speakers: vec![speaker] };
    Audit { by: AuditBy::Gender, total: count, groups: vec![group] }
}

fn facets() -> FacetAnswer {
    let count = FacetCount { value: Some("Ann Smith".into()), id: Some("ann-smith".into()), quotes: 1 };
    FacetAnswer { counts: vec![count], values: 1, total: 1, ..FacetAnswer::default() }
}

fn speaker() -> SpeakerRow {
    let day = Some(jiff::civil::date(2024, 5, 12));
    SpeakerRow {
        name: "Ann Smith".into(),
        id: Some("ann-smith".into()),
        field: Some("politics"),
        kind: SpeakerKind::Person,
        aliases: vec!["Smith".into()],
        roles: vec!["the mayor".into()],
        quotes: 1,
        articles: 1,
        first_date: day,
        last_date: day,
    }
}

fn topic() -> TopicRow {
    let day = Some(jiff::civil::date(2024, 5, 12));
    TopicRow { topic: "cities".into(), quotes: 1, speakers: 1, articles: 1, first_date: day, last_date: day }
}

fn topic_speakers() -> TopicSpeakers {
    let day = Some(jiff::civil::date(2024, 5, 12));
    let (name, id) = ("Ann Smith".into(), Some("ann-smith".into()));
    let speaker = TopicSpeaker { name, id, quotes: 1, first_date: day, last_date: day };
    TopicSpeakers { topics: vec!["cities".into()], quotes: 1, speakers: vec![speaker], total: 1, suggestions: vec![] }
}

fn report() -> IndexReport {
    let stats = Stats {
        by_kind: [("direct".to_owned(), 1)].into(),
        first_date: Some(jiff::civil::date(2024, 5, 12)),
        last_date: Some(jiff::civil::date(2024, 5, 12)),
        statements: Some(1),
        unnamed: Some(1),
        people: Some(ListedPeople { file: "people.csv".into(), people: 1 }),
        settings: Some(Settings {
            map: vec!["text=body".into()],
            lang: LanguageChoice::Fixed(LanguageCode::ENGLISH),
            ..Settings::default()
        }),
        removed: 1,
        ..Stats::default()
    };
    let skipped = SkipSummary { what: "files", count: 1, kinds: [("image".to_owned(), 1)].into() };
    let other_languages = [("de".parse().unwrap(), 8)].into();
    IndexReport { index: stats, left_out: vec![skipped], other_languages, ..IndexReport::default() }
}

/// All field names of `value`. A value that is missing would hide the names in it.
fn collect(value: &Value, name: &str, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                names.extend((!MAPS.contains(&name)).then(|| key.clone()));
                collect(value, key, names);
            }
        }
        Value::Array(values) => {
            assert!(!values.is_empty(), "the sample has no `{name}`");
            values.iter().for_each(|value| collect(value, name, names));
        }
        Value::Null => assert!(matches!(name, "name" | "bias"), "the sample has no `{name}`"),
        _ => {}
    }
}

#[test]
fn every_field_is_documented() {
    let mut names = BTreeSet::new();
    records().iter().for_each(|record| collect(record, "", &mut names));
    let columns = [
        &EXTRACT_COLUMNS[..],
        &HIT_COLUMNS,
        &match_columns(),
        &facet_columns(Facet::Speaker),
        &SPEAKER_COLUMNS,
        &TOPIC_COLUMNS,
        &TOPIC_SPEAKER_COLUMNS,
        &REMOVED_COLUMNS,
        &REPORT_COLUMNS,
        &STATS_COLUMNS,
        &FAULT_COLUMNS,
        &FIGURE_COLUMNS,
        &PAGE_COLUMNS,
        &AUDIT_COLUMNS,
        &WATCH_COLUMNS,
        &CORRECTION_COLUMNS,
        &ACCURACY_COLUMNS,
        &timeline_columns(),
        &news_columns(),
        &batch_who_columns(),
        &batch_search_columns(),
    ];
    names.extend(columns.into_iter().flatten().map(|&name| name.to_owned()));
    assert!(names.len() > 100, "{names:?}");
    names.retain(|name| !FORMATS.contains(&format!("`{name}`")) && !FORMATS.contains(&format!("\"{name}\"")));
    assert!(names.is_empty(), "seeds/FORMATS.md does not name {names:?}");
}

#[test]
fn every_verdict_is_documented() {
    for verdict in Verdict::ALL {
        assert!(FORMATS.contains(&format!("`{}`", verdict.name())), "{verdict:?}");
    }
}

/// The printed bytes. A change here breaks programs that read them.
#[test]
fn fields_keep_their_names_and_their_order() {
    let article = r#""id":"mayor","title":"Mayor Leaves","date":"2024-05-12","date_source":"fetched","publisher":"The Paper","url":"https://paper.example/mayor","path":"news/mayor.txt""#;
    let text = "Zoë’s city will be fine,";
    let hit = format!(
        r#""id":"00000000000000aa","kind":"direct","report":"statement","polarity":"affirmed","text":"{text}","cue":"said","speaker":"Ann Smith","speaker_id":"ann-smith","role":"the mayor","topics":["cities"],"confidence":0.97,"context":"“{text}” Ann Smith said.","score":1.5,"article":{{{article},"paragraph":3}},"also_in":[{{{article},"paragraph":7,"quote":"bb","text":"fine"}}],"articles":2,"texts":2,"variants":[{{"id":"00000000000000aa","text":"{text}","changed":[["fine","well"]],"article":{{{article},"paragraph":3}}}}],"disagreement":[{{"name":"Bob Ray","id":"bob-ray","polarity":"denied","quotes":1,"article":{{{article}}}}}],"by_hand":{{"speaker":"Bob Ray","polarity":"affirmed","confidence":0.5}}"#
    );
    let cautions = r#"[{"kind":"negation","asked":"will not","said":"will"}]"#;
    let found = format!(
        r#"{{{hit},"verdict":"close","similarity":0.6,"missing":["not","well"],"added":["fine,"],"cautions":{cautions}}}"#
    );
    assert_eq!(serde_json::to_string(&MatchRecord::from(&self::found())).unwrap(), found);
    let stats = r#"{"articles":0,"quotes":0,"speakers":0,"topics":0,"by_kind":{"direct":1},"first_date":"2024-05-12","last_date":"2024-05-12","bytes":0,"statements":1,"unnamed":1,"people":{"file":"people.csv","people":1},"settings":{"min_confidence":0.0,"map":["text=body"],"file_dates":false,"hidden":false,"no_ignore":false,"lang":"en"},"removed":1}"#;
    let left_out = r#"[{"what":"files","count":1,"kinds":{"image":1}}]"#;
    let report = format!(
        r#"{{"dry_run":false,"read":0,"skipped":0,"new":0,"changed":0,"same":0,"unchanged":0,"pruned":0,"kept":0,"clashes":0,"canceled":0,"removed":0,"failed":0,"quotes":0,"seconds":0.0,"index":{stats},"left_out":{left_out},"other_languages":{{"de":8}}}}"#
    );
    assert_eq!(serde_json::to_string(&IndexReportRecord::from(&self::report())).unwrap(), report);
    let speaker = r#"{"name":"Ann Smith","id":"ann-smith","field":"politics","kind":"person","aliases":["Smith"],"roles":["the mayor"],"quotes":1,"articles":1,"first_date":"2024-05-12","last_date":"2024-05-12"}"#;
    assert_eq!(serde_json::to_string(&SpeakerRecord::from(&self::speaker())).unwrap(), speaker);
}
