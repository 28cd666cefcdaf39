//! Writes JSON.

use crate::syntax::float::{write_float, write_fraction};
use crate::syntax::scan::{push_content, push_escaped};
use crate::value::unknown::Unrecognized;
use crate::wire::literal::Literal;
use crate::wire::members::members;
use crate::wire::members::{declared, others, replaces};
use crate::wire::table::{Presence, Table};
use crate::wire::{List, Map, Object, Part, Union, View, Wire};

/// Encodes a value as JSON text.
#[must_use]
pub fn encode<T: Wire + ?Sized>(value: &T) -> String {
    written(&value.view())
}

/// Returns the JSON text of a view. Not generic.
pub(crate) fn written(view: &View<'_>) -> String {
    let mut out = String::with_capacity(USUAL);
    append(view, &mut out);
    out
}

/// The initial capacity. It suffices for a small object, and saves a few reallocations for a larger one.
const USUAL: usize = 128;

/// Appends the JSON text of a value.
pub fn encode_into<T: Wire + ?Sized>(value: &T, out: &mut String) {
    append(&value.view(), out);
}

#[inline(never)]
fn append(view: &View<'_>, out: &mut String) {
    write(view, out);
}

/// Appends a view. Takes it by reference: a copy right after the view was written would stall on store forwarding.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a call would double the cost of the jump for each value")]
pub(crate) fn write(view: &View<'_>, out: &mut String) {
    match view {
        View::Absent | View::Missing | View::Null => out.push_str("null"),
        // Copies of constant length compile to no call.
        View::Bool(true) => out.push_str("true"),
        View::Bool(false) => out.push_str("false"),
        View::Integer(value) => write_integer(*value, out),
        View::Unsigned(value) => write_unsigned(*value, out),
        View::Float(value) => write_float(*value, out),
        View::Fraction(value) => write_fraction(*value, out),
        View::Text(text) | View::Literal(Literal::Text(text)) => push_escaped(text, out),
        View::Unrecognized(value) => write_unrecognized(value, out),
        View::Secret(secret) => push_escaped(secret.expose(), out),
        View::Embedded(content) => push_escaped(content.text(), out),
        View::Literal(Literal::Json(text)) => out.push_str(text),
        View::Raw(json) | View::Kept(json) | View::Form(json) => out.push_str(json.text()),
        View::File(file) => push_escaped(&file.text(), out),
        View::Object(table, object) => write_object(table, *object, out),
        View::List(list) => write_list(*list, out),
        View::Scalars(list) => list.put(out),
        View::Map(map) => write_map(*map, out),
        View::Union(union) => write_union(*union, out),
        View::Fractions(union) => write_fractions(*union, out),
        View::Unmatched(value) => out.push_str(value.json().text()),
    }
}

#[inline(never)]
fn write_integer(value: i64, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

#[inline(never)]
fn write_unsigned(value: u64, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

#[inline(never)]
fn write_union(union: &dyn Union, out: &mut String) {
    write(&union.part(Part::Inside, &mut ""), out);
}

#[cold]
fn write_fractions(union: &dyn Union, out: &mut String) {
    append(&union.part(Part::Inside, &mut "").fraction(), out);
}

#[inline(never)]
fn write_object(table: &'static Table, object: &dyn Object, out: &mut String) {
    let others = others(table, object).filter(|others| others.len() > 0);
    if others.is_some_and(|others| replaces(others, table)) {
        return write_members(table, object, out);
    }
    let mut before = Before::Nothing;
    for (index, row) in table.fields.numbered() {
        let view = declared(table, object, index, row);
        if row.presence == Presence::Optional && matches!(view, View::Absent) {
            continue;
        }
        before.start_member(out);
        let name = table.fields.name(row);
        if row.is_plain {
            out.push_str(name);
        } else {
            push_content(name, out);
        }
        before = write_member(&view, out);
    }
    if let Some(others) = others {
        before = write_entries(others, before, out);
    }
    before.end_object(out);
}

/// Like `write_object`, but for objects with replaced properties.
#[cold]
fn write_members(table: &'static Table, object: &dyn Object, out: &mut String) {
    let mut before = Before::Nothing;
    members(table, object, &mut |name, view| {
        before.start_member(out);
        push_content(name, out);
        before = write_member(&view, out);
    });
    before.end_object(out);
}

#[inline(never)]
fn write_map(map: &dyn Map, out: &mut String) {
    write_entries(map, Before::Nothing, out).end_object(out);
}

fn write_entries(map: &dyn Map, mut before: Before, out: &mut String) -> Before {
    map.each(&mut |key, value| {
        if matches!(value, View::Missing) {
            return;
        }
        before.start_member(out);
        push_content(key, out);
        before = write_member(&value, out);
    });
    before
}

/// The last thing written before a member or an element. The closing quote of a string is written together with the next token,
/// because each append waits for the length that the previous one stored.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// A string, without its closing quote.
    Text,
    Other,
}

impl Before {
    /// Writes everything up to the name of a member.
    #[inline]
    fn start_member(self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("{\""),
            Self::Text => out.push_str("\",\""),
            Self::Other => out.push_str(",\""),
        }
    }

    #[inline]
    fn end_object(self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("{}"),
            Self::Text => out.push_str("\"}"),
            Self::Other => out.push('}'),
        }
    }

    /// Writes everything up to an element.
    #[inline]
    fn start_element(self, out: &mut String) {
        match self {
            Self::Nothing => out.push('['),
            Self::Text => out.push_str("\","),
            Self::Other => out.push(','),
        }
    }

    /// Writes everything up to an element, and the opening quote of a string.
    #[inline]
    fn start_text(self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("[\""),
            Self::Text => out.push_str("\",\""),
            Self::Other => out.push_str(",\""),
        }
    }

    #[inline]
    fn end_list(self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("[]"),
            Self::Text => out.push_str("\"]"),
            Self::Other => out.push(']'),
        }
    }
}

/// Writes the end of the name of a member, and its value.
#[inline(always)]
#[expect(clippy::inline_always, reason = "see [`write`]")]
fn write_member(view: &View<'_>, out: &mut String) -> Before {
    let (View::Text(text) | View::Literal(Literal::Text(text))) = view else {
        out.push_str("\":");
        write(view, out);
        return Before::Other;
    };
    out.push_str("\":\"");
    push_content(text, out);
    Before::Text
}

#[cold]
fn write_unrecognized(value: &Unrecognized, out: &mut String) {
    write(&value.view(), out);
}

#[inline(never)]
fn write_list(list: &dyn List, out: &mut String) {
    let mut before = Before::Nothing;
    for index in 0..list.len() {
        // By reference: see [`write`].
        if let Some(value) = &list.get(index, Part::Inside) {
            before = write_element(value, before, out);
        }
    }
    before.end_list(out);
}

/// Writes an element and the separator before it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "see [`write`]")]
fn write_element(view: &View<'_>, before: Before, out: &mut String) -> Before {
    let (View::Text(text) | View::Literal(Literal::Text(text))) = view else {
        before.start_element(out);
        write(view, out);
        return Before::Other;
    };
    before.start_text(out);
    push_content(text, out);
    Before::Text
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn absent_in_a_list_is_null() {
        assert_eq!(encode(&vec![Some(1_i64), None]), "[1,null]");
        assert_eq!(encode(&Vec::<String>::new()), "[]");
        assert_eq!(encode(&Vec::<bool>::new()), "[]");
    }

    #[test]
    fn separators_are_written_between_all_kinds_of_elements() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(encode(&vec![text("a"), text("b"), None, None, text("c\n")]), r#"["a","b",null,null,"c\n"]"#);
        assert_eq!(encode(&vec![None, text("")]), r#"[null,""]"#);
        assert_eq!(encode(&(1_i64, text("a"))), r#"[1,"a"]"#);
    }
}
