//! Checks the media type of a response against the requested one.

use super::raw::RawResponse;
use crate::client::api::media::{Media, essence, is_range, of_response, shown};
use crate::client::{Error, Operation};
use crate::syntax::error::DecodeError;

/// Returns the response, or an error if it has another media type than the requested one: servers may ignore `Accept`.
pub(crate) fn checked(
    operation: &'static Operation,
    requested: Option<&'static str>,
    response: RawResponse,
    attempts: u32,
) -> Result<RawResponse, Error> {
    let found = of_response(&response.headers).map(essence);
    let (Some(requested), Some(found)) = (requested, found) else { return Ok(response) };
    if !is_other(operation, &essence(requested), &found) {
        return Ok(response);
    }
    let error = DecodeError::mismatch(essence(requested), shown(&found), 0);
    Err(Error::decode(operation.id, response, error).after(attempts))
}

/// Whether a media type is clearly not the requested one: it is JSON, or another one that the operation declares. Many servers
/// send files with a less specific media type, such as `application/octet-stream`, or with another one of the same format.
fn is_other(operation: &Operation, requested: &str, found: &str) -> bool {
    let kind = |media_type: &str| Media::of(media_type);
    if is_within(found, requested) || found == "application/octet-stream" || is_same_format(requested, found) {
        return false;
    }
    let mut declared = operation.responses.iter().filter_map(|response| Some((response.status, response.media_type?)));
    let is_declared = declared.any(|(status, declared)| status.starts_with('2') && essence(declared) == found);
    (kind(found) == Media::Json && kind(requested) != Media::Json) || (is_declared && kind(requested) != Media::Json)
}

/// Whether a media type is within a range (RFC 9110, 12.5.1).
fn is_within(found: &str, requested: &str) -> bool {
    let kind = |media_type: &str| media_type.split('/').next().unwrap_or_default().to_owned();
    found == requested || (is_range(requested) && (requested.starts_with('*') || kind(requested) == kind(found)))
}

/// Whether two media types name one format, such as `text/xml` and `application/xml` (RFC 7303), or `text/x-csv` and `text/csv`.
fn is_same_format(requested: &str, found: &str) -> bool {
    let format = |media_type: &str| {
        let (_, subtype) = media_type.split_once('/').unwrap_or(("", media_type));
        subtype.strip_prefix("x-").unwrap_or(subtype).to_owned()
    };
    format(requested) == format(found)
}
