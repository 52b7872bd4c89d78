//! `quotedex export --to`: the whole index as documents for a search engine.

use std::io::Write;

use super::args::{EngineArg, ExportArgs, PrintArg};
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::index::{EngineKind, ExchangeDocument, Index, index_config};
use crate::query::Filters;

/// Prints the documents, the configuration of the index that takes them, or its id.
pub(super) fn run(context: &mut Context, args: &ExportArgs) -> Result<Outcome, CliError> {
    let engine = args.engine.to.unwrap_or(EngineArg::Elasticsearch);
    if !args.query.is_empty() || Filters::from(&args.filters) != Filters::default() {
        return Err(CliError::engine_takes_all());
    }
    let index = context.index()?;
    let id = args.engine.id.clone().unwrap_or_else(|| format!("quotedex-{}", index.state_digest()));
    match args.engine.print {
        PrintArg::Id => writeln!(context.out, "{id}")?,
        PrintArg::Config => context.out.write_all(index_config(engine.into(), &id).as_bytes())?,
        PrintArg::Documents => documents(context, &index, engine)?,
    }
    Ok(Outcome::Found)
}

fn documents(context: &mut Context, index: &Index, engine: EngineArg) -> Result<(), CliError> {
    let out = &mut context.out;
    let quotes = index.export_documents(&mut |document: &ExchangeDocument| -> Result<(), CliError> {
        if engine == EngineArg::Elasticsearch {
            // The same number again replaces the document: a part that was sent twice does no harm.
            writeln!(out, "{{\"index\":{{\"_id\":\"{}\"}}}}", document.seq)?;
        }
        serde_json::to_writer(&mut *out, document).map_err(std::io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    context.flush()?;
    context.detail(&format!("{quotes} quotes exported."));
    Ok(())
}

impl From<EngineArg> for EngineKind {
    fn from(engine: EngineArg) -> Self {
        match engine {
            EngineArg::Quickwit => EngineKind::Quickwit,
            EngineArg::Elasticsearch => EngineKind::Elasticsearch,
        }
    }
}
