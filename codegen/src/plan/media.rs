//! Plans multipart responses, and alternative media types.

use super::{Delivery, OtherMedia, rust_type};
use crate::analysis::Analysis;
use crate::api::{self, Media, Success};
use crate::names::OperationNames;

/// Whether one of the successful responses is multipart.
pub(super) fn delivery(operation: &api::Operation) -> Delivery {
    let is_success = |status: &str| status.starts_with('2') || (status == "default" && !declares_success(operation));
    let mut successes = operation.responses.iter().filter(|response| is_success(&response.status));
    let is_in_parts = successes.any(|response| {
        response.content.as_ref().is_some_and(|(media_type, _)| Media::of(media_type) == Media::Multipart)
    });
    if is_in_parts && operation.success != Success::Empty { Delivery::Parts } else { Delivery::Whole }
}

fn declares_success(operation: &api::Operation) -> bool {
    operation.responses.iter().any(|response| response.status.starts_with(['2', '3']))
}

pub(super) fn others(operation: &api::Operation, own: &OperationNames, analysis: &Analysis) -> Vec<OtherMedia> {
    let plan = |(other, method): (&api::OtherMedia, &String)| OtherMedia {
        method: method.clone(),
        media_type: other.media_type.clone(),
        of: rust_type(&other.of, analysis),
    };
    operation.media.iter().zip(&own.media).map(plan).collect()
}
