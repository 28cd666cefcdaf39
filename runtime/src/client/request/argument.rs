//! Serializes one argument: in the style of its parameter, as JSON, or as a form that is the whole query.

use super::flatten::{Flat, flatten};
use super::form;
use super::parameter_style::render_flat;
use crate::client::RequestError;
use crate::client::api::media::{Media, is_json};
use crate::client::api::parameter::{Location, Parameter, ParameterDetails};
use crate::text::encode::encode;
use crate::wire::{View, Wire};

/// Serializes an argument for the location of its parameter. In the query and in cookies the text includes the name. `None` if
/// there is nothing to write.
pub(crate) fn render(parameter: &Parameter, value: &dyn Wire) -> Result<Option<String>, RequestError> {
    let parameter = parameter.details();
    if let Some(form) = whole_query(parameter, value.view())? {
        return Ok(Some(form).filter(|form| !form.is_empty()));
    }
    let flat = match (parameter.content, value.view()) {
        (Some(media_type), view) if is_json(media_type) && !matches!(view, View::Absent) => {
            let json = encode(value);
            // Most servers expect ASCII in headers, and JSON can escape everything else.
            Flat::Scalar(if parameter.location == Location::Header { escape_non_ascii(&json) } else { json })
        }
        (_, view) => flatten(view),
    };
    render_flat(parameter, &flat)
}

/// Serializes a form that is the whole query; `None` for any other parameter or value.
fn whole_query(parameter: ParameterDetails, value: View<'_>) -> Result<Option<String>, RequestError> {
    let is_form = parameter.content.is_some_and(|media_type| Media::of(media_type) == Media::Form);
    let Flat::Object(members) = flatten(value) else { return Ok(None) };
    if parameter.location != Location::QueryString || !is_form {
        return Ok(None);
    }
    let would_be_dropped = |flat: &Flat| match flat {
        Flat::List(items) => items.iter().any(|item| matches!(item, Flat::Absent | Flat::NonFinite)),
        flat => *flat == Flat::NonFinite,
    };
    if members.iter().any(|(_, value)| would_be_dropped(value)) {
        return Err(RequestError::ArgumentFormless { name: parameter.name });
    }
    // A form decoder reads a plus as a space, a URL decoder as a plus; `%20` is a space to both.
    form::form_of(value, parameter.encodings).map(|form| Some(form.replace('+', "%20")))
}

/// Like [`render`], but for a required argument: if there is nothing to write, returns an error.
pub(crate) fn render_required(parameter: &Parameter, value: &dyn Wire) -> Result<Option<String>, RequestError> {
    let text = render(parameter, value)?;
    let ParameterDetails { name, location, .. } = parameter.details();
    match (&text, location) {
        // An empty form is valid.
        (Some(_), _) | (None, Location::QueryString) => Ok(text),
        (None, Location::Path) => Err(RequestError::ArgumentMissing { name }),
        (None, _) => Err(RequestError::ArgumentEmpty { name }),
    }
}

/// Like [`render`], but for a string.
pub(crate) fn render_text(parameter: &Parameter, text: &str) -> Result<Option<String>, RequestError> {
    match parameter.details().content {
        Some(media_type) if is_json(media_type) => render(parameter, &text.to_owned()),
        _ => render_flat(parameter.details(), &Flat::Scalar(text.to_owned())),
    }
}

/// Returns the initial text of a parameter: its constant, if it has one.
pub(crate) fn initial(parameter: &Parameter) -> Result<Option<String>, RequestError> {
    parameter.details().constant.map_or(Ok(None), |text| render_text(parameter, text))
}

/// Escapes the non-ASCII characters of JSON (RFC 8259, 7). They occur only within strings.
fn escape_non_ascii(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            ..='\u{7e}' => ascii.push(letter),
            _ => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    ascii
}

#[cfg(test)]
mod tests;
