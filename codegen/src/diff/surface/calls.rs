//! Operations.

use super::client::Standing;
use super::parts::{Docs, is_default, place};
use super::types::Type;
use crate::diag::Pointer;
use crate::resolve::Place;
use serde::{Deserialize, Serialize};

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Call {
    /// The methods from the client to the handle of its group.
    pub(in crate::diff) accessors: Vec<String>,
    /// The method of the handle.
    pub(in crate::diff) method: String,
    /// The outermost group.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) group: String,
    /// The name of its group in the description.
    pub(in crate::diff) title: String,
    /// The module of its group.
    pub(in crate::diff) module: String,
    /// The type of the handle of its group.
    pub(in crate::diff) handle: String,
    /// The feature that enables its group.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) feature: Option<String>,
    /// Where it is described.
    #[serde(with = "place")]
    pub(in crate::diff) place: Pointer,
    pub(in crate::diff) id: String,
    pub(in crate::diff) verb: String,
    pub(in crate::diff) path: String,
    /// The type of the call.
    pub(in crate::diff) ident: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) form: Form,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) standing: Standing,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) former: Vec<Former>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) parameters: Vec<Parameter>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) body: Option<Body>,
    /// Bodies of other types, each with its method and its media type.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) other_bodies: Vec<(String, String, Body)>,
    pub(in crate::diff) output: Output,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) delivery: Delivery,
    /// The type of its events, and how they are read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) events: Option<(Type, String)>,
    /// Methods that ask for other media types: each with its media type and its result.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) media: Vec<(String, String, Type)>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) paging: Vec<Paged>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) error_body: Option<ErrorBody>,
    /// Its server, if it is not the default one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) server: Option<String>,
    /// The alternatives of credentials.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) security: Vec<Vec<Requirement>>,
    /// Headers that the client sets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) client_headers: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

impl Call {
    /// The path of the function: `users.get`.
    pub(in crate::diff) fn function(&self) -> String {
        let parts = self.accessors.iter().chain([&self.method]);
        parts.map(|part| part.trim_start_matches("r#")).collect::<Vec<_>>().join(".")
    }

    /// The types that it mentions, those of parameters first.
    pub(in crate::diff) fn mentioned(&self) -> Vec<&Type> {
        let mut found: Vec<&Type> = self.parameters.iter().map(|parameter| &parameter.of).collect();
        found.extend(self.body.iter().map(|body| &body.of));
        found.extend(self.other_bodies.iter().map(|(_, _, body)| &body.of));
        match &self.output {
            Output::Unit => {}
            Output::Value(of) | Output::Maybe(of) => found.push(of),
            Output::PerStatus(_, variants) => found.extend(variants.iter().filter_map(|(_, of, _)| of.as_ref())),
        }
        match &self.error_body {
            Some(ErrorBody::One(of)) => found.push(of),
            Some(ErrorBody::PerStatus(_, variants)) => found.extend(variants.iter().map(|(_, of, _)| of)),
            Some(ErrorBody::Same(..)) | None => {}
        }
        found.extend(self.events.iter().map(|(of, _)| of));
        found.extend(self.media.iter().map(|(_, _, of)| of));
        found.extend(self.paging.iter().flat_map(|paged| paged.item.iter().chain([&paged.page])));
        found
    }
}

/// What is done with a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Form {
    /// It is awaited.
    #[default]
    Awaited,
    /// It only streams events.
    Events,
}

/// Whether the response of an awaited call has several parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Delivery {
    #[default]
    Whole,
    Parts,
}

/// Former names of an operation, which are deprecated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Former {
    pub(in crate::diff) method: String,
    /// Those of the types of its call.
    pub(in crate::diff) types: Vec<String>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Parameter {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) wire: String,
    #[serde(rename = "in", with = "location")]
    pub(in crate::diff) location: Place,
    pub(in crate::diff) given: Given,
    pub(in crate::diff) of: Type,
    /// Where it is described.
    #[serde(with = "place")]
    pub(in crate::diff) place: Pointer,
    /// What is sent unless another value is set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) constant: Option<String>,
    /// What differs from the usual serialization of its location.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) style: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// How a value is given to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Given {
    Argument,
    Setter,
}

impl Given {
    pub(super) fn of(required: bool) -> Self {
        if required { Self::Argument } else { Self::Setter }
    }
}

/// A body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Body {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) given: Given,
    pub(in crate::diff) of: Type,
    pub(in crate::diff) encoding: Encoding,
    /// The serialization of properties or parts that differ from the usual.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) properties: Vec<String>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// How a body is serialized. The media type is `None` for bytes in a range of types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Encoding {
    Json(String),
    Form,
    Multipart(Option<String>),
    Text(String),
    Bytes(Option<String>),
}

/// The result of an awaited call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Output {
    #[default]
    Unit,
    Value(Type),
    /// A value, or nothing if the body is empty.
    Maybe(Type),
    /// An enum: its name, and each variant with its type and status.
    PerStatus(String, Vec<(String, Option<Type>, String)>),
}

/// A way to get all pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Paged {
    /// The method that streams the items, if they are known.
    pub(in crate::diff) items: String,
    /// The method that streams the pages.
    pub(in crate::diff) pages: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) item: Option<Type>,
    pub(in crate::diff) page: Type,
    /// How to get the next page.
    pub(in crate::diff) way: String,
}

/// The error bodies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum ErrorBody {
    /// One type for any status.
    One(Type),
    /// An enum: its name, and each variant with its type and status.
    PerStatus(String, Vec<(String, Type, String)>),
    /// An alias of the enum of another operation in the group: its name, and the other's.
    Same(String, String),
}

/// One of the credentials that are needed together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Requirement {
    pub(in crate::diff) scheme: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) scopes: Vec<String>,
    /// What is sent.
    pub(in crate::diff) credential: String,
}

/// The location of a parameter, by its word in the description.
mod location {
    use super::Place;
    use serde::{Deserialize, Deserializer, Serializer};

    const ALL: [Place; 5] = [Place::Path, Place::Query, Place::QueryString, Place::Header, Place::Cookie];

    pub(super) fn serialize<S: Serializer>(place: &Place, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(place.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Place, D::Error> {
        let word = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format!("{word:?} is no location of a parameter"));
        ALL.into_iter().find(|place| place.word() == word).ok_or_else(unknown)
    }
}
