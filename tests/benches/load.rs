//! How `quotedex serve` answers many at once.
//!
//! `QUOTEDEX_BENCH_INDEX=DIR cargo bench --bench load` starts the server on the index that `--bench scale` has left there.
//! For a minute, 200 clients ask it questions of the kinds of that bench, `who` and `search` by turns, each client one a
//! second on a connection of its own: 200 questions a second. Each question is made anew, so that the same ones are
//! asked as often as they happen to be: it prints how many differ.
//!
//! Meanwhile others are slow: connections that never ask, that send their head a byte a second, and that do not read
//! their answer. A time counts from the moment when the question was due, so that a late answer makes the next one late.
//! A number behind `--` makes so many seconds of it, `--clients=N` so many clients.

mod corpus;
mod questions;
mod timing;

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use corpus::{labelled, sample};
use questions::{Question, questions, questions_of};
use timing::milliseconds;

const SECONDS: u64 = 60;
const CLIENTS: usize = 200;
/// Each client asks so often.
const EVERY: Duration = Duration::from_secs(1);
/// Slow connections of each sort.
const SLOW: usize = 50;
/// The longest that an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> Result<(), Box<dyn Error>> {
    let argument = |name: &str| std::env::args().find_map(|argument| argument.strip_prefix(name)?.parse().ok());
    let seconds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(SECONDS);
    let clients = argument("--clients=").unwrap_or(CLIENTS);
    let Some(index) = std::env::var_os("QUOTEDEX_BENCH_INDEX") else {
        println!("skipped: QUOTEDEX_BENCH_INDEX names no index; `--bench scale` makes one");
        return Ok(());
    };
    let articles = match labelled()? {
        Some(articles) => articles,
        None => sample()?,
    };
    let first = by_turns(&questions(&articles));
    let paths = by_turns(&questions_of(&articles, clients * seconds as usize / 2 + 1, 7));
    let different: std::collections::HashSet<&String> = paths.iter().collect();
    println!("{} questions, {} different ones", paths.len(), different.len());
    let server = Server::start(Path::new(&index))?;
    // What is read from the disk for the first time is no matter of load.
    first.iter().try_for_each(|path| Client::new(&server.host).ask(path).map(drop))?;
    let before = server.memory();
    let is_over = AtomicBool::new(false);
    let (answers, during) = thread::scope(|scope| {
        for number in 0..3 * SLOW {
            let (host, is_over) = (server.host.as_str(), &is_over);
            scope.spawn(move || slow(host, number % 3, is_over));
        }
        let (host, paths) = (server.host.as_str(), paths.as_slice());
        let asking: Vec<_> =
            (0..clients).map(|number| scope.spawn(move || client(host, paths, number, clients, seconds))).collect();
        thread::sleep(Duration::from_secs(seconds / 2));
        let during = server.memory();
        let answers = asking.into_iter().flat_map(|client| client.join().unwrap_or_default()).collect::<Vec<_>>();
        is_over.store(true, Ordering::Relaxed);
        (answers, during)
    });
    report(&answers, clients, seconds);
    println!("memory   {before:.0} MB before, {during:.0} MB in the middle, {:.0} MB at the end", server.memory());
    Ok(())
}

/// The addresses of the questions, the two commands by turns.
fn by_turns(questions: &[Question]) -> Vec<String> {
    let of = |command: &'static str| questions.iter().filter(move |question| question[0] == command);
    let pairs = of("who").zip(of("search"));
    let text = |question: &Question| encoded(question.last().map_or("", String::as_str));
    let paths = pairs.flat_map(|(who, search)| {
        [format!("/api/v1/who?phrase={}", text(who)), format!("/api/v1/search?q={}", text(search))]
    });
    paths.collect()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// How a question was answered.
struct Answered {
    is_who: bool,
    /// The status; none if there was no answer.
    status: Option<u16>,
    time: Duration,
}

/// Asks on time, one question after the other.
fn client(host: &str, paths: &[String], number: usize, clients: usize, seconds: u64) -> Vec<Answered> {
    let begun = Instant::now() + EVERY.mul_f64(number as f64 / clients as f64);
    let mut connection = Client::new(host);
    let turns = 0..u32::try_from(seconds).unwrap_or(u32::MAX);
    let answers = turns.map(|turn| {
        let due = begun + EVERY * turn;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let path = &paths[(turn as usize * clients + number) % paths.len()];
        let status = connection.ask(path).ok();
        Answered { is_who: path.contains("/who?"), status, time: due.elapsed() }
    });
    answers.collect()
}

/// A connection that is kept.
struct Client<'a> {
    host: &'a str,
    stream: Option<BufReader<TcpStream>>,
}

impl<'a> Client<'a> {
    fn new(host: &'a str) -> Self {
        Self { host, stream: None }
    }

    /// The status of the answer. A connection that was closed while nothing was asked is opened again, as browsers do.
    fn ask(&mut self, path: &str) -> io::Result<u16> {
        let was_open = self.stream.is_some();
        let first = self.ask_once(path);
        if first.is_err() {
            self.stream = None;
            return if was_open { self.ask_once(path) } else { first };
        }
        first
    }

    fn ask_once(&mut self, path: &str) -> io::Result<u16> {
        if self.stream.is_none() {
            self.stream = Some(BufReader::new(connect(self.host)?));
        }
        let Some(stream) = &mut self.stream else { return Err(io::ErrorKind::NotConnected.into()) };
        write!(stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            status = status.or_else(|| line.split(' ').nth(1)?.parse().ok());
            length = line.strip_prefix("content-length: ").and_then(|length| length.parse().ok()).unwrap_or(length);
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        status.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

fn connect(host: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// A client that takes a place and gives nothing, until it is over.
fn slow(host: &str, sort: usize, is_over: &AtomicBool) {
    let head = format!("GET /api/v1/search?q=the&limit=500 HTTP/1.1\r\nHost: {host}\r\n\r\n");
    while !is_over.load(Ordering::Relaxed) {
        let Ok(mut stream) = connect(host) else { continue };
        let mut bytes = head.bytes();
        if sort == 2 {
            let _ = stream.write_all(head.as_bytes());
        }
        // Until the server closes it: writing fails then.
        while !is_over.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_secs(1));
            let next = if sort == 1 { bytes.next() } else { None };
            if next.is_some_and(|byte| stream.write_all(&[byte]).is_err()) || (sort == 0 && is_closed(&stream)) {
                break;
            }
        }
    }
}

fn is_closed(stream: &TcpStream) -> bool {
    let mut byte = [0];
    stream.set_nonblocking(true).is_err() || matches!(stream.peek(&mut byte), Ok(0))
}

fn report(answers: &[Answered], clients: usize, seconds: u64) {
    let failed = answers.iter().filter(|answer| answer.status != Some(200)).count();
    println!("{clients} clients, {seconds} s, {} questions, {failed} not answered", answers.len());
    println!("{:10}{:>12}{:>12}{:>12}{:>12}", "", "median", "95 %", "99 %", "worst");
    for (name, is_who) in [("who", true), ("search", false)] {
        let mut times: Vec<Duration> =
            answers.iter().filter(|answer| answer.is_who == is_who).map(|answer| answer.time).collect();
        times.sort_unstable();
        let at = |share: f64| {
            let place = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
            milliseconds(times.get(place).copied().unwrap_or_default(), 1)
        };
        println!("{name:10}{:>12}{:>12}{:>12}{:>12}", at(0.5), at(0.95), at(0.99), at(1.0));
    }
}

/// The program, serving.
struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(index: &Path) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
        command.arg("--index").arg(index).args(["serve", "--port", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let mut lines = BufReader::new(child.stderr.take().ok_or("no standard error")?).lines();
        let told = lines.next().ok_or("the server does not start")??;
        let host = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).ok_or("no address")?;
        let host = host.replace("localhost", "127.0.0.1");
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, host })
    }

    /// Memory without pages of files, in MB; 0 where it is not known.
    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1000.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
