//! Makes texts that match a regular expression.

use super::random::Random;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// The number of repetitions beyond those that a pattern requires, at first. Longer texts are tried later.
const MORE: usize = 6;
/// The maximum length of a text, in characters.
const LONGEST: usize = 10_000;
/// The number of texts that are tried, and after how many the repetitions double.
const TRIED: u32 = 64;
const DOUBLED: u32 = 8;

/// Makes a text that matches a pattern and has a length within bounds, in characters; `None` if none is found, or if the pattern has
/// something that only JavaScript has, such as lookahead.
pub(super) fn matching(pattern: &str, (least, most): (usize, usize), random: &mut Random) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new().nest_limit(100).build().parse(pattern).ok()?;
    // What looks around inside of a text may contradict the letters that were chosen.
    let looks = hir.properties().look_set();
    let is_anchored = looks.iter().all(|look| matches!(look, Look::Start | Look::End));
    let check = if is_anchored { None } else { Some(regex::Regex::new(pattern).ok()?) };
    for attempt in 0..TRIED {
        let mut text = String::new();
        write(&hir, MORE << (attempt / DOUBLED), random, &mut text)?;
        let is_match = check.as_ref().is_none_or(|check| check.is_match(&text));
        if is_match && (least..=most).contains(&text.chars().count()) {
            return Some(text);
        }
    }
    None
}

fn write(hir: &Hir, more: usize, random: &mut Random, text: &mut String) -> Option<()> {
    match hir.kind() {
        // Anchors: what is made has nothing around it.
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(letter(class, random)?),
        HirKind::Capture(capture) => write(&capture.sub, more, random, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, more, random, text))?,
        HirKind::Alternation(parts) => write(parts.get(random.below(parts.len()))?, more, random, text)?,
        HirKind::Repetition(repetition) => {
            let least = repetition.min as usize;
            let most = repetition.max.map_or(least + more, |most| (most as usize).min(least + more));
            // An open end is rarely meant to be empty.
            let first = if least == 0 && repetition.max.is_none() { 1 } else { least };
            let count = first + random.below(most.saturating_sub(first) + 1);
            for _ in 0..count {
                write(&repetition.sub, more, random, text)?;
                if text.len() > LONGEST {
                    return None;
                }
            }
        }
    }
    Some(())
}

/// A letter of a class: a plain one if there is one.
fn letter(class: &Class, random: &mut Random) -> Option<char> {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ";
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let plain = PLAIN.chars().filter(|letter| ranges.iter().any(|(low, high)| (low..=high).contains(&letter)));
    let plain: Vec<char> = plain.collect();
    match plain.get(random.below(plain.len())) {
        Some(letter) => Some(*letter),
        None => ranges.get(random.below(ranges.len())).map(|(low, _)| *low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_patterns() {
        for pattern in [
            "^[a-z]{3}-\\d+$",
            "^(cus|acct)_[A-Za-z0-9]{24}$",
            "^\\w+@\\w+\\.com$",
            "a|b",
            "^[^a-z]$",
            "x*",
            "^\\p{Greek}$",
            "^(a|bb)\\b[-a].$",
        ] {
            let is_match = regex::Regex::new(pattern).expect("a pattern");
            for seed in 0..20 {
                let text = matching(pattern, (0, 100), &mut Random::from(seed)).expect("a text");
                assert!(is_match.is_match(&text), "{pattern} {text:?}");
            }
        }
        let long = matching("^[a-z]+(-[a-z]+)*$", (40, 400), &mut Random::from(1)).expect("a text");
        assert!((40..=400).contains(&long.len()), "{long}");
        for pattern in ["^(?=a)b", "(", "(a{1000}){1000}"] {
            assert_eq!(matching(pattern, (0, 100_000), &mut Random::from(1)), None, "{pattern}");
        }
    }
}
