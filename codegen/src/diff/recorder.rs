//! Collects findings, with the data of each kind of subject.

use super::model::{At, Finding, Place, Way, Weight};
use super::surface::Type;
use super::{Change, matching::Matching};

/// The findings so far.
pub(super) struct Recorder<'m, 'a> {
    pub(super) sides: &'m Matching<'a>,
    pub(super) findings: Vec<Finding>,
}

/// The subject of findings: a type, an operation, or the client.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) item: String,
    pub(super) way: Way,
    pub(super) groups: Vec<String>,
    pub(super) operations: Vec<String>,
    pub(super) old: Option<Place>,
    pub(super) new: Option<Place>,
    /// The schema on the new side, as rules match it: the name of the component, or the Rust name of an inline schema.
    pub(super) schema: Option<String>,
}

impl Subject {
    /// The client or the package as a whole.
    pub(super) fn client(item: &str) -> Self {
        let item = item.to_owned();
        let (groups, operations) = (Vec::new(), Vec::new());
        Self { item, way: Way::None, groups, operations, old: None, new: None, schema: None }
    }

    /// The places of a property, by its wire names.
    pub(super) fn property(&self, old: &str, new: &str) -> [Option<Place>; 2] {
        let inside = |place: &Option<Place>, wire: &str| {
            place.as_ref().map(|place| Place::at(place.pointer.join("properties").join(wire)))
        };
        [inside(&self.old, old), inside(&self.new, new)]
    }

    /// A finding about one of its members, or about itself.
    pub(super) fn finding(&self, change: Change, weight: Weight, member: Option<&str>) -> Finding {
        let at =
            At { item: self.item.clone(), member: member.map(plain), old: self.old.clone(), new: self.new.clone() };
        Finding {
            change,
            weight,
            way: self.way,
            groups: self.groups.clone(),
            operations: self.operations.clone(),
            at: vec![at],
            old: None,
            new: None,
            note: None,
            migration: None,
            rule: None,
            with: Vec::new(),
            names: [Vec::new(), Vec::new()],
        }
    }
}

/// An identifier for readers, without `r#`.
pub(super) fn plain(ident: &str) -> String {
    ident.trim_start_matches("r#").to_owned()
}

impl Finding {
    /// Adds the old and the new signature.
    pub(super) fn signatures(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.old = Some(old.into()).filter(|text: &String| !text.is_empty());
        self.new = Some(new.into()).filter(|text: &String| !text.is_empty());
        self
    }

    /// Adds the types that the signatures name.
    pub(super) fn naming<'t>(
        mut self,
        old: impl IntoIterator<Item = &'t Type>,
        new: impl IntoIterator<Item = &'t Type>,
    ) -> Self {
        let names = |of: &mut dyn Iterator<Item = &'t Type>| {
            let mut found = Vec::new();
            of.for_each(|of| of.each_own(&mut |name| found.push(name.to_owned())));
            found
        };
        self.names = [names(&mut old.into_iter()), names(&mut new.into_iter())];
        self
    }

    /// Adds the places of a member, if they are known.
    pub(super) fn places(mut self, [old, new]: [Option<Place>; 2]) -> Self {
        if let Some(at) = self.at.first_mut() {
            at.old = old.or(at.old.take());
            at.new = new.or(at.new.take());
        }
        self
    }

    /// Removes the place on the old side, which does not exist.
    pub(super) fn only_new(mut self) -> Self {
        self.at.iter_mut().for_each(|at| at.old = None);
        self
    }

    /// Removes the place on the new side, which does not exist.
    pub(super) fn only_old(mut self) -> Self {
        self.at.iter_mut().for_each(|at| at.new = None);
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    pub(super) fn migration(mut self, migration: impl Into<String>) -> Self {
        self.migration = Some(migration.into());
        self
    }

    pub(super) fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }
}

impl<'a> Recorder<'_, 'a> {
    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Records that something behaves in another way, if it does.
    pub(super) fn behaviour(&mut self, subject: &Subject, member: Option<&str>, old: String, new: String, note: &str) {
        if old != new {
            let finding = subject.finding(Change::Behaviour, Weight::Compatible, member);
            self.push(finding.signatures(old, new).note(note));
        }
    }

    /// A type, by its names on both sides.
    pub(super) fn of_type(&self, old: Option<&str>, new: Option<&str>) -> Subject {
        let (before, after) = (self.sides.old, self.sides.new);
        let (side, name) = match (old, new) {
            (Some(old), _) => (before, old),
            (None, new) => (after, new.unwrap_or_default()),
        };
        let users = side.users(name);
        Subject {
            item: plain(name),
            way: side.way(name),
            groups: if users.is_empty() { vec!["components".to_owned()] } else { side.groups(users) },
            operations: side.paths(users),
            old: old.and_then(|name| before.place(name)),
            new: new.and_then(|name| after.place(name)),
            schema: new.and_then(|name| Some(after.pointer(name)?.component().unwrap_or_else(|| plain(name)))),
        }
    }

    /// An operation, by its positions on both sides.
    pub(super) fn of_operation(&self, old: Option<usize>, new: Option<usize>) -> Option<Subject> {
        let one = old.and_then(|index| self.sides.old.operations().get(index));
        let other = new.and_then(|index| self.sides.new.operations().get(index));
        let call = one.or(other)?;
        Some(Subject {
            item: call.function(),
            way: Way::None,
            groups: vec![call.group.clone()],
            operations: vec![call.function()],
            old: one.map(|call| Place::at(call.place.clone())),
            new: other.map(|call| Place::at(call.place.clone())),
            schema: None,
        })
    }
}
