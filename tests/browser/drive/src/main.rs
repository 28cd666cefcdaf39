//! Runs the page in Chromium against an API on the loopback interface, and compares what it shows.
//!
//! ```text
//! drive PAGE.wasm DIRECTORY CHROMIUM
//! ```
//!
//! What `wasm-bindgen` makes of the page goes to the directory, and so does the profile of the browser.

#![deny(warnings)]
#![forbid(unsafe_code)]

mod api;
mod browser;
mod http;
mod site;

use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

/// What the page shows when everything works.
const EXPECTED: &[&str] = &[
    r#"created: 201 Some("1")"#,
    "pages: a b c d e",
    "events: one two three",
    r#"refused: Some(404) Some(("not_found", "no such note"))"#,
    "again: at last after 2 attempts",
    "late: Some(Timeout)",
    "aborted: yes",
    "attached: a.txt: abcdef",
    "pieces: 100000 bytes, in pieces",
    "too large: Some(Refused)",
    "closed: Some(Transport): the browser gave no response: there is no connection, or the server does not allow this page to call it (CORS)",
    "mock: from memory",
    "clock: true true",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [page, directory, chromium] = arguments.as_slice() else {
        return Err("usage: drive PAGE.wasm DIRECTORY CHROMIUM".into());
    };
    let directory = Path::new(directory);
    Bindgen::new().input_path(page).web(true)?.typescript(false).out_name("page").generate(directory)?;
    let api = api::serve()?;
    let site = site::serve(directory)?;
    let document = browser::document(Path::new(chromium), directory, &format!("{site}/#{api}"))?;
    let shown = browser::lines(&document);
    if shown != EXPECTED {
        let missing: Vec<_> = EXPECTED.iter().filter(|line| !shown.iter().any(|shown| shown == *line)).collect();
        return Err(format!("the page shows\n{}\nwhich lacks\n{missing:#?}\nin\n{document}", shown.join("\n")).into());
    }
    println!("{}", shown.join("\n"));
    Ok(())
}
