//! Writes the headers of a part, and the parameters of the multipart media type.

use std::fmt::Write as _;

use crate::client::api::media::{essence, parameter};
use crate::client::api::parameter::{Encoding, Identity};
use crate::client::request::{header, parameter_style};
use crate::client::{RequestError, Upload};

/// How a recipient tells the parts of a body apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// By name: `multipart/form-data`.
    Form,
    /// By position, and the first part is the root of the others: `multipart/related`.
    Related,
    /// By position.
    Mixed,
}

impl Layout {
    pub(crate) fn of(media_type: &str) -> Self {
        match essence(media_type).as_str() {
            "multipart/form-data" | "multipart/*" => Self::Form,
            "multipart/related" => Self::Related,
            _ => Self::Mixed,
        }
    }

    /// Returns the media type of text without a declared one. In a form none is needed; elsewhere text is ASCII unless the part
    /// has a charset (RFC 2046, 4.1.2).
    pub(crate) fn default_text_type(self, text: &str) -> Option<&'static str> {
        match self {
            Self::Form => None,
            Self::Related | Self::Mixed if text.is_ascii() => Some("text/plain"),
            Self::Related | Self::Mixed => Some("text/plain; charset=utf-8"),
        }
    }
}

/// The headers of the first part that the media type of the body refers to.
pub(crate) struct Root {
    media_type: Option<String>,
    content_id: Option<String>,
}

/// The headers of a part.
pub(crate) struct Head<'a> {
    boundary: &'a str,
    /// The names and values. Names are unique.
    headers: Vec<(String, String)>,
}

impl<'a> Head<'a> {
    pub(crate) fn new(boundary: &'a str) -> Self {
        Self { boundary, headers: Vec::new() }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Sets a header. Replaces its previous value.
    fn set(&mut self, name: &str, value: &str) -> Result<(), RequestError> {
        header::header(name, value).map_err(|reason| RequestError::Header { name: name.to_owned(), reason })?;
        match self.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, known)) => value.clone_into(known),
            None => self.headers.push((name.to_owned(), value.to_owned())),
        }
        Ok(())
    }

    /// Adds the headers of the description, then those that the caller set on a file.
    pub(crate) fn add_headers(
        &mut self,
        name: &str,
        media_type: Option<&str>,
        encoding: Option<&Encoding>,
        upload: Option<&Upload>,
    ) -> Result<(), RequestError> {
        media_type.map_or(Ok(()), |media_type| self.set("Content-Type", media_type))?;
        let described = encoding.into_iter().flat_map(|encoding| encoding.headers).copied();
        for (name, value) in described.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
            self.set(name, value)?;
        }
        for (name, value) in upload.into_iter().flat_map(Upload::part_headers) {
            self.set(name, value)?;
        }
        let has_id = encoding.is_some_and(|encoding| encoding.identity == Identity::Generated);
        if has_id && self.value("content-id").is_none() {
            self.set("Content-ID", &format!("<{}@{}>", parameter_style::encode_strictly(name), self.boundary))?;
        }
        Ok(())
    }

    /// Sets `Content-Disposition`: in a form to the name of the part, otherwise to the name of the file.
    pub(crate) fn set_disposition(&mut self, layout: Layout, name: &str, upload: Option<&Upload>) {
        let file_name = upload.and_then(Upload::name);
        let disposition = match (layout, upload) {
            (Layout::Form, None) => format!("form-data; name=\"{}\"", escape(name)),
            (Layout::Form, Some(_)) => {
                let file_name = escape(file_name.unwrap_or(name));
                format!("form-data; name=\"{}\"; filename=\"{file_name}\"", escape(name))
            }
            (Layout::Related | Layout::Mixed, _) => match file_name {
                Some(file_name) if self.value("content-disposition").is_none() => {
                    format!("attachment; filename=\"{}\"", escape(file_name))
                }
                _ => return,
            },
        };
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case("content-disposition"));
        self.headers.insert(0, ("Content-Disposition".to_owned(), disposition));
    }

    /// Returns the boundary line with the headers.
    pub(crate) fn finish(self) -> (String, Root) {
        let mut text = format!("--{}", self.boundary);
        for (name, value) in &self.headers {
            // Writing to a string cannot fail.
            let _ = write!(text, "\r\n{name}: {value}");
        }
        text.push_str("\r\n\r\n");
        let known = |name| self.value(name).map(str::to_owned);
        (text, Root { media_type: known("content-type"), content_id: known("content-id") })
    }
}

/// Escapes a name for quotes, as browsers do (HTML Living Standard, 4.10.21.8).
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Adds the boundary to a media type. For `multipart/related`, adds the media type and the `Content-ID` of the first part as well
/// (RFC 2387, 3.1 and 3.2).
pub(crate) fn with_parameters(media_type: &str, boundary: &str, layout: Layout, root: Option<&Root>) -> String {
    // A boundary in the description could occur in the content.
    let is_boundary =
        |piece: &&str| piece.split('=').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("boundary"));
    let kept: Vec<&str> = media_type.split(';').filter(|piece| !is_boundary(piece)).map(str::trim_end).collect();
    let mut whole = format!("{}; boundary={boundary}", kept.join(";"));
    let Some(root) = root.filter(|_| layout == Layout::Related) else { return whole };
    for (name, value) in [("type", root.media_type.as_deref().map(essence)), ("start", root.content_id.clone())] {
        if let Some(value) = value.filter(|_| parameter(media_type, name).is_none()) {
            let _ = write!(whole, "; {name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        }
    }
    whole
}
