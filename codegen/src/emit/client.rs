//! The client.

use super::{docs, ident};
use crate::items::rustdoc;
use crate::items::{Crate, Group};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pieces(plan: &Crate) -> Vec<TokenStream> {
    let groups: Vec<&Group> = plan.groups.iter().filter(|group| group.parent.is_none()).collect();
    let uses = if groups.is_empty() {
        quote! { use bindery_runtime as runtime; }
    } else {
        quote! {
            use crate::operations;
            use bindery_runtime as runtime;
        }
    };
    vec![uses, description(plan), client(plan), methods(plan, &groups)]
}

fn description(plan: &Crate) -> TokenStream {
    let client = &plan.client;
    let (title, user_agent, server) = (&client.title, &client.user_agent, &client.server);
    let variables = client.variables.iter().map(|variable| {
        let name = &variable.name;
        let given = client.arguments.iter().any(|(argument, _)| argument == name);
        let default = match variable.default.as_ref().filter(|_| !given) {
            Some(default) => quote! { Some(#default) },
            None => quote! { None },
        };
        let values = &variable.values;
        quote! { runtime::Variable { name: #name, default: #default, values: &[#( #values ),*] } }
    });
    quote! {
        static API: runtime::Api = runtime::Api {
            title: #title,
            user_agent: #user_agent,
            server: #server,
            variables: &[#( #variables ),*],
        };
    }
}

fn client(plan: &Crate) -> TokenStream {
    let mut lines = plan.client.docs.clone();
    rustdoc::paragraph(&mut lines, "It is cheap to clone, and all clones share their connections.");
    let docs = docs(&lines);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: runtime::Core,
        }
        impl From<runtime::Core> for Client {
            fn from(core: runtime::Core) -> Self {
                Self { core }
            }
        }
    }
}

fn methods(plan: &Crate, groups: &[&Group]) -> TokenStream {
    let arguments = plan.client.arguments.iter().map(|(_, name)| {
        let name = ident(name);
        quote! { #name: impl Into<String> }
    });
    let variables = plan.client.arguments.iter().map(|(wire, name)| {
        let name = ident(name);
        quote! { .variable(#wire, #name) }
    });
    let mut lines = vec!["Starts a client.".to_owned()];
    for variable in &plan.client.variables {
        let text = variable.description.as_deref().map(rustdoc::lines).unwrap_or_default();
        let described = text.first().map(|line| format!(": {line}")).unwrap_or_default();
        rustdoc::paragraph(&mut lines, &format!("* `{}`{described}", rustdoc::code(&variable.name)));
    }
    let docs = docs(&lines);
    let accessors = groups.iter().map(|group| accessor(&group.method, &group.module, &group.ident, &group.title));
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

/// A method that leads to a group of operations.
pub(super) fn accessor(method: &str, module: &str, handle: &str, title: &str) -> TokenStream {
    let docs = docs(&[format!("The operations of `{}`.", rustdoc::code(title))]);
    let (method, module, handle) = (ident(method), ident(module), ident(handle));
    quote! {
        #docs
        pub fn #method(&self) -> operations::#module::#handle {
            operations::#module::#handle { core: self.core.clone() }
        }
    }
}
