//! Compares recorded traffic, and the examples of a description, with the description. Uses the types of the generated model, so
//! that a deviation here is one that a generated client would encounter.
//!
//! No phase uses this module. `read` parses recordings, `route` finds operations, `checker` and its parts check messages, `tally`
//! counts deviations, and `report` renders them.

mod body;
mod checker;
mod declared;
mod examples;
mod exchange;
mod fit;
mod headers;
mod infer;
mod model;
mod places;
mod read;
mod recorded;
mod redact;
mod report;
mod request;
mod response;
mod route;
mod side;
mod single;
mod tally;
mod template;
mod unions;
mod url;
mod values;
mod wire;

pub use examples::examples;
pub use exchange::Holder;
#[cfg(feature = "mock")]
pub(crate) use model::MASK;
pub use model::{
    Base, Body, BodyPart, Content, Exchange, Finding, Kind, Masked, Message, Multipart, Origin, Part, ReadValue,
    Report, Site, SiteStep, Traffic, Unread,
};
#[cfg(feature = "mock")]
pub(crate) use read::of_bytes;
pub use read::{parse, read};
#[cfg(feature = "mock")]
pub(crate) use redact::mask;
pub use route::{PathValues, Route, Router};
#[cfg(feature = "mock")]
pub(crate) use side::is_placeholder;
#[cfg(feature = "mock")]
pub(crate) use single::described;
pub use single::{Problem, ReadPart, Single};
pub use url::{decoded, pairs, query};

use crate::api::Api;
use crate::diag::Pointer;
use crate::source::Documents;
use declared::is_declared;
pub(crate) use infer::{Inferred, is_data};
pub(crate) use model::{Exactness, Listed};
use model::{Found, Remedy};
pub(crate) use places::Places;
use serde_json::Value;
use side::Checked;
use std::collections::HashSet;
use tally::Tally;
#[cfg(feature = "mock")]
pub(crate) use wire::{parameter, split};

/// Compares exchanges with an API. `servers` are URLs of servers that the description does not name.
pub fn verify(api: &Api, documents: &Documents, traffic: &Traffic, servers: &[String]) -> Report {
    let places = Places { documents };
    let router = Router::new(api, documents, servers);
    let mut tally = Tally::new(api, &places);
    let mut report =
        Report { exchanges: traffic.exchanges.len(), problems: traffic.problems.clone(), ..Report::default() };
    let mut known = HashSet::new();
    let mut unclear = Vec::new();
    for each in &traffic.exchanges {
        match router.route(&each.method, &each.url) {
            Route::Operation(operation, values) => {
                known.extend(url::host(&each.url));
                report.checked += 1;
                let name = format!("{} {}", operation.method, operation.path);
                let checked = exchange::exchange(api, &places, operation, each, values.raw);
                for mut checked in checked {
                    checked.found.retain(|found| !is_declared(&places, found));
                    tally.add(checked, &name, Some(&each.origin));
                }
            }
            Route::OtherMethod(operation) => {
                let name = format!("{} {}", each.method, operation.path);
                let place = operation.pointer.parent().unwrap_or_default();
                tally.add(unknown(place, &name, each.status, "one of the declared methods"), &name, Some(&each.origin));
            }
            Route::Unknown => unclear.push((None, each)),
            Route::Foreign(host) => unclear.push((Some(host), each)),
        }
    }
    for (host, each) in unclear {
        // A host that serves declared operations counts as a server of the description, even if it is not declared.
        if host.is_some_and(|host| !known.contains(&host)) {
            report.foreign += 1;
            continue;
        }
        let name = format!("{} {}", each.method, redact::path(&each.url));
        let place = Pointer::root().join("paths");
        tally.add(unknown(place, &name, each.status, "one of the declared paths"), &name, Some(&each.origin));
    }
    report.findings = tally.finish();
    report
}

fn unknown(place: Pointer, name: &str, status: Option<u16>, expected: &str) -> Checked {
    let found = Found {
        kind: Kind::UnknownPath,
        site: Site { base: Base::Place(place.clone()), steps: Vec::new() },
        path: "request".to_owned(),
        name: Some(name.to_owned()),
        expected: expected.to_owned(),
        found: name.to_owned(),
        value: None,
        secrecy: Masked::No,
        schema: None,
        evidence: status.map(Value::from),
        remedy: Remedy::Schema,
    };
    Checked { part: Part::Request, found: vec![found], types: HashSet::new(), places: vec![place] }
}
