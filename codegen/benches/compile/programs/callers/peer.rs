//! Calls operations of a generated crate. Written by the benchmark.

#![allow(deprecated)]

use std::hint::black_box;
use std::pin::Pin;
use std::process::ExitCode;

use API_CLIENT;

fn main() -> ExitCode {
    let address = std::env::args().nth(1).unwrap_or_default();
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    let Some(client) = connect(address) else {
        return ExitCode::FAILURE;
    };
    let answered = runtime.block_on(async {
        let mut answered = 0;
        for call in CALLS {
            answered += usize::from(call(&client).await.is_some());
        }
        answered
    });
    println!("{answered} of {} calls have a response", CALLS.len());
    ExitCode::SUCCESS
}

/// An argument that is opaque to the compiler.
#[allow(dead_code)]
fn given<T>() -> Option<T> {
    black_box(None)
}

type Call = for<'a> fn(&'a Client) -> Waiting<'a>;
type Waiting<'a> = Pin<Box<dyn Future<Output = Option<()>> + 'a>>;
