//! What the configuration adds to the definitions of types.

use super::{Additions, Described, Item};
use crate::analysis::Analysis;
use crate::api::{Api, Definition, Kind, Property, Type, TypeId, is_closable};
use crate::config::{Derived, Openness, Standard};
use std::collections::HashSet;

/// The types that have a JSON Schema: those whose rules derive it, and what is in them.
pub(super) fn with_schema(api: &Api, analysis: &Analysis) -> HashSet<TypeId> {
    let asks = |definition: &Definition| definition.wishes.derive.iter().any(|each| each.of == Derived::JsonSchema);
    let ids = (0..api.types.len()).map(TypeId);
    let mut open: Vec<TypeId> =
        ids.filter(|id| asks(api.definition(*id))).map(|id| analysis.representative(id)).collect();
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        for part in api.definition(id).kind.parts() {
            part.each(&mut |of| {
                if let Type::Named(inner) = of {
                    open.push(analysis.representative(*inner));
                }
            });
        }
    }
    found
}

/// What is added to a type. What it has anyway is not derived again.
pub(super) fn additions(api: &Api, definition: &Definition, has_schema: bool) -> Additions {
    let given = given(definition);
    let derive = definition.wishes.derive.iter().filter(|each| match &each.of {
        Derived::Standard(standard) => !given.contains(standard),
        Derived::JsonSchema => false,
        Derived::Other(_) => true,
    });
    Additions {
        derive: derive.cloned().collect(),
        attributes: definition.wishes.attributes.clone(),
        schema: has_schema.then(|| described(api, definition)),
    }
}

/// The traits of the standard library that a type has without a rule.
fn given(definition: &Definition) -> &'static [Standard] {
    match &definition.kind {
        Kind::Enum(values) if is_closable(values) && definition.wishes.values == Openness::Closed => {
            &[Standard::Copy, Standard::Eq, Standard::Hash, Standard::Ord, Standard::PartialOrd]
        }
        Kind::Enum(_) => &[Standard::Eq, Standard::Hash],
        Kind::Object { .. } | Kind::Union { .. } => &[],
    }
}

/// What the description says about a type and what is in it.
fn described(api: &Api, definition: &Definition) -> Described {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    // Without a text of its own a property has that of its type, which is in the schema of the type.
    let own = |property: &Property| match &property.of {
        Type::Named(id) if api.definition(*id).docs.text == property.docs.text => String::new(),
        _ => text(property.docs.text.as_ref()),
    };
    let members = match &definition.kind {
        Kind::Object { properties, .. } => properties.iter().map(own).collect(),
        Kind::Union { variants, .. } => {
            let constants = variants.iter().map(|each| each.constant.as_ref());
            constants.map(|value| text(value.and_then(|value| value.description.as_ref()))).collect()
        }
        Kind::Enum(_) => Vec::new(),
    };
    Described { of: text(definition.docs.text.as_ref()), members }
}

impl Item {
    /// What the configuration adds to it, and the attributes that it adds to what is in it.
    pub fn additions(&self) -> (Option<&Additions>, Vec<&[String]>) {
        match self {
            Self::Struct(of) => {
                (Some(&of.additions), of.fields.iter().map(|each| each.attributes.as_slice()).collect())
            }
            Self::Enum(of) => {
                (Some(&of.additions), of.variants.iter().map(|each| each.attributes.as_slice()).collect())
            }
            Self::Union(of) => {
                (Some(&of.additions), of.variants.iter().map(|each| each.attributes.as_slice()).collect())
            }
            Self::Alias(_) => (None, Vec::new()),
        }
    }
}
