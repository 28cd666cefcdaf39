//! Decodes unions.

use super::decoder::{Decoded, Decoder, Policy, Role, Watch};
use super::fit::Fit;
use super::lookahead::Verdict;
use crate::syntax::error::DecodeError;
use crate::syntax::scan::Scanner;
use crate::text::deviation::What;
use crate::value::json::Json;
use crate::value::unknown::Unmatched;
use crate::wire::literal::Literal;
use crate::wire::plan::{Plan, Probe};
use crate::wire::{Incoming, Slot, UnionPlace};

/// The start of a value, to return to.
#[derive(Clone, Copy)]
pub(crate) struct Start<'t> {
    pub(crate) scanner: Scanner<'t>,
    fit: Fit,
}

impl<'t> Decoder<'t> {
    #[inline(never)]
    pub(crate) fn union(&mut self, plan: &'static Plan, place: &mut dyn UnionPlace, role: Role) -> Decoded {
        self.scanner.peek();
        let start = Start { scanner: self.scanner, fit: self.fit };
        let mut reason = None;
        // The variants that were tried, and the best of them if it violates the description.
        let (mut tried, mut doubtful) = (&[][..], None);
        for probe in plan.probes {
            let verdict = match probe {
                Probe::Tag { path, values } => match self.guess(path, values) {
                    Some(guess) if self.is_right(guess, place, start, inner(role)) => return Ok(()),
                    _ => match self.tag(path, values) {
                        Ok(Verdict::Variant(variant)) => {
                            return self.tagged(plan, place, (path, values, variant), start, role);
                        }
                        verdict => verdict,
                    },
                },
                // Handled with the verdict `Unlisted`.
                Probe::Also { .. } => Ok(Verdict::Undecided),
                Probe::Kinds(kinds) => self.kinds(kinds),
                Probe::Elements(kinds) => self.elements(kinds),
                Probe::Keys(paths) => self.keys(paths),
                Probe::Otherwise(variant) => Ok(Verdict::Variant(*variant)),
                Probe::Trial(variants) => match self.trial(place, variants, start)? {
                    Tried::Fits => return Ok(()),
                    Tried::Doubtful(variant) => {
                        doubtful = doubtful.or(Some(variant));
                        Ok(Verdict::Undecided)
                    }
                    Tried::Fails(error) => {
                        tried = variants;
                        reason = reason.or(error);
                        Ok(Verdict::Undecided)
                    }
                },
            };
            match verdict {
                Ok(Verdict::Variant(variant)) => return self.decided(plan, place, variant, start, role),
                Ok(Verdict::Unlisted) => match (self.other_name(plan)?, otherwise(plan)) {
                    // The alternative tag differs from the constant, which is intended here.
                    (Some(variant), _) => {
                        let inside = if role == Role::Trial { Role::Trial } else { Role::Plain };
                        return self.decided_as(plan, place, (variant, inside), start, role);
                    }
                    (None, Some(variant)) => return self.decided(plan, place, variant, start, role),
                    (None, None) => break,
                },
                Ok(Verdict::Undecided) => {}
                Err(error) if error.is_fatal() => return self.stopped(error, start),
                Err(error) => {
                    reason = Some(error);
                    break;
                }
            }
        }
        match doubtful {
            Some(variant) => self.decided(plan, place, variant, start, role),
            None => self.undecided(plan, place, (tried, start), reason, role),
        }
    }

    /// Decodes a value that matches none of the tried variants, if any were tried: as the nearest one, or as unknown.
    fn undecided(
        &mut self,
        plan: &'static Plan,
        place: &mut dyn UnionPlace,
        (tried, start): (&[usize], Start<'t>),
        reason: Option<DecodeError>,
        role: Role,
    ) -> Decoded {
        let may_differ = !tried.is_empty() && self.policy == Policy::Lenient && role != Role::Trial;
        let nearest = if may_differ { self.nearest(place, tried, start)? } else { None };
        match nearest {
            Some(variant) => self.decided(plan, place, variant, start, role),
            None => self.unmatched(plan, place, start, reason, role),
        }
    }

    /// Returns the first error of a value, after an error stopped a lookahead, which may have missed earlier ones.
    #[cold]
    fn stopped(&mut self, error: DecodeError, start: Start<'t>) -> Decoded {
        self.back(start);
        self.scanner.skip().and(Err(error))
    }

    /// Decodes the variant that the first tag names. If the tag occurs more than once, the last one counts, as for every property, because
    /// the variant holds and writes back that one. The text is scanned again only in that case, or if decoding the variant failed and so
    /// may not have reached a later tag.
    fn tagged(
        &mut self,
        plan: &'static Plan,
        place: &mut dyn UnionPlace,
        (path, values, variant): (&'static [&'static str], &'static [(Literal, usize)], usize),
        start: Start<'t>,
        role: Role,
    ) -> Decoded {
        let outer = std::mem::replace(&mut self.watch, Watch { path, unknown: 0, repeats: 0 });
        self.back(start);
        let result = self.variant(place, variant, inner(role));
        let watch = std::mem::replace(&mut self.watch, outer);
        match &result {
            Ok(()) if watch.repeats == 0 && watch.unknown < 2 => return result,
            Err(error) if error.is_fatal() => return result,
            _ => {}
        }
        let end = Start { scanner: self.scanner, fit: self.fit };
        let notes = std::mem::take(&mut self.notes);
        self.back(start);
        let last = self.last_tag(path, values);
        self.notes = notes;
        let last = match last {
            Err(error) if error.is_fatal() => return self.stopped(error, start),
            last => last?,
        };
        match (last, result) {
            (Verdict::Variant(last), Ok(())) if last == variant => {
                // Not `back`, which would remove the last notes.
                (self.scanner, self.fit) = (end.scanner, end.fit);
                Ok(())
            }
            (Verdict::Variant(last), Err(error)) if last == variant => {
                self.unmatched(plan, place, start, Some(error), role)
            }
            (Verdict::Variant(last), _) => self.decided(plan, place, last, start, role),
            (Verdict::Unlisted | Verdict::Undecided, _) => match otherwise(plan) {
                Some(variant) => self.decided(plan, place, variant, start, role),
                None => self.unmatched(plan, place, start, None, role),
            },
        }
    }

    /// Returns the variant of an alternative tag value.
    #[inline(never)]
    fn other_name(&mut self, plan: &Plan) -> Result<Option<usize>, DecodeError> {
        for probe in plan.probes {
            if let Probe::Also { path, values } = probe {
                return self.also(path, values);
            }
        }
        Ok(None)
    }

    fn decided(
        &mut self,
        plan: &'static Plan,
        place: &mut dyn UnionPlace,
        variant: usize,
        start: Start<'t>,
        role: Role,
    ) -> Decoded {
        self.decided_as(plan, place, (variant, inner(role)), start, role)
    }

    /// Decodes the value as a variant. `inside` is the role of its content.
    fn decided_as(
        &mut self,
        plan: &'static Plan,
        place: &mut dyn UnionPlace,
        (variant, inside): (usize, Role),
        start: Start<'t>,
        role: Role,
    ) -> Decoded {
        self.back(start);
        match self.variant(place, variant, inside) {
            Err(error) if !error.is_fatal() => self.unmatched(plan, place, start, Some(error), role),
            result => result,
        }
    }

    fn variant(&mut self, place: &mut dyn UnionPlace, variant: usize, role: Role) -> Decoded {
        let incoming = self.scanner.incoming();
        match &mut place.choose(Ok(variant), incoming) {
            // A constant, which was compared when the variant was chosen.
            Slot::Settled => self.scanner.skip().map(drop),
            inside => self.value(inside, role),
        }
    }

    pub(crate) fn back(&mut self, start: Start<'t>) {
        self.scanner = start.scanner;
        self.fit = start.fit;
        self.notes.forget_since(start.scanner.offset());
    }

    /// Keeps the text of a value that matches no variant.
    fn unmatched(
        &mut self,
        plan: &'static Plan,
        place: &mut dyn UnionPlace,
        start: Start<'t>,
        reason: Option<DecodeError>,
        role: Role,
    ) -> Decoded {
        self.back(start);
        let text = self.scanner.raw()?;
        let offset = start.scanner.offset();
        if role == Role::Trial {
            let expected = plan.name;
            return Err(reason.unwrap_or_else(|| DecodeError::mismatch(expected, "another value", offset)));
        }
        self.fit.violations += 1;
        self.notes.push(offset, What::Other, format!("a variant of {}", plan.name));
        let reason = reason.map(|error| error.located(text, offset));
        place.choose(Err(Unmatched::new(Json::trusted(text), reason, plan.tag())), Incoming::Nothing);
        Ok(())
    }

    /// Tries the variants in order until one fits perfectly; otherwise uses the best one.
    fn trial(
        &mut self,
        place: &mut dyn UnionPlace,
        variants: &[usize],
        start: Start<'t>,
    ) -> Result<Tried, DecodeError> {
        let mut best: Option<(usize, Fit)> = None;
        let mut current = None;
        let mut reason = None;
        for &variant in variants {
            if self.allowance == 0 {
                break;
            }
            match self.attempt(place, variant, start, Policy::Strict) {
                Ok(()) => {
                    let fit = self.fit.since(start.fit);
                    if best.is_none_or(|(_, least)| fit < least) {
                        best = Some((variant, fit));
                    }
                    current = Some(variant);
                    if fit.is_perfect() {
                        break;
                    }
                }
                Err(error) if error.is_fatal() => return Err(error),
                Err(error) => {
                    current = None;
                    reason = reason.or(Some(error));
                }
            }
        }
        match best {
            Some((variant, fit)) if fit.violations > 0 => Ok(Tried::Doubtful(variant)),
            Some((variant, _)) if current == Some(variant) => Ok(Tried::Fits),
            Some((variant, _)) => match self.attempt(place, variant, start, Policy::Strict) {
                Ok(()) => Ok(Tried::Fits),
                // A nested value used up the allowance.
                Err(error) if !error.is_fatal() => Ok(Tried::Fails(Some(error))),
                Err(error) => Err(error),
            },
            None => Ok(Tried::Fails(reason)),
        }
    }

    /// Returns the nearest variant of a value that matches none strictly: the one with the fewest violations and the fewest unknown
    /// properties. `None` if another variant is better in either, or equal in both, because then the choice is ambiguous.
    #[cold]
    #[inline(never)]
    fn nearest(
        &mut self,
        place: &mut dyn UnionPlace,
        variants: &[usize],
        start: Start<'t>,
    ) -> Result<Option<usize>, DecodeError> {
        let mut fits = Vec::new();
        for &variant in variants {
            if self.allowance == 0 {
                return Ok(None);
            }
            match self.attempt(place, variant, start, Policy::Lenient) {
                Ok(()) => fits.push((variant, self.fit.since(start.fit))),
                Err(error) if error.is_fatal() => return Err(error),
                Err(_) => {}
            }
        }
        let best =
            |(variant, fit): &&(usize, Fit)| fits.iter().all(|(other, than)| other == variant || fit.is_nearer(*than));
        Ok(fits.iter().find(best).map(|(variant, _)| *variant))
    }

    fn attempt(&mut self, place: &mut dyn UnionPlace, variant: usize, start: Start<'t>, policy: Policy) -> Decoded {
        self.back(start);
        let outer = std::mem::replace(&mut self.policy, policy);
        let result = self.variant(place, variant, Role::Trial);
        self.policy = outer;
        let used = self.scanner.offset().saturating_sub(start.scanner.offset()).max(1);
        self.allowance = self.allowance.saturating_sub(used);
        result
    }
}

/// Returns the role of the content of a chosen variant.
fn inner(role: Role) -> Role {
    if role == Role::Trial { Role::Trial } else { Role::Variant }
}

/// Returns the variant for values without a known tag.
fn otherwise(plan: &Plan) -> Option<usize> {
    plan.probes.iter().find_map(|probe| match probe {
        Probe::Otherwise(variant) => Some(*variant),
        _ => None,
    })
}

/// The outcome of trying variants.
enum Tried {
    Fits,
    /// The best variant, although the value violates the description.
    Doubtful(usize),
    /// No variant fits. Contains the error of the first one that failed.
    Fails(Option<DecodeError>),
}
