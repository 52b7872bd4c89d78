//! A small engine with the interface of Elasticsearch, on this machine alone: it takes what `export` writes, by the
//! configuration that `export` writes, and answers the queries that `--remote` sends.
//!
//! It does what the documentation of Elasticsearch says (a phrase is sloppy as in Lucene, a field without a mapping
//! finds nothing) and refuses what Quickwit refuses: fields and keys that it does not know. It can also fail as servers
//! do.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value, json};

/// Which engine it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    Elasticsearch,
    Quickwit,
}

impl Flavour {
    pub fn name(self) -> &'static str {
        if self == Flavour::Elasticsearch { "elasticsearch" } else { "quickwit" }
    }
}

/// What happens to the next request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This status, with these headers and this body.
    Answer(u16, &'static str, Vec<u8>),
    /// The connection closes without an answer.
    Close,
    /// No answer for so long.
    Silence(Duration),
    /// The right answer, passed through this.
    Change(fn(Value) -> Value),
    /// The right answer.
    None,
}

/// A running engine.
#[derive(Clone)]
pub struct FakeEngine {
    state: Arc<Mutex<State>>,
    pub url: String,
}

struct State {
    flavour: Flavour,
    indexes: BTreeMap<String, Index>,
    /// From other names to indexes.
    aliases: BTreeMap<String, String>,
    faults: VecDeque<Fault>,
    /// Path, `Authorization` and body of every request.
    requests: Vec<(String, Option<String>, String)>,
}

/// An index, as its configuration wants it.
struct Index {
    kinds: BTreeMap<String, Kind>,
    /// Fields whose source is not kept.
    excluded: Vec<String>,
    documents: Vec<Document>,
    /// How many documents have a term.
    frequencies: BTreeMap<(String, String), usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Keyword,
    Words,
    Number,
    Date,
    Flag,
    Kept,
}

struct Document {
    source: Map<String, Value>,
    /// The terms of a field with their positions.
    terms: BTreeMap<String, Vec<(String, i64)>>,
}

impl FakeEngine {
    /// An engine with one index, set up by `config` and filled with `bulk`, both as `export` writes them.
    pub fn start(flavour: Flavour, index: &str, config: &str, bulk: &str) -> Self {
        let engine = Self::empty(flavour);
        {
            let mut state = engine.state.lock().unwrap();
            state.create(index, config);
            state.load(index, bulk);
        }
        engine
    }

    /// An engine without an index.
    pub fn empty(flavour: Flavour) -> Self {
        let state = State {
            flavour,
            indexes: BTreeMap::new(),
            aliases: BTreeMap::new(),
            faults: VecDeque::new(),
            requests: Vec::new(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let engine = Self { state: Arc::new(Mutex::new(state)), url };
        let serving = engine.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        engine
    }

    /// How many indexes there are.
    pub fn indexes(&self) -> usize {
        self.state.lock().unwrap().indexes.len()
    }

    /// What happens to the next requests.
    pub fn faults(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.lock().unwrap().faults = faults.into_iter().collect();
    }

    /// The requests since the last call.
    pub fn requests(&self) -> Vec<(String, Option<String>, String)> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }

    /// Keeps only the documents that `keep` wants.
    pub fn retain(&self, keep: impl Fn(&Map<String, Value>) -> bool) {
        let mut state = self.state.lock().unwrap();
        state.indexes.values_mut().for_each(|index| index.documents.retain(|document| keep(&document.source)));
    }

    /// Changes every document.
    pub fn change(&self, change: impl Fn(&mut Map<String, Value>)) {
        let mut state = self.state.lock().unwrap();
        let documents = state.indexes.values_mut().flat_map(|index| &mut index.documents);
        documents.for_each(|document| change(&mut document.source));
    }

    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut first = String::new();
        reader.read_line(&mut first).ok()?;
        let mut words = first.split(' ');
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let (mut length, mut key) = (0, None);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().ok()?,
                "authorization" => key = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let body = String::from_utf8(body).ok()?;
        let (fault, (status, answer)) = {
            let mut state = self.state.lock().unwrap();
            state.requests.push((path.clone(), key, body.clone()));
            let fault = state.faults.pop_front().unwrap_or(Fault::None);
            (fault, state.answer(&method, &path, &body))
        };
        let (status, headers, body) = match fault {
            Fault::Close => return None,
            Fault::Answer(status, headers, body) => (status, headers, body),
            Fault::Silence(time) => {
                std::thread::sleep(time);
                return None;
            }
            Fault::Change(change) => (status, "", change(answer).to_string().into_bytes()),
            Fault::None => (status, "", answer.to_string().into_bytes()),
        };
        let mut stream = stream;
        let head =
            format!("HTTP/1.1 {status} .\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n", body.len());
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(&body).ok()
    }
}

fn elasticsearch_mapping(config: &str) -> (BTreeMap<String, Kind>, Vec<String>) {
    let config: Value = serde_json::from_str(config).expect("a configuration");
    let mappings = &config["mappings"];
    assert_eq!(mappings["dynamic"], "strict");
    let kind = |field: &Value| match field["type"].as_str() {
        Some("keyword") => Kind::Keyword,
        Some("text") if field["index"] == false => Kind::Kept,
        Some("text") => {
            assert_eq!(field["analyzer"], "whitespace");
            Kind::Words
        }
        Some("long" | "double") => Kind::Number,
        Some("date") => Kind::Date,
        Some("boolean") => Kind::Flag,
        other => panic!("a field of type {other:?}"),
    };
    let properties = mappings["properties"].as_object().expect("properties");
    let excluded = mappings["_source"]["excludes"].as_array().expect("excluded fields");
    let excluded = excluded.iter().map(|name| name.as_str().expect("a name").to_owned()).collect();
    (properties.iter().map(|(name, field)| (name.clone(), kind(field))).collect(), excluded)
}

/// Reads the lines of fields only.
fn quickwit_mapping(config: &str) -> BTreeMap<String, Kind> {
    let fields = config.lines().filter_map(|line| line.trim().strip_prefix("- {name: ")?.strip_suffix('}'));
    let field = |line: &str| {
        let (name, rest) = line.split_once(", type: ").expect("a type");
        let kind = match rest.split(',').next().expect("a type") {
            "text" | "array<text>" if rest.contains("indexed: false") => Kind::Kept,
            "text" | "array<text>" if rest.contains("tokenizer: raw") => Kind::Keyword,
            "text" | "array<text>" => {
                assert!(rest.contains("tokenizer: whitespace"), "{line}");
                Kind::Words
            }
            "i64" | "f64" => Kind::Number,
            "datetime" => Kind::Date,
            "bool" => Kind::Flag,
            other => panic!("a field of type {other}"),
        };
        (name.to_owned(), kind)
    };
    fields.map(field).collect()
}

impl Document {
    fn new(document: Value, kinds: &BTreeMap<String, Kind>) -> Self {
        let Value::Object(source) = document else { panic!("a document is an object") };
        let mut terms = BTreeMap::new();
        for (name, value) in &source {
            let kind = *kinds.get(name).unwrap_or_else(|| panic!("strict: {name}"));
            let mut of_field = Vec::new();
            for value in value.as_array().unwrap_or(&vec![value.clone()]) {
                match kind {
                    Kind::Keyword => of_field.push((value.as_str().expect("a text").to_owned(), 0)),
                    Kind::Words => {
                        let first = of_field.last().map_or(0, |(_, position)| position + 100);
                        let words = value.as_str().expect("a text").split_whitespace().zip(first..);
                        of_field.extend(words.map(|(word, position)| (word.to_owned(), position)));
                    }
                    Kind::Number => assert!(value.is_number(), "{name}"),
                    Kind::Date => assert!(value.as_str().is_some_and(|day| day.ends_with("T00:00:00Z")), "{name}"),
                    Kind::Flag => assert!(value.is_boolean(), "{name}"),
                    Kind::Kept => assert!(value.is_string(), "{name}"),
                }
            }
            terms.insert(name.clone(), of_field);
        }
        Self { source, terms }
    }

    fn has(&self, field: &str, term: &str) -> bool {
        let number = self.source.get(field).filter(|value| value.is_number()).map(Value::to_string);
        number.as_deref() == Some(term)
            || self.terms.get(field).is_some_and(|all| all.iter().any(|(one, _)| one == term))
    }

    /// Whether the words stand within `slop` moves of their order, each at a place of its own: as Lucene counts.
    fn has_phrase(&self, field: &str, words: &[&str], slop: i64) -> bool {
        let Some(terms) = self.terms.get(field) else { return false };
        let places = |word: &str| -> Vec<i64> {
            terms.iter().filter(|(term, _)| term == word).map(|(_, position)| *position).collect()
        };
        fn search(left: &[Vec<i64>], taken: &mut Vec<i64>, slop: i64) -> bool {
            let moved: Vec<i64> = taken.iter().zip(0..).map(|(place, order)| place - order).collect();
            let (low, high) = (moved.iter().min(), moved.iter().max());
            if high.zip(low).is_some_and(|(high, low)| high - low > slop) {
                return false;
            }
            let Some((first, rest)) = left.split_first() else { return true };
            first.iter().any(|&place| {
                if taken.contains(&place) {
                    return false;
                }
                taken.push(place);
                let found = search(rest, taken, slop);
                taken.pop();
                found
            })
        }
        search(&words.iter().map(|word| places(word)).collect::<Vec<_>>(), &mut Vec::new(), slop)
    }
}

impl State {
    fn create(&mut self, name: &str, config: &str) {
        let (kinds, excluded) = match self.flavour {
            Flavour::Elasticsearch => elasticsearch_mapping(config),
            Flavour::Quickwit => (quickwit_mapping(config), Vec::new()),
        };
        let index = Index { kinds, excluded, documents: Vec::new(), frequencies: BTreeMap::new() };
        assert!(self.indexes.insert(name.to_owned(), index).is_none(), "{name} exists");
    }

    fn load(&mut self, name: &str, bulk: &str) {
        let index = self.indexes.get_mut(name).expect("an index");
        let mut lines = bulk.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
        loop {
            if self.flavour == Flavour::Elasticsearch {
                let Some(action) = lines.next() else { break };
                assert!(action["index"]["_id"].is_string(), "{action}");
            }
            let Some(document) = lines.next() else { break };
            let document = Document::new(document, &index.kinds);
            let terms = document.terms.iter().flat_map(|(field, all)| all.iter().map(move |(term, _)| (field, term)));
            for (field, term) in terms.collect::<BTreeSet<_>>() {
                *index.frequencies.entry((field.clone(), term.clone())).or_default() += 1;
            }
            index.documents.push(document);
        }
    }

    fn answer(&mut self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let (path, parameters) = path.split_once('?').unwrap_or((path, ""));
        let path = path.trim_start_matches('/');
        let quickwit = self.flavour == Flavour::Quickwit;
        let api = if quickwit { path.strip_prefix("api/v1/_elastic/").unwrap_or(path) } else { path };
        let parts: Vec<&str> = api.split('/').collect();
        let done = (200, json!({ "acknowledged": true, "errors": false }));
        match (method, parts.as_slice()) {
            ("GET", [""]) if !quickwit => (200, json!({ "tagline": "You Know, for Search" })),
            ("GET", ["api", "v1", "version"]) if quickwit => (200, json!({ "build": { "version": "0.9" } })),
            ("POST", ["api", "v1", "indexes"]) if quickwit => {
                let id = body.lines().find_map(|line| line.strip_prefix("index_id: ")).expect("an id");
                self.create(id, body);
                done
            }
            ("POST", ["api", "v1", index, "ingest"]) if quickwit => {
                self.load(index, body);
                done
            }
            ("DELETE", ["api", "v1", "indexes", index]) if quickwit => {
                assert!(self.indexes.remove(*index).is_some());
                done
            }
            ("PUT", [index]) if !quickwit => {
                self.create(index, body);
                done
            }
            ("POST", [index, "_bulk"]) if !quickwit => {
                self.load(index, body);
                done
            }
            ("DELETE", [index]) if !quickwit => {
                assert!(self.indexes.remove(*index).is_some());
                done
            }
            ("POST", [_, "_refresh"]) => done,
            ("POST", ["_aliases"]) if !quickwit => {
                let actions: Value = serde_json::from_str(body).expect("JSON");
                let add = &actions["actions"][0]["add"];
                self.aliases.insert(text(&add["alias"]), text(&add["index"]));
                done
            }
            ("POST", ["_msearch"]) => {
                let lines: Vec<&str> = body.lines().collect();
                let answers = lines.chunks(2).map(|pair| {
                    let head: Value = serde_json::from_str(pair[0]).expect("a header");
                    let (status, mut answer) = self.search(head["index"].as_str().expect("an index"), pair[1], "");
                    answer["status"] = status.into();
                    answer
                });
                (200, json!({ "took": 1, "responses": answers.collect::<Vec<_>>() }))
            }
            ("POST", [index, "_search"]) => self.search(index, body, parameters),
            _ => (404, json!({ "error": { "reason": "no such path" }, "status": 404 })),
        }
    }

    fn search(&self, index: &str, body: &str, parameters: &str) -> (u16, Value) {
        let refused = |reason: String| (400, json!({ "status": 400, "error": { "reason": reason } }));
        let name = self.aliases.get(index).map_or(index, String::as_str);
        let Some(held) = self.indexes.get(name) else {
            return (404, json!({ "status": 404, "error": { "reason": format!("no such index [{index}]") } }));
        };
        let body: Value = serde_json::from_str(body).expect("JSON");
        let known = ["from", "size", "query", "sort", "aggs", "track_total_hits", "search_after"];
        if let Some(key) = body.as_object().expect("an object").keys().find(|key| !known.contains(&key.as_str())) {
            return refused(format!("unknown field `{key}`"));
        }
        let mut found = Vec::new();
        for document in &held.documents {
            match self.rank(held, document, &body["query"]) {
                Ok(Some(score)) => found.push((document, score)),
                Ok(None) => {}
                Err(reason) => return refused(reason),
            }
        }
        let total = found.len();
        let number = |document: &Document, field: &str| document.source.get(field).and_then(Value::as_i64);
        let sort = body["sort"].as_array().cloned().unwrap_or_default();
        let fields: Vec<&str> =
            sort.iter().flat_map(|one| one.as_object().expect("an order").keys().map(String::as_str)).collect();
        found.sort_by(|one, other| match fields.as_slice() {
            ["_score"] => other.1.total_cmp(&one.1),
            fields => {
                let key = |document: &Document| -> Vec<(bool, Option<i64>)> {
                    fields.iter().map(|field| number(document, field)).map(|value| (value.is_none(), value)).collect()
                };
                key(one.0).cmp(&key(other.0))
            }
        });
        if let Some(after) = body["search_after"].as_array() {
            assert_eq!((fields.as_slice(), after.len()), (&["seq"][..], 1));
            found.retain(|(document, _)| number(document, "seq") > after[0].as_i64());
        }
        found.truncate(body["size"].as_u64().unwrap_or(10) as usize);
        assert!(found.len() <= 10_000, "a page of more than engines give");
        let wanted: Vec<&str> =
            parameters.strip_prefix("_source_includes=").map_or(vec![], |names| names.split(',').collect());
        let hits = found.iter().map(|(document, score)| {
            let source: Map<String, Value> = document
                .source
                .iter()
                .filter(|(name, _)| wanted.contains(&name.as_str()) && !held.excluded.contains(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            json!({ "_index": index, "_score": score, "_source": source })
        });
        let hits = json!({ "total": { "value": total, "relation": "eq" }, "hits": hits.collect::<Vec<_>>() });
        (
            200,
            json!({ "took": 1, "timed_out": false, "_shards": { "total": 1, "successful": 1, "failed": 0 }, "hits": hits }),
        )
    }

    /// The score of a document that matches; `None` for one that does not.
    fn rank(&self, held: &Index, document: &Document, query: &Value) -> Result<Option<f64>, String> {
        let (kind, inner) = one_entry(query)?;
        match kind {
            "match_all" => Ok(Some(1.0)),
            "bool" => self.rank_bool(held, document, inner),
            "terms" => {
                let (field, values) = one_entry(inner)?;
                self.check(held, field)?;
                let values = values.as_array().ok_or("terms are a list")?;
                Ok(values.iter().any(|value| document.has(field, &text(value))).then_some(1.0))
            }
            "term" | "prefix" | "match_phrase" | "range" => {
                let (field, inner) = one_entry(inner)?;
                self.check(held, field)?;
                let has = match kind {
                    "term" => document.has(field, &text(&inner["value"])),
                    "prefix" => {
                        let begin = inner["value"].as_str().ok_or("a prefix is a text")?;
                        document.terms.get(field).is_some_and(|all| all.iter().any(|(term, _)| term.starts_with(begin)))
                    }
                    "match_phrase" => {
                        let words: Vec<&str> =
                            inner["query"].as_str().ok_or("a phrase is a text")?.split_whitespace().collect();
                        document.has_phrase(field, &words, inner["slop"].as_i64().unwrap_or(0))
                    }
                    _ => in_range(document.source.get(field), inner)?,
                };
                Ok(has.then(|| held.rarity(field, inner)))
            }
            other => Err(format!("unknown query `{other}`")),
        }
    }

    fn rank_bool(&self, held: &Index, document: &Document, inner: &Value) -> Result<Option<f64>, String> {
        let parts = inner.as_object().ok_or("bool is an object")?;
        let (mut score, mut optional, mut needed) = (0.0, 0, None);
        for (name, clauses) in parts {
            if name == "minimum_should_match" {
                needed = clauses.as_u64();
                continue;
            }
            for clause in clauses.as_array().ok_or("clauses are a list")? {
                let found = self.rank(held, document, clause)?;
                match (name.as_str(), found) {
                    ("must", Some(one)) => score += one,
                    ("should", Some(one)) => (score, optional) = (score + one, optional + 1),
                    ("filter", Some(_)) | ("should" | "must_not", None) => {}
                    ("must" | "filter", None) | ("must_not", Some(_)) => return Ok(None),
                    (other, _) => return Err(format!("unknown clause `{other}`")),
                }
            }
        }
        let alone = !parts.contains_key("must") && !parts.contains_key("filter");
        let needed = needed.unwrap_or(u64::from(alone && parts.contains_key("should")));
        Ok((optional >= needed).then_some(score))
    }

    /// Quickwit refuses fields that it does not have; with Elasticsearch they find nothing.
    fn check(&self, held: &Index, field: &str) -> Result<(), String> {
        match self.flavour {
            Flavour::Quickwit if !held.kinds.contains_key(field) => Err(format!("field `{field}` does not exist")),
            _ => Ok(()),
        }
    }
}

impl Index {
    /// Rare words count more.
    fn rarity(&self, field: &str, inner: &Value) -> f64 {
        let words = inner.get("query").or(inner.get("value")).map(text).unwrap_or_default();
        let with = |word: &str| self.frequencies.get(&(field.to_owned(), word.to_owned())).copied().unwrap_or(0) as f64;
        words.split_whitespace().map(|word| (1.0 + self.documents.len() as f64 / (1.0 + with(word))).ln()).sum()
    }
}

fn in_range(value: Option<&Value>, bounds: &Value) -> Result<bool, String> {
    let Some(value) = value.and_then(Value::as_f64) else { return Ok(false) };
    for (name, bound) in bounds.as_object().ok_or("bounds are an object")? {
        let bound = bound.as_f64().ok_or("a bound is a number")?;
        let within = match name.as_str() {
            "gte" => value >= bound,
            "gt" => value > bound,
            "lte" => value <= bound,
            "lt" => value < bound,
            other => return Err(format!("unknown bound `{other}`")),
        };
        if !within {
            return Ok(false);
        }
    }
    Ok(true)
}

fn one_entry(value: &Value) -> Result<(&str, &Value), String> {
    let object = value.as_object().filter(|object| object.len() == 1);
    let (name, value) =
        object.and_then(|object| object.iter().next()).ok_or_else(|| format!("one key expected: {value}"))?;
    Ok((name, value))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
