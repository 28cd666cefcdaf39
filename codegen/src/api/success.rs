//! The result of an awaited call, once the type of each response is known.

use super::{Api, Response, Success, Type};
use indexmap::IndexSet;

pub(super) fn complete(api: &mut Api) {
    for operation in &mut api.operations {
        operation.success = success(&operation.method, &operation.responses);
    }
}

/// The result of an awaited call: the bodies of all successful statuses.
///
/// `default` is a success only if it is the only response. An operation that declares only redirections succeeds with one of them, without
/// a body. Responses to HEAD never have a body (RFC 9110, 9.3.2).
fn success(method: &str, responses: &[Response]) -> Success {
    let mut successful: Vec<&Response> = responses.iter().filter(|response| response.status.starts_with('2')).collect();
    if successful.is_empty() && responses.iter().all(|response| !response.status.starts_with('3')) {
        successful = responses.iter().filter(|response| response.status == "default").collect();
    }
    if method == "HEAD" {
        return Success::Empty;
    }
    let contents = successful.iter().filter_map(|response| response.content.as_ref());
    let distinct: IndexSet<&Type> = contents.map(|(_, of)| of).collect();
    let distinct: Vec<&Type> = distinct.into_iter().collect();
    let some_empty = successful.iter().any(|response| response.content.is_none());
    match (distinct.as_slice(), some_empty) {
        ([], _) => Success::Empty,
        ([one], false) => Success::One((*one).clone()),
        ([one], true) => Success::Maybe((*one).clone()),
        _ => Success::PerStatus(
            successful
                .into_iter()
                .map(|response| (response.status.clone(), response.content.as_ref().map(|(_, of)| of.clone())))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Docs;

    fn response(status: &str, of: Option<Type>) -> Response {
        let content = of.map(|of| ("application/json".to_owned(), of));
        Response { status: status.to_owned(), content, encodings: Vec::new(), docs: Docs::default() }
    }

    #[test]
    fn what_counts_as_success_depends_on_what_is_declared() {
        let of = |method: &str, responses: &[(&str, Option<Type>)]| {
            let responses: Vec<Response> = responses.iter().map(|(status, of)| response(status, of.clone())).collect();
            success(method, &responses)
        };
        let (text, number) = (Some(Type::Text), Some(Type::Number));
        assert_eq!(of("GET", &[]), Success::Empty);
        assert_eq!(of("GET", &[("200", text.clone()), ("default", number.clone())]), Success::One(Type::Text));
        assert_eq!(of("GET", &[("default", text.clone()), ("404", number.clone())]), Success::One(Type::Text));
        assert_eq!(of("GET", &[("302", None), ("default", text.clone())]), Success::Empty);
        assert_eq!(of("GET", &[("2XX", text.clone()), ("201", text.clone())]), Success::One(Type::Text));
        assert_eq!(of("GET", &[("200", text.clone()), ("204", None)]), Success::Maybe(Type::Text));
        assert!(matches!(of("GET", &[("200", text.clone()), ("201", number)]), Success::PerStatus(_)));
        assert_eq!(of("HEAD", &[("200", text)]), Success::Empty);
    }
}
