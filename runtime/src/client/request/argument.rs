//! The text of one argument: as the style of its parameter says, as JSON, or as the form that is the whole query.

use super::flatten::{Flat, flatten};
use super::form;
use super::parameter_style::render_flat;
use crate::client::RequestError;
use crate::client::api::media::{Media, is_json};
use crate::client::api::parameter::{Location, Parameter, ParameterDetails};
use crate::text::encode::encode;
use crate::wire::{View, Wire};

/// The text of an argument in the place of its parameter: for the query and for cookies with the name, else without.
/// `None` when there is nothing to write.
pub(crate) fn render(parameter: &Parameter, value: &dyn Wire) -> Result<Option<String>, RequestError> {
    let parameter = parameter.details();
    if let Some(form) = whole_query(parameter, value.view())? {
        return Ok(Some(form).filter(|form| !form.is_empty()));
    }
    let flat = match (parameter.content, value.view()) {
        (Some(media_type), view) if is_json(media_type) && !matches!(view, View::Absent) => {
            let json = encode(value);
            // A header is ASCII to most of those who read it, and JSON has an ASCII form of everything.
            Flat::Scalar(if parameter.location == Location::Header { in_ascii(&json) } else { json })
        }
        (_, view) => flatten(view),
    };
    render_flat(parameter, &flat)
}

/// A form that is the whole query; `None` for anything else.
fn whole_query(parameter: ParameterDetails, value: View<'_>) -> Result<Option<String>, RequestError> {
    let is_form = parameter.content.is_some_and(|media_type| Media::of(media_type) == Media::Form);
    let Flat::Object(members) = flatten(value) else { return Ok(None) };
    if parameter.location != Location::QueryString || !is_form {
        return Ok(None);
    }
    let is_lost = |flat: &Flat| match flat {
        Flat::List(items) => items.iter().any(|item| matches!(item, Flat::Absent | Flat::Formless)),
        flat => *flat == Flat::Formless,
    };
    if members.iter().any(|(_, value)| is_lost(value)) {
        return Err(RequestError::ArgumentFormless { name: parameter.name });
    }
    // A plus would be a space to a server that reads forms, and itself to one that reads addresses.
    form::form_of(value, parameter.encodings).map(|form| Some(form.replace('+', "%20")))
}

/// As [`render`], for a value that has to be sent: one with nothing to write is an error.
pub(crate) fn render_required(parameter: &Parameter, value: &dyn Wire) -> Result<Option<String>, RequestError> {
    let text = render(parameter, value)?;
    let ParameterDetails { name, location, .. } = parameter.details();
    match (&text, location) {
        // An empty form is a form.
        (Some(_), _) | (None, Location::QueryString) => Ok(text),
        (None, Location::Path) => Err(RequestError::ArgumentMissing { name }),
        (None, _) => Err(RequestError::ArgumentEmpty { name }),
    }
}

/// As [`render`], for a text.
pub(crate) fn render_text(parameter: &Parameter, text: &str) -> Result<Option<String>, RequestError> {
    match parameter.details().content {
        Some(media_type) if is_json(media_type) => render(parameter, &text.to_owned()),
        _ => render_flat(parameter.details(), &Flat::Scalar(text.to_owned())),
    }
}

/// The text of a parameter to which nothing has been given.
pub(crate) fn initial(parameter: &Parameter) -> Result<Option<String>, RequestError> {
    parameter.details().constant.map_or(Ok(None), |text| render_text(parameter, text))
}

/// JSON with escapes for what is not ASCII (RFC 8259, 7). It is only ever within strings.
fn in_ascii(json: &str) -> String {
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
