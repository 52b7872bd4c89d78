//! Reads the articles of an archive export.

use super::exported_article::ExportedArticle;
use super::format::{ExportFormat, detect_format};
use super::lines::lines;
use super::{factiva, nexis, proquest};
use crate::article::Article;
use crate::read::context::ReadContext;
use crate::read::error::ReadError;
use crate::read::html_fragment;
use crate::read::warning::Warning;

/// The articles in the text `content`; `None` if it is not an archive export.
pub(in crate::read) fn articles(context: &ReadContext, content: &str) -> Option<Vec<Result<Article, ReadError>>> {
    let lines = lines(content);
    let documents: Vec<ExportedArticle> = match detect_format(&lines)? {
        ExportFormat::Nexis => nexis::articles(&lines),
        ExportFormat::NexisUni => nexis::uni_articles(&lines),
        ExportFormat::Factiva => factiva::articles(&lines),
        ExportFormat::FactivaWithCodes => factiva::articles_with_codes(&lines),
        ExportFormat::ProQuest => proquest::articles(&lines),
    };
    let (whole, empty): (Vec<_>, Vec<_>) = (1..).zip(documents).partition(|(_, entry)| !entry.text.is_empty());
    if whole.is_empty() {
        return None;
    }
    for (number, _) in empty {
        let entry = format!("document {number}");
        context.warnings.add(&context.name, Warning::LeftOut { entry, reason: "without its text" });
    }
    Some(whole.into_iter().map(|(number, entry)| Ok(entry.article(context, number))).collect())
}

/// Strings of which at least one occurs in every exported HTML page.
const PAGE_MARKERS: [&str; 4] = [" DOCUMENTS<", "End of Document", "articleParagraph", "_______________"];

/// The articles in the page `html`; `None` if it is not an archive export.
pub(in crate::read) fn articles_of_page(context: &ReadContext, html: &str) -> Option<Vec<Result<Article, ReadError>>> {
    let is_export = PAGE_MARKERS.iter().any(|sign| html.contains(sign)) || html.contains(" DOCUMENT<");
    // The export may be wrapped in a form, which is otherwise dropped.
    let without_forms = || html.replace("<form", "<div").replace("</form", "</div");
    is_export.then(|| articles(context, &html_fragment::to_text(&without_forms())))?
}
