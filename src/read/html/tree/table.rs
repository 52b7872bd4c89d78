//! Tree construction by insertion mode, and inside tables.

use std::borrow::Cow;

use super::super::elements::{ElementKind, ElementName};
use super::builder::{ActiveFormatting, InsertionMode, StartTag, TreeBuilder};
use super::node::Attribute;

impl<'h> TreeBuilder<'h> {
    /// Handles a start tag.
    pub(in super::super) fn start(&mut self, name: ElementName<'h>, attributes: impl Iterator<Item = Attribute<'h>>) {
        self.ignore_next_newline = false;
        let start = StartTag { name, attributes };
        if self.mode == InsertionMode::Head {
            return self.start_in_head(start);
        }
        self.close_for(name.kind);
        match (self.mode, name.kind) {
            (InsertionMode::Body | InsertionMode::Cell | InsertionMode::Caption, _) => self.start_in_body(start),
            (InsertionMode::Table, ElementKind::Caption) => {
                self.links.push(ActiveFormatting::Marker);
                self.open_table_part(start, InsertionMode::Caption);
            }
            (InsertionMode::Table, ElementKind::ColumnGroup) => self.open_table_part(start, InsertionMode::ColumnGroup),
            (InsertionMode::Table, ElementKind::RowGroup) => self.open_table_part(start, InsertionMode::RowGroup),
            (InsertionMode::ColumnGroup, ElementKind::Column) => drop(self.insert_new(start)),
            (InsertionMode::RowGroup, ElementKind::Row) => self.open_table_part(start, InsertionMode::Row),
            (InsertionMode::Row, ElementKind::Cell) => {
                self.open_table_part(start, InsertionMode::Cell);
                self.links.push(ActiveFormatting::Marker);
            }
            (_, ElementKind::Form) if self.form.is_none() => self.form = Some(self.insert_new(start)),
            (_, ElementKind::Form) => {}
            _ => self.with_foster_parenting(|builder| builder.start_in_body(start)),
        }
    }

    /// Handles an element that only contains text, such as the title.
    pub(in super::super) fn raw_text(
        &mut self,
        name: ElementName<'h>,
        attributes: impl Iterator<Item = Attribute<'h>>,
        text: Cow<'h, str>,
    ) {
        let start = StartTag { name, attributes };
        if name.text != "title" {
            self.begin_body();
            self.close_paragraph();
        }
        self.close_for(name.kind);
        let id = match self.mode {
            InsertionMode::Head => self.add_to_head(start),
            InsertionMode::Body | InsertionMode::Cell | InsertionMode::Caption => self.insert_new(start),
            _ => self.with_foster_parenting(|builder| builder.insert_new(start)),
        };
        if !text.is_empty() {
            self.tree.add_text(id, None, text);
        }
    }

    /// Closes and opens parts of the table until an element of this kind is allowed.
    fn close_for(&mut self, kind: ElementKind) {
        use ElementKind::{Caption, Cell, Column, ColumnGroup, Row, RowGroup, Table};
        loop {
            match (self.mode, kind) {
                (InsertionMode::Cell, Caption | ColumnGroup | Column | RowGroup | Row | Cell) => self.close_cell(),
                (InsertionMode::Caption, Caption | ColumnGroup | Column | RowGroup | Row | Cell) => {
                    self.close_caption()
                }
                (InsertionMode::Row, Caption | ColumnGroup | Column | RowGroup | Row) => {
                    self.close_table_part(ElementKind::Row, InsertionMode::RowGroup)
                }
                (InsertionMode::RowGroup, Caption | ColumnGroup | Column | RowGroup) => {
                    self.close_table_part(ElementKind::RowGroup, InsertionMode::Table)
                }
                (InsertionMode::ColumnGroup, Column) => return,
                (InsertionMode::ColumnGroup, _) => {
                    self.close_table_part(ElementKind::ColumnGroup, InsertionMode::Table)
                }
                (InsertionMode::Table, Column) => self.imply("colgroup", InsertionMode::ColumnGroup),
                (InsertionMode::Table, Row | Cell) => self.imply("tbody", InsertionMode::RowGroup),
                (InsertionMode::RowGroup, Cell) => self.imply("tr", InsertionMode::Row),
                (InsertionMode::Table | InsertionMode::RowGroup | InsertionMode::Row, Table) => {
                    return self.close_table();
                }
                _ => return,
            }
        }
    }

    fn imply(&mut self, name: &'static str, mode: InsertionMode) {
        self.open_table_part(StartTag { name: ElementName::of(name), attributes: std::iter::empty() }, mode);
    }

    fn open_table_part(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>, mode: InsertionMode) {
        self.clear_to_table_part();
        self.open_new(start);
        self.mode = mode;
    }

    /// Closes the elements open inside the current table part.
    fn clear_to_table_part(&mut self) {
        let is_part = |kind: ElementKind| {
            kind.is_table_structure() || matches!(kind, ElementKind::Html | ElementKind::ColumnGroup)
        };
        let at = self.open.iter().rposition(|open| is_part(open.name.kind)).unwrap_or(0);
        self.truncate(at + 1);
    }

    fn close_table_part(&mut self, kind: ElementKind, mode: InsertionMode) {
        if let Some(at) = self.in_table_scope(|open| open.name.kind == kind) {
            self.truncate(at);
        }
        self.mode = mode;
    }

    fn close_cell(&mut self) {
        self.close_table_part(ElementKind::Cell, InsertionMode::Row);
        self.clear_to_marker();
    }

    fn close_caption(&mut self) {
        self.close_table_part(ElementKind::Caption, InsertionMode::Table);
        self.clear_to_marker();
    }

    fn close_table(&mut self) {
        if let Some(at) = self.in_table_scope(|open| open.name.kind == ElementKind::Table) {
            self.truncate(at);
            self.mode = self.enclosing_mode();
        }
    }

    fn enclosing_mode(&self) -> InsertionMode {
        let mode = self.open.iter().rev().find_map(|open| match open.name.kind {
            ElementKind::Cell => Some(InsertionMode::Cell),
            ElementKind::Row => Some(InsertionMode::Row),
            ElementKind::RowGroup => Some(InsertionMode::RowGroup),
            ElementKind::Caption => Some(InsertionMode::Caption),
            ElementKind::ColumnGroup => Some(InsertionMode::ColumnGroup),
            ElementKind::Table => Some(InsertionMode::Table),
            _ => None,
        });
        mode.unwrap_or(InsertionMode::Body)
    }

    fn with_foster_parenting<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.foster_parenting = true;
        let done = run(self);
        self.foster_parenting = false;
        done
    }

    /// Handles an end tag.
    pub(in super::super) fn end(&mut self, name: ElementName<'h>) {
        self.ignore_next_newline = false;
        let kind = name.kind;
        if self.mode == InsertionMode::Head {
            if !(kind == ElementKind::Body || kind == ElementKind::Html || name.text == "br") {
                return;
            }
            self.begin_body();
        }
        if self.mode == InsertionMode::ColumnGroup && !matches!(kind, ElementKind::ColumnGroup | ElementKind::Column) {
            self.close_table_part(ElementKind::ColumnGroup, InsertionMode::Table);
        }
        if matches!(kind, ElementKind::Html | ElementKind::Head | ElementKind::Body | ElementKind::Column) {
            return;
        }
        match kind {
            ElementKind::Table
            | ElementKind::Caption
            | ElementKind::ColumnGroup
            | ElementKind::RowGroup
            | ElementKind::Row
            | ElementKind::Cell => self.end_table_part(name),
            _ => match self.mode {
                InsertionMode::Head | InsertionMode::Body | InsertionMode::Cell | InsertionMode::Caption => {
                    self.end_in_body(name)
                }
                InsertionMode::Table | InsertionMode::ColumnGroup | InsertionMode::RowGroup | InsertionMode::Row => {
                    self.with_foster_parenting(|builder| builder.end_in_body(name));
                }
            },
        }
    }

    /// Closes a table or a table part, if it is open, with everything inside.
    fn end_table_part(&mut self, name: ElementName<'h>) {
        let is_open = self.in_table_scope(|open| open.name.is(name)).is_some();
        if self.mode == InsertionMode::Body || !is_open || !self.is_valid_end_tag(name.kind) {
            return;
        }
        loop {
            match (self.mode, name.kind) {
                (InsertionMode::Cell, kind) => {
                    self.close_cell();
                    if kind == ElementKind::Cell {
                        return;
                    }
                }
                (InsertionMode::Caption, kind) => {
                    self.close_caption();
                    if kind == ElementKind::Caption {
                        return;
                    }
                }
                (InsertionMode::ColumnGroup, kind) => {
                    self.close_table_part(ElementKind::ColumnGroup, InsertionMode::Table);
                    if kind == ElementKind::ColumnGroup {
                        return;
                    }
                }
                (InsertionMode::Row, kind) => {
                    self.close_table_part(ElementKind::Row, InsertionMode::RowGroup);
                    if kind == ElementKind::Row {
                        return;
                    }
                }
                (InsertionMode::RowGroup, kind) => {
                    self.close_table_part(ElementKind::RowGroup, InsertionMode::Table);
                    if kind == ElementKind::RowGroup {
                        return;
                    }
                }
                (InsertionMode::Table, ElementKind::Table) => return self.close_table(),
                (InsertionMode::Table | InsertionMode::Body | InsertionMode::Head, _) => return,
            }
        }
    }

    /// Whether an end tag is valid in the current insertion mode.
    fn is_valid_end_tag(&self, kind: ElementKind) -> bool {
        match self.mode {
            InsertionMode::Cell => !matches!(kind, ElementKind::Caption | ElementKind::ColumnGroup),
            InsertionMode::Caption => matches!(kind, ElementKind::Caption | ElementKind::Table),
            InsertionMode::ColumnGroup => matches!(kind, ElementKind::ColumnGroup | ElementKind::Table),
            InsertionMode::Row => matches!(kind, ElementKind::Row | ElementKind::RowGroup | ElementKind::Table),
            InsertionMode::RowGroup => matches!(kind, ElementKind::RowGroup | ElementKind::Table),
            InsertionMode::Table => kind == ElementKind::Table,
            InsertionMode::Body | InsertionMode::Head => false,
        }
    }

    /// Handles text.
    pub(in super::super) fn text(&mut self, text: Cow<'h, str>) {
        let text = match text {
            Cow::Borrowed(text) if self.ignore_next_newline => Cow::Borrowed(text.strip_prefix('\n').unwrap_or(text)),
            text => text,
        };
        self.ignore_next_newline = false;
        let is_blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
        if text.is_empty() || self.mode == InsertionMode::Head && is_blank(&text) {
            return;
        }
        self.begin_body();
        let is_blank =
            !matches!(self.mode, InsertionMode::Body | InsertionMode::Cell | InsertionMode::Caption) && is_blank(&text);
        if self.mode == InsertionMode::ColumnGroup && !is_blank {
            self.close_table_part(ElementKind::ColumnGroup, InsertionMode::Table);
        }
        match self.mode {
            InsertionMode::Head | InsertionMode::Body | InsertionMode::Cell | InsertionMode::Caption => {
                self.text_in_body(text)
            }
            _ if is_blank
                && (self.current().name.kind.is_table_structure() || self.mode == InsertionMode::ColumnGroup) =>
            {
                self.add_text(text);
            }
            _ => self.with_foster_parenting(|builder| builder.text_in_body(text)),
        }
    }
}
