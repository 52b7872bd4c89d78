//! A tiny language for tests: a world of files, a command run in it, and what came of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// An article in which any extractor finds one quote.
pub const ARTICLE: &str = "Mayor Leaves Office\n\n“The city will be fine without me,” Ann Smith said on Monday.\n";

/// An empty folder to work in, gone at the end.
pub struct World {
    folder: TempDir,
}

impl World {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A world with [`ARTICLE`] in `news/mayor.txt`, indexed.
    pub fn indexed() -> Self {
        let world = Self::new().file("news/mayor.txt", ARTICLE);
        world.run(["index", "news"]).done();
        world
    }

    /// Adds a file, and the folders it stands in.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        std::fs::write(path, content).expect("a new file");
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, to be given arguments, in this world.
    pub fn command(&self) -> Command {
        command(self.folder.path())
    }

    /// Runs the program with `args`.
    pub fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        Ran::of(self.command().args(args), b"")
    }

    /// Runs the program with `args` and `input` on its standard input.
    pub fn pipe<'a>(&self, input: impl AsRef<[u8]>, args: impl IntoIterator<Item = &'a str>) -> Ran {
        Ran::of(self.command().args(args), input.as_ref())
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
    command.current_dir(folder);
    for name in ["QUOTEDEX_INDEX", "QUOTEDEX_PEOPLE", "QUOTEDEX_CORRECTIONS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"]
    {
        command.env_remove(name);
    }
    command
}

/// Random enough, and the same every time.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Articles in which more is wrong than is known, with how much is wrong and how much is known to be. A rule or weights that
/// are better elsewhere may make one article worse; two are a step back.
pub fn worse<'a>(wrong: &BTreeMap<&'a str, usize>, known: &[(&str, usize)]) -> Vec<(&'a str, usize, usize)> {
    let known: BTreeMap<&str, usize> = known.iter().copied().collect();
    let of = |(&article, &wrong): (&&'a str, &usize)| (article, wrong, known.get(article).copied().unwrap_or(0));
    wrong.iter().map(of).filter(|(_, wrong, known)| wrong > known).collect()
}

/// The number in a variable of the environment, else the usual one.
pub fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What came of a command.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    fn of(command: &mut Command, input: &[u8]) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input");
        let input = input.to_owned();
        let writer = std::thread::spawn(move || {
            // A program that does not read its input is no failure of the test.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("all input is written");
        Self {
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
            code: output.status.code(),
        }
    }

    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Exit code 0.
    #[track_caller]
    pub fn done(self) -> Self {
        self.code(0)
    }

    /// Exit code 1: nothing was found.
    #[track_caller]
    pub fn nothing(self) -> Self {
        self.code(1)
    }

    /// Exit code 2, with `what` on standard error: one line that names the thing, one that says the cure.
    #[track_caller]
    pub fn fails(self, what: &str) -> Self {
        let ran = self.code(2).tells(what);
        let lines: Vec<&str> = ran.stderr.lines().collect();
        assert!(lines.first().is_some_and(|line| line.starts_with("quotedex: ")), "{ran:#?}");
        assert!(lines.get(1).is_some_and(|line| line.starts_with("  ")), "no cure: {ran:#?}");
        ran
    }

    /// Something on standard error.
    #[track_caller]
    pub fn tells(self, what: &str) -> Self {
        assert!(self.stderr.contains(what), "no {what:?} in {self:#?}");
        self
    }

    /// Something on standard output.
    #[track_caller]
    pub fn prints(self, what: &str) -> Self {
        assert!(self.stdout.contains(what), "no {what:?} in {self:#?}");
        self
    }

    /// Nothing on standard output.
    #[track_caller]
    pub fn prints_nothing(self) -> Self {
        assert_eq!(self.stdout, "", "{self:#?}");
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Standard output as JSON Lines.
    #[track_caller]
    pub fn jsonl(&self) -> Vec<Value> {
        let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout.lines().map(read).collect()
    }
}
