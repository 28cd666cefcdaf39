//! The server around a mock.

use super::model::{Answer, Request};
use super::refusal::{Fault, refusal};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// The maximum number of connections at a time; others wait.
const CONNECTIONS: usize = 256;
/// How long a client may take for the headers of a request, and for its body.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long requests may take that are under way when the server stops.
const GRACE: Duration = Duration::from_secs(2);
/// The limit for the headers of a request, in bytes.
const HEADERS: usize = 64 << 10;

/// What serves: from a request to an answer.
pub trait Serving: Send + Sync + 'static {
    /// Answers a request.
    fn answer(&self, request: &Request) -> Answer;

    /// The maximum size of a request's body, in bytes.
    fn max_body(&self) -> usize;

    /// Hears about each request and its answer.
    fn served(&self, request: &Request, answer: &Answer);
}

/// Serves until the process is asked to stop, by Ctrl-C or a signal to terminate. Requests that are under way are answered.
///
/// # Errors
/// The socket or the signal cannot be used.
pub fn serve(listener: TcpListener, serving: impl Serving) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(accept(listener, Arc::new(serving)))
}

async fn accept(listener: TcpListener, serving: Arc<impl Serving>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (stop, stopped) = watch::channel(false);
    let mut asked = std::pin::pin!(asked()?);
    loop {
        let Race::First(Ok(place)) = race(Arc::clone(&places).acquire_owned(), asked.as_mut()).await else { break };
        let stream = match race(listener.accept(), asked.as_mut()).await {
            Race::First(Ok((stream, _))) => stream,
            // Such as too many open files: connections that end make room.
            Race::First(Err(_)) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
            Race::Second(()) => break,
        };
        let (serving, mut stopped) = (Arc::clone(&serving), stopped.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| respond(Arc::clone(&serving), request));
            let mut server = hyper::server::conn::http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEADERS);
            let mut connection = std::pin::pin!(server.serve_connection(TokioIo::new(stream), service));
            // What a client does wrong ends its own connection.
            let stopped = async { drop(stopped.wait_for(|stopped| *stopped).await) };
            if let Race::Second(()) = race(connection.as_mut(), stopped).await {
                connection.as_mut().graceful_shutdown();
                drop(connection.await);
            }
            drop(place);
        });
    }
    // Without connections, nobody hears it.
    stop.send_replace(true);
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    drop(tokio::time::timeout(GRACE, places.acquire_many(all)).await);
    Ok(())
}

/// The result of the future that was ready first.
enum Race<A, B> {
    First(A),
    Second(B),
}

/// Waits for one of two futures. (`tokio::select!` would bring a macro crate for this.)
async fn race<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> Race<A, B> {
    let (mut first, mut second) = (std::pin::pin!(first), std::pin::pin!(second));
    poll_fn(|context| match first.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Race::First(result)),
        Poll::Pending => second.as_mut().poll(context).map(Race::Second),
    })
    .await
}

/// Waits for a signal to stop.
#[cfg(unix)]
fn asked() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        race(interrupt.recv(), terminate.recv()).await;
    })
}

/// Waits for a signal to stop.
#[cfg(not(unix))]
fn asked() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

type Response = hyper::Response<Full<Bytes>>;

async fn respond(serving: Arc<impl Serving>, request: hyper::Request<Incoming>) -> Result<Response, Infallible> {
    let (head, body) = request.into_parts();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let mut request = Request {
        method: head.method.as_str().to_owned(),
        target: head.uri.to_string(),
        headers: head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: Vec::new(),
    };
    let limit = serving.max_body();
    let answer = match tokio::time::timeout(PATIENCE, Limited::new(body, limit).collect()).await {
        Ok(Ok(body)) => {
            request.body = body.to_bytes().to_vec();
            serving.answer(&request)
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let fault = Fault::new("body", format!("at most {limit} bytes (--max-body)"), "more");
            refusal(413, None, &[fault]).with("connection", "close")
        }
        Ok(Err(error)) => refusal(400, None, &[Fault::new("body", "a whole body", error.to_string())]),
        Err(_) => {
            let fault = Fault::new("body", format!("a body within {} s", PATIENCE.as_secs()), "only a part of it");
            refusal(408, None, &[fault]).with("connection", "close")
        }
    };
    serving.served(&request, &answer);
    Ok(written(answer))
}

fn written(answer: Answer) -> Response {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status).unwrap_or_default();
    for (name, value) in answer.headers {
        // A description may have headers that HTTP does not allow.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
