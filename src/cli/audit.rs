//! `quotedex audit`

use super::args::{AuditArgs, AuditByArg};
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use crate::output::{self, Detail};
use crate::query::{AuditBy, Search};

/// Prints whose words are quoted.
pub(super) fn run(context: &mut Context, args: &AuditArgs) -> Result<Outcome, CliError> {
    let search =
        Search { query: join_words(&args.query), filters: (&args.filters).into(), limit: 0, ..Search::default() };
    let index = context.index()?;
    let audit = index.audit(&search, args.by.into());
    let audit = audit.map_err(|error| CliError::in_query(&search.query, &error))?;
    let detail = if args.full { Detail::Full } else { Detail::Excerpt };
    context.answer(|out, format, style| output::audit(out, &audit, format, style.with_detail(detail)))?;
    if audit.total.quotes == 0 {
        let answer = index.search(&search).map_err(|error| CliError::in_query(&search.query, &error))?;
        context.nothing_found(&answer.suggestions, &answer.without);
    }
    Ok(Outcome::found(audit.total.quotes > 0))
}

impl From<AuditByArg> for AuditBy {
    fn from(by: AuditByArg) -> Self {
        match by {
            AuditByArg::Gender => AuditBy::Gender,
            AuditByArg::Role => AuditBy::Role,
            AuditByArg::Kind => AuditBy::Kind,
            AuditByArg::Publisher => AuditBy::Publisher,
            AuditByArg::Month => AuditBy::Month,
        }
    }
}
