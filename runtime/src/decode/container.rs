//! Arrays, and objects whose keys are data.

use super::{Decoded, Decoder, Role};
use crate::scan::Next;
use crate::{DecodeError, List, Map, Scalars};

impl Decoder<'_> {
    #[inline(never)]
    pub(super) fn list(&mut self, place: &mut dyn List) -> Decoded {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        let start = self.scanner.offset();
        self.scanner.enter()?;
        place.clear();
        let mut count = 0;
        let mut next = self.scanner.first_element();
        while next == Next::More {
            match &mut place.grow(count) {
                Some(element) => self.value(element, Role::Plain).map_err(|error| error.under_index(count))?,
                None => return Err(wrong_length(place.len(), "a longer one", start)),
            }
            count += 1;
            next = self.scanner.next_element()?;
        }
        if count < place.len() {
            return Err(wrong_length(place.len(), "a shorter one", start));
        }
        Ok(())
    }

    /// An array of texts or numbers: it takes as many as it can, and what it leaves is decoded one by one.
    #[inline(never)]
    pub(super) fn scalars(&mut self, place: &mut dyn Scalars) -> Decoded {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        self.scanner.enter()?;
        place.clear();
        let mut next = self.scanner.first_element();
        while next == Next::More {
            let taken = place.take(self.scanner.ahead());
            self.scanner.advance(taken);
            if taken == 0 {
                let count = place.len();
                if let Some(element) = &mut place.grow(count) {
                    self.value(element, Role::Plain).map_err(|error| error.under_index(count))?;
                }
            }
            next = self.scanner.next_element()?;
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn map(&mut self, place: &mut dyn Map) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        self.scanner.enter()?;
        place.clear();
        let mut next = self.scanner.first_member();
        while next == Next::More {
            let key = self.scanner.key()?;
            self.entry(place, &key)?;
            next = self.scanner.next_member()?;
        }
        Ok(())
    }

    /// A value under a key, whose colon was passed.
    pub(super) fn entry(&mut self, place: &mut dyn Map, key: &str) -> Decoded {
        let result = match &mut place.entry(key) {
            Some(value) => self.value(value, Role::Plain),
            None => {
                let error = DecodeError::mismatch("a key of the declared type", "another key", self.scanner.offset());
                return Err(error.under_key(key));
            }
        };
        result.map_err(|error| {
            place.remove(key);
            error.under_key(key)
        })
    }
}

#[cold]
fn wrong_length(length: usize, found: &'static str, start: usize) -> DecodeError {
    DecodeError::mismatch(format!("an array of {length}"), found, start)
}
