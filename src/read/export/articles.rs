//! The articles of an export.

use super::entry::Entry;
use super::kind::{Kind, kind};
use super::lines::lines;
use super::{factiva, nexis, proquest};
use crate::article::Article;
use crate::read::error::ReadError;
use crate::read::fragment;
use crate::read::note::Remark;
use crate::read::origin::Origin;

/// The articles in the text `content`; none if no archive wrote it.
pub(in crate::read) fn articles(origin: &Origin, content: &str) -> Option<Vec<Result<Article, ReadError>>> {
    let lines = lines(content);
    let entries: Vec<Entry> = match kind(&lines)? {
        Kind::Nexis => nexis::entries(&lines),
        Kind::NexisUni => nexis::entries_of_uni(&lines),
        Kind::Factiva => factiva::entries(&lines),
        Kind::FactivaWithCodes => factiva::entries_with_codes(&lines),
        Kind::ProQuest => proquest::entries(&lines),
    };
    let (whole, empty): (Vec<_>, Vec<_>) = (1..).zip(entries).partition(|(_, entry)| !entry.text.is_empty());
    if whole.is_empty() {
        return None;
    }
    for (number, _) in empty {
        let entry = format!("document {number}");
        origin.notes.leave(&origin.name, Remark::LeftOut { entry, why: "without its text" });
    }
    Some(whole.into_iter().map(|(number, entry)| Ok(entry.article(origin, number))).collect())
}

/// Words of which at least one stands in every page that an archive writes.
const SIGNS: [&str; 4] = [" DOCUMENTS<", "End of Document", "articleParagraph", "_______________"];

/// The articles in the page `html`; none if no archive wrote it.
pub(in crate::read) fn articles_of_page(origin: &Origin, html: &str) -> Option<Vec<Result<Article, ReadError>>> {
    let signed = SIGNS.iter().any(|sign| html.contains(sign)) || html.contains(" DOCUMENT<");
    // Such a page may be one large form, and forms hold no articles elsewhere.
    let unformed = || html.replace("<form", "<div").replace("</form", "</div");
    signed.then(|| articles(origin, &fragment::text(&unformed())))?
}
