//! Applies the rules of the configuration to parts of the API.

use crate::config::{Part, Rules, Settings, Subject};
use crate::diag::Pointer;
use crate::resolve;
use std::collections::HashMap;

/// The Rust names by which rules may match types and operations, by place. An earlier pass over the same description chose them.
#[derive(Debug, Default)]
pub struct Listed {
    types: HashMap<Pointer, Vec<String>>,
    operations: HashMap<Pointer, Vec<String>>,
}

impl Listed {
    /// Adds the name of a type, and returns whether it is new.
    pub(crate) fn add_type(&mut self, pointer: &Pointer, name: String) -> bool {
        add(self.types.entry(pointer.clone()).or_default(), name)
    }

    /// Adds a name of an operation, and returns whether it is new.
    pub(crate) fn add_operation(&mut self, pointer: &Pointer, name: String) -> bool {
        add(self.operations.entry(pointer.clone()).or_default(), name)
    }

    /// Whether a rule matches one of the names.
    pub(crate) fn is_named(&self, rules: &Rules) -> bool {
        let named = |part, of: &HashMap<Pointer, Vec<String>>| {
            let mut each = of.iter();
            each.any(|(pointer, rust)| {
                let component = pointer.component();
                let names: Vec<&str> = component.iter().map(String::as_str).collect();
                let names: &[&str] = if part == Part::Operation { &["\0"] } else { &names };
                rules.names(part, &Subject { part, names, rust, pointer: None, route: None, scope: None })
            })
        };
        named(Part::Schema, &self.types) || named(Part::Operation, &self.operations)
    }
}

fn add(names: &mut Vec<String>, name: String) -> bool {
    let is_new = !names.contains(&name);
    if is_new {
        names.push(name);
    }
    is_new
}

/// Looks up rules.
#[derive(Clone, Copy)]
pub(super) struct Steering<'a> {
    rules: &'a Rules,
    listed: &'a Listed,
}

/// A type as rules match it.
pub(super) struct TypeName {
    pub(super) pointer: Pointer,
    pub(super) component: Option<String>,
}

impl TypeName {
    pub(super) fn of(pointer: &Pointer) -> Self {
        Self { pointer: pointer.clone(), component: pointer.component() }
    }
}

/// An operation as rules match it.
pub(super) struct OperationName<'a> {
    pub(super) operation: &'a resolve::Operation,
    /// The operationId or its substitute, and the name.
    pub(super) names: [&'a str; 2],
    /// The group, with dots.
    pub(super) group: &'a str,
}

impl<'a> Steering<'a> {
    pub(super) fn new(rules: &'a Rules, listed: &'a Listed) -> Self {
        Self { rules, listed }
    }

    /// The settings for a type.
    pub(super) fn of_type(&self, of: &TypeName) -> Settings {
        if self.rules.is_empty() {
            return Settings::default();
        }
        self.with_type(of, |subject| self.rules.settings(subject))
    }

    /// The settings for a property, value or variant.
    pub(super) fn member(&self, part: Part, of: &TypeName, name: &[&str], pointer: Option<&Pointer>) -> Settings {
        if self.rules.is_empty() {
            return Settings::default();
        }
        self.with_type(of, |scope| {
            let subject = Subject { part, names: name, rust: &[], pointer, route: None, scope: Some(scope) };
            self.rules.settings(&subject)
        })
    }

    fn with_type<T>(&self, of: &TypeName, then: impl FnOnce(&Subject<'_>) -> T) -> T {
        let names: Vec<&str> = of.component.iter().map(String::as_str).collect();
        let rust = self.listed.types.get(&of.pointer).map(Vec::as_slice).unwrap_or_default();
        let pointer = Some(&of.pointer);
        then(&Subject { part: Part::Schema, names: &names, rust, pointer, route: None, scope: None })
    }

    /// The settings for an operation.
    pub(super) fn operation(&self, of: &OperationName<'_>) -> Settings {
        self.with_operation(of, |subject| self.rules.settings(subject))
    }

    /// The settings for a parameter.
    pub(super) fn parameter(&self, of: &OperationName<'_>, parameter: &resolve::Parameter) -> Settings {
        if self.rules.is_empty() {
            return Settings::default();
        }
        self.with_operation(of, |scope| {
            let names = [parameter.name.as_str()];
            let pointer = Some(&parameter.pointer);
            let part = Part::Parameter;
            self.rules.settings(&Subject { part, names: &names, rust: &[], pointer, route: None, scope: Some(scope) })
        })
    }

    fn with_operation<T>(&self, of: &OperationName<'_>, then: impl FnOnce(&Subject<'_>) -> T) -> T {
        let groups = [of.group];
        let group = Subject { part: Part::Group, names: &groups, rust: &[], pointer: None, route: None, scope: None };
        let listed = self.listed.operations.get(&of.operation.pointer).map(Vec::as_slice).unwrap_or_default();
        then(&Subject {
            part: Part::Operation,
            names: &of.names,
            rust: listed,
            pointer: Some(&of.operation.pointer),
            route: Some((&of.operation.method, &of.operation.path)),
            scope: Some(&group),
        })
    }

    /// The group that rules make of a group, outermost first, and whether they omit it.
    pub(super) fn group(&self, path: Vec<String>) -> (Vec<String>, bool) {
        if self.rules.is_empty() {
            return (path, false);
        }
        let mut renamed: Vec<String> = Vec::with_capacity(path.len());
        let mut omit = false;
        for (index, word) in path.iter().enumerate() {
            let whole = path[..=index].join(".");
            let names = [whole.as_str()];
            let part = Part::Group;
            let subject = Subject { part, names: &names, rust: &[], pointer: None, route: None, scope: None };
            let settings = self.rules.settings(&subject);
            omit |= settings.omit.is_some();
            match settings.rename.or(settings.group.map(|path| path.join("."))).map(|name| crate::config::path(&name)) {
                Some(name) if !name.is_empty() => renamed = name,
                _ => renamed.push(word.clone()),
            }
        }
        (renamed, omit)
    }
}
