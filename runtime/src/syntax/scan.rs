//! A strict scanner over JSON text (RFC 8259). It finds where values start and end, without building them.

mod decimal;
mod digits;
mod escape;
mod float;
mod number;
mod plain;
mod same;
mod search;
mod skip;
mod string;

pub(crate) use escape::{push_content, push_escaped};
pub(crate) use number::{Number, hash_number, same_number};
#[cfg(test)]
pub(crate) use plain::is_plain;
pub(crate) use same::{is_same, is_same_bytes};

use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;

/// The maximum nesting of arrays and objects, in decoded and in skipped values. A deeper text is an error, so that no text exhausts the
/// stack.
pub const MAX_DEPTH: usize = 128;

pub(crate) type Scanned<T> = Result<T, DecodeError>;

/// A position in a text.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

/// Whether there is another element or member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    More,
    End,
}

/// The token before a member of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Opening {
    Brace = b'{',
    Comma = b',',
}

impl<'t> Scanner<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub(crate) const fn offset(&self) -> usize {
        self.at
    }

    /// The current depth of arrays and objects.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Goes back to an earlier position at the same depth. Callers keep an offset instead of a copy of the scanner: copying it right after
    /// it moved would stall on store forwarding.
    pub(crate) fn return_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// Goes back out of what was not read to its end, to where a value begins.
    #[cold]
    pub(crate) fn withdraw(&mut self, offset: usize, depth: usize) {
        (self.at, self.depth) = (offset, depth);
    }

    /// The text from `start` to here.
    pub(crate) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The text from here on.
    pub(crate) fn ahead(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips bytes that were read without the scanner.
    pub(crate) fn advance(&mut self, count: usize) {
        self.at = self.text.len().min(self.at.saturating_add(count));
    }

    #[inline]
    pub(crate) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Whether the rest begins with a text.
    pub(crate) fn is_before(&self, text: &str) -> bool {
        self.rest().starts_with(text.as_bytes())
    }

    /// Whether there is white space here or just before.
    #[inline]
    pub(crate) fn is_at_space(&self) -> bool {
        let is_space = |at: usize| self.text.as_bytes().get(at).is_some_and(|byte| *byte <= b' ');
        is_space(self.at) || is_space(self.at.wrapping_sub(1))
    }

    /// Skips white space and returns the next byte.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.peek_beyond(),
        }
    }

    /// The same if there is white space: one space, or a line break with indentation.
    #[cold]
    #[inline(never)]
    fn peek_beyond(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
            if let Some(eight) = self.rest().first_chunk::<8>() {
                let others = u64::from_le_bytes(*eight) ^ u64::from_ne_bytes([b' '; 8]);
                self.at += (others.trailing_zeros() / 8) as usize;
            }
        }
    }

    #[cold]
    pub(crate) fn unexpected(&self, expected: &'static str) -> DecodeError {
        let found = if self.at >= self.text.len() { "the end of the text" } else { "another character" };
        DecodeError::syntax(expected, found, self.at)
    }

    /// Checks that only white space follows.
    pub(crate) fn finish(&mut self) -> Scanned<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the text")),
        }
    }

    /// The JSON type of the next value, by its first byte; a number is scanned to its end.
    pub(crate) fn kind(&mut self) -> Scanned<Kind> {
        match self.peek() {
            Some(b'"') => Ok(Kind::Text),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::List),
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'-' | b'0'..=b'9') => {
                let mut ahead = *self;
                Ok(if ahead.number()?.is_integer { Kind::Integer } else { Kind::Fraction })
            }
            _ => Err(self.unexpected("a JSON value")),
        }
    }

    /// Consumes `true`, `false` or `null`, whose first byte was peeked.
    pub(crate) fn word(&mut self, word: &'static str) -> Scanned<()> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        Err(self.unexpected(word))
    }

    /// Consumes `null`, if it follows.
    #[inline]
    pub(crate) fn null(&mut self) -> Scanned<bool> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// Consumes the peeked `[` or `{`.
    #[inline]
    pub(crate) fn enter(&mut self) -> Scanned<()> {
        self.descend()?;
        self.at += 1;
        Ok(())
    }

    /// Counts the peeked `[` or `{` without consuming it.
    #[inline]
    pub(crate) fn descend(&mut self) -> Scanned<()> {
        if self.depth >= MAX_DEPTH {
            return Err(DecodeError::depth(self.at));
        }
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) -> Next {
        self.depth -= 1;
        self.at += 1;
        Next::End
    }

    /// After [`enter`](Self::enter) of an array: whether there is a first element.
    #[inline]
    pub(crate) fn first_element(&mut self) -> Next {
        if self.peek() == Some(b']') { self.leave() } else { Next::More }
    }

    /// After an element: whether there is another.
    #[inline]
    pub(crate) fn next_element(&mut self) -> Scanned<Next> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(Next::More)
            }
            Some(b']') => Ok(self.leave()),
            _ => Err(self.unexpected("a comma or the end of the array")),
        }
    }

    /// Consumes a comma, if it follows.
    #[inline]
    pub(crate) fn passes_comma(&mut self) -> bool {
        let is_there = self.peek() == Some(b',');
        self.at += usize::from(is_there);
        is_there
    }

    /// After [`enter`](Self::enter) of an object: whether there is a first member.
    #[inline]
    pub(crate) fn first_member(&mut self) -> Next {
        if self.peek() == Some(b'}') { self.leave() } else { Next::More }
    }

    /// After a member: whether there is another.
    #[inline]
    pub(crate) fn next_member(&mut self) -> Scanned<Next> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(Next::More)
            }
            Some(b'}') => Ok(self.leave()),
            _ => Err(self.unexpected("a comma or the end of the object")),
        }
    }

    /// Consumes the token before a member. Returns whether there is a member.
    #[inline]
    pub(crate) fn member(&mut self, opening: Opening) -> Scanned<Next> {
        match opening {
            Opening::Brace => {
                self.at += 1;
                Ok(self.first_member())
            }
            Opening::Comma => self.next_member(),
        }
    }

    /// Consumes the opening quote of a key.
    #[inline]
    pub(crate) fn key_start(&mut self) -> Scanned<()> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a property name in quotes"));
        }
        Ok(())
    }

    /// Consumes the colon after a key.
    #[inline]
    pub(crate) fn colon(&mut self) -> Scanned<()> {
        if self.peek() != Some(b':') {
            return Err(self.unexpected("a colon"));
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes a key and its colon. Returns whether it is this key.
    #[inline]
    pub(crate) fn is_key(&mut self, key: &str) -> Scanned<bool> {
        self.key_start()?;
        let is_same = match self.plain_string() {
            Some(found) => is_same(found, key),
            None => self.string()? == key,
        };
        self.colon()?;
        Ok(is_same)
    }

    /// Consumes a key and its colon.
    #[inline]
    pub(crate) fn key(&mut self) -> Scanned<std::borrow::Cow<'t, str>> {
        self.key_start()?;
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }
}
