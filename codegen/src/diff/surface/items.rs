//! Types.

use super::parts::{Docs, is_default, place};
use super::types::Type;
use crate::diag::Pointer;
use crate::diff::Way;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Item {
    pub(in crate::diff) ident: String,
    /// Where it is described.
    #[serde(with = "place")]
    pub(in crate::diff) place: Pointer,
    /// The direction of its values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) way: Way,
    /// The features, any of which enables it; none if it is always enabled.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) features: Vec<String>,
    /// The traits that rules derive.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) derives: Vec<String>,
    /// The attributes that rules add.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) attributes: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
    pub(in crate::diff) kind: Kind,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Kind {
    Object(Struct),
    Enum(Enum),
    Union(Union),
    Alias(Alias),
}

impl Item {
    /// The types that it mentions.
    pub(in crate::diff) fn mentioned(&self) -> Vec<&Type> {
        match &self.kind {
            Kind::Object(object) => object.fields.iter().map(|field| &field.of).chain(&object.rest_type).collect(),
            Kind::Union(union) => union.variants.iter().filter_map(|variant| variant.of.of_type()).collect(),
            Kind::Enum(_) | Kind::Alias(_) => Vec::new(),
        }
    }

    /// The names of the types that it mentions.
    pub(in crate::diff) fn names(&self) -> Vec<&str> {
        let mut found = Vec::new();
        match &self.kind {
            Kind::Alias(alias) => found.push(alias.target.as_str()),
            _ => self.mentioned().into_iter().for_each(|of| of.each_own(&mut |name| found.push(name))),
        }
        found
    }
}

/// An alias.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Alias {
    pub(in crate::diff) target: String,
    pub(in crate::diff) origin: AliasOrigin,
}

/// Why there is an alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum AliasOrigin {
    /// The description has an equal type.
    EqualType,
    /// A rule keeps it for a type that has this name now.
    FormerName(String),
}

/// An object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Struct {
    pub(in crate::diff) constructor: Constructor,
    pub(in crate::diff) fields: Vec<Field>,
    /// The field for additional properties.
    pub(in crate::diff) rest: String,
    /// The type of their values; `None` for any JSON.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) rest_type: Option<Type>,
}

impl Struct {
    /// Whether it has a default without a rule.
    pub(in crate::diff) fn has_default(&self) -> bool {
        self.constructor == Constructor::New && self.fields.iter().all(|field| field.asked != SetBy::New)
    }
}

/// Whether users construct values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Constructor {
    /// By `new` and setters.
    New,
    /// No, values are only received.
    None,
}

/// A property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Field {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) wire: String,
    pub(in crate::diff) of: Type,
    pub(in crate::diff) presence: Presence,
    /// Who sets it, if users construct the object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) asked: SetBy,
    /// What `new` or the setter takes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) argument: Option<Type>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) setter: Option<Setter>,
    /// The only value, which code cannot see.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) constant: Option<Value>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) handling: Vec<Handling>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) attributes: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// Whether a property is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Presence {
    Required,
    Optional,
    /// Required, and its absence is reported.
    Expected,
    /// Required, and may be null.
    Nullable,
}

impl Presence {
    pub(in crate::diff) fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Expected => "required, and reported if it is missing",
            Self::Nullable => "required, or null",
        }
    }
}

/// Who sets a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum SetBy {
    New,
    Setter,
    /// No user: it is a constant, or only received.
    #[default]
    Never,
}

/// A setter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Setter {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) taken: Taken,
}

/// How a setter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Taken {
    AsItIs,
    Into,
    /// By `Into` a `Patch`.
    IntoPatch,
    /// From the items of an iterator.
    Items,
    /// From the pairs of an iterator.
    Pairs,
}

/// How values are read and shown, apart from their type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Handling {
    /// Scalars of another type are accepted.
    Lenient,
    /// `Debug` does not show it.
    Redacted,
}

impl Handling {
    pub(in crate::diff) fn word(self) -> &'static str {
        match self {
            Self::Lenient => "reads scalars in other forms",
            Self::Redacted => "hidden from `Debug`",
        }
    }
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Enum {
    pub(in crate::diff) openness: Openness,
    pub(in crate::diff) variants: Vec<EnumVariant>,
}

/// Whether an enum has a variant for other values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Openness {
    Open,
    Closed,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct EnumVariant {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) value: Value,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) attributes: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// A union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Union {
    pub(in crate::diff) variants: Vec<Variant>,
    /// The path of the property whose value names the variant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) tag: Vec<String>,
    /// The accessors of properties that all variants have.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) shared: Vec<Shared>,
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Variant {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) of: Held,
    /// Whether there is `From` its type.
    pub(in crate::diff) conversion: Conversion,
    /// The function that constructs it by `new` of its type.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) constructor: Option<String>,
    /// The values of the tag.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) tags: Vec<Value>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) attributes: Vec<String>,
}

/// The content of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Held {
    Type(Type),
    /// None: the variant is one value.
    Constant(Value),
}

impl Held {
    pub(in crate::diff) fn of_type(&self) -> Option<&Type> {
        match self {
            Self::Type(of) => Some(of),
            Self::Constant(_) => None,
        }
    }

    /// In words.
    pub(in crate::diff) fn shown(&self) -> String {
        match self {
            Self::Type(of) => of.to_string(),
            Self::Constant(value) => value.to_string(),
        }
    }
}

/// Whether values of a type convert into a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Conversion {
    From,
    /// Another variant has the same type.
    None,
}

/// An accessor of a property that all variants have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Shared {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) wire: String,
    pub(in crate::diff) of: SharedType,
}

/// The result of such an accessor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum SharedType {
    Text,
    Value(Type),
    Reference(Type),
}

impl SharedType {
    pub(in crate::diff) fn of_type(&self) -> Option<&Type> {
        match self {
            Self::Text => None,
            Self::Value(of) | Self::Reference(of) => Some(of),
        }
    }
}
