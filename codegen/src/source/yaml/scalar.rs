//! The type of a plain scalar (YAML 1.2.2, 10.3.2: the core schema).

use serde_json::{Number, Value};

/// The value of a plain scalar.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// Words that are booleans in YAML 1.1 and strings in 1.2.
pub(super) fn old_boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "on" => Some(true),
        "no" | "off" => Some(false),
        _ => None,
    }
}

/// A decimal integer, without signs that JSON does not allow.
pub(super) fn integer(text: &str) -> Option<&str> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(text);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    if let Some(signed) = integer(text) {
        if let Ok(number) = signed.parse::<i64>() {
            return Some(number.into());
        }
        if let Ok(number) = signed.parse::<u64>() {
            return Some(number.into());
        }
    } else if !is_float(unsigned) {
        return None;
    }
    let float = text.parse::<f64>().ok()?;
    // The digits of such an integer are kept separately, so its value no longer matters.
    let float = if integer(text).is_some() { float.clamp(f64::MIN, f64::MAX) } else { float };
    Number::from_f64(float)
}

/// Whether a text is a number with a fraction or an exponent that does not fit into a float, even approximately.
pub(super) fn is_out_of_range(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    is_float(unsigned) && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

fn radix(digits: &str, radix: u32) -> Option<Number> {
    // `from_str_radix` accepts a sign, which YAML does not.
    let plain = digits.chars().all(|digit| digit.is_digit(radix));
    plain.then(|| u64::from_str_radix(digits, radix).ok().map(Number::from)).flatten()
}

/// `[0-9]* ( \. [0-9]* )? ( [eE] [-+]? [0-9]+ )?` with a digit somewhere.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_numbers_of_the_core_schema_are_numbers() {
        for (text, value) in [
            ("1.", json!(1.0)),
            ("+1", json!(1)),
            ("-.5e-1", json!(-0.05)),
            ("123456789012345678901", json!(1.2345678901234568e20)),
        ] {
            assert_eq!(resolve(text), value, "{text}");
        }
        for text in [
            ".", "-", "1.2.3", "1e", "e5", "0x", "0xg", "1_0", ".inf", ".nan", "12:30", "1 2", "0x-1", "inf", "NaN",
            "-a",
        ] {
            assert_eq!(resolve(text), json!(text), "{text}");
        }
    }
}
