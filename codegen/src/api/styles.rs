//! Finds parameters whose style cannot serialize all their values.

use super::{Api, Kind, Parameter, Place, Type, TypeId};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Reports each parameter that can hold values that its style cannot serialize. The runtime rejects such a value.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for parameter in api.operations.iter().flat_map(|operation| &operation.parameters) {
        let Some(style) = Style::of(parameter) else { continue };
        if let Some(what) = (Walk { api, style, open: Vec::new() }).whole(&parameter.of) {
            let (place, name) = (parameter.place.word(), &parameter.name);
            let message = format!("the {place} parameter {name:?} can hold {what}, which its style cannot serialize");
            diagnostics.push(Diagnostic::new(Code::NestedParameter, &parameter.pointer, message));
        }
    }
}

/// How a style serializes the properties of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// In one value, so that none of them can be an array or an object.
    Flat,
    /// As separate parameters, which may repeat.
    Apart,
}

impl Style {
    /// `None` if the style can serialize everything.
    fn of(parameter: &Parameter) -> Option<Self> {
        let default = match parameter.place {
            Place::Path | Place::Header => "simple",
            Place::Query | Place::QueryString | Place::Cookie => "form",
        };
        match parameter.style.as_deref().unwrap_or(default) {
            "deepObject" => None,
            _ if parameter.media_type.is_some() => None,
            "form" if parameter.explode != Some(false) => Some(Self::Apart),
            _ => Some(Self::Flat),
        }
    }
}

struct Walk<'a> {
    api: &'a Api,
    style: Style,
    /// The enclosing types, so that a recursive one is inspected once.
    open: Vec<TypeId>,
}

/// The kind of value that cannot be serialized.
type What = Option<&'static str>;

const IN_ARRAY: What = Some("an array or an object in an array");
const IN_OBJECT: What = Some("an array or an object in an object");
const DEEP: What = Some("an object, or an array of anything but scalars, in an object");

impl Walk<'_> {
    /// What the value of a parameter can hold.
    fn whole(&mut self, of: &Type) -> What {
        match of {
            Type::Nullable(inner) => self.whole(inner),
            Type::List(inner) => self.element(inner),
            Type::Tuple(elements, _, rest) => {
                elements.iter().chain(rest.as_deref()).find_map(|each| self.element(each))
            }
            Type::Map(inner) => self.member(inner),
            Type::Named(id) => self.within(*id, |walk, kind| match kind {
                Kind::Enum(_) => None,
                Kind::Union { variants, .. } => variants.iter().find_map(|each| walk.whole(&each.of)),
                Kind::Object { properties, rest, .. } => {
                    let members = properties.iter().map(|property| &property.of).chain(rest);
                    members.into_iter().find_map(|of| walk.member(of))
                }
            }),
            _ => None,
        }
    }

    fn element(&mut self, of: &Type) -> What {
        if self.is_plain(of) { None } else { IN_ARRAY }
    }

    fn member(&mut self, of: &Type) -> What {
        match (self.style, of) {
            (_, Type::Nullable(inner)) => self.member(inner),
            (Style::Apart, Type::List(inner)) if self.is_plain(inner) => None,
            (Style::Apart, Type::Named(id)) if self.is_union(*id) => self.within(*id, |walk, kind| match kind {
                Kind::Union { variants, .. } => variants.iter().find_map(|each| walk.member(&each.of)),
                Kind::Enum(_) | Kind::Object { .. } => None,
            }),
            (_, of) if self.is_plain(of) => None,
            (Style::Apart, _) => DEEP,
            (Style::Flat, _) => IN_OBJECT,
        }
    }

    /// Whether a value is a single string on the wire. Any JSON may be one; its caller knows.
    fn is_plain(&mut self, of: &Type) -> bool {
        match of {
            Type::Nullable(inner) => self.is_plain(inner),
            Type::List(_) | Type::Tuple(..) | Type::Map(_) => false,
            Type::Named(id) if matches!(self.api.definition(*id).kind, Kind::Object { .. }) => false,
            Type::Named(id) => {
                let nested = self.within(*id, |walk, kind| match kind {
                    Kind::Union { variants, .. } => variants.iter().find_map(|each| walk.element(&each.of)),
                    Kind::Enum(_) | Kind::Object { .. } => None,
                });
                nested.is_none()
            }
            _ => true,
        }
    }

    fn is_union(&self, id: TypeId) -> bool {
        matches!(self.api.definition(id).kind, Kind::Union { .. })
    }

    /// Inspects a named type, unless that is in progress.
    fn within(&mut self, id: TypeId, look: impl FnOnce(&mut Self, &Kind) -> What) -> What {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let api = self.api;
        let found = look(self, &api.definition(id).kind);
        self.open.pop();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use serde_json::{Value, json};

    /// The message about a query parameter with a schema.
    fn messages(members: Value, schema: Value) -> Vec<String> {
        let mut parameter = json!({"name": "q", "in": "query", "schema": schema});
        parameter.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        let description = json!({
            "openapi": "3.2.0", "info": {"title": "Styles", "version": "1"},
            "components": {"schemas": {
                "Filter": {"type": "object", "properties": {
                    "and": {"type": "array", "items": {"$ref": "#/components/schemas/Filter"}}, "is": {"type": "string"},
                }},
                "OneOrMany": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                "Kind": {"type": "string", "enum": ["a", "b"]},
            }},
            "paths": {"/a": {"get": {"parameters": [parameter], "responses": {}}}},
        });
        let run = crate::bind("api.json".as_ref(), description.to_string().into_bytes(), &Config::default());
        let found = run.diagnostics.iter().filter(|each| each.code == Code::NestedParameter);
        found.map(|each| format!("{} {}", each.pointer.text(), each.message)).collect()
    }

    #[test]
    fn serializable_values_are_not_reported() {
        let list = |of: Value| json!({"type": "array", "items": of});
        let object = |of: Value| json!({"type": "object", "properties": {"a": of}});
        let [text, one_or_many, kind] = [
            json!({"type": "string"}),
            json!({"$ref": "#/components/schemas/OneOrMany"}),
            json!({"$ref": "#/components/schemas/Kind"}),
        ];
        for schema in [
            text.clone(),
            list(kind.clone()),
            object(kind.clone()),
            object(list(kind)),
            object(one_or_many.clone()),
            one_or_many,
            list(json!({})),
            json!({"type": "object", "additionalProperties": {"type": ["integer", "null"]}}),
        ] {
            assert_eq!(messages(json!({}), schema.clone()), [""; 0], "{schema}");
        }
        let filter = json!({"$ref": "#/components/schemas/Filter"});
        assert_eq!(messages(json!({"style": "deepObject"}), filter.clone()), [""; 0]);
        let content = json!({"content": {"application/json": {"schema": filter}}});
        assert_eq!(messages(content, json!({"type": "string"})), [""; 0]);
    }

    #[test]
    fn unserializable_values_are_reported_once() {
        let list = |of: Value| json!({"type": "array", "items": of});
        let object = |of: Value| json!({"type": "object", "properties": {"a": of}});
        let (text, filter) = (json!({"type": "string"}), json!({"$ref": "#/components/schemas/Filter"}));
        for (members, schema, what) in [
            (json!({}), filter.clone(), "an object, or an array of anything but scalars, in an object"),
            (json!({}), list(filter), "an array or an object in an array"),
            (json!({}), list(list(text.clone())), "an array or an object in an array"),
            (json!({"explode": false}), object(list(text.clone())), "an array or an object in an object"),
            (json!({"style": "pipeDelimited"}), object(list(text.clone())), "an array or an object in an object"),
            (json!({"in": "header"}), object(list(text)), "an array or an object in an object"),
        ] {
            let place = if members.get("in").is_some() { "header" } else { "query" };
            let message = format!("the {place} parameter \"q\" can hold {what}, which its style cannot serialize");
            assert_eq!(messages(members, schema), [format!("/paths/~1a/get/parameters/0 {message}")]);
        }
    }
}
