//! Uploads a file of users and prints the job that imports them.
//!
//! ```sh
//! cargo run -p bindery-examples --example import_users -- users.json con_0000000000000001
//! ```
//!
//! Without arguments the file is made up, and without `AUTH0_DOMAIN` and `AUTH0_TOKEN` (scope `create:users`) the response is.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use bindery_examples::client;
use bindery_examples::management::types::UsersImport;
use bindery_runtime::{MockTransport, Upload};
use http::StatusCode;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let content = match arguments.next() {
        Some(path) => std::fs::read(path)?,
        None => br#"[{"email":"ada@example.com"}]"#.to_vec(),
    };
    let connection = arguments.next().unwrap_or_else(|| "con_0000000000000001".to_owned());

    let prepared = MockTransport::new().json(StatusCode::ACCEPTED, r#"{"id":"job_1","status":"pending"}"#);
    let users = Upload::new(content).file_name("users.json").content_type("application/json");
    let import = UsersImport::new(users, connection).upsert(true);
    let job = client(prepared.clone())?.jobs().import_users(import).await?;

    println!("{} is {}", job.id, job.status.unwrap_or_default());
    for request in prepared.requests() {
        println!("\n{} {}\n{}", request.method(), request.uri(), String::from_utf8_lossy(request.body()));
    }
    Ok(())
}
