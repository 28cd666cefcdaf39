//! `Debug` for everything on the wire.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};

use crate::value::redact::{self, KindOf, Redacted, inherited, labelled, outline};
use crate::value::secret_names::{Secrecy, secrecy};
use crate::value::unknown::Unmatched;
use crate::wire::literal::Literal;
use crate::wire::members::{members, others};
use crate::wire::table::Table;
use crate::wire::{Embed, List, Map, Object, Part, View, Wire};

/// Formats a value like `Debug`, with secrets and possible secrets redacted.
///
/// # Errors
/// If the formatter fails.
#[doc(hidden)]
pub fn debug<T: Wire + ?Sized>(value: &T, formatter: &mut Formatter<'_>) -> fmt::Result {
    Shown(value.view(), Secrecy::None).fmt(formatter)
}

/// Prints a map: names and values, or JSON types for values without a declared type.
pub(crate) fn map(map: &dyn Map, formatter: &mut Formatter<'_>) -> fmt::Result {
    entries(map, Secrecy::None, formatter)
}

/// The same, with the secrecy of the enclosing property.
fn entries(map: &dyn Map, around: Secrecy, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_map();
    map.each(&mut |key, value| {
        match value {
            View::Raw(json) | View::Kept(json) | View::Form(json) => shown.entry(&key, &KindOf(json.kind())),
            view => shown.entry(&key, &Shown(view, secrecy(key).max(around))),
        };
    });
    shown.finish()
}

struct Whole<'a>(&'a Unmatched, Secrecy);

impl Debug for Whole<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        outline(self.0.json(), self.0.tag(), self.1, formatter)
    }
}

/// The content of a catch-all variant.
fn unknown(inside: &dyn Debug, formatter: &mut Formatter<'_>) -> fmt::Result {
    formatter.debug_tuple("Unknown").field(inside).finish()
}

/// A view, and its secrecy.
struct Shown<'a>(View<'a>, Secrecy);

impl Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let hidden = self.1;
        match self.0 {
            View::Text(_) if hidden >= Secrecy::Texts => Redacted.fmt(formatter),
            View::Integer(_) | View::Unsigned(_) | View::Float(_) | View::Fraction(_) if hidden >= Secrecy::All => {
                Redacted.fmt(formatter)
            }
            View::Missing => formatter.write_str("missing"),
            View::Absent | View::Null => formatter.write_str("null"),
            View::Bool(value) => value.fmt(formatter),
            View::Integer(value) => value.fmt(formatter),
            View::Unsigned(value) => value.fmt(formatter),
            View::Float(value) | View::Fraction(value) => value.fmt(formatter),
            View::Text(text) | View::Literal(Literal::Text(text)) => text.fmt(formatter),
            View::Literal(Literal::Json(text)) => formatter.write_str(text),
            View::Unrecognized(_) if hidden >= Secrecy::Texts => unknown(&Redacted, formatter),
            View::Unrecognized(value) => unknown(value, formatter),
            View::Secret(secret) => secret.fmt(formatter),
            View::Embedded(content) => embedded(content, hidden, formatter),
            View::Raw(json) | View::Kept(json) | View::Form(json) => redact::json(json, hidden, formatter),
            View::File(file) => file.fmt(formatter),
            View::Object(table, value) => object(table, value, hidden, formatter),
            View::List(value) => list(value, hidden, formatter),
            View::Scalars(value) => list(value, hidden, formatter),
            View::Map(value) => entries(value, hidden, formatter),
            View::Union(union) | View::Fractions(union) => match union.inside() {
                (_, inside @ View::Unmatched(_)) => Shown(inside, hidden).fmt(formatter),
                (name, inside) => formatter.debug_tuple(name).field(&Shown(inside, hidden)).finish(),
            },
            View::Unmatched(value) => unknown(&Whole(value, hidden), formatter),
        }
    }
}

/// The decoded string without possible secrets, or the reason why it does not decode, which shows no value.
pub(crate) fn embedded(content: &dyn Embed, hidden: Secrecy, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_tuple("Embedded");
    match content.value() {
        Ok(value) => shown.field(&Shown(value, hidden)),
        Err(error) => shown.field(error),
    };
    shown.finish()
}

fn object(table: &'static Table, object: &dyn Object, around: Secrecy, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_struct(table.name);
    let rest = others(table, object);
    let labelled = labelled(|label| match object.view_at(table.fields.position(0, label)?) {
        View::Text(text) => Some(Cow::Borrowed(text)),
        _ => None,
    });
    members(table, object, &mut |name, view| {
        if let Some(row) = table.fields.position(0, name).and_then(|index| table.fields.row(index)) {
            match view {
                // A replacement for a declared property has no declared type.
                View::Raw(json) if rest.is_some_and(|rest| rest.find(name).is_some()) => {
                    shown.field(name, &KindOf(json.kind()));
                }
                view => {
                    // A value that only a rule marks is secret as a whole.
                    let own = match (row.is_secret, secrecy(name)) {
                        (false, _) => Secrecy::None,
                        (true, Secrecy::None) => Secrecy::All,
                        (true, by_name) => by_name,
                    };
                    shown.field(name, &Shown(view, own.max(inherited(name, around, labelled))));
                }
            }
        }
    });
    if let Some(rest) = rest.filter(|rest| rest.len() > 0) {
        shown.field("..", &Rest(rest, around));
    }
    shown.finish()
}

struct Rest<'a>(&'a dyn Map, Secrecy);

impl Debug for Rest<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        entries(self.0, self.1, formatter)
    }
}

fn list(list: &dyn List, hidden: Secrecy, formatter: &mut Formatter<'_>) -> fmt::Result {
    let elements = (0..list.len()).filter_map(|index| list.get(index, Part::All));
    formatter.debug_list().entries(elements.map(|element| Shown(element, hidden))).finish()
}
