//! Listens, routes, and stops.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use super::app::App;
use super::{added, api, assets, connections, guard, pages, remember};
use crate::cli::args::ServeArgs;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;

/// The most bytes of a form, and of files that are dropped.
const MAX_FORM: usize = 512 << 10;
const MAX_FILES: usize = 128 << 20;
/// How long requests may go on after Ctrl-C.
const GRACE: Duration = Duration::from_secs(1);
/// How often Ctrl-C is looked for.
const INTERRUPT_CHECK: Duration = Duration::from_millis(100);

/// Serves until Ctrl-C.
pub(super) fn serve(context: &mut Context, args: &ServeArgs) -> Result<(), CliError> {
    let ip = args.listen.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let token = args.token.as_deref().map(str::trim).filter(|token| !token.is_empty()).map(str::to_owned);
    if !ip.is_loopback() && token.is_none() {
        return Err(CliError::listen_needs_token());
    }
    if token.as_ref().is_some_and(|token| !token.bytes().all(is_plain)) {
        return Err(CliError::token_not_plain());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let interrupt = Interrupt::install_saying("Stopping; press Ctrl-C again to stop now.");
    let served: Result<(), CliError> = runtime.block_on(async {
        let address = SocketAddr::new(ip, args.port);
        let listener = TcpListener::bind(address).await.map_err(|error| CliError::cannot_listen(address, &error))?;
        let address = listener.local_addr()?;
        let app = Arc::new(App::new(context.shared.clone(), hosts(address), token));
        let place = format!("http://{}/", shown_host(address));
        context.note(&format!("quotedex serves {} at {place}; press Ctrl-C to stop.", context.shared.index.display()));
        if args.open {
            let token = app.access_token.as_ref().map_or(String::new(), |token| format!("?token={token}"));
            open_browser(&format!("{place}{token}"));
        }
        let stop = || wait_for(interrupt.clone());
        let serve = connections::serve(listener, router(app), stop());
        let deadline = async {
            stop().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = serve => {}
            () = deadline => {}
        }
        Ok(())
    });
    // Work that goes on, and clients that are slow, do not hold the program up.
    runtime.shutdown_timeout(GRACE);
    served?;
    context.note("Stopped.");
    Ok(())
}

async fn wait_for(interrupt: Interrupt) {
    while !interrupt.is_requested() {
        tokio::time::sleep(INTERRUPT_CHECK).await;
    }
}

/// Whether a token may have it: it stands in an address and in a cookie.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// All addresses.
fn router(app: Arc<App>) -> Router {
    let of_index = Router::new()
        .route("/", get(pages::check))
        .route("/search", get(pages::search))
        .route("/speakers", get(pages::speakers))
        .route("/speaker/{id}", get(pages::speaker))
        .route("/compare", get(pages::compare))
        .route("/topics", get(pages::topics))
        .route("/quote/{id}", get(pages::quotation))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/who", get(api::who))
        .route("/api/v1/speakers", get(api::speakers))
        .route("/api/v1/topics", get(api::topics))
        .route("/api/v1/quotes/{id}", get(api::quote))
        .route("/api/v1/timeline", get(api::timeline))
        .route("/api/v1/audit", get(api::audit))
        .route("/api/v1/openapi.json", get(api::document))
        .route_layer(from_fn_with_state(Arc::clone(&app), remember::remember));
    Router::new()
        .route("/check", post(pages::check_posted))
        .route("/quote/{id}/correct", post(pages::correct))
        .route("/watches", get(pages::watches).post(pages::change_watch))
        .route("/watches/{name}", get(pages::watch_feed))
        .route("/add", get(pages::add))
        .route("/add", post(added::add).layer(DefaultBodyLimit::max(MAX_FILES)))
        .route("/about", get(pages::about))
        .route("/assets/{version}/style.css", get(assets::style))
        .route("/assets/{version}/script.js", get(assets::script))
        .route("/assets/{version}/icon.svg", get(assets::icon))
        .route("/api/v1/verify", post(api::verify))
        .merge(of_index)
        .fallback(pages::missing)
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

/// The names under which this address may be asked.
fn hosts(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let mut hosts =
        vec![address.to_string(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    if port == 80 {
        hosts.extend(["localhost".to_owned(), "127.0.0.1".to_owned(), address.ip().to_string()]);
    }
    hosts
}

fn shown_host(address: SocketAddr) -> String {
    if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() }
}

/// Opens the page in the user's browser. Where that fails, the address is on the terminal.
fn open_browser(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(target_os = "windows") {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = std::process::Stdio::null;
    let _ = std::process::Command::new(program).arg(address).stdout(quiet()).stderr(quiet()).spawn();
}
