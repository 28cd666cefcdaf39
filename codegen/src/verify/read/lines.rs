//! Reads JSON lines: one `{method, url, status, requestBody, responseBody}` per line.

use super::super::model::{Exchange, Message, Origin, Traffic, Unread};
use super::body;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The usual keys of a line.
const EXPECTED: &str = "an object with method, url, status, requestBody and responseBody";

pub(super) fn read(bytes: &[u8], name: &Arc<str>, traffic: &mut Traffic) {
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let origin = Origin { file: name.clone(), line: index + 1 };
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let parsed = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned()).and_then(|line| {
            serde_json::from_str::<Value>(line)
                .map_err(|error| format!("the line is not JSON (column {}); expected {EXPECTED}", error.column()))
        });
        match parsed.and_then(|value| exchange(value, &origin)) {
            Ok(exchange) => traffic.exchanges.push(exchange),
            Err(message) => {
                traffic.problems.push(Unread::at(&origin, message));
                if traffic.problems.len() > 1_000 && traffic.exchanges.is_empty() {
                    return;
                }
            }
        }
    }
}

fn exchange(value: Value, origin: &Origin) -> Result<Exchange, String> {
    let Value::Object(mut members) = value else {
        return Err(format!("the line is not an object; expected {EXPECTED}"));
    };
    let mut text = |key: &str| match members.remove(key) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(format!("the line has no string {key:?}; expected {EXPECTED}")),
    };
    let (method, url) = (text("method")?.to_ascii_uppercase(), text("url")?);
    let status = match members.remove("status") {
        None | Some(Value::Null) => None,
        Some(status) => {
            let number = status.as_u64().or_else(|| status.as_str().and_then(|text| text.parse().ok()));
            let fitting = number.and_then(|number| u16::try_from(number).ok());
            Some(
                fitting
                    .filter(|status| (100..1000).contains(status))
                    .ok_or("the status is not valid; expected a number from 100 to 999")?,
            )
        }
    };
    let request = message(&mut members, "request")?;
    let response = message(&mut members, "response")?;
    Ok(Exchange { origin: origin.clone(), method, url, request, status, response })
}

/// Reads one side of an exchange: `requestHeaders`, `requestBody`, and `requestBodyEncoding` if it is base64.
fn message(members: &mut Map<String, Value>, side: &str) -> Result<Message, String> {
    let headers: Option<Vec<(String, String)>> =
        members.remove(&format!("{side}Headers")).and_then(|headers| match headers {
            Value::Object(headers) => {
                Some(headers.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect())
            }
            _ => None,
        });
    let header = headers.iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media_type = header.map(|(_, value)| value.clone());
    let body = members.remove(&format!("{side}Body")).unwrap_or_default();
    let is_encoded = members.remove(&format!("{side}BodyEncoding")).is_some_and(|encoding| encoding == "base64");
    let body = match body {
        Value::String(text) if is_encoded => {
            let bytes =
                body::base64(&text).ok_or_else(|| format!("{side}Body is not base64, as {side}BodyEncoding says"))?;
            body::of_bytes(bytes, media_type.as_deref())
        }
        body => body::of_value(body, media_type.as_deref()),
    };
    Ok(Message { headers, media_type, body })
}
