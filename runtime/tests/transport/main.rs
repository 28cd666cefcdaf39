//! The default transport over real sockets: TLS with custom roots, proxies, files, and other clients in the same program.

#![cfg(all(feature = "reqwest", feature = "__tls"))]
#![deny(warnings, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]
// Clippy treats helper functions of tests as production code.
#![allow(clippy::unwrap_used)]

mod files;
mod others;
mod providers;
mod proxies;
mod settings;
mod socket;
mod tls;

use bindery_runtime::__private::{Api, Server};
use bindery_runtime::{ClientBuilder, Core, Error, Operation, RetryPolicy, responses};

static API: Api = Api { servers: &[&Server { url: "https://example.com", variables: &[] }], ..Api::EMPTY };

static GET: Operation =
    Operation { id: "get", path: "/x", responses: responses!["200" "application/json"], ..Operation::EMPTY };

/// A builder for a client of a server.
fn builder(base: &str) -> ClientBuilder<Core> {
    ClientBuilder::new(&API).base_url(base).retry(RetryPolicy::never())
}

/// The response of a server.
async fn get(client: ClientBuilder<Core>) -> Result<i64, Error> {
    client.build()?.request(&GET).send().await
}
