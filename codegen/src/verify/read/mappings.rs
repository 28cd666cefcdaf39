//! Reads WireMock mappings: one per file, or a list of them under `mappings`.

use super::super::model::{Body, Exchange, Message, Origin, Traffic, Unread};
use super::body::{self, Files};
use super::entries::{Lines, entries, has_key};
use serde_json::Value;
use std::sync::Arc;

pub(super) fn read(bytes: &[u8], name: &Arc<str>, files: &Files, traffic: &mut Traffic) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            traffic.problems.push(Unread::new(name, Some(line), "the text is not UTF-8"));
            return;
        }
    };
    let (found, error) = if has_key(bytes, "mappings") { entries(text, &["mappings"]) } else { (vec![text], None) };
    let mut lines = Lines::of(text);
    for mapping in found {
        let origin = Origin { file: name.clone(), line: lines.line(mapping) };
        let parsed = serde_json::from_str::<Value>(mapping).map_err(|error| {
            let line = origin.line + error.line() - 1;
            Unread::new(name, Some(line), error.to_string())
        });
        let result =
            parsed.and_then(|mapping| exchange(&mapping, &origin, files).map_err(|why| Unread::at(&origin, why)));
        match result {
            Ok(exchange) => traffic.exchanges.push(exchange),
            Err(problem) => traffic.problems.push(problem),
        }
    }
    if let Some(error) = error {
        let why = format!("{error}; only the mappings before it are checked");
        traffic.problems.push(Unread::new(name, Some(error.line()), why));
    }
}

fn exchange(mapping: &Value, origin: &Origin, files: &Files) -> Result<Exchange, String> {
    let request = mapping.get("request").filter(|request| request.is_object()).ok_or("the mapping has no request")?;
    let response = mapping.get("response").filter(|response| response.is_object());
    let method = request["method"].as_str().unwrap_or("ANY").to_ascii_uppercase();
    if method == "ANY" {
        return Err("the mapping matches any method, so its operation is unknown; it is not checked".to_owned());
    }
    let text = |key: &str| request[key].as_str();
    let path = text("urlPathTemplate").or(text("urlPath")).or(text("url"));
    let path = path.ok_or("the mapping has no exact URL; expected url, urlPath or urlPathTemplate")?;
    let sent = Message { headers: None, media_type: None, body: expected_body(request) };
    let mut received = Message::default();
    let status =
        response.and_then(|response| response["status"].as_u64()).and_then(|status| u16::try_from(status).ok());
    if let Some(response) = response {
        let headers = response["headers"].as_object();
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        let headers: Vec<(String, String)> = headers.into_iter().flatten().filter_map(pair).collect();
        let header = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        received.media_type = header.map(|(_, value)| value.clone());
        received.body = response_body(response, received.media_type.as_deref(), files)?;
        received.headers = Some(headers);
    }
    let url = with_values(path, request);
    Ok(Exchange {
        origin: origin.clone(),
        method,
        url,
        request: sent,
        status: Some(status.unwrap_or(200)),
        response: received,
    })
}

/// Returns the body that a request must have to match.
fn expected_body(request: &Value) -> Body {
    let patterns = request["bodyPatterns"].as_array().into_iter().flatten();
    let equal = patterns
        .filter(|pattern| pattern["ignoreExtraElements"] != true)
        .find_map(|pattern| pattern.get("equalToJson"));
    equal.map_or(Body::Absent, |equal| body::of_value(equal.clone(), None))
}

fn response_body(response: &Value, media_type: Option<&str>, files: &Files) -> Result<Body, String> {
    if let Some(json) = response.get("jsonBody") {
        return Ok(Body::Json(json.clone()));
    }
    if let Some(text) = response["body"].as_str() {
        return Ok(body::of_text(text.to_owned(), media_type));
    }
    if let Some(text) = response["base64Body"].as_str() {
        let bytes = body::base64(text).ok_or("base64Body is not base64")?;
        return Ok(body::of_bytes(bytes, media_type));
    }
    match response["bodyFileName"].as_str() {
        Some(name) => Ok(body::of_bytes(files.read(name)?, media_type)),
        None => Ok(Body::Absent),
    }
}

/// Adds the values that parameters must equal to a URL. Keeps placeholders without a value.
fn with_values(path: &str, request: &Value) -> String {
    let mut url = path.to_owned();
    for (name, matcher) in request["pathParameters"].as_object().into_iter().flatten() {
        if let Some(value) = matcher["equalTo"].as_str().filter(|value| !value.is_empty() && !value.contains('/')) {
            url = url.replace(&format!("{{{name}}}"), value);
        }
    }
    let mut mark = if url.contains('?') { '&' } else { '?' };
    for (name, matcher) in request["queryParameters"].as_object().into_iter().flatten() {
        let several = matcher["hasExactly"].as_array().or_else(|| matcher["includes"].as_array());
        for one in several.map_or_else(|| vec![matcher], |several| several.iter().collect()) {
            if let Some(value) = one["equalTo"].as_str() {
                url.push(mark);
                url.push_str(&format!("{}={}", escaped(name), escaped(value)));
                mark = '&';
            }
        }
    }
    url
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'[' | b']' => {
            out + &char::from(byte).to_string()
        }
        byte => out + &format!("%{byte:02X}"),
    })
}
