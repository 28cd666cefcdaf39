//! What a request prefers: the header `Prefer` (RFC 7240) with `code`, `example` and `dynamic`, as Prism has them.

use super::model::Request;
use super::refusal::Fault;

/// The preferences of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The status.
    pub(super) code: Option<u16>,
    /// The name of an example.
    pub(super) example: Option<String>,
    /// Whether values are made although there are examples.
    pub(super) dynamic: Option<bool>,
}

impl Preferences {
    /// Reads the headers, and `__code`, `__example` and `__dynamic` of the query. Other preferences are for others.
    pub(super) fn of(request: &Request, query: &[(String, String)]) -> Result<Self, Fault> {
        let mut preferences = Self::default();
        let headers = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("prefer"));
        for (_, header) in headers {
            for each in header.split([',', ';']) {
                let (name, value) = each.split_once('=').unwrap_or((each, ""));
                let value = value.trim().trim_matches('"');
                preferences.set(&name.trim().to_ascii_lowercase(), value, "header \"Prefer\"")?;
            }
        }
        for (name, value) in query {
            if let Some(name) = name.strip_prefix("__") {
                preferences.set(name, value, "query")?;
            }
        }
        Ok(preferences)
    }

    fn set(&mut self, name: &str, value: &str, place: &str) -> Result<(), Fault> {
        match name {
            "code" => {
                let code = value.parse::<u16>().ok().filter(|code| (200..600).contains(code));
                let code = code.ok_or_else(|| Fault::new(place, "code=STATUS, from 200 to 599", shown(value)))?;
                self.code = Some(code);
            }
            "example" => self.example = Some(value.to_owned()),
            "dynamic" => match value {
                "true" | "" => self.dynamic = Some(true),
                "false" => self.dynamic = Some(false),
                other => return Err(Fault::new(place, "dynamic=true or dynamic=false", shown(other))),
            },
            _ => {}
        }
        Ok(())
    }
}

fn shown(value: &str) -> String {
    let short: String = value.chars().take(40).collect();
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Result<Preferences, Fault> {
        let headers = vec![("prefer".to_owned(), header.to_owned())];
        Preferences::of(&Request { headers, ..Request::default() }, &[])
    }

    #[test]
    fn preferences_are_read_and_others_are_ignored() {
        let all = Preferences { code: Some(404), example: Some("none found".to_owned()), dynamic: Some(true) };
        assert_eq!(of("code=404, example=\"none found\"; dynamic=true, respond-async").as_ref(), Ok(&all));
        assert_eq!(of("return=minimal"), Ok(Preferences::default()));
        assert!(of("code=99").is_err() && of("code=abc").is_err() && of("dynamic=maybe").is_err());
        let query = [("__code".to_owned(), "201".to_owned()), ("code".to_owned(), "9".to_owned())];
        assert_eq!(Preferences::of(&Request::default(), &query).map(|found| found.code), Ok(Some(201)));
    }
}
