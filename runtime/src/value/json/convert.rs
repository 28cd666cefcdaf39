//! JSON values from Rust values.

use super::Json;
use crate::syntax::float::write_float;

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::trusted(if value { "true" } else { "false" })
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::trusted(itoa::Buffer::new().format(value))
    }
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Self::trusted(itoa::Buffer::new().format(value))
    }
}

impl From<i32> for Json {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        let mut text = String::with_capacity(value.len() + 2);
        crate::syntax::scan::push_escaped(value, &mut text);
        Self(text.into())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

/// A number that JSON cannot express: infinite or NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFinite;

impl std::fmt::Display for NotFinite {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON has no infinite numbers")
    }
}

impl std::error::Error for NotFinite {}

impl TryFrom<f64> for Json {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        if value.is_finite() { Ok(float(value)) } else { Err(NotFinite) }
    }
}

fn float(value: f64) -> Json {
    let mut text = String::new();
    write_float(value, &mut text);
    Json(text.into())
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Json {
    /// An array.
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut text = String::from("[");
        for (position, value) in values.into_iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.push_str(value.into().text());
        }
        text.push(']');
        Self(text.into())
    }
}

#[cfg(feature = "serde")]
impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

#[cfg(feature = "serde")]
impl Json {
    /// Converts the value for `serde_json`.
    ///
    /// # Errors
    /// When `serde_json` cannot represent it: a number outside the range of `f64`, or a lone surrogate.
    pub fn to_value(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use crate::value::json::Json;

    #[test]
    fn conversions_write_json() {
        assert_eq!(Json::from("a\"b").text(), r#""a\"b""#);
        assert_eq!(Json::from(u64::MAX).text(), "18446744073709551615");
        assert_eq!(Json::from(i64::MIN).text(), "-9223372036854775808");
        assert_eq!(Json::try_from(1.0).unwrap().text(), "1");
        assert!(Json::try_from(f64::NAN).is_err());
        assert_eq!(Json::from(None::<bool>).text(), "null");
        assert_eq!(["a", "b"].into_iter().collect::<Json>().text(), r#"["a","b"]"#);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn goes_to_serde_json_and_back() {
        let value = serde_json::json!({"a": [1, 2.5, null, "x"]});
        assert_eq!(Json::from(value.clone()).to_value().unwrap(), value);
        assert!(Json::parse("1e999").unwrap().to_value().is_err());
    }
}
