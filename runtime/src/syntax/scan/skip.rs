//! Skips a value without decoding it.

use super::plain::plain_len;
use super::{MAX_DEPTH, Next, Scanned, Scanner};

/// The kinds of the open arrays and objects, one bit each, so that skipping needs no recursion.
#[derive(Default)]
struct Open {
    objects: u128,
    count: usize,
}

const _: () = assert!(MAX_DEPTH <= u128::BITS as usize);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    List,
    Object,
}

impl Open {
    fn push(&mut self, bracket: Bracket) {
        self.objects = (self.objects << 1) | u128::from(bracket == Bracket::Object);
        self.count += 1;
    }

    fn pop(&mut self) {
        self.objects >>= 1;
        self.count -= 1;
    }

    fn top(&self) -> Option<Bracket> {
        match (self.count, self.objects & 1) {
            (0, _) => None,
            (_, 0) => Some(Bracket::List),
            _ => Some(Bracket::Object),
        }
    }
}

impl<'t> Scanner<'t> {
    /// Skips a value.
    ///
    /// # Errors
    /// If it is not JSON, or nested too deeply.
    pub(crate) fn skip(&mut self) -> Scanned<()> {
        let mut open = Open::default();
        loop {
            let opened = self.skip_start(&mut open)?;
            if opened {
                continue;
            }
            // A value ended: continue with the next one, or close containers.
            loop {
                let next = match open.top() {
                    None => return Ok(()),
                    Some(Bracket::List) => self.next_element()?,
                    Some(Bracket::Object) => self.next_member()?,
                };
                if next == Next::End {
                    open.pop();
                    continue;
                }
                if open.top() == Some(Bracket::Object) {
                    self.skip_key()?;
                }
                break;
            }
        }
    }

    /// Skips a scalar, an empty container, or the start of a non-empty one; returns `true` for the latter.
    fn skip_start(&mut self, open: &mut Open) -> Scanned<bool> {
        match self.peek() {
            Some(b'"') => self.skip_string()?,
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
            }
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'n') => self.word("null")?,
            Some(b'[') => {
                self.enter()?;
                if self.first_element() == Next::More {
                    open.push(Bracket::List);
                    return Ok(true);
                }
            }
            Some(b'{') => {
                self.enter()?;
                if self.first_member() == Next::More {
                    open.push(Bracket::Object);
                    self.skip_key()?;
                    return Ok(true);
                }
            }
            _ => return Err(self.unexpected("a JSON value")),
        }
        Ok(false)
    }

    /// Skips a value that will be read again: only finds its end, and leaves errors inside to the later reading.
    ///
    /// # Errors
    /// If it does not end.
    pub(crate) fn pass(&mut self) -> Scanned<()> {
        let mut open = 0_usize;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.pass_string()?;
                    // Most strings are followed by one of these.
                    if open > 0 && matches!(self.byte(), Some(b',' | b':')) {
                        self.at += 1;
                        continue;
                    }
                }
                Some(b'[' | b'{') => {
                    self.at += 1;
                    open += 1;
                    continue;
                }
                Some(b']' | b'}') if open > 0 => {
                    self.at += 1;
                    open -= 1;
                }
                Some(b',' | b':') if open > 0 => {
                    self.at += 1;
                    continue;
                }
                Some(_) => self.pass_word()?,
                None => return Err(self.unexpected("a JSON value")),
            }
            if open == 0 {
                return Ok(());
            }
        }
    }

    fn pass_string(&mut self) -> Scanned<()> {
        self.at += 1;
        loop {
            self.at += plain_len(self.rest());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
                None => return Err(self.unexpected("the end of the string")),
            }
        }
    }

    /// Skips a number, `true`, `false` or `null`.
    fn pass_word(&mut self) -> Scanned<()> {
        let is_end = |byte: &u8| matches!(byte, 0..=b' ' | b'"' | b',' | b':' | b'[' | b']' | b'{' | b'}');
        let rest = self.rest();
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        if length == 0 {
            return Err(self.unexpected("a JSON value"));
        }
        self.at += length;
        Ok(())
    }

    fn skip_key(&mut self) -> Scanned<()> {
        self.key_start()?;
        self.skip_string()?;
        self.colon()
    }

    /// Consumes a key and its colon, and returns the key as written, in quotes.
    pub(crate) fn raw_key(&mut self) -> Scanned<&'t str> {
        self.key_start()?;
        let start = self.offset();
        self.skip_string()?;
        let written = self.since(start);
        self.colon()?;
        Ok(written)
    }

    /// Skips a value and returns its text.
    pub(crate) fn raw(&mut self) -> Scanned<&'t str> {
        self.peek();
        let start = self.offset();
        self.skip()?;
        Ok(self.since(start))
    }
}
