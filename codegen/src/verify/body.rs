//! Checks bodies in their media types.

use super::checker::{At, Step};
use super::model::{Body, BodyPart, Kind, Message, Remedy};
use super::side::Side;
use super::wire::{Pairs, pairs_of, split, texts};
use crate::api::{Encoding, Framing, Media, Type, Use};
use crate::diag::Pointer;
use crate::text::essence;
use serde_json::Value;

/// A declared content of a body.
pub(super) struct Declared<'a> {
    pub(super) of: &'a Type,
    pub(super) media_type: &'a str,
    pub(super) encodings: &'a [Encoding],
    /// The place of the media type.
    pub(super) place: Pointer,
}

impl<'a> Side<'a> {
    /// Checks a body. Bytes have no value.
    pub(super) fn body(&mut self, declared: &Declared<'a>, message: &Message) {
        let at = declared.place.join("schema");
        self.places.push(at.clone());
        let of = declared.of;
        if let Some(framing) = Framing::of(declared.media_type) {
            return match self.checker.way {
                Use::Sent => self.sent_stream(declared, framing, &message.body),
                Use::Received => self.received_stream(declared, &message.body),
            };
        }
        match (Media::of(declared.media_type), &message.body) {
            _ if *of == Type::Binary => {}
            (Media::Json, Body::Json(value)) => self.value(of, value, &At::root(&at), &at),
            (Media::Json, Body::Text(text)) => self.not_json(of, text, &At::root(&at)),
            (Media::Form, Body::Text(text)) => self.form(declared, &Pairs::of_form(text), &at),
            // Some recorders parse forms.
            (Media::Form | Media::Multipart, Body::Json(value)) => {
                if let Some(pairs) = pairs_of(value) {
                    self.form(declared, &pairs, &at);
                }
            }
            (Media::Multipart, Body::Text(text)) => {
                self.multipart(declared, message, text.as_bytes(), text.as_str().into())
            }
            (Media::Multipart, Body::Bytes(Some(bytes))) => {
                self.multipart(declared, message, bytes, format!("{} bytes", bytes.len()).into());
            }
            (Media::Multipart, Body::Parts(body)) => self.parts(declared, &body.parts, &at),
            _ => {}
        }
    }

    /// Checks the parts of a body, which have not been read yet. `shown` is what a report has of it if there are none.
    fn multipart(&mut self, declared: &Declared<'a>, message: &Message, bytes: &[u8], shown: Value) {
        let at = declared.place.join("schema");
        let media_type = message.media_type.as_deref().unwrap_or(declared.media_type);
        if let Some(parts) = split(bytes, media_type) {
            return self.parts(declared, &parts, &at);
        }
        let expected = format!("parts of {}", declared.media_type);
        self.checker.deviates(Kind::WrongType, declared.of, &shown, &At::root(&at), expected);
        self.remedy(Remedy::None);
    }

    /// Checks the values of a stream that is sent. They have no types, because the caller writes them, but bounds, and have to be JSON.
    fn sent_stream(&mut self, declared: &Declared<'a>, framing: Framing, body: &Body) {
        let Body::Text(text) = body else { return };
        let item = declared.place.join("itemSchema");
        let schema = declared.place.join("schema");
        let is_item = self.checker.places.walked(&item).is_some();
        let mut values = Vec::new();
        for (index, text) in texts(framing, text).iter().enumerate() {
            match serde_json::from_str::<Value>(text) {
                Ok(value) => values.push((index, value)),
                // The data of a server-sent event may be any text.
                Err(_) if framing == Framing::Events => {}
                Err(_) => {
                    let root = At::root(&schema);
                    let at = root.to(Step::Item(index));
                    let expected = "JSON".to_owned();
                    self.checker.deviates(Kind::WrongType, declared.of, &text.as_str().into(), &at, expected);
                    self.remedy(Remedy::None);
                }
            }
        }
        if is_item || !self.checker.places.of_items(&schema) {
            let place = if is_item { &item } else { &schema };
            values.iter().for_each(|(index, value)| self.keep(value, place, Some(*index)));
        } else {
            let all: Value = values.into_iter().map(|(_, value)| value).collect();
            self.keep(&all, &schema, None);
        }
    }

    /// Checks the values of a stream that is received. Some recorders parse them.
    fn received_stream(&mut self, declared: &Declared<'a>, body: &Body) {
        let events = self.operation.events.as_ref();
        let Some(events) = events.filter(|events| essence(&events.media_type) == essence(declared.media_type)) else {
            return;
        };
        let values = match body {
            Body::Text(text) => self.decoder.stream(events, text),
            Body::Json(Value::Array(values)) => values.clone(),
            Body::Json(value) => vec![value.clone()],
            Body::Parts(_) | Body::Bytes(_) | Body::Absent => return,
        };
        let item = declared.place.join("itemSchema");
        let is_item = self.checker.places.walked(&item).is_some();
        let at = if is_item { item } else { declared.place.join("schema") };
        self.places.push(at.clone());
        let root = At::root(&at);
        // The schema may be that of the array of all values.
        let is_array = !is_item && events.framing != Framing::Events && !matches!(events.of, Type::List(_));
        let is_array = is_array && self.checker.places.of_items(&at);
        for (index, value) in values.iter().enumerate() {
            match is_array {
                true => self.checker.value(&events.of, value, &root.to(Step::Item(index))),
                false => self.checker.value(&events.of, value, &root),
            }
        }
    }

    fn form(&mut self, declared: &Declared<'a>, pairs: &Pairs, at: &Pointer) {
        if let Some(value) = self.decoder.form(declared.of, declared.encodings, pairs) {
            self.value(declared.of, &value, &At::root(at), at);
        }
    }

    fn parts(&mut self, declared: &Declared<'a>, parts: &[BodyPart], at: &Pointer) {
        let Some(parts) = self.decoder.parts(declared.of, declared.media_type, declared.encodings, parts) else {
            return;
        };
        let before = self.checker.found.len();
        self.value(declared.of, &parts.value, &At::root(at), at);
        for found in &mut self.checker.found[before..] {
            let is_file = found.name.as_ref().is_some_and(|name| parts.files.contains(name));
            if found.kind == Kind::UndeclaredProperty && is_file {
                found.remedy = Remedy::Bytes;
                found.found = "a file".to_owned();
                found.value = None;
            }
        }
        for (name, types, found) in parts.others {
            let place = declared.place.join("encoding").join(&name);
            let path = format!("$.{name}");
            self.note(Kind::UndeclaredMediaType, &place, &path, &essence(&found), types, &found);
        }
    }
}
