//! Checks requests: parameters, the rest of the query, and the body.

use super::body::Declared;
use super::checker::At;
use super::declared::is_of;
use super::model::{Body, Exchange, Kind, MASK, Message};
use super::side::{Placeholders, Side, evidence, is_placeholder};
use super::wire::{Escapes, Pairs, Taken, Writing, whole_query};
use crate::api::{Credential, Media, Parameter, Place};
use crate::text::essence;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Where the values of parameters are.
pub(super) struct Sources<'e> {
    /// The values of the placeholders of the path, as they were sent.
    path: Vec<(String, String)>,
    query: Pairs,
    whole: Option<&'e str>,
    headers: Option<&'e [(String, String)]>,
    /// `None` if cookies were not recorded.
    cookies: Option<Pairs>,
    /// Whether each pair of the query belongs to something declared by its name.
    named: Vec<bool>,
    /// Whether each pair of the query was read as part of a parameter.
    taken: Vec<bool>,
}

impl<'e> Sources<'e> {
    /// The sources of a request. `path` has the raw values of the placeholders of its path.
    pub(super) fn of(side: &Side<'_>, exchange: &'e Exchange, mut path: Vec<(String, String)>) -> Self {
        let query = Pairs::of_query(&exchange.url);
        let headers = exchange.request.headers.as_deref();
        // A placeholder may be in the query of the path.
        let fixed = Pairs::of_query(&side.operation.path);
        for pair in fixed.all.iter().filter(|pair| is_placeholder(&pair.raw)) {
            let given = query.all.iter().find(|given| given.name == pair.name);
            path.extend(given.map(|given| (pair.raw[1..pair.raw.len() - 1].to_owned(), given.raw.clone())));
        }
        let keys = side.checker.api.schemes.iter().filter_map(|scheme| match &scheme.credential {
            Credential::Key(Place::Query, name) => Some(name.as_str()),
            _ => None,
        });
        let known: HashSet<&str> = keys.chain(fixed.all.iter().map(|pair| pair.name.as_str())).collect();
        let parameters = side.operation.parameters.iter().filter(|each| each.place == Place::Query);
        let named: Vec<&str> = parameters
            .filter(|each| !side.decoder.is_apart(&each.of, &Writing::of(each)))
            .map(|each| each.name.as_str())
            .collect();
        let is_named = |name: &str| known.contains(name) || named.iter().any(|each| is_part(name, each));
        let named: Vec<bool> = query.all.iter().map(|pair| is_named(&pair.name)).collect();
        Self {
            path,
            whole: whole_query(&exchange.url),
            cookies: cookies(headers),
            headers,
            taken: vec![false; named.len()],
            named,
            query,
        }
    }

    fn headers(&self, name: &str) -> Option<Vec<&'e str>> {
        let all = self.headers?.iter().filter(|(each, _)| each.eq_ignore_ascii_case(name));
        Some(all.map(|(_, value)| value.as_str()).collect())
    }
}

/// Whether a name is that of a parameter, or one in brackets behind it: `filter[name]`, and `ids[]` for `ids` or the other way round.
fn is_part(name: &str, parameter: &str) -> bool {
    let stem = parameter.strip_suffix("[]").unwrap_or(parameter);
    name.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// The cookies of a request. Recordings of this program mask them.
fn cookies(headers: Option<&[(String, String)]>) -> Option<Pairs> {
    let cookies = headers?.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    let cookies: Vec<&str> = cookies.map(|(_, value)| value.as_str()).collect();
    (!cookies.contains(&MASK)).then(|| Pairs::of_cookies(cookies.into_iter()))
}

/// What a request has for a parameter.
enum Given {
    Value(Value),
    /// The text is not JSON.
    NotJson(String),
    Nothing,
    /// It was not recorded, or it stands for any value.
    Unknown,
}

impl<'a> Side<'a> {
    /// Checks a parameter: whether it is there, and its value.
    pub(super) fn parameter(&mut self, parameter: &'a Parameter, sources: &mut Sources<'_>) {
        let writing = Writing::of(parameter);
        let given = match self.given(parameter, &writing, sources) {
            // Without members, nothing of an object is written.
            Given::Nothing if parameter.required && self.decoder.is_apart(&parameter.of, &writing) => {
                Given::Value(Map::new().into())
            }
            given => given,
        };
        let media_type = parameter.media_type.as_deref();
        let place = match media_type {
            Some(media_type) => parameter.pointer.join("content").join(media_type).join("schema"),
            None => parameter.pointer.join("schema"),
        };
        match given {
            Given::Value(value) => {
                self.places.push(parameter.pointer.clone());
                self.value(&parameter.of, &value, &At::parameter(&place, parameter), &place);
            }
            Given::NotJson(text) => {
                self.places.push(parameter.pointer.clone());
                self.not_json(&parameter.of, &text, &At::parameter(&place, parameter));
            }
            Given::Nothing if parameter.required => {
                let (place, name) = (parameter.place.word(), &parameter.name);
                let expected = format!("the {place} parameter {name:?}, which is required");
                self.note(Kind::MissingRequired, &parameter.pointer, "request", name, expected, "nothing");
            }
            Given::Nothing | Given::Unknown => {}
        }
    }

    fn given(&self, parameter: &'a Parameter, writing: &Writing, sources: &mut Sources<'_>) -> Given {
        match parameter.place {
            Place::Path => {
                let found = sources.path.iter().find(|(name, _)| *name == parameter.name);
                found.map_or(Given::Unknown, |(_, raw)| self.text(parameter, writing, raw, Escapes::Percent))
            }
            Place::Header => match sources.headers(&parameter.name) {
                None => Given::Unknown,
                Some(all) if all.is_empty() => Given::Nothing,
                Some(all) => self.text(parameter, writing, &all.join(","), Escapes::None),
            },
            Place::Query => {
                let is_free = |index: usize| !sources.named[index];
                let taken = self.decoder.in_pairs(&parameter.of, writing, &sources.query, &is_free);
                if let Some(taken) = &taken {
                    taken.pairs.iter().for_each(|index| sources.taken[*index] = true);
                }
                self.pairs(parameter, taken, &sources.query)
            }
            Place::Cookie => match &sources.cookies {
                None => Given::Unknown,
                Some(cookies) => {
                    let taken = self.decoder.in_pairs(&parameter.of, writing, cookies, &|_| true);
                    self.pairs(parameter, taken, cookies)
                }
            },
            Place::QueryString => match sources.whole.filter(|query| !query.is_empty()) {
                None => Given::Nothing,
                Some(query) => self.whole_query(parameter, query),
            },
        }
    }

    /// Reads a value of a path or a header.
    fn text(&self, parameter: &'a Parameter, writing: &Writing, raw: &str, escapes: Escapes) -> Given {
        let decoded = escapes.decode(raw);
        match parameter.media_type.as_deref().map(Media::of) {
            _ if self.is_unknown(&decoded) => Given::Unknown,
            Some(Media::Json) => of_json(decoded),
            _ => Given::Value(self.decoder.in_text(&parameter.of, writing, raw, escapes)),
        }
    }

    /// Reads a value of a query or of cookies.
    fn pairs(&self, parameter: &'a Parameter, taken: Option<Taken>, pairs: &Pairs) -> Given {
        let Some(taken) = taken else { return Given::Nothing };
        let texts: Vec<String> = taken.pairs.iter().map(|index| pairs.value(*index)).collect();
        let is_empty = texts.iter().all(String::is_empty);
        if texts.iter().any(|text| self.is_unknown(text)) || is_empty && self.allows_empty(parameter) {
            return Given::Unknown;
        }
        match (parameter.media_type.as_deref().map(Media::of), texts.into_iter().next()) {
            (Some(Media::Json), Some(text)) => of_json(text),
            (Some(_), Some(text)) => Given::Value(self.decoder.scalar(&parameter.of, &text)),
            _ => Given::Value(taken.value),
        }
    }

    fn whole_query(&self, parameter: &'a Parameter, query: &str) -> Given {
        match parameter.media_type.as_deref().map(Media::of) {
            Some(Media::Json) => of_json(Escapes::Percent.decode(query)),
            Some(Media::Form) => {
                let value = self.decoder.form(&parameter.of, &parameter.encodings, &Pairs::of_form(query));
                value.map_or(Given::Unknown, Given::Value)
            }
            _ => Given::Unknown,
        }
    }

    /// Whether a recorded value stands for any value.
    fn is_unknown(&self, value: &str) -> bool {
        self.placeholders == Placeholders::Match && (is_placeholder(value) || value == MASK)
    }

    fn allows_empty(&self, parameter: &Parameter) -> bool {
        let places = self.checker.places;
        let place = places.walked(&parameter.pointer).map(|place| places.followed(&place));
        let allows = place.and_then(|place| places.at(&place)?.get("allowEmptyValue"));
        allows == Some(&Value::Bool(true))
    }

    /// Notes what the query has and the operation does not declare.
    pub(super) fn undeclared(&mut self, sources: &Sources<'_>) {
        if self.operation.parameters.iter().any(|parameter| parameter.place == Place::QueryString) {
            return;
        }
        let place = self.operation.pointer.join("parameters");
        for (index, pair) in sources.query.all.iter().enumerate() {
            if sources.named[index] || sources.taken[index] {
                continue;
            }
            let text = sources.query.value(index);
            let scalar = serde_json::from_str::<Value>(&text).ok();
            let scalar = scalar.filter(|value| value.is_number() || value.is_boolean());
            let value = scalar.unwrap_or_else(|| text.into());
            let found = ("one of the declared parameters".to_owned(), "a query parameter");
            self.note_with(Kind::UndeclaredParameter, &place, "request", &pair.name, found, Some(&value));
        }
    }

    pub(super) fn request_body(&mut self, message: &Message) {
        let place = self.operation.pointer.join("requestBody");
        let Some(body) = &self.operation.body else {
            let has_body = matches!(message.body, Body::Json(_) | Body::Text(_) | Body::Parts(_));
            if has_body && !matches!(self.operation.method.as_str(), "GET" | "HEAD" | "DELETE") {
                let expected = "no body, because none is declared".to_owned();
                let (place, evidence) = (self.operation.pointer.clone(), evidence(message));
                let known = message.media_type.as_deref().map_or_else(|| "a body".to_owned(), essence);
                let found = (expected, "a body");
                self.note_with(Kind::UndeclaredMediaType, &place, "request", &known, found, evidence.as_ref());
            }
            return;
        };
        if message.body == Body::Absent {
            // Without headers, the body may just not have been recorded.
            if body.required && message.headers.is_some() && message.media_type.is_none() {
                let expected = "a body, which is required".to_owned();
                self.note(Kind::MissingRequired, &place, "request", "body", expected, "nothing");
            }
            return;
        }
        let known = message.media_type.as_deref();
        let content = body.content.iter();
        let matching = content.clone().find(|each| known.is_none_or(|known| is_of(known, &each.media_type)));
        let Some(content) = matching else {
            let declared: Vec<&str> = content.map(|each| each.media_type.as_str()).collect();
            let known = essence(known.unwrap_or_default());
            let (place, evidence) = (place.join("content"), evidence(message));
            let found = (declared.join(" or "), known.as_str());
            self.note_with(Kind::UndeclaredMediaType, &place, "request", &known, found, evidence.as_ref());
            return;
        };
        let declared = Declared {
            of: &content.of,
            media_type: &content.media_type,
            encodings: &content.encodings,
            place: place.join("content").join(&content.media_type),
        };
        self.body(&declared, message);
    }
}

fn of_json(text: String) -> Given {
    serde_json::from_str(&text).map_or(Given::NotJson(text), Given::Value)
}
