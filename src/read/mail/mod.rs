//! Mails: newsletters, mailboxes, and pages that a browser saved as MHTML.
//!
//! `sniff` detects mails by their header, `message` converts one to an article, and `mbox` reads a mailbox mail by
//! mail. Attachments and transport headers are not part of the text.

mod mbox;
mod message;
mod part;
mod sniff;

pub(super) use mbox::Mailbox;
pub(super) use message::{Mail, article};
pub(super) use sniff::{is_mail, is_mailbox};
