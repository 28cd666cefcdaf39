//! Creates a log stream of each kind, lists, changes and deletes them, reads the log, follows events, and prints what goes over the
//! wire.
//!
//! ```sh
//! cargo run --example log_streams
//! ```
//!
//! The server is a tenant inside this process. To talk to a real one instead, set `AUTH0_DOMAIN` to its domain and
//! `AUTH0_TOKEN` to an access token with the scopes `create:log_streams`, `read:log_streams`, `update:log_streams`,
//! `delete:log_streams`, `read:logs`, `read:logs_users` and `read:events`. Only streams that this run created are changed and deleted. Some kinds ask for accounts at
//! other vendors; what a real tenant refuses is printed, and the run goes on.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

mod tenant;
mod transcript;

use auth0_bindings::types::*;
use auth0_bindings::{Client, ErrorKind, Patch};
use std::error::Error;
use transcript::Transcript;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client().await?;
    let streams = client.log_streams();

    let mut created = Vec::new();
    for body in one_of_each_kind() {
        match streams.create(body).await {
            Ok(stream) => created.extend(stream.id().map(|id| id.into_owned())),
            Err(error) if error.kind() == ErrorKind::Status => println!("    refused: {error}"),
            Err(error) => return Err(error.into()),
        }
    }
    for stream in streams.list().await? {
        println!("    {stream:?}");
    }
    if let Some(id) = created.first() {
        let update = UpdateLogStream::new()
            .status(LogStreamStatus::Paused)
            .sink(HttpSink::new("https://logs.example.com/new").authorization("Bearer n3w-s3cret"))
            // A property that is left out stays as it is; a null clears it.
            .pii_config(Patch::Null);
        match streams.update(id, update).await {
            Ok(stream) => println!("    {stream:?}"),
            Err(error) => println!("    refused: {error}"),
        }
        streams.get(id).await?;
    }
    for id in &created {
        streams.delete(id).await?;
    }
    let left = streams.list().await?;
    println!("{} streams were created, {} are left", created.len(), left.len());

    read_log(&client).await?;
    follow_events(&client).await
}

/// Prints the last changes by way of the Management API, and then all that happened since the oldest of them.
async fn read_log(client: &Client) -> Result<(), Box<dyn Error>> {
    let search = client.logs().list().q("type:sapi").sort("date:-1").per_page(5);
    // Pages are fetched as their entries are asked for.
    let mut found = search.items_by_page();
    let mut oldest = None;
    for _ in 0..10 {
        let Some(entry) = found.next().await else { break };
        let entry = entry?;
        println!("    {}", entry.description.into_option().unwrap_or_default());
        oldest = entry.log_id;
    }
    let Some(oldest) = oldest else { return Ok(()) };
    let mut since = client.logs().list().from(&oldest).take(100).items();
    let mut count = 0;
    while let Some(entry) = since.next().await {
        entry?;
        count += 1;
    }
    println!("{count} entries came after {oldest}");
    Ok(())
}

/// Prints events until there is none left. A connection that breaks is continued where it was.
async fn follow_events(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut events = client.events().subscribe().events();
    while let Some(event) = events.next().await {
        match event?.data {
            EventStreamMessage::Event(message) => println!("    {} {:?}", message.event.id, message.r#type),
            EventStreamMessage::Error(message) => println!("    the stream ends: {}", message.error.message),
            EventStreamMessage::Offset(_) => break,
            // A type of event that this version of the bindings does not know.
            other => println!("    {other:?}"),
        }
    }
    Ok(())
}

/// A client for the tenant of the environment, else for one inside this process.
async fn client() -> Result<Client, Box<dyn Error>> {
    let (domain, token) = match (std::env::var("AUTH0_DOMAIN"), std::env::var("AUTH0_TOKEN")) {
        (Ok(domain), Ok(token)) => (domain, token),
        _ => {
            let token = "the-token-of-the-tenant-in-this-process";
            (format!("http://{}", tenant::start(token).await?), token.to_owned())
        }
    };
    println!("the tenant is {domain}");
    Ok(Client::builder(domain).token(token).transport(Transcript::new()?).build()?)
}

/// A body for each of the eight kinds of log streams.
fn one_of_each_kind() -> [CreateLogStream; 8] {
    let logins = LogStreamFilter::new().r#type(LogStreamFilterType::Category).name(LogStreamFilterName::AuthLoginFail);
    let email = PiiConfig::new([PiiLogField::Email]).method(PiiMethod::Mask);
    [
        CreateLogStream::http(HttpSink::new("https://logs.example.com/in").authorization("Bearer s3cret"))
            .name("audit")
            .filters([logins])
            .pii_config(email)
            .into(),
        CreateLogStream::event_bridge(EventBridgeSink::new("123456789012", EventBridgeRegion::EuCentral1)).into(),
        CreateLogStream::event_grid(EventGridSink::new(
            "b69a6835-57c7-4d53-b0d5-1c6ae580b6d5",
            EventGridRegion::Northeurope,
            "logs",
        ))
        .into(),
        CreateLogStream::datadog(DatadogSink::new("s3cret", DatadogRegion::Eu)).into(),
        CreateLogStream::splunk(SplunkSink::new("splunk.example.com", "8088", "s3cret", true)).into(),
        CreateLogStream::sumo(SumoSink::new("https://sumo.example.com/s3cret")).into(),
        CreateLogStream::segment(SegmentSink::new("s3cret")).is_priority(true).into(),
        CreateLogStream::mixpanel(MixpanelSink::new(MixpanelRegion::Eu, "1234567", "robot", "s3cret")).into(),
    ]
}
