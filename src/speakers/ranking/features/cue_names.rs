//! Which names are next to a cue and after a source, wherever the tagger lets the source begin and end.

use super::super::article::ArticleContext;
use super::super::instance::Instance;

/// The entities named next to a cue and after a source, outside of the content and of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CueNames {
    /// The last one before the cue.
    pub before_cue: Option<usize>,
    /// The first one after the cue.
    pub behind_cue: Option<usize>,
    /// The first one after the source, before a cue that follows.
    pub behind_source: Option<usize>,
}

/// Maximum number of tokens between a cue and a name beside it, and between a source and a name after it.
const MAX_CUE_GAP: usize = 3;
const MAX_SOURCE_GAP: usize = 14;

impl CueNames {
    pub fn new(article: &ArticleContext, instance: &Instance) -> Self {
        let all = &article.mentions.all;
        let free = |name: usize| {
            let mention = &all[name];
            let inside = mention.start < instance.content.end && instance.content.start < mention.end;
            !inside && !instance.names.contains(&name)
        };
        let entity = |name: usize| article.entities.of_name[name];
        let first_behind = |end: usize, gap: usize, before: usize| {
            let name = article.name_from(end);
            let mention = all.get(name).filter(|mention| mention.start >= end)?;
            let near = mention.start <= end + gap && mention.end <= before;
            let here = article.document.sentence_of(end.saturating_sub(1)) == mention.sentence;
            (near && here && free(name)).then(|| entity(name))
        };
        let cue = instance.cue.as_ref();
        let before_cue = cue.and_then(|cue| {
            let name = article.name_from(cue.start).checked_sub(1)?;
            let mention = &all[name];
            let near = mention.end + MAX_CUE_GAP >= cue.start;
            let here = article.document.sentence_of(cue.start) == mention.sentence;
            (near && here && free(name)).then(|| entity(name))
        });
        let behind_source = instance.source.as_ref().and_then(|source| {
            let before = cue.map_or(usize::MAX, |cue| if cue.start >= source.end { cue.start } else { usize::MAX });
            first_behind(source.end, MAX_SOURCE_GAP, before)
        });
        Self {
            before_cue,
            behind_cue: cue.and_then(|cue| first_behind(cue.end, MAX_CUE_GAP, usize::MAX)),
            behind_source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::{entity_named, with_marked};
    use super::*;

    #[test]
    fn names_are_found_next_to_the_cue_and_after_the_source() {
        // The helper takes the word after the source for the cue, so the cue is given here.
        for (text, cue, before_cue, behind_cue, behind_source) in [
            ("{The senior} partner Bob Ray said [it rains in Leeds].", 5, Some("Bob Ray"), None, Some("Bob Ray")),
            ("{The senior} partner, Bob Ray, said [it rains].", 7, Some("Bob Ray"), None, Some("Bob Ray")),
            ("{Bob Ray} told Ann Lee [it rains].", 2, None, Some("Ann Lee"), None),
            ("{Bob Ray} told [Ann Lee it rains].", 2, None, None, None),
            ("Ann Lee waited. {She} said [it rains].", 5, None, None, None),
        ] {
            with_marked(text, |article| {
                let instance = Instance { cue: Some(cue..cue + 1), ..article.instances[0].clone() };
                let entity = |name: Option<&str>| name.map(|name| entity_named(article, name));
                let expected = CueNames {
                    before_cue: entity(before_cue),
                    behind_cue: entity(behind_cue),
                    behind_source: entity(behind_source),
                };
                assert_eq!(CueNames::new(article, &instance), expected, "{text}");
            });
        }
    }
}
