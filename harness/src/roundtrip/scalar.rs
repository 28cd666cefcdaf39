//! Creates strings and numbers.

use crate::make::Unmade;
use crate::merge::Schema;
use bindery_harness::random::Random;
use serde_json::{Value, json};

/// A string of the right format and length. A `pattern` is ignored, as bindings do.
pub(crate) fn text(schema: &Schema, random: &mut Random) -> Result<String, Unmade> {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let choice: &[&str] = match format {
        "date-time" => &["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.789Z", "1999-12-31T23:59:59+02:00"],
        "date" => &["2026-02-03", "1970-01-01"],
        "time" => &["04:05:06Z", "23:59:59.5+01:00"],
        "uuid" => &["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-4000-8000-00000000000A"],
        "email" => &["someone@example.com", "a+b@example.org"],
        "uri" | "url" => &["https://example.com/a?b=c#d", "https://example.org"],
        "hostname" => &["example.com"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "byte" | "base64" => &["", "aGVsbG8=", "AAECAw=="],
        "decimal" => &["12.50", "0", "-3.000"],
        "binary" => return Err(Unmade::Keyword("format: binary")),
        _ => &["", "a", "two words", "\u{e9}\u{1F600}", "\"quoted\"\\\n\t\u{7}", "12", "null"],
    };
    let mut made = choice[random.below(choice.len())].to_owned();
    let least = count(schema, "minLength").unwrap_or_default();
    let most = count(schema, "maxLength").unwrap_or(usize::MAX);
    if least > 100_000 || least > most {
        return Err(Unmade::Nothing);
    }
    while made.chars().count() < least {
        made.push('x');
    }
    Ok(made.chars().take(most).collect())
}

/// A keyword that counts.
pub(crate) fn count(schema: &Schema, keyword: &str) -> Option<usize> {
    // Some descriptions write 10.0.
    let number = schema.get(keyword)?;
    number
        .as_u64()
        .or_else(|| number.as_f64().map(|number| number as u64))
        .and_then(|number| usize::try_from(number).ok())
}

/// An integer within the bounds and the format.
pub(crate) fn integer(schema: &Schema, random: &mut Random) -> Result<Value, Unmade> {
    let (low, high): (i128, i128) = match schema.get("format").and_then(Value::as_str) {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let (least, most) = bounds(schema);
    // A float out of range saturates.
    let low = least.map_or(low, |least| low.max(least.ceil() as i128));
    let high = most.map_or(high, |most| high.min(most.floor() as i128));
    if low > high {
        return Err(Unmade::Nothing);
    }
    let candidates = [0, 1, -1, 42, 1_700_000_000, (1 << 53) + 1, low, high, low + (high - low) / 2];
    let fitting: Vec<i128> = candidates.into_iter().filter(|each| (low..=high).contains(each)).collect();
    let mut made = fitting[random.below(fitting.len())];
    if let Some(step) = schema.get("multipleOf").and_then(Value::as_i64).filter(|step| *step > 0) {
        made -= made.rem_euclid(step.into());
        if made < low {
            made += i128::from(step);
        }
    }
    let signed = i64::try_from(made).map(Value::from);
    signed.or_else(|_| u64::try_from(made).map(Value::from)).map_err(|_| Unmade::Nothing)
}

/// A number within the bounds.
pub(crate) fn number(schema: &Schema, random: &mut Random) -> Result<Value, Unmade> {
    let (least, most) = bounds(schema);
    let (low, high) = (least.unwrap_or(f64::MIN), most.unwrap_or(f64::MAX));
    // Few digits each: a reader of the response may round the last of seventeen.
    let middle = least.zip(most).map_or(0.0, |(least, most)| f64::midpoint(least, most));
    let candidates = [0.0, 1.0, -1.0, 0.1, 0.5, -12.25, 3.0e21, 1.0e-9, 123_456_789.125, middle, least.unwrap_or(0.0)];
    let fitting: Vec<f64> = candidates.into_iter().filter(|each| (low..=high).contains(each)).collect();
    if fitting.is_empty() {
        return Err(Unmade::Nothing);
    }
    let made = fitting[random.below(fitting.len())];
    // As people write it: without a fraction if it is zero.
    Ok(if made.fract() == 0.0 && made.abs() < 1.0e15 { json!(made as i64) } else { json!(made) })
}

/// The bounds; an exclusive one is moved inwards by one, or by a little.
fn bounds(schema: &Schema) -> (Option<f64>, Option<f64>) {
    let get = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let is_true = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
    let is_integer = schema.get("type").is_some_and(|of| of == "integer");
    let step = if is_integer { 1.0 } else { 1.0e-6 };
    let least = match (get("minimum"), get("exclusiveMinimum")) {
        (Some(least), _) if is_true("exclusiveMinimum") => Some(least + step),
        (least, exclusive) => exclusive.map(|exclusive| exclusive + step).or(least),
    };
    let most = match (get("maximum"), get("exclusiveMaximum")) {
        (Some(most), _) if is_true("exclusiveMaximum") => Some(most - step),
        (most, exclusive) => exclusive.map(|exclusive| exclusive - step).or(most),
    };
    (least, most)
}
