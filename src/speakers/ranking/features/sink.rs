//! Receivers of features: a row of values, or a list of names.

/// Receives features one by one.
pub(in super::super) trait FeatureSink {
    /// Receives the next feature and its name.
    fn put(&mut self, name: &'static str, value: f32);

    /// The same for a condition.
    fn flag(&mut self, name: &'static str, holds: bool) {
        self.put(name, f32::from(u8::from(holds)));
    }

    /// The same for a count, capped at `most`.
    fn count(&mut self, name: &'static str, number: usize, most: usize) {
        self.put(name, number.min(most) as f32);
    }

    /// The same for a distance, capped at `most`; a missing one is `most` plus ten.
    fn distance(&mut self, name: &'static str, number: Option<usize>, most: usize) {
        self.put(name, number.map_or(most + 10, |number| number.min(most)) as f32);
    }
}

/// Writes feature values to a row.
pub(in super::super) struct RowWriter<'r> {
    row: &'r mut [f32],
    at: usize,
}

impl<'r> RowWriter<'r> {
    pub fn new(row: &'r mut [f32]) -> Self {
        Self { row, at: 0 }
    }
}

impl FeatureSink for RowWriter<'_> {
    fn put(&mut self, _: &'static str, value: f32) {
        if let Some(number) = self.row.get_mut(self.at) {
            *number = value;
        }
        self.at += 1;
    }
}

impl FeatureSink for Vec<f32> {
    fn put(&mut self, _: &'static str, value: f32) {
        self.push(value);
    }
}

/// Collects the names of features, in order.
#[derive(Default)]
pub(in super::super) struct FeatureNames(pub Vec<&'static str>);

impl FeatureSink for FeatureNames {
    fn put(&mut self, name: &'static str, _: f32) {
        self.0.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(out: &mut impl FeatureSink) {
        out.put("value", 0.5);
        out.flag("yes", true);
        out.flag("no", false);
        out.count("few", 3, 5);
        out.count("many", 9, 5);
        out.distance("near", Some(3), 20);
        out.distance("far", Some(99), 20);
        out.distance("missing", None, 20);
    }

    #[test]
    fn every_receiver_gets_the_same_features_in_order() {
        let expected = [0.5, 1.0, 0.0, 3.0, 5.0, 3.0, 20.0, 30.0];
        let mut values: Vec<f32> = Vec::new();
        write(&mut values);
        assert_eq!(values, expected);
        let mut row = [7.0; 9];
        write(&mut RowWriter::new(&mut row));
        assert_eq!((&row[..8], row[8]), (&expected[..], 7.0));
        // What does not fit is dropped.
        let mut short = [7.0; 2];
        write(&mut RowWriter::new(&mut short));
        assert_eq!(short, expected[..2]);
        let mut names = FeatureNames::default();
        write(&mut names);
        assert_eq!(names.0, ["value", "yes", "no", "few", "many", "near", "far", "missing"]);
    }
}
