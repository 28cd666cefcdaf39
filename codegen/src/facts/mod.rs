//! What follows from the API as a whole: which types are equal, which way a type travels, and what a box has to hold.

mod boxes;
mod files;
mod model;
mod reach;
mod same;
mod sizes;
mod spread;

use crate::api::{Api, TypeId, Use};
use crate::config::Config;
use crate::names::Names;
pub use model::{Direction, Facts, Part, Reach};
pub(crate) use reach::RECEIVED;

use spread::spread;

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
