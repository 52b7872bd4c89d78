//! Claims whose owner stands beside them: "Bo Lind hit back at Ann Lee’s claim that it was late".

use std::ops::Range;

use super::link::Link;
use super::recover_source::phrase_before;
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::Document;

/// Score of such a source.
const SCORE: f32 = 0.8;

/// "Ann Lee’s claim that".
pub(super) static CLAIM_OF: Rule = Rule {
    id: "claim-of-somebody",
    sentence: "The source of a noun of saying is its owner (“her rival’s claim that”) or the name after “by” or “from”, not the subject of the sentence.",
    apply: |document, links| {
        for link in links {
            if let Some(owner) = owner(document, link) {
                link.set_source(owner, SCORE);
            }
        }
    },
    examples: &[
        (
            "[S Bo Lind] hit back at Ann Lee’s [C claim] [W that it was “late”].",
            "Bo Lind hit back at [S Ann Lee]’s [C claim] [W that it was “late”].",
        ),
        (
            "[S Bo Lind] rejected the minister's [C claim] [W that it was “late”].",
            "Bo Lind rejected [S the minister]'s [C claim] [W that it was “late”].",
        ),
        (
            "[S Bo Lind] responded to [C criticism] from Ann Lee [W that it was “late”].",
            "Bo Lind responded to [C criticism] from [S Ann Lee] [W that it was “late”].",
        ),
    ],
    counterexamples: &[
        "[S Ann Lee] made the [C claim] [W that it was “late”].",
        "[S Ann Lee]’s [C claim] [W that it was “late”] was false.",
        "[S Bo Lind] [C said] Ann Lee’s claim [W was “late”].",
        "[S Ann Lee] repeated today’s [C claim] [W that it was “late”].",
        "[S Ann Lee] made a [C claim] from behind [W that it was “late”].",
    ],
};

/// The owner of the claim that is the cue of `link`, if that has another source.
fn owner(document: &Document, link: &Link) -> Option<Range<usize>> {
    let (cue, source) = (link.cue.as_ref()?, link.source.as_ref()?);
    let noun = cue.clone().next_back().filter(|&noun| document.is_on(List::ClaimNouns, noun))?;
    let content = link.contents.first().filter(|content| content.start > noun)?;
    let sentence = document.sentences[document.sentence_of(noun)].clone();
    let owner = match document.lower(noun + 1) {
        "by" | "from" => name_after(document, noun + 2..content.start)?,
        _ => {
            let possessive = noun.checked_sub(1).filter(|&before| matches!(document.word(before), "’s" | "'s"))?;
            phrase_before(document, sentence.start..possessive)?..possessive
        }
    };
    (owner.end <= source.start || source.end <= owner.start).then_some(owner)
}

/// The capitalised words that `tokens` are.
fn name_after(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let whole = !tokens.is_empty() && tokens.clone().all(|token| document.is_capitalised(token));
    whole.then_some(tokens)
}
