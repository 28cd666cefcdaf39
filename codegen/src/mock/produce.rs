//! Decides what an answer is: status, media type, headers and value, from examples or made.

use super::context::{Context, hash};
use super::model::{Request, Values};
use super::negotiate::negotiate;
use super::prefer::Preferences;
use super::refusal::Fault;
use crate::api::{Framing, Operation};
use crate::dialect::plain_text;
use serde_json::Value;

/// The number of values in a stream.
const STREAMED: u64 = 2;

/// An answer before it is written.
#[derive(Clone, Debug)]
pub(super) struct Produced {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) media_type: Option<String>,
    pub(super) content: Content,
    pub(super) origin: Origin,
    pub(super) notes: Vec<String>,
}

/// Where the content of an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From an example of the response.
    Example,
    Made,
}

/// The content of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    None,
    One(Value),
    Stream(Vec<Value>),
}

/// Why there is no answer: a status, and what is wrong.
pub(super) type Refused = Box<(u16, Fault)>;

fn refused(status: u16, place: &str, expected: String, found: String) -> Refused {
    Box::new((status, Fault::new(place, expected, found)))
}

/// A declared response.
struct Chosen<'d> {
    status: u16,
    response: &'d Value,
}

/// Produces the answer of an operation. `values` are those of the placeholders of its path; another `variant` has other values.
pub(super) fn produce(
    context: &Context<'_>,
    operation: &Operation,
    request: &Request,
    values: &[(String, String)],
    preferences: &Preferences,
    variant: u64,
) -> Result<Produced, Refused> {
    let nothing = |status| Produced {
        status,
        headers: Vec::new(),
        media_type: None,
        content: Content::None,
        origin: Origin::Made,
        notes: Vec::new(),
    };
    let Some(Chosen { status, response }) = chosen(context, operation, preferences.code)? else {
        return Ok(nothing(preferences.code.unwrap_or(204)));
    };
    let mut seed_of = vec![operation.method.as_str(), operation.path_key.as_str()];
    seed_of.extend(values.iter().map(|(_, value)| value.as_str()));
    let seed = hash(context.settings.seed, seed_of) ^ variant.rotate_left(17);
    let mut produced = nothing(status);
    produced.headers = headers(context, response, seed);
    let content: Vec<(&String, &Value)> = context.members(response, "content").collect();
    if content.is_empty() || matches!(status, 204 | 205 | 304) {
        return Ok(produced);
    }
    let declared: Vec<&str> = content.iter().map(|(media_type, _)| media_type.as_str()).collect();
    let Some((index, media_type)) = negotiate(&declared, request) else {
        let found = request.header("accept").unwrap_or_default();
        return Err(refused(406, "header \"Accept\"", declared.join(" or "), format!("{found:?}")));
    };
    let media = content[index].1;
    let source = Source { context, operation, status, media_type: &media_type, seed };
    (produced.content, produced.origin) = source.content(media, preferences, &mut produced.notes)?;
    produced.media_type = Some(media_type);
    Ok(produced)
}

/// The preferred response, or the usual one; `None` if nothing is declared.
fn chosen<'d>(
    context: &'d Context<'_>,
    operation: &Operation,
    wanted: Option<u16>,
) -> Result<Option<Chosen<'d>>, Refused> {
    let Some(responses) = context.part(operation, "responses").and_then(Value::as_object) else { return Ok(None) };
    let of = |key: &str| {
        let found = responses.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, response)| context.document.followed(response))
    };
    if let Some(status) = wanted {
        let response = of(&status.to_string()).or_else(|| of(&format!("{}XX", status / 100))).or_else(|| of("default"));
        let Some(response) = response else {
            let declared: Vec<&str> =
                responses.keys().map(String::as_str).filter(|key| !key.starts_with("x-")).collect();
            let expected = match declared.is_empty() {
                true => "no status, because none is declared".to_owned(),
                false => format!("one of the declared statuses {}", declared.join(", ")),
            };
            return Err(refused(400, "header \"Prefer\"", expected, format!("code={status}")));
        };
        return Ok(Some(Chosen { status, response }));
    }
    let status_of = |key: &str| match key.get(1..) {
        Some(rest) if rest.eq_ignore_ascii_case("xx") => key[..1].parse::<u16>().ok().map(|class| class * 100),
        _ => key.parse::<u16>().ok(),
    };
    let mut declared: Vec<(u16, &Value)> =
        responses.iter().filter_map(|(key, response)| Some((status_of(key)?, response))).collect();
    declared.retain(|(status, _)| (200..600).contains(status));
    declared.sort_by_key(|(status, _)| *status);
    let success = declared.iter().find(|(status, _)| *status < 300).map(|(status, response)| (*status, *response));
    let default = || responses.get("default").map(|response| (200, response));
    let other = || declared.first().map(|(status, response)| (*status, *response));
    let found = success.or_else(default).or_else(other);
    Ok(found.map(|(status, response)| Chosen { status, response: context.document.followed(response) }))
}

/// Values of declared headers. Those that describe the message itself, or lead elsewhere, are left out unless they have an example.
fn headers(context: &Context<'_>, response: &Value, seed: u64) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, header) in context.members(response, "headers") {
        let lower = name.to_ascii_lowercase();
        if matches!(
            lower.as_str(),
            "content-type" | "content-length" | "content-encoding" | "transfer-encoding" | "connection"
        ) {
            continue;
        }
        let named = context.members(header, "examples").find_map(|(_, example)| example.get("value"));
        let example = header.get("example").or(named).cloned();
        let leads = matches!(lower.as_str(), "link" | "location" | "content-location" | "set-cookie" | "refresh");
        let schema = header.get("schema").filter(|_| !leads || header.get("required") == Some(&Value::Bool(true)));
        let seed = hash(seed, [lower.as_str()]);
        let made = || context.made(schema?, context.settings.values, seed, &|_| true).ok();
        let Some(value) = example.or_else(made) else { continue };
        let text = match &value {
            Value::Array(elements) => elements.iter().map(plain_text).collect::<Vec<_>>().join(","),
            other => plain_text(other),
        };
        all.push((name.clone(), text));
    }
    all
}

/// Where the content of one response comes from.
struct Source<'s, 'a> {
    context: &'s Context<'a>,
    operation: &'s Operation,
    status: u16,
    media_type: &'s str,
    seed: u64,
}

impl Source<'_, '_> {
    fn content(
        &self,
        media: &Value,
        preferences: &Preferences,
        notes: &mut Vec<String>,
    ) -> Result<(Content, Origin), Refused> {
        if let Some(wanted) = &preferences.example {
            return self.named(media, wanted).map(|value| (self.one_or_stream(value), Origin::Example));
        }
        let values = match preferences.dynamic {
            Some(true) => Values::Made,
            Some(false) => Values::Examples,
            None => self.context.settings.values,
        };
        if values == Values::Examples
            && let Some(example) = self.example(media, notes)
        {
            return Ok((self.one_or_stream(example), Origin::Example));
        }
        let item = media.get("itemSchema");
        let Some(schema) = item.or_else(|| media.get("schema")) else {
            let content = if self.is_stream() { Content::Stream(Vec::new()) } else { Content::One(Value::Null) };
            return Ok((content, Origin::Made));
        };
        let made = |seed| {
            let fits = |value: &Value| self.is_stream() || self.is_fit(value);
            self.context.made(schema, values, seed, &fits).map_err(|why| {
                let expected = format!("a schema that a value can be made of ({why}), or an example");
                let place = format!("response {} of {} {}", self.status, self.operation.method, self.operation.path);
                refused(501, &place, expected, "neither".to_owned())
            })
        };
        let content = match self.is_stream() && item.is_some() {
            true => (0..STREAMED).map(|index| made(self.seed ^ index)).collect::<Result<_, _>>().map(Content::Stream),
            false => {
                let value = made(self.seed)?;
                if !self.is_fit(&value) {
                    notes.push(format!("the made value does not fit the schema: {}", self.why(&value)));
                }
                Ok(self.one_or_stream(value))
            }
        };
        content.map(|content| (content, Origin::Made))
    }

    fn is_stream(&self) -> bool {
        Framing::of(self.media_type).is_some()
    }

    /// A stream's schema is that of one value, or of the array of all.
    fn one_or_stream(&self, value: Value) -> Content {
        match value {
            Value::Array(values) if self.is_stream() => Content::Stream(values),
            value if self.is_stream() => Content::Stream(vec![value]),
            value => Content::One(value),
        }
    }

    /// The example with a name, whether it fits or not.
    fn named(&self, media: &Value, wanted: &str) -> Result<Value, Refused> {
        let all: Vec<(&String, &Value)> = self.context.members(media, "examples").collect();
        let found = all.iter().find(|(name, _)| *name == wanted).and_then(|(_, example)| value_of(example));
        found.cloned().ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            let expected = match names.is_empty() {
                true => format!("no example, because response {} has none with a name", self.status),
                false => format!("one of the examples {}", names.join(", ")),
            };
            refused(400, "header \"Prefer\"", expected, format!("example={wanted}"))
        })
    }

    /// The first example that fits. Others are reported.
    fn example(&self, media: &Value, notes: &mut Vec<String>) -> Option<Value> {
        let named = self.context.members(media, "examples").filter_map(|(_, example)| value_of(example));
        for example in media.get("example").into_iter().chain(named) {
            let is_whole = self.is_stream() || self.is_fit(example);
            // Some descriptions have the text of the JSON.
            let parsed = || serde_json::from_str::<Value>(example.as_str()?).ok().filter(|value| self.is_fit(value));
            match is_whole.then(|| example.clone()).or_else(parsed) {
                Some(value) => return Some(value),
                None => notes.push(format!(
                    "an example of response {} is not sent, since it does not fit its schema: {}",
                    self.status,
                    self.why(example)
                )),
            }
        }
        None
    }

    fn is_fit(&self, value: &Value) -> bool {
        self.context.is_fit(self.operation, self.status, self.media_type, value)
    }

    fn why(&self, value: &Value) -> String {
        let found = self.context.faults(self.operation, self.status, self.media_type, value);
        let first = found.into_iter().find(|problem| !problem.is_allowed);
        first.map_or_else(String::new, |first| {
            format!("{}: expected {}, found {}", first.path, first.expected, first.found)
        })
    }
}

fn value_of(example: &Value) -> Option<&Value> {
    ["value", "dataValue", "serializedValue"].iter().find_map(|key| example.get(key))
}
