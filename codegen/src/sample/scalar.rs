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
    if let Some(written) = schema.get("pattern").and_then(Value::as_str)
        && let Some(text) = pattern::matching(written, (least, most), random)
    {
        return Ok(text);
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let usual = words::of_format(format, random);
    if let Some(text) = usual.filter(fits).or_else(|| words::of_length(format, least, most).filter(fits)) {
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
pub(crate) fn count(schema: &Schema, keyword: &str) -> Option<usize> {
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
    let range = Range::of(schema);
    // A float out of range saturates; an exclusive bound that is whole is one further.
    let low =
        range.low.map_or(low, |(bound, open)| low.max(bound.ceil() as i128 + i128::from(open && bound.fract() == 0.0)));
    let high = range
        .high
        .map_or(high, |(bound, open)| high.min(bound.floor() as i128 - i128::from(open && bound.fract() == 0.0)));
    if low > high {
        return Err(Unmade::Nothing);
    }
    let any = i128::try_from(1 + random.below(100)).unwrap_or_default();
    let odd = [0, 1, -1, 42, 1_700_000_000, (1 << 53) + 1, low, high, low + (high - low) / 2];
    // In a small range any, else near the lower end if it is not about zero.
    let near = if high - low < 100 { low + any % (high - low + 1) } else { low.saturating_add(any) };
    let plain = if (low..=high).contains(&any) && high - low >= 100 { [any; 2] } else { [near; 2] };
    let candidates: &[i128] = if manner == Manner::Odd { &odd } else { &plain };
    let fitting: Vec<i128> = candidates.iter().copied().filter(|each| (low..=high).contains(each)).collect();
    let mut made = fitting[random.below(fitting.len())];
    if let Some(step) =
        schema.get("multipleOf").and_then(Value::as_f64).filter(|step| step.fract() == 0.0 && *step >= 1.0)
    {
        let step = step as i128;
        made -= made.rem_euclid(step);
        if made < low {
            made += step;
        }
        if made > high {
            return Err(Unmade::Nothing);
        }
    }
    let signed = i64::try_from(made).map(Value::from);
    signed.or_else(|_| u64::try_from(made).map(Value::from)).map_err(|_| Unmade::Nothing)
}

/// A number within the bounds.
pub(super) fn number(schema: &Schema, manner: Manner, random: &mut Random) -> Result<Value, Unmade> {
    let range = Range::of(schema);
    let (least, most) = (range.low.map(|(bound, _)| bound), range.high.map(|(bound, _)| bound));
    // Few digits each: a reader of the response may round the last of seventeen.
    let middle = least.zip(most).map_or(0.0, |(least, most)| f64::midpoint(least, most));
    let ends = [
        least,
        most,
        least.map(|least| least + 1.0),
        most.map(|most| most - 1.0),
        least.map(|least| 2.0 * least),
        most.map(|most| 2.0 * most),
    ];
    let ends = ends.into_iter().flatten();
    let odd = [0.0, 1.0, -1.0, 0.1, 0.5, -12.25, 3.0e21, 1.0e-9, 123_456_789.125, middle, least.unwrap_or(0.0)];
    let any = (100 + random.below(9_900)) as f64 / 100.0;
    let candidates: Vec<f64> = match manner {
        Manner::Odd => odd.into(),
        _ if range.stepped(any, schema).is_some() => vec![any],
        _ => std::iter::once(middle).chain(ends).collect(),
    };
    let fitting: Vec<f64> = candidates.into_iter().filter_map(|each| range.stepped(each, schema)).collect();
    if fitting.is_empty() {
        return Err(Unmade::Nothing);
    }
    let made = fitting[random.below(fitting.len())];
    // As people write it: without a fraction if it is zero.
    Ok(if made.fract() == 0.0 && made.abs() < 1.0e15 { json!(made as i64) } else { json!(made) })
}

/// The range of a number: each end with whether it is excluded.
#[derive(Clone, Copy)]
struct Range {
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
}

impl Range {
    fn of(schema: &Schema) -> Self {
        let get = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
        let is_true = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
        let closed = |keyword: &str, exclusive: &str| get(keyword).map(|bound| (bound, is_true(exclusive)));
        let open = |exclusive: &str| get(exclusive).map(|bound| (bound, true));
        // Of two ends, the one further inside; of two equal ones, the excluded one.
        let low = closed("minimum", "exclusiveMinimum").into_iter().chain(open("exclusiveMinimum"));
        let high = closed("maximum", "exclusiveMaximum").into_iter().chain(open("exclusiveMaximum"));
        Self {
            low: low.reduce(|one, other| if other.0 >= one.0 { other } else { one }),
            high: high.reduce(|one, other| if other.0 <= one.0 { other } else { one }),
        }
    }

    fn has(self, number: f64) -> bool {
        let above = self.low.is_none_or(|(bound, open)| number > bound || !open && number == bound);
        let below = self.high.is_none_or(|(bound, open)| number < bound || !open && number == bound);
        number.is_finite() && above && below
    }

    /// A number of the range; a multiple near it if only multiples are allowed.
    fn stepped(self, number: f64, schema: &Schema) -> Option<f64> {
        let step = schema.get("multipleOf").and_then(Value::as_f64).filter(|step| *step > 0.0 && step.is_finite());
        let Some(step) = step else { return Some(number).filter(|number| self.has(*number)) };
        let times = (number / step).floor();
        [times, times + 1.0].into_iter().map(|times| times * step).find(|each| self.has(*each))
    }
}
