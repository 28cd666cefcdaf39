//! The types module, and the modules that it re-exports.

use super::path::Scope;
use super::{gate, ident, structs, unions};
use crate::items::{Crate, Item, Module, rustdoc};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;

/// The types module: all types, or the modules in which they lie.
pub(super) fn root(plan: &Crate) -> Vec<TokenStream> {
    let mut pieces = vec![quote! {
        #![no_implicit_prelude]
        #![allow(
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::new_without_default,
            clippy::should_implement_trait,
            clippy::struct_field_names,
            clippy::too_many_arguments,
            clippy::wrong_self_convention,
            reason = "names and sizes are those of the description"
        )]
    }];
    if plan.modules.is_empty() {
        pieces.extend(contents(plan, &(0..plan.types.len()).collect::<Vec<_>>()));
    }
    pieces.extend(plan.modules.iter().map(|module| {
        let gate = gate(&module.features);
        let name = ident(&module.ident);
        quote! {
            #gate
            mod #name;
            #gate
            pub use self::#name::*;
        }
    }));
    pieces
}

/// What a module says about itself.
pub(super) fn title(module: &Module) -> String {
    let features: Vec<String> = module.features.iter().map(|each| format!("`{}`", rustdoc::code(each))).collect();
    match features.as_slice() {
        [] => "Types that are always there.".to_owned(),
        [one] => format!("Types of the feature {one}."),
        [first @ .., last] => format!("Types that the features {} and {last} share.", first.join(", ")),
    }
}

/// One module: what it takes from others, and its types.
pub(super) fn module(plan: &Crate, module: &Module) -> Vec<TokenStream> {
    contents(plan, &module.types)
}

fn contents(plan: &Crate, positions: &[usize]) -> Vec<TokenStream> {
    if positions.is_empty() {
        return Vec::new();
    }
    let scope = Scope::types(plan);
    let items = || positions.iter().filter_map(|position| plan.types.get(*position));
    let types: Vec<TokenStream> = items().map(|item| tokens(item, &scope)).collect();
    let own: BTreeSet<&str> = items().map(Item::ident).collect();
    let others: Vec<_> =
        scope.written().iter().filter(|name| !own.contains(name.as_str())).map(|name| ident(name)).collect();
    let mut uses = TokenStream::new();
    if !others.is_empty() {
        uses.extend(quote! { use super::{#( #others ),*}; });
    }
    uses.extend(quote! { use ::bindery_runtime::prelude::*; });
    [uses].into_iter().chain(types).collect()
}

fn tokens(item: &Item, scope: &Scope) -> TokenStream {
    match item {
        Item::Struct(each) => structs::StructTokens(each, scope).into_token_stream(),
        Item::Enum(each) => unions::EnumTokens(each, scope).into_token_stream(),
        Item::Union(each) => unions::UnionTokens(each, scope).into_token_stream(),
        Item::Alias(each) => structs::AliasTokens(each).into_token_stream(),
    }
}
