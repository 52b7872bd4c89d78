//! The tools: what an assistant may ask, and how it is answered.

use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use crate::article::Article;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::verify::check_text;
use crate::output::{self, Format, TextStyle};
use crate::query::{Filters, Search, Sort};

/// A question that an assistant may ask.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    /// The arguments: name, type, whether it is required, description.
    arguments: &'static [(&'static str, &'static str, bool, &'static str)],
    run: fn(&mut Context, &Arguments) -> Result<Value, CliError>,
}

const SPEAKER: (&str, &str, bool, &str) =
    ("speaker", "string", false, "A name in any form (Sanders, Sen. Sanders, Bernard Sanders) or a speaker id");
const LIMIT: (&str, &str, bool, &str) = ("limit", "integer", false, "How many hits at most (1 to 50)");

/// All tools.
pub(super) const TOOLS: [Tool; 5] = [
    Tool {
        name: "who_said",
        title: "Who said this?",
        description: "Looks words up: who said them, verbatim or nearly so, in which article and paragraph. With a speaker, \
                      whether that person said them. Use it before repeating a quotation.",
        arguments: &[("phrase", "string", true, "The words, exact or as remembered"), SPEAKER, LIMIT],
        run: who_said,
    },
    Tool {
        name: "search_quotes",
        title: "Search quotations",
        description: "Finds what was said, by words, speaker, topic, publisher and date. The query knows \"phrases\", -without, \
                      OR, begin* and field:value; it may be empty if there is a filter.",
        arguments: &[
            ("query", "string", false, "Words, \"phrases\", -without, OR, begin*, field:value"),
            SPEAKER,
            ("topic", "string", false, "Only quotations about this topic"),
            ("publisher", "string", false, "Only from this newspaper, agency or site"),
            ("since", "string", false, "Only articles from this day, month or year on (2024-05-12, 2024-05, 2024)"),
            ("until", "string", false, "Only articles up to the end of this day, month or year"),
            ("sort", "string", false, "relevance (usual), newest or oldest"),
            LIMIT,
        ],
        run: search_quotes,
    },
    Tool {
        name: "show_quote",
        title: "Show a quotation in its article",
        description: "One quotation by its id: the text of its article, who said it and why quotedex thinks so, and a link to \
                      the exact words.",
        arguments: &[("id", "string", true, "The id of a quotation, as the other tools give it")],
        run: show_quote,
    },
    Tool {
        name: "speaker",
        title: "Who is this speaker?",
        description: "Speakers of the index by name: other names, roles as articles give them, how many quotations, first and \
                      last day.",
        arguments: &[("name", "string", true, "A name in any form, part of one, or an id"), LIMIT],
        run: speaker,
    },
    Tool {
        name: "verify_text",
        title: "Verify the quotations of a text",
        description: "Checks every quotation in quotation marks of a text: verbatim, altered (with the words that differ), said \
                      by somebody else, denied, only reported, or not found.",
        arguments: &[("text", "string", true, "The text, with its quotations in quotation marks")],
        run: verify_text,
    },
];

impl Tool {
    /// Answers a call.
    pub(super) fn call(&self, context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
        arguments.only(&self.arguments.iter().map(|one| one.0).collect::<Vec<_>>())?;
        (self.run)(context, arguments)
    }

    /// The JSON Schema of the arguments.
    pub(super) fn schema(&self) -> Map<String, Value> {
        let property = |&(name, kind, _, description): &(&str, &str, bool, &str)| {
            (name.to_owned(), json!({ "type": kind, "description": description }))
        };
        let properties: Map<String, Value> = self.arguments.iter().map(property).collect();
        let required: Vec<&str> = self.arguments.iter().filter(|one| one.2).map(|one| one.0).collect();
        let mut schema = Map::new();
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), properties.into());
        schema.insert("required".into(), required.into());
        schema.insert("additionalProperties".into(), false.into());
        schema
    }
}

fn who_said(context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
    let phrase = arguments.required("phrase")?;
    let filters = Filters { speaker: arguments.text("speaker")?, ..Filters::default() };
    let answer = context.index()?.who_or_nearest(&phrase, &filters, arguments.limit(5)?)?;
    json_of(|out| output::who(out, &answer, Format::Json, PLAIN))
}

fn search_quotes(context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
    let sort = match arguments.text("sort")?.as_deref() {
        None | Some("relevance") => Sort::Relevance,
        Some("newest") => Sort::Newest,
        Some("oldest") => Sort::Oldest,
        Some(other) => return Err(CliError::new(format!("`sort` cannot be {other}"), "relevance, newest or oldest")),
    };
    let filters = Filters {
        speaker: arguments.text("speaker")?,
        topic: arguments.text("topic")?,
        publisher: arguments.text("publisher")?,
        since: arguments.first_day("since")?,
        until: arguments.last_day("until")?,
        ..Filters::default()
    };
    let query = arguments.text("query")?.unwrap_or_default();
    if query.is_empty() && filters == Filters::default() {
        return Err(CliError::new(
            "there is neither a query nor a filter",
            "give `query`, `speaker` or another filter",
        ));
    }
    let search = Search { query, filters, sort, limit: arguments.limit(10)?, offset: 0 };
    let answer = context.index()?.search(&search).map_err(|error| CliError::in_query(&search.query, &error))?;
    json_of(|out| output::search(out, &answer, Format::Json, PLAIN))
}

fn show_quote(context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
    let id = arguments.required("id")?;
    let shown = context.index()?.show(&id)?;
    let shown = shown.ok_or_else(|| {
        CliError::new(format!("no quotation in this index has the id {id}"), "who_said and search_quotes give ids")
    })?;
    json_of(|out| output::show(out, &shown, Format::Json, PLAIN))
}

fn speaker(context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
    let name = arguments.required("name")?;
    let (rows, total, suggestions) = context.index()?.speakers(Some(&name), arguments.limit(10)?, 0)?;
    if total == 0 {
        return Err(CliError::no_such_speaker(&name, &suggestions));
    }
    json_of(|out| output::speakers(out, &rows, total, Format::Json, PLAIN))
}

fn verify_text(context: &mut Context, arguments: &Arguments) -> Result<Value, CliError> {
    let text = arguments.required("text")?;
    let checked = check_text(context, &Article::new("text", text))?;
    json_of(|out| output::verification(out, &checked, Format::Json, PLAIN))
}

const PLAIN: TextStyle = TextStyle::plain();

/// What is written, as a value.
fn json_of(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> Result<Value, CliError> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes).map_err(std::io::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_has_a_schema() {
        for tool in &TOOLS {
            let schema = Value::from(tool.schema());
            let properties = schema["properties"].as_object().unwrap();
            assert!(!properties.is_empty(), "{}", tool.name);
            for required in schema["required"].as_array().unwrap() {
                assert!(properties.contains_key(required.as_str().unwrap()), "{}", tool.name);
            }
        }
    }
}
