//! Types as the caller of a crate writes them.

use super::paths::Paths;
use rustdoc_types::{AssocItemConstraintKind, GenericArg, GenericArgs, GenericBound, Id, Path, Term, Type};

/// A type, inside of an implementation for another one. `None` if it cannot be written.
pub(super) fn shown(paths: &Paths<'_>, of: &Type, own: &str) -> Option<String> {
    let inner = |of: &Type| shown(paths, of, own);
    Some(match of {
        Type::Primitive(name) if name == "never" => "!".to_owned(),
        Type::Primitive(name) => name.clone(),
        Type::Generic(name) if name == "Self" => own.to_owned(),
        Type::Tuple(elements) => {
            let elements: Option<Vec<String>> = elements.iter().map(|each| Some(inner(each)? + ", ")).collect();
            format!("({})", elements?.concat())
        }
        Type::Slice(of) => format!("[{}]", inner(of)?),
        Type::Array { type_, len } => format!("[{}; {len}]", inner(type_)?),
        Type::BorrowedRef { lifetime, is_mutable, type_ } => {
            let lifetime = lifetime.as_deref().filter(|name| *name == "'static").unwrap_or_default();
            let mutable = if *is_mutable { "mut " } else { "" };
            format!("&{lifetime} {mutable}{}", inner(type_)?)
        }
        Type::ResolvedPath(path) => applied(paths, path, own)?,
        _ => return None,
    })
}

/// A path with its arguments.
fn applied(paths: &Paths<'_>, path: &Path, own: &str) -> Option<String> {
    let name = name(paths, path.id)?;
    let Some(GenericArgs::AngleBracketed { args, constraints }) = path.args.as_deref() else { return Some(name) };
    if !constraints.is_empty() {
        return None;
    }
    let argument = |argument: &GenericArg| match argument {
        GenericArg::Lifetime(lifetime) if lifetime == "'static" => Some("'static".to_owned()),
        GenericArg::Lifetime(_) => Some("'_".to_owned()),
        GenericArg::Type(of) => shown(paths, of, own),
        GenericArg::Const(constant) => Some(constant.expr.clone()),
        GenericArg::Infer => Some("_".to_owned()),
    };
    let args: Option<Vec<String>> = args.iter().map(argument).collect();
    let args = args?.join(", ");
    Some(if args.is_empty() { name } else { format!("{name}<{args}>") })
}

/// The path of an item of this crate, the runtime or the standard library.
fn name(paths: &Paths<'_>, id: Id) -> Option<String> {
    if let Some(path) = paths.path(id) {
        return Some(path.to_owned());
    }
    let summary = paths.of.paths.get(&id)?;
    let (last, whole) = (summary.path.last()?, summary.path.join("::"));
    Some(match summary.path.first()?.as_str() {
        "core" | "alloc" | "std" => standard(last)
            .map_or_else(|| whole.replacen("core::", "std::", 1).replacen("alloc::", "std::", 1), str::to_owned),
        _ => format!("r::{last}"),
    })
}

/// The public paths of what rustdoc knows by private ones.
fn standard(name: &str) -> Option<&'static str> {
    Some(match name {
        "AsRef" => "std::convert::AsRef",
        "BTreeMap" => "std::collections::BTreeMap",
        "Box" => "std::boxed::Box",
        "Clone" => "std::clone::Clone",
        "Cow" => "std::borrow::Cow",
        "Debug" => "std::fmt::Debug",
        "Default" => "std::default::Default",
        "Display" => "std::fmt::Display",
        "Eq" => "std::cmp::Eq",
        "From" => "std::convert::From",
        "FromStr" => "std::str::FromStr",
        "Hash" => "std::hash::Hash",
        "Into" => "std::convert::Into",
        "IntoFuture" => "std::future::IntoFuture",
        "IntoIterator" => "std::iter::IntoIterator",
        "Option" => "std::option::Option",
        "Ord" => "std::cmp::Ord",
        "PartialEq" => "std::cmp::PartialEq",
        "PartialOrd" => "std::cmp::PartialOrd",
        "Result" => "std::result::Result",
        "String" => "std::string::String",
        "Vec" => "std::vec::Vec",
        _ => return None,
    })
}

/// A trait of the standard library with its arguments; `None` for others, which are plumbing.
pub(super) fn standard_trait(paths: &Paths<'_>, of: &Path, own: &str) -> Option<String> {
    let summary = paths.of.paths.get(&of.id)?;
    let is_standard = ["core", "alloc", "std"].contains(&summary.path.first()?.as_str());
    let name = summary.path.last()?;
    let is_internal = ["StructuralPartialEq", "Freeze", "UnsafeUnpin"].contains(&name.as_str());
    (is_standard && !is_internal).then(|| applied(paths, of, own))?
}

/// The types of values that an argument accepts, the usual one first.
pub(super) fn accepted(paths: &Paths<'_>, of: &Type, own: &str) -> Option<Vec<String>> {
    let Type::ImplTrait(bounds) = of else { return Some(vec![shown(paths, of, own)?]) };
    let [GenericBound::TraitBound { trait_, .. }] = bounds.as_slice() else { return None };
    let summary = paths.of.paths.get(&trait_.id)?;
    let GenericArgs::AngleBracketed { args, constraints } = trait_.args.as_deref()? else { return None };
    match (summary.path.last()?.as_str(), args.as_slice(), constraints.as_slice()) {
        ("Into", [GenericArg::Type(of)], []) => {
            let value = shown(paths, of, own)?;
            // What docs/STABILITY.md promises of texts and enums.
            let takes_text = value == "std::string::String" || is_open_enum(paths, of);
            Some(if takes_text { vec![value, "&'static str".to_owned()] } else { vec![value] })
        }
        ("AsRef", [GenericArg::Type(of)], []) => Some(vec![format!("&{}", shown(paths, of, own)?)]),
        ("IntoIterator", [], [item]) => {
            let of = match &item.binding {
                AssocItemConstraintKind::Equality(Term::Type(of)) => of.clone(),
                AssocItemConstraintKind::Constraint(bounds) => Type::ImplTrait(bounds.clone()),
                AssocItemConstraintKind::Equality(Term::Constant(_)) => return None,
            };
            let items = elements(paths, &of, own)?;
            Some(items.into_iter().map(|item| format!("std::vec::Vec<{item}>")).collect())
        }
        _ => None,
    }
}

/// The types that the items of a list can have, pairs among them.
fn elements(paths: &Paths<'_>, of: &Type, own: &str) -> Option<Vec<String>> {
    let Type::Tuple(parts) = of else { return accepted(paths, of, own) };
    let parts: Option<Vec<Vec<String>>> = parts.iter().map(|part| accepted(paths, part, own)).collect();
    let parts = parts?;
    let usual: Vec<&str> = parts.iter().filter_map(|each| Some(each.first()?.as_str())).collect();
    let other: Vec<&str> = parts.iter().filter_map(|each| Some(each.last()?.as_str())).collect();
    let tuple = |parts: &[&str]| format!("({})", parts.join(", "));
    Some(if usual == other { vec![tuple(&usual)] } else { vec![tuple(&usual), tuple(&other)] })
}

/// Whether a type is an enum of this crate that is made from text.
fn is_open_enum(paths: &Paths<'_>, of: &Type) -> bool {
    let Type::ResolvedPath(path) = of else { return false };
    let Some(rustdoc_types::ItemEnum::Enum(of)) = paths.item(path.id).map(|item| &item.inner) else { return false };
    let is_text = |id: &Id| match paths.item(*id).map(|item| &item.inner) {
        Some(rustdoc_types::ItemEnum::Impl(of)) => {
            let is_from = of.trait_.as_ref().is_some_and(|of| of.path == "From" || of.path.ends_with("::From"));
            is_from && of.blanket_impl.is_none() && !of.generics.params.is_empty()
        }
        _ => false,
    };
    of.impls.iter().any(is_text)
}
