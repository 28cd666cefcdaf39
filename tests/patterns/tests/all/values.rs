//! Values round-trip: null in every form, integers and other numbers, tuples of any length.

use crate::keeps;
use bindery_patterns::{values_30, values_31};
use bindery_runtime::{Json, Patch, decode, decode_strict, encode};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

/// Asserts that a text round-trips byte for byte, with the decoder and through serde.
#[track_caller]
fn same<T: bindery_runtime::Wire + serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> T {
    let value: T = decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(encode(&value), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(encode(&serde_json::from_str::<T>(text).unwrap()), text);
    value
}

/// Starts a server that echoes each body, and returns its address.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap() > 2 {
                if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = count.trim().parse().unwrap();
                }
                line.clear();
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            write!(stream, "{head}content-length: {length}\r\n\r\n").unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    address
}

#[test]
fn null_is_not_a_variant() {
    use values_30::types::{Nulls, NullsLevel, NullsState, Point};
    let nulls: Nulls =
        same(r#"{"after":null,"before":null,"listed":null,"never":null,"count":null,"state":null,"level":null}"#);
    assert!(nulls.after.is_null() && nulls.never.is_null() && nulls.state.is_null());
    let nulls: Nulls =
        same(r#"{"after":{"x":1},"before":{"x":2},"listed":{"x":3},"never":{"x":4},"count":5,"state":"","level":6}"#);
    assert_eq!(nulls.after, Patch::Value(Point::new(1)));
    assert_eq!(nulls.count, Patch::Value(5));
    assert_eq!(nulls.state, Patch::Value(NullsState::from("")));
    assert!(matches!(nulls.level, Patch::Value(NullsLevel::Integer(6))));
    keeps::<Nulls>(&[r#"{"level":"high","state":"open"}"#, r#"{"state":"new"}"#, "{}"]);
}

#[test]
fn an_array_of_schemas_as_items_of_3_0_is_a_union() {
    use values_30::types::Row;
    for cells in ["[]", r#"["a",1]"#, r#"[1,"a","b"]"#, "[2]"] {
        let row: Row = same(&format!(r#"{{"cells":{cells}}}"#));
        assert_eq!(row.cells.len(), cells.split_terminator(',').filter(|cell| *cell != "[]").count());
    }
}

#[test]
fn integers_and_other_numbers_stay_distinct() {
    use values_31::types::{Numbers, Setting};
    assert!(matches!(same("9007199254740993"), Setting::Integer(9_007_199_254_740_993)));
    assert!(matches!(same("5.0"), Setting::Number(5.0)));
    assert!(matches!(same("\"5\""), Setting::Text(_)));
    let negative: Setting = same("-0.0");
    assert!(matches!(negative, Setting::Number(value) if value == 0.0 && value.is_sign_negative()));
    // A number beyond 64 bits keeps every digit.
    assert!(matches!(same("36893488147419103233"), Setting::Unknown(_)));
    assert!(matches!(same("1e400"), Setting::Unknown(_)));
    assert_eq!(encode(&Setting::from(2.0)), "2.0");
    assert_eq!(encode(&Setting::from(2)), "2");

    same::<Numbers>(r#"{"one":9007199254740993,"many":[1,2.0,-9007199254740993,0.5],"named":{"a":1.0,"b":1}}"#);
    same::<Numbers>(r#"{"one":-0.0,"nullable":null,"setting":18446744073709551616}"#);
    same::<Numbers>(r#"{"nullable":0.1,"exact":1.25}"#);
    same::<Numbers>(r#"{"one":9223372036854775808,"exact":123456789012345678901234567890}"#);
}

#[test]
fn any_number_that_a_union_allows_round_trips() {
    use values_31::types::Setting;
    // Numbers from a linear congruential generator: integers of any width, and floats of any exponent.
    let mut seed = 7_u64;
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let integer = (seed ^ (seed >> 29)).cast_signed() >> (seed % 64);
        let float = f64::from_bits(seed);
        let texts = [
            integer.to_string(),
            format!("{}{}", integer | 1, seed % 1_000),
            if float.is_finite() { serde_json::to_string(&float).unwrap() } else { "0.5".to_owned() },
            format!("{}.0", integer % (1 << 50)),
        ];
        for text in texts {
            let value: Setting = decode(&text).unwrap();
            let (came, went): (serde_json::Number, serde_json::Number) =
                (serde_json::from_str(&text).unwrap(), serde_json::from_str(&encode(&value)).unwrap());
            assert_eq!(came, went, "{text}");
            if !text.contains(['.', 'e']) {
                assert_eq!(encode(&value), text);
            }
        }
    }
}

#[test]
fn a_tuple_has_as_many_elements_as_the_description_allows() {
    use values_31::types::Rows;
    for row in ["[]", r#"["a"]"#, r#"["a",1]"#, r#"["a",1,true]"#, r#"["a",1,null,{"b":[]}]"#] {
        let rows: Rows = same(&format!(r#"{{"open":{row}}}"#));
        assert_eq!(rows.open.unwrap().first.0.is_some(), row != "[]");
    }
    for row in [r#"["a"]"#, r#"["a",null]"#, r#"["a",2]"#, r#"["a",null,true]"#, r#"["a",1,true,false,true]"#] {
        let rows: Rows = same(&format!(r#"{{"least":{row}}}"#));
        assert_eq!(rows.least.unwrap().first.0, "a");
    }
    for row in ["[]", r#"["a"]"#, r#"["a",1]"#] {
        same::<Rows>(&format!(r#"{{"closed":{row}}}"#));
    }
    let rows: Rows = same(r#"{"fixed":["a",1]}"#);
    assert_eq!(rows.fixed, Some(("a".to_owned(), 1)));
    for wrong in [r#"{"fixed":["a"]}"#, r#"{"fixed":["a",1,2]}"#, r#"{"least":[]}"#, r#"{"open":[1]}"#] {
        assert!(decode_strict::<Rows>(wrong).is_err(), "{wrong}");
        assert_eq!(encode(&decode::<Rows>(wrong).unwrap()), wrong);
    }
}

#[test]
fn nullable_and_optional_values_are_read_and_an_unexpected_null_is_written_back() {
    use values_31::types::Zone;
    let zone: Zone = decode(r#"{"name":"a","contact":{}}"#).unwrap();
    assert_eq!((zone.serial, zone.changetype.as_deref()), (None, None));
    assert_eq!(encode(&zone), r#"{"name":"a","contact":{}}"#);
    let text =
        r#"{"name":"a","serial":null,"changetype":null,"comment":null,"ttl":null,"tags":null,"contact":{"mail":null}}"#;
    let mut zone: Zone = same(text);
    zone.comment = Some("c".to_owned());
    assert_eq!(encode(&zone), text.replace(r#""comment":null"#, r#""comment":"c""#));
    let error = decode::<Zone>(r#"{"serial":1,"contact":{}}"#).unwrap_err();
    assert_eq!(error.rule().as_deref(), Some(r#"match = "Zone.name", optional = true"#));
    // A constructed value has no nulls.
    let made = Zone::new("a", None, values_31::types::ZoneContact::new()).changetype("REPLACE");
    assert_eq!(encode(&made), r#"{"name":"a","serial":null,"changetype":"REPLACE","contact":{}}"#);
}

#[test]
fn read_only_applies_through_a_reference() {
    use values_31::types::{Stamped, StampedInput};
    let stamped: Stamped = same(r#"{"owner":"o","text":"t"}"#);
    assert_eq!(stamped.owner, "o");
    assert_eq!(encode(&StampedInput::new("t")), r#"{"text":"t"}"#);
}

#[test]
fn setters_of_nullable_lists_and_maps_accept_the_same_types() {
    use values_31::types::{Zone, ZoneContact};
    let zone = || Zone::new("a", 1, ZoneContact::new());
    let tag = || "t".to_owned();
    let tags = |zone: Zone| encode(&zone.tags);
    assert_eq!(tags(zone().tags([tag(), tag()])), r#"["t","t"]"#);
    assert_eq!(tags(zone().tags(&[tag()])), r#"["t"]"#);
    assert_eq!(tags(zone().tags([tag()].as_slice())), r#"["t"]"#);
    assert_eq!(tags(zone().tags(vec![tag()])), r#"["t"]"#);
    assert!(zone().tags(None).tags.is_null());
    let zone = zone().labels([(tag(), tag())]);
    assert_eq!(encode(&zone.labels), r#"{"t":"t"}"#);
}

#[tokio::test]
async fn values_survive_a_request_and_its_response() {
    use values_31::types::{Numbers, Rows, Setting, Zone};
    let address = echo();
    let client = values_31::Client::builder(address.as_str()).build().unwrap();
    let exchange = client.exchange();
    for text in ["9007199254740993", "5.0", "-0.0", "36893488147419103233", "\"5\""] {
        let came = exchange.exchange0(decode::<Setting>(text).unwrap()).send_as::<Json>().await.unwrap();
        assert_eq!(came.text(), text);
        assert_eq!(encode(&exchange.exchange0(decode::<Setting>(text).unwrap()).await.unwrap()), text);
    }
    let text = r#"{"many":[1,2.0,9007199254740993],"named":{"a":1.0}}"#;
    assert_eq!(encode(&exchange.exchange1(decode::<Numbers>(text).unwrap()).await.unwrap()), text);
    let text = r#"{"open":["a",1,true],"least":["a"],"closed":[],"fixed":["a",1]}"#;
    assert_eq!(encode(&exchange.exchange2(decode::<Rows>(text).unwrap()).await.unwrap()), text);
    let text = r#"{"name":"a","serial":null,"comment":null,"contact":{}}"#;
    let zone = exchange.exchange5(decode::<Zone>(text).unwrap()).await.unwrap();
    assert!(zone.extra.came_null("comment"));
    assert_eq!(encode(&zone), text);

    use values_30::types::Nulls;
    let client = values_30::Client::builder(address.as_str()).build().unwrap();
    let text = r#"{"after":null,"state":null,"level":1}"#;
    let came = client.exchange().exchange5(decode::<Nulls>(text).unwrap()).await.unwrap();
    assert_eq!(encode(&came), text);
}
