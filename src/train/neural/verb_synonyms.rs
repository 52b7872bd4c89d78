//! Interchangeable reporting verbs, by form.

use super::splitmix::SplitMix;

/// Verbs with a clause or a quotation and no addressee: `said`, `says`, `saying`, `say`. The first of a row is by far
/// the most common.
const PAST: &str = "said said stated explained noted added insisted argued claimed warned remarked declared stressed \
                    maintained asserted admitted acknowledged recalled replied commented observed confirmed conceded \
                    reiterated contended emphasised emphasized cautioned joked quipped lamented alleged countered";
const PRESENT: &str = "says says states explains notes adds insists argues claims warns remarks declares stresses maintains \
                       asserts admits acknowledges recalls replies observes confirms concedes contends cautions jokes alleges";
const PARTICIPLE: &str = "saying saying stating explaining noting adding insisting arguing claiming warning remarking declaring \
                          stressing maintaining asserting admitting acknowledging recalling replying confirming alleging";
const PLAIN: &str = "say say state explain note add insist argue claim warn declare stress maintain assert admit acknowledge \
                     recall confirm concede contend allege";

/// Verbs with an addressee and an infinitive.
const ASKED: &str = "urged asked told ordered advised instructed encouraged begged";

/// A verb that can replace the cue `verb`, perhaps the same one; `None` for other cues.
pub fn other_verb(verb: &str, random: &mut SplitMix) -> Option<&'static str> {
    let holds = |row: &&str| row.split_whitespace().any(|other| other == verb);
    let row = [PAST, PRESENT, PARTICIPLE, PLAIN, ASKED].into_iter().find(holds)?;
    // "asked" and "told" take other objects besides an infinitive, so they are not replaced.
    if matches!(verb, "asked" | "told") {
        return None;
    }
    let verbs: Vec<&str> = row.split_whitespace().collect();
    verbs.get(random.below(verbs.len())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_keeps_its_form() {
        let mut random = SplitMix::new(1);
        for _ in 0..50 {
            assert!(other_verb("insists", &mut random).unwrap().ends_with('s'));
            assert!(other_verb("adding", &mut random).unwrap().ends_with("ing"));
        }
        assert_eq!(other_verb("according to", &mut random), None);
        assert_eq!(other_verb("told", &mut random), None);
    }
}
