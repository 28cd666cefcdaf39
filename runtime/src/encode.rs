//! Writing JSON.

use crate::members::{declared, others};
use crate::scan::push_escaped;
use crate::{List, Literal, Map, Object, Presence, View, Wire, members};

/// The JSON text of a value.
#[must_use]
pub fn encode(value: &dyn Wire) -> String {
    let mut out = String::with_capacity(USUAL);
    encode_into(value, &mut out);
    out
}

/// Room for a small object. A larger one doubles it a few times less.
const USUAL: usize = 128;

/// Appends the JSON text of a value.
#[inline(never)]
pub fn encode_into(value: &dyn Wire, out: &mut String) {
    write(&value.view(), out);
}

/// Appends what is seen. By reference: what a view is was just written to the stack, in pieces that a copy would have to wait
/// for.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a jump, which a call would double for each value")]
pub(crate) fn write(view: &View<'_>, out: &mut String) {
    match view {
        View::Absent | View::Null => out.push_str("null"),
        View::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        View::Integer(value) => write_integer(*value, out),
        View::Unsigned(value) => write_unsigned(*value, out),
        View::Float(value) => write_float(*value, out),
        View::Text(text) | View::Literal(Literal::Text(text)) => write_text(text, out),
        View::Secret(secret) => write_text(secret.expose(), out),
        View::Literal(Literal::Json(text)) => out.push_str(text),
        View::Raw(json) => out.push_str(json.text()),
        View::Upload(upload) => push_escaped(&upload.text(), out),
        View::Object(object) => write_object(*object, out),
        View::List(list) => write_list(*list, out),
        View::Scalars(list) => list.put(out),
        View::Map(map) => write_map(*map, out),
        View::Variant(_, inside) => encode_into(*inside, out),
        View::Unmatched(value) => out.push_str(value.json().text()),
    }
}

/// See [`push_escaped`].
#[inline(never)]
fn write_text(text: &str, out: &mut String) {
    push_escaped(text, out);
}

#[inline(never)]
fn write_integer(value: i64, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

#[inline(never)]
fn write_unsigned(value: u64, out: &mut String) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// Whole numbers below 2^53 have no fraction, as JavaScript writes them; others are the shortest text that reads back
/// the same. JSON has no infinite numbers: they are `null`, as in JavaScript.
#[inline(never)]
pub(crate) fn write_float(value: f64, out: &mut String) {
    if let Some(whole) = whole(value) {
        out.push_str(itoa::Buffer::new().format(whole));
    } else if value.is_finite() {
        out.push_str(zmij::Buffer::new().format_finite(value));
    } else {
        out.push_str("null");
    }
}

/// The integer that a float is, below 2^53.
#[expect(clippy::cast_possible_truncation, reason = "what is lost is noticed")]
#[expect(clippy::cast_precision_loss, reason = "the same")]
#[expect(clippy::float_cmp, reason = "only equality will do")]
pub(crate) fn whole(value: f64) -> Option<i64> {
    const EXACT: i64 = 1 << 53;
    let whole = value as i64;
    (whole as f64 == value && (1 - EXACT..EXACT).contains(&whole)).then_some(whole)
}

#[inline(never)]
fn write_object(object: &dyn Object, out: &mut String) {
    let table = object.table();
    if others(object, table).is_some_and(|others| !others.is_empty()) {
        return write_with_others(object, out);
    }
    let mut open = '{';
    for (index, field) in table.fields.iter().enumerate() {
        let view = declared(object, index, field);
        if field.presence == Presence::Optional && matches!(view, View::Absent) {
            continue;
        }
        if field.is_plain {
            write_plain_name(&mut open, field.name, out);
        } else {
            write_name(&mut open, field.name, out);
        }
        write(&view, out);
    }
    close(open, '{', '}', out);
}

/// The same with properties that the table does not name.
fn write_with_others(object: &dyn Object, out: &mut String) {
    let mut open = '{';
    members(object, &mut |name, view| {
        write_name(&mut open, name, out);
        write(&view, out);
    });
    close(open, '{', '}', out);
}

#[inline(never)]
fn write_map(map: &dyn Map, out: &mut String) {
    let mut open = '{';
    map.each(&mut |key, value| {
        write_name(&mut open, key, out);
        write(&value, out);
    });
    close(open, '{', '}', out);
}

/// A name and its colon, after what comes before.
#[inline]
fn write_name(separator: &mut char, name: &str, out: &mut String) {
    write_separator(separator, out);
    push_escaped(name, out);
    out.push(':');
}

/// The same for a name in which nothing is escaped.
#[inline]
fn write_plain_name(separator: &mut char, name: &str, out: &mut String) {
    // One check for room that may fail instead of three.
    out.reserve(name.len() + 4);
    out.push_str(if std::mem::replace(separator, ',') == ',' { ",\"" } else { "{\"" });
    out.push_str(name);
    out.push_str("\":");
}

#[inline(never)]
fn write_list(list: &dyn List, out: &mut String) {
    let mut open = '[';
    for index in 0..list.len() {
        // Looked at where it was put: see [`write`].
        if let Some(value) = &list.get(index) {
            write_separator(&mut open, out);
            write(value, out);
        }
    }
    close(open, '[', ']', out);
}

#[inline]
fn write_separator(separator: &mut char, out: &mut String) {
    match std::mem::replace(separator, ',') {
        '{' => out.push('{'),
        '[' => out.push('['),
        _ => out.push(','),
    }
}

/// Closes what `open` opens; nothing was written yet when it is still to come.
fn close(separator: char, open: char, end: char, out: &mut String) {
    if separator == open {
        out.push(open);
    }
    out.push(end);
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn floats_are_written_as_javascript_writes_them() {
        for (value, text) in [
            (1.0, "1"),
            (-3.0, "-3"),
            (0.0, "0"),
            (0.03, "0.03"),
            (1.5e-7, "1.5e-7"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (f64::NAN, "null"),
            (f64::NEG_INFINITY, "null"),
        ] {
            assert_eq!(encode(&value), text);
        }
        assert_eq!(encode(&1e300).parse::<f64>(), Ok(1e300));
        assert_eq!(encode(&9_007_199_254_740_992.0).parse::<f64>(), Ok(9_007_199_254_740_992.0));
    }

    #[test]
    fn absent_in_a_list_is_null() {
        assert_eq!(encode(&vec![Some(1_i64), None]), "[1,null]");
        assert_eq!(encode(&Vec::<String>::new()), "[]");
    }
}
