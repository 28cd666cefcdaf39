//! Enums whose values are all listed.

use crate::syntax::scan::same_number;
use crate::wire::literal::Literal;
use crate::wire::roles::Role;
use crate::wire::{Scalar, Slot, View};

/// A closed enum, implemented by [`closed_enum!`](crate::closed_enum!).
#[doc(hidden)]
pub trait ClosedEnumType: Copy + 'static {
    /// The values, in the order of the variants.
    const LITERALS: &'static [Literal];
    /// The variants.
    const VARIANTS: &'static [Self];
    /// The expected values, for errors.
    const EXPECTED: &'static str;

    /// The position of the variant.
    fn position(self) -> usize;

    /// The variant of a string.
    #[must_use]
    fn of_text(text: &str) -> Option<Self> {
        let is_text = |value: &Literal| matches!(value, Literal::Text(listed) if *listed == text);
        Self::LITERALS.iter().position(is_text).and_then(|index| Self::VARIANTS.get(index).copied())
    }
}

/// The role of closed enums.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsClosedEnum {}

impl<T: ClosedEnumType> Role<T> for AsClosedEnum {
    fn view(value: &T) -> View<'_> {
        View::Literal(T::LITERALS[value.position()])
    }

    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Scalar(value)
    }

    fn blank() -> T {
        T::VARIANTS[0]
    }
}

impl<T: ClosedEnumType> Scalar for T {
    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn set_number(&mut self, text: &str) -> bool {
        let is_number = |value: &Literal| matches!(value, Literal::Json(listed) if same_number(listed, text));
        let found = T::LITERALS.iter().position(is_number).and_then(|index| T::VARIANTS.get(index));
        if let Some(variant) = found {
            *self = *variant;
        }
        found.is_some()
    }

    fn set_text(&mut self, text: &str) -> bool {
        let found = T::of_text(text);
        if let Some(variant) = found {
            *self = variant;
        }
        found.is_some()
    }
}

/// The error of a string that a closed enum does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// The expected values.
    expected: &'static str,
}

impl Unlisted {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl std::fmt::Display for Unlisted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "expected {}", self.expected)
    }
}

impl std::error::Error for Unlisted {}
