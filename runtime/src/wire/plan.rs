//! How the variant of a union is found.

use crate::syntax::kind::Kind;
use crate::wire::literal::Literal;

/// How a variant is chosen from the text, decided when the code was generated.
#[doc(hidden)]
#[derive(Debug)]
pub struct Plan {
    /// The Rust name of the union, for errors.
    pub name: &'static str,
    /// The Rust names of the variants, in order.
    pub variants: &'static [&'static str],
    /// What to look at, in order. The first that decides wins.
    pub probes: &'static [Probe],
}

/// One thing to look at.
#[doc(hidden)]
#[derive(Debug)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant. Found and listed: decided. Found and not listed:
    /// the value fits no variant, unless there is one for all others. Not found: the next probe.
    Tag {
        /// The property names from the value inwards. Without any, the value itself is looked at: where it is not listed, the
        /// next probe follows.
        path: &'static [&'static str],
        /// The values, each with the position of its variant.
        values: &'static [(Literal, usize)],
    },
    /// Other values of the tag before it, whose own value the variant has as a constant: the one that is read is kept.
    Also {
        /// The property names from the value inwards.
        path: &'static [&'static str],
        /// The values, each with the position of its variant.
        values: &'static [(Literal, usize)],
    },
    /// The JSON type of the value. Not listed: the next probe.
    Kinds(&'static [(Kind, usize)]),
    /// Properties, possibly nested, that only one variant has. The first listed that is found decides.
    Keys(&'static [(&'static [&'static str], usize)]),
    /// The JSON type of the first element of an array. An empty array, or a type that is not listed: the next probe.
    Elements(&'static [(Kind, usize)]),
    /// Variants to decode one after the other. The best fit wins, the first of several: the one with least that the
    /// description rules out (a value outside an enum, a property of a closed object), then with the fewest properties
    /// that it does not name, then with the fewest declared ones missing. When even that one has something that is
    /// ruled out, the next probes may decide for another variant.
    Trial(&'static [usize]),
    /// This variant, whatever the value is (`defaultMapping`, OpenAPI 3.2). A tag before it whose value is not listed
    /// leads here, too.
    Otherwise(usize),
}

impl Plan {
    /// The names on the way to the first tag.
    pub(crate) fn tag(&'static self) -> Option<&'static &'static [&'static str]> {
        self.probes.iter().find_map(|probe| match probe {
            Probe::Tag { path, .. } => Some(path),
            _ => None,
        })
    }
}
