//! Property tests: any JSON number, array and null that a description allows round-trips.

use bindery_patterns::kept_numbers::types::*;
use bindery_patterns::{more_values, values_30, values_31};
use bindery_runtime::{Wire, decode, encode};
use proptest::prelude::*;
use proptest::sample::select;

/// Generates JSON texts.
type Texts = BoxedStrategy<String>;

fn one_of(texts: &[&str]) -> Texts {
    select(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()).boxed()
}

/// Generates integers of any width.
fn integer() -> Texts {
    prop_oneof![
        any::<i64>().prop_map(|value| value.to_string()),
        (-9_i64..9).prop_map(|value| value.to_string()),
        "-?[1-9][0-9]{15,40}",
        one_of(&["-0", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616"]),
    ]
    .boxed()
}

/// Generates numbers with a point or an exponent, of any magnitude.
fn fraction() -> Texts {
    prop_oneof![
        any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(|value| format!("{value:?}")),
        (-99_i32..99).prop_map(|value| format!("{value}.0")),
        (any::<i32>(), 0_u32..9999).prop_map(|(whole, places)| format!("{whole}.{places:04}")),
        one_of(&["-0.0", "0.0", "1e400", "-1E+2", "1e-400"]),
    ]
    .boxed()
}

fn number() -> Texts {
    prop_oneof![integer(), fraction()].boxed()
}

fn text() -> Texts {
    prop_oneof!["[a-z]{0,4}", one_of(&["5", "-0.0", "null", "none"])].prop_map(|text| format!("\"{text}\"")).boxed()
}

fn null() -> Texts {
    one_of(&["null"])
}

fn list(element: Texts) -> Texts {
    prop::collection::vec(element, 0..4).prop_map(|elements| format!("[{}]", elements.join(","))).boxed()
}

fn map(value: Texts) -> Texts {
    let entries = prop::collection::btree_map("[a-z]{1,3}", value, 0..4);
    let member = |(key, value): (String, String)| format!("\"{key}\":{value}");
    entries.prop_map(move |map| format!("{{{}}}", map.into_iter().map(member).collect::<Vec<_>>().join(","))).boxed()
}

/// Generates objects with these properties, in this order. Those whose name ends with `?` may be missing.
fn object(properties: Vec<(&'static str, Texts)>) -> Texts {
    let each: Vec<_> = properties
        .into_iter()
        .map(|(name, value)| {
            let member = value.prop_map(move |value| format!("\"{}\":{value}", name.trim_end_matches('?'))).boxed();
            if name.ends_with('?') { prop::option::of(member).boxed() } else { member.prop_map(Some).boxed() }
        })
        .collect();
    each.prop_map(|members| format!("{{{}}}", members.into_iter().flatten().collect::<Vec<_>>().join(","))).boxed()
}

/// Splits a JSON text without escapes into numbers, marked with `true`, and the text between them.
fn parts(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = |each: char| matches!(each, '0'..='9' | '-' | '+' | '.' | 'e' | 'E');
        let is_one = first == '-' || first.is_ascii_digit();
        let length = match first {
            '"' => rest[1..].find('"').map(|at| at + 2),
            _ if is_one => rest.find(|each| !is_number(each)),
            _ => Some(1),
        };
        let (part, after) = rest.split_at(length.unwrap_or(rest.len()));
        parts.push((is_one, part));
        rest = after;
    }
    parts
}

/// Whether two texts are equal, except that numbers with a fraction may be written differently.
fn is_same(one: &str, other: &str) -> bool {
    let is_fraction = |number: &str| number.contains(['.', 'e', 'E']);
    let same = |((is_number, one), (_, other)): (&(bool, &str), &(bool, &str))| {
        one == other
            || *is_number
                && is_fraction(one)
                && is_fraction(other)
                && matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one.to_bits() == other.to_bits())
    };
    let (one, other) = (parts(one), parts(other));
    one.len() == other.len() && one.iter().zip(&other).all(same)
}

fn comes_back<T: Wire>(text: &str) -> Result<(), TestCaseError> {
    let value: T = decode(text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
    let back = encode(&value);
    prop_assert!(is_same(text, &back), "{} came back as {}", text, back);
    Ok(())
}

fn kept() -> Texts {
    object(vec![
        ("lists?", list(number())),
        ("turned?", prop_oneof![list(number()), list(text())].boxed()),
        ("named?", prop_oneof![list(number()), null()].boxed()),
        ("nested?", list(list(number()))),
        ("mapped?", map(list(number()))),
        ("inside?", list(prop_oneof![number(), text(), null()].boxed())),
        ("beside?", prop_oneof![list(number()), number(), text()].boxed()),
        ("pair?", (number(), text()).prop_map(|(number, text)| format!("[{number},{text}]")).boxed()),
        (
            "open?",
            (prop_oneof![text(), integer()], number()).prop_map(|(first, more)| format!("[{first},{more}]")).boxed(),
        ),
        ("listed?", number()),
        ("level?", number()),
        ("constant?", prop_oneof![number(), text()].boxed()),
        ("wide?", number()),
        ("fractions?", number()),
        ("mixed?", number()),
        ("price?", number()),
        ("share?", prop_oneof![number(), one_of(&["true"])].boxed()),
        ("deeper?", prop_oneof![number(), text(), one_of(&["false"])].boxed()),
        ("three?", prop_oneof![number(), text()].boxed()),
    ])
}

fn numbers() -> Texts {
    let setting = || prop_oneof![number(), text()].boxed();
    object(vec![
        ("one?", number()),
        ("nullable?", prop_oneof![number(), null()].boxed()),
        ("many?", list(number())),
        ("named?", map(number())),
        ("setting?", setting()),
        ("exact?", number()),
    ])
}

/// Generates messages: a union with nested unions.
fn message() -> Texts {
    let word = || prop_oneof![number(), text()].boxed();
    object(vec![
        ("kind", one_of(&["\"reading\""])),
        ("inline?", word()),
        ("outer?", word()),
        ("inner?", prop_oneof![number(), one_of(&["true"])].boxed()),
        ("both?", word()),
        ("listed?", list(prop_oneof![word(), null()].boxed())),
    ])
}

fn maps() -> Texts {
    object(vec![("counts?", map(number())), ("words?", map(prop_oneof![integer(), text()].boxed()))])
}

/// Generates tuples of every allowed length.
fn rows() -> Texts {
    let small = || (-9_i64..9).prop_map(|value| value.to_string()).boxed();
    let json = || prop_oneof![number(), text(), null(), list(number())].boxed();
    let array = |elements: Vec<Texts>, least: usize| {
        let most = elements.len();
        (elements, least..=most).prop_map(|(elements, length)| format!("[{}]", elements[..length].join(","))).boxed()
    };
    let flag = || one_of(&["true", "false"]);
    let either = || prop_oneof![small(), null()].boxed();
    object(vec![
        ("open?", array(vec![text(), small(), json(), json()], 0)),
        ("least?", array(vec![text(), either(), flag(), flag()], 1)),
        ("closed?", array(vec![text(), small()], 0)),
        ("fixed?", array(vec![text(), small()], 2)),
    ])
}

/// Generates objects with nulls in properties that are nullable, optional, or both.
fn zone() -> Texts {
    let small = || (-9_i64..9).prop_map(|value| value.to_string()).boxed();
    let or_null = |value: Texts| prop_oneof![value, null()].boxed();
    object(vec![
        ("name", text()),
        ("serial", or_null(small())),
        ("changetype?", or_null(text())),
        ("comment?", or_null(text())),
        ("ttl?", or_null(small())),
        ("tags?", or_null(list(text()))),
        ("labels?", or_null(map(text()))),
        ("contact", object(vec![("mail?", or_null(text()))])),
    ])
}

fn nulls() -> Texts {
    let or_null = |value: Texts| prop_oneof![value, null()].boxed();
    let point = || one_of(&["{\"x\":1}", "{\"x\":-2}"]);
    object(vec![
        ("after?", or_null(point())),
        ("before?", or_null(point())),
        ("listed?", or_null(point())),
        ("never?", or_null(point())),
        ("count?", or_null(one_of(&["5"]))),
        ("state?", or_null(text())),
        ("level?", or_null(prop_oneof![integer(), text()].boxed())),
    ])
}

/// Generates objects with nulls beside typed additional properties, which are written after all others.
fn scores() -> Texts {
    let small = || (-9_i64..9).prop_map(|value| value.to_string()).boxed();
    let or_null = |value: Texts| prop_oneof![value, null()].boxed();
    // Values that differ from the constant and do not match the type of additional properties, either.
    let sport = one_of(&["\"chess\"", "\"go\"", "5", "true", "[null]"]);
    let team = object(vec![("coach?", or_null(text())), ("sport", sport), ("zoe?", one_of(&["true"]))]);
    object(vec![
        ("name", text()),
        ("best?", or_null(small())),
        ("worst?", or_null(small())),
        ("kind?", or_null(one_of(&["\"scores\""]))),
        ("team?", or_null(team)),
        ("labels?", or_null(list(text()))),
        ("anna?", number()),
        ("bert?", number()),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_of_unions_round_trip(text in kept()) {
        comes_back::<Kept>(&text)?;
    }

    #[test]
    fn numbers_beside_strings_null_and_exact_numbers_round_trip(text in numbers()) {
        comes_back::<values_31::types::Numbers>(&text)?;
    }

    #[test]
    fn numbers_of_nested_unions_round_trip(text in message()) {
        comes_back::<more_values::types::Message>(&text)?;
    }

    #[test]
    fn maps_of_several_types_round_trip(text in maps()) {
        comes_back::<more_values::types::Maps>(&text)?;
    }

    #[test]
    fn tuples_round_trip(text in rows()) {
        comes_back::<values_31::types::Rows>(&text)?;
    }

    #[test]
    fn nulls_round_trip_in_every_place(text in zone()) {
        comes_back::<values_31::types::Zone>(&text)?;
    }

    #[test]
    fn nulls_beside_additional_properties_round_trip(text in scores()) {
        comes_back::<Scores>(&text)?;
    }

    #[test]
    fn variants_that_are_null_round_trip(text in nulls()) {
        comes_back::<values_30::types::Nulls>(&text)?;
    }
}

#[test]
fn integers_and_fractions_have_separate_variants() {
    let kept: Kept = decode(
        r#"{"lists":[1,2.0],"beside":[5.0],"pair":[1.5,"a"],"listed":7,"level":2.0,"constant":-1,"wide":18446744073709551615,"fractions":0.5,"mixed":7,"share":5.0}"#,
    )
    .unwrap();
    assert!(matches!(kept.lists.as_deref(), Some([KeptListsItem::Integer(1), KeptListsItem::Number(2.0)])));
    assert!(
        matches!(kept.beside, Some(KeptBeside::NumberList(list)) if matches!(list[..], [KeptBesideNumberListItem::Number(5.0)]))
    );
    assert!(matches!(kept.pair, Some((KeptPairElement1::Number(1.5), _))));
    assert!(matches!(kept.listed, Some(KeptListed::Integer(7))));
    assert!(matches!(kept.level, Some(KeptLevel::Number(2.0))));
    assert!(matches!(kept.constant, Some(KeptConstant::Integer(-1))));
    assert!(matches!(kept.wide, Some(KeptWide::Integer(u64::MAX))));
    assert!(matches!(kept.fractions, Some(KeptFractions::Number(0.5))));
    assert!(matches!(kept.mixed, Some(KeptMixed::Integer(7))));
    // The number of a nested union: it is written with its point here, but without one if that union stands alone.
    let share = kept.share.unwrap();
    assert!(matches!(share, KeptShare::Share(Share::Number(5.0))));
    assert_eq!((encode(&share), encode(&Share::from(5.0))), ("5.0".to_owned(), "5".to_owned()));
    assert_eq!(format!("{share:?}"), "Share(Number(5.0))");
    assert!(share == KeptShare::from(Share::from(5.0)) && share != KeptShare::from(Share::from(true)));
    assert_eq!(serde_json::to_string(&share).unwrap(), "5.0");
}

#[test]
fn trying_variants_keeps_the_digits_of_integers() {
    for (text, is_integer) in
        [(r#"{"count":9007199254740993}"#, true), (r#"{"count":0.5}"#, false), (r#"{"count":5}"#, false)]
    {
        let tried: Tried = decode(text).unwrap();
        assert_eq!(encode(&tried), text);
        assert_eq!(matches!(tried, Tried::Variant2(_)), is_integer, "{text}");
    }
}

#[test]
fn a_null_beside_additional_properties_is_kept_until_the_property_is_set() {
    let text = r#"{"name":"a","best":null,"team":{"coach":null,"sport":"chess","zoe":true},"anna":3}"#;
    let mut scores: Scores = decode(text).unwrap();
    assert_eq!((encode(&scores), serde_json::to_string(&scores).unwrap()), (text.to_owned(), text.to_owned()));
    assert!(scores.extra.came_null("best") && scores.team.as_ref().unwrap().extra.came_null("coach"));
    assert_eq!(scores.extra.len(), 1);
    assert_eq!(decode::<Scores>(text).unwrap(), scores);
    scores.extra.remove("best");
    assert_eq!(encode(&scores), text.replace(r#""best":null,"#, ""));
    let mut scores: Scores = decode(text).unwrap();
    scores.best = Some(7);
    assert_eq!(encode(&scores), text.replace(r#""best":null"#, r#""best":7"#));
    // A type of the API may have the same name.
    let named: Additional = decode(r#"{"id":null,"a":"b"}"#).unwrap();
    assert_eq!(encode(&named), r#"{"id":null,"a":"b"}"#);
    // A constructed value has no null.
    let mut made = Scores::new("a").best(1);
    made.extra.insert("anna".to_owned(), 2.into());
    assert_eq!(encode(&made), r#"{"name":"a","best":1,"anna":2}"#);
}

#[test]
fn zero_keeps_its_sign() {
    assert_eq!(encode(&decode::<f64>("-0").unwrap()), "-0.0");
    assert_eq!(encode(&decode::<Vec<f64>>("[-0.0,0,-0.5]").unwrap()), "[-0.0,0,-0.5]");
    assert_eq!(encode(&decode::<Share>("-0.0").unwrap()), "-0.0");
    assert!(matches!(decode::<KeptListed>("-0").unwrap(), KeptListed::Unknown(_)));
}
