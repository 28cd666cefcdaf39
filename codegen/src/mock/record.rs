//! Records exchanges: as JSON lines, or as an HTTP archive (HAR 1.2).

use super::mask::{Masking, Secrets};
use super::model::{Answer, Request};
use super::text;
use crate::api::{Api, Media};
use base64::engine::{Engine, general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

const TAIL: &[u8] = b"\n]}}\n";

/// A file that grows with each exchange. It is complete after each, so nothing has to be kept in memory.
#[derive(Debug)]
pub struct Recorder {
    file: File,
    form: Form,
    base: String,
    masking: Masking,
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
    pub fn create(path: &Path, base: &str, api: &Api, secrets: Secrets) -> io::Result<Self> {
        let is_har = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("har"));
        let mut file = File::create(path)?;
        if is_har {
            let creator = json!({"name": "bindery", "version": env!("CARGO_PKG_VERSION")});
            write!(file, "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[")?;
            file.write_all(TAIL)?;
        }
        let form = if is_har { Form::Har } else { Form::Lines };
        Ok(Self { file, form, base: base.to_owned(), masking: Masking::new(secrets, api), count: 0 })
    }

    /// Adds an exchange. Unless secrets are kept, credentials are masked, and what has the name of a secret in bodies.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, request: &Request, answer: &Answer) -> io::Result<()> {
        let (request, mut answer) = (self.masking.request(request), answer.clone());
        self.masking.response(&mut answer.headers, &mut answer.body);
        let url = format!("{}{}", self.base, text::path_of(&request.target));
        match self.form {
            Form::Lines => {
                let mut line = json!({"method": request.method, "url": url, "status": answer.status});
                let sides = [("request", &request.headers, &request.body), ("response", &answer.headers, &answer.body)];
                for (side, headers, bytes) in sides {
                    line[format!("{side}Headers")] = self::headers(headers);
                    line[format!("{side}Body")] = body(headers, bytes);
                    if std::str::from_utf8(bytes).is_err() {
                        line[format!("{side}BodyEncoding")] = "base64".into();
                    }
                }
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

/// A body in JSON lines: JSON as it is, other text as a string, and bytes in base64.
fn body(headers: &[(String, String)], bytes: &[u8]) -> Value {
    let Ok(text) = std::str::from_utf8(bytes) else { return STANDARD.encode(bytes).into() };
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
}
