//! Calls every operation once and reports the calls that fail. Written by the conformance test.

#![allow(deprecated)]

use api_crate::runtime::{self, Wire};
use api_crate::{CallOptions, Client};
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;
type Called = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

fn main() -> ExitCode {
    if !all_secrets_are_hidden() {
        return ExitCode::FAILURE;
    }
    let address = std::env::args().nth(1).expect("the address of the server");
    let client = Client::builder("example.auth0.com").base_url(address).token("token").build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut failed = 0;
    for (name, call) in CALLS {
        if let Err(failure) = runtime.block_on(call(client.clone())) {
            failed += 1;
            println!("{name}: {failure}");
            if let Some(error) = failure.downcast_ref::<runtime::Error>() {
                println!("    {}", String::from_utf8_lossy(error.body()));
            }
        }
    }
    println!("{failed} of {} calls failed", CALLS.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether the `Debug` output of no value contains its secret.
fn all_secrets_are_hidden() -> bool {
    let mut hidden = 0;
    for (schema, shown, text) in SECRETS {
        match shown(text) {
            Ok(shown) if shown.contains("MARK") => println!("{schema} is shown as {shown}"),
            Ok(_) => hidden += 1,
            Err(failure) => println!("{schema}: {failure}"),
        }
    }
    println!("{hidden} of {} values hide their secrets", SECRETS.len());
    hidden == SECRETS.len()
}

/// Returns the `Debug` output of a value.
fn shown<T: Wire>(text: &str) -> Result<String, Failure> {
    struct Shown<T>(T);
    impl<T: Wire> std::fmt::Debug for Shown<T> {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            runtime::__private::debug(&self.0, formatter)
        }
    }
    Ok(format!("{:?}", Shown(read::<T>(text)?)))
}

fn options(id: &str) -> CallOptions {
    CallOptions::new().header("ID_HEADER", id)
}

/// Reads all events of a stream, of which there must be one.
async fn events<T: Wire>(mut events: runtime::Events<T>) -> Result<(), Failure> {
    events.next().await.ok_or("there is no event")??;
    events.next().await.transpose()?;
    Ok(())
}

fn read<T: Wire>(json: &str) -> Result<T, Failure> {
    runtime::decode(json).map_err(|error| format!("the argument {json}: {error}").into())
}
