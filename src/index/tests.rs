//! What is written, what is seen of it, and what remains when things go wrong.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{FileState, Index, IndexError, Prune, Put, Seen, Settings, Update};
use crate::article::Article;
use crate::quote::{Kind, Quote, quote_id};
use crate::span::Span;

fn article(id: &str, text: &str) -> (Article, Quote) {
    let article = Article::new(id, text);
    let content = vec![Span::new(0, text.len())];
    let quote = Quote {
        id: quote_id(id, &content, &[]),
        kind: Kind::Direct,
        text: text.into(),
        content,
        context: text.into(),
        confidence: 0.5,
        article: article.reference(),
        paragraph: 1,
        ..Quote::default()
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
        assert_eq!(counts(dir.path()), (1, 1), "{broken}: found again from its data");
        assert_eq!(Index::verify(dir.path()).unwrap(), [format!("`{}` is damaged", pointer.display())]);
    }
    fs::remove_file(dir.path().join("data-1/quotedex-data.json")).unwrap();
    assert!(matches!(Index::open(dir.path()), Err(IndexError::Damaged { .. })), "without any proof");
    assert!(matches!(Update::begin(dir.path()), Err(IndexError::Damaged { .. })));
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
}

#[test]
fn only_what_is_ours_is_cleared_away() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("data-7")).unwrap();
    fs::write(path("data-7/survey.csv"), "mine").unwrap();
    fs::write(path("data-1/notes.txt"), "mine").unwrap();
    // What a rebuild leaves that is killed.
    std::mem::forget(Update::rebuild(dir.path()).unwrap());
    assert!(path("data-8").exists());
    assert!(Index::verify(dir.path()).unwrap().is_empty(), "what did not finish is no fault");
    fs::remove_file(path(".quotedex-lock")).unwrap();
    let mut update = Update::rebuild(dir.path()).unwrap();
    put(&mut update, "b", "some more words");
    update.finish().unwrap();
    assert!(!path("data-1/meta.json").exists());
    for kept in ["data-7/survey.csv", "data-1/notes.txt"] {
        assert_eq!(fs::read_to_string(path(kept)).unwrap(), "mine");
    }
    assert_eq!(counts(dir.path()), (1, 1));
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn what_is_lost_is_made_again_by_the_next_writer() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    fs::remove_file(dir.path().join("quotedex.json")).unwrap();
    assert_eq!(counts(dir.path()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap();
    assert!(update.was_lost());
    assert_eq!(put(&mut update, "b", "more words"), Put::Added);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()), Index::verify(dir.path()).unwrap()), ((2, 2), vec![]));
    fs::remove_file(dir.path().join("data-1/quotedex-data.json")).unwrap();
    assert!(!Index::verify(dir.path()).unwrap().is_empty());
    assert!(!Update::begin(dir.path()).unwrap().was_lost());
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn a_rebuild_that_loses_most_is_refused() {
    let dir = TempDir::new().unwrap();
    let fill = |mut update: Update, count: usize| {
        for number in 0..count {
            put(&mut update, &number.to_string(), &format!("words of number {number}"));
        }
        update.finish()
    };
    fill(Update::begin(dir.path()).unwrap(), 5).unwrap();
    for count in [0, 2] {
        let refused = fill(Update::rebuild(dir.path()).unwrap(), count).unwrap_err();
        assert!(matches!(refused, IndexError::Shrinks { had: Some(5), now, .. } if now == count), "{refused}");
        assert_eq!(counts(dir.path()).0, 5);
    }
    fill(Update::rebuild(dir.path()).unwrap(), 3).unwrap();
    assert_eq!(counts(dir.path()).0, 3);
    fill(Update::rebuild(dir.path()).unwrap().force(true), 0).unwrap();
    assert_eq!(counts(dir.path()).0, 0);
    fill(Update::rebuild(dir.path()).unwrap(), 0).unwrap();
}

#[test]
fn one_id_for_two_articles_keeps_both() {
    let dir = TempDir::new().unwrap();
    let file = |name: &str, hash| FileState {
        place: format!("/{name}").into(),
        id: name.into(),
        size: 7,
        time: None,
        hash: Some(hash),
    };
    let long = |word: &str| (0..30).map(|n| format!("{word}{n} ")).collect::<String>();
    let mut update = Update::begin(dir.path()).unwrap();
    update.begin_streams();
    update.begin_file(file("a", 1));
    assert_eq!(put(&mut update, "7", &long("one")), Put::Added);
    assert_eq!(put(&mut update, "7", &long("one")), Put::Same { replaced: false });
    assert!(matches!(put(&mut update, "7", &long("two")), Put::Clash { .. }));
    update.end_file(true, Prune::Never).unwrap();
    update.begin_file(file("b", 1));
    let Put::Clash { id } = put(&mut update, "7", &long("three")) else { panic!("kept beside the other") };
    update.end_file(true, Prune::Never).unwrap();
    assert_eq!(put(&mut update, "8", "from a stream"), Put::Added);
    assert!(matches!(put(&mut update, "8", "from it as well"), Put::Clash { .. }));
    update.finish().unwrap();
    assert_eq!(counts(dir.path()).0, 5);
    // The next version of the file is known by the id that it has here, the next version elsewhere by its words.
    let mut update = Update::begin(dir.path()).unwrap();
    update.begin_streams();
    update.begin_file(file("b", 2));
    assert_eq!(put(&mut update, "7", &long("four")), Put::Replaced);
    update.end_file(true, Prune::Never).unwrap();
    update.begin_file(file("c", 2));
    assert_eq!(put(&mut update, "7", &(long("one") + "and more")), Put::Replaced);
    update.end_file(true, Prune::Never).unwrap();
    update.finish().unwrap();
    assert_eq!(counts(dir.path()).0, 5);
    let index = Index::open(dir.path()).unwrap();
    assert!(index.who("four1 four2 four3", &Default::default(), 1).unwrap().matches[0].hit.quote.article.id == id);
}

#[test]
fn what_was_taken_out_stays_out_of_the_next_data_too() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let mut update = Update::begin(dir.path()).unwrap();
    put(&mut update, "b", "unspeakable words");
    update.finish().unwrap();
    let mut update = Update::begin(dir.path()).unwrap();
    assert_eq!(update.remove(&["b".into(), "nothing".into()]).unwrap(), 1);
    update.finish().unwrap();
    let files = || fs::read_dir(dir.path().join("data-1")).unwrap().flatten();
    for file in files() {
        let bytes = fs::read(file.path()).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"unspeaka"), "{}", file.path().display());
    }
    assert_eq!(put(&mut Update::begin(dir.path()).unwrap(), "c", "unspeakable words"), Put::LeftOut);
    let mut update = Update::rebuild(dir.path()).unwrap();
    assert_eq!(put(&mut update, "a", "some words"), Put::Added);
    assert_eq!(put(&mut update, "b", "unspeakable words"), Put::LeftOut);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()).0, Index::open(dir.path()).unwrap().removed()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap().again(true);
    assert_eq!(put(&mut update, "b", "unspeakable words"), Put::Added);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()).0, Index::open(dir.path()).unwrap().removed()), (2, 0));
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn settings_are_remembered_and_sealed() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    assert!(Settings::of(dir.path()).unwrap().are_plain());
    let settings =
        Settings { min_confidence: 0.8, map: vec!["text=body".into()], file_dates: true, ..Settings::default() };
    Update::begin(dir.path()).unwrap().settle(&settings).unwrap().finish().unwrap();
    assert_eq!(Settings::of(dir.path()).unwrap(), settings);
    assert!(Index::verify(dir.path()).unwrap().is_empty());
    let path = dir.path().join("data-1/settings.json");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("0.8", "0.9")).unwrap();
    assert_eq!(Index::verify(dir.path()).unwrap(), [format!("`{}` is damaged", path.display())]);
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
    assert_eq!(update.end_file(true, Prune::Always).unwrap().removed, 2, "b and c were in it and no longer are");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap();
    assert_eq!(update.holdings().files().seen(&mut file(None), "", |_| Some(9)), Seen::Touched(1));
    assert_eq!(update.prune(&["/a/b.jsonl".into()]).unwrap(), 1);
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (0, 0));
}
