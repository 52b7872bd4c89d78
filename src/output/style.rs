//! How text is styled: colours, width and level of detail.

use anstyle::{AnsiColor, Style};

/// The widest line that is easy to read.
const MAX_WIDTH: usize = 100;

/// The narrowest supported width.
const MIN_WIDTH: usize = 30;

/// What the terminal can show, and how much is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether to use colours and bold text.
    pub colour: bool,
    /// Width in columns.
    pub width: usize,
    /// For hyperlinks (OSC 8): the folder that paths are relative to, as a `file:` URL. `None` without hyperlinks.
    pub links: Option<&'static str>,
    /// How much of each hit is shown.
    pub detail: Detail,
}

/// How much of a hit is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything; a long quotation is cut around the match.
    #[default]
    Excerpt,
    /// Everything, however long.
    Full,
    /// Two lines.
    Compact,
}

impl TextStyle {
    /// The style for a terminal with `columns`, if known, but no wider than is easy to read.
    pub fn new(colour: bool, columns: Option<usize>) -> Self {
        Self { colour, width: columns.unwrap_or(80).clamp(MIN_WIDTH, MAX_WIDTH), links: None, detail: Detail::Excerpt }
    }

    /// No colours, 80 columns.
    pub const fn plain() -> Self {
        Self { colour: false, width: 80, links: None, detail: Detail::Excerpt }
    }

    /// The same with another level of detail.
    pub fn with_detail(self, detail: Detail) -> Self {
        Self { detail, ..self }
    }

    /// The same with hyperlinks; paths are relative to the folder `base`.
    pub fn with_links(self, base: &'static str) -> Self {
        Self { links: Some(base), ..self }
    }
}

/// The emphasis of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Running text.
    Plain,
    /// Speakers and headings.
    Strong,
    /// Sources, dates, ids.
    Dim,
    /// Words that match the query.
    Mark,
    /// Words that differ from the phrase.
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

    /// `text` with this emphasis.
    pub(super) fn paint(self, style: TextStyle, text: &str) -> String {
        if !style.colour || self == Emphasis::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = self.style();
        format!("{style}{text}{style:#}")
    }
}
