//! Analyzes the API as a whole: equal types, the directions of each type, boxes, and the features that need each type.

mod boxes;
mod equal_types;
mod mentions;
mod model;
mod reach;
mod sizes;
#[cfg(test)]
mod testing;

use crate::api::{Api, TypeId, Use};
use crate::config::Config;
use crate::names::Names;
pub use model::{Analysis, Direction, Reach, Users};

/// Analyzes the API as a whole.
pub fn analyze(api: &Api, names: &Names, config: &Config) -> Analysis {
    let alone: Vec<TypeId> = (0..api.types.len()).map(TypeId).collect();
    let described = Analysis { directions: directions(api, &alone), ..Analysis::default() };
    let representatives = equal_types::representatives(api, &described, names, config);
    Analysis {
        directions: directions(api, &representatives),
        boxed: sizes::boxed(api, &representatives),
        reach: reach::reach(api, &names.homes, &representatives),
        mentioned: mentions::mentioned(names, &representatives),
        representatives,
    }
}

/// The directions of each type.
fn directions(api: &Api, representatives: &[TypeId]) -> Vec<Direction> {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    api.each_use(&mut |way, of| match way {
        Use::Sent => of.named(&mut requests),
        Use::Received => of.named(&mut responses),
    });
    let mut directions = vec![Direction::default(); api.types.len()];
    let represented = |id: TypeId| representatives[id.0];
    api.spread(requests, &represented, &mut |id| !std::mem::replace(&mut directions[id.0].request, true));
    api.spread(responses, &represented, &mut |id| !std::mem::replace(&mut directions[id.0].response, true));
    directions
}
