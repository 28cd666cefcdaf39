//! Passing a value without decoding it.

use super::{MAX_DEPTH, Next, Scanned, Scanner};

/// Which of the arrays and objects that are open is which: one bit each, so that skipping needs no recursion.
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
    /// Passes a value.
    ///
    /// # Errors
    /// When it is not JSON, or nested too deeply.
    pub(crate) fn skip(&mut self) -> Scanned<()> {
        let mut open = Open::default();
        loop {
            let opened = self.skip_start(&mut open)?;
            if opened {
                continue;
            }
            // A value ended: go on with the next one, or close what ends here.
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

    /// Passes a scalar, an empty array or object, or the start of one that is not empty: then gives `true`.
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

    fn skip_key(&mut self) -> Scanned<()> {
        self.key_start()?;
        self.skip_string()?;
        self.colon()
    }

    /// Passes a key and its colon, and gives the key as it is written, in quotes.
    pub(crate) fn raw_key(&mut self) -> Scanned<&'t str> {
        self.key_start()?;
        let start = self.offset();
        self.skip_string()?;
        let written = self.since(start);
        self.colon()?;
        Ok(written)
    }

    /// Passes a value and gives its text.
    pub(crate) fn raw(&mut self) -> Scanned<&'t str> {
        self.peek();
        let start = self.offset();
        self.skip()?;
        Ok(self.since(start))
    }
}
