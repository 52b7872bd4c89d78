//! From the tagger's spans to attributions: the order of the steps.

use super::according::according;
use super::confidence::Signals;
use super::content::{kind_of, snap};
use super::hearsay::look_behind_hearsay;
use super::layout::lay_out;
use super::link::link;
use super::naming::is_naming;
use super::orders::orders;
use super::pieces::part;
use super::ranker::Weights;
use super::record::Attribution;
use super::report::report_of;
use super::second_look::look_again;
use super::uncued::{FoundLink, uncued};
use super::whole_name::end_with_name;
use crate::quote::{Kind, Report};
use crate::tag::Tagged;
use crate::text::Document;

/// The attributions that the spans of `tagged` make, in order of their first content.
pub fn attribute(document: &Document, tagged: &Tagged, weights: &Weights) -> Vec<Attribution> {
    let spans = &lay_out(document, tagged.spans.clone());
    let mut links = link(document, spans, weights);
    links.extend(orders(document, spans, &links));
    according(document, spans, &mut links);
    links.sort_by_key(|link| link.contents.first().map_or(0, |content| content.start));
    links.retain(|link| !is_naming(document, link));
    for link in &mut links {
        look_behind_hearsay(document, link);
        look_again(document, tagged, link);
        end_with_name(document, link);
    }
    let mut links = part(document, links);
    links.sort_by_key(|link| link.contents.first().map_or(0, |content| content.start));
    let mut attributions: Vec<Attribution> =
        uncued(document, spans, links).into_iter().map(|found| attribution(document, found)).collect();
    attributions.sort_by_key(|attribution| attribution.content.first().map_or(0, |piece| piece.start()));
    attributions
}

fn attribution(document: &Document, found: FoundLink) -> Attribution {
    let FoundLink { link, found } = found;
    let content: Vec<_> = link.contents.iter().map(|tokens| snap(document, tokens.clone())).collect();
    let kind = kind_of(document, &content);
    let words = link.cue.clone().unwrap_or(0..0).map(|token| document.word(token));
    let report = if kind == Kind::Indirect { report_of(words) } else { Report::Statement };
    let [content_certainty, cue, source, joined] = link.certainty;
    let (has_source, has_cue) = (link.source.is_some(), link.cue.is_some());
    let signals = Signals { content: content_certainty, cue, source, joined, kind, report, has_source, has_cue };
    let confidence = signals.probability();
    Attribution { content, source: link.source, cue: link.cue, kind, report, found, confidence }
}
