//! The types module, and the modules that it re-exports.

use super::format::{self, Texts};
use super::format::{RenderResult, Rendered};
use super::path::Scope;
use super::tokens::imports_for_macros;
use super::{ident, macro_call, structs, unions};
use crate::plan::{Alias, AliasOrigin, CratePlan, Item, Module};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The types module: all types, or the modules that contain them.
pub(super) fn root(plan: &CratePlan, types: &mut [RenderResult]) -> Texts {
    let mut texts = format::pieces([quote! {
        #![no_implicit_prelude]
        #![allow(
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::should_implement_trait,
            clippy::struct_field_names,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "names and sizes are from the description"
        )]
    }])?;
    let is_former = |item: &Item| matches!(item, Item::Alias(Alias { origin: AliasOrigin::FormerName(_), .. }));
    if !plan.modules.is_empty() && plan.types.iter().any(is_former) {
        texts.extend(format::pieces([quote! { #![allow(deprecated, reason = "former names are exported, too")] }])?);
    }
    if plan.modules.is_empty() {
        texts.extend(contents(plan, types, &(0..plan.types.len()).collect::<Vec<_>>())?);
    }
    if !plan.modules.is_empty() {
        texts.extend(format::pieces([macro_call::table(&table(plan))])?);
    }
    Ok(texts)
}

/// The table of modules. Those that the same features enable stand together, so that the compiler evaluates a condition
/// once for all of them.
fn table(plan: &CratePlan) -> Vec<String> {
    let mut blocks: BTreeMap<&[String], Vec<&Module>> = BTreeMap::new();
    for module in &plan.modules {
        blocks.entry(&module.features).or_default().push(module);
    }
    let mut lines = vec!["::bindery_runtime::modules! {".to_owned()];
    for (features, modules) in blocks {
        lines.push(match macro_call::condition(features) {
            None => "    {".to_owned(),
            Some(condition) => format!("    #[cfg({condition})] {{"),
        });
        lines.extend(modules.into_iter().map(|module| format!("        {}", row(plan, module))));
        lines.push("    }".to_owned());
    }
    lines.push("}".to_owned());
    lines
}

/// The row of a module: its name and its types.
fn row(plan: &CratePlan, module: &Module) -> String {
    let types: Vec<&str> = module.types.iter().map(|position| plan.types[*position].ident()).collect();
    format!("{}: {};", module.ident, types.join(", "))
}

/// A module: its imports and its types.
pub(super) fn module(plan: &CratePlan, module: &Module, types: &mut [RenderResult]) -> Texts {
    contents(plan, types, &module.types)
}

/// The types at these positions, removed from all types.
fn contents(plan: &CratePlan, types: &mut [RenderResult], positions: &[usize]) -> Texts {
    if positions.is_empty() {
        return Ok(Vec::new());
    }
    let mut texts = Vec::with_capacity(positions.len() + 1);
    let mut written = BTreeSet::new();
    for position in positions {
        let Some(made) = types.get_mut(*position) else { continue };
        let piece = std::mem::replace(made, Ok(Rendered::default()))?;
        texts.push(piece.text);
        written.extend(piece.written);
    }
    for position in positions {
        written.remove(plan.types[*position].ident());
    }
    let mut uses = TokenStream::new();
    if !written.is_empty() {
        let others = written.iter().map(|name| ident(name));
        uses.extend(quote! { use super::{#( #others ),*}; });
    }
    let is_alias = |position: &usize| matches!(plan.types[*position], Item::Alias(_));
    if !positions.iter().all(is_alias) {
        uses.extend(quote! { use ::bindery_runtime::prelude::*; });
    }
    uses.extend(imports_for_macros(positions.iter().map(|position| &plan.types[*position])));
    texts.insert(0, format::piece(uses)?);
    Ok(texts)
}

/// One type.
pub(super) fn tokens(item: &Item, scope: &Scope) -> TokenStream {
    match item {
        Item::Struct(each) => structs::StructTokens(each, scope).into_token_stream(),
        Item::Enum(each) => unions::EnumTokens(each, scope).into_token_stream(),
        Item::Union(each) => unions::UnionTokens(each, scope).into_token_stream(),
        Item::Alias(each) => structs::AliasTokens(each, scope).into_token_stream(),
    }
}
