//! What real news does to an extractor, one sentence a phenomenon; and what no text may do to it.

use std::sync::LazyLock;

use proptest::prelude::*;
use quotedex::{Article, AttributionType, Extractor, Quote, Span};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the shipped weights load"));

fn extract(text: &str) -> Vec<Quote> {
    EXTRACTOR.extract(&Article::new("test", text))
}

/// `speaker: words` of each statement with quotation marks in it.
fn quoted(text: &str) -> Vec<String> {
    let has_marks = |quote: &Quote| quote.kind != quotedex::Kind::Indirect;
    let line = |quote: Quote| format!("{}: {}", quote.speaker_name(), quote.text);
    extract(text).into_iter().filter(has_marks).map(line).collect()
}

/// `speaker: words` of each statement.
fn statements(text: &str) -> Vec<String> {
    let said = |quote: &Quote| quote.report == AttributionType::Statement;
    extract(text).into_iter().filter(said).map(|quote| format!("{}: {}", quote.speaker_name(), quote.text)).collect()
}

#[track_caller]
fn assert_quoted(text: &str, expected: &[&str]) {
    assert_eq!(quoted(text), expected, "in: {text}");
}

#[test]
fn marks_of_every_kind() {
    assert_quoted("\"I quit,\" Ann Smith said.", &["Ann Smith: I quit,"]);
    assert_quoted("“I quit,” Ann Smith said.", &["Ann Smith: I quit,"]);
    assert_quoted("“I quit,\" Ann Smith said.", &["Ann Smith: I quit,"]);
    assert_quoted("‘We have had enough of this,’ Ann Smith said.", &["Ann Smith: We have had enough of this,"]);
    assert_quoted("``We have had enough,'' Ann Smith said.", &["Ann Smith: We have had enough,"]);
}

#[test]
fn before_after_and_inverted() {
    assert_quoted("Ann Smith said: “We will go home.”", &["Ann Smith: We will go home."]);
    assert_quoted("“We will go home,” said Ann Smith.", &["Ann Smith: We will go home,"]);
    assert_quoted("“We will go home,” said Ann Smith, a teacher from Leeds.", &["Ann Smith: We will go home,"]);
    assert_quoted(
        "According to Ann Smith, the plan is “dead on arrival”.",
        &["Ann Smith: the plan is “dead on arrival”"],
    );
}

#[test]
fn one_quotation_in_several_pieces() {
    assert_quoted("“We will fight,” Ann Smith said, “until we win.”", &["Ann Smith: We will fight, until we win."]);
    assert_quoted(
        "“I’m disappointed,” Bob Jones said. “He was a let-down.”",
        &["Bob Jones: I’m disappointed, He was a let-down."],
    );
}

#[test]
fn surnames_titles_and_pronouns_find_the_full_name() {
    assert_quoted(
        "Sen. Tim Kaine met workers in Ohio on Monday. “We are not done,” Kaine told them. “There is more to do,” he said later.",
        &["Tim Kaine: We are not done,", "Tim Kaine: There is more to do,"],
    );
    assert_quoted(
        "Maria Lopez lost her job in May. John Carter kept his.\n“I was told by text message,” she said.",
        &["Maria Lopez: I was told by text message,"],
    );
}

#[test]
fn reported_speech_without_marks() {
    let found = statements("Ann Smith said that the bridge would open in May.");
    assert_eq!(found, ["Ann Smith: that the bridge would open in May"]);
    let found = statements("The bridge will open in May, Ann Smith said.");
    assert_eq!(found, ["Ann Smith: The bridge will open in May"]);
}

#[test]
fn offices_are_told_from_names() {
    let cases = [
        ("The Archbishop of Canterbury said that it must change.", "The Archbishop of Canterbury"),
        ("The UN High Commissioner for Refugees, Filippo Grandi, said that it must change.", "Filippo Grandi"),
        (
            "Deputy Assistant Secretary of State for European Affairs George Kent said that it must change.",
            "George Kent",
        ),
        ("Florida’s Secretary of State Ken Lee said that it must change.", "Ken Lee"),
        ("Undersecretary for Political Affairs Ann Ray said that it must change.", "Ann Ray"),
        (
            "A spokesman for Green candidate Ann Ray said that it must change.",
            "A spokesman for Green candidate Ann Ray",
        ),
        ("Founder, CEO and president Tom Okafor said that it must change.", "Tom Okafor"),
        ("The Prime Minister’s Office said that it must change.", "Prime Minister’s Office"),
    ];
    for (text, speaker) in cases {
        assert_eq!(statements(text), [format!("{speaker}: that it must change")], "in: {text}");
    }
}

#[test]
fn whoever_stands_below_an_office_does_not_hold_it() {
    let cases = [
        ("The mayor of Lisbon said that it must change. On Monday deputy mayor Rui Costa left.", "The mayor of Lisbon"),
        ("Deputy mayor Rui Costa left on Monday. The mayor said that it must change.", "The mayor"),
        ("Deputy mayor Rui Costa left on Monday. The deputy mayor said that it must change.", "Rui Costa"),
        ("Mayor Ann Lee met deputy mayor Rui Costa on Monday. The mayor said that it must change.", "Ann Lee"),
        ("Mayor Ann Lee met deputy mayor Rui Costa on Monday. The deputy mayor said that it must change.", "Rui Costa"),
        ("Vice President Ann Lee left on Monday. The vice president said that it must change.", "Ann Lee"),
        ("Vice President Ann Lee left on Monday. The president said that it must change.", "The president"),
        (
            "Ann Lee, a former Acme vice president, met Uber on Monday. Its vice president said that it must change.",
            "Its vice president",
        ),
        ("Tom Ray, an assistant professor, left on Monday. The professor said that it must change.", "Tom Ray"),
    ];
    for (text, speaker) in cases {
        let found = statements(text);
        assert_eq!(found.last(), Some(&format!("{speaker}: that it must change")), "in: {text}");
    }
}

#[test]
fn what_nobody_said() {
    for text in [
        "The so-called “woke” agenda was voted down.",
        "She appeared on “Meet the Press” on Sunday.",
        "Dwayne “The Rock” Johnson arrived late.",
        "The phenomenon is called “magnetism” in textbooks.",
        "The band played rock 'n' roll of the '50s.",
    ] {
        assert_quoted(text, &[]);
    }
}

#[test]
fn layouts_that_tell_the_speaker() {
    assert_quoted(
        "They met on Monday.\n“Nobody asked us about it.” ― Rosa Diaz",
        &["Rosa Diaz: Nobody asked us about it."],
    );
    let found = statements("The two spoke on air.\nSMITH: We won the cup fairly.\nJONES: You did no such thing.");
    assert_eq!(found, ["SMITH: We won the cup fairly", "JONES: You did no such thing"]);
}

#[test]
fn answers_are_of_the_one_person_whom_an_interview_begins_with() {
    for (text, speaker) in [
        ("Five questions for Pia Holm, diver\n\nQ: How deep?\n\nA: I was nine. The lake was dark.", "Pia Holm"),
        ("Talking to Pia Holm\n\nQ: Why boats?\n\nA: My aunt built them. She still does.", "Pia Holm"),
        ("Five questions for divers\n\nQ: How deep?\n\nA: I was nine. The lake was dark.", ""),
    ] {
        let quotes = extract(text);
        let speakers: Vec<&str> = quotes.iter().filter_map(|quote| quote.speaker.name.as_deref()).collect();
        assert_eq!((quotes.len(), speakers.join(", ")), (1, speaker.to_owned()), "{text}");
    }
}

#[test]
fn the_writer_is_i_where_a_byline_tells() {
    assert_quoted(
        "By Nora Eklund\n\n“I never wanted the boat,” I told Viktor Sand.",
        &["Nora Eklund: I never wanted the boat,"],
    );
}

#[test]
fn inputs_at_the_edge() {
    for text in ["", "\n\n", "\"\"=", "\"Bob.\"\n\n\"What.\"", "“", "”””“““", "\u{feff}", "said", "he said", ": “"]
    {
        extract(text);
    }
}

/// Whatever the text: spans inside it, on character borders, contents not empty, ids not repeated.
fn assert_sound(text: &str) {
    let quotes = extract(text);
    let inside = |span: &Span| text.get(span.range()).is_some();
    for quote in &quotes {
        assert!(!quote.content.is_empty() && !quote.text.trim().is_empty());
        assert!(quote.content.iter().chain(&quote.source).chain(&quote.cue).all(inside));
        assert!(quote.content.iter().all(|span| !span.is_empty()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
    let mut ids: Vec<&str> = quotes.iter().map(|quote| quote.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), quotes.len(), "two quotes with one id");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_characters_are_safe(text in "\\PC{0,200}") {
        assert_sound(&text);
    }

    #[test]
    fn any_order_of_news_words_is_safe(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "“", "”", "\"", "‘", "’", "'", "said", "Ann", "Smith", "he", "she", "according", "to", "that", ",", ".",
                ":", "\n", "—", "the", "minister", "told", "I", "who", "é", "SMITH", "(", ")", "’s",
            ]),
            0..120,
        ),
        blanks in any::<bool>(),
    ) {
        assert_sound(&words.join(if blanks { " " } else { "" }));
    }
}

#[test]
fn the_same_text_gives_the_same_quotes() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/articles/bank-rates-hold.txt")).unwrap();
    assert_eq!(extract(&text), extract(&text));
}

/// What a careful reader finds in the project's own seed article: the words in marks, and who said them.
#[test]
fn the_seed_article_as_a_careful_reader_reads_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/articles/colombian-petro-faces-trump-storm.txt");
    let found = quoted(&std::fs::read_to_string(path).unwrap());
    let expected = [
        ("Donald Trump", "a sick man who likes making cocaine"),
        ("Gustavo Petro", "I swore not to touch a weapon again"),
        ("Colombian foreign ministry", "a good meeting"),
        ("Donald Trump", "honour"),
        ("Cynthia Arnson", "herculean efforts"),
        ("Gustavo Petro", "dignity and respect"),
        ("United States", "the failures and incompetence of Gustavo Petro"),
        ("Gustavo Petro", "committed murder and violated our sovereignty"),
        ("Gustavo Petro", "The more I am attacked"),
        ("Adam Isacson", "in his own category"),
        ("Adam Isacson", "new aggressive United States"),
        ("Paloma Valencia", "without intervention from anyone"),
        ("Sandra Borda", "a step in the right direction"),
    ];
    for (speaker, words) in expected {
        let said = |line: &String| line.starts_with(&format!("{speaker}: ")) && line.contains(words);
        assert!(found.iter().any(said), "{speaker}: {words} is not among {found:#?}");
    }
    for nobody in ["decertified", "Pit Bull"] {
        assert!(!found.iter().any(|line| line.contains(nobody)), "{nobody} is no quotation");
    }
}

/// And what it reports without marks; with the thirteen above these are all of the reader's twenty-one but for an estimate
/// that "reportedly" is somebody's.
#[test]
fn what_the_seed_article_reports_has_the_right_speakers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/articles/colombian-petro-faces-trump-storm.txt");
    let found = extract(&std::fs::read_to_string(path).unwrap());
    for (speaker, words) in [
        ("Sandra Borda", "Trump has treated Petro"),
        ("Gustavo Petro", "to rally on Wednesday"),
        ("Gustavo Petro", "to disobey illegal orders"),
        ("the report", "there is no evidence that Petro"),
        ("Armando Benedetti", "Petro asked for cooperation against ELN fighters"),
        ("Gustavo Petro", "they were planted"),
        ("Sandra Borda", "it could become more costly domestically"),
    ] {
        let quote = found.iter().find(|quote| quote.text.contains(words)).expect(words);
        assert_eq!(quote.speaker_name(), speaker, "{words}");
    }
}
