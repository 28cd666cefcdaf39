//! Formats of texts about which nobody disagrees.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What a format expects; `None` if it is not checked.
pub(super) fn expected(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "a date and time (RFC 3339), such as \"2026-01-31T12:00:00Z\"",
        "date" => "a date (RFC 3339), such as \"2026-01-31\"",
        "uuid" => "a UUID, such as \"123e4567-e89b-12d3-a456-426614174000\"",
        "email" => "an e-mail address",
        "uri" => "an absolute URI, such as \"https://example.com/\"",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        _ => return None,
    })
}

/// Whether a text is of a format.
pub(super) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date-time" => is_moment(text),
        "date" => is_date(text),
        "uuid" => is_uuid(text),
        "email" => is_address(text),
        "uri" => is_uri(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        _ => true,
    }
}

/// Numbers of fixed widths with a separator between them.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut found = [0; N];
    for (place, width) in found.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width && part.bytes().all(|each| each.is_ascii_digit()))?;
        *place = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A date and a time with its offset (RFC 3339, 5.6).
fn is_moment(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't', ' ']) else { return false };
    let (time, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(time) => (time, None),
        None => match rest.rfind(['+', '-']) {
            Some(at) => (&rest[..at], Some(&rest[at + 1..])),
            None => return false,
        },
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_time =
        numbers(time, ':', [2, 2, 2]).is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second <= 60);
    let is_offset =
        offset.is_none_or(|offset| numbers(offset, ':', [2, 2]).is_some_and(|[hour, minute]| hour < 24 && minute < 60));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|each| each.is_ascii_digit());
    is_date(date) && is_time && is_fraction && is_offset
}

fn is_uuid(text: &str) -> bool {
    let widths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == widths.len()
        && parts
            .iter()
            .zip(widths)
            .all(|(part, width)| part.len() == width && part.bytes().all(|each| each.is_ascii_hexdigit()))
}

/// A name, `@` and a host. What is before it may be almost anything (RFC 5321, 4.1.2).
fn is_address(text: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && !part.chars().any(|each| each.is_whitespace() || each.is_control());
    text.rsplit_once('@').is_some_and(|(name, host)| is_word(host) && (is_word(name) || name.starts_with('"')))
}

/// A scheme and something behind it, without spaces (RFC 3986, 3).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|each| each.is_ascii_alphanumeric() || "+-.".contains(each))
        && !rest.is_empty()
        && !rest.chars().any(|each| each.is_whitespace() || each.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_formats_are_told_from_others() {
        let cases: [(&str, &[&str], &[&str]); 7] = [
            (
                "date-time",
                &["2026-01-31T12:00:00Z", "2024-02-29t23:59:60.123+05:30", "2026-01-31 12:00:00-00:00"],
                &[
                    "2026-01-31",
                    "2026-01-31T12:00:00",
                    "2026-02-29T12:00:00Z",
                    "2026-01-31T24:00:00Z",
                    "2026-01-31T12:00:00.Z",
                    "",
                ],
            ),
            (
                "date",
                &["2026-01-31", "2000-02-29"],
                &["2026-13-01", "2100-02-29", "2026-1-31", "2026-01-31Z", "-", "2026-04-31"],
            ),
            (
                "uuid",
                &["123e4567-E89B-12d3-a456-426614174000"],
                &["123e4567e89b12d3a456426614174000", "g23e4567-e89b-12d3-a456-426614174000"],
            ),
            ("email", &["a@b", "ä+b@example.com", "\"a b\"@c.example"], &["a", "@b", "a@", "a b@c"]),
            (
                "uri",
                &["https://a.example/b?c#d", "urn:isbn:1", "https://*.example.com"],
                &["/a", "a.example", "https://a b", "1a:b", "a:"],
            ),
            ("ipv4", &["192.0.2.1"], &["192.0.2.256", "192.0.2", "::1"]),
            ("ipv6", &["2001:db8::1", "::ffff:192.0.2.1"], &["2001:db8", "192.0.2.1"]),
        ];
        for (format, right, wrong) in cases {
            assert!(expected(format).is_some());
            right.iter().for_each(|text| assert!(is_of(format, text), "{format} {text}"));
            wrong.iter().for_each(|text| assert!(!is_of(format, text), "{format} {text}"));
        }
        assert!(expected("color").is_none() && is_of("color", "?"));
    }
}
