//! Whatever is done in whatever order, nothing of the user's is lost: random sequences of commands and accidents beside a
//! model of what must be in the index and in every file that is not ours.
//!
//! A world has a few folders of small articles. Each step changes files (writes, edits, moves, empties, deletes, unmounts,
//! plants something of the user's in the folder of the index, loses `quotedex.json`) or runs a command, sometimes killed
//! half-way. After each command the index must hold what the model says, `check` must find nothing, and what was planted
//! must be as it was. After a kill each article is as before or as after, and the next run that ends makes it whole.
//!
//! `QUOTEDEX_SEQUENCES=2000 cargo test --release --test all sequences:: -- --nocapture` runs more of them than every day.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use quotedex::query::Search;
use quotedex::{Index, IndexError};

use crate::util::{Random, World, number};

/// Sequences on an ordinary day, and steps in each.
const SEQUENCES: usize = 12;
const STEPS: usize = 30;

static FOLDERS: [&str; 2] = ["news", "wire"];
const FILES: usize = 5;

/// A text that no other article has: its first word is its name.
type Text = u64;

/// An article of that text; every other one has an address on the web.
fn content(name: usize, text: Text) -> String {
    let address = address(name).map_or(String::new(), |url| format!("---\nurl: {url}\n---\n"));
    let words: String = (0..12).map(|n| format!("w{}q{n} ", text * 31 + n)).collect();
    format!("{address}Report\n\n“The t{text}z {words}is fine,” Ann Smith said on Monday.\n")
}

fn address(name: usize) -> Option<String> {
    name.is_multiple_of(2).then(|| format!("https://example.com/{name}"))
}

/// A file: the folder that it stands in and its name, a number that no other file has.
type Place = (&'static str, usize);

/// An article in the index. Two with the same name are told apart by the file that the second came from.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    name: usize,
    beside: Option<Place>,
    text: Text,
    from: Place,
}

/// What must be in the index, and what is in the folders.
#[derive(Clone, Debug, Default)]
struct Model {
    /// What each file holds; nothing when it was emptied.
    files: BTreeMap<Place, Option<Text>>,
    held: Vec<Held>,
    /// The articles of each file that was read: their names, and what tells them apart.
    known: BTreeMap<Place, Vec<(usize, Option<Place>)>>,
    removed: Vec<Held>,
    away: BTreeSet<&'static str>,
}

impl Model {
    /// The files of a folder that is there, in the order in which they are read.
    fn files_of(&self, folder: &str) -> Vec<(Place, Option<Text>)> {
        let mut files: Vec<_> = self.files.iter().map(|(place, text)| (*place, *text)).collect();
        files.retain(|((here, _), _)| *here == folder && !self.away.contains(here));
        files.sort_by_key(|((_, name), _)| format!("{name:03}"));
        files
    }

    fn exists(&self, place: &Place) -> bool {
        self.files.contains_key(place) && !self.away.contains(place.0)
    }

    /// `index` of these folders.
    fn index(&mut self, folders: &[&'static str], prune: bool, force: bool, again: bool) {
        if prune {
            self.prune(folders, force);
        }
        for folder in folders {
            for (place, text) in self.files_of(folder) {
                self.read(place, text, prune && force, again);
            }
        }
    }

    fn read(&mut self, place: Place, text: Option<Text>, leave: bool, again: bool) {
        let mut seen = Vec::new();
        if let Some(text) = text {
            if again {
                self.removed.retain(|held| !is_removed(held, place, text));
            }
            if !self.removed.iter().any(|held| is_removed(held, place, text)) {
                seen.push(self.put(place, text));
            }
        }
        let before = self.known.remove(&place).unwrap_or_default();
        let mut articles = seen.clone();
        for lost in before.into_iter().filter(|lost| !seen.contains(lost)) {
            let is_held = self.held.iter().any(|held| (held.name, held.beside) == lost);
            if !is_held || self.known.values().any(|others| others.contains(&lost)) {
                continue;
            }
            match leave {
                true => self.held.retain(|held| (held.name, held.beside) != lost),
                false => articles.push(lost),
            }
        }
        self.known.insert(place, articles);
    }

    /// Puts in what the file holds, and tells which article that is.
    fn put(&mut self, place: Place, text: Text) -> (usize, Option<Place>) {
        let name = place.1;
        let with = |held: &&mut Held| held.name == name && (address(name).is_some() || held.text == text);
        let twin = self.held.iter_mut().filter(with).min_by_key(|held| held.beside);
        if let Some(held) = twin {
            (held.text, held.from) = (text, place);
            return (name, held.beside);
        }
        let own = |beside| move |held: &&mut Held| held.name == name && held.beside == beside && (held.from == place);
        for beside in [None, Some(place)] {
            if let Some(held) = self.held.iter_mut().find(own(beside)) {
                held.text = text;
                return (name, beside);
            }
        }
        let taken = self.held.iter().any(|held| held.name == name && held.beside.is_none());
        let beside = taken.then_some(place);
        self.held.push(Held { name, beside, text, from: place });
        (name, beside)
    }

    /// Takes out what files that are gone held, unless that cannot be believed.
    fn prune(&mut self, folders: &[&'static str], force: bool) {
        let mut gone = Vec::new();
        for folder in folders {
            let known: Vec<Place> = self.known.keys().filter(|(here, _)| here == folder).copied().collect();
            let lost: Vec<Place> = known.iter().filter(|place| !self.exists(place)).copied().collect();
            let absent = self.away.contains(folder) && !lost.is_empty();
            if absent || (lost.len() * 2 > known.len() && !force) {
                return;
            }
            gone.extend(lost);
        }
        for place in gone {
            for article in self.known.remove(&place).unwrap_or_default() {
                if !self.known.values().any(|others| others.contains(&article)) {
                    self.held.retain(|held| (held.name, held.beside) != article);
                }
            }
        }
    }

    /// `rebuild` of these folders, unless it is refused.
    fn rebuild(&mut self, folders: &[&'static str], force: bool) {
        let mut new = Model { held: Vec::new(), known: BTreeMap::new(), ..self.clone() };
        new.index(folders, false, false, false);
        let nothing_there = folders.iter().all(|folder| self.away.contains(folder));
        if !nothing_there && (self.held.len() <= 2 * new.held.len() || force) {
            *self = new;
        }
    }

    /// `remove` of a file.
    fn remove(&mut self, place: Place) {
        let articles = self.known.get(&place).cloned().unwrap_or_default();
        let (out, stay): (Vec<Held>, Vec<Held>) =
            self.held.drain(..).partition(|held| articles.contains(&(held.name, held.beside)));
        self.held = stay;
        self.removed.extend(out);
    }

    fn texts(&self) -> BTreeSet<Text> {
        self.held.iter().map(|held| held.text).collect()
    }
}

/// What stands behind every command: as many commits as there can be.
fn more(args: &[&str]) -> &'static [&'static str] {
    if args[0] == "remove" { &["--quiet"] } else { &["--quiet", "--commit-every", "1"] }
}

/// Whether an article from the file is the one that was removed: by its address, its words, or its name in its file.
fn is_removed(held: &Held, place: Place, text: Text) -> bool {
    let named = held.name == place.1 && held.beside.is_none() && held.from == place;
    named || (held.name == place.1 && address(held.name).is_some()) || held.text == text
}

/// The world beside its model.
struct Run {
    world: World,
    model: Model,
    random: Random,
    texts: Text,
    names: usize,
    planted: Vec<PathBuf>,
    /// What was done, to be told when it went wrong.
    steps: Vec<String>,
    /// `quotedex.json` is lost.
    lost: bool,
    kills: usize,
}

impl Run {
    fn new(seed: u64) -> Self {
        let world = World::new().file("victim", "mine").file("people.csv", "name,id\nAnn Smith,Q7\n");
        FOLDERS.iter().for_each(|folder| fs::create_dir(world.path(folder)).unwrap());
        let (random, steps) = (Random(seed), Vec::new());
        let mut run = Self {
            world,
            model: Model::default(),
            random,
            texts: 0,
            names: 0,
            planted: Vec::new(),
            steps,
            lost: false,
            kills: 0,
        };
        (0..FILES).for_each(|_| run.write_new());
        run.command(&["index", "news", "wire"], |model| model.index(&FOLDERS, false, false, false));
        run
    }

    fn path(&self, place: Place) -> PathBuf {
        self.world.path(&format!("{}/{:03}.txt", place.0, place.1))
    }

    fn new_text(&mut self) -> Text {
        self.texts += 1;
        self.texts
    }

    fn write(&mut self, place: Place, text: Option<Text>) {
        let words = text.map_or(String::new(), |text| content(place.1, text));
        fs::write(self.path(place), words).unwrap();
        self.model.files.insert(place, text);
    }

    fn write_new(&mut self) {
        let folder = *self.random.one(&FOLDERS);
        if self.model.away.contains(folder) {
            return;
        }
        self.names += 1;
        let text = self.new_text();
        self.steps.push(format!("write {folder}/{:03}: t{text}", self.names));
        self.write((folder, self.names), Some(text));
    }

    /// A file that is there.
    fn some_file(&mut self) -> Option<Place> {
        let there: Vec<Place> = self.model.files.keys().filter(|place| self.model.exists(place)).copied().collect();
        (!there.is_empty()).then(|| *self.random.one(&there))
    }

    fn accident(&mut self) {
        let Some(place) = self.some_file() else { return self.write_new() };
        match self.random.below(9) {
            0 | 1 => self.write_new(),
            2 => {
                let text = self.new_text();
                self.steps.push(format!("edit {place:?}: t{text}"));
                self.write(place, Some(text));
            }
            3 => {
                self.steps.push(format!("empty {place:?}"));
                self.write(place, None);
            }
            4 => {
                self.steps.push(format!("delete {place:?}"));
                fs::remove_file(self.path(place)).unwrap();
                self.model.files.remove(&place);
            }
            5 => {
                let to = if place.0 == FOLDERS[0] { FOLDERS[1] } else { FOLDERS[0] };
                if !self.model.away.contains(to) {
                    self.steps.push(format!("move {place:?} to {to}"));
                    fs::rename(self.path(place), self.path((to, place.1))).unwrap();
                    let text = self.model.files.remove(&place).unwrap();
                    self.model.files.insert((to, place.1), text);
                }
            }
            6 => {
                self.steps.push(format!("unmount or mount {}", place.0));
                match self.model.away.pop_first() {
                    Some(folder) => {
                        fs::rename(self.world.path(&format!("away-{folder}")), self.world.path(folder)).unwrap();
                    }
                    None => {
                        fs::rename(self.world.path(place.0), self.world.path(&format!("away-{}", place.0))).unwrap();
                        self.model.away.insert(place.0);
                    }
                }
            }
            7 => self.plant(),
            _ => {
                self.steps.push("lose quotedex.json".to_owned());
                let _ = fs::remove_file(self.world.path("index/quotedex.json"));
                self.lost = true;
            }
        }
    }

    /// Puts something of the user's into the folder of the index.
    fn plant(&mut self) {
        let folders: Vec<PathBuf> =
            fs::read_dir(self.world.path("index")).unwrap().map(|e| e.unwrap().path()).collect();
        let inside = folders.iter().find(|path| path.is_dir()).cloned();
        let number = self.planted.len();
        let path = match self.random.below(4) {
            // No number that a folder of ours may have: those go up.
            0 => self.world.path(&format!("index/data-{}/meta.json", 900_000 - 1_000 * number)),
            1 => inside.unwrap_or_else(|| self.world.path("index")).join(format!("notes-{number}.txt")),
            2 => self.world.path(&format!("index/.notes-{number}")),
            _ => {
                self.steps.push("plant a link".to_owned());
                #[cfg(unix)]
                let _ = std::os::unix::fs::symlink("../victim", self.world.path("index/.quotedex-writer"));
                return;
            }
        };
        // Without `quotedex.json` a folder that holds other things is no index.
        if self.lost {
            return;
        }
        self.steps.push(format!("plant {}", path.display()));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        self.planted.push(path);
    }

    fn step(&mut self) {
        if self.random.below(2) == 0 {
            return self.accident();
        }
        let folders = match self.random.below(3) {
            0 => &FOLDERS[..],
            1 => &FOLDERS[..1],
            _ => &FOLDERS[1..],
        };
        let (prune, force) = (self.random.below(3) == 0, self.random.below(4) == 0);
        let again = self.random.below(8) == 0;
        match self.random.below(10) {
            0 | 1 => {
                let args: Vec<&str> =
                    ["rebuild"].iter().chain(folders).chain(force.then_some(&"--force")).copied().collect();
                self.command(&args, |model| model.rebuild(folders, force));
            }
            2 => {
                if let Some(place) = self.some_file() {
                    let path = format!("{}/{:03}.txt", place.0, place.1);
                    self.command(&["remove", &path], |model| model.remove(place));
                }
            }
            3 => {
                let people: &[&str] = if again { &["--no-people"] } else { &["--people", "people.csv"] };
                let args: Vec<&str> = ["index"].iter().chain(folders).chain(people).copied().collect();
                self.command(&args, |model| model.index(folders, false, false, false));
            }
            _ => {
                let flags = [(prune, "--prune"), (force, "--force"), (again, "--again")];
                let flags = flags.iter().filter(|(wanted, _)| *wanted).map(|(_, flag)| flag);
                let args: Vec<&str> = ["index"].iter().chain(folders).chain(flags).copied().collect();
                self.command(&args, |model| model.index(folders, prune, force, again));
            }
        }
    }

    /// Runs a command, perhaps killed first, and looks whether all is as the model says.
    fn command(&mut self, args: &[&str], act: impl Fn(&mut Model)) {
        // Nothing is read when nothing that was named is there.
        let named = FOLDERS.iter().filter(|folder| args.contains(*folder));
        let mut after = self.model.clone();
        let missing = named.clone().count() > 0 && named.clone().all(|folder| self.model.away.contains(folder));
        if !missing {
            act(&mut after);
        }
        if !self.model.held.is_empty() && self.random.below(4) == 0 {
            self.kill(args, &after);
        }
        self.steps.push(args.join(" "));
        let mut command = self.world.command();
        let output = command.args(args).args(more(args)).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0..=2)), "{told} {}", self.told());
        if !missing && output.status.code() != Some(2) {
            self.lost = false;
        }
        self.lost &= !self.world.path("index/quotedex.json").exists();
        self.model = after;
        let texts = self.found();
        assert_eq!(texts, self.model.texts(), "{told}{}{:#?}", self.told(), self.model);
        self.look_at_what_is_not_ours();
    }

    /// Runs the command and kills it: each article is as before or as after.
    fn kill(&mut self, args: &[&str], after: &Model) {
        self.steps.push(format!("kill {}", args.join(" ")));
        let mut command = self.world.command();
        command.args(args).args(more(args));
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = quiet.spawn().unwrap();
        std::thread::sleep(Duration::from_micros(self.random.below(90_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        self.kills += 1;
        self.lost &= !self.world.path("index/quotedex.json").exists();
        let (found, before, after) = (self.found(), self.model.texts(), after.texts());
        let both: BTreeSet<Text> = before.intersection(&after).copied().collect();
        let either: BTreeSet<Text> = before.union(&after).copied().collect();
        assert!(
            found.is_superset(&both) && found.is_subset(&either),
            "{found:?}: {before:?}, {after:?}{}",
            self.told()
        );
        self.look_at_what_is_not_ours();
    }

    /// The texts in the index, which must be in order.
    fn found(&self) -> BTreeSet<Text> {
        let dir = self.world.path("index");
        if !self.lost {
            assert_eq!(Index::verify(&dir).unwrap(), Vec::<String>::new(), "{}", self.told());
        }
        let index = match Index::open(&dir) {
            Err(IndexError::Missing { .. }) => return BTreeSet::new(),
            index => index.unwrap_or_else(|error| panic!("{error}{}", self.told())),
        };
        let found = index.search(&Search { limit: 100_000, ..Search::default() }).unwrap();
        assert_eq!(found.hits.len(), index.stats().unwrap().articles, "{}", self.told());
        let text =
            |text: &str| text.split(' ').find_map(|word| word.strip_prefix('t')?.strip_suffix('z')?.parse().ok());
        found.hits.iter().filter_map(|hit| text(&hit.quote.text)).collect()
    }

    fn look_at_what_is_not_ours(&self) {
        for path in self.planted.iter().cloned().chain([self.world.path("victim")]) {
            let words = fs::read_to_string(&path);
            assert_eq!(words.ok().as_deref(), Some("mine"), "{}{}", path.display(), self.told());
        }
        for (place, text) in &self.model.files {
            if self.model.exists(place) {
                let words = fs::read_to_string(self.path(*place)).unwrap();
                assert_eq!(words, text.map_or(String::new(), |text| content(place.1, text)));
            }
        }
    }

    fn told(&self) -> String {
        format!("\nafter:\n  {}\n", self.steps.join("\n  "))
    }
}

#[test]
fn nothing_is_lost_whatever_is_done() {
    let (many, first) = (number("QUOTEDEX_SEQUENCES", SEQUENCES), number("QUOTEDEX_FIRST", 1));
    let (mut steps, mut kills) = (0, 0);
    for seed in first..first + many {
        let mut run = Run::new((seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        run.steps.insert(0, format!("sequence {seed}"));
        for _ in 0..STEPS {
            run.step();
        }
        (steps, kills) = (steps + run.steps.len(), kills + run.kills);
    }
    println!(
        "{many} sequences of {STEPS} commands and accidents ({steps} with those of the beginning, {kills} kills): nothing lost"
    );
}
