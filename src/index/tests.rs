//! Tests of updates and snapshots through the public types: what readers see, and what is left after failures.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::open::{lock_against_deletion, open_engine};
use super::{FileChange, FileState, Index, IndexError, Prune, Put, Settings, Update};
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
fn an_article_put_again_replaces_its_earlier_version() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let mut update = Update::begin(dir.path()).unwrap();
    let hash = |text: &str| Article::new("a", text).content_hash();
    assert!(update.is_current("a", &hash("some words")));
    assert!(!update.is_current("a", &hash("other words")) && !update.is_current("b", &hash("some words")));
    assert_eq!(put(&mut update, "a", "other words"), Put::Replaced);
    assert_eq!(put(&mut update, "b", "new"), Put::Added);
    assert_eq!(put(&mut update, "b", "newer"), Put::Replaced);
    assert_eq!(counts(dir.path()), (1, 1), "not visible before the commit");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (2, 2));
    assert!(!Update::begin(dir.path()).unwrap().is_current("a", &hash("some words")));
}

#[test]
fn an_article_read_under_another_stamp_is_not_current() {
    let dir = TempDir::new().unwrap();
    let begin = |stamp: &str| Update::begin(dir.path()).unwrap().with_stamp(stamp);
    let mut update = begin("people");
    put(&mut update, "a", "some words");
    update.finish().unwrap();
    let hash = Article::new("a", "some words").content_hash();
    for (stamp, current) in [("people", true), ("other people", false), ("", false)] {
        assert_eq!(begin(stamp).is_current("a", &hash), current, "{stamp}");
    }
}

#[test]
fn a_merge_brings_nothing_back_that_a_new_writer_deletes_first() {
    let dir = TempDir::new().unwrap();
    for articles in [&[("a", "some words"), ("b", "more words")][..], &[("a", "some other words")]] {
        let mut update = Update::begin(dir.path()).unwrap();
        articles.iter().for_each(|(id, text)| drop(put(&mut update, id, text)));
        update.finish().unwrap();
    }
    // The last commit deleted the earlier `a` in the segment of `b`.
    let mut update = Update::begin(dir.path()).unwrap();
    let mut segments = open_engine(&update.data).unwrap().0.searchable_segment_ids().unwrap();
    assert_eq!(put(&mut update, "b", "more other words"), Put::Replaced);
    segments.sort_by_key(|&id| update.view.snapshot.segments_with_deletions().contains(&id));
    update.writer.as_mut().unwrap().merge(&segments).wait().unwrap();
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (2, 2));
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
fn a_rebuild_replaces_everything_but_foreign_files() {
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
    assert_eq!(old.stats().unwrap().articles, 1, "a reader with the old index open can still use it");
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
fn folders_without_an_index_or_with_another_version() {
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
    assert!(matches!(error, IndexError::Version { .. }), "{error}");
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
            Ok(problems) => assert!(problems.iter().any(|one| one.contains("damaged")), "{}", file.display()),
            Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
        }
        fs::write(&file, &whole).unwrap();
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn cleanup_removes_only_our_own_files() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("data-7")).unwrap();
    fs::write(path("data-7/survey.csv"), "mine").unwrap();
    fs::write(path("data-1/notes.txt"), "mine").unwrap();
    // What a killed rebuild leaves.
    std::mem::forget(Update::rebuild(dir.path()).unwrap());
    assert!(path("data-8").exists());
    assert!(Index::verify(dir.path()).unwrap().is_empty(), "remains of an unfinished rebuild are no problem");
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
fn the_next_writer_restores_a_lost_pointer_or_marker() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    fs::remove_file(dir.path().join("quotedex.json")).unwrap();
    assert_eq!((counts(dir.path()), Index::verify(dir.path()).unwrap()), ((1, 1), vec![]));
    let mut update = Update::begin(dir.path()).unwrap();
    assert!(update.has_restored_pointer());
    assert_eq!(put(&mut update, "b", "more words"), Put::Added);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()), Index::verify(dir.path()).unwrap()), ((2, 2), vec![]));
    fs::remove_file(dir.path().join("data-1/quotedex-data.json")).unwrap();
    assert!(!Index::verify(dir.path()).unwrap().is_empty());
    assert!(!Update::begin(dir.path()).unwrap().has_restored_pointer());
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn a_rebuild_that_loses_most_articles_is_refused() {
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
        assert!(matches!(refused, IndexError::WouldShrink { had: Some(5), now, .. } if now == count), "{refused}");
        assert_eq!(counts(dir.path()).0, 5);
    }
    fill(Update::rebuild(dir.path()).unwrap(), 3).unwrap();
    assert_eq!(counts(dir.path()).0, 3);
    fill(Update::rebuild(dir.path()).unwrap().force(true), 0).unwrap();
    assert_eq!(counts(dir.path()).0, 0);
    fill(Update::rebuild(dir.path()).unwrap(), 0).unwrap();
}

#[test]
fn two_articles_with_one_id_are_both_kept() {
    let dir = TempDir::new().unwrap();
    let file = |name: &str, hash| FileState {
        canonical_path: format!("/{name}").into(),
        id: name.into(),
        size: 7,
        modified: None,
        hash: Some(hash),
    };
    let long = |word: &str| (0..30).map(|n| format!("{word}{n} ")).collect::<String>();
    let mut update = Update::begin(dir.path()).unwrap();
    update.begin_streams();
    update.begin_file(file("a", 1));
    assert_eq!(put(&mut update, "7", &long("one")), Put::Added);
    assert_eq!(put(&mut update, "7", &long("one")), Put::Duplicate { replaced: false });
    assert!(matches!(put(&mut update, "7", &long("two")), Put::IdConflict { .. }));
    update.end_file(true, Prune::Never).unwrap();
    update.begin_file(file("b", 1));
    let Put::IdConflict { id } = put(&mut update, "7", &long("three")) else { panic!("kept beside the other") };
    update.end_file(true, Prune::Never).unwrap();
    assert_eq!(put(&mut update, "8", "from a stream"), Put::Added);
    assert!(matches!(put(&mut update, "8", "from it as well"), Put::IdConflict { .. }));
    update.finish().unwrap();
    assert_eq!(counts(dir.path()).0, 5);
    // The next version from the same file is recognised by its id, the next version from another file by its words.
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
fn a_rebuild_does_not_add_removed_articles() {
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
    assert_eq!(put(&mut Update::begin(dir.path()).unwrap(), "c", "unspeakable words"), Put::Excluded);
    let mut update = Update::rebuild(dir.path()).unwrap();
    assert_eq!(put(&mut update, "a", "some words"), Put::Added);
    assert_eq!(put(&mut update, "b", "unspeakable words"), Put::Excluded);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()).0, Index::open(dir.path()).unwrap().removed_count()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap().readmit_removed(true);
    assert_eq!(put(&mut update, "b", "unspeakable words"), Put::Added);
    update.finish().unwrap();
    assert_eq!((counts(dir.path()).0, Index::open(dir.path()).unwrap().removed_count()), (2, 0));
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn settings_are_stored_with_a_digest() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    assert!(Settings::of(dir.path()).unwrap().are_default());
    let settings =
        Settings { min_confidence: 0.8, map: vec!["text=body".into()], file_dates: true, ..Settings::default() };
    Update::begin(dir.path()).unwrap().store_settings(&settings).unwrap().finish().unwrap();
    assert_eq!(Settings::of(dir.path()).unwrap(), settings);
    assert!(Index::verify(dir.path()).unwrap().is_empty());
    let path = dir.path().join("data-1/settings.json");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("0.8", "0.9")).unwrap();
    assert_eq!(Index::verify(dir.path()).unwrap(), [format!("`{}` is damaged", path.display())]);
}

#[test]
fn a_confidence_of_nan_can_be_read_back() {
    let dir = TempDir::new().unwrap();
    let mut update = Update::begin(dir.path()).unwrap();
    let (article, mut quote) = article("a", "words");
    quote.confidence = f32::NAN;
    update.put(&article, &[quote]).unwrap();
    update.finish().unwrap();
    assert!(Index::verify(dir.path()).unwrap().is_empty());
}

#[test]
fn a_partially_read_file_is_known_with_what_was_read_from_it() {
    let dir = TempDir::new().unwrap();
    let file = |hash| FileState { canonical_path: "/a/b.jsonl".into(), id: "b".into(), size: 7, modified: None, hash };
    let mut update = Update::begin(dir.path()).unwrap();
    update.begin_file(file(Some(9)));
    for id in ["a", "b", "c"] {
        put(&mut update, id, &format!("words of {id}"));
        update.commit().unwrap();
    }
    drop(update);
    let mut update = Update::begin(dir.path()).unwrap();
    let seen = update.snapshot().files().compare(&mut file(None), "", |_| Some(9));
    assert_eq!(seen, FileChange::Changed, "it is read again");
    update.begin_file(file(Some(9)));
    put(&mut update, "a", "words of a");
    assert_eq!(update.end_file(true, Prune::Always).unwrap().removed, 2, "b and c are no longer in the file");
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (1, 1));
    let mut update = Update::begin(dir.path()).unwrap();
    assert_eq!(update.snapshot().files().compare(&mut file(None), "", |_| Some(9)), FileChange::Touched(1));
    assert_eq!(update.prune(&["/a/b.jsonl".into()]).unwrap(), 1);
    update.finish().unwrap();
    assert_eq!(counts(dir.path()), (0, 0));
}

#[test]
fn a_writer_deletes_nothing_while_files_are_verified() {
    let dir = TempDir::new().unwrap();
    one_article(dir.path());
    let index = Index::open(dir.path()).unwrap();
    // A writer that is about to delete has the lock.
    let lock = lock_against_deletion(index.engine()).unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    let place = dir.path().to_owned();
    let checking = std::thread::spawn(move || sender.send(Index::verify(&place).unwrap()).unwrap());
    assert!(receiver.recv_timeout(std::time::Duration::from_millis(100)).is_err());
    drop(lock);
    assert_eq!(receiver.recv().unwrap(), Vec::<String>::new());
    checking.join().unwrap();
}
