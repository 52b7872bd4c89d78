//! What a name refers to: a person, an organisation or a place.

/// The type of a named entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityType {
    /// A human being, certainly or probably.
    Person,
    /// An organisation.
    Organisation,
    /// A place or a people; as a source it speaks like an organisation.
    Place,
    /// Capitalised words without evidence for any type; the recogniser never gives it.
    Unclear,
}

impl EntityType {
    /// The types that the recogniser gives, in the order of their labels.
    pub const RECOGNISED: [EntityType; 3] = [EntityType::Person, EntityType::Organisation, EntityType::Place];

    /// Whether it may be a human being.
    pub(super) fn may_be_person(self) -> bool {
        matches!(self, EntityType::Person | EntityType::Unclear)
    }
}

#[cfg(test)]
mod tests {
    use super::EntityType::{Organisation, Person, Place, Unclear};
    use super::*;

    #[test]
    fn persons_and_unclear_names_may_be_human_beings() {
        assert_eq!([Person, Unclear, Organisation, Place].map(EntityType::may_be_person), [true, true, false, false]);
    }

    #[test]
    fn recognised_types_are_in_the_order_of_their_labels() {
        assert_eq!(EntityType::RECOGNISED.map(|entity_type| entity_type.label(true)), [1, 3, 5]);
        assert!(!EntityType::RECOGNISED.contains(&Unclear));
    }
}
