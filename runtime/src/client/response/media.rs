//! The media type of a response: whether it is the one that was asked for.

use super::raw::RawResponse;
use crate::client::api::media::{Media, essence, is_range, of_response, shown};
use crate::client::{Error, Operation};
use crate::syntax::error::DecodeError;

/// The response, unless it is of another media type than the one that was asked for: servers may ignore `Accept`.
pub(crate) fn checked(
    operation: &'static Operation,
    asked: Option<&'static str>,
    response: RawResponse,
    attempts: u32,
) -> Result<RawResponse, Error> {
    let found = of_response(&response.headers).map(essence);
    let (Some(asked), Some(found)) = (asked, found) else { return Ok(response) };
    if !is_other(operation, &essence(asked), &found) {
        return Ok(response);
    }
    let error = DecodeError::mismatch(essence(asked), shown(&found), 0);
    Err(Error::decode(operation.id, response, error).after(attempts))
}

/// Whether a media type is plainly not the one that was asked for: JSON, or another one that the operation declares. Many
/// servers send files under a name that says less, such as `application/octet-stream`, or under another one of the same format.
fn is_other(operation: &Operation, asked: &str, found: &str) -> bool {
    let kind = |media_type: &str| Media::of(media_type);
    if is_within(found, asked) || found == "application/octet-stream" || is_same_format(asked, found) {
        return false;
    }
    let mut declared = operation.responses.iter().filter_map(|response| Some((response.status, response.media_type?)));
    let is_declared = declared.any(|(status, declared)| status.starts_with('2') && essence(declared) == found);
    (kind(found) == Media::Json && kind(asked) != Media::Json) || (is_declared && kind(asked) != Media::Json)
}

/// Whether a media type is one of a range (RFC 9110, 12.5.1).
fn is_within(found: &str, asked: &str) -> bool {
    let kind = |media_type: &str| media_type.split('/').next().unwrap_or_default().to_owned();
    found == asked || (is_range(asked) && (asked.starts_with('*') || kind(asked) == kind(found)))
}

/// `text/xml` and `application/xml` are one format (RFC 7303), as are `text/x-csv` and `text/csv`.
fn is_same_format(asked: &str, found: &str) -> bool {
    let format = |media_type: &str| {
        let (_, subtype) = media_type.split_once('/').unwrap_or(("", media_type));
        subtype.strip_prefix("x-").unwrap_or(subtype).to_owned()
    };
    format(asked) == format(found)
}
