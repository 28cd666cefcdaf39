//! Arrays of strings and numbers have their own decoder and encoder, which must give the same results as element by element.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Debug;

use bindery_runtime::{Wire, decode, encode};
use proptest::prelude::*;

/// Elements, most of which are valid for one of the types.
fn element() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,9})?",
        4 => any::<f64>().prop_filter("JSON", |value| value.is_finite()).prop_map(|value| format!("{value:?}")),
        4 => any::<i64>().prop_map(|value| value.to_string()),
        4 => any::<i32>().prop_map(|value| value.to_string()),
        2 => "-?(0|1844674407370955[0-9]{4}|922337203685477[0-9]{4}|[1-9][0-9]{17,20})",
        2 => "-?0{0,2}[0-9]{1,20}\\.?[0-9]{0,20}([eE][+-]?[0-9]{0,3})?",
        4 => "[a-zA-Z é]{0,40}".prop_map(|text| encode(&text)),
        1 => any::<String>().prop_map(|text| encode(&text)),
        1 => "\"[a-z\\\\\"u0-9\u{1}]{0,12}\"",
        // Without the start of `null`, which an option would decode.
        1 => "[\\[\\]{}:,\"\\\\0-9eE+.tf-]{0,4}",
    ]
}

/// Arrays, mostly with elements of one kind, and some with white space.
fn array() -> impl Strategy<Value = String> {
    let space = "|||||| |\n  |\t";
    let elements = prop_oneof![
        prop::collection::vec(element(), 0..12),
        (element(), 0..40_usize).prop_map(|(element, count)| vec![element; count]),
        prop::collection::vec("-?[0-9]{1,3}(\\.[0-9]{1,8})?", 0..40),
        prop::collection::vec("\"[a-z]{0,20}\"", 0..12),
    ];
    (elements, space, "\\]|\\]|\\]|\\]|,\\]|,|\\}|").prop_map(|(elements, space, end)| {
        format!("[{space}{}{space}{end}", elements.join(&format!("{space},{space}")))
    })
}

/// The decoded value and its encoding, or the error.
fn outcome<T: Wire + Debug>(text: &str) -> Result<(String, String), String> {
    let value = decode::<T>(text).map_err(|error| error.to_string())?;
    Ok((format!("{value:?}"), encode(&value)))
}

/// Compares an array with one whose elements are options, which are decoded one by one.
fn is_like_one_by_one<T: Wire + Debug + Clone>(text: &str) -> Result<(), TestCaseError> {
    let one_by_one = decode::<Vec<Option<T>>>(text).map_err(|error| error.to_string());
    let alike = one_by_one.and_then(|values| {
        let all: Option<Vec<T>> = values.iter().cloned().collect();
        Ok((format!("{:?}", all.ok_or("null")?), encode(&values)))
    });
    prop_assert_eq!(outcome::<Vec<T>>(text), alike, "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arrays_of_scalars_decode_like_single_elements(text in array()) {
        is_like_one_by_one::<String>(&text)?;
        is_like_one_by_one::<f64>(&text)?;
        is_like_one_by_one::<i64>(&text)?;
        is_like_one_by_one::<u64>(&text)?;
        is_like_one_by_one::<i32>(&text)?;
        is_like_one_by_one::<u8>(&text)?;
    }

    /// The shortest text of a float, and other texts for the same float.
    #[test]
    fn every_float_reads_back(bits in any::<u64>(), digits in any::<i64>(), places in 0..30) {
        let tenths = digits as f64 / 10_f64.powi(places);
        for value in [f64::from_bits(bits), tenths].into_iter().filter(|value| value.is_finite()) {
            for text in [encode(&value), format!("{value}"), format!("{value:e}"), format!("{value:.20}")] {
                let expected = [text.parse::<f64>().unwrap().to_bits(); 2];
                let decoded: Vec<f64> = decode(&format!("[{text},{text}          ]")).unwrap();
                prop_assert_eq!(decoded.iter().map(|value| value.to_bits()).collect::<Vec<_>>(), expected, "{}", text);
            }
            prop_assert_eq!(decode::<f64>(&encode(&value)).unwrap(), value);
        }
    }

    /// Numbers halfway between two floats, where rounding errors show first.
    #[test]
    fn numbers_halfway_between_floats_are_rounded_to_even(mantissa in 1_u64 << 52..1 << 53, halvings in 1..30_u32, doublings in 0..10) {
        let odd = u128::from(2 * mantissa + 1);
        // Each halving adds a decimal place.
        let fraction = (odd % (1 << halvings)) * 5_u128.pow(halvings);
        let text = match doublings {
            0 => format!("{}.{fraction:0width$}", odd >> halvings, width = halvings as usize),
            _ => (odd << doublings).to_string(),
        };
        let decoded: Vec<f64> = decode(&format!("[{text}        ]")).unwrap();
        prop_assert_eq!(decoded[0].to_bits(), text.parse::<f64>().unwrap().to_bits(), "{}", text);
    }
}

#[test]
fn integers_at_the_limits_of_their_types() {
    for (text, signed, unsigned) in [
        ("18446744073709551615", None, Some(u64::MAX)),
        ("18446744073709551616", None, None),
        ("9223372036854775807", Some(i64::MAX), Some(9_223_372_036_854_775_807)),
        ("9223372036854775808", None, Some(9_223_372_036_854_775_808)),
        ("-9223372036854775808", Some(i64::MIN), None),
        ("-9223372036854775809", None, None),
        ("-18446744073709551616", None, None),
        ("10000000000000000000", None, Some(10_000_000_000_000_000_000)),
        ("99999999999999999999", None, None),
        ("100000000000000000000", None, None),
        ("-0", Some(0), Some(0)),
        ("1e18", Some(1_000_000_000_000_000_000), Some(1_000_000_000_000_000_000)),
        ("1.0e19", None, Some(10_000_000_000_000_000_000)),
        ("00", None, None),
        ("01", None, None),
        ("-01", None, None),
        ("000000000018446744073709551615", None, None),
    ] {
        assert_eq!(decode::<i64>(text).ok(), signed, "{text}");
        assert_eq!(decode::<u64>(text).ok(), unsigned, "{text}");
        let array = format!("[{text},{text}]");
        assert_eq!(decode::<Vec<i64>>(&array).ok(), signed.map(|value| vec![value; 2]), "{text}");
        assert_eq!(decode::<Vec<u64>>(&array).ok(), unsigned.map(|value| vec![value; 2]), "{text}");
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_keeps_the_sign_of_zero() {
    for text in ["-0", "-0.0", "[-0,0]", r#"{"a":-0}"#] {
        let json = bindery_runtime::Json::parse(text).unwrap();
        let value = serde_json::to_value(&json).unwrap();
        assert_eq!(value.to_string().matches('-').count(), 1, "{text}: {value}");
        let back: bindery_runtime::Json = serde_json::from_value(value).unwrap();
        assert!(back.text().contains("-0"), "{text}: {}", back.text());
    }
    assert!(
        serde_json::to_value(bindery_runtime::Json::parse("-0").unwrap()).unwrap().as_f64().unwrap().is_sign_negative()
    );
}
