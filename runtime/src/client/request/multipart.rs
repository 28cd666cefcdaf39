//! Writes multipart bodies: `multipart/form-data` (RFC 7578), where each part has a name, and all others (RFC 2046, RFC 2387),
//! where the order of the parts counts.

mod head;

use percent_encoding::percent_decode_str;

use self::head::{Head, Layout, Root, with_parameters};
use super::flatten::{Flat, each_item, each_member, flatten};
use super::{form, parameter_style};
use crate::client::api::media::{Media, is_json};
use crate::client::api::parameter::{Encoding, Writing};
use crate::client::{Body, RequestError, Upload, platform};
use crate::text::encode::write;
use crate::wire::{Part, View, Wire};

/// A multipart body.
pub(crate) struct Multipart {
    pub(crate) body: Body,
    /// The media type with its parameters, such as the boundary.
    pub(crate) media_type: String,
    #[cfg(test)]
    boundary: String,
}

/// Writes an object in parts: one for each property, or for each item of a property that is an array. Files become parts with a
/// file name, objects are written as JSON, and absent or `null` properties are left out. Where parts have no names, an array can
/// be written as well: each item becomes a part, including `null`, because the position counts.
pub(crate) fn multipart(value: &dyn Wire, encodings: &[Encoding], media_type: &str) -> Result<Multipart, RequestError> {
    parts(value.view(), encodings, media_type)
}

fn parts(value: View<'_>, encodings: &[Encoding], media_type: &str) -> Result<Multipart, RequestError> {
    let mut writer = Writer {
        body: Body::empty(),
        written: Vec::new(),
        boundary: boundary(),
        layout: Layout::of(media_type),
        root: None,
    };
    writer.write_body(value, encodings)?;
    Ok(writer.finish(media_type))
}

/// Returns a boundary that no content contains: 128 random bits.
fn boundary() -> String {
    format!("bindery-{:016x}{:016x}", platform::random(), platform::random())
}

struct Writer {
    /// The body up to the end of the last stream.
    body: Body,
    /// The bytes after the last stream.
    written: Vec<u8>,
    boundary: String,
    layout: Layout,
    /// The first part.
    root: Option<Root>,
}

impl Writer {
    fn write_body(&mut self, value: View<'_>, encodings: &[Encoding]) -> Result<(), RequestError> {
        let mut result = Ok(());
        let is_object = each_member(value, &mut |name, value| {
            if result.is_ok() {
                result = self.write_property(name, value, Encoding::of(encodings, name));
            }
        });
        let mut position = 0;
        let is_list = !is_object
            && self.layout != Layout::Form
            && each_item(value, &mut |item| {
                if result.is_ok() {
                    result = self.write_item(position, item, Encoding::of_item(encodings, position));
                }
                position += 1;
            });
        if is_object || is_list { result } else { Err(RequestError::BodyForm) }
    }

    fn write_item(
        &mut self,
        position: usize,
        value: View<'_>,
        encoding: Option<&Encoding>,
    ) -> Result<(), RequestError> {
        let name = format!("part{}", position + 1);
        match flatten(value) {
            // Keeps the position of the items after it. Missing items at the end are not part of the list.
            Flat::Absent | Flat::NonFinite => {
                let media_type =
                    encoding.map_or(Ok("application/json"), |encoding| form::json_type(encoding, &name))?;
                self.write_text(&name, Some(media_type), encoding, "null")
            }
            _ => self.write_value(&name, value, encoding),
        }
    }

    fn write_property(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        match encoding.filter(|encoding| encoding.writing == Writing::Styled) {
            Some(encoding) => self.write_styled(name, value, encoding),
            None => self.write_plain(name, value, encoding),
        }
    }

    /// Writes a property by its media type, the usual case.
    fn write_plain(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        // An array is one part if its encoding is JSON or multipart.
        let is_whole = match encoding.and_then(Encoding::only_type).map(Media::of) {
            Some(Media::Json) => !holds_files(value),
            Some(Media::Multipart) => true,
            _ => false,
        };
        if is_whole {
            return self.write_value(name, value, encoding);
        }
        let mut result = Ok(());
        let is_list = each_item(value, &mut |item| {
            if result.is_ok() {
                result = self.write_value(name, item, encoding);
            }
        });
        if is_list { result } else { self.write_value(name, value, encoding) }
    }

    fn write_value(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        if let Some(inside) = value.inside() {
            return self.write_value(name, inside, encoding);
        }
        if let View::File(file) = value
            && let Some(upload) = file.as_any().downcast_ref()
        {
            return self.write_file(name, upload, encoding);
        }
        if let View::Embedded(content) = value {
            return self.write_text(name, encoding.and_then(Encoding::text_type), encoding, content.text());
        }
        match flatten(value) {
            Flat::Absent | Flat::NonFinite => Ok(()),
            Flat::Scalar(text) => match encoding.and_then(Encoding::text_type) {
                Some(media_type) if is_json(media_type) => {
                    self.write_text(name, Some(media_type), encoding, &json(value))
                }
                // Without a media type, a part is plain text (RFC 7578, 4.4).
                media_type => self.write_text(name, media_type, encoding, &text),
            },
            Flat::List(_) | Flat::Object(_) => self.write_compound(name, value, encoding),
        }
    }

    /// Writes an array or an object as one part.
    fn write_compound(&mut self, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        let Some(described) = encoding else {
            return self.write_text(name, Some("application/json"), None, &json(value));
        };
        match described.only_type().map(|only| (only, Media::of(only))) {
            Some((media_type, Media::Multipart)) => {
                let inner = parts(value, described.parts, media_type)?;
                self.start_part(name, Some(&inner.media_type), encoding, None)?;
                self.write_content(inner.body);
                Ok(())
            }
            Some((media_type, Media::Form)) => {
                let form = form::form_of(value, described.parts)?;
                self.write_text(name, Some(media_type), encoding, &form)
            }
            _ => self.write_text(name, Some(form::json_type(described, name)?), encoding, &json(value)),
        }
    }

    /// Writes a property in a style. Each of its pairs becomes a part.
    fn write_styled(&mut self, name: &str, value: View<'_>, encoding: &Encoding) -> Result<(), RequestError> {
        if holds_files(value) {
            return self.write_plain(name, value, Some(encoding));
        }
        let Some(pairs) = parameter_style::render_view(&encoding.parameter, value)? else { return Ok(()) };
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
        for pair in pairs.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.write_text(&decoded(name), None, Some(encoding), &decoded(value))?;
        }
        Ok(())
    }

    fn write_text(
        &mut self,
        name: &str,
        media_type: Option<&str>,
        encoding: Option<&Encoding>,
        text: &str,
    ) -> Result<(), RequestError> {
        let media_type = media_type.or_else(|| self.layout.default_text_type(text));
        self.start_part(name, media_type, encoding, None)?;
        self.written.extend_from_slice(text.as_bytes());
        self.end_part();
        Ok(())
    }

    fn write_file(&mut self, name: &str, upload: &Upload, encoding: Option<&Encoding>) -> Result<(), RequestError> {
        let only = encoding.and_then(Encoding::only_type);
        let media_type = upload.media_type().or(only).unwrap_or("application/octet-stream");
        self.start_part(name, Some(media_type), encoding, Some(upload))?;
        let content = upload.take().ok_or_else(|| RequestError::UploadSent { name: name.to_owned() })?;
        self.write_content(content);
        Ok(())
    }

    /// Writes the boundary line and the headers of a part.
    fn start_part(
        &mut self,
        name: &str,
        media_type: Option<&str>,
        encoding: Option<&Encoding>,
        upload: Option<&Upload>,
    ) -> Result<(), RequestError> {
        let mut head = Head::new(&self.boundary);
        head.add_headers(name, media_type, encoding, upload)?;
        head.set_disposition(self.layout, name, upload);
        let (text, root) = head.finish();
        self.written.extend_from_slice(text.as_bytes());
        self.root.get_or_insert(root);
        Ok(())
    }

    fn write_content(&mut self, content: Body) {
        match content.as_bytes() {
            Some(bytes) => self.written.extend_from_slice(bytes),
            None => {
                self.body.append(std::mem::take(&mut self.written).into());
                self.body.append(content);
            }
        }
        self.end_part();
    }

    fn end_part(&mut self) {
        self.written.extend_from_slice(b"\r\n");
    }

    fn finish(mut self, media_type: &str) -> Multipart {
        self.written.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        self.body.append(self.written.into());
        Multipart {
            body: self.body,
            media_type: with_parameters(media_type, &self.boundary, self.layout, self.root.as_ref()),
            #[cfg(test)]
            boundary: self.boundary,
        }
    }
}

fn holds_files(value: View<'_>) -> bool {
    match value {
        View::File(_) => true,
        View::List(list) => list.get(0, Part::Inside).is_some_and(holds_files),
        other => other.inside().is_some_and(holds_files),
    }
}

fn json(value: View<'_>) -> String {
    let mut json = String::new();
    write(&value, &mut json);
    json
}

#[cfg(test)]
mod tests;
