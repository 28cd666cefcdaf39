//! Serializes a value in the style of its parameter (OpenAPI 3.1, Style Values; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode};

use super::flatten::{Flat, flatten, without_absent};
use crate::client::RequestError;
use crate::client::api::parameter::{Expansion, Location, Parameter, ParameterDetails, Reserved, Style};
use crate::wire::View;

/// Encodes all but the unreserved characters (RFC 3986, 2.3).
const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Keeps reserved characters (`allowReserved`), except those that would end a value in a query or that a query cannot contain.
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

/// Keeps reserved characters in a cookie, except those that would end it or separate members (RFC 6265, 4.1.1).
const COOKIE: &AsciiSet = &LENIENT.add(b';').add(b',');

/// Keeps reserved characters in a path, including slashes, except those that would end it. Encodes `%`, which could hide dots.
const SEGMENTS: &AsciiSet = &LENIENT.add(b'?');

/// Serializes a value for the location of a parameter. In the query and in cookies the text includes the name. `None` if there is
/// nothing to write.
pub(crate) fn render_flat(parameter: ParameterDetails, value: &Flat) -> Result<Option<String>, RequestError> {
    Renderer { parameter }.render(value)
}

/// Like [`render_flat`], but for a property of a form.
pub(crate) fn render_view(parameter: &Parameter, view: View<'_>) -> Result<Option<String>, RequestError> {
    render_flat(parameter.details(), &without_absent(flatten(view)))
}

/// Percent-encodes all but the unreserved characters.
pub(crate) fn encode_strictly(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

/// Decodes a name or a value of a query.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

struct Renderer {
    parameter: ParameterDetails,
}

/// The text that a style writes before a value and between its members.
struct Punctuation {
    prefix: &'static str,
    /// The separator of the members of an exploded value.
    exploded: &'static str,
    /// The separator of the members of a compact value.
    compact: &'static str,
}

impl Renderer {
    fn render(&self, flat: &Flat) -> Result<Option<String>, RequestError> {
        let text = match flat {
            Flat::Absent => return Ok(None),
            Flat::NonFinite => return Err(self.unwritable()),
            // A value without members counts as undefined (RFC 6570, 2.3).
            Flat::List(items) if items.is_empty() => return Ok(None),
            Flat::Object(members) if members.is_empty() => return Ok(None),
            Flat::Scalar(text) => self.named(&self.encode(text)?),
            Flat::List(_) | Flat::Object(_) if self.style() == Style::DeepObject => {
                let mut pairs = Vec::new();
                self.deep(&self.name(), flat, &mut pairs)?;
                // Every member is empty.
                if pairs.is_empty() {
                    return Ok(None);
                }
                pairs.join(self.punctuation().exploded)
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
            Expansion::Compact => self.named(&texts.join(punctuation.compact)),
            Expansion::Exploded => {
                let named: Vec<_> = texts.iter().map(|text| self.named(text)).collect();
                named.join(punctuation.exploded)
            }
        })
    }

    /// Serializes an object. `None` if no member has anything to write.
    fn object(&self, members: &[(String, Flat)]) -> Result<Option<String>, RequestError> {
        let (assign, separator) = match self.expansion() {
            Expansion::Compact => (self.punctuation().compact, self.punctuation().compact),
            Expansion::Exploded => ("=", self.punctuation().exploded),
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

    /// Whether a member that is an array is repeated for each of its items. This is the case where each member becomes a
    /// parameter of its own. OpenAPI does not define it, but an array parameter of that name would be repeated as well.
    fn repeats(&self) -> bool {
        self.style() == Style::Form && self.expansion() == Expansion::Exploded
    }

    /// Appends the pairs of a `deepObject`. Each level adds brackets: `a[b][c]=1` for objects, `a[]=1` for the items of an
    /// array, `a[0][b]=1` for items that have members themselves. OpenAPI defines only the first level; Rack, PHP and qs, the
    /// parsers that the style comes from, read the others like this.
    fn deep(&self, name: &str, flat: &Flat, pairs: &mut Vec<String>) -> Result<(), RequestError> {
        match flat {
            Flat::Absent => {}
            Flat::NonFinite => return Err(self.unwritable()),
            Flat::List(items) if items.contains(&Flat::Absent) => return Err(self.unwritable()),
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
            Flat::Absent | Flat::NonFinite => Err(self.unwritable()),
            _ => Err(RequestError::ArgumentNested { name: self.parameter.name }),
        }
    }

    fn unwritable(&self) -> RequestError {
        RequestError::ArgumentFormless { name: self.parameter.name }
    }

    /// Puts the parameter's name before a text, if the style has names.
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

    /// Encodes a text for the location and the style. Style `cookie` does not encode, so characters that would end the value are
    /// an error (OpenAPI 3.2, Parameter Object).
    fn encode(&self, text: &str) -> Result<String, RequestError> {
        let ends_cookie = |letter: char| letter == ';' || letter.is_control();
        Ok(match (self.parameter.location, self.parameter.reserved) {
            _ if self.style() == Style::Cookie => match text.contains(ends_cookie) {
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

    /// Returns the style. A value with a media type has none, and is written like a scalar in its location.
    fn style(&self) -> Style {
        match (self.parameter.content, self.parameter.location) {
            (None, _) => self.parameter.style,
            (Some(_), Location::Path | Location::Header) => Style::Simple,
            (Some(_), Location::Query | Location::QueryString | Location::Cookie) => Style::Form,
        }
    }

    fn expansion(&self) -> Expansion {
        match self.style() {
            // `deepObject` has no compact form.
            Style::DeepObject => Expansion::Exploded,
            _ => self.parameter.expansion,
        }
    }

    fn punctuation(&self) -> Punctuation {
        let (prefix, exploded, compact) = match self.style() {
            Style::Simple => ("", ",", ","),
            Style::Label => (".", ".", ","),
            Style::Matrix => (";", ";", ","),
            Style::Form | Style::DeepObject => ("", "&", ","),
            Style::Cookie => ("", "; ", ","),
            Style::SpaceDelimited => ("", "&", "%20"),
            Style::PipeDelimited => ("", "&", "%7C"),
        };
        let exploded = match (self.parameter.location, exploded) {
            (Location::Cookie, "&") => "; ",
            _ => exploded,
        };
        Punctuation { prefix, exploded, compact }
    }
}

/// Percent-encodes the characters of `encode_set`, but keeps percent-encoded triplets (RFC 6570, 3.2.3).
fn encode_leniently(text: &str, encode_set: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('%') {
        encoded.extend(utf8_percent_encode(&rest[..position], encode_set));
        let after = &rest[position + 1..];
        let is_triplet = after.len() >= 2 && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        encoded.push_str(if is_triplet { "%" } else { percent_encode_byte(b'%') });
        rest = after;
    }
    encoded.extend(utf8_percent_encode(rest, encode_set));
    encoded
}
