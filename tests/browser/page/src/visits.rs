//! What the page does with the client. Each visit gives the line that the page shows for it.

use std::time::{Duration, SystemTime};

use notes::operations::changes::Follow;
use notes::operations::notes::{Get, List};
use notes::runtime::{Body, CallOptions, Clock, MockTransport, SystemClock, Upload};
use notes::types::{File, Note};
use notes::{Client, Error, RetryPolicy};

type Outcome = Result<String, Error>;

/// A body and a typed response.
pub(crate) async fn create(client: &Client) -> Outcome {
    let response = client.notes().create(Note::new("first")).send_with_response().await?;
    Ok(format!("{} {:?}", response.status.as_u16(), response.body.id))
}

/// A list in pages.
pub(crate) async fn pages(client: &Client) -> Outcome {
    let list: List = client.notes().list().per_page(2);
    let notes: Vec<Note> = list.items().all().await?;
    Ok(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// Events over two connections.
pub(crate) async fn events(client: &Client) -> Outcome {
    let call: Follow = client.changes().follow();
    let (mut events, mut seen) = (call.events(), Vec::new());
    while let Some(event) = events.next().await {
        seen.push(event?.data.note);
    }
    Ok(seen.join(" "))
}

/// A typed error.
pub(crate) async fn refused(client: &Client) -> Outcome {
    let error = client.notes().get("none").await.err();
    let problem = error.as_ref().and_then(Get::error_body);
    let status = error.as_ref().and_then(Error::status).map(|status| status.as_u16());
    Ok(format!("{status:?} {:?}", problem.map(|problem| (problem.code, problem.message))))
}

/// A second attempt, after a wait.
pub(crate) async fn again(client: &Client) -> Outcome {
    let response = client.notes().get("busy").send_with_response().await?;
    Ok(format!("{} after {} attempts", response.body.text, response.attempts))
}

/// A timeout.
pub(crate) async fn late(client: &Client) -> Outcome {
    let hurry = CallOptions::new().attempt_timeout(Duration::from_millis(200)).retry(RetryPolicy::never());
    let error = client.notes().get("slow").options(hurry).await.err();
    Ok(format!("{:?}", error.map(|error| error.kind())))
}

/// What the server saw of the call that timed out.
pub(crate) async fn aborted(client: &Client) -> Outcome {
    Ok(client.notes().get("aborted").await?.text)
}

/// A file of two pieces, in a form.
pub(crate) async fn attach(client: &Client) -> Outcome {
    let body = Body::from_stream(Pieces(vec!["def", "abc"]), None);
    let file = File::new("a title", Upload::new(body).file_name("a.txt"));
    Ok(client.notes().attach("1", file).await?.text)
}

/// A response that is read as it arrives.
pub(crate) async fn pieces(client: &Client) -> Outcome {
    let mut body = client.notes().download("1").send_streaming().await?.body;
    let (mut chunks, mut length) = (0, 0);
    while let Ok(Some(chunk)) = body.chunk().await {
        chunks += 1;
        length += chunk.len();
    }
    Ok(format!("{length} bytes, {}", if chunks > 1 { "in pieces" } else { "at once" }))
}

/// A response that is larger than the description promises.
pub(crate) async fn too_large(client: &Client) -> Outcome {
    let mut body = client.notes().download("1").send_streaming().await?.body.limited(10);
    let error = loop {
        match body.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => break None,
            Err(error) => break Some(error.kind()),
        }
    };
    Ok(format!("{error:?}"))
}

/// A response that the server does not let this page read.
pub(crate) async fn closed(client: &Client) -> Outcome {
    let error = client.notes().get("closed").options(CallOptions::new().retry(RetryPolicy::never())).await.err();
    let source = error.as_ref().and_then(std::error::Error::source).map(ToString::to_string);
    Ok(format!("{:?}: {}", error.map(|error| error.kind()), source.unwrap_or_default()))
}

/// A response without a server.
pub(crate) async fn mock() -> Outcome {
    let mock = MockTransport::new().reply::<Get>(&Note::new("from memory"));
    let client = Client::builder().token("t").transport(mock).build()?;
    Ok(client.notes().get("1").await?.text)
}

/// The time of the browser, which passes while the page waits.
pub(crate) async fn clock() -> Outcome {
    let start = SystemClock.now();
    SystemClock.sleep(Duration::from_millis(50)).await;
    let passed = SystemClock.now().duration_since(start).unwrap_or_default();
    let year = Duration::from_secs(31_556_952);
    let is_now = start.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default() > 54 * year;
    let is_sleep = passed >= Duration::from_millis(49) && passed < Duration::from_secs(10);
    Ok(format!("{is_now} {is_sleep}"))
}

/// A stream that cannot move between threads; the last piece comes first.
struct Pieces(Vec<&'static str>);

impl Unpin for Pieces {}

impl futures_core::Stream for Pieces {
    type Item = Result<notes::runtime::Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop().map(|piece| Ok(notes::runtime::Bytes::from_static(piece.as_bytes()))))
    }
}
