//! `quotedex remove`: articles out of the index, for good.

use super::args::RemoveArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::article::ArticleRef;
use crate::index::{Holdings, Index, Update};
use crate::output;

/// Takes out what was named, and says what it was.
pub(super) fn run(context: &mut Context, args: &RemoveArgs) -> Result<Outcome, CliError> {
    let dir = context.shared.index.clone();
    // Before anything is made: there must be an index.
    let index = Index::open(&dir)?;
    let update = if args.dry_run { None } else { Some(Update::begin(&dir)?) };
    let holdings = update.as_ref().map_or_else(|| Holdings::look(&dir), |update| Ok(update.holdings()))?;
    let mut articles = Vec::new();
    for what in &args.what {
        let named = named(&index, &holdings, what)?;
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

/// The articles that `what` names: as the index knows them, or by a quote in them.
fn named(index: &Index, holdings: &Holdings, what: &str) -> Result<Vec<ArticleRef>, CliError> {
    let named = holdings.named(what)?;
    if !named.is_empty() || what.len() != QUOTE_ID || !what.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(named);
    }
    Ok(index.show(what)?.map(|shown| shown.article.reference()).into_iter().collect())
}

/// Characters of a quote's whole id: the beginning of one is too little to take an article out by.
const QUOTE_ID: usize = 16;
