//! Calls of the bindings that the recipe gives: as an example of the generated crate (`auth0-management/examples/calls.rs`).

use auth0_management::types::{CreateClient, CreateUser};
use auth0_management::{Client, ClientCredentials, Error};

async fn calls(client: &Client) -> Result<(), Error> {
    let user = client.users().create(CreateUser::new("Username-Password-Authentication").email("jane@example.com")).await?;
    println!("{user:?}");
    for found in client.users().by_email("jane@example.com").await? {
        println!("{:?}", found.user_id);
    }

    let mut users = client.users().list().q("email_verified:false").per_page(100).items();
    while let Some(user) = users.next().await {
        println!("{:?}", user?.email);
    }

    let made = client.clients().create(CreateClient::new("my app")).await?;
    println!("{made:?}"); // The secret is not shown.
    if let Some(secret) = &made.client_secret {
        store(secret.expose());
    }
    Ok(())
}

fn store(_secret: &str) {}

fn main() -> Result<(), Error> {
    let credentials = ClientCredentials::new("id", "secret");
    let client = Client::builder("tenant.eu.auth0.com").token_provider(credentials).build()?;
    drop(calls(&client));
    Ok(())
}
