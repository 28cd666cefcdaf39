//! Uses two servers that are not quite as their descriptions say, as real ones are.
//!
//! ```sh
//! cargo run -p bindery-foreign-servers --example foreign_servers
//! ```
//!
//! Both run inside of this process: a name server whose description requires what its responses leave out, and a task
//! runner whose pages can be empty, whose numbers are of any kind, and which wants no credentials.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use bindery_foreign_servers::dns::operations::zones::ChangeZone;
use bindery_foreign_servers::dns::types::{Change, Record, RecordSet, RecordSetChangetype};
use bindery_foreign_servers::dns::{self, ResponseHeaders};
use bindery_foreign_servers::tasks::operations::tasks::CreateTask;
use bindery_foreign_servers::tasks::types::{NewTask, RetryOptions, Task, TaskWeight};
use bindery_foreign_servers::{servers, tasks};
use std::error::Error;

/// The only server that the name server knows, and its zone.
const ZONE: (&str, &str) = ("localhost", "example.org.");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    println!("A name server:");
    let address = servers::dns().await?;
    let client = dns::Client::builder(format!("http://{address}")).api_key("key", "a key").build()?;
    change_a_zone(&client).await?;
    make_mistakes(&client).await?;

    println!("\nA task runner:");
    let address = servers::tasks().await?;
    // Its description names a bearer token. The server wants none, so there is no need to make one up.
    let client = tasks::Client::builder(format!("http://{address}")).anonymous().build()?;
    // JSON is described, and text comes.
    println!("it is {}", client.server().version().await?);
    create_tasks(&client).await?;
    retry_open_tasks(&client).await
}

async fn change_a_zone(client: &dns::Client) -> Result<(), Box<dyn Error>> {
    let zones = client.zones();
    let address = RecordSet::new("www.example.org.", "A", 300, [Record::new("192.0.2.1"), Record::new("192.0.2.2")])
        .changetype(RecordSetChangetype::Replace);
    let text = RecordSet::new("example.org.", "TXT", 60, [Record::new("\"hello\"")]).changetype("REPLACE");

    let changed = zones.change_zone(ZONE.0, ZONE.1, Change::new([address, text])).send_with_response().await?;
    println!("changed to serial {}", changed.x_serial().ok_or("a serial")?);

    let zone = zones.get_zone(ZONE.0, ZONE.1).await?;
    let sets = zone.rrsets.unwrap_or_default();
    for set in &sets {
        let contents: Vec<&str> = set.records.iter().map(|record| record.content.as_str()).collect();
        println!("{} {} {}", set.name, set.r#type, contents.join(" "));
    }
    // The description requires what a response leaves out; the rule in dns.toml says so.
    assert!(sets.len() == 2 && sets.iter().all(|set| set.changetype.is_none()));
    // What the description does not know is kept.
    println!("edited to serial {:?}", zone.extra.get("edited_serial"));
    print!("{}", zones.export_zone(ZONE.0, ZONE.1).await?);
    Ok(())
}

async fn make_mistakes(client: &dns::Client) -> Result<(), Box<dyn Error>> {
    let zones = client.zones();
    // What the server misses in a request, it says in the body of its error, which has a type.
    let unclear = RecordSet::new("www.example.org.", "A", 300, [Record::new("192.0.2.3")]);
    let refused = zones.change_zone(ZONE.0, ZONE.1, Change::new([unclear])).await;
    let error = refused.err().ok_or("a change says what it does")?;
    let failure = ChangeZone::error_body(&error).ok_or("the error is described")?;
    println!("refused: {}", failure.error);

    let refused = zones.get_zone(ZONE.0, "example.com.").await;
    let error = refused.err().ok_or("there is one zone")?;
    println!("refused: {:?} {}", error.status(), error.message().unwrap_or_default());
    Ok(())
}

/// Creates tasks, and writes back what it reads: numbers, nulls and all.
async fn create_tasks(client: &tasks::Client) -> Result<(), Box<dyn Error>> {
    for (name, weight) in [
        ("first", TaskWeight::Integer(9_007_199_254_740_993)),
        ("old", TaskWeight::Number(5.0)),
        ("old", TaskWeight::Text("heavy".to_owned())),
        ("old", TaskWeight::Integer(1)),
        ("last", TaskWeight::Number(-0.5)),
    ] {
        let task = client.tasks().create_task(NewTask::new(name, weight)).await?;
        println!("created {} with {:?}", task.name, task.weight);
        let id = task.id.clone();
        client.tasks().replace_task(id, task).await?;
    }
    let refused = client.tasks().create_task(NewTask::new("", TaskWeight::Integer(1))).await;
    let error = refused.err().ok_or("a task needs a name")?;
    let problem = CreateTask::error_body(&error).ok_or("the error is described")?;
    for detail in problem.detail.unwrap_or_default() {
        println!("refused: {:?} {}", detail.loc, detail.msg);
    }
    Ok(())
}

async fn retry_open_tasks(client: &tasks::Client) -> Result<(), Box<dyn Error>> {
    let mut open: Vec<Task> = Vec::new();
    // The second page has no items, and names a third one.
    let mut items = client.tasks().list_tasks().items();
    while let Some(task) = items.next().await {
        open.push(task?);
    }
    let names: Vec<&str> = open.iter().map(|task| task.name.as_str()).collect();
    assert_eq!(names, ["first", "last"]);
    for task in &open {
        // Without a body, nothing is sent: this server would refuse `null`.
        client.tasks().retry_task(&task.id).await?;
        client.tasks().retry_task(&task.id).body(RetryOptions::new().delay(5)).await?;
        println!("retried {} twice", task.name);
    }
    Ok(())
}
