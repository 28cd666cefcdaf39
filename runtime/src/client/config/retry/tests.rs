use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};
use proptest::prelude::*;

use super::{Attempt, Retry, RetryOn, RetryPolicy, Safety};
use crate::client::response::raw::RawResponse;
use crate::client::{Error, Operation, TransportError, TransportErrorKind};

static GET: Operation = Operation { id: "get", ..Operation::EMPTY };

const NOW: u64 = 1_700_000_000;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

fn status(status: u16, headers: &[(&'static str, &str)]) -> Error {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    Error::from_status("get", RawResponse::new(StatusCode::from_u16(status).unwrap(), headers, now()))
}

fn transport(kind: TransportErrorKind) -> Error {
    Error::transport("get", None, TransportError::new(kind, "broken"))
}

fn after(policy: RetryPolicy, error: &Error, safety: Safety) -> Option<Duration> {
    let (number, elapsed) = (1, Duration::ZERO);
    policy.after(&Attempt { operation: &GET, error, number, elapsed, now: now(), safety, random: u64::MAX })
}

#[test]
fn retries_depend_on_the_status_and_on_idempotency() {
    let policy = RetryPolicy::new();
    for (code, always, idempotent) in [
        (429, true, true),
        (408, true, true),
        (503, true, true),
        (500, false, true),
        (502, false, true),
        (504, false, true),
        (599, false, true),
        (400, false, false),
        (401, false, false),
        (404, false, false),
        (409, false, false),
        (302, false, false),
    ] {
        let error = status(code, &[]);
        assert_eq!(after(policy, &error, Safety::Unknown).is_some(), always, "{code}");
        assert_eq!(after(policy, &error, Safety::Idempotent).is_some(), idempotent, "{code}");
        assert_eq!(after(policy.retry_on(RetryOn::All), &error, Safety::Unknown).is_some(), idempotent, "{code}");
        assert_eq!(after(RetryPolicy::never(), &error, Safety::Idempotent), None);
    }
    for (kind, idempotent) in [
        (TransportErrorKind::Connect, true),
        (TransportErrorKind::Timeout, true),
        (TransportErrorKind::Interrupted, true),
        (TransportErrorKind::Refused, false),
    ] {
        let error = transport(kind);
        assert_eq!(after(policy, &error, Safety::Unknown), None, "{kind:?}");
        assert_eq!(after(policy, &error, Safety::Idempotent).is_some(), idempotent, "{kind:?}");
    }
}

#[test]
fn the_method_or_a_key_makes_a_request_idempotent() {
    let mut headers = HeaderMap::new();
    for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE] {
        assert_eq!(Safety::of(&method, &headers), Safety::Idempotent);
    }
    assert_eq!(Safety::of(&Method::POST, &headers), Safety::Unknown);
    assert_eq!(Safety::of(&Method::PATCH, &headers), Safety::Unknown);
    headers.insert("idempotency-key", http::HeaderValue::from_static("7"));
    assert_eq!(Safety::of(&Method::POST, &headers), Safety::Idempotent);
}

#[test]
fn the_server_says_how_long_to_wait() {
    let second = Duration::from_secs(1);
    let minute = Duration::from_secs(60);
    // The jitter is at its largest here: one second for a reset, and half a second for the first backoff.
    let backoff = jittered(Duration::from_millis(500));
    let reset = |seconds: u64| Duration::from_secs(seconds) + jittered(second);
    for (code, headers, wait) in [
        (429, &[("retry-after", "7")][..], second * 7),
        (429, &[("retry-after", "7"), ("x-ratelimit-reset", "1700000030")], second * 7),
        (429, &[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT")], second * 30),
        (503, &[("retry-after", "7")], second * 7),
        (429, &[("x-ratelimit-reset", "1700000030")], reset(30)),
        (429, &[("x-ratelimit-reset", "30")], reset(30)),
        (429, &[("retry-after", "soon"), ("x-ratelimit-reset", "1700000030")], reset(30)),
        // The rate limit is not the reason for this status.
        (503, &[("x-ratelimit-reset", "1700000030")], backoff),
        // A time in the past, an invalid value, or no header.
        (429, &[("retry-after", "0")], backoff),
        (429, &[("retry-after", "Tue, 14 Nov 1995 22:13:50 GMT")], backoff),
        (429, &[("x-ratelimit-reset", "1600000000")], backoff),
        (429, &[("retry-after", "-7"), ("x-ratelimit-reset", "x")], backoff),
        (429, &[], backoff),
        // Excessive waits.
        (429, &[("retry-after", "18446744073709551615")], minute),
        (429, &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")], minute),
        (429, &[("x-ratelimit-reset", "99999999999")], minute),
        (429, &[("x-ratelimit-reset", "18446744073709551615")], minute),
    ] {
        assert_eq!(
            after(RetryPolicy::new(), &status(code, headers), Safety::Unknown),
            Some(wait),
            "{code} {headers:?}"
        );
    }
}

/// The largest jitter within a limit.
fn jittered(limit: Duration) -> Duration {
    super::jitter(limit, u64::MAX)
}

#[test]
fn a_wait_beyond_the_budget_is_not_started() {
    let error = status(429, &[("retry-after", "30")]);
    let seconds = Duration::from_secs;
    let policy = RetryPolicy::new().budget(seconds(40));
    let after = |elapsed| {
        let attempt = Attempt {
            operation: &GET,
            error: &error,
            number: 1,
            elapsed,
            now: now(),
            safety: Safety::Unknown,
            random: 0,
        };
        policy.after(&attempt)
    };
    assert_eq!(after(seconds(10)), Some(seconds(30)));
    assert_eq!(after(seconds(11)), None);
    assert_eq!(after(Duration::MAX), None);
}

proptest! {
    #[test]
    fn waits_are_bounded_whatever_the_server_says(
        code in prop::sample::select(vec![408_u16, 429, 500, 503]),
        retry_after in prop::option::of("[0-9]{1,22}|[ -~]{0,30}"),
        reset in prop::option::of("[0-9]{1,22}|[ -~]{0,30}"),
        number in 1_u32..,
        elapsed in any::<u64>(),
        random: u64,
        attempts: u32,
        longest in any::<u32>(),
    ) {
        let pairs: Vec<_> = [("retry-after", &retry_after), ("x-ratelimit-reset", &reset)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)))
            .collect();
        let error = status(code, &pairs);
        let longest = Duration::from_millis(u64::from(longest));
        let elapsed = Duration::from_millis(elapsed);
        let policy = RetryPolicy::new().attempts(attempts).max_wait(longest).budget(Duration::from_secs(90));
        let attempt =
            Attempt { operation: &GET, error: &error, number, elapsed, now: now(), safety: Safety::Idempotent, random };
        if let Some(wait) = policy.after(&attempt) {
            prop_assert!(number < attempts && wait <= longest);
            prop_assert!(elapsed + wait <= Duration::from_secs(90));
        }
    }

    #[test]
    fn backoff_grows_to_its_limit(number in 1_u32.., random: u64) {
        let policy = RetryPolicy::new().attempts(u32::MAX).budget(Duration::MAX);
        let policy = policy.backoff(Duration::from_millis(100), Duration::from_secs(5));
        let error = status(500, &[]);
        let elapsed = Duration::ZERO;
        let attempt = |random| {
            Attempt { operation: &GET, error: &error, number, elapsed, now: now(), safety: Safety::Idempotent, random }
        };
        let doubled = 100_u64.saturating_mul(1_u64.checked_shl(number - 1).unwrap_or(u64::MAX).max(1));
        let limit = Duration::from_millis(doubled).min(Duration::from_secs(5));
        if number < u32::MAX {
            let wait = policy.after(&attempt(random)).unwrap();
            prop_assert!(wait <= limit, "{wait:?} {limit:?}");
            // The largest jitter is the limit.
            prop_assert_eq!(policy.after(&attempt(1_000_000)).unwrap(), limit);
        }
    }
}
