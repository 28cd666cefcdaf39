//! Rate limit headers.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// The rate limit of a response: the headers `X-RateLimit-Limit`, `-Remaining` and `-Reset`, with or without `X-`.
/// Missing and invalid headers are `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// The number of calls allowed per period.
    pub limit: Option<u64>,
    /// The number of calls left in this period.
    pub remaining: Option<u64>,
    /// When the limit resets. Servers send Unix seconds, Unix milliseconds or seconds from now; they are distinguished
    /// by magnitude.
    pub reset: Option<SystemTime>,
}

/// Smaller numbers are seconds from now. As Unix seconds, this is in the year 2001.
const FIRST_UNIX_SECOND: u64 = 1_000_000_000;

/// Numbers from here on are Unix milliseconds. This is the year 1973 in milliseconds, and 5138 in seconds.
const FIRST_UNIX_MILLISECOND: u64 = 100_000_000_000;

impl RateLimit {
    /// Reads the headers of a response that arrived at `now`.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap, now: SystemTime) -> Self {
        let number =
            |names: [&str; 2]| names.iter().find_map(|name| leading_number(headers.get(*name)?.to_str().ok()?));
        Self {
            limit: number(["x-ratelimit-limit", "ratelimit-limit"]),
            remaining: number(["x-ratelimit-remaining", "ratelimit-remaining"]),
            reset: number(["x-ratelimit-reset", "ratelimit-reset"]).and_then(|number| time(number, now)),
        }
    }
}

fn time(number: u64, now: SystemTime) -> Option<SystemTime> {
    match number {
        ..FIRST_UNIX_SECOND => now.checked_add(Duration::from_secs(number)),
        FIRST_UNIX_SECOND..FIRST_UNIX_MILLISECOND => SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(number)),
        _ => SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(number)),
    }
}

/// Parses the integer at the start of a value. A fraction or a policy may follow it (`100, 100;w=60`).
fn leading_number(value: &str) -> Option<u64> {
    let value = value.trim();
    let end = value.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(value.len());
    let is_number = matches!(value.as_bytes().get(end), None | Some(b'.' | b',' | b';' | b' '));
    value[..end].parse().ok().filter(|_| is_number)
}

/// Returns the wait that `Retry-After` requests, in seconds or as a date (RFC 9110, 10.2.3). Zero for a date in the past.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = leading_number(value) {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + NOW
    }

    #[test]
    fn numbers_may_have_a_fraction_or_a_policy() {
        for (value, number) in [
            ("7", Some(7)),
            (" 7 ", Some(7)),
            ("7.9", Some(7)),
            ("100, 100;w=60", Some(100)),
            ("", None),
            ("-1", None),
            ("1e9", None),
            ("7s", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(leading_number(value), number, "{value:?}");
        }
    }

    #[test]
    fn the_unit_of_a_reset_is_recognized_by_its_magnitude() {
        for (value, seconds) in [
            ("1700000060", Some(NOW.as_secs() + 60)),
            ("1700000060000", Some(NOW.as_secs() + 60)),
            ("60", Some(NOW.as_secs() + 60)),
            ("0", Some(NOW.as_secs())),
            ("1500000000", Some(1_500_000_000)),
            ("soon", None),
        ] {
            let limit = RateLimit::from_headers(&headers(&[("x-ratelimit-reset", value)]), now());
            let expected = seconds.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(limit.reset, expected, "{value}");
        }
        // The far future does not panic, even if the system cannot represent it.
        let _ = RateLimit::from_headers(&headers(&[("x-ratelimit-reset", "18446744073709551615")]), now());
    }

    #[test]
    fn headers_with_and_without_x_are_read() {
        let limit =
            RateLimit::from_headers(&headers(&[("ratelimit-limit", "10"), ("x-ratelimit-remaining", "0")]), now());
        assert_eq!(limit, RateLimit { limit: Some(10), remaining: Some(0), reset: None });
        assert_eq!(RateLimit::from_headers(&HeaderMap::new(), now()), RateLimit::default());
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        for (value, seconds) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("1.5", Some(1)),
            ("Tue, 14 Nov 2023 22:13:50 GMT", Some(30)),
            ("Tuesday, 14-Nov-23 22:13:50 GMT", Some(30)),
            ("Tue Nov 14 22:13:50 2023", Some(30)),
            ("Tue, 14 Nov 1995 22:13:50 GMT", Some(0)),
            ("-5", None),
            ("", None),
            ("tomorrow", None),
            ("Tue, 99 Nov 2023 22:13:50 GMT", None),
        ] {
            let wait = retry_after(&headers(&[("retry-after", value)]), now());
            assert_eq!(wait, seconds.map(Duration::from_secs), "{value:?}");
        }
        let longest = retry_after(&headers(&[("retry-after", "18446744073709551615")]), now());
        assert_eq!(longest, Some(Duration::from_secs(u64::MAX)));
    }
}
