//! Requests with made values, for every operation of a description.

mod bodies;
mod styles;
mod wire;

use bindery::api::{Operation, Place, Use};
use bindery::diag::Pointer;
use bindery::sample::{Document, Maker, Manner, Random, Unmade};
use serde_json::Value;
use std::fmt;

pub use wire::Wire;

/// The values of a request.
#[derive(Clone, Debug)]
pub struct Made {
    /// The values of parameters, by their positions. Those that have only one value are left out, because clients set them.
    pub parameters: Vec<(usize, Value)>,
    /// The value of the body that clients send first.
    pub body: Option<Value>,
}

/// Which optional parameters a request has. Bodies are always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optional {
    /// All.
    All,
    /// None.
    None,
}

/// Why there is no value for a part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where its schema is.
    pub place: Pointer,
    /// Why it has no value.
    pub why: Unmade,
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.why)
    }
}

/// Makes the values of a request as people write them, without the examples of the description.
///
/// # Errors
/// A required parameter or the body has no value.
pub fn made(document: &Document, operation: &Operation, optional: Optional, seed: u64) -> Result<Made, Missing> {
    let mut maker = Maker::exemplary(document, Use::Sent, seed);
    maker.manner = Manner::Plain;
    maker.random = Random::from(seed);
    let mut parameters = Vec::new();
    for (position, parameter) in operation.parameters.iter().enumerate() {
        let is_wanted = parameter.required || parameter.place == Place::Path || optional == Optional::All;
        if parameter.constant.is_some() || !is_wanted {
            continue;
        }
        match value(&mut maker, &parameter.pointer, None) {
            // What has no text cannot be in a path, a query or a header.
            Ok(value) if is_empty(&value) && !parameter.required => {}
            Ok(value) => parameters.push((position, value)),
            Err(missing) if parameter.required => return Err(missing),
            Err(_) => {}
        }
    }
    let body = operation.body.as_ref().map(|body| {
        let media_type = &body.content[body.chosen].media_type;
        value(&mut maker, &operation.pointer.join("requestBody"), Some(media_type))
    });
    Ok(Made { parameters, body: body.transpose()? })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A value of the schema of a parameter or of a body.
fn value(maker: &mut Maker<'_>, place: &Pointer, media_type: Option<&str>) -> Result<Value, Missing> {
    let missing = |why| Missing { place: place.clone(), why };
    let document = maker.document;
    let holder = document.written(place).map(|holder| document.followed(holder));
    let content = |holder: &'_ Value| {
        let all = holder.get("content")?.as_object()?;
        let of = media_type.map_or_else(|| all.values().next(), |media_type| all.get(media_type))?;
        Some(document.followed(of).get("schema").cloned().unwrap_or(Value::Bool(true)))
    };
    let schema = holder.and_then(|holder| holder.get("schema").cloned().or_else(|| content(holder)));
    maker.value(&schema.ok_or_else(|| missing(Unmade::Reference))?).map_err(missing)
}
