//! Typed values of response headers.

use http::HeaderMap;

use crate::client::{Error, WithResponse};
use crate::text::{decode::decode, encode::encode};
use crate::wire::Wire;

/// A value with response headers. Generated crates with declared response headers have a trait `ResponseHeaders` with a
/// method per header, implemented for all these values.
pub trait HasHeaders {
    /// The headers; `None` when there was no response.
    fn response_headers(&self) -> Option<&HeaderMap>;

    /// The typed value of a header, in the style `simple` (OpenAPI 3.1, 4.8.21): arrays are separated by commas. `None`
    /// if it is missing or does not match the type.
    fn header<T: Wire>(&self, name: &str) -> Option<T> {
        value(&text(self.response_headers()?, name)?)
    }

    /// The typed value of a JSON header. `None` if it is missing or does not match the type.
    fn json_header<T: Wire>(&self, name: &str) -> Option<T> {
        decode(&text(self.response_headers()?, name)?).ok()
    }
}

impl HasHeaders for HeaderMap {
    fn response_headers(&self) -> Option<&HeaderMap> {
        Some(self)
    }
}

impl<T> HasHeaders for WithResponse<T> {
    fn response_headers(&self) -> Option<&HeaderMap> {
        Some(&self.headers)
    }
}

impl HasHeaders for Error {
    fn response_headers(&self) -> Option<&HeaderMap> {
        self.headers()
    }
}

/// Returns the text of a header. Joins the values of repeated headers with commas (RFC 9110, 5.3).
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()).ok());
    let mut text = values.next()??.to_owned();
    for value in values {
        text.push_str(", ");
        text.push_str(value?);
    }
    Some(text)
}

/// Decodes the text of a header. Tries a string first: `"5"` in quotes is an entity tag, not a number.
fn value<T: Wire>(text: &str) -> Option<T> {
    let array = |elements: Vec<String>| format!("[{}]", elements.join(","));
    let elements = || text.split(',').map(str::trim).filter(|element| !element.is_empty());
    let quoted = |text: &str| encode(&text.to_owned());
    decode(&quoted(text))
        .or_else(|_| decode(text))
        .or_else(|_| decode(&array(elements().map(str::to_owned).collect())))
        .or_else(|_| decode(&array(elements().map(quoted).collect())))
        .ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::HasHeaders;
    use crate::value::json::Json;
    use crate::value::number::Number;
    use crate::value::secret::Secret;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn values_are_decoded_as_their_types() {
        let headers = headers(&[
            ("limit", "60"),
            ("ratio", "0.5"),
            ("big", "123456789012345678901"),
            ("fresh", "true"),
            ("etag", "\"5\""),
            ("words", "a, b ,c"),
            ("numbers", "1,2"),
            ("numbers", "3"),
            ("none", ""),
            ("json", r#"{"a": [1]}"#),
        ]);
        assert_eq!(headers.header::<i64>("Limit"), Some(60));
        assert_eq!(headers.header::<String>("limit").as_deref(), Some("60"));
        assert_eq!(headers.header::<f64>("ratio"), Some(0.5));
        assert_eq!(headers.header::<Number>("big").unwrap().to_string(), "123456789012345678901");
        assert_eq!(headers.header::<bool>("fresh"), Some(true));
        assert_eq!(headers.header::<String>("etag").as_deref(), Some("\"5\""));
        assert_eq!(headers.header::<Secret>("limit").unwrap().expose(), "60");
        assert_eq!(headers.header::<Vec<String>>("words").unwrap(), ["a", "b", "c"]);
        assert_eq!(headers.header::<Vec<String>>("numbers").unwrap(), ["1", "2", "3"]);
        assert_eq!(headers.header::<Vec<i64>>("numbers").unwrap(), [1, 2, 3]);
        assert_eq!(headers.header::<Vec<i64>>("none"), Some(vec![]));
        assert_eq!(headers.json_header::<Json>("json").unwrap().to_string(), r#"{"a": [1]}"#);
        assert_eq!(headers.header::<i64>("words"), None);
        assert_eq!(headers.header::<String>("missing"), None);
    }
}
