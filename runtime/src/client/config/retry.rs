//! Retries.

use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};

use crate::client::{Error, ErrorKind, MaybeSend, MaybeSync, Operation, TransportErrorKind};

/// Decides whether a failed call is retried. [`RetryPolicy`] is the default; other implementations can delegate to it.
pub trait Retry: MaybeSend + MaybeSync + 'static {
    /// How long to wait before the retry; `None` to return the error to the caller.
    fn after(&self, attempt: &Attempt<'_>) -> Option<Duration>;
}

/// A failed attempt.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) error: &'a Error,
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) now: SystemTime,
    pub(crate) safety: Safety,
    pub(crate) random: u64,
}

/// Whether a request is idempotent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    /// By its method (RFC 9110, 9.2.2), or because it has an `Idempotency-Key`.
    Idempotent,
    /// Not known to be idempotent.
    Unknown,
}

impl Safety {
    pub(crate) fn of(method: &Method, headers: &http::HeaderMap) -> Self {
        match method.is_idempotent() || headers.contains_key("idempotency-key") {
            true => Self::Idempotent,
            false => Self::Unknown,
        }
    }
}

impl Attempt<'_> {
    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Why the attempt failed.
    #[must_use]
    pub fn error(&self) -> &Error {
        self.error
    }

    /// The number of the attempt, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The time since the call began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Whether the request is idempotent: by its method (RFC 9110, 9.2.2) or because it has an `Idempotency-Key`
    /// header.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.safety == Safety::Idempotent
    }
}

/// Which requests are retried when the server may already have acted on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryOn {
    /// Idempotent requests.
    #[default]
    Idempotent,
    /// All requests. A `POST` may then create two resources.
    All,
}

/// The default retry policy.
///
/// * Retries after the statuses 429, 408 and 503. After other 5xx statuses, connection failures and timeouts it retries
///   only idempotent requests: with the methods GET, HEAD, OPTIONS, TRACE, PUT and DELETE, or with a header
///   `Idempotency-Key`. Temporary failures to obtain a token are always retried, because nothing was sent.
/// * Waits as long as `Retry-After` says; after a 429 without it, until `X-RateLimit-Reset`; otherwise with exponential
///   backoff and full jitter, starting at half a second. Times in the past are ignored.
/// * Gives up, without waiting, after [`attempts`](RetryPolicy::attempts), or when the wait would exceed the
///   [`budget`](RetryPolicy::budget) or the call's timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    budget: Duration,
    backoff: (Duration, Duration),
    max_wait: Duration,
    retry_on: RetryOn,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            budget: Duration::from_secs(120),
            backoff: (Duration::from_millis(500), Duration::from_secs(20)),
            max_wait: Duration::from_secs(60),
            retry_on: RetryOn::Idempotent,
        }
    }
}

impl RetryPolicy {
    /// The default policy.
    pub fn new() -> Self {
        Self::default()
    }

    /// A policy that never retries.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. The default is 4.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the time after the start of a call within which it may be retried. The default is two minutes.
    pub fn budget(mut self, budget: Duration) -> Self {
        self.budget = budget;
        self
    }

    /// Sets the first and the maximum backoff. The limit of the random wait doubles with each attempt. The default is
    /// half a second, growing to 20 seconds.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff = (first, longest);
        self
    }

    /// Sets the maximum wait, even if the server requests a longer one. The default is one minute.
    pub fn max_wait(mut self, longest: Duration) -> Self {
        self.max_wait = longest;
        self
    }

    /// Sets which requests are retried when the server may already have acted on them. The default is idempotent
    /// requests.
    pub fn retry_on(mut self, retry_on: RetryOn) -> Self {
        self.retry_on = retry_on;
        self
    }

    fn applies(&self, attempt: &Attempt<'_>) -> bool {
        let may_repeat = self.retry_on == RetryOn::All || attempt.is_idempotent();
        let error = attempt.error;
        match error.kind() {
            ErrorKind::Status => match error.status() {
                Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE) => {
                    true
                }
                Some(status) => status.is_server_error() && may_repeat,
                None => false,
            },
            ErrorKind::Transport | ErrorKind::Timeout => {
                let kind = error.transport_error().map(crate::client::TransportError::kind);
                may_repeat && kind != Some(TransportErrorKind::Refused)
            }
            ErrorKind::Token => error.is_retryable(),
            _ => false,
        }
    }

    fn wait(&self, attempt: &Attempt<'_>) -> Duration {
        let requested = attempt.error.retry_after().filter(|wait| !wait.is_zero());
        let reset = || {
            let is_limited = attempt.error.status() == Some(StatusCode::TOO_MANY_REQUESTS);
            let reset = attempt.error.rate_limit()?.reset.filter(|_| is_limited)?;
            let wait = reset.duration_since(attempt.now).ok().filter(|wait| !wait.is_zero())?;
            // The limit resets for all waiting clients at the same time: the jitter spreads their retries.
            Some(wait.saturating_add(jitter(Duration::from_secs(1), attempt.random)))
        };
        let backoff = || {
            let (first, longest) = self.backoff;
            let doubled = 2_u32.checked_pow(attempt.number.saturating_sub(1)).unwrap_or(u32::MAX);
            jitter(first.saturating_mul(doubled).min(longest), attempt.random)
        };
        requested.or_else(reset).unwrap_or_else(backoff).min(self.max_wait)
    }
}

impl Retry for RetryPolicy {
    fn after(&self, attempt: &Attempt<'_>) -> Option<Duration> {
        if attempt.number >= self.attempts || !self.applies(attempt) {
            return None;
        }
        let wait = self.wait(attempt);
        let end = attempt.elapsed.checked_add(wait)?;
        (end <= self.budget).then_some(wait)
    }
}

/// Returns a random part of a wait.
fn jitter(limit: Duration, random: u64) -> Duration {
    let millionths = u32::try_from(random % 1_000_001).unwrap_or_default();
    limit / 1_000_000 * millionths
}

#[cfg(test)]
mod tests;
