//! Makes strings and numbers.

use super::manner::Manner;
use super::merge::Schema;
use super::random::Random;
use super::unmade::Unmade;
use super::{pattern, words};
use serde_json::{Value, json};

/// A string of the right format and length. An odd one ignores `pattern`, as bindings do.
pub(super) fn text(schema: &Schema, manner: Manner, random: &mut Random) -> Result<String, Unmade> {
    let least = count(schema, "minLength").unwrap_or_default();
    let most = count(schema, "maxLength").unwrap_or(usize::MAX);
    if least > 100_000 || least > most {
        return Err(Unmade::Nothing);
    }
    let mut made = match manner {
        Manner::Odd => odd(schema, random)?.to_owned(),
        Manner::Exemplary | Manner::Plain => match plain(schema, (least, most), random) {
            Ok(matching) => return Ok(matching),
            Err(text) => text,
        },
    };
    while made.chars().count() < least {
        made.push('x');
    }
    Ok(made.chars().take(most).collect())
}

/// A text that is not to be changed because it matches a pattern or a format; otherwise any text.
fn plain(schema: &Schema, (least, most): (usize, usize), random: &mut Random) -> Result<String, String> {
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    if let Some(written) = schema.get("pattern").and_then(Value::as_str) {
        // Repetitions have random lengths.
        let mut tried = (0..64).map_while(|_| pattern::matching(written, random));
        if let Some(text) = tried.find(fits) {
            return Ok(text);
        }
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    if let Some(text) = words::of_format(format, random).filter(fits) {
        return Ok(text);
    }
    Err(words::word(random).to_owned())
}

/// One of the texts that programs get wrong.
fn odd(schema: &Schema, random: &mut Random) -> Result<&'static str, Unmade> {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let choice: &[&'static str] = match format {
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
    Ok(choice[random.below(choice.len())])
}

/// A keyword that counts.
pub(super) fn count(schema: &Schema, keyword: &str) -> Option<usize> {
    // Some descriptions write 10.0.
    let number = schema.get(keyword)?;
    number
        .as_u64()
        .or_else(|| number.as_f64().map(|number| number as u64))
        .and_then(|number| usize::try_from(number).ok())
}

/// An integer within the bounds and the format.
pub(super) fn integer(schema: &Schema, manner: Manner, random: &mut Random) -> Result<Value, Unmade> {
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
    let any = i128::try_from(1 + random.below(100)).unwrap_or_default();
    let odd = [0, 1, -1, 42, 1_700_000_000, (1 << 53) + 1, low, high, low + (high - low) / 2];
    // Near the lower end, if it is not about zero.
    let plain = if (low..=high).contains(&any) { [any; 2] } else { [low, low.saturating_add(any).min(high)] };
    let candidates: &[i128] = if manner == Manner::Odd { &odd } else { &plain };
    let fitting: Vec<i128> = candidates.iter().copied().filter(|each| (low..=high).contains(each)).collect();
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
pub(super) fn number(schema: &Schema, manner: Manner, random: &mut Random) -> Result<Value, Unmade> {
    let (least, most) = bounds(schema);
    let (low, high) = (least.unwrap_or(f64::MIN), most.unwrap_or(f64::MAX));
    // Few digits each: a reader of the response may round the last of seventeen.
    let middle = least.zip(most).map_or(0.0, |(least, most)| f64::midpoint(least, most));
    let odd = [0.0, 1.0, -1.0, 0.1, 0.5, -12.25, 3.0e21, 1.0e-9, 123_456_789.125, middle, least.unwrap_or(0.0)];
    let any = (100 + random.below(9_900)) as f64 / 100.0;
    let plain =
        if (low..=high).contains(&any) { [any; 3] } else { [middle, least.unwrap_or(0.0), most.unwrap_or(0.0)] };
    let candidates: &[f64] = if manner == Manner::Odd { &odd } else { &plain };
    let fitting: Vec<f64> = candidates.iter().copied().filter(|each| (low..=high).contains(each)).collect();
    if fitting.is_empty() {
        return Err(Unmade::Nothing);
    }
    let made = stepped(fitting[random.below(fitting.len())], schema, (low, high));
    // As people write it: without a fraction if it is zero.
    Ok(if made.fract() == 0.0 && made.abs() < 1.0e15 { json!(made as i64) } else { json!(made) })
}

/// The nearest multiple within the bounds, if only multiples are allowed.
fn stepped(made: f64, schema: &Schema, (low, high): (f64, f64)) -> f64 {
    let step = schema.get("multipleOf").and_then(Value::as_f64).filter(|step| *step > 0.0 && step.is_finite());
    let Some(step) = step else { return made };
    let times = (made / step).floor();
    let multiples = [times * step, (times + 1.0) * step];
    multiples.into_iter().find(|each| each.is_finite() && (low..=high).contains(each)).unwrap_or(made)
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
