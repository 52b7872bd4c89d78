//! Facts about an attribution that many features use, computed once.

use super::cue_names::CueNames;

/// An entity named in a content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub entity: usize,
    /// Whether the name is in quotation marks.
    pub quoted: bool,
    /// Whether the content begins with it.
    pub begins: bool,
}

/// Facts about an instance.
#[derive(Clone, Debug, Default)]
pub(super) struct InstanceFacts {
    /// The attribution that has this one in its content.
    pub enclosing: Option<usize>,
    /// The descriptive words of the source, folded.
    pub description: Vec<String>,
    /// The same words without a plural "s".
    pub stems: Vec<String>,
    /// Earlier sentences with the noun of the source, the last one first.
    pub noun_sentences: Vec<usize>,
    /// Names right after the cue, outside of the source: addressees.
    pub addressees: std::ops::Range<usize>,
    /// The entities named in the content, outside of the source.
    pub named: Vec<Named>,
    /// Number of persons named before whose gender fits.
    pub fitting: usize,
    /// Number of "she", "he", and "I" or "we" in the content.
    pub pronouns: [usize; 3],
    /// Whether the previous quotation was left open.
    pub left_open: bool,
    /// The entities named next to the cue and after the source.
    pub cue_names: CueNames,
}

#[cfg(test)]
mod tests {
    use super::super::super::article::ArticleContext;
    use super::super::super::marked::{last_rows, with_marked};
    use super::super::shared::facts;
    use super::*;

    /// The facts about the last attribution.
    fn with_facts<T>(marked: &str, read: impl FnOnce(&ArticleContext, InstanceFacts) -> T) -> T {
        with_marked(marked, |article| {
            let (rows, _) = last_rows(article);
            read(article, facts(article, article.instances.len() - 1, &rows.candidates, &rows.states))
        })
    }

    #[test]
    fn a_description_gives_words_and_the_sentences_with_its_noun() {
        let before = "Two nurses called. It rained. The nurses waited.";
        let of = |source: &str| {
            with_facts(&format!("{before} {{{source}}} said [it pours]."), |_, facts| {
                (facts.description.join(" "), facts.stems.join(" "), facts.noun_sentences)
            })
        };
        let described = ("tall nurses leeds".to_owned(), "tall nurse leed".to_owned(), vec![2, 0]);
        assert_eq!(of("The tall nurses of Leeds, friends of us,"), described);
        assert_eq!(of("They"), (String::new(), String::new(), Vec::new()));
        assert_eq!(of("Bob Ray").2, Vec::<usize>::new());
    }

    #[test]
    fn a_name_right_after_the_cue_is_addressed() {
        for (text, expected) in [
            ("{Bob Ray} told Ann Lee [it rains].", Some("Ann Lee")),
            ("{Bob Ray} told [Ann Lee waited].", None),
            ("{Bob Ray} told the crew of Ann Lee [it rains].", None),
            ("[It rains], {Bob Ray} said.", None),
        ] {
            let addressee = with_facts(text, |article, facts| {
                let entity = |name: usize| &article.entities.all[article.entities.of_name[name]].name;
                facts.addressees.map(|name| entity(name).clone()).next()
            });
            assert_eq!(addressee.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_content_has_names_and_pronouns() {
        let text = "{Bob Ray} said [Ann Lee left “Acme Bank” when she told him we pay].";
        with_facts(text, |article, facts| {
            let name = |one: &Named| article.entities.all[one.entity].name.clone();
            let named: Vec<_> = facts.named.iter().map(|one| (name(one), one.quoted, one.begins)).collect();
            assert_eq!(named, [("Ann Lee".to_owned(), false, true), ("Acme Bank".to_owned(), true, false)]);
            assert_eq!(facts.pronouns, [1, 1, 1]);
        });
    }

    #[test]
    fn what_is_around_an_attribution_is_known() {
        let fitting = |source: &str| {
            with_facts(&format!("Ann Lee met Bob Ray at Velbo. {{{source}}} said [it rains]."), |_, facts| {
                facts.fitting
            })
        };
        assert_eq!([fitting("She"), fitting("He"), fitting("They")], [1, 1, 2]);
        let enclosing = |text: &str| with_facts(text, |_, facts| facts.enclosing);
        assert_eq!(enclosing("{Ann Lee} said [{he} said [it rains]]."), Some(0));
        assert_eq!(enclosing("{Ann Lee} said [it rains]. {He} said [it pours]."), None);
        let left_open = |text: &str| with_facts(text, |_, facts| facts.left_open);
        assert!(left_open("{Ann Lee} said, [“It rains.]\n\n{}[“It pours.”]"));
        assert!(!left_open("{Ann Lee} said, [“It rains.”]\n\n{}[“It pours.”]"));
    }
}
