//! Chooses the media type of an answer.

use super::model::Request;
use crate::api::Media;
use crate::text::{essence, specificity};

/// Chooses the best of the declared media types. Returns its position, and the media type to send: a declared range becomes one in it.
pub(super) fn negotiate(declared: &[&str], request: &Request) -> Option<(usize, String)> {
    let headers = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("accept"));
    let accepted: Vec<(String, f64)> = headers.flat_map(|(_, header)| header.split(',').filter_map(accepted)).collect();
    let weight = |media_type: &str| match accepted.is_empty() {
        true => 1.0,
        // The most specific range counts (RFC 9110, 12.5.1).
        false => {
            let matching =
                accepted.iter().filter_map(|(range, weight)| Some((specificity(range, media_type)?, *weight)));
            matching.max_by_key(|(specific, _)| *specific).map_or(0.0, |(_, weight)| weight)
        }
    };
    let mut best: Option<(usize, String, (f64, bool))> = None;
    for (index, media_type) in declared.iter().enumerate() {
        let concrete = concrete(media_type, &accepted);
        let rank = (weight(&concrete), Media::of(&concrete) == Media::Json);
        if rank.0 > 0.0 && best.as_ref().is_none_or(|(_, _, other)| rank > *other) {
            best = Some((index, concrete, rank));
        }
    }
    best.map(|(index, media_type, _)| (index, media_type))
}

/// A range of the header with its weight.
fn accepted(text: &str) -> Option<(String, f64)> {
    let range = essence(text);
    let weight = text.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("q=")?.parse::<f64>().ok());
    range.contains('/').then(|| (range, weight.unwrap_or(1.0).clamp(0.0, 1.0)))
}

/// The media type itself, or one in a declared range.
fn concrete(declared: &str, accepted: &[(String, f64)]) -> String {
    let range = essence(declared);
    if !range.contains('*') {
        return declared.to_owned();
    }
    let wanted = accepted
        .iter()
        .find(|(each, weight)| *weight > 0.0 && !each.contains('*') && specificity(&range, each).is_some());
    if let Some((wanted, _)) = wanted {
        return wanted.clone();
    }
    let usual = match range.strip_suffix("/*") {
        Some("text") => "text/plain",
        Some("image") => "image/png",
        Some("audio") => "audio/mpeg",
        Some("video") => "video/mp4",
        Some("multipart") => "multipart/form-data",
        _ => "application/json",
    };
    usual.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(declared: &[&str], accept: &str) -> Option<String> {
        let headers = if accept.is_empty() { Vec::new() } else { vec![("Accept".to_owned(), accept.to_owned())] };
        negotiate(declared, &Request { headers, ..Request::default() }).map(|(_, media_type)| media_type)
    }

    #[test]
    fn the_best_media_type_is_chosen() {
        let declared = ["text/csv", "application/json", "application/problem+json"];
        for (accept, expected) in [
            ("", Some("application/json")),
            ("*/*", Some("application/json")),
            ("text/csv;q=0.9, application/json;q=0.5", Some("text/csv")),
            ("text/*, */*;q=0.1", Some("text/csv")),
            ("application/json;q=0, */*", Some("application/problem+json")),
            ("image/png", None),
            ("nonsense", Some("application/json")),
        ] {
            assert_eq!(chosen(&declared, accept).as_deref(), expected, "{accept}");
        }
        assert_eq!(chosen(&["*/*"], "image/png").as_deref(), Some("image/png"));
        assert_eq!(chosen(&["text/*"], "").as_deref(), Some("text/plain"));
    }
}
