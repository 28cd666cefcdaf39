//! Checks responses: status, media type and body.

use super::body::Declared;
use super::declared::{is_alike, is_of};
use super::model::{Body, Exchange, Kind, Message};
use super::side::{Side, evidence};
use crate::api::{Encoding, Media, Response, Type};
use crate::diag::Pointer;
use crate::text::essence;

impl<'a> Side<'a> {
    pub(super) fn response(&mut self, status: u16, exchange: &Exchange) {
        let responses = self.operation.pointer.join("responses");
        let code = status.to_string();
        let class = format!("{}XX", status / 100);
        let of = |wanted: &str| self.operation.responses.iter().find(|each| each.status.eq_ignore_ascii_case(wanted));
        let Some(response) = of(&code).or_else(|| of(&class)).or_else(|| of("default")) else {
            let declared: Vec<&str> = self.operation.responses.iter().map(|each| each.status.as_str()).collect();
            let expected = if declared.is_empty() { "no response".to_owned() } else { declared.join(", ") };
            self.note(Kind::UndeclaredStatus, &responses, "response", &code, expected, &code);
            return;
        };
        let place = responses.join(&response.status);
        self.places.push(place.clone());
        self.headers(&place, &exchange.response);
        let message = &exchange.response;
        let is_bodiless = exchange.method == "HEAD" || matches!(status, 100..=199 | 204 | 205 | 304);
        if message.body == Body::Absent || is_bodiless {
            self.without_body(response, &place, message, is_bodiless);
            return;
        }
        let Some(declared) = self.content(response, &place, message) else {
            let declared = response.content.as_ref().map_or("no body", |(media_type, _)| media_type);
            let known = message.media_type.as_deref().map_or_else(|| "a body".to_owned(), essence);
            let (found, evidence) = ((declared.to_owned(), known.as_str()), evidence(message));
            self.note_with(Kind::UndeclaredMediaType, &place, "response", &known, found, evidence.as_ref());
            return;
        };
        self.body(&declared, message);
    }

    fn without_body(&mut self, response: &Response, place: &Pointer, message: &Message, is_bodiless: bool) {
        let is_needed = response.content.as_ref().is_some_and(|(media_type, of)| {
            Media::of(media_type) == Media::Json && !self.checker.takes_null(of, 0) && *of != Type::Binary
        });
        // Browsers drop some bodies from recordings, but not JSON.
        if is_needed && !is_bodiless && message.headers.is_some() {
            let expected = "a body, which is declared".to_owned();
            self.note(Kind::MissingRequired, place, "response", "body", expected, "nothing");
        }
    }

    /// Returns the declared content that a response has.
    fn content(&self, response: &'a Response, place: &Pointer, message: &Message) -> Option<Declared<'a>> {
        let operation = self.operation;
        let declared = |media_type: &'a str, of: &'a Type, encodings: &'a [Encoding]| {
            let place = place.join("content").join(media_type);
            Declared { of, media_type, encodings, place }
        };
        let read = || {
            let (media_type, of) = response.content.as_ref()?;
            Some(declared(media_type, of, &response.encodings))
        };
        let Some(known) = message.media_type.as_deref() else { return read() };
        let others = operation.media.iter().map(|other| declared(&other.media_type, &other.of, &other.encodings));
        let events = operation.events.iter().map(|events| declared(&events.media_type, &Type::Binary, &[]));
        let mut all = read().into_iter().chain(others).chain(events);
        let found = all.find(|each| is_of(known, each.media_type));
        // Any JSON media type is accepted for another: only the type of the value matters.
        found.or_else(|| read().filter(|each| is_alike(known, each.media_type)))
    }
}
