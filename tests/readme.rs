//! The documents are true: every `$ quotedex ...` in them prints what they show, what they link to and name exists.

use std::path::Path;

use regex::{NoExpand, Regex};

use crate::util::World;

const README: &str = include_str!("../README.md");

/// The documents with transcripts. The commands of each are run in order, on an index of its own.
const TRANSCRIPTS: [(&str, &str); 4] = [
    ("README.md", README),
    ("seeds/GUIDE.md", include_str!("../seeds/GUIDE.md")),
    ("seeds/DESK.md", include_str!("../seeds/DESK.md")),
    ("seeds/FORMATS.md", include_str!("../seeds/FORMATS.md")),
];

/// The others that link to files.
const LINKS: [(&str, &str); 6] = [
    ("seeds/README.md", include_str!("../seeds/README.md")),
    ("seeds/model/CARD.md", include_str!("../seeds/model/CARD.md")),
    ("tests/benches/README.md", include_str!("benches/README.md")),
    ("tests/scale/README.md", include_str!("scale/README.md")),
    (".github/CHANGELOG.md", include_str!("../.github/CHANGELOG.md")),
    (".github/CONTRIBUTING.md", CONTRIBUTING),
];

const CONTRIBUTING: &str = include_str!("../.github/CONTRIBUTING.md");

/// How the names of files begin in the recipes.
const ROOTS: [&str; 6] = ["src/", "tests/", "seeds/", ".github/", ".cargo/", ".ci/"];

/// A newcomer reads it in five minutes.
const LONGEST_README: usize = 900;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The transcripts: command line and what stands below it, up to the next command or the end of the block.
fn transcripts(document: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let blocks = document.split("```console\n").skip(1).filter_map(|rest| rest.split_once("```"));
    for (block, _) in blocks {
        let first = found.len();
        for line in block.lines() {
            match line.strip_prefix("$ quotedex ") {
                Some(command) => found.push((command.to_owned(), String::new())),
                None if found.len() > first => {
                    let (_, printed) = found.last_mut().expect("a command above");
                    printed.push_str(line);
                    printed.push('\n');
                }
                None => {}
            }
        }
    }
    found
}

/// A command line cut into arguments; single quotes hold blanks and double quotes, double quotes hold blanks.
fn arguments(line: &str) -> Vec<String> {
    let (mut arguments, mut argument, mut within) = (Vec::new(), String::new(), None);
    for c in line.chars() {
        match within {
            Some(quote) if c == quote => within = None,
            None if c == '"' || c == '\'' => within = Some(c),
            None if c == ' ' => arguments.push(std::mem::take(&mut argument)),
            _ => argument.push(c),
        }
    }
    arguments.push(argument);
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// Whether a transcript shows what was printed: a line `...` stands for any lines, and how long something took does not count.
fn shows(expected: &str, printed: &str) -> bool {
    let exact = regex::escape(expected.trim_end()).replace(r"\.\.\.", "(?s:.*)");
    let seconds = Regex::new(r"\d+\\\.\d s\b").expect("a pattern");
    let pattern = seconds.replace_all(&exact, NoExpand(r"\d+\.\d s"));
    Regex::new(&format!("^{pattern}$")).expect("a pattern").is_match(printed.trim_end())
}

/// A world with what the documents name: the shipped articles, and the labelled ones of the tests.
fn world() -> World {
    let world = World::new();
    for folder in ["seeds", "tests"] {
        std::os::unix::fs::symlink(root().join(folder), world.path(folder)).expect("a link");
    }
    world
}

#[test]
fn transcripts_show_what_the_program_prints() {
    for (document, text) in TRANSCRIPTS {
        let (world, transcripts) = (world(), transcripts(text));
        assert!(transcripts.len() >= 3, "{document} shows hardly anything");
        // A document either shows how the index is made or takes it for granted.
        if !transcripts[0].0.starts_with("index") {
            world.run(["index"]).done();
        }
        for (command, expected) in transcripts {
            let ran = world.run(arguments(&command).iter().map(String::as_str));
            let printed = format!("{}{}", ran.stdout, ran.stderr);
            assert!(shows(&expected, &printed), "{document}: $ quotedex {command}\n{printed}\ninstead of\n{expected}");
        }
    }
}

#[test]
fn what_a_transcript_may_leave_open() {
    assert!(shows("a\nb\n", "a\nb\n\n"));
    assert!(!shows("a\n", "a\nb\n"));
    assert!(shows("a\n...\nd\n", "a\nb\nc\nd\n"));
    assert!(!shows("a\n...\nd\n", "a\nb\nd\ne\n"));
    assert!(shows("2 quotes found in 0.2 s.", "2 quotes found in 13.7 s."));
    assert!(!shows("2 quotes found in 0.2 s.", "3 quotes found in 0.2 s."));
}

#[test]
fn the_readme_is_short() {
    let words = README.split_whitespace().count();
    assert!(words <= LONGEST_README, "{words} words");
}

#[test]
fn links_lead_to_files() {
    let mut faults = Vec::new();
    for (document, text) in TRANSCRIPTS.into_iter().chain(LINKS) {
        let folder = root().join(document).parent().expect("a folder").to_owned();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        let files = targets.filter(|target| !target.contains("://")).filter_map(|target| target.split('#').next());
        let missing = files.filter(|file| !folder.join(file).exists());
        faults.extend(missing.map(|file| format!("{document}: {file}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The recipes name files from the root, the map of the code below `src`.
#[test]
fn files_that_are_named_exist() {
    let map =
        include_str!("../src/lib.rs").lines().filter(|line| line.starts_with("//! |")).collect::<Vec<_>>().join("\n");
    let in_recipes = names(CONTRIBUTING).filter(|name| ROOTS.iter().any(|root| name.starts_with(root)));
    let in_map = names(&map).filter(|name| name.contains('/') || name.ends_with(".rs"));
    let recipes = in_recipes.map(|name| root().join(name));
    let missing: Vec<_> =
        recipes.chain(in_map.map(|name| root().join("src").join(name))).filter(|file| !file.exists()).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What stands in backticks, but for patterns (`src/read/NAME.rs`) and commands.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split('`').skip(1).step_by(2);
    code.filter(|name| !name.contains("NAME") && !name.contains(|c: char| c == '*' || c.is_whitespace()))
}

/// The version of Rust that is asked for is one, wherever it stands.
#[test]
fn the_minimum_version_of_rust_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_RUST_VERSION");
    for (document, text) in
        [("README.md", README), (".github/workflows/ci.yml", include_str!("../.github/workflows/ci.yml"))]
    {
        assert!(text.contains(version), "{document} does not name {version}");
    }
}
