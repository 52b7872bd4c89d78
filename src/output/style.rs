//! How text looks: colours and width.

use anstyle::{AnsiColor, Style};

/// The widest line that is still easy to read.
const WIDEST: usize = 100;

/// The narrowest width that is laid out for; below it the terminal may wrap as it likes.
const NARROWEST: usize = 30;

/// What the place that text is written to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether colours and bold letters are wanted.
    pub colour: bool,
    /// Columns.
    pub width: usize,
    /// When addresses are to be links (OSC 8): the folder that paths are relative to, as a `file:` address.
    pub links: Option<&'static str>,
    /// How much of each hit.
    pub detail: Detail,
}

/// How much of a hit is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything, a long quotation cut around what matches.
    #[default]
    Excerpt,
    /// Everything, however long.
    Full,
    /// Two lines.
    Compact,
}

impl TextStyle {
    /// For a place with `columns`, as far as known: no wider than reads well.
    pub fn new(colour: bool, columns: Option<usize>) -> Self {
        Self { colour, width: columns.unwrap_or(80).clamp(NARROWEST, WIDEST), links: None, detail: Detail::Excerpt }
    }

    /// The same with more or less of each hit.
    pub fn with_detail(self, detail: Detail) -> Self {
        Self { detail, ..self }
    }

    /// The same with links, for paths relative to the folder `base`.
    pub fn with_links(self, base: &'static str) -> Self {
        Self { links: Some(base), ..self }
    }
}

/// What a piece of text is, in how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
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

impl Emphasis {
    fn style(self) -> Style {
        match self {
            Emphasis::Plain => Style::new(),
            Emphasis::Strong => Style::new().bold(),
            Emphasis::Dim => Style::new().dimmed(),
            Emphasis::Mark => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Emphasis::Differs => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        }
    }

    /// `text` in this emphasis.
    pub(super) fn paint(self, style: TextStyle, text: &str) -> String {
        if !style.colour || self == Emphasis::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = self.style();
        format!("{style}{text}{style:#}")
    }
}
