//! Properties that a call adds to its body.

use std::collections::BTreeMap;

use super::request::Content;
use crate::client::api::media::is_json;
use crate::client::{Operation, RequestError};
use crate::text::encode::encode;
use crate::value::json::Json;

/// Adds properties to a body. Each replaces one of the same name. Without a body, they become the body, if the operation takes
/// JSON.
pub(crate) fn add(
    content: Option<Content>,
    properties: &[(String, Json)],
    operation: &Operation,
) -> Result<Option<Content>, RequestError> {
    if properties.is_empty() {
        return Ok(content);
    }
    let (media_type, mut object) = match content {
        Some(content) => {
            let text = content.body.as_bytes().filter(|_| is_json(&content.media_type));
            let object = text.and_then(|text| crate::text::decode::decode_slice::<BTreeMap<String, Json>>(text).ok());
            (content.media_type, object.ok_or(RequestError::BodyProperties)?)
        }
        None => {
            let media_type = operation.request.iter().find(|media_type| is_json(media_type));
            ((*media_type.ok_or(RequestError::BodyProperties)?).into(), BTreeMap::new())
        }
    };
    object.extend(properties.iter().cloned());
    Ok(Some(Content { media_type, body: encode(&object).into() }))
}
