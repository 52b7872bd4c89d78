//! Sources that begin with a frame, which shows, quotes or imagines the speaker: "A fake letter has Bo Lind declaring".

use std::ops::Range;

use super::complete_source_name::is_name;
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::Document;

/// "A fake letter has Bo Lind declaring".
pub(super) static FRAME: Rule = Rule {
    id: "frame-in-source",
    sentence: "A frame that shows, quotes or imagines a speaker is no part of the source.",
    apply: |document, links| {
        for link in links {
            let Some(framed) = link.source.as_ref().and_then(|source| framed(document, source)) else { continue };
            link.source = Some(framed);
        }
    },
    examples: &[
        (
            "[S A fake letter has Bo Lind] [C declaring]: [W “It rains.”]",
            "A fake letter has [S Bo Lind] [C declaring]: [W “It rains.”]",
        ),
        ("[S Suppose Bo Lind] had [C said]: [W “It rains.”]", "Suppose [S Bo Lind] had [C said]: [W “It rains.”]"),
    ],
    counterexamples: &[
        "[S The paper that Bo Lind reads] [C said] [W it rains].",
        "[S The House] [C said] [W it rains].",
    ],
};

/// The name at the end of `source`, after the verb of the frame.
fn framed(document: &Document, source: &Range<usize>) -> Option<Range<usize>> {
    let leads = |&token: &usize| {
        matches!(
            document.lower(token),
            "has"
                | "had"
                | "shows"
                | "showed"
                | "showing"
                | "quoted"
                | "quotes"
                | "quoting"
                | "depicts"
                | "imagine"
                | "suppose"
                | "supposing"
                | "imagining"
        )
    };
    let verb = source.clone().rev().find(leads)?;
    let name = verb + 1..source.end;
    let thing = |token: usize| document.is_on(List::MediaNouns, token) || document.is_on(List::DocumentNouns, token);
    let supposes = matches!(document.lower(verb), "imagine" | "suppose" | "supposing" | "imagining");
    let frame = verb == source.start || supposes || (source.start..verb).any(thing);
    (frame && !name.is_empty() && name.clone().all(|token| is_name(document, token))).then_some(name)
}
