//! Decodes scalars from plain text: numbers, booleans, dates and enum values in `text/plain` and in parts of forms.

use std::borrow::Cow;

use crate::syntax::error::{DecodeError, DecodeErrorKind};
use crate::text::decode::{Reading, expected};
use crate::text::encode::encode;
use crate::value::secret::Secret;
use crate::wire::literal::Literal;
use crate::wire::{OpenEnum, Slot};

/// Decodes a scalar from text that is not JSON. Ignores surrounding whitespace, except in a secret.
pub(crate) fn decode(bytes: &[u8], slot: &mut Slot<'_>, reading: &mut Reading) -> Result<(), DecodeError> {
    let Ok(text) = std::str::from_utf8(bytes) else { return reading.decode_slice_into(bytes, slot) };
    let value = text.trim_ascii();
    let wanted: Cow<'static, str> = match slot {
        Slot::Bool(_) => expected::BOOL.into(),
        Slot::Integer(_) => expected::INTEGER.into(),
        Slot::Unsigned(_) => expected::UNSIGNED.into(),
        Slot::Float(_) => expected::FLOAT.into(),
        Slot::Secret(place) => {
            **place = Secret::from(text);
            return Ok(());
        }
        Slot::OpenEnum(place) => match is_string_of_enum(&**place, value) {
            true => return reading.decode_slice_into(encode(&value.to_owned()).as_bytes(), slot),
            false => "a value of the enum".into(),
        },
        Slot::Scalar(place) => {
            if place.set_text(value) {
                return Ok(());
            }
            place.expected().into()
        }
        _ => return reading.decode_slice_into(bytes, slot),
    };
    reading.decode_slice_into(value.as_bytes(), slot).map_err(|error| match error.kind() {
        // The error as JSON would mislead, and quoting the text could reveal a secret.
        DecodeErrorKind::Syntax | DecodeErrorKind::Mismatch => {
            DecodeError::mismatch(wanted, format!("{} bytes of text (see `Error::body`)", bytes.len()), 0)
        }
        _ => error,
    })
}

/// Whether a text is a string value of an enum rather than a number, a boolean or null.
pub(crate) fn is_string_of_enum(place: &dyn OpenEnum, text: &str) -> bool {
    let values = place.values();
    let has_strings = values.iter().any(|value| matches!(value, Literal::Text(_)));
    values.iter().any(|value| matches!(value, Literal::Text(string) if *string == text))
        || (has_strings && !values.iter().any(|value| matches!(value, Literal::Json(json) if *json == text)))
}
