//! Values of one of several types.

use super::lookahead::Verdict;
use super::{Decoded, Decoder, Role};
use crate::scan::Scanner;
use crate::{DecodeError, Json, Probe, Union, Unmatched};

/// Where a value starts, to come back to.
#[derive(Clone, Copy)]
struct Start<'t> {
    scanner: Scanner<'t>,
    misfits: usize,
}

impl<'t> Decoder<'t> {
    pub(super) fn union(&mut self, place: &mut dyn Union, role: Role) -> Decoded {
        self.scanner.peek();
        let start = Start { scanner: self.scanner, misfits: self.misfits };
        let mut reason = None;
        for probe in place.plan().probes {
            let verdict = match probe {
                Probe::Tag { path, values } => self.tag(path, values),
                Probe::Kinds(kinds) => self.kinds(kinds),
                Probe::Keys(paths) => self.keys(paths),
                Probe::Trial(variants) => match self.trial(place, variants, start)? {
                    Tried::Fits => return Ok(()),
                    Tried::Fails(error) => {
                        reason = reason.or(error);
                        Ok(Verdict::Undecided)
                    }
                },
            };
            match verdict {
                Ok(Verdict::Variant(variant)) => {
                    let inner = if role == Role::Trial { Role::Trial } else { Role::Variant };
                    return match self.variant(place, variant, inner) {
                        Err(error) if !error.is_fatal() => self.unmatched(place, start, Some(error), role),
                        result => result,
                    };
                }
                Ok(Verdict::Unlisted) => break,
                Ok(Verdict::Undecided) => {}
                Err(error) if error.is_fatal() => return Err(error),
                Err(error) => {
                    reason = Some(error);
                    break;
                }
            }
        }
        self.unmatched(place, start, reason, role)
    }

    fn variant(&mut self, place: &mut dyn Union, variant: usize, role: Role) -> Decoded {
        match place.choose(variant) {
            Some(inside) => self.value(inside.slot(), role),
            None => Err(DecodeError::mismatch("a variant of the union", "another", self.scanner.offset())),
        }
    }

    fn back(&mut self, start: Start<'t>) {
        self.scanner = start.scanner;
        self.misfits = start.misfits;
    }

    /// Keeps the text of a value that fits no variant.
    fn unmatched(
        &mut self,
        place: &mut dyn Union,
        start: Start<'t>,
        reason: Option<DecodeError>,
        role: Role,
    ) -> Decoded {
        self.back(start);
        let text = self.scanner.raw()?;
        let offset = start.scanner.offset();
        if role == Role::Trial {
            let expected = place.plan().name;
            return Err(reason.unwrap_or_else(|| DecodeError::mismatch(expected, "another value", offset)));
        }
        self.misfits += 1;
        let reason = reason.map(|error| error.located(text, offset));
        place.unmatched(Unmatched::new(Json::trusted(text), reason));
        Ok(())
    }

    /// Decodes the variants one after the other until one leaves nothing over, else takes the one that leaves least.
    fn trial(&mut self, place: &mut dyn Union, variants: &[usize], start: Start<'t>) -> Result<Tried, DecodeError> {
        let mut best: Option<(usize, usize)> = None;
        let mut current = None;
        let mut reason = None;
        for &variant in variants {
            if self.allowance == 0 {
                break;
            }
            match self.attempt(place, variant, start) {
                Ok(()) => {
                    let left = self.misfits - start.misfits;
                    if best.is_none_or(|(_, least)| left < least) {
                        best = Some((variant, left));
                    }
                    if left == 0 {
                        return Ok(Tried::Fits);
                    }
                    current = Some(variant);
                }
                Err(error) if error.is_fatal() => return Err(error),
                Err(error) => {
                    current = None;
                    reason = reason.or(Some(error));
                }
            }
        }
        match best {
            Some((variant, _)) if current == Some(variant) => Ok(Tried::Fits),
            Some((variant, _)) => match self.attempt(place, variant, start) {
                Ok(()) => Ok(Tried::Fits),
                // The allowance ran out below.
                Err(error) if !error.is_fatal() => Ok(Tried::Fails(Some(error))),
                Err(error) => Err(error),
            },
            None => Ok(Tried::Fails(reason)),
        }
    }

    fn attempt(&mut self, place: &mut dyn Union, variant: usize, start: Start<'t>) -> Decoded {
        self.back(start);
        let result = self.variant(place, variant, Role::Trial);
        let used = self.scanner.offset().saturating_sub(start.scanner.offset()).max(1);
        self.allowance = self.allowance.saturating_sub(used);
        result
    }
}

/// What came of trying.
enum Tried {
    Fits,
    /// With the error of the first variant.
    Fails(Option<DecodeError>),
}
