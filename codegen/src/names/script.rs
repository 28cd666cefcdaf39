//! Confusable letters: those that a compiler, a file system or a reader can mistake for others.

use deunicode::deunicode_with_tofu;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::{AugmentedScriptSet, is_potential_mixed_script_confusable_char};
use unicode_security::restriction_level::RestrictionLevelDetection;
use unicode_security::{GeneralSecurityProfile, RestrictionLevel};

/// Letters that units and formulas take from other alphabets. Transliteration would not distinguish `µg` from `mg`.
const NAMED: [(&[char], &str); 26] = [
    (&['\u{b5}'], "micro"),
    (&['\u{2126}'], "ohm"),
    (&['α', 'Α'], "alpha"),
    (&['β', 'Β'], "beta"),
    (&['γ', 'Γ'], "gamma"),
    (&['δ', 'Δ'], "delta"),
    (&['ε', 'Ε'], "epsilon"),
    (&['ζ', 'Ζ'], "zeta"),
    (&['η', 'Η'], "eta"),
    (&['θ', 'Θ'], "theta"),
    (&['ι', 'Ι'], "iota"),
    (&['κ', 'Κ'], "kappa"),
    (&['λ', 'Λ'], "lambda"),
    (&['μ', 'Μ'], "mu"),
    (&['ν', 'Ν'], "nu"),
    (&['ξ', 'Ξ'], "xi"),
    (&['ο', 'Ο'], "omicron"),
    (&['π', 'Π'], "pi"),
    (&['ρ', 'Ρ'], "rho"),
    (&['σ', 'ς', 'Σ'], "sigma"),
    (&['τ', 'Τ'], "tau"),
    (&['υ', 'Υ'], "upsilon"),
    (&['φ', 'Φ'], "phi"),
    (&['χ', 'Χ'], "chi"),
    (&['ψ', 'Ψ'], "psi"),
    (&['ω', 'Ω'], "omega"),
];

/// Normalizes a text (NFKC), and spells out units and single letters of formulas.
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_greek = |each: char| matches!(each, '\u{370}'..='\u{3ff}');
    let has_others = text.chars().any(|each| each.is_alphabetic() && !is_greek(each));
    let is_alone = text.chars().filter(|each| each.is_alphabetic()).count() == 1;
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        let is_unit = matches!(each, '\u{b5}' | '\u{2126}');
        let name = NAMED.iter().find(|(letters, _)| letters.contains(&each));
        match name.filter(|_| is_unit || is_alone || has_others && is_greek(each)) {
            Some((_, name)) => out.push_str(&format!(" {name} ")),
            None => out.push(each),
        }
    }
    Cow::Owned(out.nfkc().collect())
}

/// Whether the compiler accepts an identifier without a warning beside any other: each letter is in use, is the
/// canonical one of its confusables, and fits the script of the others.
pub(super) fn is_plain(ident: &str) -> bool {
    if ident.is_ascii() {
        return true;
    }
    let mut scripts: Vec<(AugmentedScriptSet, bool)> = Vec::new();
    for each in ident.chars().filter(|each| !each.is_ascii()) {
        let own: String = each.nfd().collect();
        if !each.identifier_allowed() || skeleton(&own).collect::<String>() != own {
            return false;
        }
        let script = AugmentedScriptSet::for_char(each);
        let is_certain = !is_potential_mixed_script_confusable_char(each);
        match scripts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, certain)) => *certain |= is_certain,
            None => scripts.push((script, is_certain)),
        }
    }
    let latin = AugmentedScriptSet::for_char('a');
    let is_known = |script: &AugmentedScriptSet| *script == latin || script.is_all();
    scripts.iter().all(|(script, is_certain)| *is_certain || is_known(script))
        && ident.check_restriction_level(RestrictionLevel::HighlyRestrictive)
        && ident.nfkc().eq(ident.chars())
}

/// Identifiers for names that look the same, such as `é1` and `él`, about which the compiler warns wherever they are in
/// a crate. The first of them keeps its letters, or one of those that were given before. ASCII names are never changed.
pub(super) fn apart<'i>(idents: impl Iterator<Item = &'i str>, before: &BTreeSet<&str>) -> HashMap<String, String> {
    let mut looks: BTreeMap<String, BTreeSet<(bool, &str)>> = BTreeMap::new();
    for ident in idents.filter(|ident| !ident.is_ascii()) {
        looks.entry(skeleton(ident).collect()).or_default().insert((!before.contains(ident), ident));
    }
    let others = looks.into_values().flat_map(|alike| alike.into_iter().skip(1));
    others.map(|(_, ident)| (ident.to_owned(), hashed(ident))).collect()
}

/// The identifier in ASCII, in the same case, with a hash that makes it unique.
fn hashed(ident: &str) -> String {
    let words: String = ascii(ident).chars().filter(|each| each.is_ascii_alphanumeric() || *each == '_').collect();
    let is_upper = ident.chars().next().is_some_and(char::is_uppercase);
    let front = if words.starts_with(|first: char| first.is_ascii_alphabetic()) { "" } else { "N" };
    let digits = format!("{:0HASH$x}", hash(ident));
    if is_upper {
        format!("{front}{words}H{}", digits.to_uppercase())
    } else {
        format!("{}_{digits}", (front.to_owned() + &words).to_lowercase())
    }
}

/// Transliterates a text to ASCII.
pub(super) fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode_with_tofu(&normal(text), " ")) }
}

/// Shortens a name to a number of bytes; a hash of the whole name makes it unique.
pub(super) fn bounded(name: String, longest: usize, separator: &str) -> String {
    if name.len() <= longest {
        return name;
    }
    let mut end = longest - HASH - separator.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let kept = name[..end].trim_end_matches(['_', '-']);
    format!("{kept}{separator}{:0HASH$x}", hash(&name))
}

/// A hash in digits.
const HASH: usize = 8;

/// FNV-1a, which is the same on every machine and in every version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confusable_letters_are_not_identifiers() {
        for plain in ["id", "größe", "Größe", "名前", "宠物", "Häuser", "señor"] {
            assert!(is_plain(plain), "{plain}");
        }
        for odd in ["аа", "ﬁeld", "µg", "nº", "pаypal", "ꓮ", "ⅳ", "ｗ", "x\u{301}\u{200d}", "sсоре"] {
            assert!(!is_plain(odd), "{odd}");
        }
    }

    #[test]
    fn one_spelling_and_names_of_units() {
        let words = |text: &str| normal(text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            ["ﬁeld", "nº", "µg", "m²", "Δt", "e\u{301}"].map(words),
            ["field", "no", "micro g", "m2", "delta t", "é"]
        );
        assert_eq!(words("όνομα"), "όνομα");
        assert_eq!(ascii("Häuser"), "Hauser");
        assert!(ascii("宠物 дата").is_ascii());
    }

    #[test]
    fn confusable_names_are_made_distinct() {
        let of = |idents: &[&str]| {
            let mut apart: Vec<_> = apart(idents.iter().copied(), &BTreeSet::new()).into_iter().collect();
            apart.sort();
            apart
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of(&["él", "é1", "él"]), [pair("él", "el_df954857")]);
        assert_eq!(of(&["ÄI", "Äl", "É0", "ÉO"]), [pair("Äl", "AlHE1D8316A"), pair("ÉO", "EOH00E52E2A")]);
        assert_eq!(of(&["l1", "ll", "é", "e"]), []);
    }

    #[test]
    fn shortened_names_stay_distinct() {
        let of = |last: &str| bounded("x".repeat(300) + last, 80, "_");
        assert_eq!(of("a").len(), 80);
        assert_ne!(of("a"), of("b"));
        assert_eq!(bounded("名".repeat(100), 80, "_").chars().filter(|each| *each == '名').count(), 23);
        assert_eq!(bounded("short".to_owned(), 80, "_"), "short");
    }
}
