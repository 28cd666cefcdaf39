//! The lines about each kind of item.

use super::paths::{Paths, ident};
use super::types::{accepted, shown, standard_trait};
use super::{Probe, ProbeKind, Probes};
use rustdoc_types::{
    Attribute, Enum, Function, GenericParamDefKind, Id, Impl, Item, ItemEnum, StructKind, Type, VariantKind,
};
use std::collections::BTreeSet;

/// What stands before the lines. Types of the runtime are found by their last names.
pub(super) const HEADER: &str = "#![allow(warnings)]
mod r { pub use sample::runtime::__private::*; pub use sample::runtime::*; }
";

/// The item that a line is about.
struct About<'a> {
    paths: &'a Paths<'a>,
    /// Its path.
    path: &'a str,
}

/// The lines about all items.
pub(super) fn all(paths: &Paths<'_>, probes: &mut Probes) {
    for id in &paths.found {
        let (Some(item), Some(path)) = (paths.item(*id), paths.path(*id)) else { continue };
        About { paths, path }.item(item, probes);
    }
    for path in &paths.foreign {
        probes.push(format!("fn probe() {{ use {path} as _; }}"), path);
    }
}

impl About<'_> {
    fn add(&self, text: Option<String>, probes: &mut Probes) {
        match text {
            Some(text) => probes.push(text, self.path),
            None => probes.left_out += 1,
        }
    }

    fn shown(&self, of: &Type) -> Option<String> {
        shown(self.paths, of, self.path)
    }

    fn item(&self, item: &Item, probes: &mut Probes) {
        let path = self.path;
        let value = || Some(format!("fn probe(_: &{path}) {{}}"));
        match &item.inner {
            ItemEnum::Struct(of) => {
                self.add(value(), probes);
                if let StructKind::Plain { fields, .. } = &of.kind {
                    fields.iter().for_each(|field| self.add(self.field(*field), probes));
                }
                self.implementations(&of.impls, probes);
            }
            ItemEnum::Enum(of) => {
                self.add(value(), probes);
                of.variants.iter().for_each(|variant| self.add(self.variant(*variant), probes));
                if !item.attrs.contains(&Attribute::NonExhaustive) {
                    self.add(self.whole(of), probes);
                }
                self.implementations(&of.impls, probes);
            }
            ItemEnum::TypeAlias(of) => {
                self.add(value(), probes);
                let text =
                    self.shown(&of.type_).map(|target| format!("fn probe(value: {path}) -> {target} {{ value }}"));
                let (subject, names) = (path.to_owned(), BTreeSet::new());
                match text {
                    // The type of a call may gain methods, and then is no alias any more.
                    Some(_) if path.contains("::operations::") => {}
                    Some(text) => probes.lines.push(Probe { text, subject, names, kind: ProbeKind::Alias }),
                    None => probes.left_out += 1,
                }
            }
            ItemEnum::Trait(of) => {
                for id in &of.items {
                    let Some(item) = self.paths.item(*id) else { continue };
                    if let (Some(name), ItemEnum::Function(function)) = (&item.name, &item.inner) {
                        self.provided(name, function, probes);
                    }
                }
            }
            ItemEnum::Function(function) => self.function(path, function, probes),
            ItemEnum::Static(of) => {
                self.add(self.shown(&of.type_).map(|of| format!("fn probe() {{ let _: &{of} = &{path}; }}")), probes);
            }
            ItemEnum::Constant { type_, .. } => {
                self.add(self.shown(type_).map(|of| format!("fn probe() {{ let _: {of} = {path}; }}")), probes);
            }
            _ => probes.left_out += 1,
        }
    }

    fn field(&self, id: Id) -> Option<String> {
        let item = self.paths.item(id)?;
        let ItemEnum::StructField(of) = &item.inner else { return None };
        let (of, name, path) = (self.shown(of)?, ident(item.name.as_deref()?), self.path);
        Some(format!("fn probe(value: {path}) {{ let _: {of} = value.{name}; }}"))
    }

    fn variant(&self, id: Id) -> Option<String> {
        let item = self.paths.item(id)?;
        let ItemEnum::Variant(variant) = &item.inner else { return None };
        let (path, name) = (self.path, ident(item.name.as_deref()?));
        match &variant.kind {
            VariantKind::Plain => Some(format!(
                "fn probe(value: {path}) -> {path} {{ if let {path}::{name} = value {{}} {path}::{name} }}"
            )),
            VariantKind::Tuple(fields) => {
                let [Some(field)] = fields.as_slice() else { return None };
                let ItemEnum::StructField(of) = &self.paths.item(*field)?.inner else { return None };
                let of = self.shown(of)?;
                Some(format!(
                    "fn probe(value: {path}, held: {of}) -> {path} {{ if let {path}::{name}(held) = value {{ let _: {of} = held; }} {path}::{name}(held) }}"
                ))
            }
            VariantKind::Struct { .. } => None,
        }
    }

    /// A match without an arm for other variants.
    fn whole(&self, of: &Enum) -> Option<String> {
        let arm = |id: &Id| {
            let item = self.paths.item(*id)?;
            let ItemEnum::Variant(variant) = &item.inner else { return None };
            let fields = if matches!(variant.kind, VariantKind::Tuple(_)) { "(..)" } else { "" };
            Some(format!("{}::{}{fields} => {{}} ", self.path, ident(item.name.as_deref()?)))
        };
        let arms: Option<Vec<String>> = of.variants.iter().map(arm).collect();
        Some(format!("fn probe(value: {}) {{ match value {{ {} }} }}", self.path, arms?.concat()))
    }

    fn implementations(&self, impls: &[Id], probes: &mut Probes) {
        for id in impls {
            let Some(ItemEnum::Impl(of)) = self.paths.item(*id).map(|item| &item.inner) else { continue };
            if of.is_synthetic || of.blanket_impl.is_some() {
                continue;
            }
            match &of.trait_ {
                None => self.inherent(of, probes),
                Some(_) => self.implemented(of, probes),
            }
        }
    }

    fn inherent(&self, of: &Impl, probes: &mut Probes) {
        for id in &of.items {
            let Some(item) = self.paths.item(*id) else { continue };
            let Some(name) = item.name.as_deref().map(ident) else { continue };
            match &item.inner {
                ItemEnum::Function(function) => self.function(&format!("{}::{name}", self.path), function, probes),
                ItemEnum::AssocConst { type_, .. } => {
                    let text = |of| format!("fn probe() {{ let _: {of} = {}::{name}; }}", self.path);
                    self.add(self.shown(type_).map(text), probes);
                }
                _ => probes.left_out += 1,
            }
        }
    }

    /// A trait of the standard library.
    fn implemented(&self, of: &Impl, probes: &mut Probes) {
        let Some(trait_) = &of.trait_ else { return };
        let is_generic = of.generics.params.iter().any(|each| matches!(each.kind, GenericParamDefKind::Type { .. }));
        let name = trait_.path.rsplit("::").next().unwrap_or_default();
        if is_generic && name == "From" {
            // An enum is made from any text.
            let text = format!("fn probe() where {}: From<String> + From<&'static str> {{}}", self.path);
            return self.add(Some(text), probes);
        }
        if let Some(text) = standard_trait(self.paths, trait_, self.path).filter(|_| !is_generic) {
            self.add(Some(format!("fn probe() where {}: {text} {{}}", self.path)), probes);
        }
    }

    /// A call of a function, with each kind of value that its arguments accept.
    fn function(&self, name: &str, function: &Function, probes: &mut Probes) {
        // The type of `self` is written out, so a method is a function like others.
        let asked = |(_, of): &(String, Type)| accepted(self.paths, of, self.path);
        let asked: Option<Vec<Vec<String>>> = function.sig.inputs.iter().map(asked).collect();
        let is_simple = function.generics.params.iter().all(|each| match &each.kind {
            GenericParamDefKind::Lifetime { .. } => true,
            GenericParamDefKind::Type { is_synthetic, .. } => *is_synthetic,
            GenericParamDefKind::Const { .. } => false,
        });
        let Some(asked) = asked.filter(|_| is_simple && !function.header.is_async) else {
            probes.left_out += 1;
            return;
        };
        let result = match &function.sig.output {
            None => Some(": ()".to_owned()),
            Some(Type::ImplTrait(_)) => Some(String::new()),
            Some(of) => self.shown(of).map(|of| format!(": {of}")),
        };
        let call = |types: Vec<&String>| {
            let arguments: String = types.iter().enumerate().map(|(number, of)| format!("a{number}: {of}, ")).collect();
            let values: String = (0..types.len()).map(|number| format!("a{number}, ")).collect();
            result.as_ref().map(|result| format!("fn probe({arguments}) {{ let _{result} = {name}({values}); }}"))
        };
        let (usual, others): (Vec<&String>, Vec<&String>) = (
            asked.iter().filter_map(|each| each.first()).collect(),
            asked.iter().filter_map(|each| each.last()).collect(),
        );
        let has_others = usual != others;
        let mut add = |text: Option<String>| match text {
            Some(text) => probes.push(text, name),
            None => probes.left_out += 1,
        };
        add(call(usual));
        if has_others {
            add(call(others));
        }
    }

    /// A method of a trait that is implemented for types of the runtime.
    fn provided(&self, name: &str, function: &Function, probes: &mut Probes) {
        let result = function.sig.output.as_ref().and_then(|of| self.shown(of));
        let name = ident(name);
        let is_plain = function.sig.inputs.len() == 1;
        self.add(
            result
                .filter(|_| is_plain)
                .map(|of| format!("fn probe<T: {}>(value: &T) {{ let _: {of} = value.{name}(); }}", self.path)),
            probes,
        );
    }
}
