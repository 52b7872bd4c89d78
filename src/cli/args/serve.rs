//! The arguments of `serve`.

use std::net::IpAddr;

use clap::Args;

/// `serve`
#[derive(Debug, Args)]
pub(in crate::cli) struct ServeArgs {
    /// Port to listen on; 0 takes any that is free
    #[arg(long, value_name = "NUMBER", default_value_t = 7878)]
    pub(in crate::cli) port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub(in crate::cli) open: bool,
    /// Listen on this address of the computer instead of on the loopback address alone; needs --token
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) listen: Option<IpAddr>,
    /// What every request must carry: open http://HOST:PORT/?token=TOKEN once
    #[arg(long, value_name = "TOKEN", env = "QUOTEDEX_TOKEN", hide_env_values = true)]
    pub(in crate::cli) token: Option<String>,
}
