//! Goes through all users of a tenant, page by page as they are needed.
//!
//! ```sh
//! cargo run -p bindery-examples --example list_users
//! ```
//!
//! The responses are prepared in this program. With `AUTH0_DOMAIN` and `AUTH0_TOKEN` (scope `read:users`) they come from a
//! tenant.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use bindery_examples::client;
use bindery_runtime::MockTransport;
use http::StatusCode;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client(prepared())?;
    let mut users = client.users().list().per_page(2).include_totals(true).items();
    while let Some(user) = users.next().await {
        let user = user?;
        println!("{} {}", user.user_id.unwrap_or_default(), user.email.unwrap_or_default());
    }
    Ok(())
}

/// Two pages.
fn prepared() -> MockTransport {
    let page = |start: u8, users: &str| format!(r#"{{"start":{start},"limit":2,"total":3,"users":[{users}]}}"#);
    let ada = r#"{"user_id":"auth0|1","email":"ada@example.com"}"#;
    let bob = r#"{"user_id":"auth0|2","email":"bob@example.com"}"#;
    let eve = r#"{"user_id":"auth0|3","email":"eve@example.com"}"#;
    MockTransport::new().json(StatusCode::OK, page(0, &format!("{ada},{bob}"))).json(StatusCode::OK, page(2, eve))
}
