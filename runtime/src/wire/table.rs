//! The description of an object type for the runtime.

use std::ops::Range;

use crate::syntax::scan::{is_same, is_same_bytes};
use crate::wire::literal::Literal;

mod rows;

/// The presence of a property.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Must be present and not null.
    Required,
    /// May be missing. An unset value is not written.
    Optional,
    /// Must be present, may be null. An unset value is written as `null`.
    Nullable,
}

/// The description of an object type for the runtime.
#[doc(hidden)]
#[derive(Debug)]
pub struct Table {
    /// The Rust name, for `Debug` and for errors.
    pub name: &'static str,
    /// The declared properties, in the order in which they are written.
    pub fields: Fields,
    /// What the schema says about additional properties.
    pub additional: AdditionalProperties,
}

/// What a schema says about additional properties. They are kept in any case; this is used when variants of a union are
/// tried.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Nothing: they are allowed.
    Unknown,
    /// They are declared.
    Expected,
    /// They are forbidden.
    Forbidden,
}

// The names that macros use.
#[doc(hidden)]
impl AdditionalProperties {
    #[must_use]
    pub const fn expected(self) -> Self {
        Self::Expected
    }

    #[must_use]
    pub const fn forbidden(self) -> Self {
        Self::Forbidden
    }
}

/// The declared properties of an object. Stored as one string: one expression per property slows down `cargo check`,
/// and every pointer in a static costs 32 bytes in the binary (8 plus a 24-byte relocation).
#[doc(hidden)]
#[derive(Debug)]
pub struct Fields {
    /// The rows of the properties, and their names.
    pub text: &'static str,
    /// The rows, in order: see [`Fields::rows`].
    pub rows: &'static [Row],
    /// The constants, in order.
    pub constants: &'static [Literal],
}

/// A property without its name.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The position of its name in the text.
    start: u32,
    length: u32,
    /// The position of its constant, counted from one; zero if it has none. With
    /// [`Presence::Required`] it has no Rust field, and a [`Fixed`](crate::Fixed) represents it; with
    /// [`Presence::Optional`] the field is an `Option<Fixed>`.
    constant: u16,
    pub(crate) presence: Presence,
    /// Whether its absence is a deviation, although it has the presence [`Optional`](Presence::Optional): the description requires it, and
    /// responses are known to omit it.
    pub(crate) is_expected: bool,
    /// Whether its strings, numbers and booleans may arrive as another of these types.
    pub(crate) is_lenient: bool,
    /// Whether `Debug` does not show its value.
    pub(crate) is_secret: bool,
    /// Whether the name needs no escapes.
    pub(crate) is_plain: bool,
}

impl Row {
    #[inline]
    const fn name(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }

    /// Whether it is a constant.
    #[inline]
    pub(crate) const fn is_constant(&self) -> bool {
        self.constant != 0
    }

    /// Whether it has a Rust field.
    #[inline]
    pub(crate) const fn has_place(&self) -> bool {
        !self.is_constant() || !matches!(self.presence, Presence::Required)
    }
}

impl Fields {
    /// The number of properties.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows, with their positions.
    #[inline]
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &'static Row)> + use<> {
        self.rows.iter().enumerate()
    }

    /// The address of the rows, which identifies the table.
    #[inline]
    pub(crate) fn address(&self) -> usize {
        self.rows.as_ptr().addr()
    }

    #[inline]
    pub(crate) fn row(&self, index: usize) -> Option<&'static Row> {
        self.rows.get(index)
    }

    /// The same with its name, if that needs no escapes.
    #[inline]
    pub(crate) fn plain_row(&self, index: usize) -> Option<(&'static Row, &'static [u8])> {
        let row = self.row(index).filter(|row| row.is_plain)?;
        Some((row, self.text.as_bytes().get(row.name())?))
    }

    /// The name of a property.
    #[inline]
    pub(crate) fn name(&self, row: &Row) -> &'static str {
        self.text.get(row.name()).unwrap_or_default()
    }

    /// The same as bytes, without a check of character boundaries.
    #[inline]
    pub(crate) fn name_bytes(&self, row: &Row) -> &'static [u8] {
        self.text.as_bytes().get(row.name()).unwrap_or_default()
    }

    /// The constant of a property.
    #[inline]
    pub(crate) fn constant(&self, row: &Row) -> Option<Literal> {
        self.constants.get(usize::from(row.constant).checked_sub(1)?).copied()
    }

    /// Whether a property is a required constant with this text.
    pub(crate) fn fixes(&self, name: &str, value: &str) -> bool {
        self.rows.iter().any(|row| {
            row.is_constant()
                && row.presence == Presence::Required
                && is_same_bytes(self.name_bytes(row), name.as_bytes())
                && matches!(self.constant(row), Some(Literal::Text(constant)) if is_same(constant, value))
        })
    }

    /// The position of the property with a name. The search starts at the expected one, because omitted properties leave it shortly after.
    #[inline]
    pub(crate) fn position(&self, expected: usize, name: &str) -> Option<usize> {
        let (before, after) = self.rows.split_at_checked(expected)?;
        let has_name = |row: &Row| is_same_bytes(self.name_bytes(row), name.as_bytes());
        let later = after.iter().position(has_name).map(|position| expected + position);
        later.or_else(|| before.iter().position(has_name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Presence};
    use crate::wire::literal::Literal;

    #[test]
    fn every_property_comes_back_as_it_was_written() {
        const TYPE: Literal = Literal::Text("http");
        const TEXT: &str =
            "id required; \"type\" kind required \"http\"; naïve nullable; \"version\\\"1\" \"1\";typeversion\"1";
        static FIELDS: Fields =
            Fields { text: TEXT, rows: &Fields::rows(TEXT, [0, 1, 2, 3]), constants: &[TYPE, Literal::Json("1")] };
        let of = |row: &super::Row| (FIELDS.name(row), row.presence, FIELDS.constant(row));
        let fields: Vec<_> = FIELDS.numbered().map(|(_, row)| of(row)).collect();
        assert_eq!(
            fields,
            [
                ("id", Presence::Required, None),
                ("type", Presence::Required, Some(TYPE)),
                ("naïve", Presence::Nullable, None),
                ("version\"1", Presence::Required, Some(Literal::Json("1"))),
            ]
        );
        for (index, (name, ..)) in fields.into_iter().enumerate() {
            for expected in 0..=FIELDS.len() {
                assert_eq!(FIELDS.position(expected, name), Some(index));
            }
        }
        assert_eq!(FIELDS.numbered().map(|(_, row)| row.is_plain).collect::<Vec<_>>(), [true, true, true, false]);
        assert!(FIELDS.row(4).is_none() && FIELDS.position(0, "idtype").is_none());
    }
}
