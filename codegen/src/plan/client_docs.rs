//! The docs of the client: how to configure it, and how to authenticate.

use super::{Client, Credential, Scheme, rustdoc};
use crate::resolve::ServerVariable;
use crate::text::Line;

/// The docs of the builder: required and optional settings.
pub(super) fn builder_docs(client: &Client) -> Vec<Line> {
    let mut lines: Vec<Line> = vec!["Configures a client.".into()];
    if let Some(server) = client.servers.first() {
        let required = |variable: &&ServerVariable| variable.default.is_none();
        list(&mut lines, "# Arguments", server.variables.iter().filter(required).map(variable));
        let optional = server.variables.iter().filter(|variable| !required(variable)).map(variable);
        list(
            &mut lines,
            "The server URL has variables that can be set with [`variable`](runtime::ClientBuilder::variable):",
            optional,
        );
    }
    if client.servers.len() > 1 {
        rustdoc::paragraph(
            &mut lines,
            "Select another of the [`servers`] with [`server`](runtime::ClientBuilder::server).",
        );
    }
    list(&mut lines, "Security schemes:", client.schemes.iter().map(scheme));
    lines.extend(undeclared(client));
    lines
}

/// The section of the crate's docs on authentication; empty if the API needs none.
pub(super) fn authentication(client: &Client) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    list(&mut lines, "The builder takes the credentials of these security schemes:", client.schemes.iter().map(scheme));
    lines.extend(undeclared(client));
    if client.token_endpoint.is_some() {
        let text = "[`ClientCredentials`] obtains tokens from the token endpoint and renews them in time; pass it to \
                    [`token_provider`](runtime::ClientBuilder::token_provider).";
        rustdoc::paragraph(&mut lines, text);
    }
    if !lines.is_empty() {
        lines.splice(0..0, ["# Authentication".into(), Line::default()]);
    }
    lines
}

/// What to do if operations need security, but no scheme is declared.
fn undeclared(client: &Client) -> Vec<Line> {
    if !client.schemes.is_empty() || client.security.is_empty() {
        return Vec::new();
    }
    let text = "The description declares no credentials. A token is sent if it is set with \
                [`token`](runtime::ClientBuilder::token).";
    vec![Line::default(), text.into()]
}

fn list(lines: &mut Vec<Line>, head: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        rustdoc::paragraph(lines, head);
        lines.push(Line::default());
        lines.extend(items.into_iter().map(Line::from));
    }
}

fn variable(variable: &ServerVariable) -> String {
    let mut line = format!("* `{}`", rustdoc::code(&variable.name));
    let text = variable.description.as_deref().map(rustdoc::first_paragraph).unwrap_or_default();
    if !text.is_empty() {
        line.push_str(&format!(": {text}"));
    }
    if let Some(default) = &variable.default {
        line.push_str(&format!(" The default is `{}`.", rustdoc::code(default)));
    }
    if !variable.values.is_empty() {
        let values: Vec<String> = variable.values.iter().map(|value| format!("`{}`", rustdoc::code(value))).collect();
        line.push_str(&format!(" One of {}.", values.join(", ")));
    }
    line
}

fn scheme(scheme: &Scheme) -> String {
    let how = match &scheme.credential {
        Credential::Token => "a token, set with [`token`](runtime::ClientBuilder::token)",
        Credential::Basic => "a user name and a password, set with [`basic`](runtime::ClientBuilder::basic)",
        Credential::Key(..) => "a key, set with [`api_key`](runtime::ClientBuilder::api_key)",
        Credential::Custom => {
            "credentials that you set yourself: [`api_key`](runtime::ClientBuilder::api_key) takes the whole `Authorization` header, \
             [`default_header`](runtime::ClientBuilder::default_header) any other"
        }
        Credential::Transport => {
            "a client certificate, which you configure in the [`transport`](runtime::ClientBuilder::transport)"
        }
    };
    let described = scheme.docs.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    format!("* `{}`, {how}{described}", rustdoc::code(&scheme.name))
}
