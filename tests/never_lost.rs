//! Never lost, never half: whatever happens to a writer, the index holds what was committed.
//!
//! The kill tests end `quotedex index` and `quotedex rebuild` with `kill -9` at a random moment, fifty times each, with a
//! seed that is always the same. Afterwards the index must open, hold exactly a state that was committed, be clean for
//! `check`, and be completed by the next run. Their figures stand in `src/index/mod.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use quotedex::query::Search;
use quotedex::{Index, IndexError};

use crate::util::{Random, World, number};

const ARTICLES: usize = 16;
/// Articles between two commits of `index`.
const EVERY: usize = 4;
const RUNS: usize = 50;

/// How often each command is killed; `QUOTEDEX_KILLS` may ask for more.
fn runs() -> usize {
    number("QUOTEDEX_KILLS", RUNS)
}

/// Words that no other article has, and no other version.
fn words(number: usize, version: usize) -> String {
    format!("garden{number}x{version} harbour{number}x{version} and lane{version}x{number}")
}

/// A folder of small articles, or its next version.
fn fill(world: &World, folder: &str, version: usize) {
    fs::create_dir_all(world.path(folder)).unwrap();
    for number in 0..ARTICLES {
        let text = format!("Report\n\n“The {} is fine,” Ann Smith said on Monday.\n", words(number, version));
        fs::write(world.path(folder).join(format!("{number:02}.txt")), text).unwrap();
    }
}

/// What an index holds: the words of each article's quote, by its id.
type State = BTreeMap<String, String>;

fn state(dir: &Path) -> Result<State, IndexError> {
    assert_eq!(Index::verify(dir)?, Vec::<String>::new());
    let index = Index::open(dir)?;
    let found = index.search(&Search { limit: 100_000, ..Search::default() }).unwrap();
    let state: State = found.hits.into_iter().map(|hit| (hit.quote.article.id.clone(), hit.quote.text)).collect();
    assert_eq!((found.total, state.len()), (state.len(), index.stats().unwrap().articles));
    Ok(state)
}

/// The state in which the first articles have one version and the others, if any, another.
fn mixed(first: usize, version: usize, others: Option<usize>) -> State {
    let version = |number: usize| if number < first { Some(version) } else { others };
    let state = (0..ARTICLES).filter_map(|number| {
        Some((format!("{number:02}"), format!("The {} is fine,", words(number, version(number)?))))
    });
    state.collect()
}

fn start(world: &World, args: &[&str]) -> Child {
    let mut command = world.command();
    command.args(args).args(["--quiet", "--commit-every", &EVERY.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn finish(world: &World, args: &[&str]) -> Duration {
    let began = Instant::now();
    let mut command = world.command();
    command.args(args).args(["--quiet", "--commit-every", &EVERY.to_string()]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    began.elapsed()
}

/// Kills `quotedex COMMAND` again and again. `may_be` gives the states that were committed, of which one must be found.
fn killed(command: &str, seed: u64, may_be: impl Fn(usize, Option<usize>) -> Vec<State>) {
    let world = World::new();
    let (args, dir) = ([command, "news"], world.path("index"));
    let (mut random, began) = (Random(seed), Instant::now());
    fill(&world, "news", 0);
    let mut whole = finish(&world, &args);
    let (mut before, mut ended, mut states) = (Some(0), 0, BTreeMap::new());
    for run in 1..=runs() {
        if run % 10 == 0 {
            // Now and then there is no index yet.
            fs::remove_dir_all(&dir).unwrap();
            before = None;
        }
        fill(&world, "news", run);
        let mut child = start(&world, &args);
        std::thread::sleep(Duration::from_micros(random.below(whole.as_micros() as usize * 12 / 10) as u64));
        ended += usize::from(child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        let found = match state(&dir) {
            Err(IndexError::Missing { .. }) if before.is_none() => State::new(),
            found => found.unwrap_or_else(|error| panic!("run {run}: {error}")),
        };
        let known = may_be(run, before);
        let which = known.iter().position(|state| *state == found);
        let which = which.unwrap_or_else(|| panic!("run {run}: no state that was committed: {found:#?}"));
        let name = match which {
            0 => "as before",
            last if last + 1 == known.len() => "all of the new",
            _ => "in between",
        };
        *states.entry(name).or_insert(0) += 1;
        // Whatever was left behind, the next run completes it; but not every time, so that it piles up.
        if run % 3 == 0 {
            before = if found.is_empty() { None } else { before };
            if which + 1 == known.len() {
                before = Some(run);
            } else if which > 0 {
                finish(&world, &args);
                before = Some(run);
            }
            continue;
        }
        // Other work beside this test makes runs longer and shorter.
        whole = finish(&world, &args);
        assert_eq!(state(&dir).unwrap(), mixed(ARTICLES, run, None), "run {run} is completed");
        before = Some(run);
    }
    let states: Vec<String> = states.iter().map(|(name, count)| format!("{count} {name}")).collect();
    println!(
        "{command}: killed {} times, {ended} of them just after its end; found {}; states that were never committed: 0 \
         ({:.0} s)",
        runs(),
        states.join(", "),
        began.elapsed().as_secs_f32()
    );
}

#[test]
fn killed_index_holds_a_commit() {
    killed("index", 6, |run, before| (0..=ARTICLES).step_by(EVERY).map(|done| mixed(done, run, before)).collect());
}

#[test]
fn killed_rebuild_leaves_the_old_or_the_new() {
    killed("rebuild", 7, |run, before| {
        let old = before.map_or(State::new(), |before| mixed(ARTICLES, before, None));
        vec![old, mixed(ARTICLES, run, None)]
    });
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_with_a_cure_and_leaves_the_old_index() {
    let world = World::new();
    fill(&world, "news", 0);
    finish(&world, &["index", "news"]);
    let old = state(&world.path("index")).unwrap();
    fill(&world, "more", 1);
    // No file may become longer than so many blocks. The signal that comes with it is ignored, as on a full disk there is
    // none.
    let mut refused = 0;
    for blocks in [0, 1, 2, 4, 8, 12, 16, 24] {
        for command in ["index", "rebuild"] {
            let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {command} more --quiet");
            let mut limited = Command::new("sh");
            limited.args(["-c", &line, env!("CARGO_BIN_EXE_quotedex")]).current_dir(world.path("."));
            let output = limited.output().unwrap();
            if output.status.success() {
                // It fits: back to where we were.
                finish(&world, &["rebuild", "news"]);
                continue;
            }
            refused += 1;
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{blocks} blocks: {told}");
            assert!(told.contains("  make room on the disk"), "{blocks} blocks: {told}");
            assert_eq!(state(&world.path("index")).unwrap(), old, "{blocks} blocks");
        }
    }
    assert!(refused >= 6, "{refused}");
    finish(&world, &["index", "more"]);
    assert_eq!(state(&world.path("index")).unwrap().len(), 2 * ARTICLES);
}

#[cfg(unix)]
#[test]
fn a_second_writer_is_told_who_holds_the_lock() {
    let world = World::indexed();
    let mut command = world.command();
    command.args(["index", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut first = command.spawn().unwrap();
    let note = world.path("index/.quotedex-writer");
    let began = Instant::now();
    while !fs::read(&note).is_ok_and(|text| text.ends_with(b"}")) {
        assert!(began.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(20));
    }
    let holder = format!("another quotedex (process {}, since 20", first.id());
    world.run(["index", "news"]).fails(&holder).tells("wait until it has finished");
    world.run(["rebuild", "news"]).fails(&holder);
    world.run(["index", "news", "--dry-run"]).done();
    world.run(["search", "city"]).done();
    // Killed, it leaves its name behind, and misleads nobody.
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(note.exists());
    world.run(["index", "news"]).done();
    assert!(!note.exists());
}

#[test]
fn readers_answer_all_through_a_rebuild() {
    let world = World::new();
    fill(&world, "news", 0);
    finish(&world, &["index", "news"]);
    let mut answers = 0;
    for version in 1..=3 {
        fill(&world, "news", version);
        let states = [mixed(ARTICLES, version - 1, None), mixed(ARTICLES, version, None)];
        let mut child = start(&world, &["rebuild", "news"]);
        let mut seen_new = false;
        while child.try_wait().unwrap().is_none() {
            let found = state(&world.path("index")).unwrap();
            let new = states.iter().position(|state| *state == found).expect("the old index or the new one") == 1;
            assert!(new || !seen_new, "never back");
            seen_new |= new;
            answers += 1;
        }
        assert!(child.wait().unwrap().success());
        assert_eq!(state(&world.path("index")).unwrap(), states[1]);
    }
    assert!(answers >= 9, "{answers}");
}

/// All files below `folder` that have something in them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        match path.is_dir() {
            true => found.extend(files(&path)),
            false if fs::metadata(&path).unwrap().len() > 0 => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

#[test]
fn a_flipped_byte_in_any_file_is_found() {
    let world = World::new();
    fill(&world, "news", 0);
    // Files that were written just now are read again each time, and old records of files deleted. With few commits and few
    // deletions there is no merge, which would clear the list of deleted documents.
    let is_old = |number: usize, hours: u64| {
        let file = fs::File::options().write(true).open(world.path("news").join(format!("{number:02}.txt"))).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600 * hours)).unwrap();
    };
    let index = || {
        world.run(["index", "news"]).done();
    };
    (0..ARTICLES).for_each(|number| is_old(number, 9));
    index();
    // One article is replaced, so that there is such a list.
    fs::write(world.path("news").join("00.txt"), "“It is all new,” Ann Smith said.").unwrap();
    is_old(0, 5);
    index();
    // What is no longer needed is cleared away by the next writer.
    index();
    let dir = world.path("index");
    assert_eq!(Index::verify(&dir).unwrap(), Vec::<String>::new());
    let (mut random, mut flips) = (Random(8), 0);
    let all = files(&dir);
    let ends = [".json", ".del", ".store", ".fast", ".idx", ".pos", ".term", ".fieldnorm"];
    for end in ends {
        assert!(all.iter().any(|path| path.to_string_lossy().ends_with(end)), "no {end} in {all:#?}");
    }
    for path in all {
        let whole = fs::read(&path).unwrap();
        let last = whole.len() - 1;
        let mut places =
            vec![0, last / 4, last / 2, last / 4 * 3, last, last.saturating_sub(4), last.saturating_sub(8)];
        // The small lists and the ends of files are where checksums do not reach.
        places.extend((0..12).map(|_| last - random.below(whole.len().min(120))));
        places.extend((0..12).map(|_| random.below(whole.len())));
        for place in places {
            let mut flipped = whole.clone();
            flipped[place] ^= 1 << random.below(8);
            fs::write(&path, &flipped).unwrap();
            match Index::verify(&dir) {
                Ok(faults) => assert!(!faults.is_empty(), "byte {place} of {} in {}", whole.len(), path.display()),
                Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
            }
            flips += 1;
        }
        fs::write(&path, &whole).unwrap();
    }
    assert_eq!(Index::verify(&dir).unwrap(), Vec::<String>::new());
    assert!(flips > 200, "{flips}");
}

#[test]
fn an_index_of_another_version_is_refused_with_the_cure() {
    let world = World::indexed();
    let pointer = world.path("index/quotedex.json");
    let ours = fs::read_to_string(&pointer).unwrap();
    let mut other: serde_json::Value = serde_json::from_str(&ours).unwrap();
    other["schema"] = 4.into();
    fs::write(&pointer, other.to_string()).unwrap();
    for args in [&["search", "city"][..], &["index", "news"], &["index", "news", "--dry-run"], &["check"], &["stats"]] {
        world.run(args.iter().copied()).fails("was written by another version").tells("quotedex rebuild");
    }
    world.run(["rebuild", "news"]).done();
    world.run(["search", "city"]).done();
    world.run(["check"]).done();
}

/// As the superuser nothing is read-only, so the program runs as nobody then.
#[cfg(unix)]
#[test]
fn an_index_that_cannot_be_written_to_can_be_searched() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;
    let world = World::indexed();
    let dir = world.path("index");
    let superuser = fs::metadata(&dir).unwrap().uid() == 0;
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for path in files(&dir) {
        allow(&path, 0o444);
    }
    let data = fs::read_dir(&dir).unwrap().flatten().map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    let locked = [data.as_path(), &dir];
    locked.iter().for_each(|path| allow(path, 0o555));
    allow(&world.path("."), 0o755);
    let run = |args: &[&str]| {
        let mut command = world.command();
        command.args(args);
        if superuser {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output()
    };
    for (args, code) in [(&["search", "city"][..], 0), (&["who", "the city will be fine"], 0), (&["check"], 0)] {
        match run(args) {
            // Nobody may not even run the program where it stands.
            Err(error) if superuser => {
                let _ = writeln!(std::io::stderr(), "skipped: run by the superuser, and not as nobody ({error})");
                break;
            }
            output => {
                let output = output.unwrap();
                assert_eq!(output.status.code(), Some(code), "{args:?}: {output:?}");
            }
        }
    }
    if let Ok(output) = run(&["index", "news"]) {
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && told.contains("you may write to it"), "{told}");
    }
    locked.iter().for_each(|path| allow(path, 0o755));
}
