//! Checks whole exchanges.

use super::model::{Exchange, Found, Part, ReadValue};
use super::places::Places;
use super::request::Sources;
use super::side::{Checked, Placeholders, Side};
use crate::api::{Api, Operation, Place, Use};

/// The part of a request that a deviation is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The path, the query or the request as a whole.
    Request,
    /// A parameter.
    Parameter(Place, String),
    /// The body.
    Body,
}

/// Checks a request and its response. `path` has the raw values of the placeholders.
pub(super) fn exchange<'a>(
    api: &'a Api,
    places: &'a Places<'a>,
    operation: &'a Operation,
    exchange: &Exchange,
    path: Vec<(String, String)>,
) -> [Checked; 2] {
    let mut sent = Side::new(api, places, operation, Use::Sent);
    let mut sources = Sources::of(&sent, exchange, path);
    operation.parameters.iter().for_each(|parameter| sent.parameter(parameter, &mut sources));
    sent.undeclared(&sources);
    sent.request_body(&exchange.request);
    [sent.finish(Part::Request), response(api, places, operation, exchange)]
}

/// Checks a response.
pub(super) fn response<'a>(
    api: &'a Api,
    places: &'a Places<'a>,
    operation: &'a Operation,
    exchange: &Exchange,
) -> Checked {
    let mut received = Side::new(api, places, operation, Use::Received);
    if let Some(status) = exchange.status {
        received.response(status, exchange);
    }
    received.finish(Part::Response)
}

/// A part of a request, with what is found in it and the values that were read, each with the place of its schema.
pub(super) struct Read {
    pub(super) holder: Holder,
    pub(super) found: Vec<Found>,
    pub(super) values: Vec<ReadValue>,
}

/// Checks a request that was really made, part by part.
pub(super) fn request<'a>(
    api: &'a Api,
    places: &'a Places<'a>,
    operation: &'a Operation,
    exchange: &Exchange,
    path: Vec<(String, String)>,
) -> Vec<Read> {
    let mut side = Side::made(api, places, operation);
    let mut sources = Sources::of(&side, exchange, path);
    let mut all = Vec::new();
    let mut add = |side: &mut Side<'_>, holder: Holder| {
        let found = std::mem::take(&mut side.checker.found);
        all.push(Read { holder, found, values: side.taken() });
    };
    for parameter in &operation.parameters {
        side.parameter(parameter, &mut sources);
        add(&mut side, Holder::Parameter(parameter.place, parameter.name.clone()));
    }
    side.undeclared(&sources);
    add(&mut side, Holder::Request);
    side.request_body(&exchange.request);
    add(&mut side, Holder::Body);
    all
}

/// Checks the parameters in the path of a request that may have been recorded.
pub(super) fn path<'a>(
    api: &'a Api,
    places: &'a Places<'a>,
    operation: &'a Operation,
    exchange: &Exchange,
    path: Vec<(String, String)>,
) -> Read {
    let mut side = Side::made(api, places, operation);
    side.placeholders = Placeholders::Match;
    let mut sources = Sources::of(&side, exchange, path);
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == Place::Path) {
        side.parameter(parameter, &mut sources);
    }
    Read { holder: Holder::Request, found: std::mem::take(&mut side.checker.found), values: side.taken() }
}
