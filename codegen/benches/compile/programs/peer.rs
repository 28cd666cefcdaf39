//! Programs that call all methods of another generator's crate, found in its source. Arguments come from an opaque function; unlike ours,
//! they are not decoded.

use super::{Carrier, Function, Parts};
use crate::package::Package;
use crate::peers::{MODULE, Peer};
use quote::ToTokens;
use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use syn::{FnArg, GenericArgument, ImplItem, Item, PathArguments, Type, TypeParamBound};

pub(super) fn parts(peer: Peer, package: &Package) -> Result<Parts, Box<dyn Error>> {
    let library = package.library();
    let (sources, client, connect) = match peer {
        Peer::Ploidy => {
            let mut sources: Vec<PathBuf> = Vec::new();
            for entry in fs::read_dir(package.directory.join("src/client"))? {
                sources.push(entry?.path());
            }
            sources.sort();
            (sources, format!("{library}::Client"), "    Client::new(address).ok()\n")
        }
        Peer::OpenapiToRust => (
            vec![package.directory.join("src").join(MODULE).join("client.rs")],
            format!("{library}::{MODULE}::HttpClient as Client"),
            "    Some(Client::new().with_base_url(address))\n",
        ),
    };
    let name = match peer {
        Peer::Ploidy => "Client",
        Peer::OpenapiToRust => "HttpClient",
    };
    let mut calls = Vec::new();
    let mut places = HashSet::new();
    for source in sources {
        for method in methods(&syn::parse_file(&fs::read_to_string(source)?)?, name) {
            // An operation may have several methods, which read its response in different ways.
            if place(method).is_none_or(|place| places.insert(place)) {
                calls.push(call(method, &library));
            }
        }
    }
    let connect = format!("\nfn connect(address: String) -> Option<Client> {{\n{connect}}}\n");
    Ok(Parts {
        carrier: Carrier::Http,
        dependencies: "tokio = { version = \"1\", features = [\"rt\"] }\n",
        features: None,
        head: include_str!("callers/peer.rs").replace("API_CLIENT", &client) + &connect,
        calls,
    })
}

/// The public async methods of a client.
fn methods<'a>(file: &'a syn::File, client: &str) -> Vec<&'a syn::ImplItemFn> {
    let own = file.items.iter().filter_map(|item| match item {
        Item::Impl(own) if own.trait_.is_none() && last_segment(&own.self_ty).is_some_and(|name| name == client) => {
            Some(own)
        }
        _ => None,
    });
    let functions = own.flat_map(|own| &own.items).filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .filter(|function| matches!(function.vis, syn::Visibility::Public(_)) && function.sig.asyncness.is_some())
        .collect()
}

fn last_segment(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The verb and the path, from the docs of the method.
fn place(method: &syn::ImplItemFn) -> Option<String> {
    let lines = method.attrs.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let mut places = lines.map(|line| line.trim().trim_matches('`').to_owned()).filter(|line| {
        let verb = line.split_once(" /").map(|(verb, _)| verb);
        verb.is_some_and(|verb| !verb.is_empty() && verb.chars().all(|each| each.is_ascii_uppercase()))
    });
    places.next_back()
}

fn call(method: &syn::ImplItemFn, library: &str) -> Function {
    let arguments: Vec<String> = method
        .sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(input) => Some(given(&input.ty, library)),
            FnArg::Receiver(_) => None,
        })
        .collect();
    let call = format!("client.{}({})", method.sig.ident, arguments.join(", "));
    Function {
        signature: "(client: &Client) -> Waiting<'_>",
        body: format!(
            "    Box::pin(async move {{\n        black_box({call}.await).ok()?;\n        Some(())\n    }})\n"
        ),
    }
}

/// An argument. Its type is inferred, unless the parameter is generic.
fn given(of: &Type, library: &str) -> String {
    let text = match of {
        Type::ImplTrait(any) => any_of(any, library),
        _ => inside(of).and_then(|(around, any)| Some(format!("{around}<{}>", any_of(any, library)?))).or(None),
    };
    text.map_or_else(|| "given()?".to_owned(), |text| format!("given::<{text}>()?"))
}

/// `Option<impl Trait>`
fn inside(of: &Type) -> Option<(String, &syn::TypeImplTrait)> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(Type::ImplTrait(any)) => Some((last.ident.to_string(), any)),
        _ => None,
    }
}

/// A type to pass for `impl Into<T>`: `T`; or for `impl AsRef<T>`: `&T`.
fn any_of(any: &syn::TypeImplTrait, library: &str) -> Option<String> {
    let TypeParamBound::Trait(bound) = any.bounds.first()? else { return None };
    let last = bound.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let of = arguments.args.first()?.to_token_stream().to_string();
    // Ploidy names its own types and those of its support crate, which it re-exports.
    let of =
        of.replace("crate ::", &format!("{library} ::")).replace(":: ploidy_util ::", &format!("{library} :: util ::"));
    Some(if last.ident == "AsRef" { format!("&{of}") } else { of })
}
