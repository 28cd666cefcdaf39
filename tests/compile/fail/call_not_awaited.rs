//! A call that is not awaited does nothing.

#![deny(unused_must_use)]

use auth0_bindings::Client;

async fn forget(client: &Client) {
    client.log_streams().list();
    client.log_streams().delete("lst_1").send();
}

fn main() {}
