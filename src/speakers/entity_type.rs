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
