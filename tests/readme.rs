//! The README's transcripts are what the program prints: every `$ quotedex ...` in it is run.

use crate::util::World;

const README: &str = include_str!("../README.md");

/// The transcripts: command line and what stands below it, up to the next command or the end of the block.
fn transcripts() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let blocks = README.split("```console\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block);
    for block in blocks {
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

#[test]
fn the_readme_shows_what_the_program_prints() {
    let world = World::new();
    let index = world.path("index").display().to_string();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    std::os::unix::fs::symlink(articles, world.path("seeds")).expect("a link to the seeds");
    world.run(["--index", &index, "index"]).done();
    let transcripts = transcripts();
    assert!(transcripts.len() >= 5, "the README shows hardly anything");
    for (command, expected) in transcripts {
        let arguments = arguments(&command);
        let all = ["--index", index.as_str()].into_iter().chain(arguments.iter().map(String::as_str));
        let ran = world.run(all);
        let printed = format!("{}{}", ran.stdout, ran.stderr);
        assert_eq!(printed.trim_end(), expected.trim_end(), "$ quotedex {command}");
    }
}
