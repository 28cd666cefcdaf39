//! Reads HTTP Archives (HAR 1.2).

use super::super::model::MASK;
use super::super::model::{Body, BodyPart, Content, Exchange, Message, Multipart, Origin, Traffic, Unread};
use super::super::url::decoded;
use super::body;
use super::entries::{Lines, entries};
use crate::api::Media;
use serde_json::Value;
use std::sync::Arc;

pub(super) fn read(bytes: &[u8], name: &Arc<str>, traffic: &mut Traffic) {
    let text = String::from_utf8_lossy(bytes);
    if let std::borrow::Cow::Owned(_) = text {
        let line = 1 + bytes.split(|byte| *byte == b'\n').take_while(|line| std::str::from_utf8(line).is_ok()).count();
        let why = "the text is not UTF-8; invalid bytes are replaced";
        traffic.problems.push(Unread::new(name, Some(line), why));
    }
    let (found, error) = entries(&text, &["log", "entries"]);
    let mut lines = Lines::of(&text);
    let before = traffic.exchanges.len();
    for entry in found {
        let origin = Origin { file: name.clone(), line: lines.line(entry) };
        match serde_json::from_str::<Value>(entry)
            .map_err(|error| error.to_string())
            .and_then(|entry| exchange(&entry, &origin))
        {
            Ok((exchange, problems)) => {
                traffic.problems.extend(problems.into_iter().map(|problem| Unread::at(&origin, problem)));
                traffic.exchanges.push(exchange);
            }
            Err(message) => traffic.problems.push(Unread::at(&origin, message)),
        }
    }
    // Browsers leave credentials out of what they export, unless they are told otherwise.
    if !traffic.exchanges[before..].iter().any(has_credentials) {
        for headers in traffic.exchanges[before..].iter_mut().filter_map(|each| each.request.headers.as_mut()) {
            headers.push(("cookie".to_owned(), MASK.to_owned()));
        }
    }
    if let Some(error) = error {
        let why = format!("{error}; only the entries before it are checked");
        traffic.problems.push(Unread::new(name, Some(error.line()), why));
    }
}

/// Whether an exchange has a credential.
fn has_credentials(exchange: &Exchange) -> bool {
    let is_credential =
        |name: &str| ["cookie", "set-cookie", "authorization"].iter().any(|each| name.eq_ignore_ascii_case(each));
    let messages = [&exchange.request, &exchange.response];
    messages.into_iter().filter_map(|message| message.headers.as_ref()).flatten().any(|(name, _)| is_credential(name))
}

fn exchange(entry: &Value, origin: &Origin) -> Result<(Exchange, Vec<String>), String> {
    let missing = |what: &str| format!("the entry has no {what}; expected a HAR 1.2 entry");
    let request = entry.get("request").filter(|request| request.is_object()).ok_or_else(|| missing("request"))?;
    let method = request["method"].as_str().ok_or_else(|| missing("request.method"))?.to_ascii_uppercase();
    let url = request["url"].as_str().ok_or_else(|| missing("request.url"))?.to_owned();
    let response = &entry["response"];
    let mut problems = Vec::new();
    let status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok()).filter(|status| *status > 0);
    let mut sent = message(request, &request["postData"], &mut problems);
    if let (Some(headers), Some(cookies)) = (&mut sent.headers, cookies(request))
        && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cookie"))
    {
        headers.push(("cookie".to_owned(), cookies));
    }
    let received = message(response, &response["content"], &mut problems);
    Ok((Exchange { origin: origin.clone(), method, url, request: sent, status, response: received }, problems))
}

fn message(of: &Value, content: &Value, problems: &mut Vec<String>) -> Message {
    let headers: Option<Vec<(String, String)>> = of["headers"].as_array().map(|headers| {
        let pair = |header: &Value| Some((header["name"].as_str()?.to_owned(), header["value"].as_str()?.to_owned()));
        headers.iter().filter_map(pair).collect()
    });
    let header = headers.iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media_type = content["mimeType"].as_str().map(str::to_owned).or_else(|| header.map(|(_, value)| value.clone()));
    let media_type = media_type.filter(|media_type| !media_type.is_empty() && media_type != "x-unknown");
    let body = match (&content["text"], content["encoding"].as_str()) {
        (Value::String(text), Some(encoding)) if encoding.eq_ignore_ascii_case("base64") => match body::base64(text) {
            Some(bytes) => body::of_bytes(bytes, media_type.as_deref()),
            None => {
                problems.push("a body is declared as base64 but is not; it is not checked".to_owned());
                Body::Bytes(None)
            }
        },
        (Value::String(_), Some(encoding)) if !encoding.is_empty() => {
            problems
                .push(format!("a body has the encoding {encoding:?}, so it is not checked; expected base64 or none"));
            Body::Bytes(None)
        }
        (Value::String(text), _) => body::of_text(text.clone(), media_type.as_deref()),
        _ => form(&content["params"], media_type.as_deref()),
    };
    // Chromium records no text for a body that it could not read.
    let is_lost = body == Body::Absent && content["size"].as_u64().is_some_and(|size| size > 0);
    Message { headers, media_type, body: if is_lost { Body::Bytes(None) } else { body } }
}

/// Returns the parameters of a form, or the parts of a multipart body.
fn form(parameters: &Value, media_type: Option<&str>) -> Body {
    let Some(parameters) = parameters.as_array().filter(|parameters| !parameters.is_empty()) else {
        return Body::Absent;
    };
    let text = |parameter: &Value, key: &str| parameter[key].as_str().map(str::to_owned);
    if media_type.is_some_and(|media_type| Media::of(media_type) == Media::Multipart) {
        let part = |parameter: &Value| BodyPart {
            name: text(parameter, "name"),
            file_name: text(parameter, "fileName").filter(|name| !name.is_empty()),
            media_type: text(parameter, "contentType").filter(|media_type| !media_type.is_empty()),
            content: text(parameter, "value").map_or(Content::Bytes(None), Content::Text),
        };
        return Body::Parts(Multipart { parts: parameters.iter().map(part).collect(), bytes: None });
    }
    let pair = |parameter: &Value| {
        let value = text(parameter, "value").unwrap_or_default();
        Some(format!("{}={}", escaped(parameter["name"].as_str()?), escaped(&value)))
    };
    Body::Text(parameters.iter().filter_map(pair).collect::<Vec<_>>().join("&"))
}

/// Escapes what would end a name or a value of a form. Some recorders leave values as they were sent.
fn escaped(text: &str) -> String {
    let is_sent = decoded(text) != text && !text.contains(['&', '=', ' ']);
    if is_sent {
        return text.to_owned();
    }
    text.replace('%', "%25").replace('&', "%26").replace('=', "%3D").replace('+', "%2B")
}

/// The header with the cookies of a request, if they are recorded apart from it.
fn cookies(request: &Value) -> Option<String> {
    let pair = |cookie: &Value| Some(format!("{}={}", cookie["name"].as_str()?, cookie["value"].as_str()?));
    let pairs: Vec<String> = request["cookies"].as_array()?.iter().filter_map(pair).collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}
