//! Searches as watches keep them, and back.

use crate::index::WatchedSearch;
use crate::query::{Filters, Search, Sort};
use crate::quote::{Kind, Polarity};

/// The search as it is stored.
pub(super) fn watched(search: &Search) -> WatchedSearch {
    let Filters { speaker, topic, publisher, title, kinds, polarities, since, until, min_confidence, attitudes } =
        search.filters.clone();
    WatchedSearch {
        query: search.query.clone(),
        speaker,
        topic,
        publisher,
        title,
        kinds: kinds.into_iter().map(|kind| kind.name().to_owned()).collect(),
        polarities: polarities.into_iter().map(|polarity| polarity.name().to_owned()).collect(),
        since,
        until,
        min_confidence,
        attitudes,
    }
}

/// The search that is stored.
pub(super) fn search_of(watched: &WatchedSearch) -> Search {
    let WatchedSearch {
        query,
        speaker,
        topic,
        publisher,
        title,
        kinds,
        polarities,
        since,
        until,
        min_confidence,
        attitudes,
    } = watched.clone();
    let filters = Filters {
        speaker,
        topic,
        publisher,
        title,
        kinds: Kind::ALL.into_iter().filter(|kind| kinds.iter().any(|name| name == kind.name())).collect(),
        polarities: Polarity::ALL
            .into_iter()
            .filter(|polarity| polarities.iter().any(|name| name == polarity.name()))
            .collect(),
        since,
        until,
        min_confidence,
        attitudes,
    };
    Search { query, filters, sort: Sort::Oldest, limit: usize::MAX, offset: 0 }
}

/// The search as it could be typed.
pub(super) fn as_typed(watched: &WatchedSearch) -> String {
    let option = |name: &str, value: Option<String>| value.map(|value| format!("--{name} {}", quoted(&value)));
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(","));
    let parts = [
        (!watched.query.is_empty()).then(|| watched.query.clone()),
        option("speaker", watched.speaker.clone()),
        option("topic", watched.topic.clone()),
        option("publisher", watched.publisher.clone()),
        option("title", watched.title.clone()),
        option("kind", list(&watched.kinds)),
        option("polarity", list(&watched.polarities)),
        option("since", watched.since.map(|day| day.to_string())),
        option("until", watched.until.map(|day| day.to_string())),
        option("min-confidence", (watched.min_confidence > 0.0).then(|| watched.min_confidence.to_string())),
        watched.attitudes.then(|| "--attitudes".to_owned()),
    ];
    let typed = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if typed.is_empty() { "everything".to_owned() } else { typed }
}

fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_kept_whole() {
        let filters = Filters {
            speaker: Some("Ann Lee".into()),
            kinds: vec![Kind::Direct, Kind::Mixed],
            polarities: vec![Polarity::NotSaid],
            since: Some(jiff::civil::date(2024, 5, 12)),
            min_confidence: 0.5,
            attitudes: true,
            ..Filters::default()
        };
        let search = Search { query: "port".into(), filters, ..Search::default() };
        let kept = watched(&search);
        let back = search_of(&kept);
        assert_eq!((back.query, back.filters), (search.query, search.filters));
        assert_eq!(
            as_typed(&kept),
            "port --speaker \"Ann Lee\" --kind direct,mixed --polarity not_said --since 2024-05-12 --min-confidence 0.5 --attitudes"
        );
        assert_eq!(as_typed(&WatchedSearch::default()), "everything");
    }
}
