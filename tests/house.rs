//! The shape of the sources: who may use whom, who may touch the world outside, how long a file may be.
//!
//! Read from the source text itself. Tests at the end of a file (`#[cfg(test)]`) may do as they like.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the house and whom each may use, besides itself. The extracting wing flows downwards in this order;
/// the answering wing does not know it, nor it the answering wing.
const MAY_USE: [(&str, &[&str]); 26] = [
    ("span", &[]),
    ("letters", &[]),
    ("language", &[]),
    ("article", &["span"]),
    ("quote", &["article", "span"]),
    ("lexicon", &["quote", "article", "span"]),
    ("text", &["lexicon", "quote", "article", "span"]),
    ("model", &["text", "lexicon", "quote", "article", "span"]),
    ("tag", &["model", "text", "lexicon", "quote", "article", "span"]),
    ("attribution", &["tag", "model", "text", "lexicon", "quote", "article", "span"]),
    ("speakers", &["attribution", "tag", "model", "text", "lexicon", "letters", "quote", "article", "span"]),
    ("topics", &["speakers", "attribution", "tag", "model", "text", "lexicon", "quote", "article", "span"]),
    // The door to languages: what is behind it, only this room puts in an order.
    (
        "lang",
        &[
            "topics",
            "speakers",
            "attribution",
            "tag",
            "model",
            "text",
            "lexicon",
            "quote",
            "article",
            "language",
            "span",
        ],
    ),
    ("extract", &["lang", "quote", "article", "language", "span"]),
    ("read", &["speakers", "article", "span"]),
    // Of the door to languages it takes the stemmer.
    ("index", &["lang", "letters", "quote", "article", "language", "span"]),
    ("query", &["index", "lexicon", "quote", "article", "span"]),
    // Asks an index on another machine, by the code that asks one here.
    ("remote", &["query", "index", "lexicon", "quote", "article", "span"]),
    ("tables", &["query", "quote", "article", "span"]),
    ("output", &["evaluate", "tables", "query", "index", "lexicon", "quote", "article", "language", "span"]),
    ("evaluate", &["quote", "article", "span"]),
    ("train", &["speakers", "attribution", "tag", "model", "text", "lexicon", "evaluate", "quote", "article", "span"]),
    (
        "cli",
        &[
            "train", "evaluate", "output", "tables", "remote", "query", "index", "read", "extract", "lang", "speakers",
            "model", "quote", "article", "language", "span",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
    // A crate of its own, which sees what is public.
    ("python", &[]),
];

/// Words that touch the world outside, and the rooms that may say them.
const RESERVED: [(&[&str], &[&str]); 5] = [
    (&["tantivy::", "use tantivy"], &["index", "query"]),
    (&["std::fs", "File::open", "File::create", "OpenOptions"], &["read", "model", "index", "cli", "train"]),
    (&["println!", "print!", "eprintln!", "eprint!", "dbg!"], &["output", "cli", "main"]),
    (&["std::env", "process::exit", "io::stdout", "io::stderr", "io::stdin"], &["cli", "main"]),
    // The index writes down which process holds its lock; threads belong to the process of Python that made them.
    (&["std::process"], &["cli", "main", "index", "python"]),
];

/// A file longer than this wants to be two.
const LONGEST: usize = 600;

struct Source {
    /// Below `src`.
    path: PathBuf,
    /// The first part of the path: `read` for `read/text.rs`, `quote` for `quote.rs`.
    room: String,
    whole: String,
    /// Without comments, literals' worries aside, and without tests.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.into_iter().map(|path| Source::read(&root, &path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => collect(&path, files),
            false if path.extension().is_some_and(|extension| extension == "rs") => files.push(path),
            false => {}
        }
    }
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        let whole = fs::read_to_string(path).expect("a source file");
        let path = path.strip_prefix(root).expect("below src").to_owned();
        let first = path.iter().next().expect("a name").to_string_lossy();
        let code = whole.split("\n#[cfg(test)]").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        Self { room: first.trim_end_matches(".rs").to_owned(), code: code.collect::<Vec<_>>().join("\n"), path, whole }
    }

    /// The rooms behind every `crate::...` in the code; `names` tells where the names of `lib.rs` live.
    fn uses(&self, names: &BTreeMap<String, String>) -> Vec<String> {
        let heads = self.code.split("crate::").skip(1).flat_map(heads);
        let rooms = heads.map(|head| names.get(&head).cloned().unwrap_or(head));
        rooms.filter(|room| *room != self.room).collect()
    }
}

/// The first names of what follows `crate::`: one, or those of a list in braces.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut items, mut item) = (1, Vec::new(), String::new());
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => items.push(std::mem::take(&mut item)),
            _ => item.push(c),
        }
        if depth == 0 {
            break;
        }
    }
    items.push(item);
    items.iter().map(|item| name(item)).filter(|name| !name.is_empty()).collect()
}

/// Which room each public name of `lib.rs` comes from.
fn names_of_the_crate(sources: &[Source]) -> BTreeMap<String, String> {
    let lib = sources.iter().find(|source| source.room == "lib").expect("lib.rs");
    let uses = lib.code.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';'));
    let pairs = uses
        .filter_map(|(path, _)| path.strip_prefix("crate::").unwrap_or(path).split_once("::"))
        .flat_map(|(room, rest)| heads(rest).into_iter().map(move |name| (name, room.trim().to_owned())));
    pairs.collect()
}

#[test]
fn everybody_uses_only_whom_they_may() {
    let sources = sources();
    let names = names_of_the_crate(&sources);
    let may_use: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let mut faults = Vec::new();
    // `lib.rs` hands out names of every room.
    for source in sources.iter().filter(|source| source.room != "lib") {
        let Some(allowed) = may_use.get(source.room.as_str()) else {
            faults.push(format!("{}: a room that the house does not know", source.path.display()));
            continue;
        };
        for used in source.uses(&names) {
            if !allowed.contains(&used.as_str()) {
                faults.push(format!("{}: {} may not use {used}", source.path.display(), source.room));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_some_touch_the_world_outside() {
    let mut faults = Vec::new();
    for source in sources() {
        for (words, rooms) in RESERVED {
            let allowed = rooms.contains(&source.room.as_str());
            for word in words.iter().filter(|word| !allowed && source.code.contains(*word)) {
                faults.push(format!("{}: {word} belongs to {rooms:?}", source.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.whole.lines().count();
        if lines > LONGEST {
            faults.push(format!("{}: {lines} lines, more than {LONGEST}", source.path.display()));
        }
        if !source.whole.starts_with("//!") {
            faults.push(format!("{}: does not say what it is for", source.path.display()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A `mod.rs` names its files, hands out what is public, and has at most one function: no types, no work.
#[test]
fn every_mod_rs_is_a_door() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.path.ends_with("mod.rs")) {
        let lines = source.code.lines().filter(|line| !line.starts_with(' ')).map(|line| {
            let line = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
            line.split_whitespace().next().unwrap_or_default()
        });
        let words: Vec<&str> = lines.collect();
        for word in ["struct", "enum", "trait", "impl", "const", "static", "type"] {
            if words.contains(&word) {
                faults.push(format!("{}: {word} in a door", source.path.display()));
            }
        }
        if words.iter().filter(|word| **word == "fn").count() > 1 {
            faults.push(format!("{}: more than one function in a door", source.path.display()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Two files of a folder that use each other are one file in disguise.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let mut edges: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.path.ends_with("mod.rs")) {
        let folder = source.path.parent().expect("a folder");
        let named = source.code.split("super::").skip(1).flat_map(heads);
        let files = named.map(|name| folder.join(name).with_extension("rs"));
        let known = files.filter(|file| sources.iter().any(|other| other.path == *file) && *file != source.path);
        edges.insert(source.path.clone(), known.collect());
    }
    for start in edges.keys() {
        let (mut seen, mut open) = (Vec::new(), edges[start].clone());
        while let Some(file) = open.pop() {
            assert_ne!(&file, start, "{} comes back to itself, by {seen:?}", start.display());
            if !seen.contains(&file) {
                open.extend(edges.get(&file).into_iter().flatten().cloned());
                seen.push(file);
            }
        }
    }
}

#[test]
fn the_names_behind_crate_are_found() {
    assert_eq!(heads("read::{Input, Options};"), ["read"]);
    assert_eq!(heads("{article::{A, B}, Quote, span::Span};"), ["article", "Quote", "span"]);
}
