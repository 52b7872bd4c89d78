//! From the tagger's spans to attributions: the sequence of steps.

use super::according::according;
use super::attribution_type::attribution_type_of;
use super::beside_content::exclude_source;
use super::complete_source_name::complete_source_name;
use super::confidence::Signals;
use super::content::{kind_of, snap};
use super::directives::directives;
use super::hearsay::resolve_hearsay;
use super::introduced::ends_in_colon;
use super::layout::{outside_layout, without_overlaps};
use super::link::{Link, link};
use super::non_quotations::is_name_in_quotes;
use super::polarity::{Claims, decide, is_plainly_saying};
use super::ranker::Weights;
use super::record::Attribution;
use super::recover_source::recover_missing_source;
use super::rules::{LAYOUT, LINKS, Rules};
use super::uncued::{LinkWithPattern, resolve_uncued};
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity};
use crate::tag::Tagged;
use crate::text::Document;

/// The attributions in `tagged`, in order of their first content, by all rules.
pub fn attribute(document: &Document, tagged: &Tagged, weights: &Weights) -> Vec<Attribution> {
    attribute_with_rules(&Rules::default(), document, tagged, weights)
}

/// The same with these rules.
pub fn attribute_with_rules(
    rules: &Rules,
    document: &Document,
    tagged: &Tagged,
    weights: &Weights,
) -> Vec<Attribution> {
    let mut laid_out = Vec::new();
    rules.apply(&LAYOUT, document, &mut laid_out);
    let laid_out = without_overlaps(laid_out);
    let spans = &outside_layout(&laid_out, tagged.spans.clone());
    let mut links = link(document, spans, weights);
    links.extend(directives(document, spans, &links));
    according(document, spans, &mut links);
    links.extend(laid_out.into_iter().filter(|link| !link.contents.is_empty()));
    sort(&mut links);
    links.retain(|link| !is_name_in_quotes(document, link));
    for link in &mut links {
        resolve_hearsay(document, link);
        recover_missing_source(document, tagged, link);
        complete_source_name(document, link);
    }
    rules.apply(&LINKS, document, &mut links);
    links.iter_mut().for_each(|link| exclude_source(document, link));
    links.retain(|link| !link.contents.is_empty());
    sort(&mut links);
    let claims = Claims::of(document);
    let mut attributions: Vec<Attribution> = resolve_uncued(document, spans, links)
        .into_iter()
        .map(|found| attribution(rules, document, &claims, found))
        .collect();
    attributions.sort_by_key(|attribution| attribution.content.first().map_or(0, |piece| piece.start()));
    attributions
}

fn sort(links: &mut [Link]) {
    links.sort_by_key(|link| link.contents.first().map_or(0, |content| content.start));
}

fn attribution(rules: &Rules, document: &Document, claims: &Claims, found: LinkWithPattern) -> Attribution {
    let LinkWithPattern { link, found } = found;
    let content: Vec<_> = link.contents.iter().map(|tokens| snap(document, tokens.clone())).collect();
    let verbatim = found == AttributionPattern::Transcript || is_set_off(document, &link);
    let kind = if verbatim { Kind::Direct } else { kind_of(document, &content) };
    let (polarity, ground) = decide(rules, document, claims, &link);
    let words = link.cue.clone().unwrap_or(0..0).map(|token| document.word(token));
    let says = link.cue.clone().is_some_and(|mut cue| cue.any(|token| is_plainly_saying(document.lower(token))));
    let is_statement = kind != Kind::Indirect || polarity == Polarity::Denied || polarity != Polarity::Affirmed && says;
    let report = if is_statement { AttributionType::Statement } else { attribution_type_of(words) };
    let (has_source, has_cue) = (link.source.is_some(), link.cue.is_some());
    let signals = Signals { scores: link.scores, kind, report, has_source, has_cue };
    let confidence = signals.probability();
    Attribution { content, source: link.source, cue: link.cue, kind, report, polarity, ground, found, confidence }
}

/// Whether the content is a paragraph of its own after a reporting clause that ends in a colon. Such content is
/// verbatim even without quotation marks.
fn is_set_off(document: &Document, link: &Link) -> bool {
    let Some(first) = link.contents.first() else { return false };
    let paragraph = document.paragraph_of(first.start);
    let begins = first.start - document.paragraphs[paragraph].start <= 1;
    let above = link.cue.as_ref().is_some_and(|cue| document.paragraph_of(cue.start) + 1 == paragraph);
    begins && above && ends_in_colon(document, paragraph)
}
