//! The state of the decoder, and the decoding of each kind of slot.

use super::fit::Fit;
use super::order::Order;
use crate::syntax::error::DecodeError;
use crate::syntax::scan::Scanner;
use crate::text::deviation::Notes;
use crate::wire::{Incoming, Slot};

pub(super) type Decoded = Result<(), DecodeError>;

/// The role in which a value is decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A value on its own.
    Plain,
    /// The chosen variant of a union: a different constant is an error.
    Variant,
    /// A variant on trial: in addition, a union value that matches no variant is an error.
    Trial,
}

/// How to handle a value of an optional property that does not match its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Leave the property absent, and keep the value with the undeclared properties.
    #[default]
    Lenient,
    /// Return an error.
    Strict,
}

/// The formatting of the text so far, which is tried first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// No white space before keys.
    Compact,
    /// White space before keys.
    Spaced,
}

pub(super) struct Decoder<'t> {
    pub(super) scanner: Scanner<'t>,
    /// How well the values read so far fit.
    pub(super) fit: Fit,
    pub(super) order: Order,
    pub(super) tags: Tags,
    pub(super) layout: Layout,
    pub(super) allowance: usize,
    pub(super) watch: Watch,
    pub(super) policy: Policy,
    /// The deviations from the description.
    pub(super) notes: Notes,
    /// A buffer for strings with escapes.
    pub(super) scratch: String,
}

impl<'t> Decoder<'t> {
    pub(super) fn new(text: &'t str, policy: Policy) -> Self {
        Self {
            scanner: Scanner::new(text),
            fit: Fit::default(),
            order: Order::default(),
            tags: Tags::Early,
            layout: Layout::Compact,
            allowance: allowance(text),
            watch: Watch::default(),
            policy,
            notes: Notes::default(),
            scratch: String::new(),
        }
    }

    /// Decodes by the kind of the slot. Takes the slot by reference: a copy right after it was written would stall on
    /// store forwarding. Inlined because most values are strings and one branch predicts better than an indirect
    /// jump.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call would double the cost of the branch for each string")]
    pub(super) fn value(&mut self, slot: &mut Slot<'_>, role: Role) -> Decoded {
        match slot {
            Slot::Text(place) => self.text(place),
            other => self.other_value(other, role),
        }
    }

    #[inline(never)]
    fn other_value(&mut self, slot: &mut Slot<'_>, role: Role) -> Decoded {
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

    /// Consumes a null whose place already has its value.
    #[inline(never)]
    fn settled(&mut self) -> Decoded {
        if self.scanner.null()? { Ok(()) } else { Err(self.mismatch("null")) }
    }

    /// Returns the error for a value of another JSON type.
    #[cold]
    pub(super) fn mismatch(&mut self, expected: &'static str) -> DecodeError {
        match self.scanner.kind() {
            Ok(kind) => DecodeError::mismatch(expected, kind.described(), self.scanner.offset()),
            Err(error) => error,
        }
    }
}

/// Returns the number of bytes that may be read while variants are tried. Each trial reads the value again, and nested unions multiply
/// that. Real texts use a small part of the allowance.
fn allowance(text: &str) -> usize {
    text.len().saturating_mul(64).saturating_add(1 << 20)
}

/// The position of tags in earlier values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tags {
    /// Before all other properties, so that a tag is found at once.
    Early,
    /// After other properties.
    Late,
    /// A guess failed. There are no more guesses in this text.
    Misleading,
}

impl Tags {
    /// Records the number of properties before a tag.
    pub(crate) fn learn(&mut self, passed: usize) {
        if *self != Self::Misleading {
            *self = if passed > 0 { Self::Late } else { Self::Early };
        }
    }
}

/// The duplicate properties that decoding a variant found.
#[derive(Default)]
pub(crate) struct Watch {
    /// The path of the tag.
    pub(super) path: &'static [&'static str],
    /// The undeclared properties with these names.
    pub(super) unknown: u32,
    /// The declared properties that occurred before.
    pub(super) repeats: u32,
}

impl Watch {
    #[cold]
    pub(crate) fn repeat(&mut self) {
        self.repeats = self.repeats.saturating_add(1);
    }

    pub(crate) fn unknown_member(&mut self, key: &str) {
        if self.path.contains(&key) {
            self.unknown = self.unknown.saturating_add(1);
        }
    }
}

impl Scanner<'_> {
    /// Returns the kind of the next value, as far as places need it in advance.
    #[inline]
    pub(crate) fn incoming(&mut self) -> Incoming {
        if self.peek() == Some(b'n') { Incoming::Null } else { Incoming::Value }
    }
}
