//! What is written, what is seen of it, and what remains when things go wrong.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{FileState, Index, IndexError, Put, Seen, Update};
use crate::article::Article;
use crate::quote::{Evidence, Kind, Polarity, Quote, Report, Speaker, quote_id};
use crate::span::Span;

fn article(id: &str, text: &str) -> (Article, Quote) {
    let article = Article::new(id, text);
    let content = vec![Span::new(0, text.len())];
    let quote = Quote {
        id: quote_id(id, &content, &[]),
        kind: Kind::Direct,
        report: Report::Statement,
        polarity: Polarity::Affirmed,
        text: text.into(),
        content,
        source: vec![],
        cue: vec![],
        speaker: Speaker::default(),
        topics: vec![],
        context: text.into(),
        confidence: 0.5,
        evidence: Evidence::default(),
        article: article.reference(),
        paragraph: 1,
    };
    (article, quote)
}

fn put(update: &mut Update, id: &str, text: &str) -> Put {
    let (article, quote) = article(id, text);
    update.put(&article, &[quote]).unwrap()
}

fn one_article(dir: &Path) {
    let mut update = Update::begin(dir).unwrap();
    assert_eq!(put(&mut update, "a", "some words"), Put::Added);
    update.finish().unwrap();
}

/// Articles and quotes.
fn counts(dir: &Path) -> (usize, usize) {
    let stats = Index::open(dir).unwrap().stats().unwrap();
    (stats.articles, stats.quotes)
}

#[test]
fn an_article_put_again_takes_its_own_place() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let mut update = Update::begin(dir.path()).unwrap();
    let hash = |text: &str| Article::new("a", text).content_hash();
    assert!(update.is_current("a", &hash("some words")));
    assert!(!update.is_current("a", &hash("other words")) && !update.is_current("b", &hash("some words")));
    assert_eq!(put(&mut update, "a", "other words"), Put::Replaced);
    assert_eq!(put(&mut update, "b", "new"), Put::Added);
    assert_eq!(put(&mut update, "b", "newer"), Put::Replaced);
    assert_eq!(counts(dir.path()), (1, 1), "not seen before it is finished");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (2, 2));
    assert!(!Update::begin(dir.path()).unwrap().is_current("a", &hash("some words")));
}

#[test]
fn what_an_article_was_read_with_counts() {
    let dir = TempDir::new().unwrap();
    let begin = |stamp: &str| Update::begin(dir.path()).unwrap().read_with(stamp);
    let mut update = begin("people");
    put(&mut update, "a", "some words");
    update.finish().unwrap();
    let hash = Article::new("a", "some words").content_hash();
    for (stamp, current) in [("people", true), ("other people", false), ("", false)] {
        assert_eq!(begin(stamp).is_current("a", &hash), current, "{stamp}");
    }
}

#[test]
fn an_update_that_is_dropped_changes_nothing() {
    let dir = TempDir::new().unwrap();
    put(&mut Update::begin(dir.path()).unwrap(), "a", "lost");
    assert!(matches!(Index::open(dir.path()), Err(IndexError::Missing { .. })));
    one_article(dir.path());
    put(&mut Update::begin(dir.path()).unwrap(), "b", "lost");
    put(&mut Update::rebuild(dir.path()).unwrap(), "c", "lost");
    assert_eq!(counts(dir.path()), (1, 1));
    assert_eq!(Index::verify(dir.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_rebuild_replaces_all_and_leaves_what_is_not_its_own() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("README.md"), "what this is").unwrap();
    one_article(dir.path());
    let old = Index::open(dir.path()).unwrap();
    let mut update = Update::rebuild(dir.path()).unwrap();
    assert_eq!(put(&mut update, "b", "one"), Put::Added);
    assert_eq!(put(&mut update, "c", "two"), Put::Added);
    assert_eq!(counts(dir.path()), (1, 1));
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (2, 2));
    assert_eq!(old.stats().unwrap().articles, 1, "who has the old index open still reads it");
    assert_eq!(fs::read_to_string(dir.path().join("README.md")).unwrap(), "what this is");
    let data = fs::read_dir(dir.path()).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
    assert_eq!(data, 1);
}

#[test]
fn one_writer_at_a_time() {
    let dir = TempDir::new().unwrap();
    let first = Update::begin(dir.path()).unwrap();
    assert!(matches!(Update::begin(dir.path()), Err(IndexError::Busy { .. })));
    assert!(matches!(Update::rebuild(dir.path()), Err(IndexError::Busy { .. })));
    drop(first);
    one_article(dir.path());
}

#[test]
fn folders_that_hold_no_index_or_another_version() {
    let dir = TempDir::new().unwrap();
    assert!(matches!(Index::open(&dir.path().join("nowhere")), Err(IndexError::Missing { .. })));
    fs::write(dir.path().join("letter.txt"), "dear").unwrap();
    assert!(matches!(Update::begin(dir.path()), Err(IndexError::NotAnIndex { .. })));
    fs::remove_file(dir.path().join("letter.txt")).unwrap();

    one_article(dir.path());
    let pointer = dir.path().join("quotedex.json");
    let text = fs::read_to_string(&pointer).unwrap();
    fs::write(&pointer, text.replace(&format!("\"record\":{}", crate::quote::RECORD_VERSION), "\"record\":999"))
        .unwrap();
    let error = Index::open(dir.path()).unwrap_err();
    assert!(error.to_string().contains("999"), "{error}");
    assert_eq!(error.hint().as_deref(), Some("run `quotedex rebuild PATH...` with your articles"));
    assert!(matches!(Update::begin(dir.path()), Err(IndexError::Version { .. })));
    for broken in ["", "{", &text.replace("data-1", "../../etc")] {
        fs::write(&pointer, broken).unwrap();
        assert!(matches!(Index::open(dir.path()), Err(IndexError::Damaged { .. })), "{broken}");
    }
    let mut update = Update::rebuild(dir.path()).unwrap();
    put(&mut update, "a", "again");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (1, 1));
}

#[test]
fn a_flipped_byte_is_found_and_nothing_panics() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    assert_eq!(Index::verify(dir.path()).unwrap(), Vec::<String>::new());
    let data = dir.path().join("data-1");
    let files = fs::read_dir(&data).unwrap().flatten().map(|entry| entry.path());
    let mut seen = 0;
    for file in files.filter(|path| path.extension().is_some_and(|ext| ext != "json" && ext != "lock")) {
        let whole = fs::read(&file).unwrap();
        let mut flipped = whole.clone();
        flipped[0] ^= 0x55;
        fs::write(&file, &flipped).unwrap();
        match Index::verify(dir.path()) {
            Ok(faults) => assert!(faults.iter().any(|fault| fault.contains("damaged")), "{}", file.display()),
            Err(error) => assert!(error.hint().is_some()),
        }
        fs::write(&file, &whole).unwrap();
        seen += 1;
    }
    assert!(seen >= 5);
    fs::create_dir(dir.path().join("data-7")).unwrap();
    assert!(Index::verify(dir.path()).unwrap().is_empty(), "what did not finish is no fault");
    one_article(&dir.path().join("other"));
    drop(Update::begin(dir.path()).unwrap());
    assert!(!dir.path().join("data-7").exists(), "and the next writer removes it");
}

#[test]
fn a_confidence_that_is_no_number_can_be_read_back() {
    let dir = TempDir::new().unwrap();
    let mut update = Update::begin(dir.path()).unwrap();
    let (article, mut quote) = article("a", "words");
    quote.confidence = f32::NAN;
    update.put(&article, &[quote]).unwrap();
    update.finish().unwrap();
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn a_file_half_read_is_known_with_what_was_read_from_it() {
    let dir = TempDir::new().unwrap();
    let file = |hash| FileState { place: "/a/b.jsonl".into(), id: "b".into(), size: 7, time: None, hash };
    let mut update = Update::begin(dir.path()).unwrap();
    update.begin_file(file(Some(9)));
    for id in ["a", "b", "c"] {
        put(&mut update, id, &format!("words of {id}"));
        update.commit().unwrap();
    }
    drop(update);
    let mut update = Update::begin(dir.path()).unwrap();
    let seen = update.holdings().files().seen(&mut file(None), "", |_| Some(9));
    assert_eq!(seen, Seen::Other, "it is read again");
    update.begin_file(file(Some(9)));
    put(&mut update, "a", "words of a");
    assert_eq!(update.end_file(true, true).unwrap(), 2, "b and c were in it and no longer are");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap();
    assert_eq!(update.holdings().files().seen(&mut file(None), "", |_| Some(9)), Seen::Touched(1));
    assert_eq!(update.prune(&["/a/b.jsonl".into()]).unwrap(), 1);
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (0, 0));
}
