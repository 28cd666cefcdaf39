//! Arrays, and objects whose keys are data.

use super::decoder::{Decoded, Decoder, Role};
use crate::syntax::error::DecodeError;
use crate::syntax::scan::Next;
use crate::wire::{Incoming, ListPlace, MapPlace, ScalarsPlace, Slot};

impl Decoder<'_> {
    #[inline(never)]
    pub(crate) fn list(&mut self, place: &mut dyn ListPlace) -> Decoded {
        self.list_of(place, |decoder, element| decoder.value(element, Role::Plain))
    }

    /// Decodes an array whose elements `decode` reads. Inlined, so that the usual elements cost no call.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call would be added for each element")]
    pub(super) fn list_of(
        &mut self,
        place: &mut dyn ListPlace,
        mut decode: impl FnMut(&mut Self, &mut Slot<'_>) -> Decoded,
    ) -> Decoded {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        let start = self.scanner.offset();
        self.scanner.enter()?;
        let mut count = 0;
        let mut next = self.scanner.first_element();
        while next == Next::More {
            let incoming = self.scanner.incoming();
            match &mut place.grow(count, incoming) {
                Some(element) => decode(self, element).map_err(|error| error.under_index(count))?,
                None => return Err(wrong_length(count, "a longer one", start)),
            }
            count += 1;
            next = self.scanner.next_element()?;
        }
        place.end(count).map_err(|length| wrong_length(length, "a shorter one", start))
    }

    /// Decodes an array of strings or numbers. The place takes as many elements at once as it can; others are decoded one by one.
    #[inline(never)]
    pub(crate) fn scalars(&mut self, place: &mut dyn ScalarsPlace) -> Decoded {
        if self.scanner.peek() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        self.scanner.enter()?;
        let mut next = self.scanner.first_element();
        while next == Next::More {
            let taken = place.take(self.scanner.ahead());
            self.scanner.advance(taken);
            if taken == 0 {
                let count = place.taken();
                if let Some(element) = &mut place.grow(count, Incoming::Value) {
                    self.value(element, Role::Plain).map_err(|error| error.under_index(count))?;
                }
            }
            next = self.scanner.next_element()?;
        }
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn map(&mut self, place: &mut dyn MapPlace) -> Decoded {
        self.map_of(place, |decoder, value| decoder.value(value, Role::Plain))
    }

    /// Decodes an object whose values `decode` reads.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call would be added for each entry")]
    pub(super) fn map_of(
        &mut self,
        place: &mut dyn MapPlace,
        mut decode: impl FnMut(&mut Self, &mut Slot<'_>) -> Decoded,
    ) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        self.scanner.enter()?;
        let mut next = self.scanner.first_member();
        while next == Next::More {
            let key = self.scanner.key()?;
            self.entry_of(place, &key, &mut decode)?;
            next = self.scanner.next_member()?;
        }
        Ok(())
    }

    /// Decodes the value of a key whose colon was consumed.
    pub(crate) fn entry(&mut self, place: &mut dyn MapPlace, key: &str) -> Decoded {
        self.entry_of(place, key, &mut |decoder, value| decoder.value(value, Role::Plain))
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "see [`map_of`](Self::map_of)")]
    fn entry_of(
        &mut self,
        place: &mut dyn MapPlace,
        key: &str,
        decode: &mut impl FnMut(&mut Self, &mut Slot<'_>) -> Decoded,
    ) -> Decoded {
        let incoming = self.scanner.incoming();
        let result = match &mut place.entry(key, incoming) {
            Some(value) => decode(self, value),
            None => Err(DecodeError::mismatch("a key of the declared type", "another key", self.scanner.offset())),
        };
        result.map_err(|error| error.under_key(key))
    }
}

#[cold]
fn wrong_length(length: usize, found: &'static str, start: usize) -> DecodeError {
    DecodeError::mismatch(format!("an array of {length}"), found, start)
}
