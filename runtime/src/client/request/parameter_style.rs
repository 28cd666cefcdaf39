//! The text of a value, by the style of its parameter (OpenAPI 3.1, Style Values; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode};

use super::flatten::{Flat, flatten, without_absent};
use crate::client::RequestError;
use crate::client::api::parameter::{Expansion, Location, Parameter, ParameterDetails, Reserved, Style};
use crate::wire::View;

/// All but the unreserved characters (RFC 3986, 2.3).
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What allowed reserved characters leave: they pass, but for those that end a value in a query or that a query cannot
/// hold.
const LENIENT: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What passes in a cookie: not what ends it or stands between members (RFC 6265, 4.1.1).
const COOKIE: &AsciiSet = &LENIENT.add(b';').add(b',');

/// What passes in a path: also slashes, but neither what ends a path nor an escape, which could hide dots.
const SEGMENTS: &AsciiSet = &LENIENT.add(b'?');

/// The text of a value in the place of a parameter: for the query and for cookies with the name, else without. `None` when there is
/// nothing to write.
pub(crate) fn render_flat(parameter: ParameterDetails, value: &Flat) -> Result<Option<String>, RequestError> {
    Renderer { parameter }.render(value)
}

/// As [`render_flat`], for a property of a form.
pub(crate) fn render_view(parameter: &Parameter, view: View<'_>) -> Result<Option<String>, RequestError> {
    render_flat(parameter.details(), &without_absent(flatten(view)))
}

/// Encodes what a value must not mean in an address.
pub(crate) fn encode_strictly(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

/// A name or a value of a query, decoded.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

struct Renderer {
    parameter: ParameterDetails,
}

/// What a style writes around and between the members of a value.
struct Punctuation {
    prefix: &'static str,
    /// Between the members of an exploded value.
    apart: &'static str,
    /// Between the members of a compact value.
    together: &'static str,
}

impl Renderer {
    fn render(&self, flat: &Flat) -> Result<Option<String>, RequestError> {
        let text = match flat {
            Flat::Absent => return Ok(None),
            Flat::Formless => return Err(self.formless()),
            // A value without members counts as not set (RFC 6570, 2.3).
            Flat::List(items) if items.is_empty() => return Ok(None),
            Flat::Object(members) if members.is_empty() => return Ok(None),
            Flat::Scalar(text) => self.named(&self.encode(text)?),
            Flat::List(_) | Flat::Object(_) if self.style() == Style::DeepObject => {
                let mut pairs = Vec::new();
                self.deep(&self.name(), flat, &mut pairs)?;
                // Nothing but members without members.
                if pairs.is_empty() {
                    return Ok(None);
                }
                pairs.join(self.punctuation().apart)
            }
            Flat::List(items) => self.list(items)?,
            Flat::Object(members) => match self.object(members)? {
                Some(text) => text,
                None => return Ok(None),
            },
        };
        Ok(Some(format!("{}{text}", self.punctuation().prefix)))
    }

    fn list(&self, items: &[Flat]) -> Result<String, RequestError> {
        let texts = items.iter().map(|item| self.scalar(item)).collect::<Result<Vec<_>, _>>()?;
        let punctuation = self.punctuation();
        Ok(match self.expansion() {
            Expansion::Compact => self.named(&texts.join(punctuation.together)),
            Expansion::Exploded => {
                let named: Vec<_> = texts.iter().map(|text| self.named(text)).collect();
                named.join(punctuation.apart)
            }
        })
    }

    /// `None` when there is nothing to write of any member.
    fn object(&self, members: &[(String, Flat)]) -> Result<Option<String>, RequestError> {
        let (assign, separator) = match self.expansion() {
            Expansion::Compact => (self.punctuation().together, self.punctuation().together),
            Expansion::Exploded => ("=", self.punctuation().apart),
        };
        let mut pairs = Vec::with_capacity(members.len());
        for (key, value) in members {
            let key = self.encode(key)?;
            match value {
                Flat::List(items) if self.repeats() => {
                    for item in items {
                        pairs.push(format!("{key}{assign}{}", self.scalar(item)?));
                    }
                }
                value => pairs.push(format!("{key}{assign}{}", self.scalar(value)?)),
            }
        }
        if pairs.is_empty() {
            return Ok(None);
        }
        let text = pairs.join(separator);
        Ok(Some(match self.expansion() {
            Expansion::Compact => self.named(&text),
            Expansion::Exploded => text,
        }))
    }

    /// Whether a member that is an array is written once for each of its items: where the members of an object are
    /// parameters of their own, so that their names can be there several times. OpenAPI leaves it open, but a parameter
    /// of that name would be written so.
    fn repeats(&self) -> bool {
        self.style() == Style::Form && self.expansion() == Expansion::Exploded
    }

    /// Members of members go into further brackets: `a[b][c]=1`, `a[]=1` for items of an array, `a[0][b]=1` for items
    /// that have members themselves. OpenAPI leaves all but the first level open; this is what Rack, PHP and qs, the
    /// parsers that this style comes from, understand.
    fn deep(&self, name: &str, flat: &Flat, pairs: &mut Vec<String>) -> Result<(), RequestError> {
        match flat {
            Flat::Absent => {}
            Flat::Formless => return Err(self.formless()),
            Flat::List(items) if items.contains(&Flat::Absent) => return Err(self.formless()),
            Flat::Scalar(text) => pairs.push(format!("{name}={}", self.encode(text)?)),
            Flat::List(items) if items.iter().all(|item| matches!(item, Flat::Scalar(_))) => {
                for item in items {
                    self.deep(&format!("{name}%5B%5D"), item, pairs)?;
                }
            }
            Flat::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.deep(&format!("{name}%5B{index}%5D"), item, pairs)?;
                }
            }
            Flat::Object(members) => {
                for (key, value) in members {
                    self.deep(&format!("{name}%5B{}%5D", encode_strictly(key)), value, pairs)?;
                }
            }
        }
        Ok(())
    }

    fn scalar(&self, flat: &Flat) -> Result<String, RequestError> {
        match flat {
            Flat::Scalar(text) => self.encode(text),
            Flat::Absent | Flat::Formless => Err(self.formless()),
            _ => Err(RequestError::ArgumentNested { name: self.parameter.name }),
        }
    }

    fn formless(&self) -> RequestError {
        RequestError::ArgumentFormless { name: self.parameter.name }
    }

    /// A text with the parameter's name before it, where the style has names.
    fn named(&self, text: &str) -> String {
        match self.style() {
            _ if self.parameter.location == Location::QueryString => text.to_owned(),
            Style::Simple | Style::Label => text.to_owned(),
            Style::Matrix if text.is_empty() => self.name(),
            _ => format!("{}={text}", self.name()),
        }
    }

    fn name(&self) -> String {
        match self.style() {
            Style::Cookie => self.parameter.name.to_owned(),
            _ => encode_strictly(self.parameter.name),
        }
    }

    /// A text as its place and its style take it. In style `cookie` it has to go out as it is, so what would end it there
    /// cannot be sent (OpenAPI 3.2, Parameter Object).
    fn encode(&self, text: &str) -> Result<String, RequestError> {
        let is_unsafe = |letter: char| letter == ';' || letter.is_control();
        Ok(match (self.parameter.location, self.parameter.reserved) {
            _ if self.style() == Style::Cookie => match text.contains(is_unsafe) {
                true => return Err(RequestError::CookieUnsafe { name: self.parameter.name }),
                false => text.to_owned(),
            },
            (Location::Header, _) => text.to_owned(),
            (Location::Query, Reserved::Allowed) => encode_leniently(text, LENIENT),
            (Location::Cookie, Reserved::Allowed) => encode_leniently(text, COOKIE),
            (Location::Path, Reserved::Allowed) => utf8_percent_encode(text, SEGMENTS).to_string(),
            _ => encode_strictly(text),
        })
    }

    /// The style; a value with a media type has none of its own and is written like a scalar in its place.
    fn style(&self) -> Style {
        match (self.parameter.content, self.parameter.location) {
            (None, _) => self.parameter.style,
            (Some(_), Location::Path | Location::Header) => Style::Simple,
            (Some(_), Location::Query | Location::QueryString | Location::Cookie) => Style::Form,
        }
    }

    fn expansion(&self) -> Expansion {
        match self.style() {
            // It has no compact form: members always go apart.
            Style::DeepObject => Expansion::Exploded,
            _ => self.parameter.expansion,
        }
    }

    fn punctuation(&self) -> Punctuation {
        let (prefix, apart, together) = match self.style() {
            Style::Simple => ("", ",", ","),
            Style::Label => (".", ".", ","),
            Style::Matrix => (";", ";", ","),
            Style::Form | Style::DeepObject => ("", "&", ","),
            Style::Cookie => ("", "; ", ","),
            Style::SpaceDelimited => ("", "&", "%20"),
            Style::PipeDelimited => ("", "&", "%7C"),
        };
        let apart = match (self.parameter.location, apart) {
            (Location::Cookie, "&") => "; ",
            _ => apart,
        };
        Punctuation { prefix, apart, together }
    }
}

/// Lets reserved characters and percent-encoded triplets pass (RFC 6570, 3.2.3).
fn encode_leniently(text: &str, encoded_anyway: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('%') {
        encoded.extend(utf8_percent_encode(&rest[..position], encoded_anyway));
        let after = &rest[position + 1..];
        let is_triplet = after.len() >= 2 && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        encoded.push_str(if is_triplet { "%" } else { percent_encode_byte(b'%') });
        rest = after;
    }
    encoded.extend(utf8_percent_encode(rest, encoded_anyway));
    encoded
}
