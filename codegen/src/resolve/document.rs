//! Reads the metadata of a document: servers, security and tags.

use super::description::{Info, SecurityAlternative, SecurityScheme, Server, ServerVariable, Tag};
use super::read::child;
use super::read::{Node, Reader};
use crate::dialect::plain_text;

pub(super) fn info<'a>(reader: &mut Reader<'a>, root: &Node<'a>) -> Info {
    let Some(info) = child(reader, root, "info") else { return Info::default() };
    Info {
        title: reader.text(&info, "title").unwrap_or_default(),
        version: info.members.get("version").map(plain_text).unwrap_or_default(),
        description: reader.text(&info, "description").or_else(|| reader.text(&info, "summary")),
    }
}

pub(super) fn servers<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Server> {
    let mut servers = Vec::new();
    for (pointer, value) in reader.elements(node, "servers") {
        let Some(server) = reader.object(&pointer, value) else { continue };
        let Some(url) = reader.text(&server, "url") else { continue };
        let mut variables = Vec::new();
        for (name, variable) in reader.named_objects(&server, "variables") {
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: variable.members.get("default").map(plain_text),
                values: reader.elements(&variable, "enum").into_iter().map(|(_, value)| plain_text(value)).collect(),
                description: reader.text(&variable, "description"),
            });
        }
        let (name, description) = (reader.text(&server, "name"), reader.text(&server, "description"));
        servers.push(Server { url, name, description, variables });
    }
    servers
}

pub(super) fn security_schemes<'a>(reader: &mut Reader<'a>, components: &Node<'a>) -> Vec<SecurityScheme> {
    let mut schemes = Vec::new();
    for (name, scheme) in reader.named_objects(components, "securitySchemes") {
        schemes.push(SecurityScheme {
            name: name.to_owned(),
            kind: reader.text(&scheme, "type").unwrap_or_default(),
            description: reader.text(&scheme, "description"),
            members: scheme.members.clone(),
        });
    }
    schemes
}

pub(super) fn tags<'a>(reader: &mut Reader<'a>, root: &Node<'a>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (pointer, value) in reader.elements(root, "tags") {
        let Some(tag) = reader.object(&pointer, value) else { continue };
        let Some(name) = reader.text(&tag, "name") else { continue };
        let mut text = |key: &str| reader.text(&tag, key);
        tags.push(Tag {
            name,
            parent: text("parent"),
            kind: text("kind"),
            summary: text("summary"),
            description: text("description"),
        });
    }
    tags
}

/// `None` without `security`, which differs from an empty list.
pub(super) fn security<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<Vec<SecurityAlternative>> {
    node.members.get("security")?;
    let mut alternatives = Vec::new();
    for (pointer, value) in reader.elements(node, "security") {
        let Some(alternative) = reader.object(&pointer, value) else { continue };
        let names: Vec<String> = alternative.members.keys().cloned().collect();
        let scopes = names.into_iter().map(|name| (scheme(&name), reader.texts(&alternative, &name)));
        alternatives.push(scopes.collect());
    }
    Some(alternatives)
}

/// The scheme of a key: its name, or since OpenAPI 3.2 a reference to it under `components`.
fn scheme(key: &str) -> String {
    match key.rsplit_once("#/components/securitySchemes/") {
        Some((_, name)) => name.replace("~1", "/").replace("~0", "~"),
        None => key.to_owned(),
    }
}
