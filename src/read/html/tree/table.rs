//! Tree construction by insertion mode, and inside tables.

use std::borrow::Cow;

use super::super::names::{Name, Role};
use super::grower::{Grower, Mark, Mode, Start};
use super::node::Attribute;

impl<'h> Grower<'h> {
    /// Handles a start tag.
    pub(in super::super) fn start(&mut self, name: Name<'h>, attributes: impl Iterator<Item = Attribute<'h>>) {
        self.skips_line_end = false;
        let start = Start { name, attributes };
        if self.mode == Mode::Head {
            return self.start_in_head(start);
        }
        self.close_for(name.role);
        match (self.mode, name.role) {
            (Mode::Body | Mode::Cell | Mode::Caption, _) => self.start_in_body(start),
            (Mode::Table, Role::Caption) => {
                self.links.push(Mark::Wall);
                self.push_part(start, Mode::Caption);
            }
            (Mode::Table, Role::Columns) => self.push_part(start, Mode::Columns),
            (Mode::Table, Role::Rows) => self.push_part(start, Mode::Rows),
            (Mode::Columns, Role::Column) => drop(self.add_new(start)),
            (Mode::Rows, Role::Row) => self.push_part(start, Mode::Row),
            (Mode::Row, Role::Cell) => {
                self.push_part(start, Mode::Cell);
                self.links.push(Mark::Wall);
            }
            (_, Role::Form) if self.form.is_none() => self.form = Some(self.add_new(start)),
            (_, Role::Form) => {}
            _ => self.fostered(|grower| grower.start_in_body(start)),
        }
    }

    /// Handles an element that only contains text, such as the title.
    pub(in super::super) fn verbatim(
        &mut self,
        name: Name<'h>,
        attributes: impl Iterator<Item = Attribute<'h>>,
        text: Cow<'h, str>,
    ) {
        let start = Start { name, attributes };
        if name.text != "title" {
            self.begin_body();
            self.close_paragraph();
        }
        self.close_for(name.role);
        let id = match self.mode {
            Mode::Head => self.add_to_head(start),
            Mode::Body | Mode::Cell | Mode::Caption => self.add_new(start),
            _ => self.fostered(|grower| grower.add_new(start)),
        };
        if !text.is_empty() {
            self.tree.add_text(id, None, text);
        }
    }

    /// Closes and opens parts of the table until an element of this kind is allowed.
    fn close_for(&mut self, role: Role) {
        use Role::{Caption, Cell, Column, Columns, Row, Rows, Table};
        loop {
            match (self.mode, role) {
                (Mode::Cell, Caption | Columns | Column | Rows | Row | Cell) => self.close_cell(),
                (Mode::Caption, Caption | Columns | Column | Rows | Row | Cell) => self.close_caption(),
                (Mode::Row, Caption | Columns | Column | Rows | Row) => self.close_part(Role::Row, Mode::Rows),
                (Mode::Rows, Caption | Columns | Column | Rows) => self.close_part(Role::Rows, Mode::Table),
                (Mode::Columns, Column) => return,
                (Mode::Columns, _) => self.close_part(Role::Columns, Mode::Table),
                (Mode::Table, Column) => self.imply("colgroup", Mode::Columns),
                (Mode::Table, Row | Cell) => self.imply("tbody", Mode::Rows),
                (Mode::Rows, Cell) => self.imply("tr", Mode::Row),
                (Mode::Table | Mode::Rows | Mode::Row, Table) => return self.close_table(),
                _ => return,
            }
        }
    }

    fn imply(&mut self, name: &'static str, mode: Mode) {
        self.push_part(Start { name: Name::of(name), attributes: std::iter::empty() }, mode);
    }

    fn push_part(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>, mode: Mode) {
        self.clear_to_part();
        self.push_new(start);
        self.mode = mode;
    }

    /// Closes the elements open inside the current table part.
    fn clear_to_part(&mut self) {
        let is_part = |role: Role| role.is_of_table() || matches!(role, Role::Html | Role::Columns);
        let at = self.open.iter().rposition(|open| is_part(open.name.role)).unwrap_or(0);
        self.truncate(at + 1);
    }

    fn close_part(&mut self, role: Role, mode: Mode) {
        if let Some(at) = self.in_table_scope(|open| open.name.role == role) {
            self.truncate(at);
        }
        self.mode = mode;
    }

    fn close_cell(&mut self) {
        self.close_part(Role::Cell, Mode::Row);
        self.leave_wall();
    }

    fn close_caption(&mut self) {
        self.close_part(Role::Caption, Mode::Table);
        self.leave_wall();
    }

    fn close_table(&mut self) {
        if let Some(at) = self.in_table_scope(|open| open.name.role == Role::Table) {
            self.truncate(at);
            self.mode = self.mode_around();
        }
    }

    fn mode_around(&self) -> Mode {
        let mode = self.open.iter().rev().find_map(|open| match open.name.role {
            Role::Cell => Some(Mode::Cell),
            Role::Row => Some(Mode::Row),
            Role::Rows => Some(Mode::Rows),
            Role::Caption => Some(Mode::Caption),
            Role::Columns => Some(Mode::Columns),
            Role::Table => Some(Mode::Table),
            _ => None,
        });
        mode.unwrap_or(Mode::Body)
    }

    fn fostered<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.fosters = true;
        let done = run(self);
        self.fosters = false;
        done
    }

    /// Handles an end tag.
    pub(in super::super) fn end(&mut self, name: Name<'h>) {
        self.skips_line_end = false;
        let role = name.role;
        if self.mode == Mode::Head {
            if !(role == Role::Body || role == Role::Html || name.text == "br") {
                return;
            }
            self.begin_body();
        }
        if self.mode == Mode::Columns && !matches!(role, Role::Columns | Role::Column) {
            self.close_part(Role::Columns, Mode::Table);
        }
        if matches!(role, Role::Html | Role::Head | Role::Body | Role::Column) {
            return;
        }
        match role {
            Role::Table | Role::Caption | Role::Columns | Role::Rows | Role::Row | Role::Cell => self.end_part(name),
            _ => match self.mode {
                Mode::Head | Mode::Body | Mode::Cell | Mode::Caption => self.end_in_body(name),
                Mode::Table | Mode::Columns | Mode::Rows | Mode::Row => {
                    self.fostered(|grower| grower.end_in_body(name));
                }
            },
        }
    }

    /// Closes a table or a table part, if it is open, with everything inside.
    fn end_part(&mut self, name: Name<'h>) {
        let is_open = self.in_table_scope(|open| open.name.is(name)).is_some();
        if self.mode == Mode::Body || !is_open || !self.may_end(name.role) {
            return;
        }
        loop {
            match (self.mode, name.role) {
                (Mode::Cell, role) => {
                    self.close_cell();
                    if role == Role::Cell {
                        return;
                    }
                }
                (Mode::Caption, role) => {
                    self.close_caption();
                    if role == Role::Caption {
                        return;
                    }
                }
                (Mode::Columns, role) => {
                    self.close_part(Role::Columns, Mode::Table);
                    if role == Role::Columns {
                        return;
                    }
                }
                (Mode::Row, role) => {
                    self.close_part(Role::Row, Mode::Rows);
                    if role == Role::Row {
                        return;
                    }
                }
                (Mode::Rows, role) => {
                    self.close_part(Role::Rows, Mode::Table);
                    if role == Role::Rows {
                        return;
                    }
                }
                (Mode::Table, Role::Table) => return self.close_table(),
                (Mode::Table | Mode::Body | Mode::Head, _) => return,
            }
        }
    }

    /// Whether an end tag is valid in the current insertion mode.
    fn may_end(&self, role: Role) -> bool {
        match self.mode {
            Mode::Cell => !matches!(role, Role::Caption | Role::Columns),
            Mode::Caption => matches!(role, Role::Caption | Role::Table),
            Mode::Columns => matches!(role, Role::Columns | Role::Table),
            Mode::Row => matches!(role, Role::Row | Role::Rows | Role::Table),
            Mode::Rows => matches!(role, Role::Rows | Role::Table),
            Mode::Table => role == Role::Table,
            Mode::Body | Mode::Head => false,
        }
    }

    /// Handles text.
    pub(in super::super) fn text(&mut self, text: Cow<'h, str>) {
        let text = match text {
            Cow::Borrowed(text) if self.skips_line_end => Cow::Borrowed(text.strip_prefix('\n').unwrap_or(text)),
            text => text,
        };
        self.skips_line_end = false;
        let is_blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
        if text.is_empty() || self.mode == Mode::Head && is_blank(&text) {
            return;
        }
        self.begin_body();
        let is_blank = !matches!(self.mode, Mode::Body | Mode::Cell | Mode::Caption) && is_blank(&text);
        if self.mode == Mode::Columns && !is_blank {
            self.close_part(Role::Columns, Mode::Table);
        }
        match self.mode {
            Mode::Head | Mode::Body | Mode::Cell | Mode::Caption => self.text_in_body(text),
            _ if is_blank && (self.current().name.role.is_of_table() || self.mode == Mode::Columns) => {
                self.add_text(text);
            }
            _ => self.fostered(|grower| grower.text_in_body(text)),
        }
    }
}
