//! The JSON decoder. It is not generic: types only provide slots for their values.

mod container;
mod fit;
mod guess;
mod lookahead;
mod object;
mod order;
mod reset;
mod scalar;
mod union;

use crate::text::scan::Scanner;
use crate::{DecodeError, Incoming, OpenEnum, Slot, Wire};
use fit::Fit;
use guess::Tags;
use order::Order;
use union::Watch;

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

type Decoded = Result<(), DecodeError>;

/// As what a value is decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// As itself.
    Plain,
    /// As a variant that was chosen: a constant that differs is an error.
    Variant,
    /// As a variant that is tried: the same, and a union value that fits no variant is an error, too.
    Trial,
}

/// How a text is written, as far as was seen: it is what is tried first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Without space before keys.
    Compact,
    /// With space.
    Spaced,
}

struct Decoder<'t> {
    scanner: Scanner<'t>,
    /// How well what was read so far fits.
    fit: Fit,
    order: Order,
    tags: Tags,
    layout: Layout,
    allowance: usize,
    watch: Watch,
    /// Where strings with escapes are put together.
    scratch: String,
}

impl Decoder<'_> {
    /// Decodes by the kind of the slot. Takes the slot by reference: copying it right after it was written would stall
    /// on store forwarding. Inlined because most values are strings and one branch predicts better than an indirect
    /// jump.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a branch, which a call would double for each text")]
    fn value(&mut self, slot: &mut Slot<'_>, role: Role) -> Decoded {
        match slot {
            Slot::Text(place) => self.text(place),
            other => self.no_text(other, role),
        }
    }

    #[inline(never)]
    fn no_text(&mut self, slot: &mut Slot<'_>, role: Role) -> Decoded {
        match slot {
            Slot::Text(place) => self.text(place),
            Slot::Object(table, place) => self.object(table, *place, role),
            Slot::List(place) => self.list(*place),
            Slot::Scalars(place) => self.scalars(*place),
            Slot::Map(place) => self.map(*place),
            Slot::Union(plan, place) => self.union(plan, *place, role),
            Slot::OpenEnum(place) => self.open_enum(*place),
            Slot::Bool(place) => self.boolean(place),
            Slot::Integer(place) => self.integer(place),
            Slot::Unsigned(place) => self.unsigned(place),
            Slot::Float(place) => self.float(place),
            Slot::Secret(place) => self.secret(place),
            Slot::Raw(place) => self.raw(place),
            Slot::Scalar(place) => self.scalar(*place),
            Slot::Settled | Slot::Unset => self.settled(),
        }
    }

    /// What the place took in advance.
    #[inline(never)]
    fn settled(&mut self) -> Decoded {
        if self.scanner.null()? { Ok(()) } else { Err(self.mismatch("null")) }
    }

    /// The error for what follows, when it is JSON of another type.
    #[cold]
    fn mismatch(&mut self, expected: &'static str) -> DecodeError {
        match self.scanner.kind() {
            Ok(kind) => DecodeError::mismatch(expected, kind.described(), self.scanner.offset()),
            Err(error) => error,
        }
    }
}
