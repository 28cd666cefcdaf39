//! The client.

use super::macro_call::text;
use super::{docs, gate, ident, root};
use crate::api::Place;
use crate::plan::{Client, CratePlan, Credential, Group, Requirement, Server, TokenEndpoint, rustdoc};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pieces(plan: &CratePlan) -> Vec<TokenStream> {
    let groups: Vec<&Group> = plan.groups.iter().filter(|group| group.parent.is_none()).collect();
    let mut uses = TokenStream::new();
    if plan.has_servers_module {
        let root = root(plan);
        uses.extend(quote! { use #root::servers; });
    }
    uses.extend(quote! { use bindery_runtime::__private as runtime; });
    vec![uses, description(plan), client(plan), methods(plan, &groups)]
}

fn description(plan: &CratePlan) -> TokenStream {
    let client = &plan.client;
    let (title, user_agent) = (&client.title, &client.user_agent);
    let servers = client.servers.iter().map(|server| {
        if plan.has_servers_module {
            let name = ident(&server.ident);
            quote! { &servers::#name }
        } else {
            let server = self::server(server);
            quote! { &#server }
        }
    });
    let shared = plan.has_shared_security.then(|| {
        let security: Option<TokenStream> = alternatives(&client.security).parse().ok();
        quote! {
            /// The default security requirements of operations.
            #[allow(dead_code, reason = "unused if all groups of operations are disabled")]
            pub(crate) static SECURITY: runtime::Security = runtime::security!(#security);
        }
    });
    let extras = extras(client);
    let rest = (extras.len() < EXTRAS).then(|| quote! { ..runtime::Api::EMPTY });
    quote! {
        static API: runtime::Api = runtime::Api {
            title: #title,
            user_agent: #user_agent,
            servers: &[#( #servers ),*],
            #( #extras, )*
            #rest
        };
        #shared
    }
}

/// The number of optional fields in the API's descriptor.
const EXTRAS: usize = 3;

/// The optional fields of the API's descriptor that are present.
fn extras(client: &Client) -> Vec<TokenStream> {
    let pairs = |pairs: &[(String, String)]| {
        let pairs = pairs.iter().map(|(name, value)| quote! { (#name, #value) });
        quote! { &[#( #pairs ),*] }
    };
    let token_endpoint = client.token_endpoint.as_ref().map(|TokenEndpoint { url, parameters }| {
        let parameters = pairs(parameters);
        quote! { token_endpoint: Some(runtime::TokenEndpoint { url: #url, parameters: #parameters }) }
    });
    let headers = (!client.headers.is_empty()).then(|| {
        let headers = pairs(&client.headers);
        quote! { headers: #headers }
    });
    let telemetry = client.telemetry.as_ref().map(|(header, name, version)| {
        quote! { telemetry: Some(runtime::Telemetry { header: #header, name: #name, version: #version }) }
    });
    [token_endpoint, headers, telemetry].into_iter().flatten().collect()
}

/// The module of servers.
pub(super) fn servers(plan: &CratePlan) -> Vec<TokenStream> {
    let servers = plan.client.servers.iter().map(|server| {
        let (docs, name, value) = (docs(&server.docs), ident(&server.ident), self::server(server));
        quote! {
            #docs
            pub static #name: runtime::Server = #value;
        }
    });
    std::iter::once(quote! { use bindery_runtime::__private as runtime; }).chain(servers).collect()
}

fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|variable| {
        let (name, values) = (&variable.name, &variable.values);
        let default = match &variable.default {
            Some(default) => quote! { Some(#default) },
            None => quote! { None },
        };
        quote! { runtime::Variable { name: #name, default: #default, values: &[#( #values ),*] } }
    });
    quote! { runtime::Server { url: #url, variables: &[#( #variables ),*] } }
}

/// Security requirements in the form of the macro: alternatives of schemes.
pub(super) fn alternatives(alternatives: &[Vec<Requirement>]) -> String {
    let alternatives = alternatives.iter().map(|alternative| {
        let requirements: Vec<String> = alternative.iter().map(requirement).collect();
        format!("[{}]", requirements.join(", "))
    });
    alternatives.collect::<Vec<_>>().join(" | ")
}

fn requirement(plan: &Requirement) -> String {
    // The runtime separates the parts of a requirement by lines and tabs, so names must not contain them.
    let text = |name: &str| text(&name.replace(char::is_control, " "));
    let scheme = text(&plan.scheme);
    let scopes: Vec<String> = plan.scopes.iter().map(|scope| text(scope)).collect();
    match &plan.credential {
        Credential::Token if scopes.is_empty() => scheme,
        Credential::Token => format!("{scheme}({})", scopes.join(", ")),
        Credential::Basic => format!("basic {scheme}"),
        Credential::Transport => format!("transport {scheme}"),
        Credential::Custom => format!("custom {scheme}"),
        Credential::Key(Place::Query, name) => format!("key_in_query {scheme} {}", text(name)),
        Credential::Key(Place::Cookie, name) => format!("key_in_cookie {scheme} {}", text(name)),
        Credential::Key(_, name) => format!("key_in_header {scheme} {}", text(name)),
    }
}

fn client(plan: &CratePlan) -> TokenStream {
    let mut lines = plan.client.docs.clone();
    rustdoc::paragraph(&mut lines, "Cheap to clone; all clones share their connections.");
    let docs = docs(&lines);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #[allow(dead_code, reason = "unused if all groups of operations are disabled")]
            core: runtime::Core,
        }
        impl From<runtime::Core> for Client {
            fn from(core: runtime::Core) -> Self {
                Self { core }
            }
        }
    }
}

fn methods(plan: &CratePlan, groups: &[&Group]) -> TokenStream {
    let arguments = plan.client.arguments.iter().map(|(_, name)| {
        let name = ident(name);
        quote! { #name: impl Into<String> }
    });
    let variables = plan.client.arguments.iter().map(|(wire, name)| {
        let name = ident(name);
        quote! { .variable(#wire, #name) }
    });
    let docs = docs(&plan.client.builder_docs);
    let root = root(plan);
    let accessors = groups.iter().map(|group| {
        let gate = gate(group.feature.as_slice());
        let path = quote! { #root::operations };
        let accessor = accessor(&path, group);
        let disabled = group.feature.as_ref().map(|feature| disabled(feature, group, &plan.package.name));
        quote! { #gate #accessor #disabled }
    });
    quote! {
        impl Client {
            #docs
            pub fn builder(#( #arguments ),*) -> runtime::ClientBuilder<Self> {
                runtime::ClientBuilder::new(&API)#( #variables )*
            }
            #( #accessors )*
        }
    }
}

/// The method in place of the accessor where the feature of the group is off. The compiler says of a method that is missing
/// only that it is; of this one, it shows the note.
fn disabled(feature: &str, group: &Group, package: &str) -> TokenStream {
    let (method, note) = (ident(&group.method), format!("enable the feature `{feature}` of `{package}`"));
    quote! {
        #[cfg(not(feature = #feature))]
        #[doc(hidden)]
        #[deprecated = #note]
        pub fn #method(&self) -> runtime::DisabledGroup {
            runtime::DisabledGroup
        }
    }
}

/// A method that returns the handle of a group of operations; `path` is that of the module of all groups.
pub(super) fn accessor(path: &TokenStream, group: &Group) -> TokenStream {
    let docs = docs(&group.handle_docs);
    let (method, module, handle) = (ident(&group.method), ident(&group.module), ident(&group.ident));
    quote! {
        #docs
        pub fn #method(&self) -> #path::#module::#handle {
            #path::#module::#handle { core: self.core.clone() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_schemes_cannot_contain_separators() {
        let credential = Credential::Key(Place::Query, "k\t".to_owned());
        let odd = Requirement { scheme: "a\n\n\nb".to_owned(), scopes: Vec::new(), credential };
        assert_eq!(alternatives(&[vec![odd], Vec::new()]), r#"[key_in_query "a   b" "k "] | []"#);
    }
}
