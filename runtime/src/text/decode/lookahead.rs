//! Looks ahead in a text before it is decoded. Builds and keeps nothing.

use super::decoder::Decoder;
use crate::syntax::kind::Kind;
use crate::syntax::scan::{Next, Scanned, Scanner, is_same};
use crate::wire::literal::Literal;

/// The verdict of a probe.
pub(crate) enum Verdict {
    /// The position of a variant.
    Variant(usize),
    /// No variant fits.
    Unlisted,
    /// The next probe decides.
    Undecided,
}

impl Decoder<'_> {
    /// Applies [`Probe::Tag`](crate::Probe::Tag). A null tag does not count.
    pub(crate) fn tag(&mut self, path: &[&str], values: &[(Literal, usize)]) -> Scanned<Verdict> {
        let mut scanner = self.scanner;
        let mut passed = 0;
        for key in path {
            if !find(&mut scanner, key, &mut passed)? {
                return Ok(Verdict::Undecided);
            }
        }
        if path.is_empty() {
            return constant(scanner, values);
        }
        self.tags.learn(passed);
        by_value(scanner, values)
    }

    /// Like [`tag`](Decoder::tag), but uses the last of duplicate properties instead of the first.
    #[cold]
    pub(crate) fn last_tag(&self, path: &[&str], values: &[(Literal, usize)]) -> Scanned<Verdict> {
        let mut scanner = self.scanner;
        for key in path {
            let (mut ahead, mut last) = (scanner, None);
            if ahead.peek() != Some(b'{') {
                return Ok(Verdict::Undecided);
            }
            ahead.enter()?;
            let mut next = ahead.first_member();
            while next == Next::More {
                if ahead.is_key(key)? {
                    last = Some(ahead);
                }
                ahead.pass()?;
                next = ahead.next_member()?;
            }
            let Some(last) = last else { return Ok(Verdict::Undecided) };
            scanner = last;
        }
        by_value(scanner, values)
    }

    /// Applies [`Probe::Also`](crate::Probe::Also).
    pub(crate) fn also(&mut self, path: &[&str], values: &[(Literal, usize)]) -> Scanned<Option<usize>> {
        Ok(match self.tag(path, values)? {
            Verdict::Variant(variant) => Some(variant),
            Verdict::Unlisted | Verdict::Undecided => None,
        })
    }

    /// Applies [`Probe::Kinds`](crate::Probe::Kinds). An integer is also a number.
    pub(crate) fn kinds(&self, kinds: &[(Kind, usize)]) -> Scanned<Verdict> {
        let mut scanner = self.scanner;
        let kind = scanner.kind()?;
        if kind == Kind::Integer && scanner.is_before("-0") && tells_integers(kinds) {
            // Negative zero, which Rust's integers do not have.
            return Ok(Verdict::Unlisted);
        }
        Ok(by_kind(kind, kinds))
    }

    /// Applies [`Probe::Elements`](crate::Probe::Elements).
    pub(crate) fn elements(&self, kinds: &[(Kind, usize)]) -> Scanned<Verdict> {
        let mut scanner = self.scanner;
        if scanner.peek() != Some(b'[') {
            return Ok(Verdict::Undecided);
        }
        scanner.enter()?;
        match scanner.first_element() {
            Next::More => Ok(by_kind(scanner.kind()?, kinds)),
            Next::End => Ok(Verdict::Undecided),
        }
    }

    /// Applies [`Probe::Keys`](crate::Probe::Keys), in one pass over the text for all paths.
    pub(crate) fn keys(&self, paths: &[(&[&str], usize)]) -> Scanned<Verdict> {
        let mut scanner = self.scanner;
        let mut best = paths.len();
        find_first(&mut scanner, paths, &[], &mut best)?;
        Ok(paths.get(best).map_or(Verdict::Undecided, |(_, variant)| Verdict::Variant(*variant)))
    }
}

fn by_value(mut scanner: Scanner<'_>, values: &[(Literal, usize)]) -> Scanned<Verdict> {
    let is_text = scanner.peek() == Some(b'"');
    let listed = if is_text {
        let content = scanner.string()?;
        values.iter().find(|(value, _)| matches!(value, Literal::Text(text) if is_same(text, &content)))
    } else {
        let raw = scanner.raw()?;
        let listed = values.iter().find(|(value, _)| value.is_scalar(raw));
        if listed.is_none() && raw == "null" {
            return Ok(Verdict::Undecided);
        }
        listed
    };
    Ok(listed.map_or(Verdict::Unlisted, |(_, variant)| Verdict::Variant(*variant)))
}

/// Returns the variant of a scalar constant. Objects and arrays never match.
fn constant(mut scanner: Scanner<'_>, values: &[(Literal, usize)]) -> Scanned<Verdict> {
    let listed = match scanner.peek() {
        Some(b'{' | b'[') => None,
        Some(b'"') => {
            let content = scanner.string()?;
            values.iter().find(|(value, _)| matches!(value, Literal::Text(text) if is_same(text, &content)))
        }
        _ => {
            let raw = scanner.raw()?;
            values.iter().find(|(value, _)| value.is_scalar(raw))
        }
    };
    Ok(listed.map_or(Verdict::Undecided, |(_, variant)| Verdict::Variant(*variant)))
}

/// Whether a variant accepts only integers.
#[cold]
fn tells_integers(kinds: &[(Kind, usize)]) -> bool {
    let of = |kind: Kind| kinds.iter().find(|(listed, _)| *listed == kind).map(|(_, variant)| *variant);
    of(Kind::Integer).is_some_and(|integer| of(Kind::Fraction) != Some(integer))
}

fn by_kind(kind: Kind, kinds: &[(Kind, usize)]) -> Verdict {
    let listed = |kind| kinds.iter().find(|(listed, _)| *listed == kind);
    let found = match kind {
        Kind::Integer => listed(kind).or_else(|| listed(Kind::Fraction)),
        _ => listed(kind),
    };
    found.map_or(Verdict::Undecided, |(_, variant)| Verdict::Variant(*variant))
}

/// Moves to the value of the first property with this name and counts the properties before it. Returns `false` if there is none.
fn find(scanner: &mut Scanner<'_>, key: &str, passed: &mut usize) -> Scanned<bool> {
    if scanner.peek() != Some(b'{') {
        return Ok(false);
    }
    scanner.enter()?;
    let mut next = scanner.first_member();
    while next == Next::More {
        if scanner.is_key(key)? {
            return Ok(true);
        }
        *passed += 1;
        scanner.pass()?;
        next = scanner.next_member()?;
    }
    Ok(false)
}

/// Lowers `best` to the position of the first path that exists below `prefix`. Stops when no better one is possible. The recursion is as
/// deep as the longest path.
fn find_first(scanner: &mut Scanner<'_>, paths: &[(&[&str], usize)], prefix: &[&str], best: &mut usize) -> Scanned<()> {
    if scanner.peek() != Some(b'{') {
        return scanner.pass();
    }
    scanner.enter()?;
    let mut next = scanner.first_member();
    while next == Next::More {
        let key = scanner.key()?;
        let mut longer = None;
        for (position, (path, _)) in paths.iter().enumerate().take(*best) {
            let Some((last, rest)) = path.strip_prefix(prefix).and_then(<[&str]>::split_first) else {
                continue;
            };
            if !is_same(last, &key) {
                continue;
            }
            if rest.is_empty() {
                *best = position;
                break;
            }
            longer = longer.or_else(|| path.get(..=prefix.len()));
        }
        if *best == 0 {
            return Ok(());
        }
        match longer {
            Some(longer) => find_first(scanner, paths, longer, best)?,
            None => scanner.pass()?,
        }
        if *best == 0 {
            return Ok(());
        }
        next = scanner.next_member()?;
    }
    Ok(())
}
