//! Features about the form of a candidate's name, and about names next to the cue and after the source.
//!
//! They do not depend on where the tagger lets a source begin and end: "[the firm’s senior] vice-president Bo Lind said"
//! has its name right before the cue, wherever its source ends.

use super::super::candidate::Referent;
use super::super::name_form::NameForm;
use super::sink::FeatureSink;
use super::view::InstanceView;

impl InstanceView<'_> {
    pub(super) fn adjacent(&self, at: usize, out: &mut impl FeatureSink) {
        let entity = match self.candidates[at].referent {
            Referent::Entity(entity) => Some(entity),
            _ => None,
        };
        let is = |other: Option<usize>| entity.is_some() && entity == other;
        let form = entity.map_or(NameForm::default(), |entity| self.article.forms[entity]);
        out.flag("adjacent.before_cue", is(self.facts.cue_names.before_cue));
        out.flag("adjacent.behind_cue", is(self.facts.cue_names.behind_cue));
        out.flag("adjacent.behind_source", is(self.facts.cue_names.behind_source));
        out.flag("form.capitals", form.capitals);
        out.flag("form.acronym", form.acronym);
        out.put("form.lowered", form.lowered);
        out.put("form.common", form.common);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn the_form_of_a_name_is_a_feature() {
        let text = "The bank waited. Acme Bank closed. {Bob Ray} answered Ann Lee [it rains].";
        assert_features(text, "Acme Bank", &[("form.lowered", 0.5), ("adjacent.behind_cue", 0.0)]);
        assert_features(text, "Ann Lee", &[("form.lowered", 0.0), ("adjacent.behind_cue", 1.0)]);
        assert_features(text, "", &[("form.lowered", 0.0), ("adjacent.behind_cue", 0.0)]);
    }
}
