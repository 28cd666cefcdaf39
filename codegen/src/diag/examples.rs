//! An example of each diagnostic and how to fix it, for `bindery explain`.

use super::Code;

/// A snippet of a description, a configuration or a command line that is reported, and the fixed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The snippet that is reported.
    pub wrong: &'static str,
    /// The same snippet, fixed.
    pub right: &'static str,
}

impl Code {
    /// An example of this diagnostic.
    pub fn example(self) -> Option<Example> {
        let find = |examples: &'static [(Self, &'static str, &'static str)]| {
            let (_, wrong, right) = examples.iter().find(|(code, ..)| *code == self)?;
            Some(Example { wrong, right })
        };
        find(READING)
            .or_else(|| find(REFERENCES))
            .or_else(|| find(SCHEMAS))
            .or_else(|| find(OPERATIONS))
            .or_else(|| find(OUTPUT))
            .or_else(|| find(TRAFFIC))
    }
}

const READING: &[(Code, &str, &str)] = &[
    (Code::Unreadable, "bindery generate opanapi.json", "bindery generate openapi.json"),
    (Code::Syntax, r#"{"openapi": "3.1.0",}"#, r#"{"openapi": "3.1.0"}"#),
    (Code::NotOpenApi, r#"{"name": "my-package"}"#, r#"{"openapi": "3.1.0", "info": {...}, "paths": {...}}"#),
    (Code::UnsupportedVersion, r#""openapi": "4.0.0""#, r#""openapi": "3.1.0""#),
    (Code::Config, "[package]\nnmae = \"my-bindings\"", "[package]\nname = \"my-bindings\""),
    (
        Code::UnusedRule,
        "[[rule]]\nmatch = \"LogStraem\"\nrename = \"Stream\"",
        "[[rule]]\nmatch = \"LogStream\"\nrename = \"Stream\"",
    ),
    (Code::TooLarge, "a: &a [*z, *z, *z, *z, *z, *z, *z, *z]   # and so on, at each level", "a: [1, 2, 3]"),
    (Code::DuplicateName, r#"{"id": {"type": "string"}, "id": {"type": "integer"}}"#, r#"{"id": {"type": "integer"}}"#),
    (Code::Selector, "[select]\nonly = [\"tag:Uesrs\"]", "[select]\nonly = [\"tag:Users\"]"),
    (
        Code::BrokenLock,
        "[types.\"#/components/schemas/pet\"]\nname = \"Pet\"\n[types.\"#/components/schemas/Pet\"]\nname = \"Pet\"",
        "[types.\"#/components/schemas/pet\"]\nname = \"Pet\"\n[types.\"#/components/schemas/Pet\"]\nname = \"Pet2\"",
    ),
    (Code::LostName, "members.more = \"extra\"", "members.more = \"more\""),
    (Code::BrokenPart, "Pet: {type: object", "Pet: {type: object}"),
    (
        Code::Overlay,
        "actions:\n- target: $.paths./pets.get\n  remove: true",
        "actions:\n- target: $.paths['/pets'].get\n  remove: true",
    ),
    (
        Code::IdleAction,
        "- target: $.components.schemas.Prot\n  update: {nullable: true}",
        "- target: $.components.schemas.Port\n  update: {nullable: true}",
    ),
];

const REFERENCES: &[(Code, &str, &str)] = &[
    (Code::WrongType, r#""parameters": {"name": "page"}"#, r#""parameters": [{"name": "page", "in": "query"}]"#),
    (
        Code::DanglingReference,
        r##"{"$ref": "#/components/schemas/Usre"}"##,
        r##"{"$ref": "#/components/schemas/User"}"##,
    ),
    (
        Code::CyclicReference,
        r##""A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}"##,
        r##""A": {"$ref": "#/components/schemas/B"}, "B": {"type": "object"}"##,
    ),
    (
        Code::RemoteReference,
        r#"{"$ref": "https://example.com/errors.json#/Problem"}"#,
        "# in bindery.toml\n[vendor]\n\"https://example.com/\" = \"vendor/example\"",
    ),
    (
        Code::LostMapping,
        r#""mapping": {"cat": "models/cat.yml"}"#,
        r##""mapping": {"cat": "#/components/schemas/Cat"}"##,
    ),
    (Code::MisspeltKeyword, r#""requestbody": {"content": {...}}"#, r#""requestBody": {"content": {...}}"#),
    (Code::Tolerated, r#""deprecated": "true""#, r#""deprecated": true"#),
];

const SCHEMAS: &[(Code, &str, &str)] = &[
    (Code::Contradiction, r#"{"type": "integer", "enum": ["a", "b"]}"#, r#"{"type": "string", "enum": ["a", "b"]}"#),
    (
        Code::Untyped,
        r#"{"description": "The user's metadata"}"#,
        r#"{"type": "object", "additionalProperties": {"type": "string"}}"#,
    ),
    (
        Code::Conflict,
        r#"{"allOf": [{"properties": {"id": {"type": "string"}}}, {"properties": {"id": {"type": "integer"}}}]}"#,
        r#"{"allOf": [{"properties": {"id": {"type": "string"}}}, {"required": ["id"]}]}"#,
    ),
    (
        Code::Trial,
        r#"{"oneOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}"#,
        r#"{"oneOf": [{"required": ["kind"], "properties": {"kind": {"const": "a"}, "a": {}}},
           {"required": ["kind"], "properties": {"kind": {"const": "b"}, "b": {}}}]}"#,
    ),
    (
        Code::LargeValues,
        r#"{"type": "integer", "enum": [1, 18446744073709551616]}"#,
        r#"{"type": "string", "enum": ["1", "18446744073709551616"]}"#,
    ),
    (
        Code::LeftOut,
        r#"{"properties": {"kind": {}}, "if": {"required": ["kind"]}, "then": {"properties": {"size": {}}}}"#,
        r#"{"properties": {"kind": {}, "size": {}}}"#,
    ),
    (
        Code::TooDeep,
        r##""A1": {"allOf": [{"$ref": "#/components/schemas/A0"}]}, ..., "A250": {"allOf": [{"$ref": "#/components/schemas/A249"}]}"##,
        r##""A1": {"allOf": [{"$ref": "#/components/schemas/A0"}]}, "A2": {"allOf": [{"$ref": "#/components/schemas/A0"}]}"##,
    ),
    (
        Code::SecretNames,
        r#"{"properties": {"client_secret": {"type": "string"}}}"#,
        r#"{"properties": {"client_secret": {"type": "string", "format": "password"}}}"#,
    ),
    (Code::MistypedValues, r#"{"type": "string", "enum": [1, 2]}"#, r#"{"type": "string", "enum": ["1", "2"]}"#),
];

const OPERATIONS: &[(Code, &str, &str)] = &[
    (
        Code::DuplicateOperation,
        r#""/users": {"get": {"operationId": "list"}}, "/roles": {"get": {"operationId": "list"}}"#,
        r#""/users": {"get": {"operationId": "listUsers"}}, "/roles": {"get": {"operationId": "listRoles"}}"#,
    ),
    (
        Code::SkippedOperation,
        r##""get": {"parameters": [{"$ref": "#/components/parameters/gone"}]}"##,
        r#""get": {"parameters": [{"name": "page", "in": "query"}]}"#,
    ),
    (
        Code::PathTemplate,
        r#""/users/{id}": {"get": {"parameters": [{"name": "userId", "in": "path", "required": true}]}}"#,
        r#""/users/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true}]}}"#,
    ),
    (
        Code::DuplicateParameter,
        r#""parameters": [{"name": "page", "in": "query"}, {"name": "page", "in": "query"}]"#,
        r#""parameters": [{"name": "page", "in": "query"}]"#,
    ),
    (
        Code::NestedParameter,
        r#"{"name": "filter", "in": "query", "schema": {"type": "array", "items": {"type": "object"}}}"#,
        r#"{"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}}"#,
    ),
    (
        Code::BodyForm,
        r#""content": {"application/x-www-form-urlencoded": {"schema": {"type": "array", "items": {"type": "string"}}}}"#,
        r#""content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}}}"#,
    ),
    (
        Code::UnknownSecurity,
        r#""securitySchemes": {"key": {"type": "http", "scheme": "dsn"}}"#,
        r#""securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "Authorization"}}"#,
    ),
    (
        Code::PagingUnclear,
        r#"{"name": "page", "in": "query", "schema": {"type": "integer"}}"#,
        r#"{"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}"#,
    ),
    (
        Code::Unreached,
        r#"{"components": {"schemas": {"Pet": {"type": "object"}}}}   # unreached = "leave", or no features"#,
        r##""responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}"##,
    ),
];

const OUTPUT: &[(Code, &str, &str)] = &[
    (
        Code::ForeignFile,
        "bindery generate api.json --out my-own-crate",
        "bindery generate api.json --out my-own-crate/bindings",
    ),
    (Code::Unwritable, "bindery generate api.json --out /read-only", "bindery generate api.json --out bindings"),
    (
        Code::OutOfStep,
        "bindery generate --check   # the description has changed since",
        "bindery generate && git add generated",
    ),
    (
        Code::Malformed,
        "a description for which Bindery generates invalid Rust",
        "nothing to fix: this is a bug in Bindery",
    ),
    (
        Code::EditedFile,
        "// in generated/src/client.rs, below its header\nimpl Client { ... }",
        "// in a crate of your own\ntrait ClientExt { ... }\nimpl ClientExt for generated::Client { ... }",
    ),
    (Code::StaleLock, "bindery.lock without a new schema", "bindery lock"),
];

const TRAFFIC: &[(Code, &str, &str)] = &[
    (
        Code::UndeclaredProperty,
        "{properties: {id: {type: string}}}   # and the server sends \"color\"",
        "{properties: {id: {type: string}, color: {type: string}}}",
    ),
    (Code::MissingRequired, "required: [id, color]   # and the server sends no \"color\"", "required: [id]"),
    (Code::UnexpectedNull, "color: {type: string}   # and the server sends null", "color: {type: [string, 'null']}"),
    (Code::DeviatingType, "price: {type: number}   # and the server sends \"1.20\"", "price: {type: [number, string]}"),
    (Code::NewValue, "enum: [red, green]   # and the server sends \"blue\"", "enum: [red, green, blue]"),
    (
        Code::UnmatchedUnion,
        "oneOf: [{type: string}, {type: integer}]   # and the server sends []",
        "oneOf: [{type: string}, {type: integer}, {type: array, items: {}}]",
    ),
    (
        Code::UndeclaredStatus,
        "responses: {'200': ...}   # and the server answers 404",
        "responses: {'200': ..., '404': ...}",
    ),
    (
        Code::UndeclaredMediaType,
        "content: {application/json: ...}   # and the server sends text/html",
        "content: {application/json: ..., text/html: {}}",
    ),
    (Code::UnknownPath, "paths: {/pets: ...}   # and GET /owners was recorded", "paths: {/pets: ..., /owners: ...}"),
    (
        Code::UndeclaredParameter,
        "parameters: []   # and ?page=2 was recorded",
        "parameters: [{name: page, in: query, schema: {type: integer}}]",
    ),
    (
        Code::UndeclaredHeader,
        "headers: {X-Total: ...}   # and X-Page was recorded",
        "headers: {X-Total: ..., X-Page: {schema: {type: integer}}}",
    ),
    (Code::UnreadableTraffic, r#"{"method": "GET"}"#, r#"{"method": "GET", "url": "/pets", "status": 200}"#),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_example() {
        let without: Vec<&Code> = Code::ALL.iter().filter(|code| code.example().is_none()).collect();
        assert!(without.is_empty(), "{without:?}");
        assert!(Code::ALL.iter().filter_map(|code| code.example()).all(|example| example.wrong != example.right));
    }
}
