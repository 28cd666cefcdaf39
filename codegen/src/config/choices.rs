//! Choices between ways to bind, each a key of the configuration.

use serde::Deserialize;

/// The Rust types of dates. With any of them, a string that is not a date does not fail the value around it, and every
/// string is written back as it came.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// `String`
    #[default]
    Text,
    /// `Parsed<jiff::Timestamp>` and `Parsed<jiff::civil::Date>`
    Jiff,
    /// `Parsed<chrono::DateTime<chrono::FixedOffset>>` and `Parsed<chrono::NaiveDate>`
    Chrono,
    /// `Parsed<time::OffsetDateTime>` and `Parsed<time::Date>`
    Time,
}

/// The Rust type of a number that may have a fraction.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// `f64`; `format: decimal` is exact nevertheless.
    #[default]
    Float,
    /// A number that keeps every digit.
    Exact,
}

/// Whether an enum has a variant for values that it does not list.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Openness {
    /// It has one, so that a new value does not fail the response.
    #[default]
    Open,
    /// It has none: a `match` needs no catch-all arm, and an unlisted value is an error.
    Closed,
}

/// The names of operations.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OperationIds {
    /// Without the operation's path and method at the end, as FastAPI makes them (`read_item_items__item_id__get` is
    /// `read_item`), and without its group at the front (`databases_add_user` in `Databases` is `add_user`), unless
    /// another operation of the group has that name.
    #[default]
    Short,
    /// As written.
    Verbatim,
}

/// What to do with types that are equal except for their names.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EqualTypes {
    /// Merge them: one type, with the other names as aliases, unless they are equal by coincidence.
    #[default]
    Unite,
    /// Keep each as a type of its own.
    Apart,
}

/// What to do with component schemas that no operation, webhook or callback uses.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unreached {
    /// Bind them, behind a feature of their own.
    Bind,
    /// Skip them, with a note that counts them.
    #[default]
    Leave,
}

/// Whether groups of operations become features of the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GroupFeatures {
    /// Each top-level group is a feature that enables the types it uses. All are on by default.
    #[default]
    PerGroup,
    /// No features: for code that becomes part of another crate, which does not declare them.
    None,
}

/// Where the generated code is placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// In a crate of its own.
    #[default]
    Crate,
    /// In a module of another crate: its path from the crate root, such as `management` or `apis::management`.
    Module(String),
}

/// Whether a request body without a `required` keyword is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DefaultBodyRequired {
    /// Required if the call makes no sense without it: for PUT and PATCH unless the body may be null, for POST unless it
    /// may be null or an object without properties. Optional otherwise. OpenAPI's default is optional,
    /// but descriptions rarely mean that.
    #[default]
    ByMethod,
    /// Always required.
    Required,
    /// Always optional, as OpenAPI specifies.
    Optional,
}

impl Dates {
    /// The feature of the runtime that provides the types.
    pub(crate) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Jiff => Some("jiff"),
            Self::Chrono => Some("chrono"),
            Self::Time => Some("time"),
        }
    }
}

/// What the absence of a required property from a response means.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// The response does not decode.
    #[default]
    Strict,
    /// The property is an `Option`, and its absence is reported as a deviation. Constructors take the property all the same.
    Lenient,
}

/// What a response's string, number or boolean means where the description has another of these types.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scalars {
    /// A value of the wrong type: an optional property is then absent, and for a required one the response does not decode.
    #[default]
    Strict,
    /// The value in another form: `"0.50"` is the number 0.5, `7` the string `7`, and `0`, `1`, `"true"` and `"False"` are booleans. It is
    /// reported as a deviation, and written back as it arrived until the property changes.
    Lenient,
}

/// Which properties hold secrets, so that `Debug` does not show their values.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Secrets {
    /// Those that the description marks with `format: password` or `writeOnly`, and those whose names say so, such as
    /// `client_secret`. A name does not change the type of a property.
    #[default]
    ByName,
    /// Those that the description marks.
    Marked,
}
