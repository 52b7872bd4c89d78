//! Initials as labels of an interview: "LHM:" is Leila Haddad-Moreau.

use super::entity::Entity;
use super::name::Name;
use super::name_words::is_acronym;
use crate::text::Document;

/// Maximum length of a label, in code points.
const MAX_LETTERS: usize = 4;

/// The only person among `all` with the initials `name`, if that is a label at the beginning of a paragraph.
pub(super) fn person_by_initials(document: &Document, name: &Name, all: &[Entity]) -> Option<usize> {
    let start = name.start();
    let label = document.word(start);
    let begins = document.paragraphs[document.paragraph_of(start)].start == start;
    let labels = name.tokens.len() == 1 && begins && document.word(start + 1) == ":";
    if !labels || !is_acronym(label) || label.chars().count() > MAX_LETTERS {
        return None;
    }
    let mut people = all.iter().enumerate().filter(|(_, one)| has_initials(one, label)).map(|(number, _)| number);
    let only = people.next()?;
    people.next().is_none().then_some(only)
}

/// Whether `letters` are the first letters of all words of a person's name, with or without those after a hyphen, or of
/// the first and the last.
fn has_initials(entity: &Entity, letters: &str) -> bool {
    let initials = |divides: fn(char) -> bool| -> String {
        entity.name.split(divides).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
    };
    let letters: String = letters.chars().filter(|letter| letter.is_alphabetic()).collect();
    let words = initials(char::is_whitespace);
    let ends: String = words.chars().next().into_iter().chain(words.chars().next_back()).collect();
    let all = [initials(|c| c.is_whitespace() || c == '-'), words, ends];
    entity.may_be_person() && entity.words.len() > 1 && all.contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::super::entities::Entities;
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use crate::text::Document;

    #[test]
    fn a_label_of_initials_is_the_person_named_in_full() {
        let speaker = |label: &str, other: &str| {
            let text = format!("Ann Berg-Lee met {other} in Leeds.\n{label}: It rains, and it will not stop today.");
            let document = Document::new(&text);
            let names = find_names(&document, &Recogniser::shipped().unwrap());
            let entities = Entities::new(&document, &names);
            let label = names.iter().position(|name| document.word(name.tokens.start) == label);
            label.map(|label| entities.all[entities.of_name[label]].name.clone())
        };
        assert_eq!(speaker("ABL", "Bo Lind").as_deref(), Some("Ann Berg-Lee"));
        assert_eq!(speaker("BL", "Bo Lind").as_deref(), Some("Bo Lind"));
        assert_ne!(speaker("BL", "Bo Lind and Bob Lowe").as_deref(), Some("Bo Lind"));
        assert_ne!(speaker("XY", "Bo Lind").as_deref(), Some("Bo Lind"));
    }
}
