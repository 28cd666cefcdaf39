//! Unique names.

use super::identifier::{Case, identifier, is_no_file, spelled_out};
use std::collections::{HashMap, HashSet};

/// The names taken in a scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The next number to try for a name: lower ones are taken.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are reserved.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect(), numbers: HashMap::new() }
    }

    /// Claims an identifier for a text; if it is taken, one with symbols spelled out, then one with a number.
    pub(super) fn claim(&mut self, text: &str, case: Case, fallback: &str) -> String {
        self.claim_as(identifier(text, case, fallback), text, case, fallback)
    }

    /// The same for a text whose identifier is known.
    fn claim_as(&mut self, plain: String, text: &str, case: Case, fallback: &str) -> String {
        if self.taken.insert(plain.clone()) {
            return plain;
        }
        let spelled = spelled_out(text, case, fallback);
        if spelled != plain && self.taken.insert(spelled.clone()) {
            return spelled;
        }
        self.numbered(&plain)
    }

    /// Whether an identifier is taken.
    pub(super) fn has(&self, ident: &str) -> bool {
        self.taken.contains(ident)
    }

    /// Claims an identifier for a composed text, in which symbols do not matter; if it is taken, one with a number.
    pub(super) fn claim_plain(&mut self, text: &str, case: Case, fallback: &str) -> String {
        let plain = identifier(text, case, fallback);
        self.claim_exact(&plain)
    }

    /// Claims an identifier unchanged, or with a number if it is taken.
    pub(super) fn claim_exact(&mut self, ident: &str) -> String {
        if self.taken.insert(ident.to_owned()) { ident.to_owned() } else { self.numbered(ident) }
    }

    fn numbered(&mut self, ident: &str) -> String {
        // A raw identifier with a number is an ordinary one.
        let stem = ident.strip_prefix("r#").unwrap_or(ident).trim_end_matches('_');
        let number = self.numbers.entry(stem.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{stem}{number}");
            *number += 1;
            if !is_no_file(&candidate) && self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }

    /// Claims names that were given before, where they are free.
    pub(super) fn keep<'n>(&mut self, before: impl IntoIterator<Item = Option<&'n str>>) -> Vec<Option<String>> {
        let keep = |name: Option<&str>| name.filter(|name| self.taken.insert((*name).to_owned())).map(str::to_owned);
        before.into_iter().map(keep).collect()
    }

    /// Claims identifiers for the texts of a list, except for those that have one. Texts appended later rename none of them.
    pub(super) fn claim_in_order(
        &mut self,
        texts: &[String],
        kept: Vec<Option<String>>,
        case: Case,
        fallback: &str,
    ) -> Vec<String> {
        let each = texts.iter().zip(kept.into_iter().chain(std::iter::repeat(None)));
        each.map(|(text, kept)| kept.unwrap_or_else(|| self.claim(text, case, fallback))).collect()
    }

    /// The same as [`claim_all`](Self::claim_all), except for texts that have an identifier.
    pub(super) fn claim_others(
        &mut self,
        texts: &[String],
        kept: Vec<Option<String>>,
        case: Case,
        fallback: &str,
    ) -> Vec<String> {
        let open: Vec<String> =
            texts.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(text, _)| text.clone()).collect();
        let mut claimed = self.claim_all(&open, case, fallback).into_iter();
        kept.into_iter().map(|kept| kept.or_else(|| claimed.next()).unwrap_or_default()).collect()
    }

    /// Claims identifiers for several texts independently of their order: a text that is its own identifier keeps it,
    /// the others follow in byte order.
    pub(super) fn claim_all(&mut self, texts: &[String], case: Case, fallback: &str) -> Vec<String> {
        let mut idents: Vec<String> = texts.iter().map(|text| identifier(text, case, fallback)).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|index| (idents[*index] != texts[*index], &texts[*index]));
        for index in order {
            let plain = std::mem::take(&mut idents[index]);
            idents[index] = self.claim_as(plain, &texts[index], case, fallback);
        }
        idents
    }
}
