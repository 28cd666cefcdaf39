//! How the variant of a union is chosen.

use crate::syntax::kind::Kind;
use crate::wire::literal::Literal;

/// The probes that choose a variant from the text, decided at generation time.
#[doc(hidden)]
#[derive(Debug)]
pub struct Plan {
    /// The Rust name of the union, for errors.
    pub name: &'static str,
    /// The Rust names of the variants, in order.
    pub variants: &'static [&'static str],
    /// The probes, in order. The first one that decides wins.
    pub probes: &'static [Probe],
}

/// One probe.
#[doc(hidden)]
#[derive(Debug)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant. If it is listed, it decides. If it is not listed, the value matches no
    /// variant, unless there is a default one. If it is missing, the next probe decides.
    Tag {
        /// The property names from the value inwards. An empty path means the value itself; if that is not listed, the next probe decides.
        path: &'static [&'static str],
        /// The values, each with the position of its variant.
        values: &'static [(Literal, usize)],
    },
    /// Alternative values of the preceding tag, whose main value is a constant of the variant. The alternative is kept.
    Also {
        /// The property names from the value inwards.
        path: &'static [&'static str],
        /// The values, each with the position of its variant.
        values: &'static [(Literal, usize)],
    },
    /// The JSON type of the value. If it is not listed, the next probe decides.
    Kinds(&'static [(Kind, usize)]),
    /// Properties, possibly nested, that only one variant has. The first one found decides.
    Keys(&'static [(&'static [&'static str], usize)]),
    /// The JSON type of the first element of an array. For an empty array or an unlisted type, the next probe decides.
    Elements(&'static [(Kind, usize)]),
    /// Variants to try. The best fit wins, the first of equal ones: the one with the fewest violations of the description (a value outside
    /// an enum, a property of a closed object), then the fewest undeclared properties, then the fewest missing ones. If even the best one
    /// has violations, the next probes may choose another variant.
    Trial(&'static [usize]),
    /// This variant for any value (`defaultMapping`, OpenAPI 3.2), including one with an unlisted tag.
    Otherwise(usize),
}

impl Plan {
    /// The path of the first tag.
    pub(crate) fn tag(&'static self) -> Option<&'static &'static [&'static str]> {
        self.probes.iter().find_map(|probe| match probe {
            Probe::Tag { path, .. } => Some(path),
            _ => None,
        })
    }
}
