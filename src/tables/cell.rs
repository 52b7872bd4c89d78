//! One value of a row.

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::quote::{MachineAnswer, SpeakerCandidate};

/// A value; which of them a column has is its [`ColumnType`](super::ColumnType). It serializes as what JSON has for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f32),
    /// True or false.
    Flag(bool),
    /// A day.
    Day(Date),
    /// A list of texts.
    Texts(&'a [String]),
    /// A list of spans, in code points.
    Spans(Vec<[i32; 2]>),
    /// The most likely speakers.
    Candidates(&'a [SpeakerCandidate]),
    /// What the program found before it was corrected.
    Machine(&'a MachineAnswer),
}

impl<'a> Cell<'a> {
    /// A text that may be missing.
    pub(super) fn maybe_text(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Cell::Null, Cell::Text)
    }

    /// A day that may be missing.
    pub(super) fn maybe_day(day: Option<Date>) -> Self {
        day.map_or(Cell::Null, Cell::Day)
    }

    /// A count.
    pub(super) fn count(count: usize) -> Self {
        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// About how many bytes it takes in memory.
    pub fn size(&self) -> usize {
        match self {
            Cell::Text(text) => text.len(),
            Cell::Texts(texts) => texts.iter().map(|text| text.len() + 8).sum(),
            Cell::Spans(spans) => 8 * spans.len(),
            Cell::Candidates(candidates) => {
                candidates.iter().map(|one| one.name.as_deref().unwrap_or_default().len() + 8).sum()
            }
            _ => 8,
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Null => to.serialize_none(),
            Cell::Text(text) => to.serialize_str(text),
            Cell::Integer(number) => to.serialize_i64(*number),
            Cell::Number(number) => to.serialize_f32(*number),
            Cell::Flag(flag) => to.serialize_bool(*flag),
            Cell::Day(day) => to.collect_str(day),
            Cell::Texts(texts) => to.collect_seq(*texts),
            Cell::Spans(spans) => to.collect_seq(spans),
            Cell::Candidates(candidates) => {
                let mut list = to.serialize_seq(Some(candidates.len()))?;
                for candidate in *candidates {
                    list.serialize_element(&CandidateObject(candidate))?;
                }
                list.end()
            }
            Cell::Machine(machine) => {
                let mut object = to.serialize_map(Some(3))?;
                object.serialize_entry("speaker", &machine.speaker)?;
                object.serialize_entry("polarity", machine.polarity.name())?;
                object.serialize_entry("confidence", &machine.confidence)?;
                object.end()
            }
        }
    }
}

struct CandidateObject<'a>(&'a SpeakerCandidate);

impl Serialize for CandidateObject<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(2))?;
        object.serialize_entry("name", &self.0.name)?;
        object.serialize_entry("probability", &self.0.probability)?;
        object.end()
    }
}
