//! What all parts of a mock read.

use super::model::{Settings, Values};
use crate::api::{Api, Media, Operation, Use};
use crate::bounds::Bounds;
use crate::sample::{Document, Maker, Manner, Random, Unmade};
use crate::source::Documents;
use crate::text::{HASH, hashed};
use crate::verify::{Body, Exchange, Message, Problem, Single};
use serde_json::{Map, Value};

/// A description in the forms that the parts of a mock need.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    /// The description in its normal form.
    pub(super) document: Document,
    pub(super) single: Single<'a>,
    pub(super) bounds: Bounds,
    pub(super) settings: Settings,
}

/// The attempts to make a value that fits.
const ATTEMPTS: u64 = 6;

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, documents: &'a Documents, settings: Settings) -> Self {
        let document = Document::new(documents.clone());
        Self { api, document, single: Single::new(api, documents), bounds: Bounds::default(), settings }
    }

    /// The part of an operation under a key, in the normal form.
    pub(super) fn part(&self, operation: &Operation, key: &str) -> Option<&Value> {
        self.document.written(&operation.pointer)?.get(key).map(|value| self.document.followed(value))
    }

    /// The members of a part of an object.
    pub(super) fn members<'v>(&'v self, value: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
        let members = value.get(key).map(|value| self.document.followed(value)).and_then(Value::as_object);
        members.into_iter().flat_map(Map::iter).map(|(name, value)| (name, self.document.followed(value)))
    }

    /// A value that the server sends; the first one of several that fits.
    pub(super) fn made(
        &self,
        schema: &Value,
        values: Values,
        seed: u64,
        fits: &dyn Fn(&Value) -> bool,
    ) -> Result<Value, Unmade> {
        let manners = [(Manner::Exemplary, 1), (Manner::Plain, ATTEMPTS), (Manner::Odd, ATTEMPTS)];
        let skipped = usize::from(values == Values::Made);
        let mut last = Err(Unmade::Nothing);
        for (manner, attempts) in manners.into_iter().skip(skipped) {
            for attempt in 0..attempts {
                let mut maker = Maker::exemplary(&self.document, Use::Received, 0);
                maker.manner = manner;
                maker.random = Random::from(seed ^ attempt.rotate_left(32));
                match (maker.value(schema), &last) {
                    (Ok(value), _) if fits(&value) => return Ok(value),
                    (Ok(value), Err(_)) => last = Ok(value),
                    (Err(why), Err(_)) => last = Err(why),
                    _ => {}
                }
            }
        }
        last
    }

    /// Whether a value can be the body of an answer.
    pub(super) fn is_fit(&self, operation: &Operation, status: u16, media_type: &str, value: &Value) -> bool {
        self.faults(operation, status, media_type, value).iter().all(|problem| problem.is_allowed)
    }

    /// What is wrong with a value as the body of an answer. Only JSON is checked.
    pub(super) fn faults(&self, operation: &Operation, status: u16, media_type: &str, value: &Value) -> Vec<Problem> {
        if Media::of(media_type) != Media::Json {
            return Vec::new();
        }
        let response =
            Message { headers: None, media_type: Some(media_type.to_owned()), body: Body::Json(value.clone()) };
        let exchange = Exchange {
            status: Some(status),
            response,
            ..Exchange::request(&operation.method, &operation.path, Message::default())
        };
        self.single.response(operation, &exchange)
    }
}

/// A number that depends on texts only (FNV-1a).
pub(super) fn hash<'t>(seed: u64, texts: impl IntoIterator<Item = &'t str>) -> u64 {
    texts.into_iter().fold(seed ^ HASH, |hash, text| hashed(hash, text.bytes().chain([0xff])))
}
