//! Reads the articles of an archive export.

use super::entry::Entry;
use super::kind::{Kind, kind};
use super::lines::lines;
use super::{factiva, nexis, proquest};
use crate::article::Article;
use crate::read::error::ReadError;
use crate::read::fragment;
use crate::read::note::Remark;
use crate::read::origin::Origin;

/// The articles in the text `content`; `None` if it is not an archive export.
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

/// Strings of which at least one occurs in every exported HTML page.
const SIGNS: [&str; 4] = [" DOCUMENTS<", "End of Document", "articleParagraph", "_______________"];

/// The articles in the page `html`; `None` if it is not an archive export.
pub(in crate::read) fn articles_of_page(origin: &Origin, html: &str) -> Option<Vec<Result<Article, ReadError>>> {
    let signed = SIGNS.iter().any(|sign| html.contains(sign)) || html.contains(" DOCUMENT<");
    // The export may be wrapped in a form, which is otherwise dropped.
    let unformed = || html.replace("<form", "<div").replace("</form", "</div");
    signed.then(|| articles(origin, &fragment::text(&unformed())))?
}
