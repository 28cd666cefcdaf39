//! Declared response headers. They mean the same wherever they are declared, so each is bound once for the whole API.

use super::types::TypeBuilder;
use super::{Docs, ResponseHeader, Type};
use crate::resolve::{Description, Header};
use std::collections::HashMap;

/// The headers of all responses, by case-insensitive name (RFC 9110, 5.1), in the order of discovery.
pub(super) fn bind(builder: &TypeBuilder<'_>, description: &Description) -> Vec<ResponseHeader> {
    let mut bound: Vec<ResponseHeader> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (position, operation) in description.operations.iter().enumerate() {
        for header in operation.responses.iter().flat_map(|response| &response.headers) {
            let of = of(builder, header);
            let position_of = *known.entry(header.name.to_ascii_lowercase()).or_insert(bound.len());
            match bound.get_mut(position_of) {
                Some(known) => {
                    known.of = common(&known.of, of);
                    known.is_json &= header.is_json;
                    known.docs.text = known.docs.text.take().or_else(|| header.description.clone());
                    known.docs.deprecated &= header.deprecated;
                    if known.operations.last() != Some(&position) {
                        known.operations.push(position);
                    }
                }
                None => bound.push(ResponseHeader {
                    name: header.name.clone(),
                    of,
                    is_json: header.is_json,
                    docs: Docs { text: header.description.clone(), deprecated: header.deprecated, ..Docs::default() },
                    operations: vec![position],
                }),
            }
        }
    }
    bound
}

/// The type of a header. Named types are not used: the accessor exists whatever groups are enabled.
fn of(builder: &TypeBuilder<'_>, header: &Header) -> Type {
    match header.schema {
        _ if header.is_json => Type::Json,
        Some(schema) => builder.plain_type(schema),
        None => Type::Text,
    }
}

/// The common type of two declarations of a header: an integer is a number, and everything is a string.
fn common(one: &Type, other: Type) -> Type {
    match (one, &other) {
        (one, other) if one == other => one.clone(),
        (Type::Integer(_), Type::Integer(_)) => Type::Integer(super::Width::I64),
        (Type::Integer(_) | Type::Number, Type::Integer(_) | Type::Number) => Type::Number,
        _ => Type::Text,
    }
}
