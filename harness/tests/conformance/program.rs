//! Makes the calls that its input lists, and reports what came of each. Written by the conformance test.

#![allow(dead_code, deprecated, unused_variables)]

use api_crate::runtime::{self, Wire};
use api_crate::{CallOptions, Client};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;
type Called<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// No stream has so many pages.
const MOST_PAGES: usize = 100;

fn main() -> ExitCode {
    if !all_secrets_are_hidden() {
        return ExitCode::FAILURE;
    }
    let address = std::env::args().nth(1).expect("the address of the server");
    let client = BUILDER.base_url(address).token("token");
    let is_strict = std::env::args().nth(2).is_some_and(|word| word == "strict");
    let client = if is_strict { client.strict() } else { client }.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let calls: HashMap<&str, _> = CALLS.iter().map(|(name, call)| (*name, call)).collect();
    for line in std::io::stdin().lines() {
        let line = line.expect("text");
        let mut parts = line.split('\t');
        let (name, id) = (parts.next().expect("a name"), parts.next().expect("an id"));
        let mut values = HashMap::new();
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            values.insert(key, value);
        }
        let given = Arguments { id, values };
        let outcome = match calls.get(name) {
            Some(call) => runtime.block_on(call(client.clone(), &given)),
            None => Err("there is no such call".into()),
        };
        match outcome {
            Ok(()) => println!("call\t{id}\tok"),
            Err(failure) => {
                let body = failure.downcast_ref::<runtime::Error>().map(|error| error.body().to_vec());
                let body = body.filter(|body| body.len() < 10_000).unwrap_or_default();
                println!("call\t{id}\t{}", format!("{failure} {}", String::from_utf8_lossy(&body)).replace(['\n', '\r', '\t'], " "));
            }
        }
    }
    ExitCode::SUCCESS
}

/// The arguments of a call.
struct Arguments<'a> {
    id: &'a str,
    values: HashMap<&'a str, &'a str>,
}

impl Arguments<'_> {
    fn value<T: Wire>(&self, key: &str) -> Result<Option<T>, Failure> {
        self.values.get(key).map(|json| read(json)).transpose()
    }

    /// A body that is bytes: the text itself, or the JSON of anything else.
    fn bytes<T: From<String>>(&self, key: &str) -> Result<Option<T>, Failure> {
        let text = |json: &&str| read::<String>(json).unwrap_or_else(|_| (*json).to_owned());
        Ok(self.values.get(key).map(text).map(T::from))
    }

    fn options(&self) -> CallOptions {
        CallOptions::new().header("ID_HEADER", self.id)
    }
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

/// Reads all events of a stream, of which there must be one or two.
async fn events<T: Wire>(mut events: runtime::Events<T>) -> Result<(), Failure> {
    events.next().await.ok_or("there is no event")??;
    events.next().await.transpose()?;
    Ok(())
}

/// Reads all pages of a stream, which must end.
async fn pages<T: runtime::call::Reply>(mut pages: runtime::Pages<T>) -> Result<(), Failure> {
    for _ in 0..MOST_PAGES {
        match pages.next().await {
            Some(page) => drop(page?),
            None => return Ok(()),
        }
    }
    Err(format!("more than {MOST_PAGES} pages").into())
}

fn read<T: Wire>(json: &str) -> Result<T, Failure> {
    runtime::decode_strict(json).map_err(|error| format!("the argument {json}: {error}").into())
}
