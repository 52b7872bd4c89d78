//! Mails: newsletters, mailboxes of them, and pages that a browser saved as a mail (MHTML).
//!
//! `kind` tells mails by their head, `message` makes an article of one, `mbox` reads a mailbox mail by mail, never the
//! whole file. Promises that attachments and the ways a mail went stand in no text.

mod kind;
mod mbox;
mod message;
mod part;

pub(super) use kind::{is_mail, is_mailbox};
pub(super) use mbox::Mailbox;
pub(super) use message::{Mail, article};
