//! `quotedex remove`: removes articles from the index for good.

use super::args::RemoveArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::article::ArticleRef;
use crate::index::{Index, IndexSnapshot, Update};
use crate::output;

/// Removes the named articles and prints them.
pub(super) fn run(context: &mut Context, args: &RemoveArgs) -> Result<Outcome, CliError> {
    let dir = context.shared.index.clone();
    // There must be an index: an update would create one.
    let index = Index::open(&dir)?;
    let update = if args.dry_run { None } else { Some(Update::begin(&dir)?) };
    let snapshot = update.as_ref().map_or_else(|| IndexSnapshot::open(&dir), |update| Ok(update.snapshot()))?;
    let mut articles = Vec::new();
    for what in &args.what {
        let named = articles_named(&index, &snapshot, what)?;
        if named.is_empty() {
            context.note(&format!("No article in this index is `{what}`, or comes from there."));
        }
        articles.extend(named);
    }
    articles.sort_by(|one, other| one.id.cmp(&other.id));
    articles.dedup_by(|one, other| one.id == other.id);
    if let Some(mut update) = update.filter(|_| !articles.is_empty()) {
        let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
        update.remove(&ids)?;
        update.finish()?;
        Index::open(&dir)?.keep_spellings()?;
    }
    let (format, style) = (context.format(), context.style());
    output::removed(&mut context.out, &articles, args.dry_run, format, style)?;
    Ok(Outcome::found(!articles.is_empty()))
}

/// The articles that `what` stands for; it may also be the id of a quote.
fn articles_named(index: &Index, snapshot: &IndexSnapshot, what: &str) -> Result<Vec<ArticleRef>, CliError> {
    let named = snapshot.articles_named(what)?;
    if !named.is_empty() || what.len() != QUOTE_ID_LENGTH || !what.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(named);
    }
    Ok(index.show(what)?.map(|shown| shown.article.reference()).into_iter().collect())
}

/// Length of a quote's complete id. A prefix is not enough to remove an article.
const QUOTE_ID_LENGTH: usize = 16;
