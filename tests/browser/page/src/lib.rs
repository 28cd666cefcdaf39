//! A page that calls a server of another origin through generated bindings, and shows what came of it: a line for each visit.

#![deny(warnings)]
#![forbid(unsafe_code)]

mod visits;

use std::rc::Rc;
use std::time::Duration;

use notes::runtime::{Clock, SystemClock, Token, TokenError};
use notes::{Client, Error, RetryPolicy};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Window};

/// Makes the visits and shows them. The address of the API is the fragment of the page's address.
#[wasm_bindgen(start)]
async fn start() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let document = window.document().ok_or("there is no document")?;
    let address = window.location().hash()?;
    let client = client(address.trim_start_matches('#')).map_err(|error| error.to_string())?;
    let visits = [
        ("created", visits::create(&client).await),
        ("pages", visits::pages(&client).await),
        ("events", visits::events(&client).await),
        ("refused", visits::refused(&client).await),
        ("again", visits::again(&client).await),
        ("late", visits::late(&client).await),
        ("aborted", visits::aborted(&client).await),
        ("attached", visits::attach(&client).await),
        ("pieces", visits::pieces(&client).await),
        ("too large", visits::too_large(&client).await),
        ("closed", visits::closed(&client).await),
        ("mock", visits::mock().await),
        ("clock", visits::clock().await),
    ];
    for (name, outcome) in visits {
        show(&document, &format!("{name}: {}", outcome.unwrap_or_else(|error| format!("failed: {error:?}"))))?;
    }
    done(&window).await
}

/// A client whose token comes from a future that cannot move between threads.
fn client(address: &str) -> Result<Client, Error> {
    let retry = RetryPolicy::new().attempts(3).backoff(Duration::from_millis(20), Duration::from_millis(50));
    let provider = || async {
        let token = Rc::new("a token".replace(' ', "-"));
        SystemClock.sleep(Duration::from_millis(1)).await;
        Ok::<Token, TokenError>(Token::new(token.to_string()).until_refused())
    };
    Client::builder().base_url(address).token_provider(provider).retry(retry).build()
}

fn show(document: &Document, text: &str) -> Result<(), JsValue> {
    let line = document.create_element("li")?;
    line.set_text_content(Some(text));
    document.body().ok_or("there is no body")?.append_child(&line)?;
    Ok(())
}

/// Tells the server of the page that everything is shown.
async fn done(window: &Window) -> Result<(), JsValue> {
    wasm_bindgen_futures::JsFuture::from(window.fetch_with_str("/done")).await?;
    Ok(())
}
