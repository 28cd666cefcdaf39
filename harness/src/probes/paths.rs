//! The public paths of items.

use rustdoc_types::{Crate, Id, Item, ItemEnum};
use std::collections::{HashMap, HashSet};

/// A crate with the paths by which its items are public.
pub(super) struct Paths<'a> {
    pub(super) of: &'a Crate,
    paths: HashMap<Id, String>,
    /// The items that have a path, in the order in which they were found.
    pub(super) found: Vec<Id>,
    /// The paths of re-exported items of other crates.
    pub(super) foreign: Vec<String>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(of: &'a Crate) -> Self {
        let mut paths = Self { of, paths: HashMap::new(), found: Vec::new(), foreign: Vec::new() };
        paths.module(of.root, crate::compile::PACKAGE, &mut HashSet::new());
        paths
    }

    pub(super) fn item(&self, id: Id) -> Option<&'a Item> {
        self.of.index.get(&id)
    }

    pub(super) fn path(&self, id: Id) -> Option<&str> {
        self.paths.get(&id).map(String::as_str)
    }

    fn module(&mut self, id: Id, path: &str, open: &mut HashSet<Id>) {
        let Some(ItemEnum::Module(module)) = self.item(id).map(|item| &item.inner) else { return };
        if !open.insert(id) {
            return;
        }
        for inner in &module.items {
            self.member(*inner, path, open);
        }
        open.remove(&id);
    }

    fn member(&mut self, id: Id, around: &str, open: &mut HashSet<Id>) {
        let Some(item) = self.item(id) else { return };
        if let ItemEnum::Use(used) = &item.inner {
            let target = used.id.filter(|target| self.item(*target).is_some());
            match (target, used.is_glob) {
                (Some(target), true) => self.module(target, around, open),
                (Some(target), false) => self.named(target, &format!("{around}::{}", ident(&used.name)), open),
                (None, false) => self.foreign.push(format!("{around}::{}", ident(&used.name))),
                (None, true) => {}
            }
        } else if let Some(name) = &item.name {
            self.named(id, &format!("{around}::{}", ident(name)), open);
        }
    }

    fn named(&mut self, id: Id, path: &str, open: &mut HashSet<Id>) {
        if let Some(ItemEnum::Module(_)) = self.item(id).map(|item| &item.inner) {
            self.module(id, path, open);
        } else if self.paths.insert(id, path.to_owned()).is_none() {
            self.found.push(id);
        }
    }
}

/// A name as code writes it: rustdoc leaves out `r#`.
pub(super) fn ident(name: &str) -> String {
    const KEYWORDS: &str = " abstract as async await become box break const continue do dyn else enum extern false final fn for gen \
                            if impl in let loop macro match mod move mut override priv pub ref return static struct trait true \
                            try type typeof unsafe unsized use virtual where while yield ";
    if KEYWORDS.contains(&format!(" {name} ")) { format!("r#{name}") } else { name.to_owned() }
}
