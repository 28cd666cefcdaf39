//! Decodes strings, numbers, enums and other scalars.

use std::borrow::Cow;

use super::decoder::{Decoded, Decoder};
use super::expected;
use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;
use crate::syntax::scan::{Number, is_same};
use crate::text::deviation::What;
use crate::value::json::Json;
use crate::value::secret::Secret;
use crate::value::unknown::Unrecognized;
use crate::wire::literal::Literal;
use crate::wire::{OpenEnum, Scalar};

/// The expectation of an enum.
pub(super) const LISTED: &str = "one of the listed values";

impl<'t> Decoder<'t> {
    #[inline]
    fn content(&mut self, expected: &'static str) -> Result<Cow<'t, str>, DecodeError> {
        if self.scanner.peek() == Some(b'"') {
            return self.scanner.string();
        }
        Err(self.mismatch(expected))
    }

    fn number(&mut self, expected: &'static str) -> Result<(Number<'t>, usize), DecodeError> {
        match self.scanner.peek() {
            Some(b'-' | b'0'..=b'9') => {
                let start = self.scanner.offset();
                Ok((self.scanner.number()?, start))
            }
            _ => Err(self.mismatch(expected)),
        }
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, place: &mut String) -> Decoded {
        let content = match self.scanner.plain_string() {
            Some(plain) => plain,
            None => self.unusual_text()?,
        };
        *place = content.to_owned();
        Ok(())
    }

    /// Reads a string with escapes or preceded by white space. Escapes are resolved in a buffer first, so that the result has no excess
    /// capacity.
    #[inline(never)]
    fn unusual_text(&mut self) -> Result<&str, DecodeError> {
        if self.scanner.peek() != Some(b'"') {
            return Err(self.mismatch(expected::TEXT));
        }
        if let Some(plain) = self.scanner.plain_string() {
            return Ok(plain);
        }
        self.scratch.clear();
        self.scanner.escaped_string(&mut self.scratch)?;
        Ok(&self.scratch)
    }

    #[inline(never)]
    pub(crate) fn secret(&mut self, place: &mut Secret) -> Decoded {
        *place = match self.content(expected::TEXT)? {
            Cow::Borrowed(text) => Secret::from(text),
            Cow::Owned(text) => Secret::from(text),
        };
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn boolean(&mut self, place: &mut bool) -> Decoded {
        *place = match self.scanner.peek() {
            Some(b't') => self.scanner.word("true").map(|()| true)?,
            Some(b'f') => self.scanner.word("false").map(|()| false)?,
            _ => return Err(self.mismatch(expected::BOOL)),
        };
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn integer(&mut self, place: &mut i64) -> Decoded {
        self.scanner.peek();
        if let Some(value) = self.scanner.signed() {
            *place = value;
            return Ok(());
        }
        let (number, start) = self.number(expected::INTEGER)?;
        *place = number.whole().ok_or_else(|| misfit(expected::INTEGER, number, start))?;
        self.count_fraction(number);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn unsigned(&mut self, place: &mut u64) -> Decoded {
        self.scanner.peek();
        if let Some(value) = self.scanner.unsigned() {
            *place = value;
            return Ok(());
        }
        let (number, start) = self.number(expected::UNSIGNED)?;
        *place = number.whole().ok_or_else(|| misfit(expected::UNSIGNED, number, start))?;
        self.count_fraction(number);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn float(&mut self, place: &mut f64) -> Decoded {
        let Some(b'-' | b'0'..=b'9') = self.scanner.peek() else {
            return Err(self.mismatch(expected::FLOAT));
        };
        if let Some(value) = self.scanner.decimal() {
            *place = value;
            return Ok(());
        }
        let start = self.scanner.offset();
        let (number, float) = self.scanner.float()?;
        let value = float.ok_or_else(|| misfit(expected::FLOAT, number, start))?;
        // A variant that keeps all digits of an integer fits better.
        self.fit.violations += usize::from(number.is_integer && !number.is_kept_by(value));
        *place = value;
        Ok(())
    }

    /// `1.0` is accepted as an integer, but a number variant fits better.
    fn count_fraction(&mut self, number: Number<'_>) {
        self.fit.violations += usize::from(!number.is_integer);
    }

    #[inline(never)]
    pub(crate) fn scalar(&mut self, place: &mut dyn Scalar) -> Decoded {
        let first = self.scanner.peek();
        let start = self.scanner;
        let fits = match first {
            Some(b'"') => place.set_text(&self.scanner.string()?),
            Some(b'-' | b'0'..=b'9') => {
                let integer = self.scanner.signed();
                match integer.and_then(|integer| place.set_integer(integer)) {
                    Some(fits) => fits,
                    None => {
                        self.scanner = start;
                        place.set_number(self.scanner.number()?.text)
                    }
                }
            }
            _ => false,
        };
        if fits {
            return Ok(());
        }
        self.scanner = start;
        Err(self.mismatch(place.expected()))
    }

    #[inline(never)]
    pub(crate) fn raw(&mut self, place: &mut Json) -> Decoded {
        *place = Json::trusted(self.scanner.raw()?);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn open_enum(&mut self, place: &mut dyn OpenEnum) -> Decoded {
        let values = place.values();
        if let Some(plain) = self.scanner.plain_string() {
            match position(values, plain) {
                Some(index) => place.set(Ok(index)),
                None => self.unlisted(place, plain, self.scanner.offset() - plain.len() - 2),
            }
            return Ok(());
        }
        self.unusual_open_enum(place, values)
    }

    /// Decodes an enum from a string with escapes or preceded by white space, or from another value.
    #[inline(never)]
    fn unusual_open_enum(&mut self, place: &mut dyn OpenEnum, values: &[Literal]) -> Decoded {
        if self.scanner.peek() == Some(b'"') {
            let start = self.scanner.offset();
            let content = self.scanner.string()?;
            match position(values, &content) {
                Some(index) => place.set(Ok(index)),
                None => self.unlisted(place, &content, start),
            }
            return Ok(());
        }
        let is_text = |value: &Literal| matches!(value, Literal::Text(_));
        if values.iter().all(is_text) {
            return Err(self.mismatch(expected::TEXT));
        }
        self.mixed_open_enum(place, values)
    }

    /// Keeps a string that an enum does not list.
    #[cold]
    fn unlisted(&mut self, place: &mut dyn OpenEnum, content: &str, start: usize) {
        self.fit.violations += 1;
        self.notes.push(start, What::Unlisted, LISTED);
        place.set(Err(Unrecognized::text(content)));
    }

    /// Decodes an enum that does not only list strings from a value other than a string.
    fn mixed_open_enum(&mut self, place: &mut dyn OpenEnum, values: &[Literal]) -> Decoded {
        let kind = self.scanner.kind()?;
        if matches!(kind, Kind::List | Kind::Object) {
            return Err(self.mismatch("a string, a number, true, false or null"));
        }
        let start = self.scanner.offset();
        let text = self.scanner.raw()?;
        if let Some(index) = values.iter().position(|value| value.is_scalar(text)) {
            place.set(Ok(index));
            return Ok(());
        }
        if kind == Kind::Null {
            return Err(DecodeError::mismatch("a string, a number, true or false", kind.described(), start));
        }
        self.fit.violations += 1;
        self.notes.push(start, What::Unlisted, LISTED);
        place.set(Err(Unrecognized::scalar(Json::trusted(text))));
        Ok(())
    }
}

/// Returns the position of a string among the values of an enum.
#[inline]
fn position(values: &[Literal], content: &str) -> Option<usize> {
    values.iter().position(|value| matches!(value, Literal::Text(text) if is_same(text, content)))
}

fn misfit(expected: &'static str, number: Number<'_>, start: usize) -> DecodeError {
    let found = if number.is_integer { "an integer that does not fit" } else { "a number that does not fit" };
    DecodeError::mismatch(expected, found, start)
}
