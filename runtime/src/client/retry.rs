//! Whether a call that failed is sent again, and when.

use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};

use super::{Error, ErrorKind, Operation, TransportErrorKind};

/// Decides whether a call that failed is sent again. [`RetryPolicy`] is the usual one; another can ask it first.
pub trait Retry: Send + Sync + 'static {
    /// How long to wait before the call is sent again; `None` to give the error to the caller.
    fn after(&self, attempt: &Attempt<'_>) -> Option<Duration>;
}

/// An attempt that failed.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub(super) operation: &'static Operation,
    pub(super) error: &'a Error,
    pub(super) number: u32,
    pub(super) elapsed: Duration,
    pub(super) now: SystemTime,
    pub(super) safety: Safety,
    pub(super) random: u64,
}

/// Whether a request may reach the server twice without doing more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Safety {
    /// By its method (RFC 9110, 9.2.2), or because it has an `Idempotency-Key`.
    Idempotent,
    /// Nothing says so.
    Unknown,
}

impl Safety {
    pub(super) fn of(method: &Method, headers: &http::HeaderMap) -> Self {
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

    /// Whether the request may reach the server twice without doing more than once: by its method (RFC 9110, 9.2.2), or
    /// because it has an `Idempotency-Key` header.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.safety == Safety::Idempotent
    }
}

/// Which requests are sent again when the server may already have acted on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryOn {
    /// Those that are idempotent.
    #[default]
    Idempotent,
    /// All of them. A `POST` may then create twice.
    All,
}

/// The usual policy, as a value.
///
/// * A call is sent again after the statuses 429, 408 and 503. After other 5xx statuses, and when the connection fails or
///   the time of an attempt is up, only if it is idempotent: with the methods GET, HEAD, OPTIONS, TRACE, PUT and DELETE, or
///   with a header `Idempotency-Key`. When no token could be had for a reason that may pass, always, since nothing was sent.
/// * Before that it waits as long as `Retry-After` says; after a 429 without it, until `X-RateLimit-Reset`; else for a random
///   time up to a limit that starts at half a second and doubles with each attempt (exponential backoff with full jitter).
///   Times in the past count as not given.
/// * It gives up, without waiting, after [`attempts`](RetryPolicy::attempts), and when the wait would not end within the
///   [`budget`](RetryPolicy::budget) or within the call's timeout.
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

    /// Nothing is sent again.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// Sets how often a call is sent at most, the first time included. The default is 4.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the time after the beginning of a call within which it may be sent again. The default is two minutes.
    pub fn budget(mut self, budget: Duration) -> Self {
        self.budget = budget;
        self
    }

    /// Sets the limit of the first random wait, which doubles with each attempt, and what it grows to at most. The
    /// default is from half a second to 20 seconds.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff = (first, longest);
        self
    }

    /// Sets how long to wait at most, whatever the server says. The default is one minute.
    pub fn max_wait(mut self, longest: Duration) -> Self {
        self.max_wait = longest;
        self
    }

    /// Sets which requests are sent again when the server may already have acted on them. The default is those that
    /// are idempotent.
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
                let kind = error.transport_error().map(super::TransportError::kind);
                may_repeat && kind != Some(TransportErrorKind::Refused)
            }
            ErrorKind::Token => error.is_retryable(),
            _ => false,
        }
    }

    fn wait(&self, attempt: &Attempt<'_>) -> Duration {
        let said = attempt.error.retry_after().filter(|wait| !wait.is_zero());
        let reset = || {
            let is_limited = attempt.error.status() == Some(StatusCode::TOO_MANY_REQUESTS);
            let reset = attempt.error.rate_limit()?.reset.filter(|_| is_limited)?;
            let wait = reset.duration_since(attempt.now).ok().filter(|wait| !wait.is_zero())?;
            // The time is the same for all who wait for it: they come back one after the other.
            Some(wait.saturating_add(jitter(Duration::from_secs(1), attempt.random)))
        };
        let backoff = || {
            let (first, longest) = self.backoff;
            let doubled = 2_u32.checked_pow(attempt.number.saturating_sub(1)).unwrap_or(u32::MAX);
            jitter(first.saturating_mul(doubled).min(longest), attempt.random)
        };
        said.or_else(reset).unwrap_or_else(backoff).min(self.max_wait)
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

/// A random part of a time.
fn jitter(limit: Duration, random: u64) -> Duration {
    let millionths = u32::try_from(random % 1_000_001).unwrap_or_default();
    limit / 1_000_000 * millionths
}

#[cfg(test)]
mod tests;
