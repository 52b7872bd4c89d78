//! How text looks: colours and width.

use anstyle::{AnsiColor, Style};

/// The widest line that is still easy to read.
const WIDEST: usize = 100;

/// The narrowest width that is laid out for; below it the terminal may wrap as it likes.
const NARROWEST: usize = 30;

/// What the place that text is written to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colours and bold letters are wanted.
    pub colour: bool,
    /// Columns.
    pub width: usize,
    /// When addresses are to be links (OSC 8): the folder that paths are relative to, as a `file:` address.
    pub links: Option<&'static str>,
    /// How much of each hit.
    pub shape: Shape,
}

/// How much of a hit is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Everything, a long quotation cut around what matches.
    #[default]
    Cut,
    /// Everything, however long.
    Full,
    /// Two lines.
    Compact,
}

impl Look {
    /// For a place with `columns`, as far as known: no wider than reads well.
    pub fn new(colour: bool, columns: Option<usize>) -> Self {
        Self { colour, width: columns.unwrap_or(80).clamp(NARROWEST, WIDEST), links: None, shape: Shape::Cut }
    }

    /// The same with more or less of each hit.
    pub fn with_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// The same with links, for paths relative to the folder `base`.
    pub fn with_links(self, base: &'static str) -> Self {
        Self { links: Some(base), ..self }
    }
}

/// What a piece of text is, in how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Running text.
    Plain,
    /// Speakers and headings.
    Strong,
    /// Sources, dates, ids.
    Dim,
    /// Words that match.
    Mark,
    /// Words that differ.
    Differs,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Mark => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Differs => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        }
    }

    /// `text` in this tone.
    pub(super) fn paint(self, look: Look, text: &str) -> String {
        if !look.colour || self == Tone::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = self.style();
        format!("{style}{text}{style:#}")
    }
}
