//! Calls operations of a generated crate. Written by the benchmark.

#![allow(deprecated)]

use std::error::Error;
use std::hint::black_box;
use std::process::ExitCode;

use api_crate::Client;
use api_crate::runtime;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let client = match connect(Client::builder(BUILDER_ARGUMENTS)) {
        Ok(client) => client,
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::FAILURE;
        }
    };
    let answered = CALLS.iter().filter(|call| call(&client, &argument).is_ok()).count();
    println!("{answered} of {} calls have a response", CALLS.len());
    ExitCode::SUCCESS
}

/// A value that is opaque to the compiler.
#[allow(dead_code)]
fn given<T: runtime::Wire>(json: &str) -> Result<T, Box<dyn Error>> {
    Ok(runtime::decode(json)?)
}

type Call = fn(&Client, &str) -> Result<(), Box<dyn Error>>;
