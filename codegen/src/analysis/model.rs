//! What the phase gives: side tables about the types of an API.

use crate::api::{Type, TypeId};
use std::collections::HashSet;

/// Side tables about the types of an API.
#[derive(Debug, Default)]
pub struct Analysis {
    /// For each type the one that represents it: itself, or one that differs in nothing but its name.
    pub(super) representatives: Vec<TypeId>,
    /// What each type is called where it is mentioned.
    pub(super) mentioned: Vec<String>,
    pub(super) directions: Vec<Direction>,
    pub(super) boxed: HashSet<(TypeId, usize)>,
    /// Which groups of operations reach a type.
    pub reach: Reach,
}

impl Analysis {
    /// The type that represents a type.
    pub fn representative(&self, id: TypeId) -> TypeId {
        self.representatives.get(id.0).copied().unwrap_or(id)
    }

    /// A type with the representatives of those in it: of two equal types the same.
    pub fn with_representatives(&self, of: &Type) -> Type {
        let mut represented = of.clone();
        represented.each_named(&mut |id| *id = self.representative(*id));
        represented
    }

    /// The identifier of a type where it is mentioned.
    pub fn mentioned(&self, id: TypeId) -> &str {
        self.mentioned.get(id.0).map(String::as_str).unwrap_or_default()
    }

    /// The types that another one represents, since they differ from it in nothing but their names.
    pub fn equal(&self) -> impl Iterator<Item = TypeId> {
        let indexed = self.representatives.iter().enumerate();
        indexed.filter(|(index, other)| other.0 != *index).map(|(index, _)| TypeId(index))
    }

    /// Which way a type travels.
    pub fn direction(&self, id: TypeId) -> Direction {
        self.directions.get(id.0).copied().unwrap_or_default()
    }

    /// Whether what a property or a variant, by position, holds is in a box: so that its type has a size, and no large
    /// one.
    pub fn is_boxed(&self, id: TypeId, position: usize) -> bool {
        self.boxed.contains(&(id, position))
    }
}

/// Which way a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// It is part of something that is sent.
    pub request: bool,
    /// It is part of something that comes back.
    pub response: bool,
}

impl Direction {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match (self.request, self.response) {
            (true, true) => "both",
            (true, false) => "request",
            (false, true) => "response",
            (false, false) => "none",
        }
    }
}

/// How the types divide by the groups of operations that reach them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The outermost groups in order, then `webhooks` when something is received, then `components` when there are some
    /// that no operation mentions.
    pub groups: Vec<String>,
    /// The parts, in order of their groups, the common one last.
    pub parts: Vec<Part>,
    /// Per type, the position of its part.
    pub(crate) part_of: Vec<usize>,
    /// The position of the group that stands for components that no operation mentions.
    pub unreached: Option<usize>,
}

/// Types that the same groups reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Up to four groups, by position in [`Reach::groups`].
    Of(Vec<usize>),
    /// So many groups that it is no use to tell them apart: they are always there.
    Common,
}

impl Reach {
    /// The position of a type's part in [`Reach::parts`].
    pub fn part_of(&self, id: TypeId) -> usize {
        self.part_of.get(id.0).copied().unwrap_or_default()
    }
}
