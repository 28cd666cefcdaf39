//! Encodes bodies and decodes responses of operations. Written by the benchmark.

use std::error::Error;
use std::hint::black_box;
use std::io::Read;
use std::process::ExitCode;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default().into_bytes();
    let mut answer = Vec::new();
    if let Err(failure) = std::io::stdin().read_to_end(&mut answer) {
        eprintln!("{failure}");
        return ExitCode::FAILURE;
    }
    let answered = CALLS.iter().filter(|call| call(&argument, &answer).is_ok()).count();
    println!("{answered} of {} calls have a response", CALLS.len());
    ExitCode::SUCCESS
}

type Call = fn(&[u8], &[u8]) -> Result<(), Box<dyn Error>>;

/// Encodes a body that is opaque to the compiler.
#[allow(dead_code)]
fn send<T: serde::de::DeserializeOwned + serde::Serialize>(json: &[u8]) -> Result<(), Box<dyn Error>> {
    let body: T = serde_json::from_slice(json)?;
    black_box(serde_json::to_vec(&body)?);
    Ok(())
}

/// A response.
#[allow(dead_code)]
fn receive<T: serde::de::DeserializeOwned>(json: &[u8]) -> Result<(), Box<dyn Error>> {
    black_box(serde_json::from_slice::<T>(json)?);
    Ok(())
}
