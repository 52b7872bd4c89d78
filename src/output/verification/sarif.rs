//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>): what editors and code scanning show.

use serde::Serialize;

use super::report::CheckedQuotation;
use crate::output::link::percent_encoded;
use crate::query::DraftVerdict;

#[derive(Serialize)]
pub(super) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// The quotations that are not verbatim.
pub(super) fn log(quotations: &[CheckedQuotation]) -> Log {
    let rules = DraftVerdict::ALL.into_iter().skip(2).map(rule).collect();
    let driver = Driver { name: "quotedex", version: env!("CARGO_PKG_VERSION"), rules };
    let results = quotations.iter().filter_map(result).collect();
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    }
}

fn rule(verdict: DraftVerdict) -> Rule {
    let text = match verdict {
        DraftVerdict::Verbatim => "The words are verbatim.",
        DraftVerdict::Agreed => "The speaker did not say it, as the draft says.",
        DraftVerdict::Cut => "What governs the words in their sentence is left out.",
        DraftVerdict::Unchecked => "Words in quotation marks that the draft gives to nobody.",
        DraftVerdict::Altered => "The speaker said it in other words.",
        DraftVerdict::Reported => "The speaker is reported as saying so, not quoted.",
        DraftVerdict::Unattributed => "The words are quoted, but it is not certain by whom.",
        DraftVerdict::SomebodyElse => "Somebody else said it.",
        DraftVerdict::Disputed => "Articles contradict one another.",
        DraftVerdict::Denied => "The speaker denied it.",
        DraftVerdict::NotSaid => "An article says that the speaker did not say it.",
        DraftVerdict::NotFound => "Nobody said it, as far as the index knows.",
    };
    Rule { id: verdict.name(), short_description: Message { text: text.to_owned() } }
}

fn result(checked: &CheckedQuotation) -> Option<SarifResult> {
    let problem = checked.problem()?;
    let verdict = checked.verified.verdict;
    let level = match verdict {
        DraftVerdict::SomebodyElse | DraftVerdict::Denied | DraftVerdict::NotSaid => "error",
        DraftVerdict::Unchecked => "note",
        _ => "warning",
    };
    let source = checked.source().map_or(String::new(), |source| format!(" Source: {source}."));
    let text = format!("{}: {problem}.{source}", checked.verified.quotation.shown());
    // Braces name arguments, brackets links.
    let text = text.replace('{', "{{").replace('}', "}}").replace('[', "\\[").replace(']', "\\]");
    let region = checked.place.line.map(|(start_line, start_column)| Region { start_line, start_column });
    let file = if checked.place.is_stdin() { "stdin" } else { &checked.place.file };
    let artifact_location = ArtifactLocation { uri: uri(file) };
    let physical_location = PhysicalLocation { artifact_location, region };
    Some(SarifResult {
        rule_id: verdict.name(),
        level,
        message: Message { text },
        locations: [Location { physical_location }],
    })
}

/// A path as a relative or absolute URI.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let scheme = match () {
        () if drive => "file:///",
        () if path.starts_with('/') => "file://",
        () => "",
    };
    scheme.to_owned() + &percent_encoded(path, if drive { "/:" } else { "/" })
}

#[cfg(test)]
mod tests {
    use super::super::sample::checked;
    use super::*;

    #[test]
    fn every_result_has_its_rule_and_its_place() {
        let all: Vec<CheckedQuotation> = DraftVerdict::ALL.into_iter().map(checked).collect();
        let log = serde_json::to_value(log(&all)).unwrap();
        let run = &log["runs"][0];
        let rules: Vec<&str> =
            run["tool"]["driver"]["rules"].as_array().unwrap().iter().filter_map(|rule| rule["id"].as_str()).collect();
        let results = run["results"].as_array().unwrap();
        assert_eq!((rules.len(), results.len()), (10, 10), "all but verbatim and agreed");
        for result in results {
            assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "my%20draft.md");
            assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &14.into()));
        }
    }
}
