//! A sample quote for tests.

use crate::article::{Article, ArticleRef};
use crate::query::{AlignedWord, Discrepancy, DiscrepancyKind, Edit, Hit, Match, Occurrence, Verdict};
use crate::quote::{Evidence, Kind, Quote, Speaker, SpeakerCandidate, SpeakerKind};
use crate::span::Span;

use super::style::{Detail, TextStyle};

pub(super) const PLAIN: TextStyle = TextStyle { colour: false, width: 80, links: None, detail: Detail::Excerpt };

pub(super) fn article() -> Article {
    let text = "Mayor Leaves\n\nIt rained.\n\n“Zoë’s city will be fine,” Ann Smith said.\n\nShe left.";
    let mut article = Article::new("mayor", text);
    article.title = Some("Mayor Leaves".into());
    article.date = Some(jiff::civil::date(2024, 5, 12));
    article.publisher = Some("The Paper".into());
    article.path = Some("news/mayor.txt".into());
    article
}

pub(super) fn quote() -> Quote {
    let article = article();
    let words = "Zoë’s city will be fine,";
    let place = |words: &str| {
        let start = article.text().find(words).unwrap();
        vec![Span::new(start, start + words.len())]
    };
    Quote {
        id: "00000000000000aa".into(),
        kind: Kind::Direct,
        text: words.into(),
        content: place(words),
        source: place("Ann Smith"),
        cue: place("said"),
        speaker: Speaker {
            name: Some("Ann Smith".into()),
            id: Some("ann-smith".into()),
            kind: SpeakerKind::Person,
            role: Some("the mayor".into()),
            ..Speaker::default()
        },
        topics: vec!["cities".into()],
        context: "“Zoë’s city will be fine,” Ann Smith said.".into(),
        confidence: 0.97,
        evidence: Evidence {
            cue: Some("said".into()),
            candidates: vec![
                SpeakerCandidate { name: Some("Ann Smith".into()), probability: 0.98 },
                SpeakerCandidate { name: None, probability: 0.02 },
            ],
            ..Evidence::default()
        },
        article: article.reference(),
        paragraph: 3,
        ..Quote::default()
    }
}

pub(super) fn hit() -> Hit {
    let other = ArticleRef { id: "other".into(), title: Some("Other".into()), ..ArticleRef::default() };
    let other = Occurrence { article: other, paragraph: 7, quote: "00000000000000bb".into(), text: None };
    let confidence = quote().confidence;
    Hit {
        score: 1.5,
        confidence,
        also_in: vec![other],
        articles: 2,
        distinct_texts: 2,
        ..Hit::alone(quote(), 0.0, vec![Span::new(9, 13)])
    }
}

pub(super) fn close() -> Match {
    let word = |edit, asked: &str, said: &str| AlignedWord { edit, asked: asked.into(), said: said.into() };
    let alignment = vec![
        word(Edit::Same, "city", "city"),
        word(Edit::Same, "will", "will"),
        word(Edit::Missing, "not", ""),
        word(Edit::Same, "be", "be"),
        word(Edit::Changed, "well", "fine,"),
    ];
    let discrepancy = Discrepancy { kind: DiscrepancyKind::Negation, asked: "will not".into(), said: "will".into() };
    Match { hit: hit(), verdict: Verdict::Close, similarity: 0.6, alignment, discrepancies: vec![discrepancy] }
}

pub(super) fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}
