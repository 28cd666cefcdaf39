//! The example of the crate's docs: a client, and a first call.

use super::sample_address;
use super::{
    CallForm, Client, Constructor, Credential, Group, Item, Operation, Output, RustType, SetBy, Struct, rustdoc,
};
use crate::api::{Api, Docs};
use crate::config::Placement;
use crate::text::Line;
use std::collections::HashMap;

/// The maximum length of an example of the description that is used as an argument.
const LONGEST_EXAMPLE: usize = 40;

/// The lines of the example.
///
/// It calls the operation that needs least: `GET` before `POST`, then the fewest arguments, then the first one. Other methods change too
/// much for an example.
pub(super) fn example(
    api: &Api,
    client: &Client,
    groups: &[Group],
    types: &[Item],
    library: &str,
    placement: &Placement,
) -> Vec<Line> {
    let samples = &Samples { api, items: types.iter().map(|item| (item.ident(), item)).collect() };
    let calls = groups.iter().flat_map(|group| {
        group.operations.iter().filter_map(move |operation| Some((group, operation, samples.arguments(operation)?)))
    });
    let first = calls.min_by_key(|(_, operation, arguments)| {
        (operation.deprecated, operation.verb != "GET", arguments.len(), operation.position)
    });
    let needs_types =
        first.as_ref().is_some_and(|(.., arguments)| arguments.iter().any(|each| each.contains("types::")));
    let path = match placement {
        Placement::Crate => library.to_owned(),
        Placement::Module(path) => format!("crate::{path}"),
    };
    let mut code: Vec<String> = Vec::new();
    code.push(if needs_types { format!("use {path}::{{Client, types}};") } else { format!("use {path}::Client;") });
    code.push(String::new());
    let credentials = first.as_ref().map(|(_, operation, _)| credentials(operation)).unwrap_or_default();
    code.push(format!("let client = Client::builder({}){credentials}.build()?;", addresses(api, client)));
    if let Some((group, operation, arguments)) = &first {
        let call = format!("{}.{}({}).await?;", group.call, operation.method, arguments.join(", "));
        match operation.output {
            Output::Unit => code.push(call),
            _ => code.extend([format!("let response = {call}"), "println!(\"{response:?}\");".to_owned()]),
        }
    }
    let feature = first.and_then(|(group, ..)| group.feature.as_deref());
    let is_checked = *placement == Placement::Crate && syn::parse_str::<syn::Ident>(library).is_ok();
    let lines = if is_checked { checked(code, library, feature) } else { shown(code) };
    lines.into_iter().map(Line::from).collect()
}

/// A doctest that compiles, but does not run.
fn checked(code: Vec<String>, library: &str, feature: Option<&str>) -> Vec<String> {
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(match feature {
        Some(feature) => format!("# #[cfg(all(feature = \"client\", feature = {feature:?}))]"),
        None => "# #[cfg(feature = \"client\")]".to_owned(),
    });
    lines.push(format!("# async fn example() -> Result<(), {library}::Error> {{"));
    lines.extend(code);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Plain text: the doctests of a module would run in the enclosing crate, whose name is unknown.
fn shown(code: Vec<String>) -> Vec<String> {
    let fence = |text: &str| vec![text.to_owned()];
    [fence("```text"), code, fence("```")].concat()
}

/// The arguments of the builder: the variables of the server URL.
fn addresses(api: &Api, client: &Client) -> String {
    let server = client.servers.first();
    // As declared: the plan lacks defaults that are templates for readers.
    let declared = server.and_then(|server| api.servers.iter().find(|declared| declared.url == server.url));
    let variables = declared.map(|server| server.variables.as_slice()).unwrap_or_default();
    let sample = |wire: &String| match (variables.iter().find(|variable| variable.name == *wire), declared) {
        _ if wire == "base_url" => text("https://api.example.com"),
        (Some(variable), Some(server)) => text(&sample_address::sample(&server.url, variable)),
        _ => text(wire),
    };
    client.arguments.iter().map(|(wire, _)| sample(wire)).collect::<Vec<_>>().join(", ")
}

/// The credentials of the first alternative that the builder supports.
fn credentials(operation: &Operation) -> String {
    let is_set = |credential: &Credential| !matches!(credential, Credential::Custom | Credential::Transport);
    let mut alternatives = operation.security.iter();
    let Some(first) = alternatives.find(|each| each.iter().all(|requirement| is_set(&requirement.credential))) else {
        return String::new();
    };
    let calls = first.iter().map(|requirement| match &requirement.credential {
        Credential::Token => ".token(\"my-token\")".to_owned(),
        Credential::Basic => ".basic(\"user\", \"password\")".to_owned(),
        Credential::Key(..) => format!(".api_key({}, \"my-key\")", text(&requirement.scheme)),
        Credential::Custom | Credential::Transport => String::new(),
    });
    calls.collect()
}

/// A string literal in a line of docs.
fn text(value: &str) -> String {
    proc_macro2::Literal::string(&rustdoc::one_line(value)).to_string()
}

/// Values for arguments.
struct Samples<'a> {
    api: &'a Api,
    items: HashMap<&'a str, &'a Item>,
}

impl Samples<'_> {
    /// The arguments of a call; `None` if there is no value for one of them.
    fn arguments(&self, operation: &Operation) -> Option<Vec<String>> {
        if operation.form == CallForm::Events || !matches!(operation.verb.as_str(), "GET" | "POST") {
            return None;
        }
        let described = &self.api.operations[operation.position];
        let parameters = operation.parameters.iter().zip(&described.parameters);
        let required = parameters.filter(|(parameter, _)| parameter.required);
        let mut arguments: Vec<String> = required
            .map(|(parameter, described)| self.value(&parameter.of, &parameter.wire, Some(&described.docs)))
            .collect::<Option<_>>()?;
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            arguments.push(self.value(&body.of, &body.ident, None)?);
        }
        Some(arguments)
    }

    fn value(&self, of: &RustType, name: &str, docs: Option<&Docs>) -> Option<String> {
        Some(match of {
            RustType::Bool => "true".to_owned(),
            RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "1".to_owned(),
            RustType::F64 => "1.0".to_owned(),
            RustType::String => {
                let example = docs.and_then(|docs| docs.example.as_ref()?.as_str());
                let is_usable = |example: &&str| {
                    example.len() <= LONGEST_EXAMPLE && example.chars().all(|each| each.is_ascii_graphic())
                };
                text(example.filter(is_usable).unwrap_or(name))
            }
            RustType::Named(ident) => match self.items.get(self.target(ident))? {
                Item::Enum(each) => format!("types::{ident}::{}", each.variants.first()?.ident),
                Item::Struct(each) => format!("types::{ident}::new({})", self.constructor(each)?),
                Item::Union(_) | Item::Alias(_) => return None,
            },
            _ => return None,
        })
    }

    /// The arguments of a constructor, if all are plain.
    fn constructor(&self, object: &Struct) -> Option<String> {
        if object.constructor == Constructor::No {
            return None;
        }
        let asked = object.fields.iter().filter(|field| field.asked == SetBy::Constructor);
        let values = asked.map(|field| match &field.argument {
            RustType::Named(ident) if matches!(self.items.get(ident.as_str()), Some(Item::Struct(_))) => None,
            of => self.value(of, &field.wire, None),
        });
        Some(values.collect::<Option<Vec<String>>>()?.join(", "))
    }

    /// The type that an alias stands for.
    fn target<'n>(&'n self, ident: &'n str) -> &'n str {
        match self.items.get(ident) {
            Some(Item::Alias(alias)) => &alias.target,
            _ => ident,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use serde_json::{Value, json};

    /// The lines of the example for these paths.
    fn example(paths: &Value) -> Vec<String> {
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Examples", "version": "1"}, "paths": paths,
            "components": {
                "securitySchemes": {
                    "login": {"type": "http", "scheme": "basic"}, "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                },
                "schemas": {
                    "Kind": {"type": "string", "enum": ["new", "old"]},
                    "Query": {"type": "object", "required": ["text", "most"], "properties": {
                        "text": {"type": "string"}, "most": {"type": "integer"},
                    }},
                },
            },
        });
        let run = crate::bind("examples.json".as_ref(), description.to_string().into_bytes(), &Config::default());
        let files = run.product.expect("a product").files;
        let root = files.into_iter().find(|file| file.path == "src/lib.rs").expect("a root").text;
        let lines = root.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| line.trim_start().to_owned());
        let example = lines.skip_while(|line| line != "```no_run").skip(1).take_while(|line| line != "```");
        example.filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
    }

    fn operation(id: &str, more: &Value) -> Value {
        let mut operation = json!({
            "operationId": id, "tags": ["all"], "security": [],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "string"}}}}},
        });
        let members = more.as_object().expect("an object").clone();
        operation.as_object_mut().expect("an object").extend(members);
        operation
    }

    fn call(paths: &Value) -> String {
        let lines = example(paths);
        lines.into_iter().find(|line| line.contains(".all()")).unwrap_or_default()
    }

    #[test]
    fn the_first_call_is_one_that_reads_and_asks_for_least() {
        let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "example": "u-1"});
        let kind =
            json!({"name": "kind", "in": "query", "required": true, "schema": {"$ref": "#/components/schemas/Kind"}});
        let get = operation("get", &json!({"parameters": [id]}));
        let list = operation("list", &json!({}));
        let old = operation("old", &json!({"deprecated": true}));
        let body = json!({"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Query"}}}});
        let search = operation("search", &json!({"requestBody": body}));
        let of_kind = operation("of_kind", &json!({"parameters": [kind]}));
        for (paths, expected) in [
            (
                json!({"/a/{id}": {"get": get}, "/a": {"get": list, "post": search}}),
                "let response = client.all().list().await?;",
            ),
            (json!({"/a/{id}": {"get": get}, "/a": {"get": old}}), "let response = client.all().get(\"u-1\").await?;"),
            (json!({"/a": {"get": of_kind}}), "let response = client.all().of_kind(types::Kind::New).await?;"),
            (
                json!({"/a": {"post": search}}),
                "let response = client.all().search(types::Query::new(\"text\", 1)).await?;",
            ),
            (json!({"/a": {"delete": list}}), ""),
        ] {
            assert_eq!(call(&paths), expected);
        }
    }

    #[test]
    fn the_client_has_an_address_and_the_credentials_that_the_call_needs() {
        for (security, expected) in [
            (json!([]), ""),
            (json!([{"login": []}]), ".basic(\"user\", \"password\")"),
            (json!([{"key": [], "login": []}]), ".api_key(\"key\", \"my-key\").basic(\"user\", \"password\")"),
            (json!([{}, {"login": []}]), ""),
        ] {
            let lines = example(&json!({"/a": {"get": operation("list", &json!({"security": security}))}}));
            let client = format!("let client = Client::builder(\"https://api.example.com\"){expected}.build()?;");
            assert!(lines.contains(&client), "{lines:#?}");
        }
    }
}
