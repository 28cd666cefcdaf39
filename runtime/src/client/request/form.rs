//! Writes bodies of the media type `application/x-www-form-urlencoded` (WHATWG URL Standard, 5.2).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::flatten::{Flat, each_item, each_member, flatten};
use super::parameter_style;
use crate::client::RequestError;
use crate::client::api::media::is_json;
use crate::client::api::parameter::{Encoding, Writing};
use crate::text::encode::write;
use crate::wire::{View, Wire};

const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// Writes an object as pairs. By default (OpenAPI 3.1, Encoding Object), a property that is an array is repeated, and an object or
/// an array in an array is written as JSON; `encodings` can override this. Absent and `null` properties are left out.
pub(crate) fn form(value: &dyn Wire, encodings: &[Encoding]) -> Result<String, RequestError> {
    form_of(value.view(), encodings)
}

/// Like [`form`], but for a view.
pub(crate) fn form_of(value: View<'_>, encodings: &[Encoding]) -> Result<String, RequestError> {
    let mut form = String::new();
    let mut result = Ok(());
    let is_object = each_member(value, &mut |name, value| {
        if result.is_ok() {
            result = push_property(&mut form, name, value, Encoding::of(encodings, name));
        }
    });
    if is_object { result.map(|()| form) } else { Err(RequestError::BodyForm) }
}

fn push_property(
    form: &mut String,
    name: &str,
    value: View<'_>,
    encoding: Option<&Encoding>,
) -> Result<(), RequestError> {
    match encoding {
        Some(encoding) if encoding.writing == Writing::Styled => {
            if let Some(pairs) = parameter_style::render_view(&encoding.parameter, value)? {
                push_pairs(form, &pairs);
            }
            return Ok(());
        }
        Some(encoding) if encoding.only_type().is_some_and(is_json) => {
            push_json(form, name, value);
            return Ok(());
        }
        _ => {}
    }
    let mut result = Ok(());
    let is_list = each_item(value, &mut |item| {
        if result.is_ok() {
            result = push_value(form, name, item, encoding);
        }
    });
    if is_list { result } else { push_value(form, name, value, encoding) }
}

fn push_json(form: &mut String, name: &str, value: View<'_>) {
    if let View::Embedded(content) = value {
        push(form, name, content.text());
    } else if !matches!(flatten(value), Flat::Absent | Flat::NonFinite) {
        let mut json = String::new();
        write(&value, &mut json);
        push(form, name, &json);
    }
}

/// Writes pairs of strings.
pub(crate) fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut form = String::new();
    pairs.for_each(|(name, value)| push(&mut form, name, value));
    form
}

/// Encodes a string as in a form.
pub(crate) fn encode(text: &str) -> String {
    let mut form = String::new();
    push_encoded(&mut form, text);
    form
}

fn push_value(form: &mut String, name: &str, value: View<'_>, encoding: Option<&Encoding>) -> Result<(), RequestError> {
    match flatten(value) {
        Flat::Absent | Flat::NonFinite => {}
        Flat::Scalar(text) => push(form, name, &text),
        Flat::List(_) | Flat::Object(_) => {
            encoding.map_or(Ok(""), |encoding| json_type(encoding, name))?;
            push_json(form, name, value);
        }
    }
    Ok(())
}

/// Returns the media type of an array or an object, according to the encoding of its property.
pub(crate) fn json_type(encoding: &Encoding, name: &str) -> Result<&'static str, RequestError> {
    encoding.json_type().map_err(|media_type| RequestError::PartForm { name: name.to_owned(), media_type })
}

/// Appends pairs that are already encoded.
fn push_pairs(form: &mut String, pairs: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    form.push_str(pairs);
}

fn push(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    push_encoded(form, name);
    form.push('=');
    push_encoded(form, value);
}

fn push_encoded(form: &mut String, text: &str) {
    for piece in utf8_percent_encode(text, FORM) {
        form.push_str(if piece == "%20" { "+" } else { piece });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Encoding, form};
    use crate::client::Style;
    use crate::value::json::Json;

    #[test]
    fn pairs_are_encoded_as_browsers_do() {
        let pairs = BTreeMap::from([
            ("a b".to_owned(), "c&d=e+f".to_owned()),
            ("safe".to_owned(), "*-._".to_owned()),
            ("z".to_owned(), "~é\r\n".to_owned()),
        ]);
        assert_eq!(form(&pairs, &[]).unwrap(), "a+b=c%26d%3De%2Bf&safe=*-._&z=%7E%C3%A9%0D%0A");
    }

    #[test]
    fn arrays_repeat_and_objects_are_json() {
        let text = r#"{"a":[1,"x",null,{"k":1}],"b":{"c":[true]},"n":null,"t":true,"u":18446744073709551616}"#;
        let json = Json::parse(text).unwrap();
        assert_eq!(
            form(&json, &[]).unwrap(),
            "a=1&a=x&a=%7B%22k%22%3A1%7D&b=%7B%22c%22%3A%5Btrue%5D%7D&t=true&u=18446744073709551616"
        );
    }

    #[test]
    fn only_objects_can_be_written_as_forms() {
        assert!(form(&"text".to_owned(), &[]).is_err());
        assert!(form(&vec![1_i64], &[]).is_err());
        assert_eq!(form(&BTreeMap::<String, String>::new(), &[]).unwrap(), "");
    }

    #[test]
    fn encodings_are_applied() {
        let json = Json::parse(r#"{"tags":["a b","c"],"meta":{"k":"v w","n":null},"ids":[1,2],"none":null}"#).unwrap();
        let encodings = [
            Encoding::new("tags").compact(),
            Encoding::new("meta").style(Style::DeepObject),
            Encoding::new("ids").content_type("application/json"),
            Encoding::new("none").content_type("application/json"),
        ];
        assert_eq!(form(&json, &encodings).unwrap(), "tags=a%20b,c&meta%5Bk%5D=v%20w&ids=%5B1%2C2%5D");
        let nested = Json::parse(r#"{"meta":{"a":{"b":1}}}"#).unwrap();
        assert!(form(&nested, &[Encoding::new("meta").exploded()]).is_err());
    }
}
