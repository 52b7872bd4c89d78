//! Where the numbers go: into a row, or their names into a list.

/// Takes what the evidence says, number by number.
pub(in super::super) trait Sink {
    /// The next number, and what it is called.
    fn put(&mut self, name: &'static str, value: f32);

    /// The same for what holds or not.
    fn flag(&mut self, name: &'static str, holds: bool) {
        self.put(name, f32::from(u8::from(holds)));
    }

    /// The same for a count, no more than `most`.
    fn count(&mut self, name: &'static str, number: usize, most: usize) {
        self.put(name, number.min(most) as f32);
    }

    /// The same for a distance: where there is none, ten more than `most`.
    fn distance(&mut self, name: &'static str, number: Option<usize>, most: usize) {
        self.put(name, number.map_or(most + 10, |number| number.min(most)) as f32);
    }
}

/// A row that is being filled.
pub(in super::super) struct Filling<'r> {
    row: &'r mut [f32],
    at: usize,
}

impl<'r> Filling<'r> {
    pub fn new(row: &'r mut [f32]) -> Self {
        Self { row, at: 0 }
    }
}

impl Sink for Filling<'_> {
    fn put(&mut self, _: &'static str, value: f32) {
        if let Some(number) = self.row.get_mut(self.at) {
            *number = value;
        }
        self.at += 1;
    }
}

impl Sink for Vec<f32> {
    fn put(&mut self, _: &'static str, value: f32) {
        self.push(value);
    }
}

/// The names of the numbers, in their order.
#[derive(Default)]
pub(in super::super) struct Names(pub Vec<&'static str>);

impl Sink for Names {
    fn put(&mut self, name: &'static str, _: f32) {
        self.0.push(name);
    }
}
