//! The output of the phase: side tables about the types of an API.

use crate::api::{Type, TypeId};
use std::collections::HashSet;

/// Side tables about the types of an API.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The representative of each type: itself, or one that is equal except for its name.
    pub(super) representatives: Vec<TypeId>,
    /// The name of each type in docs and signatures.
    pub(super) mentioned: Vec<String>,
    pub(super) directions: Vec<Direction>,
    pub(super) boxed: HashSet<(TypeId, usize)>,
    /// The groups of operations that use a type.
    pub reach: Reach,
}

impl Analysis {
    /// The representative of a type.
    pub fn representative(&self, id: TypeId) -> TypeId {
        self.representatives.get(id.0).copied().unwrap_or(id)
    }

    /// A type in which each named type is replaced by its representative.
    pub fn with_representatives(&self, of: &Type) -> Type {
        let mut represented = of.clone();
        represented.each_named(&mut |id| *id = self.representative(*id));
        represented
    }

    /// The identifier of a type in docs and signatures.
    pub fn mentioned(&self, id: TypeId) -> &str {
        self.mentioned.get(id.0).map(String::as_str).unwrap_or_default()
    }

    /// The aliases: types that are represented by another one.
    pub fn equal(&self) -> impl Iterator<Item = TypeId> {
        let indexed = self.representatives.iter().enumerate();
        indexed.filter(|(index, other)| other.0 != *index).map(|(index, _)| TypeId(index))
    }

    /// The directions of a type.
    pub fn direction(&self, id: TypeId) -> Direction {
        self.directions.get(id.0).copied().unwrap_or_default()
    }

    /// Whether the content of a property or a variant, by position, is boxed, so that every type has a finite and moderate size.
    pub fn is_boxed(&self, id: TypeId, position: usize) -> bool {
        self.boxed.contains(&(id, position))
    }
}

/// The directions of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// It is part of something that is sent.
    pub request: bool,
    /// It is part of something that is received.
    pub response: bool,
}

impl Direction {
    /// The directions in words.
    pub fn word(self) -> &'static str {
        match (self.request, self.response) {
            (true, true) => "both",
            (true, false) => "request",
            (false, true) => "response",
            (false, false) => "none",
        }
    }
}

/// Which groups of operations use the modules of types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The outermost groups in order, then `webhooks` if there are any, then `components` if some are not used by any
    /// operation.
    pub groups: Vec<String>,
    /// Who uses each module of types, by its position in [`Homes::modules`](crate::names::Homes::modules).
    pub users: Vec<Users>,
    /// The position of the group for components that no operation uses.
    pub unreached: Option<usize>,
}

/// The groups that use a module of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Users {
    /// Up to four, by position in [`Reach::groups`].
    Groups(Vec<usize>),
    /// More than four: always enabled.
    Many,
}
