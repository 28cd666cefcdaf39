//! Names and values of queries, cookies and forms, before their styles are applied.

use crate::verify::url::decoded;

/// What is escaped in names and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::verify) enum Escapes {
    /// Percent-encoding, and `+` for a space: queries and forms.
    Form,
    /// Percent-encoding: paths and cookies.
    Percent,
    /// Nothing: headers, parts, and cookies of the style `cookie`.
    None,
}

impl Escapes {
    /// The text behind escapes. Broken ones are kept.
    pub(in crate::verify) fn decode(self, raw: &str) -> String {
        match self {
            Self::Form => decoded(&raw.replace('+', " ")),
            Self::Percent => decoded(raw),
            Self::None => raw.to_owned(),
        }
    }
}

/// A name, decoded, and its value as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::verify) struct Pair {
    pub(in crate::verify) name: String,
    pub(in crate::verify) raw: String,
}

/// Pairs in order.
#[derive(Clone, Debug)]
pub(in crate::verify) struct Pairs {
    pub(in crate::verify) all: Vec<Pair>,
    pub(super) escapes: Escapes,
}

impl Pairs {
    /// The pairs of a query or a form.
    pub(in crate::verify) fn of_form(text: &str) -> Self {
        Self::split(text.split('&'), Escapes::Form)
    }

    /// The pairs in the query of a URL.
    pub(in crate::verify) fn of_query(url: &str) -> Self {
        Self::of_form(whole_query(url).unwrap_or_default())
    }

    /// The pairs of `Cookie` headers.
    pub(in crate::verify) fn of_cookies<'h>(headers: impl Iterator<Item = &'h str>) -> Self {
        Self::split(headers.flat_map(|header| header.split(';')).map(str::trim), Escapes::Percent)
    }

    /// The pairs of a value of the style `matrix`.
    pub(super) fn of_matrix(raw: &str) -> Self {
        Self::split(raw.split(';'), Escapes::Percent)
    }

    /// Pairs whose names and values are not escaped.
    pub(in crate::verify) fn plain(all: Vec<Pair>) -> Self {
        Self { all, escapes: Escapes::None }
    }

    fn split<'t>(each: impl Iterator<Item = &'t str>, escapes: Escapes) -> Self {
        let pairs = each.filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let all = pairs.map(|(name, raw)| Pair { name: escapes.decode(name), raw: raw.to_owned() }).collect();
        Self { all, escapes }
    }

    /// The positions of the pairs with a name.
    pub(in crate::verify) fn named(&self, name: &str) -> Vec<usize> {
        (0..self.all.len()).filter(|index| self.all[*index].name == name).collect()
    }

    /// The positions of the pairs whose names begin with a name and a bracket: `filter[name]`.
    pub(in crate::verify) fn bracketed(&self, name: &str) -> Vec<usize> {
        let is_inside = |pair: &Pair| pair.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
        (0..self.all.len()).filter(|index| is_inside(&self.all[*index])).collect()
    }

    /// The value of a pair.
    pub(in crate::verify) fn value(&self, index: usize) -> String {
        self.escapes.decode(self.raw(index))
    }

    /// The value of a pair, as it was sent.
    pub(super) fn raw(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |pair| &pair.raw)
    }
}

/// The query of a URL, as it was sent.
pub(in crate::verify) fn whole_query(url: &str) -> Option<&str> {
    let url = url.split('#').next().unwrap_or_default();
    url.split_once('?').map(|(_, query)| query)
}
