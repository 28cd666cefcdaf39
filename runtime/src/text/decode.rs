//! The JSON decoder. It is not generic: types only provide slots for their values.

mod container;
mod decoder;
pub(crate) mod expected;
mod fit;
mod guess;
mod kept;
mod lenient;
mod lookahead;
mod object;
mod order;
mod reset;
mod scalar;
mod union;

use crate::syntax::error::DecodeError;
#[cfg(feature = "client")]
use crate::text::deviation::Deviation;
use crate::text::deviation::Notes;
use crate::wire::{Incoming, OpenEnum, Slot, Wire};
pub(crate) use decoder::Policy;
use decoder::{Decoder, Role};

/// Decodes a JSON text.
///
/// If the value of an optional property does not match its type, the property is absent, and the value is kept with the undeclared
/// properties ([`Extra::kept`](crate::Extra::kept)), so that nothing is lost. With [`decode_strict`] it is an error.
///
/// # Errors
/// If the text is not JSON, is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), or does not match `T`.
#[inline]
pub fn decode<T: Wire>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::blank();
    decode_into(text, &mut value.slot(incoming(text.as_bytes())))?;
    Ok(value)
}

/// Decodes a JSON text in UTF-8.
///
/// # Errors
/// As for [`decode`], and if the bytes are not UTF-8.
#[inline]
pub fn decode_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    decode(utf8(bytes)?)
}

/// Decodes a JSON text strictly: every value has to match its type.
///
/// ```
/// use bindery_runtime::{Extra, Json, decode, decode_strict, encode, object};
///
/// #[derive(Clone)]
/// pub struct Message { pub id: i64, pub price: Option<f64>, pub extra: Extra }
/// object! { Message { id: required, price: optional, } rest extra }
///
/// let text = r#"{"id":1,"price":"0.05"}"#;
/// assert_eq!(decode_strict::<Message>(text).unwrap_err().path(), "$.price");
/// let message: Message = decode(text)?;
/// assert_eq!((message.price, message.extra.kept("price")), (None, Some(&Json::from("0.05"))));
/// assert_eq!(encode(&message), text);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
///
/// # Errors
/// As for [`decode`], and if the value of an optional property does not match its type.
#[inline]
pub fn decode_strict<T: Wire>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::blank();
    decode_strict_into(text, &mut value.slot(incoming(text.as_bytes())))?;
    Ok(value)
}

/// Like [`decode_slice`], but with a policy.
#[cfg(feature = "client")]
pub(crate) fn decode_slice_by<T: Wire>(bytes: &[u8], policy: Policy) -> Result<T, DecodeError> {
    match policy {
        Policy::Lenient => decode(utf8(bytes)?),
        Policy::Strict => decode_strict(utf8(bytes)?),
    }
}

/// The policy for decoding one text, and the deviations found in it.
#[cfg(feature = "client")]
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) policy: Policy,
    /// The deviations from the description; `None` if they are not requested.
    pub(crate) report: Option<Vec<Deviation>>,
}

#[cfg(feature = "client")]
impl Reading {
    /// Decodes into a slot. `prefix` is the path of the text in the response.
    pub(crate) fn decode_into(&mut self, text: &str, slot: &mut Slot<'_>, prefix: &[&str]) -> Result<(), DecodeError> {
        let notes = run(text, slot, self.policy)?;
        if let Some(report) = &mut self.report {
            *report = notes.resolved(text, prefix);
        }
        Ok(())
    }

    /// Like [`decode_into`](Self::decode_into), but from bytes.
    pub(crate) fn decode_slice_into(&mut self, bytes: &[u8], slot: &mut Slot<'_>) -> Result<(), DecodeError> {
        self.decode_into(utf8(bytes)?, slot, &[])
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = std::str::from_utf8(valid).unwrap_or_default();
        DecodeError::syntax("UTF-8", "an invalid byte", before.len()).located(before, 0)
    })
}

/// Decodes a value of an enum.
pub(crate) fn decode_open_enum(text: &str, place: &mut dyn OpenEnum) -> Result<(), DecodeError> {
    decode_into(text, &mut Slot::OpenEnum(place))
}

/// Returns the kind of the next value in a text.
pub(crate) fn incoming(bytes: &[u8]) -> Incoming {
    if bytes.trim_ascii_start().first() == Some(&b'n') { Incoming::Null } else { Incoming::Value }
}

pub(crate) fn decode_into(text: &str, slot: &mut Slot<'_>) -> Result<(), DecodeError> {
    run(text, slot, Policy::Lenient).map(drop)
}

fn decode_strict_into(text: &str, slot: &mut Slot<'_>) -> Result<(), DecodeError> {
    run(text, slot, Policy::Strict).map(drop)
}

fn run(text: &str, slot: &mut Slot<'_>, policy: Policy) -> Result<Notes, DecodeError> {
    let mut decoder = Decoder::new(text, policy);
    match decoder.value(slot, Role::Plain).and_then(|()| decoder.scanner.finish()) {
        Ok(()) => Ok(decoder.notes),
        Err(error) => Err(error.located(text, 0)),
    }
}
