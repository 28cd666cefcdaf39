//! The JSON decoder. It is not generic: types only provide slots for their values.

mod container;
mod decoder;
mod fit;
mod guess;
mod lookahead;
mod object;
mod order;
mod reset;
mod scalar;
mod union;

use crate::syntax::error::DecodeError;
use crate::syntax::scan::Scanner;
use crate::wire::{Incoming, OpenEnum, Slot, Wire};
use decoder::{Decoder, Layout, Role, Tags, Watch};
use fit::Fit;
use order::Order;

/// Decodes a JSON text.
///
/// # Errors
/// When the text is not JSON, is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), or does not match `T`.
#[inline]
pub fn decode<T: Wire>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::blank();
    decode_into(text, &mut value.slot(incoming(text.as_bytes())))?;
    Ok(value)
}

/// Decodes a JSON text in UTF-8.
///
/// # Errors
/// As for [`decode`], and when the bytes are not UTF-8.
#[inline]
pub fn decode_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    decode(utf8(bytes)?)
}

#[cfg(feature = "client")]
pub(crate) fn decode_slice_into(bytes: &[u8], slot: &mut Slot<'_>) -> Result<(), DecodeError> {
    decode_into(utf8(bytes)?, slot)
}

fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = std::str::from_utf8(valid).unwrap_or_default();
        DecodeError::syntax("UTF-8", "another byte", before.len()).located(before, 0)
    })
}

/// Decodes the value of an enum.
pub(crate) fn decode_open_enum(text: &str, place: &mut dyn OpenEnum) -> Result<(), DecodeError> {
    decode_into(text, &mut Slot::OpenEnum(place))
}

/// What a text is about to bring.
pub(crate) fn incoming(bytes: &[u8]) -> Incoming {
    if bytes.trim_ascii_start().first() == Some(&b'n') { Incoming::Null } else { Incoming::Value }
}

pub(crate) fn decode_into(text: &str, slot: &mut Slot<'_>) -> Result<(), DecodeError> {
    let mut decoder = Decoder {
        scanner: Scanner::new(text),
        fit: Fit::default(),
        order: Order::default(),
        tags: Tags::Early,
        layout: Layout::Compact,
        allowance: allowance(text),
        watch: Watch::default(),
        scratch: String::new(),
    };
    let result = decoder.value(slot, Role::Plain).and_then(|()| decoder.scanner.finish());
    result.map_err(|error| error.located(text, 0))
}

/// How many bytes may be read while variants are tried: trying is repeated reading, and a union inside a union
/// multiplies it. Real texts use a small part of it.
fn allowance(text: &str) -> usize {
    text.len().saturating_mul(64).saturating_add(1 << 20)
}
