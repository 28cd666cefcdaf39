//! What the runtime knows about an object type.

use std::ops::Range;

use crate::syntax::scan::{is_same, is_same_bytes};
use crate::wire::literal::Literal;

mod rows;

/// How a property may be missing.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Must be there and not null.
    Required,
    /// May be missing. An unset value is not written.
    Optional,
    /// Must be there, may be null. An unset value is written as `null`.
    Nullable,
}

/// What the runtime knows about an object type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Table {
    /// The Rust name, for `Debug` and for errors.
    pub name: &'static str,
    /// The declared properties, in the order they are written.
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

// As the macros call them.
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
    /// What is said of the properties, and their names.
    pub text: &'static str,
    /// What that is, in order: see [`Fields::rows`].
    pub rows: &'static [Row],
    /// The only values of those that have one, in order.
    pub constants: &'static [Literal],
}

/// What is known of a property but its name.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Where its name is in the text.
    start: u32,
    length: u32,
    /// The position of its only value among the constants, counted from one; zero when it can have others. With
    /// [`Presence::Required`] there is no Rust field for it, and a [`Fixed`](crate::Fixed) stands in its place; with
    /// [`Presence::Optional`] the field is an `Option<Fixed>`.
    constant: u16,
    pub(crate) presence: Presence,
    /// Whether `Debug` does not show its value.
    pub(crate) is_secret: bool,
    /// Whether the name is written as it is: nothing in it has to be escaped.
    pub(crate) is_plain: bool,
}

impl Row {
    #[inline]
    const fn name(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }

    /// Whether it has only one value.
    #[inline]
    pub(crate) const fn is_constant(&self) -> bool {
        self.constant != 0
    }

    /// Whether there is a Rust field for it.
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

    /// Where the rows are, to tell tables apart.
    #[inline]
    pub(crate) fn address(&self) -> usize {
        self.rows.as_ptr().addr()
    }

    #[inline]
    pub(crate) fn row(&self, index: usize) -> Option<&'static Row> {
        self.rows.get(index)
    }

    /// The same with its name, when that is written as it is: nothing in it has to be escaped.
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

    /// The same as bytes, which need no look at where characters begin.
    #[inline]
    pub(crate) fn name_bytes(&self, row: &Row) -> &'static [u8] {
        self.text.as_bytes().get(row.name()).unwrap_or_default()
    }

    /// The only value that a property can have.
    #[inline]
    pub(crate) fn constant(&self, row: &Row) -> Option<Literal> {
        self.constants.get(usize::from(row.constant).checked_sub(1)?).copied()
    }

    /// Whether a property must be there and be this text.
    pub(crate) fn fixes(&self, name: &str, value: &str) -> bool {
        self.rows.iter().any(|row| {
            row.is_constant()
                && row.presence == Presence::Required
                && is_same_bytes(self.name_bytes(row), name.as_bytes())
                && matches!(self.constant(row), Some(Literal::Text(constant)) if is_same(constant, value))
        })
    }

    /// The position of the property with a name: where properties are left out of a text, it is soon after that of the
    /// one that is expected.
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
