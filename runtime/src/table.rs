//! What the runtime knows about an object type.

use crate::Literal;

/// How a property may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Must be there and not null.
    Required,
    /// May be missing. An unset value is not written.
    Optional,
    /// Must be there, may be null. An unset value is written as `null`.
    Nullable,
}

/// A property on its way into [`Fields`]. To make one is not to call anything, but for those with more to say: each call in a
/// table is paid for by whoever compiles it.
#[derive(Clone, Copy, Debug)]
#[expect(non_camel_case_types, reason = "they are called as a row of a table calls them")]
pub enum Entry {
    /// A property that must be there, called on the wire as its Rust field.
    required(&'static str),
    /// A property that may be missing, called on the wire as its Rust field.
    optional(&'static str),
    /// A property that must be there and may be null, called on the wire as its Rust field.
    nullable(&'static str),
    /// Any other.
    special(Special),
}

/// A property that has another name than its Rust field, or only one value.
#[derive(Clone, Copy, Debug)]
pub struct Special {
    /// The lengths of its name, and of that of its Rust field where it is another.
    length: u32,
    rust_length: u32,
    presence: Presence,
    is_constant: bool,
    is_plain: bool,
}

#[expect(clippy::cast_possible_truncation, reason = "no source has names of 4 GB")]
impl Entry {
    /// A property without a Rust field, which must be there and has only this value. It wants a name.
    #[must_use]
    pub const fn fixed(value: &str) -> Self {
        Self::required("").only(value)
    }

    /// The same property, called otherwise on the wire than its Rust field.
    #[must_use]
    pub const fn named(self, wire: &str) -> Self {
        let mut special = self.special();
        special.rust_length = special.length;
        special.length = wire.len() as u32;
        special.is_plain = crate::scan::is_plain(wire);
        Self::special(special)
    }

    /// The same property, which has only this value. The value itself is among the constants of [`Fields`].
    #[must_use]
    pub const fn only(self, _value: &str) -> Self {
        let mut special = self.special();
        special.is_constant = true;
        Self::special(special)
    }

    /// All of it. An identifier has nothing that has to be escaped: to look at each byte of each name took a twentieth of the
    /// time to compile a large API.
    const fn special(self) -> Special {
        let (name, presence) = match self {
            Self::required(name) => (name, Presence::Required),
            Self::optional(name) => (name, Presence::Optional),
            Self::nullable(name) => (name, Presence::Nullable),
            Self::special(special) => return special,
        };
        Special { length: name.len() as u32, rust_length: 0, presence, is_constant: false, is_plain: true }
    }
}

/// What the runtime knows about an object type.
#[derive(Debug)]
pub struct Table {
    /// The Rust name, for `Debug` and for errors.
    pub name: &'static str,
    /// The declared properties, in the order they are written.
    pub fields: Fields,
    /// What the description says about properties that it does not name.
    pub others: Others,
}

/// What a description says about properties that it does not name. They are kept whatever it says; it matters where
/// variants of a union are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Nothing, which allows them.
    Unknown,
    /// There are some.
    Expected,
    /// There are none.
    Forbidden,
}

// As the macros call them.
#[doc(hidden)]
impl Others {
    #[must_use]
    pub const fn expected(self) -> Self {
        Self::Expected
    }

    #[must_use]
    pub const fn forbidden(self) -> Self {
        Self::Forbidden
    }
}

/// The declared properties of an object. Their names are one text, because each address in a static takes 32 bytes of a
/// program: its own 8, and 24 for what the loader has to know of it.
#[derive(Debug)]
pub struct Fields {
    /// The names, in order, each followed by that of the Rust field where it is another.
    pub names: &'static str,
    /// What else is known of the properties, in order: see [`Fields::pack`].
    pub rows: &'static [Row],
    /// The only values of those that have one, in order.
    pub constants: &'static [Literal],
}

/// What is known of a property but its name.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Where its name is among the names.
    start: u32,
    end: u32,
    /// The position of its only value among the constants, counted from one; zero when it can have others. With
    /// [`Presence::Required`] there is no Rust field for it, and a [`Fixed`](crate::Fixed) stands in its place; with
    /// [`Presence::Optional`] the field is an `Option<Fixed>`.
    constant: u16,
    pub(crate) presence: Presence,
    /// Whether the name is written as it is: nothing in it has to be escaped.
    pub(crate) is_plain: bool,
}

impl Row {
    /// Whether it has only one value.
    #[inline]
    pub(crate) const fn is_constant(self) -> bool {
        self.constant != 0
    }

    /// Whether there is a Rust field for it.
    #[inline]
    pub(crate) const fn has_place(self) -> bool {
        !self.is_constant() || !matches!(self.presence, Presence::Required)
    }
}

impl Fields {
    /// The rows of properties.
    ///
    /// # Panics
    /// With more than 65,535 constants, when the program is compiled.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a constant function has no iterators")]
    pub const fn pack<const N: usize>(entries: [Entry; N]) -> [Row; N] {
        let mut rows = [Row { start: 0, end: 0, constant: 0, presence: Presence::Required, is_plain: false }; N];
        let (mut index, mut start, mut constants) = (0, 0, 0_u16);
        while index < N {
            let entry = entries[index].special();
            let row = &mut rows[index];
            row.start = start;
            row.end = start + entry.length;
            row.presence = entry.presence;
            row.is_plain = entry.is_plain;
            if entry.is_constant {
                constants += 1;
                row.constant = constants;
            }
            start = row.end + entry.rust_length;
            index += 1;
        }
        rows
    }

    /// The number of properties.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows, with their positions.
    #[inline]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, Row)> + use<> {
        self.rows.iter().copied().enumerate()
    }

    /// Where the rows are, to tell tables apart.
    #[inline]
    pub(crate) fn address(&self) -> usize {
        self.rows.as_ptr().addr()
    }

    #[inline]
    pub(crate) fn row(&self, index: usize) -> Option<Row> {
        self.rows.get(index).copied()
    }

    /// The name of a property.
    #[inline]
    pub(crate) fn name(&self, row: Row) -> &'static str {
        self.names.get(row.start as usize..row.end as usize).unwrap_or_default()
    }

    /// The same as bytes, which need no look at where characters begin.
    #[inline]
    pub(crate) fn name_bytes(&self, row: Row) -> &'static [u8] {
        self.names.as_bytes().get(row.start as usize..row.end as usize).unwrap_or_default()
    }

    /// The only value that a property can have.
    #[inline]
    pub(crate) fn constant(&self, row: Row) -> Option<Literal> {
        self.constants.get(usize::from(row.constant).checked_sub(1)?).copied()
    }

    /// Whether a property must be there and be this text.
    pub(crate) fn fixes(&self, name: &str, value: &str) -> bool {
        let row = self.position(0, name).and_then(|index| self.row(index));
        row.is_some_and(|row| {
            row.presence == Presence::Required
                && matches!(self.constant(row), Some(Literal::Text(constant)) if constant == value)
        })
    }

    /// The position of the property with a name: where properties are left out of a text, it is soon after that of the
    /// one that is expected.
    #[inline]
    pub(crate) fn position(&self, expected: usize, name: &str) -> Option<usize> {
        let (before, after) = self.rows.split_at_checked(expected)?;
        let has_name = |row: &Row| crate::scan::is_same_bytes(self.name_bytes(*row), name.as_bytes());
        let later = after.iter().position(has_name).map(|position| expected + position);
        later.or_else(|| before.iter().position(has_name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Fields, Presence};
    use crate::Literal;

    #[test]
    fn every_property_comes_back_as_it_was_packed() {
        const TYPE: Literal = Literal::Text("http");
        static FIELDS: Fields = Fields {
            names: "idtypekindnaïveversion\"1",
            rows: &Fields::pack([
                Entry::required("id"),
                Entry::required("kind").only("http").named("type"),
                Entry::nullable("naïve"),
                Entry::fixed("1").named("version\"1"),
            ]),
            constants: &[TYPE, Literal::Json("1")],
        };
        let of = |row: super::Row| (FIELDS.name(row), row.presence, FIELDS.constant(row));
        let fields: Vec<_> = FIELDS.rows().map(|(_, row)| of(row)).collect();
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
        assert_eq!(FIELDS.rows().map(|(_, row)| row.is_plain).collect::<Vec<_>>(), [true, true, true, false]);
        assert!(FIELDS.row(4).is_none() && FIELDS.position(0, "idtype").is_none());
    }
}
