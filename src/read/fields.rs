//! Field names of records: one table for JSON, JSON Lines, CSV, TSV and front matter, and the names given by the user
//! (`--map`).
//!
//! A name given by the user is the only one tried for its field, and that field of the record is not used for any
//! other. In the table, case, `_`, `-`, dots and spaces are ignored.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};

use super::map_error::MapError;
use super::{publisher, values};

/// The fields of a record that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Id,
    Title,
    Date,
    Publisher,
    Authors,
    Url,
}

/// The number of fields.
pub(super) const FIELDS: usize = 7;

/// The names of each field, the best first.
const NAMES: [(Field, &[&str]); FIELDS] = [
    (
        Field::Text,
        &[
            "text",
            "body",
            "content",
            "articlebody",
            "articletext",
            "bodyhtml",
            "bodyxhtml",
            "bodytext",
            "fulltext",
            "maintext",
            "contenttext",
            "bodies",
            "contenthtml",
            "contentrendered",
            "rawtext",
            "html",
        ],
    ),
    (Field::Id, &["id", "guid", "articleid", "docid", "uuid", "uri"]),
    (Field::Title, &["title", "headline", "headlines", "headlinemain", "titlerendered", "webtitle"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "pubdate",
            "datepublished",
            "publishedat",
            "publicationdate",
            "publishdate",
            "datepublish",
            "publisheddate",
            "publishedon",
            "webpublicationdate",
            "firstpublished",
            "contentcreated",
            "firstcreated",
            "versioncreated",
            "datetime",
        ],
    ),
    (
        Field::Publisher,
        &[
            "publisher",
            "source",
            "publication",
            "outlet",
            "newspaper",
            "sitename",
            "sourcename",
            "sourcehostname",
            "provider",
            "infosources",
            "hostname",
        ],
    ),
    (Field::Authors, &["authors", "author", "byline", "creator", "bylines", "bylineoriginal"]),
    (Field::Url, &["url", "link", "permalink", "canonicalurl", "weburl", "articleurl", "sourceurl"]),
];

/// Fields that contain only a summary, the best first. They are used in JSON only.
const SUMMARIES: [&str; 9] =
    ["leadparagraph", "description", "summary", "abstract", "excerpt", "snippet", "trailtext", "standfirst", "teaser"];

/// Nested fields that are used when the record itself does not have the value.
const DEEPER: [(Field, &str); 3] = [
    (Field::Authors, "_embedded.author.*.name"),
    (Field::Authors, "yoast_head_json.author"),
    (Field::Publisher, "yoast_head_json.og_site_name"),
];

/// The name of a field in `--map`.
fn plain_name(field: Field) -> &'static str {
    NAMES[field as usize].1[0]
}

/// The field with this name, and the rank of the name: 0 is the best.
pub(super) fn known(name: &str) -> Option<(Field, usize)> {
    let name = folded(name);
    NAMES
        .iter()
        .find_map(|(field, names)| Some((*field, names.iter().position(|known| known.eq_ignore_ascii_case(&name))?)))
}

fn folded(name: &str) -> String {
    name.trim().chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.')).collect()
}

/// The field names given by the user: `text=body,date=pubDate`.
///
/// A name with dots is a path into objects and lists: `bodies.0.value` is the `value` of the first of the `bodies`,
/// `bodies.value` that of the first that has one, `blocks.*.text` that of all `blocks`, as paragraphs.
///
/// Clones share a record of which names were found, so that unused names can be reported at the end.
///
/// ```
/// use quotedex::read::FieldMap;
///
/// assert!(FieldMap::parse("text=article.body,date=pubDate").is_ok());
/// let error = FieldMap::parse("txt=body").unwrap_err();
/// assert_eq!(error.to_string(), "--map txt=body: unknown field \"txt\"");
/// ```
#[derive(Clone, Debug, Default)]
pub struct FieldMap(Option<Arc<Mapped>>);

#[derive(Debug)]
struct Mapped {
    names: [Option<Name>; FIELDS],
    /// The fields of one record, for the error message: the alphabetically first, since records are parsed in any
    /// order.
    one: Mutex<Option<String>>,
}

#[derive(Debug)]
struct Name {
    name: String,
    seen: AtomicBool,
}

impl FieldMap {
    /// Parses `FIELD=NAME` pairs separated by commas. An empty string maps nothing.
    pub fn parse(typed: &str) -> Result<Self, MapError> {
        let mut names: [Option<Name>; FIELDS] = Default::default();
        for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) = part.split_once('=').ok_or_else(|| MapError::NoName(part.to_owned()))?;
            let (field, name) = (field.trim(), name.trim());
            let (known, _) = known(field).ok_or_else(|| MapError::Unknown(part.to_owned(), field.to_owned()))?;
            if name.is_empty() {
                return Err(MapError::NoName(part.to_owned()));
            }
            let slot = &mut names[known as usize];
            if let Some(before) = slot {
                return Err(MapError::Twice(plain_name(known), before.name.clone(), name.to_owned()));
            }
            *slot = Some(Name { name: name.to_owned(), seen: AtomicBool::new(false) });
        }
        let any = names.iter().any(Option::is_some);
        Ok(Self(any.then(|| Arc::new(Mapped { names, one: Mutex::default() }))))
    }

    /// An error for the mapped names that no record had; `None` when all were found or no record was read.
    pub fn unseen(&self) -> Option<MapError> {
        let mapped = self.0.as_ref()?;
        let fields = mapped.one.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let names = mapped.names.iter().zip(NAMES);
        let unseen = names.filter_map(|(name, (field, _))| {
            let name = name.as_ref().filter(|name| !name.seen.load(Ordering::Relaxed))?;
            Some(format!("{}={}", plain_name(field), name.name))
        });
        let unseen = unseen.collect::<Vec<_>>().join(",");
        (!unseen.is_empty()).then_some(MapError::Unseen(unseen, fields))
    }

    /// The name that the user gave to `field`.
    fn name(&self, field: Field) -> Option<&str> {
        let name = self.0.as_ref()?.names[field as usize].as_ref()?;
        Some(&name.name)
    }

    /// The name of `field` in error messages: the user's, otherwise the default.
    pub(super) fn called(&self, field: Field) -> &str {
        self.name(field).unwrap_or(plain_name(field))
    }

    /// The index of the name of each field in `names`, which are the fields of a record.
    pub(super) fn places(&self, names: &[&str]) -> [Option<usize>; FIELDS] {
        let places = self.find(names);
        self.see(names, &places);
        places
    }

    /// The same for names that may not be field names at all; does not count as use.
    pub(super) fn find(&self, names: &[&str]) -> [Option<usize>; FIELDS] {
        let mut places = [None; FIELDS];
        let mut best = [usize::MAX; FIELDS];
        let claimed: Vec<usize> = self.claim(names, &mut places);
        for (place, name) in names.iter().enumerate().filter(|(place, _)| !claimed.contains(place)) {
            let Some((field, rank)) = known(name) else { continue };
            let field_is_free = self.name(field).is_none();
            if field_is_free && rank < best[field as usize] {
                (best[field as usize], places[field as usize]) = (rank, Some(place));
            }
        }
        places
    }

    /// Fills in the columns of the names given by the user, and returns them.
    fn claim(&self, names: &[&str], places: &mut [Option<usize>; FIELDS]) -> Vec<usize> {
        let mut claimed = Vec::new();
        for (field, _) in NAMES {
            let Some(wanted) = self.name(field) else { continue };
            let exact = names.iter().position(|name| *name == wanted);
            let place = exact.or_else(|| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
            places[field as usize] = place;
            claimed.extend(place);
        }
        claimed
    }

    /// Removes the fields from a JSON object and returns their values. A name with dots is a path.
    pub(super) fn take(&self, record: &mut Map<String, Value>) -> [Option<Value>; FIELDS] {
        let names: Vec<&str> = record.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| &**name).collect();
        let places = self.places(&names).map(|place| place.map(|place| names[place].to_owned()));
        let mut found: [Option<Value>; FIELDS] = Default::default();
        for (field, _) in NAMES {
            found[field as usize] = match (&places[field as usize], self.name(field)) {
                (None, Some(path)) => within(record, path).inspect(|_| self.mark(field)),
                _ => None,
            };
        }
        let source = places[Field::Publisher as usize]
            .as_deref()
            .is_some_and(|name| folded(name).eq_ignore_ascii_case("source"));
        for (found, name) in found.iter_mut().zip(places) {
            *found = found.take().or_else(|| record.remove(&name?));
        }
        for (field, path) in DEEPER.into_iter().filter(|(field, _)| self.name(*field).is_none()) {
            if matches!(found[field as usize], None | Some(Value::Number(_))) {
                found[field as usize] = within(record, path).or_else(|| found[field as usize].take());
            }
        }
        if source && self.name(Field::Publisher).is_none() {
            from_source(&mut found, record);
        }
        found
    }

    /// Whether the record has a text.
    pub(super) fn has_text(&self, record: &Map<String, Value>) -> bool {
        let Some(wanted) = self.name(Field::Text) else {
            return record.iter().any(|(name, value)| is_called(name, Field::Text) && values::is_text(value));
        };
        let named = |name: &String| name.trim().eq_ignore_ascii_case(wanted);
        record.iter().any(|(name, value)| named(name) && !value.is_null()) || within(record, wanted).is_some()
    }

    /// Whether the record has a summary. A summary is not used when the user names the text field.
    pub(super) fn has_summary(&self, record: &Map<String, Value>) -> bool {
        self.name(Field::Text).is_none() && summary(record).is_some()
    }

    /// Removes the summary from a record and returns it.
    pub(super) fn summary(&self, record: &mut Map<String, Value>) -> Option<Value> {
        let name = summary(record).filter(|_| self.name(Field::Text).is_none())?.to_owned();
        record.remove(&name)
    }

    fn see(&self, names: &[&str], places: &[Option<usize>; FIELDS]) {
        let Some(mapped) = &self.0 else { return };
        let fields = listed(names.iter().copied());
        let mut one = mapped.one.lock().unwrap_or_else(PoisonError::into_inner);
        if one.as_ref().is_none_or(|one| fields < *one) {
            *one = Some(fields);
        }
        drop(one);
        NAMES.iter().filter(|(field, _)| places[*field as usize].is_some()).for_each(|(field, _)| self.mark(*field));
    }

    fn mark(&self, field: Field) {
        if let Some(name) = self.0.as_ref().and_then(|mapped| mapped.names[field as usize].as_ref()) {
            name.seen.store(true, Ordering::Relaxed);
        }
    }
}

fn is_called(name: &str, field: Field) -> bool {
    known(name).is_some_and(|(known, _)| known == field)
}

/// The name of the best non-empty summary field.
fn summary(record: &Map<String, Value>) -> Option<&str> {
    let has_words = |value: &Value| value.as_str().is_none_or(|text| !text.trim().is_empty());
    let ranked =
        record.iter().filter(|(_, value)| values::is_text(value) && has_words(value)).filter_map(|(name, _)| {
            let name_of = folded(name);
            Some((SUMMARIES.iter().position(|known| known.eq_ignore_ascii_case(&name_of))?, name.as_str()))
        });
    ranked.min().map(|(_, name)| name)
}

/// `source` is the publisher, unless its value is a URL: then it is the URL of the article, and another field may give
/// the publisher.
fn from_source(found: &mut [Option<Value>; FIELDS], record: &Map<String, Value>) {
    let address = found[Field::Publisher as usize].clone();
    if !address.as_ref().and_then(Value::as_str).is_some_and(publisher::is_address) {
        return;
    }
    let is_name = |value: &Value| value.as_str().is_some_and(|name| !name.is_empty() && !publisher::is_address(name));
    let names = record.iter().filter(|(name, value)| is_called(name, Field::Publisher) && is_name(value));
    let named = names.min_by_key(|(name, _)| known(name).map(|(_, rank)| rank)).map(|(_, value)| value.clone());
    found[Field::Url as usize] = found[Field::Url as usize].take().or(address);
    if named.is_some() {
        found[Field::Publisher as usize] = named;
    }
}

/// The value at a path such as `article.body`, `pages.0.text`, `pages.text` or `pages.*.text`.
fn within(record: &Map<String, Value>, path: &str) -> Option<Value> {
    let (first, rest) = path.split_once('.')?;
    let steps: Vec<&str> = rest.split('.').collect();
    follow(record.get(first)?, &steps)
}

fn follow(value: &Value, steps: &[&str]) -> Option<Value> {
    let [step, rest @ ..] = steps else { return Some(value.clone()).filter(|value| !value.is_null()) };
    match value {
        Value::Array(values) if *step == "*" => {
            let all: Vec<Value> = values.iter().filter_map(|value| follow(value, rest)).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        Value::Array(values) => match step.parse::<usize>() {
            Ok(place) => follow(values.get(place)?, rest),
            Err(_) => values.iter().find_map(|value| follow(value.get(*step)?, rest)),
        },
        value => follow(value.get(*step)?, rest),
    }
}

/// Field names for an error message, shortened to fit one line.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 16;
    let mut listed: Vec<String> = names.take(MOST + 1).map(|name| name.chars().take(40).collect()).collect();
    if listed.len() > MOST {
        listed[MOST] = "...".to_owned();
    }
    if listed.is_empty() { "none".to_owned() } else { listed.join(", ") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text_of(map: &str, record: Value) -> Option<Value> {
        let Value::Object(mut record) = record else { panic!("an object") };
        FieldMap::parse(map).unwrap().take(&mut record)[Field::Text as usize].take()
    }

    #[test]
    fn the_table_is_in_the_order_of_the_fields_and_names_nothing_twice() {
        let mut all: Vec<&str> = Vec::new();
        for (place, (field, names)) in NAMES.iter().enumerate() {
            assert_eq!(*field as usize, place);
            assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase())));
            all.extend(*names);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_better_name_wins_whatever_the_order() {
        assert_eq!(known("Pub_Date"), Some((Field::Date, 2)));
        assert_eq!(known("section"), None);
        assert_eq!(text_of("", json!({"content": "c", "Body": "b"})), Some("b".into()));
        assert_eq!(text_of("", json!({"text": null, "body": "b"})), Some("b".into()));
    }

    #[test]
    fn what_the_user_names_decides_alone() {
        assert_eq!(text_of("text=content", json!({"text": "t", "content": "c"})), Some("c".into()));
        assert_eq!(text_of("text=story", json!({"text": "t"})), None);
        assert_eq!(text_of("title=text", json!({"text": "t", "body": "b"})), Some("b".into()));
        assert_eq!(text_of("text=a.b", json!({"a": {"b": "deep"}})), Some("deep".into()));
        assert_eq!(text_of("text=a.b", json!({"a": {"b": "deep"}, "a.b": "flat"})), Some("flat".into()));
        assert_eq!(text_of("text=a.1.b", json!({"a": [0, {"b": "deep"}]})), Some("deep".into()));
        assert_eq!(text_of("text=a.b", json!({"a": [0, {"b": "deep"}]})), Some("deep".into()));
        assert_eq!(text_of("text=a.*.b", json!({"a": [{"b": "one"}, 0, {"b": "two"}]})), Some(json!(["one", "two"])));
    }

    #[test]
    fn what_no_record_has_is_told_with_what_is_there() {
        let map = FieldMap::parse("text=story, title=hed").unwrap();
        assert!(map.unseen().is_none());
        map.clone().places(&["story", "headline"]);
        assert_eq!(map.unseen().unwrap().to_string(), "--map title=hed: no record has such a field");
        assert!(map.unseen().unwrap().hint().contains("story, headline"));
        map.places(&["HED"]);
        assert!(map.unseen().is_none());
        assert!(FieldMap::default().unseen().is_none());
    }

    #[test]
    fn mistakes_are_named() {
        for (typed, said) in [
            ("body", "no \"=\" followed by a name"),
            ("text=", "no \"=\" followed by a name"),
            ("txt=body", "unknown field \"txt\""),
            ("text=a,text=b", "text is given twice: as a and as b"),
        ] {
            let error = FieldMap::parse(typed).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            assert!(!error.hint().is_empty());
        }
    }
}
