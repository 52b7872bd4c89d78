//! The pages: HTML for people, made with what the index answers.

mod about;
mod add;
mod check;
mod compare;
mod failure;
mod layout;
mod quotation;
mod search;
mod speaker;
mod statement;
mod topics;
mod watches;

pub(super) use about::about;
pub(super) use add::add;
pub(super) use check::{check, check_posted};
pub(super) use compare::compare;
pub(super) use failure::{failure, missing};
pub(super) use quotation::{correct, quotation};
pub(super) use search::search;
pub(super) use speaker::{speaker, speakers};
pub(super) use topics::topics;
pub(super) use watches::{change_watch, watch_feed, watches};
