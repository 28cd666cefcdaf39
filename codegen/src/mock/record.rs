//! Records exchanges: as JSON lines, or as an HTTP archive (HAR 1.2).

use super::model::{Answer, Request};
use super::text;
use crate::api::{Api, Credential, Media, Secrecy, SecurityScheme, secrecy};
use base64::engine::{Engine, general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What is written instead of a credential.
const MASK: &str = "***";
const TAIL: &[u8] = b"\n]}}\n";

/// A file that grows with each exchange. It is complete after each, so nothing has to be kept in memory.
#[derive(Debug)]
pub struct Recorder {
    file: File,
    form: Form,
    base: String,
    /// The names of keys that are credentials, in lower case.
    keys: Vec<String>,
    count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lines,
    Har,
}

impl Recorder {
    /// Creates a file: an HTTP archive if it is named so, JSON lines otherwise. `base` is the address of the mock.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path, base: &str, api: &Api) -> io::Result<Self> {
        let is_har = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("har"));
        let mut file = File::create(path)?;
        if is_har {
            let creator = json!({"name": "bindery", "version": env!("CARGO_PKG_VERSION")});
            write!(file, "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[")?;
            file.write_all(TAIL)?;
        }
        let form = if is_har { Form::Har } else { Form::Lines };
        let key = |scheme: &SecurityScheme| match &scheme.credential {
            Credential::Key(_, name) => Some(name.to_ascii_lowercase()),
            _ => None,
        };
        let keys = api.schemes.iter().filter_map(key).collect();
        Ok(Self { file, form, base: base.to_owned(), keys, count: 0 })
    }

    /// Adds an exchange. Credentials in headers and in the query are masked.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, request: &Request, answer: &Answer) -> io::Result<()> {
        let url = format!("{}{}", self.base, masked(text::path_of(&request.target), &self.keys));
        let (mut request, mut answer) = (request.clone(), answer.clone());
        for (name, value) in request.headers.iter_mut().chain(&mut answer.headers) {
            if is_credential(name, &self.keys) {
                *value = MASK.to_owned();
            }
        }
        match self.form {
            Form::Lines => {
                let line = json!({
                    "method": request.method, "url": url, "status": answer.status,
                    "requestHeaders": headers(&request.headers), "requestBody": body(&request.headers, &request.body),
                    "responseHeaders": headers(&answer.headers), "responseBody": body(&answer.headers, &answer.body),
                });
                self.file.write_all(format!("{line}\n").as_bytes())?;
            }
            Form::Har => {
                let back = i64::try_from(TAIL.len()).unwrap_or_default();
                self.file.seek(SeekFrom::End(-back))?;
                let separator = if self.count == 0 { "\n" } else { ",\n" };
                self.file.write_all(format!("{separator}{}", entry(&url, &request, &answer)).as_bytes())?;
                self.file.write_all(TAIL)?;
            }
        }
        self.count += 1;
        Ok(())
    }
}

/// The path and query without the values of credentials.
fn masked(target: &str, keys: &[String]) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_credential(name, keys) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    format!("{path}?{}", query.split('&').map(pair).collect::<Vec<_>>().join("&"))
}

fn is_credential(name: &str, keys: &[String]) -> bool {
    let name = name.to_ascii_lowercase();
    let usual = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
    usual.contains(&name.as_str()) || keys.contains(&name) || secrecy(&name) != Secrecy::None
}

fn headers(all: &[(String, String)]) -> Value {
    let mut map = Map::new();
    for (name, value) in all {
        let joined = match map.get(name).and_then(Value::as_str) {
            Some(before) => format!("{before}, {value}"),
            None => value.clone(),
        };
        map.insert(name.clone(), joined.into());
    }
    map.into()
}

fn media_type(headers: &[(String, String)]) -> Option<&str> {
    headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type")).map(|(_, value)| value.as_str())
}

/// A body in JSON lines: JSON as it is, other text as a string; bytes are left out.
fn body(headers: &[(String, String)], bytes: &[u8]) -> Value {
    let Ok(text) = std::str::from_utf8(bytes) else { return Value::Null };
    if text.is_empty() {
        return Value::Null;
    }
    let is_json = media_type(headers).is_some_and(|media_type| Media::of(media_type) == Media::Json);
    match serde_json::from_str::<Value>(text) {
        // A string stands for the text of a body.
        Ok(value) if is_json && !value.is_string() && !value.is_null() => value,
        _ => text.into(),
    }
}

fn entry(url: &str, request: &Request, answer: &Answer) -> Value {
    let listed = |all: &[(String, String)]| -> Vec<Value> {
        all.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
    };
    let query = crate::verify::query(url);
    let query: Vec<Value> = query.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let mut sent = json!({
        "method": request.method, "url": url, "httpVersion": "HTTP/1.1", "cookies": [], "headers": listed(&request.headers),
        "queryString": query, "headersSize": -1, "bodySize": request.body.len(),
    });
    if !request.body.is_empty() {
        sent["postData"] = content(&request.headers, &request.body);
    }
    let mut received = content(&answer.headers, &answer.body);
    received["size"] = answer.body.len().into();
    json!({
        "startedDateTime": instant(SystemTime::now()), "time": 0, "request": sent,
        "response": {
            "status": answer.status, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [], "headers": listed(&answer.headers),
            "content": received, "redirectURL": "", "headersSize": -1, "bodySize": answer.body.len(),
        },
        "cache": {}, "timings": {"send": 0, "wait": 0, "receive": 0},
    })
}

fn content(headers: &[(String, String)], bytes: &[u8]) -> Value {
    let mime = media_type(headers).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({"mimeType": mime, "text": text}),
        Err(_) => json!({"mimeType": mime, "text": STANDARD.encode(bytes), "encoding": "base64"}),
    }
}

/// A time in the form of RFC 3339, in UTC.
fn instant(time: SystemTime) -> String {
    let passed = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let (days, rest) = (passed.as_secs() / 86_400, passed.as_secs() % 86_400);
    // Years that begin in March: the day of a leap year is the last one.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + 400 * era + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", passed.subsec_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_read_them() {
        let at = |seconds| instant(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59.000Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000Z");
        assert_eq!(at(1_772_323_200), "2026-03-01T00:00:00.000Z");
    }

    #[test]
    fn credentials_are_masked() {
        let keys = ["x-key".to_owned()];
        assert_eq!(masked("/a?page=1&access_token=s3cr3t&X-Key=s", &keys), "/a?page=1&access_token=***&X-Key=***");
        assert!(
            is_credential("Authorization", &keys) && is_credential("X-Key", &keys) && !is_credential("x-trace", &keys)
        );
    }
}
