//! What follows from the API as a whole: which types are equal, which way a type travels, and what a box has to hold.

mod boxes;
mod files;
mod reach;
mod same;
mod sizes;

use crate::api::{Api, Kind, Type, TypeId, Use};
use crate::config::Config;
use crate::names::Names;
pub(crate) use reach::RECEIVED;
pub use reach::{Part, Reach};
use std::collections::HashSet;

/// Side tables about the types of an API.
#[derive(Debug, Default)]
pub struct Facts {
    /// For each type the one that leads it: itself, or one that differs in nothing but its name.
    pub leaders: Vec<TypeId>,
    directions: Vec<Direction>,
    boxed: HashSet<(TypeId, usize)>,
    /// Which groups of operations reach a type.
    pub reach: Reach,
    files: HashSet<(TypeId, usize)>,
}

impl Facts {
    /// The types that another one leads, since they differ from it in nothing but their names.
    pub fn equal(&self) -> impl Iterator<Item = TypeId> {
        let led = self.leaders.iter().enumerate().filter(|(index, leader)| leader.0 != *index);
        led.map(|(index, _)| TypeId(index))
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

    /// Whether a property, by position, is a file, or a list of them, in a multipart body.
    pub fn is_file(&self, id: TypeId, position: usize) -> bool {
        self.files.contains(&(id, position))
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

/// Computes all facts.
pub fn facts(api: &Api, names: &Names, config: &Config) -> Facts {
    let alone: Vec<TypeId> = (0..api.types.len()).map(TypeId).collect();
    let described = Facts { directions: directions(api, &alone), files: files::files(api), ..Facts::default() };
    let leaders = same::leaders(api, &described, names, config);
    Facts {
        directions: directions(api, &leaders),
        boxed: sizes::boxed(api, &leaders),
        reach: reach::reach(api, &leaders),
        leaders,
        ..described
    }
}

/// Which way each type travels.
fn directions(api: &Api, leaders: &[TypeId]) -> Vec<Direction> {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    api.each_use(&mut |way, of| match way {
        Use::Sent => of.named(&mut requests),
        Use::Received => of.named(&mut responses),
    });
    let mut directions = vec![Direction::default(); api.types.len()];
    spread(api, leaders, requests, &mut |id| !std::mem::replace(&mut directions[id.0].request, true));
    spread(api, leaders, responses, &mut |id| !std::mem::replace(&mut directions[id.0].response, true));
    directions
}

/// Marks types and all that they are made of: their leaders, and what they hold. `mark` says whether the mark is new.
fn spread(api: &Api, leaders: &[TypeId], roots: Vec<TypeId>, mark: &mut dyn FnMut(TypeId) -> bool) {
    let mut queue = roots;
    while let Some(id) = queue.pop() {
        if mark(id) {
            queue.push(leaders[id.0]);
            parts(&api.definition(id).kind).into_iter().for_each(|of| of.named(&mut queue));
        }
    }
}

/// The types that a definition is made of, by position of the property or variant.
fn parts(kind: &Kind) -> Vec<&Type> {
    match kind {
        Kind::Object { properties, rest, .. } => properties.iter().map(|property| &property.of).chain(rest).collect(),
        Kind::Union { variants, .. } => variants.iter().map(|variant| &variant.of).collect(),
        Kind::Enum(_) => Vec::new(),
    }
}
