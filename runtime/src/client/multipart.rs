//! Bodies of the media type `multipart/form-data` (RFC 7578).

use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};

use percent_encoding::percent_decode_str;

use super::encoding::{Encoding, Writing};
use super::flatten::{Flat, each_item, each_member, flatten};
use super::media::is_json;
use super::{Body, RequestError, Upload, header, style};
use crate::encode::write;
use crate::{Part, View, Wire};

/// A body in parts, and the line between them.
pub(super) struct Multipart {
    pub(super) body: Body,
    pub(super) boundary: String,
}

/// An object as parts: one for each property, or for each item of a property that is an array. Files are parts with a
/// file name, objects are written as JSON, and what is not set or `null` is left out.
pub(super) fn multipart(value: &dyn Wire, encodings: &[Encoding]) -> Result<Multipart, RequestError> {
    let mut writer = Writer { body: Body::empty(), written: Vec::new(), boundary: boundary(), error: None };
    let is_object = each_member(value.view(), &mut |name, value| writer.property(name, value, encodings));
    match writer.error {
        None if is_object => Ok(writer.finish()),
        None => Err(RequestError::BodyForm),
        Some(error) => Err(error),
    }
}

/// A line that no content holds: 128 random bits.
fn boundary() -> String {
    let random = || RandomState::new().hash_one("boundary");
    format!("bindery-{:016x}{:016x}", random(), random())
}

struct Writer {
    /// What is complete up to the last stream.
    body: Body,
    /// What follows it.
    written: Vec<u8>,
    boundary: String,
    error: Option<RequestError>,
}

impl Writer {
    fn property(&mut self, name: &str, value: View<'_>, encodings: &[Encoding]) {
        if self.error.is_some() {
            return;
        }
        let encoding = Encoding::of(encodings, name);
        let result = match encoding.filter(|encoding| encoding.writing == Writing::Styled) {
            Some(encoding) => self.styled(name, value, encoding),
            None => self.plain(name, value, encoding),
        };
        self.error = result.err();
    }

    /// By media type: the usual case.
    fn plain(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        // A list that is said to be JSON is one part.
        let whole = encoding.and_then(Encoding::only_type).is_some_and(is_json) && !holds_files(value);
        if whole {
            return self.value(name, value, encoding);
        }
        let mut result = Ok(());
        let is_list = each_item(value, &mut |item| {
            if result.is_ok() {
                result = self.value(name, item, encoding);
            }
        });
        if is_list { result } else { self.value(name, value, encoding) }
    }

    fn value(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        if let Some(inside) = value.inside() {
            return self.value(name, inside, encoding);
        }
        if let View::Upload(upload) = value {
            return self.file(name, upload, encoding);
        }
        let only = encoding.and_then(Encoding::only_type);
        if let View::Embedded(content) = value {
            self.text(name, only, content.text());
            return Ok(());
        }
        match flatten(value) {
            Flat::Absent | Flat::Formless => {}
            Flat::Scalar(_) if only.is_some_and(is_json) => self.text(name, only, &json(value)),
            // A text without a media type is plain (RFC 7578, 4.4).
            Flat::Scalar(text) => self.text(name, only, &text),
            Flat::List(_) | Flat::Object(_) => self.text(name, only.or(Some("application/json")), &json(value)),
        }
        Ok(())
    }

    /// By style: each pair that the style gives is a part.
    fn styled(&mut self, name: &str, value: View<'_>, encoding: &Encoding) -> Result<(), RequestError> {
        if holds_files(value) {
            return self.plain(name, value, Some(encoding));
        }
        let Some(pairs) = style::render_view(&encoding.parameter, value)? else { return Ok(()) };
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
        for pair in pairs.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.text(&decoded(name), None, &decoded(value));
        }
        Ok(())
    }

    fn text(&mut self, name: &str, media_type: Option<&str>, text: &str) {
        let mut part = self.start(name);
        if let Some(media_type) = media_type {
            // Writing to a string does not fail.
            let _ = write!(part, "\r\nContent-Type: {media_type}");
        }
        self.push(&[&part, "\r\n\r\n", text, "\r\n"]);
    }

    fn file(&mut self, name: &str, upload: &Upload, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        let file_name = escape(upload.name().unwrap_or(name));
        let only = encoding.and_then(Encoding::only_type);
        let media_type = upload.media_type().or(only).unwrap_or("application/octet-stream");
        let mut part = format!("{}; filename=\"{file_name}\"", self.start(name));
        let own = upload.said_headers().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in std::iter::once(("Content-Type", media_type)).chain(own) {
            header::header(name, value).map_err(|reason| RequestError::Header { name: name.to_owned(), reason })?;
            let _ = write!(part, "\r\n{name}: {value}");
        }
        let content = upload.take().ok_or_else(|| RequestError::UploadSent { name: name.to_owned() })?;
        self.push(&[&part, "\r\n\r\n"]);
        match content.as_bytes() {
            Some(bytes) => self.written.extend_from_slice(bytes),
            None => {
                self.body.append(std::mem::take(&mut self.written).into());
                self.body.append(content);
            }
        }
        self.push(&["\r\n"]);
        Ok(())
    }

    fn push(&mut self, texts: &[&str]) {
        texts.iter().for_each(|text| self.written.extend_from_slice(text.as_bytes()));
    }

    fn start(&self, name: &str) -> String {
        format!("--{}\r\nContent-Disposition: form-data; name=\"{}\"", self.boundary, escape(name))
    }

    fn finish(mut self) -> Multipart {
        self.written.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        self.body.append(self.written.into());
        Multipart { body: self.body, boundary: self.boundary }
    }
}

fn holds_files(value: View<'_>) -> bool {
    match value {
        View::Upload(_) => true,
        View::List(list) => list.get(0, Part::Inside).is_some_and(holds_files),
        other => other.inside().is_some_and(holds_files),
    }
}

fn json(value: View<'_>) -> String {
    let mut json = String::new();
    write(&value, &mut json);
    json
}

/// A name between quotes, as browsers write it (HTML Living Standard, 4.10.21.8).
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests;
