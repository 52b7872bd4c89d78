//! Field names of records: one table for JSON, JSON Lines, CSV, TSV and front matter, and the names given by the user
//! (`--map`).
//!
//! A name given by the user is the only one tried for its field, and that field of the record is not used for any
//! other. In the table, case, `_`, `-`, dots and spaces are ignored.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};

use super::field_map_error::FieldMapError;
use super::{json_value, publisher};

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
const SUMMARY_NAMES: [&str; 9] =
    ["leadparagraph", "description", "summary", "abstract", "excerpt", "snippet", "trailtext", "standfirst", "teaser"];

/// Nested fields that are used when the record itself does not have the value.
const NESTED: [(Field, &str); 3] = [
    (Field::Authors, "_embedded.author.*.name"),
    (Field::Authors, "yoast_head_json.author"),
    (Field::Publisher, "yoast_head_json.og_site_name"),
];

/// The name of a field in `--map`.
fn default_name(field: Field) -> &'static str {
    NAMES[field as usize].1[0]
}

/// The field with this name, and the rank of the name: 0 is the best.
pub(super) fn field_named(name: &str) -> Option<(Field, usize)> {
    let name = normalized(name);
    NAMES
        .iter()
        .find_map(|(field, names)| Some((*field, names.iter().position(|known| known.eq_ignore_ascii_case(&name))?)))
}

fn normalized(name: &str) -> String {
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
/// assert_eq!(error.to_string(), "txt=body: unknown field \"txt\"");
/// ```
#[derive(Clone, Debug, Default)]
pub struct FieldMap(Option<Arc<Mapped>>);

#[derive(Debug)]
struct Mapped {
    names: [Option<MappedName>; FIELDS],
    /// The fields of one record, for the error message: the alphabetically first, since records are parsed in any
    /// order.
    example: Mutex<Option<String>>,
}

#[derive(Debug)]
struct MappedName {
    name: String,
    used: AtomicBool,
}

impl FieldMap {
    /// Parses `FIELD=NAME` pairs separated by commas. An empty string maps nothing.
    pub fn parse(typed: &str) -> Result<Self, FieldMapError> {
        let mut names: [Option<MappedName>; FIELDS] = Default::default();
        for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) = part.split_once('=').ok_or_else(|| FieldMapError::MissingName(part.to_owned()))?;
            let (wanted, name) = (field.trim(), name.trim());
            let (field, _) =
                field_named(wanted).ok_or_else(|| FieldMapError::UnknownField(part.to_owned(), wanted.to_owned()))?;
            if name.is_empty() {
                return Err(FieldMapError::MissingName(part.to_owned()));
            }
            let slot = &mut names[field as usize];
            if let Some(before) = slot {
                return Err(FieldMapError::DuplicateField(default_name(field), before.name.clone(), name.to_owned()));
            }
            *slot = Some(MappedName { name: name.to_owned(), used: AtomicBool::new(false) });
        }
        let any = names.iter().any(Option::is_some);
        Ok(Self(any.then(|| Arc::new(Mapped { names, example: Mutex::default() }))))
    }

    /// An error for the mapped names that no record had; `None` when all were found or no record was read.
    pub fn unused(&self) -> Option<FieldMapError> {
        let mapped = self.0.as_ref()?;
        let fields = mapped.example.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let names = mapped.names.iter().zip(NAMES);
        let unused = names.filter_map(|(name, (field, _))| {
            let name = name.as_ref().filter(|name| !name.used.load(Ordering::Relaxed))?;
            Some(format!("{}={}", default_name(field), name.name))
        });
        let unused = unused.collect::<Vec<_>>().join(",");
        (!unused.is_empty()).then_some(FieldMapError::UnusedName(unused, fields))
    }

    /// The name that the user gave to `field`.
    fn name(&self, field: Field) -> Option<&str> {
        let name = self.0.as_ref()?.names[field as usize].as_ref()?;
        Some(&name.name)
    }

    /// The name of `field` in error messages: the user's, otherwise the default.
    pub(super) fn display_name(&self, field: Field) -> &str {
        self.name(field).unwrap_or(default_name(field))
    }

    /// The index of the name of each field in `names`, which are the fields of a record.
    pub(super) fn columns(&self, names: &[&str]) -> [Option<usize>; FIELDS] {
        let columns = self.find_columns(names);
        self.track_usage(names, &columns);
        columns
    }

    /// The same for names that may not be field names at all; does not count as use.
    pub(super) fn find_columns(&self, names: &[&str]) -> [Option<usize>; FIELDS] {
        let mut columns = [None; FIELDS];
        let mut best = [usize::MAX; FIELDS];
        let claimed: Vec<usize> = self.find_mapped(names, &mut columns);
        for (column, name) in names.iter().enumerate().filter(|(column, _)| !claimed.contains(column)) {
            let Some((field, rank)) = field_named(name) else { continue };
            let field_is_free = self.name(field).is_none();
            if field_is_free && rank < best[field as usize] {
                (best[field as usize], columns[field as usize]) = (rank, Some(column));
            }
        }
        columns
    }

    /// Fills in the columns of the names given by the user, and returns them.
    fn find_mapped(&self, names: &[&str], columns: &mut [Option<usize>; FIELDS]) -> Vec<usize> {
        let mut claimed = Vec::new();
        for (field, _) in NAMES {
            let Some(wanted) = self.name(field) else { continue };
            let exact = names.iter().position(|name| *name == wanted);
            let column = exact.or_else(|| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
            columns[field as usize] = column;
            claimed.extend(column);
        }
        claimed
    }

    /// Removes the fields from a JSON object and returns their values. A name with dots is a path.
    pub(super) fn take(&self, record: &mut Map<String, Value>) -> [Option<Value>; FIELDS] {
        let names: Vec<&str> = record.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| &**name).collect();
        let columns = self.columns(&names).map(|column| column.map(|column| names[column].to_owned()));
        let mut found: [Option<Value>; FIELDS] = Default::default();
        for (field, _) in NAMES {
            found[field as usize] = match (&columns[field as usize], self.name(field)) {
                (None, Some(path)) => value_at_path(record, path).inspect(|_| self.mark_used(field)),
                _ => None,
            };
        }
        let source = columns[Field::Publisher as usize]
            .as_deref()
            .is_some_and(|name| normalized(name).eq_ignore_ascii_case("source"));
        for (found, name) in found.iter_mut().zip(columns) {
            *found = found.take().or_else(|| record.remove(&name?));
        }
        for (field, path) in NESTED.into_iter().filter(|(field, _)| self.name(*field).is_none()) {
            if matches!(found[field as usize], None | Some(Value::Number(_))) {
                found[field as usize] = value_at_path(record, path).or_else(|| found[field as usize].take());
            }
        }
        if source && self.name(Field::Publisher).is_none() {
            publisher_or_url(&mut found, record);
        }
        found
    }

    /// Whether the record has a text.
    pub(super) fn has_text(&self, record: &Map<String, Value>) -> bool {
        let Some(wanted) = self.name(Field::Text) else {
            return record.iter().any(|(name, value)| is_name_of(name, Field::Text) && json_value::is_text(value));
        };
        let named = |name: &String| name.trim().eq_ignore_ascii_case(wanted);
        record.iter().any(|(name, value)| named(name) && !value.is_null()) || value_at_path(record, wanted).is_some()
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

    fn track_usage(&self, names: &[&str], columns: &[Option<usize>; FIELDS]) {
        let Some(mapped) = &self.0 else { return };
        let fields = list_names(names.iter().copied());
        let mut example = mapped.example.lock().unwrap_or_else(PoisonError::into_inner);
        if example.as_ref().is_none_or(|example| fields < *example) {
            *example = Some(fields);
        }
        drop(example);
        NAMES
            .iter()
            .filter(|(field, _)| columns[*field as usize].is_some())
            .for_each(|(field, _)| self.mark_used(*field));
    }

    fn mark_used(&self, field: Field) {
        if let Some(name) = self.0.as_ref().and_then(|mapped| mapped.names[field as usize].as_ref()) {
            name.used.store(true, Ordering::Relaxed);
        }
    }
}

fn is_name_of(name: &str, field: Field) -> bool {
    field_named(name).is_some_and(|(known, _)| known == field)
}

/// The name of the best non-empty summary field.
fn summary(record: &Map<String, Value>) -> Option<&str> {
    let has_words = |value: &Value| value.as_str().is_none_or(|text| !text.trim().is_empty());
    let ranked =
        record.iter().filter(|(_, value)| json_value::is_text(value) && has_words(value)).filter_map(|(name, _)| {
            let name_of = normalized(name);
            Some((SUMMARY_NAMES.iter().position(|known| known.eq_ignore_ascii_case(&name_of))?, name.as_str()))
        });
    ranked.min().map(|(_, name)| name)
}

/// `source` is the publisher, unless its value is a URL: then it is the URL of the article, and another field may give
/// the publisher.
fn publisher_or_url(found: &mut [Option<Value>; FIELDS], record: &Map<String, Value>) {
    let address = found[Field::Publisher as usize].clone();
    if !address.as_ref().and_then(Value::as_str).is_some_and(publisher::is_web_url) {
        return;
    }
    let is_name = |value: &Value| value.as_str().is_some_and(|name| !name.is_empty() && !publisher::is_web_url(name));
    let names = record.iter().filter(|(name, value)| is_name_of(name, Field::Publisher) && is_name(value));
    let named = names.min_by_key(|(name, _)| field_named(name).map(|(_, rank)| rank)).map(|(_, value)| value.clone());
    found[Field::Url as usize] = found[Field::Url as usize].take().or(address);
    if named.is_some() {
        found[Field::Publisher as usize] = named;
    }
}

/// The value at a path such as `article.body`, `pages.0.text`, `pages.text` or `pages.*.text`.
fn value_at_path(record: &Map<String, Value>, path: &str) -> Option<Value> {
    let (first, rest) = path.split_once('.')?;
    let path: Vec<&str> = rest.split('.').collect();
    descend(record.get(first)?, &path)
}

fn descend(value: &Value, path: &[&str]) -> Option<Value> {
    let [key, rest @ ..] = path else { return Some(value.clone()).filter(|value| !value.is_null()) };
    match value {
        Value::Array(values) if *key == "*" => {
            let all: Vec<Value> = values.iter().filter_map(|value| descend(value, rest)).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        Value::Array(values) => match key.parse::<usize>() {
            Ok(index) => descend(values.get(index)?, rest),
            Err(_) => values.iter().find_map(|value| descend(value.get(*key)?, rest)),
        },
        value => descend(value.get(*key)?, rest),
    }
}

/// Field names for an error message, shortened to fit one line.
pub(super) fn list_names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MAX_NAMES: usize = 16;
    let mut listed: Vec<String> = names.take(MAX_NAMES + 1).map(|name| name.chars().take(40).collect()).collect();
    if listed.len() > MAX_NAMES {
        listed[MAX_NAMES] = "...".to_owned();
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
        for (index, (field, names)) in NAMES.iter().enumerate() {
            assert_eq!(*field as usize, index);
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
        assert_eq!(field_named("Pub_Date"), Some((Field::Date, 2)));
        assert_eq!(field_named("section"), None);
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
        assert!(map.unused().is_none());
        map.clone().columns(&["story", "headline"]);
        assert_eq!(map.unused().unwrap().to_string(), "title=hed: no record has this field");
        assert!(map.unused().unwrap().hint().unwrap().contains("story, headline"));
        map.columns(&["HED"]);
        assert!(map.unused().is_none());
        assert!(FieldMap::default().unused().is_none());
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
            assert!(error.hint().is_some());
        }
    }
}
