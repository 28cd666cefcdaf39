//! Sends a request until there is a response: attempts, their timeouts, and the waits between them.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::StatusCode;

use super::assemble::{Draft, assemble};
use super::authorize::TokenNeed;
use super::request::Request;
use super::trace::Trace;
use crate::client::config::options::Timeouts;
use crate::client::platform;
use crate::client::platform::clock::{Deadline, Elapsed};
use crate::client::request::header;
use crate::client::response::media;
use crate::client::response::raw::{MAX_ERROR_BODY, RawResponse};
use crate::client::response::reader::Reader;
use crate::client::transport::body::{Gathered, ReadError};
use crate::client::{
    Attempt, Body, Core, Error, ErrorKind, Operation, Received, ReceivedParts, RequestError, Retry, TransportError,
    TransportErrorKind, WithResponse,
};
use crate::value::secret::Secret;

/// A response with a success status. Its body may not be read yet.
pub(crate) struct Opened {
    pub(crate) response: RawResponse,
    pub(crate) body: Body,
    pub(crate) attempts: u32,
}

/// Sends a request, with retries, and reads the response. A response without a success status is an error.
pub(crate) async fn send(request: Request) -> Result<Received, Error> {
    let mut call = Attempts::new(request)?;
    let (operation, limit) = (call.operation, call.core.shared().response_limit);
    let Opened { response, attempts, .. } = call.run(Reading::Whole(limit)).await?;
    Received::new(operation, call.media, response, attempts, call.reader)
}

/// Sends a request, with retries, and returns the response before its body is read. The timeouts end there.
pub(crate) async fn open(request: Request) -> Result<WithResponse<Body>, Error> {
    let mut call = Attempts::new(request)?;
    let Opened { response, body, attempts } = call.run(Reading::Head).await?;
    let response = media::checked(call.operation, call.media, response, attempts)?;
    let RawResponse { status, headers, rate_limit, .. } = response;
    Ok(WithResponse { status, headers, rate_limit, attempts, body, deviations: Vec::new() })
}

/// Like [`open`], but returns the parts of a multipart response.
pub(crate) async fn open_parts(request: Request) -> Result<WithResponse<ReceivedParts>, Error> {
    let mut call = Attempts::new(request)?;
    let Opened { response, body, attempts } = call.run(Reading::Head).await?;
    let response = media::checked(call.operation, call.media, response, attempts)?;
    let (status, headers, rate_limit) = (response.status, response.headers.clone(), response.rate_limit);
    let body =
        ReceivedParts::new(call.operation, response, body, call.reader).map_err(|error| error.after(attempts))?;
    Ok(WithResponse { status, headers, rate_limit, attempts, body, deviations: Vec::new() })
}

/// How much of the response an attempt reads.
#[derive(Clone, Copy)]
enum Reading {
    /// The status and headers.
    Head,
    /// The body, too, up to a number of bytes.
    Whole(usize),
}

struct Attempts {
    core: Core,
    operation: &'static Operation,
    media: Option<&'static str>,
    draft: Draft,
    retry: Arc<dyn Retry>,
    timeouts: Timeouts,
    reader: Reader,
    started: SystemTime,
    /// The number of the attempt.
    number: u32,
    /// How often the request was sent. Attempts that fail for lack of a token do not count.
    sent: u32,
    /// The token of the attempt, if the client's provider supplied one.
    token: Option<Secret>,
    renewal: Renewal,
}

/// Whether a rejected token may be replaced.
enum Renewal {
    Possible,
    /// The server rejected this token with this error, and a new one was requested.
    Requested(Secret, Error),
    Done,
}

impl Attempts {
    fn new(request: Request) -> Result<Self, Error> {
        let parts = *request.0;
        let (core, operation, media) = (parts.core.clone(), parts.operation, parts.media);
        let shared = core.shared();
        let retry = parts.options.retry.clone().unwrap_or_else(|| Arc::clone(&shared.retry));
        let timeouts = Timeouts {
            attempt: parts.options.attempt_timeout.unwrap_or(shared.timeouts.attempt),
            total: parts.options.timeout.unwrap_or(shared.timeouts.total),
        };
        let started = shared.clock.now();
        let reader = parts.options.leniency.reader(&shared.reader);
        let draft = assemble(parts).map_err(|error| Error::request(operation.id, error))?;
        Ok(Self {
            core,
            operation,
            media,
            draft,
            retry,
            timeouts,
            reader,
            started,
            number: 0,
            sent: 0,
            token: None,
            renewal: Renewal::Possible,
        })
    }

    async fn run(&mut self, reading: Reading) -> Result<Opened, Error> {
        let core = self.core.clone();
        let trace = Trace::new(self.operation);
        let mut deadline = Deadline::new(&*core.shared().clock, self.timeouts.total);
        let end = trace.within(deadline.race(self.attempts(reading))).await;
        let outcome = end.unwrap_or_else(|Elapsed| Err(self.timed_out(None, "the call took longer than its timeout")));
        let status = outcome.as_ref().map_or_else(Error::status, |opened| Some(opened.response.status));
        trace.ended(status, self.sent);
        outcome.map_err(|error| error.after(self.sent))
    }

    async fn attempts(&mut self, reading: Reading) -> Result<Opened, Error> {
        loop {
            self.number += 1;
            let error = match self.attempt(reading).await {
                Ok(opened) => return Ok(opened),
                Err(error) => error,
            };
            let Err(error) = self.renew(error) else { continue };
            let wait = self.wait(&error);
            Trace::failed(self.number, &error, wait);
            let Some(wait) = wait else { return Err(error) };
            self.core.shared().clock.sleep(wait).await;
        }
    }

    /// Discards a rejected token, so that the call is sent again with a new one: once, and not as an attempt of its own.
    /// Returns the error if that is not possible.
    fn renew(&mut self, error: Error) -> Result<(), Error> {
        let is_rejected = error.kind() == ErrorKind::Status && error.status() == Some(StatusCode::UNAUTHORIZED);
        let is_possible = matches!(self.renewal, Renewal::Possible) && self.draft.is_repeatable();
        let core = self.core.clone();
        match (&core.shared().tokens, self.token.take()) {
            (Some(tokens), Some(token)) if is_rejected && is_possible => {
                tokens.refuse(&token);
                self.renewal = Renewal::Requested(token, error);
                self.number -= 1;
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// Gets the token that the request needs, if any. It is requested per attempt, because it may expire in between.
    async fn authorize(&mut self) -> Result<(), Error> {
        let core = self.core.clone();
        if let (TokenNeed::Provided, Some(tokens)) = (self.draft.token, &core.shared().tokens) {
            let token = core.shared().token(tokens, self.operation).await;
            self.token = Some(token.map_err(|error| Error::token(self.operation.id, error))?);
        }
        Ok(())
    }

    async fn attempt(&mut self, reading: Reading) -> Result<Opened, Error> {
        self.authorize().await?;
        match std::mem::replace(&mut self.renewal, Renewal::Done) {
            // The server would reject the same token again.
            Renewal::Requested(former, error) if self.token.as_ref() == Some(&former) => return Err(error),
            Renewal::Requested(..) | Renewal::Done => {}
            Renewal::Possible => self.renewal = Renewal::Possible,
        }
        let authorization = self.token.as_ref().map(|token| header::bearer(token.expose()));
        let authorization = authorization
            .transpose()
            .map_err(|reason| Error::request(self.operation.id, RequestError::TokenInvalid { reason }))?;
        let Some(request) = self.draft.request(authorization) else {
            let gone = TransportError::new(TransportErrorKind::Refused, "the body is a stream and was sent before");
            return Err(Error::transport(self.operation.id, None, gone));
        };
        self.sent += 1;
        let core = self.core.clone();
        let shared = core.shared();
        let mut deadline = Deadline::new(&*shared.clock, self.timeouts.attempt);
        let response = match deadline.race(shared.transport.send(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(Error::transport(self.operation.id, None, error)),
            Err(Elapsed) => return Err(self.timed_out(None, ATTEMPT_TIMED_OUT)),
        };
        let (head, mut body) = response.into_parts();
        let response = RawResponse::new(head.status, head.headers, shared.clock.now()).decoded_by(self.reader.policy());
        if !self.operation.succeeds_with(head.status) {
            // The status matters more than a body that ends early.
            let mut bytes = Gathered::default();
            let limit = shared.response_limit.min(MAX_ERROR_BODY);
            let _ = deadline.race(body.read(&mut bytes, limit)).await;
            let error = Error::from_status(self.operation.id, response.with_body(bytes.into_bytes()));
            return Err(error.explained(&self.draft.echo(self.token.as_ref())));
        }
        let attempts = self.sent;
        let Reading::Whole(limit) = reading else { return Ok(Opened { response, body, attempts }) };
        let mut bytes = Gathered::default();
        let end = match body.announced() > limit as u64 {
            true => Ok(Err(ReadError::TooLarge)),
            false => deadline.race(body.read(&mut bytes, limit)).await,
        };
        let response = response.with_body(bytes.into_bytes());
        match end {
            Ok(Ok(())) => Ok(Opened { response, body, attempts }),
            Ok(Err(ReadError::TooLarge)) => Err(Error::too_large(self.operation.id, response, limit)),
            Ok(Err(ReadError::Transport(error))) => Err(Error::transport(self.operation.id, Some(response), error)),
            Err(Elapsed) => Err(self.timed_out(Some(response), ATTEMPT_TIMED_OUT)),
        }
    }

    /// Returns how long to wait before the next attempt; `None` if there is none.
    fn wait(&self, error: &Error) -> Option<Duration> {
        if !self.draft.is_repeatable() {
            return None;
        }
        let now = self.core.shared().clock.now();
        // A clock that was set back makes the call look younger; the attempts and the timeout still bound it.
        let elapsed = now.duration_since(self.started).unwrap_or_default();
        let attempt = Attempt {
            operation: self.operation,
            error,
            number: self.number,
            elapsed,
            now,
            safety: self.draft.safety,
            random: platform::random(),
        };
        let wait = self.retry.after(&attempt)?;
        // A wait that ends in a timeout would hide the error.
        (elapsed.saturating_add(wait) < self.timeouts.total).then_some(wait)
    }

    fn timed_out(&self, response: Option<RawResponse>, reason: &'static str) -> Error {
        let error = TransportError::new(TransportErrorKind::Timeout, reason);
        Error::transport(self.operation.id, response, error)
    }
}

const ATTEMPT_TIMED_OUT: &str = "the attempt took longer than its timeout";
