use super::{Parameter, RequestError, render, render_text};
use crate::client::{Encoding, Style};
use crate::value::json::Json;
use crate::value::secret::Secret;
use crate::wire::Wire;

const ARRAY: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

fn rendered(parameter: Parameter, value: &dyn Wire) -> Option<String> {
    render(&parameter, value).unwrap()
}

/// A parameter named `color`, in the location that allows the style.
fn color(style: Style) -> Parameter {
    match style {
        Style::Simple | Style::Label | Style::Matrix => Parameter::path("color").style(style),
        _ => Parameter::query("color").style(style),
    }
}

/// The rows of the table of style examples in OpenAPI 3.1.1 (4.8.12.4): empty string, string, array, object.
#[test]
fn the_style_examples_of_openapi_are_reproduced() {
    let rows: &[(Parameter, [Option<&str>; 4])] = &[
        (
            color(Style::Matrix),
            [Some(";color"), Some(";color=blue"), Some(";color=blue,black,brown"), Some(";color=R,100,G,200,B,150")],
        ),
        (
            color(Style::Matrix).exploded(),
            [
                Some(";color"),
                Some(";color=blue"),
                Some(";color=blue;color=black;color=brown"),
                Some(";R=100;G=200;B=150"),
            ],
        ),
        (color(Style::Label), [Some("."), Some(".blue"), Some(".blue,black,brown"), Some(".R,100,G,200,B,150")]),
        (
            color(Style::Label).exploded(),
            [Some("."), Some(".blue"), Some(".blue.black.brown"), Some(".R=100.G=200.B=150")],
        ),
        (color(Style::Simple), [Some(""), Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")]),
        (
            color(Style::Simple).exploded(),
            [Some(""), Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150")],
        ),
        (
            color(Style::Form).compact(),
            [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")],
        ),
        (
            color(Style::Form),
            [Some("color="), Some("color=blue"), Some("color=blue&color=black&color=brown"), Some("R=100&G=200&B=150")],
        ),
        (
            color(Style::SpaceDelimited),
            [None, None, Some("color=blue%20black%20brown"), Some("color=R%20100%20G%20200%20B%20150")],
        ),
        (
            color(Style::PipeDelimited),
            [None, None, Some("color=blue%7Cblack%7Cbrown"), Some("color=R%7C100%7CG%7C200%7CB%7C150")],
        ),
        (
            color(Style::DeepObject).exploded(),
            [None, None, None, Some("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")],
        ),
    ];
    let values = [json("\"\""), json("\"blue\""), json(ARRAY), json(OBJECT)];
    for (parameter, expected) in rows {
        for (value, expected) in values.iter().zip(expected) {
            // The table leaves out some combinations.
            if let Some(expected) = expected {
                assert_eq!(rendered(*parameter, value).as_deref(), Some(*expected), "{parameter:?}");
            }
        }
    }
}

#[test]
fn scalars_of_all_types_are_written() {
    let query = Parameter::query("q");
    let cases: &[(&dyn Wire, &str)] = &[
        (&true, "q=true"),
        (&-7_i64, "q=-7"),
        (&u64::MAX, "q=18446744073709551615"),
        (&1.0_f64, "q=1"),
        (&0.1_f64, "q=0.1"),
        (&1e21_f64, "q=1000000000000000000000"),
        (&Secret::from("s&s"), "q=s%26s"),
        (&json("123456789012345678901234567890"), "q=123456789012345678901234567890"),
        (&Some(5_i64), "q=5"),
    ];
    for (value, expected) in cases {
        assert_eq!(rendered(query, *value).as_deref(), Some(*expected));
    }
}

#[test]
fn absent_and_empty_values_are_not_written() {
    let query = Parameter::query("q");
    let cases: &[&dyn Wire] =
        &[&None::<String>, &json("null"), &json("[]"), &json("{}"), &json(r#"{"a":null}"#), &Vec::<String>::new()];
    let empty = Err(RequestError::ArgumentEmpty { name: "q" });
    for value in cases {
        for parameter in
            [query, query.compact(), Parameter::header("q"), Parameter::cookie("q"), query.style(Style::DeepObject)]
        {
            assert_eq!(rendered(parameter, *value), None);
            assert_eq!(super::render_required(&parameter, *value), empty, "{parameter:?}");
        }
        assert_eq!(
            super::render_required(&Parameter::path("q"), *value),
            Err(RequestError::ArgumentMissing { name: "q" })
        );
        let form = Parameter::querystring("q", "application/x-www-form-urlencoded");
        assert_eq!(super::render_required(&form, *value), Ok(None));
    }
    assert_eq!(super::render_required(&query, &String::new()).unwrap().as_deref(), Some("q="));
}

#[test]
fn values_that_cannot_be_written_are_errors() {
    let formless = Err(RequestError::ArgumentFormless { name: "q" });
    let lists = ["[null]", "[null,1]", "[1,null]"].map(json);
    let object = json(r#"{"a":[1,null]}"#);
    for parameter in [
        Parameter::query("q"),
        Parameter::query("q").compact(),
        Parameter::query("q").style(Style::PipeDelimited),
        Parameter::query("q").style(Style::DeepObject),
        Parameter::path("q").style(Style::Matrix),
        Parameter::header("q"),
        Parameter::cookie("q"),
    ] {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(render(&parameter, &value), formless, "{parameter:?}");
            assert_eq!(render(&parameter, &vec![1.0, value]), formless, "{parameter:?}");
            assert_eq!(render(&parameter, &Some(value)), formless, "{parameter:?}");
        }
        for list in &lists {
            assert_eq!(render(&parameter, list), formless, "{parameter:?} {list:?}");
        }
    }
    for parameter in [Parameter::query("q"), Parameter::query("q").style(Style::DeepObject)] {
        assert_eq!(render(&parameter, &object), formless);
    }
}

#[test]
fn json_in_a_header_is_ascii() {
    let header = Parameter::header("q").content("application/json");
    let sent = rendered(header, &json(r#"{"päth":"/\u00e9\ud83d\ude00 €\u007f","n":[1]}"#)).unwrap();
    assert_eq!(sent, r#"{"p\u00e4th":"/\u00e9\ud83d\ude00 \u20ac\u007f","n":[1]}"#);
    assert_eq!(render_text(&header, "ü").unwrap().unwrap(), r#""\u00fc""#);
}

#[test]
fn names_and_values_are_encoded() {
    let query = Parameter::query("a[b]&c");
    let text = "x y+z&=#%/?é\u{0}\"'<>\\^`{|}~-._";
    assert_eq!(
        render_text(&query, text).unwrap().unwrap(),
        "a%5Bb%5D%26c=x%20y%2Bz%26%3D%23%25%2F%3F%C3%A9%00%22%27%3C%3E%5C%5E%60%7B%7C%7D~-._"
    );
    let list = json(r#"["a,b","c"]"#);
    assert_eq!(rendered(Parameter::query("q").compact(), &list).unwrap(), "q=a%2Cb,c");
    assert_eq!(rendered(Parameter::path("q"), &list).unwrap(), "a%2Cb,c");
    let object = json(r#"{"k&":"v="}"#);
    assert_eq!(rendered(Parameter::query("q"), &object).unwrap(), "k%26=v%3D");
    assert_eq!(rendered(Parameter::query("q").style(Style::DeepObject), &object).unwrap(), "q%5Bk%26%5D=v%3D");
}

#[test]
fn allowed_reserved_characters_pass_unless_they_end_the_value() {
    let query = Parameter::query("q").allow_reserved();
    let sent = |text| render_text(&query, text).unwrap().unwrap();
    assert_eq!(sent("/a:b?c@d!$'()*,;=e"), "q=/a:b?c@d!$'()*,;=e");
    assert_eq!(sent("a&b#c+d[e] f"), "q=a%26b%23c%2Bd%5Be%5D%20f");
    assert_eq!(sent("100%25 100% %4 %zz%"), "q=100%25%20100%25%20%254%20%25zz%25");
    let path = Parameter::path("q").allow_reserved();
    assert_eq!(render_text(&path, "a/b:c@d?e#f%2e").unwrap().unwrap(), "a/b:c@d%3Fe%23f%252e");
}

#[test]
fn headers_are_not_encoded_and_cookies_are() {
    let header = Parameter::header("X-Color");
    assert_eq!(rendered(header, &json(ARRAY)).unwrap(), "blue,black,brown");
    assert_eq!(rendered(header.exploded(), &json(OBJECT)).unwrap(), "R=100,G=200,B=150");
    assert_eq!(render_text(&header, "a b; c=\"d\"").unwrap().unwrap(), "a b; c=\"d\"");
    let cookie = Parameter::cookie("c");
    assert_eq!(render_text(&cookie, "a;b").unwrap().unwrap(), "c=a%3Bb");
    assert_eq!(rendered(cookie, &json(ARRAY)).unwrap(), "c=blue; c=black; c=brown");
    assert_eq!(rendered(cookie.compact(), &json(ARRAY)).unwrap(), "c=blue,black,brown");
}

/// OpenAPI 3.2: style `cookie` encodes nothing, style `form` encodes names and values.
#[test]
fn cookies_with_style_cookie_are_not_encoded() {
    let cookie = Parameter::cookie("a[b]").style(Style::Cookie);
    assert_eq!(rendered(cookie, &json("\"\"")).unwrap(), "a[b]=");
    assert_eq!(rendered(cookie, &json(ARRAY)).unwrap(), "a[b]=blue; a[b]=black; a[b]=brown");
    assert_eq!(rendered(cookie, &json(OBJECT)).unwrap(), "R=100; G=200; B=150");
    assert_eq!(rendered(cookie.compact(), &json(ARRAY)).unwrap(), "a[b]=blue,black,brown");
    assert_eq!(rendered(cookie.compact(), &json(OBJECT)).unwrap(), "a[b]=R,100,G,200,B,150");
    assert_eq!(render_text(&cookie, "a%20b+c=\"d\" é, f").unwrap().unwrap(), "a[b]=a%20b+c=\"d\" é, f");
    let refused = Err(RequestError::CookieUnsafe { name: "a[b]" });
    for text in ["a; admin=1", ";", "a\r\nSet-Cookie: b", "\0"] {
        assert_eq!(render_text(&cookie, text), refused, "{text:?}");
        assert_eq!(render(&cookie, &vec![text.to_owned()]), refused, "{text:?}");
    }
    assert_eq!(render(&cookie, &json(r#"{"a;b":1}"#)), refused);
    assert_eq!(render(&cookie, &json(r#"{"a":[1]}"#)), Err(RequestError::ArgumentNested { name: "a[b]" }));
    let lenient = Parameter::cookie("c").allow_reserved();
    assert_eq!(render_text(&lenient, "a/b?c=d;e,f g%20%").unwrap().unwrap(), "c=a/b?c=d%3Be%2Cf%20g%20%25");
}

#[test]
fn values_with_a_media_type_are_json() {
    let object = json(r#"{"a":[1,{"b":null}]}"#);
    let query = Parameter::query("q").content("application/json");
    assert_eq!(rendered(query, &object).unwrap(), "q=%7B%22a%22%3A%5B1%2C%7B%22b%22%3Anull%7D%5D%7D");
    assert_eq!(render_text(&query, "a\"b").unwrap().unwrap(), "q=%22a%5C%22b%22");
    let header = Parameter::header("X-Q").content("application/json");
    assert_eq!(rendered(header, &object).unwrap(), r#"{"a":[1,{"b":null}]}"#);
    let path = Parameter::path("q").content("application/vnd.a+json");
    assert_eq!(rendered(path, &json("[1]")).unwrap(), "%5B1%5D");
    let text = Parameter::query("q").content("text/plain");
    assert_eq!(rendered(text, &json("\"a b\"")).unwrap(), "q=a%20b");
    assert_eq!(rendered(query, &None::<String>), None);
}

#[test]
fn only_deep_objects_can_nest() {
    let nested = json(r#"{"a":{"b":1,"c":[2,3]},"d":null}"#);
    let deep = Parameter::query("q").style(Style::DeepObject);
    let sent = |value: &dyn Wire| rendered(deep, value).unwrap().replace("%5B", "[").replace("%5D", "]");
    assert_eq!(sent(&nested), "q[a][b]=1&q[a][c][]=2&q[a][c][]=3");
    assert_eq!(sent(&json(r#"["x","y"]"#)), "q[]=x&q[]=y");
    assert_eq!(sent(&json(r#"[{"k":1,"l":["m"]},{"k":2}]"#)), "q[0][k]=1&q[0][l][]=m&q[1][k]=2");
    for parameter in [Parameter::query("q"), Parameter::path("q"), Parameter::header("q"), Parameter::cookie("q")] {
        let refused = Err(RequestError::ArgumentNested { name: "q" });
        assert_eq!(render(&parameter, &nested), refused);
        assert_eq!(render(&parameter, &json("[[1]]")), refused);
        assert_eq!(render(&parameter, &json(r#"[{"a":1}]"#)), refused);
    }
}

#[test]
fn arrays_in_an_exploded_object_repeat_their_name() {
    let object = json(r#"{"a b":[1,"x&y"],"c":"d","none":[],"null":null}"#);
    assert_eq!(rendered(Parameter::query("q"), &object).unwrap(), "a%20b=1&a%20b=x%26y&c=d");
    let form = Parameter::querystring("q", "application/x-www-form-urlencoded");
    assert_eq!(rendered(form, &object).unwrap(), "a%20b=1&a%20b=x%26y&c=d");
    assert_eq!(rendered(Parameter::cookie("q"), &json(r#"{"a":[1,2],"b":3}"#)).unwrap(), "a=1; a=2; b=3");
    let refused = Err(RequestError::ArgumentNested { name: "q" });
    let compact = Parameter::query("q").compact();
    for (parameter, text) in [
        (compact, r#"{"a":[1]}"#),
        (Parameter::path("q").exploded(), r#"{"a":[1]}"#),
        (Parameter::query("q").style(Style::PipeDelimited).exploded(), r#"{"a":[1]}"#),
        (Parameter::query("q"), r#"{"a":[[1]]}"#),
        (Parameter::query("q"), r#"{"a":[{"b":1}]}"#),
        (Parameter::query("q"), r#"{"a":{"b":1}}"#),
    ] {
        assert_eq!(render(&parameter, &json(text)), refused, "{text}");
    }
    for parameter in [Parameter::query("q"), Parameter::query("q").style(Style::DeepObject)] {
        assert_eq!(rendered(parameter, &json(r#"{"none":[],"null":null}"#)), None);
    }
}

#[test]
fn combinations_outside_the_style_table_are_written_like_form() {
    assert_eq!(rendered(color(Style::DeepObject), &json("\"blue\"")).unwrap(), "color=blue");
    for style in [Style::SpaceDelimited, Style::PipeDelimited] {
        assert_eq!(rendered(color(style), &json("\"blue\"")).unwrap(), "color=blue");
        assert_eq!(rendered(color(style).exploded(), &json(ARRAY)).unwrap(), "color=blue&color=black&color=brown");
    }
}

#[test]
fn a_parameter_can_be_the_whole_query() {
    let of = |media_type| Parameter::querystring("selector", media_type);
    let object = json(r#"{"a b":"c&d","e":[1,2]}"#);
    assert_eq!(rendered(of("application/x-www-form-urlencoded"), &json(OBJECT)).unwrap(), "R=100&G=200&B=150");
    assert_eq!(
        rendered(of("application/json"), &object).unwrap(),
        "%7B%22a%20b%22%3A%22c%26d%22%2C%22e%22%3A%5B1%2C2%5D%7D"
    );
    assert_eq!(render_text(&of("text/plain"), "a b").unwrap().unwrap(), "a%20b");
}

#[test]
fn a_constant_is_the_initial_value() {
    let query = Parameter::query("api-version").constant("2020-01-01");
    assert_eq!(super::initial(&query).unwrap().as_deref(), Some("api-version=2020-01-01"));
    assert_eq!(super::initial(&Parameter::query("q")).unwrap(), None);
}

#[test]
fn encodings_apply_to_a_form_that_is_the_whole_query() {
    const ENCODINGS: &[Encoding] = &[
        Encoding::new("ids").compact(),
        Encoding::new("at").style(Style::DeepObject),
        Encoding::new("x").content_type("text/xml"),
    ];
    let form = Parameter::querystring("q", "application/x-www-form-urlencoded").encoded(ENCODINGS);
    let object = json(r#"{"ids":[1,2],"at":{"k":"v w"},"x":"<a/>","list":["a+b",{"k":1}],"deep":{"k":[1]}}"#);
    assert_eq!(
        rendered(form, &object).unwrap(),
        "ids=1,2&at%5Bk%5D=v%20w&x=%3Ca%2F%3E&list=a%2Bb&list=%7B%22k%22%3A1%7D&deep=%7B%22k%22%3A%5B1%5D%7D"
    );
    let refused = RequestError::PartForm { name: "x".to_owned(), media_type: "text/xml" };
    assert_eq!(render(&form, &json(r#"{"x":{"k":1}}"#)), Err(refused));
    for lost in [r#"{"a":[1,null]}"#, r#"{"ids":[null]}"#] {
        assert_eq!(render(&form, &json(lost)), Err(RequestError::ArgumentFormless { name: "q" }), "{lost}");
    }
    // A scalar is not a form and is written as text.
    assert_eq!(rendered(form, &json("\"a b\"")).unwrap(), "a%20b");
}
