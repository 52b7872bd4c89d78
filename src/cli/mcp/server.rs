//! The server: which tools there are, and how a call gets to its tool.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};

use super::arguments::Arguments;
use super::tools::{TOOLS, Tool};
use crate::cli::args::Shared;
use crate::cli::context::Context;
use crate::cli::error::CliError;

/// What an assistant is told before it asks.
const INSTRUCTIONS: &str = "\
quotedex knows who said what in an index of news articles. Look a quotation up with who_said before you repeat it, and give \
its article as the source. A verdict other than `verbatim` means that the words are not exactly what was said; `denied`, \
`not_said`, `hypothetical` and `disputed` mean that the speaker did not simply say them; `none` means that this index does \
not have them, not that nobody said them. `confidence` is the probability that words and speaker are both right; below 0.8, \
say that the attribution is uncertain. quotedex does not check whether what was said is true.";

/// Answers an assistant.
pub(super) struct QuoteServer {
    /// One call at a time: the assistant asks one question after the other.
    context: Arc<Mutex<Context>>,
}

impl QuoteServer {
    pub(super) fn new(shared: &Shared) -> Self {
        Self { context: Arc::new(Mutex::new(Context::silent(shared.clone()))) }
    }
}

/// Answers a call, on a thread that may take its time.
fn call(context: &Mutex<Context>, request: &CallToolRequestParams) -> Result<CallToolResponse, ErrorData> {
    let Some(tool) = TOOLS.iter().find(|tool| tool.name == request.name) else {
        return Err(ErrorData::invalid_params(
            format!("there is no tool {}", request.name.chars().take(100).collect::<String>()),
            None,
        ));
    };
    let mut context = context.lock().unwrap_or_else(PoisonError::into_inner);
    let arguments = Arguments::new(request.arguments.clone().unwrap_or_default());
    let result = match tool.call(&mut context, &arguments) {
        Ok(answer) => CallToolResult::structured(answer),
        Err(CliError::Failure { what, hint, .. }) => {
            let hint = hint.map_or(String::new(), |hint| format!("\n{hint}"));
            CallToolResult::error(vec![ContentBlock::text(format!("{what}{hint}"))])
        }
        Err(CliError::PipeClosed) => CallToolResult::error(vec![ContentBlock::text("interrupted")]),
    };
    Ok(result.into())
}

impl ServerHandler for QuoteServer {
    fn get_info(&self) -> ServerConfig {
        let mut info = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        info.server_info = Implementation::new("quotedex", env!("CARGO_PKG_VERSION"));
        info.instructions = Some(INSTRUCTIONS.to_owned());
        info
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(described).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        // Pings are answered meanwhile.
        let context = Arc::clone(&self.context);
        let answer = tokio::task::spawn_blocking(move || call(&context, &request)).await;
        answer.unwrap_or_else(|error| Err(ErrorData::internal_error(error.to_string(), None)))
    }
}

/// The tool as the protocol describes it.
fn described(tool: &Tool) -> rmcp::model::Tool {
    let annotations =
        rmcp::model::ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
    let schema = Arc::new(tool.schema());
    rmcp::model::Tool::new(Cow::Borrowed(tool.name), Cow::Borrowed(tool.description), schema)
        .with_title(tool.title)
        .with_annotations(annotations)
}

/// Serves until standard input ends.
pub(super) fn serve(server: QuoteServer) -> Result<(), CliError> {
    let failed = |error: &dyn std::fmt::Display| {
        CliError::new(format!("the assistant cannot be answered ({error})"), "start quotedex mcp from an MCP client")
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| failed(&error))?;
    runtime.block_on(async {
        let service = server.serve(rmcp::transport::stdio()).await.map_err(|error| failed(&error))?;
        service.waiting().await.map(drop).map_err(|error| failed(&error))
    })
}
