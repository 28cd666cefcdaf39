//! A surface as a file: one JSON object with a line for each item, so that a comparison by lines shows what changed, too.

use super::calls::Call;
use super::client::{Client, HeaderAccessor, Package, Webhook};
use super::items::Item;
use super::model::Surface;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the format. It goes up when a file of the old format would be read wrongly, or what it lacks would be reported as a change.
pub const FORMAT: u64 = 1;

/// The first key of a file, by which it is recognised. Its value is the version of the format.
const KEY: &str = "bindery-signatures";

/// Why a text is not read as signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has another version of the format.
    Format {
        /// The version of the format.
        format: u64,
        /// The version of Bindery that made it.
        made_by: String,
    },
    /// It is damaged, or made by a later version that writes more.
    Invalid {
        /// What is wrong, and where.
        problem: String,
        /// The version of Bindery that made it, if that can be read.
        made_by: Option<String>,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = env!("CARGO_PKG_VERSION");
        match self {
            Self::Format { format, made_by } => write!(
                formatter,
                "these signatures have format {format} (written by Bindery {made_by}), and Bindery {own} reads format {FORMAT}: write them again with this version \
                 from the same description, or compare with the version that wrote them"
            ),
            Self::Invalid { problem, made_by } => {
                write!(formatter, "these signatures cannot be read: {problem}")?;
                match made_by {
                    Some(made_by) if made_by != own => {
                        write!(formatter, " (written by Bindery {made_by}; this is {own})")
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for Unreadable {}

/// What is read first.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "bindery-signatures")]
    format: u64,
    #[serde(rename = "made-by", default)]
    made_by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "bindery-signatures")]
    _format: u64,
    #[serde(rename = "made-by")]
    _made_by: String,
    title: String,
    package: Package,
    client: Client,
    operations: Vec<Call>,
    types: Vec<Item>,
    headers: Vec<HeaderAccessor>,
    webhooks: Vec<Webhook>,
}

impl Surface {
    /// Whether a text is a file of signatures, of whatever version.
    pub fn is_written_in(text: &str) -> bool {
        let inside = text.trim_start().strip_prefix('{').map(str::trim_start);
        inside.and_then(|inside| inside.strip_prefix('"')).is_some_and(|key| key.starts_with(KEY))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Unreadable`]: the format is another one, or the text is damaged.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let invalid = |made_by: Option<String>| {
            move |error: serde_json::Error| Unreadable::Invalid { problem: error.to_string(), made_by }
        };
        let Head { format, made_by } = serde_json::from_str(text).map_err(invalid(None))?;
        if format != FORMAT {
            return Err(Unreadable::Format { format, made_by });
        }
        let Whole { _format, _made_by, title, package, client, operations, types, headers, webhooks } =
            serde_json::from_str(text).map_err(invalid(Some(made_by)))?;
        Ok(Self { title, package, client, operations, types, headers, webhooks })
    }

    /// The text of a file.
    ///
    /// # Errors
    /// If a value has no JSON, which the description cannot cause.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let Self { title, package, client, operations, types, headers, webhooks } = self;
        let members = [
            line(KEY, &FORMAT)?,
            line("made-by", env!("CARGO_PKG_VERSION"))?,
            line("title", title)?,
            line("package", package)?,
            line("client", client)?,
            lines("operations", operations)?,
            lines("types", types)?,
            lines("headers", headers)?,
            lines("webhooks", webhooks)?,
        ];
        Ok(format!("{{\n{}\n}}\n", members.join(",\n")))
    }
}

fn line(key: &str, value: &(impl Serialize + ?Sized)) -> Result<String, serde_json::Error> {
    Ok(format!("{key:?}: {}", serde_json::to_string(value)?))
}

fn lines(key: &str, items: &[impl Serialize]) -> Result<String, serde_json::Error> {
    let items = items.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(match items.as_slice() {
        [] => format!("{key:?}: []"),
        items => format!("{key:?}: [\n{}\n]", items.join(",\n")),
    })
}
