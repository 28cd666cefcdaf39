//! The telemetry header, which identifies the client.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::client::Telemetry;
use crate::text::encode::encode;

/// Whether a client sends the telemetry header.
pub(crate) enum TelemetrySetting {
    /// Yes, with these entries in `env`.
    On(Vec<(String, String)>),
    /// No.
    Off,
}

impl Telemetry {
    /// Returns the value of the header.
    pub(crate) fn value(&self, entries: &[(String, String)]) -> String {
        let text = |text: &str| encode(&text.to_owned());
        let mut environment = format!("\"bindery-runtime\":{}", text(env!("CARGO_PKG_VERSION")));
        for (name, value) in entries {
            environment.push_str(&format!(",{}:{}", text(name), text(value)));
        }
        let json =
            format!("{{\"name\":{},\"version\":{},\"env\":{{{environment}}}}}", text(self.name), text(self.version));
        BASE64_STANDARD.encode(json)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    use super::Telemetry;
    use crate::value::json::Json;

    #[test]
    fn the_header_is_a_json_object_in_base64() {
        let telemetry = Telemetry { header: "X-Client", name: "a\"b", version: "1.2.3" };
        let value = telemetry.value(&[("my-\"app".to_owned(), "7".to_owned())]);
        let text = String::from_utf8(BASE64_STANDARD.decode(value).unwrap()).unwrap();
        let json = Json::parse(&text).unwrap();
        assert_eq!(json.get("name").unwrap(), Json::from("a\"b"));
        assert_eq!(json.get("version").unwrap(), Json::from("1.2.3"));
        let environment = json.get("env").unwrap();
        assert_eq!(environment.get("bindery-runtime").unwrap(), Json::from(env!("CARGO_PKG_VERSION")));
        assert_eq!(environment.get("my-\"app").unwrap(), Json::from("7"));
    }
}
