//! The result of a comparison, as data.

use super::Change;
use crate::diag::{Pointer, Position};
use serde::{Deserialize, Serialize};

/// What a change means for code that uses the crate; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Code still compiles, but means something else.
    Silent,
    /// Some code that compiled no longer does.
    Breaking,
    /// Code compiles and means the same.
    Compatible,
    /// Only the documentation differs.
    Docs,
}

impl Weight {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Docs => "docs",
        }
    }
}

/// The direction of the values that a change is about, as seen by the user of the crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// They are sent.
    Sent,
    /// They are received.
    Received,
    /// Both.
    Both,
    /// It is not about values.
    #[default]
    None,
}

impl Way {
    /// The word for it.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Sent => Some("sent"),
            Self::Received => Some("received"),
            Self::Both => Some("sent and received"),
            Self::None => None,
        }
    }
}

/// A place in one of the two descriptions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The place.
    pub pointer: Pointer,
    /// The path of the document.
    pub path: String,
    /// Line and column, if they are known.
    pub position: Option<Position>,
}

impl Place {
    /// A place whose document and position are not known yet.
    pub(super) fn at(pointer: Pointer) -> Self {
        Self { pointer, path: String::new(), position: None }
    }
}

/// One of the items that a change is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The type, operation or other item, as callers name it.
    pub item: String,
    /// Its field, variant, argument or setter.
    pub member: Option<String>,
    /// The place in the old description.
    pub old: Option<Place>,
    /// The place in the new description.
    pub new: Option<Place>,
}

/// A change of the public surface, with all items that it is about.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind of change.
    pub change: Change,
    /// What it means for callers.
    pub weight: Weight,
    /// The direction of the values.
    pub way: Way,
    /// The affected groups of operations, in order; none if it is about the whole client.
    pub groups: Vec<String>,
    /// The affected operations, as callers name them, in order.
    pub operations: Vec<String>,
    /// The items.
    pub at: Vec<At>,
    /// The old signature.
    pub old: Option<String>,
    /// The new signature.
    pub new: Option<String>,
    /// Details of this change.
    pub note: Option<String>,
    /// What callers have to do.
    pub migration: Option<String>,
    /// A rule for bindery.toml that keeps callers compiling.
    pub rule: Option<String>,
    /// Types that come or go with it.
    pub with: Vec<String>,
    /// The types that its signatures name, on the old and the new side.
    pub(super) names: [Vec<String>; 2],
}

/// The size of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The operations.
    pub operations: usize,
    /// The types.
    pub types: usize,
}

/// The outcome of a comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The title of the API.
    pub title: String,
    /// The size of the old side.
    pub old: Counts,
    /// The size of the new side.
    pub new: Counts,
    /// The version of the old package.
    pub version: String,
    /// All changes, the worst first, then by group.
    pub findings: Vec<Finding>,
}

/// Why two descriptions cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// They have different titles and nothing in common.
    DifferentApis {
        /// The title of the old description.
        old: String,
        /// The title of the new description.
        new: String,
    },
}

impl std::fmt::Display for Incomparable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DifferentApis { old, new } => write!(
                formatter,
                "these are two different APIs: `{old}` and `{new}` have no operation and no type in common"
            ),
        }
    }
}

impl std::error::Error for Incomparable {}
