//! Decodes a multipart body into a value. The type of a property decides how its part is read, so that text and numbers need not be
//! JSON. All parts are combined into one JSON document, so that the decoder reports missing, unknown and invalid properties as in any
//! other response. Files are moved into their properties afterwards.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;

use super::head;
use super::scanner::{EXPECTED, Scanner, Step, UNEXPECTED_END, not_multipart};
use crate::client::Upload;
use crate::client::response::charset::utf8;
use crate::client::response::text;
use crate::syntax::error::{DecodeError, DecodeErrorKind};
use crate::syntax::kind::Kind;
use crate::text::decode::{Reading, decode_into};
use crate::text::encode::encode;
use crate::value::json::Json;
use crate::wire::literal::Literal;
use crate::wire::{Incoming, Slot};

/// The maximum number of parts of a value.
const MAX_PARTS: usize = 10_000;

/// The number of bytes that are passed to the scanner at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// A complete part.
struct Part {
    headers: HeaderMap,
    content: Bytes,
}

/// The content of a part: JSON, or a file.
enum Piece {
    Json(String),
    File(Upload),
}

/// The parts of one name.
#[derive(Default)]
struct Group {
    name: String,
    pieces: Vec<Piece>,
    is_list: bool,
}

/// Decodes a multipart body into a slot.
pub(crate) fn read(
    headers: &HeaderMap,
    body: &Bytes,
    slot: &mut Slot<'_>,
    reading: &mut Reading,
) -> Result<(), DecodeError> {
    let boundary = head::boundary(headers).ok_or_else(not_multipart)?;
    let parts = parts(&boundary, body)?;
    match slot {
        Slot::List(_) | Slot::Scalars(_) => read_list(&parts, slot, reading),
        _ => read_object(&parts, slot, reading),
    }
}

/// Decodes the content of one part into a slot.
pub(crate) fn read_part(
    headers: &HeaderMap,
    content: &Bytes,
    slot: &mut Slot<'_>,
    reading: &mut Reading,
) -> Result<(), DecodeError> {
    let part = Part { headers: headers.clone(), content: content.clone() };
    match part.piece(slot)? {
        Piece::Json(json) => reading.decode_slice_into(json.as_bytes(), slot),
        Piece::File(file) => {
            put(slot, file);
            Ok(())
        }
    }
}

fn parts(boundary: &str, body: &Bytes) -> Result<Vec<Part>, DecodeError> {
    let malformed = |found: &'static str| DecodeError::mismatch(EXPECTED, found, 0);
    let mut scanner = Scanner::new(boundary);
    // In chunks, so that the scanner's buffer stays small.
    let mut pieces = body.chunks(CHUNK_BYTES);
    let mut parts: Vec<Part> = Vec::new();
    let mut content = BytesMut::new();
    loop {
        match scanner.next().map_err(malformed)? {
            Step::More => scanner.feed(pieces.next().ok_or_else(|| malformed(UNEXPECTED_END))?),
            Step::Head(_) if parts.len() == MAX_PARTS => return Err(malformed("more than 10000 parts")),
            Step::Head(headers) => parts.push(Part { headers, content: Bytes::new() }),
            Step::Content(bytes) => content.extend_from_slice(&bytes),
            Step::PartEnd => {
                if let Some(part) = parts.last_mut() {
                    part.content = content.split().freeze();
                }
            }
            Step::End => return Ok(parts),
        }
    }
}

/// Decodes each part as an element of a list.
fn read_list(parts: &[Part], slot: &mut Slot<'_>, reading: &mut Reading) -> Result<(), DecodeError> {
    let mut group = Group { is_list: true, ..Group::default() };
    for (index, part) in parts.iter().enumerate() {
        let piece = match slot {
            Slot::List(place) => place.grow(index, Incoming::Value).map(|mut element| part.piece(&mut element)),
            Slot::Scalars(place) => place.grow(index, Incoming::Value).map(|mut element| part.piece(&mut element)),
            _ => None,
        };
        // The decoder reports that there are too many.
        let piece = piece.unwrap_or_else(|| Ok(Piece::Json("null".to_owned())));
        group.pieces.push(piece.map_err(|error| error.under_index(index))?);
    }
    empty(slot);
    let mut json = String::new();
    group.write(&mut json);
    reading.decode_slice_into(json.as_bytes(), slot)?;
    group.put_files(slot);
    Ok(())
}

/// Decodes each part as a property: the one of its name or, without a name, the one at its position.
fn read_object(parts: &[Part], slot: &mut Slot<'_>, reading: &mut Reading) -> Result<(), DecodeError> {
    let mut groups: Vec<Group> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for (position, part) in parts.iter().enumerate() {
        let name = name(part, position, slot);
        let (piece, is_list) = property(&name, part, slot).map_err(|error| error.under_key(&name))?;
        match positions.get(&name).and_then(|position| groups.get_mut(*position)) {
            Some(known) => known.pieces.push(piece),
            None => {
                positions.insert(name.clone(), groups.len());
                groups.push(Group { name, pieces: vec![piece], is_list });
            }
        }
    }
    let mut json = String::from("{");
    for (index, group) in groups.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        json.push_str(&encode(&group.name));
        json.push(':');
        group.write(&mut json);
    }
    json.push('}');
    reading.decode_slice_into(json.as_bytes(), slot)?;
    // Asking for the slot of an undeclared property resets its value, so only those of files are asked for.
    for group in groups.iter().filter(|group| group.has_files()) {
        with_property(&group.name, slot, &mut |slot| group.put_files(slot));
    }
    Ok(())
}

fn name(part: &Part, position: usize, slot: &Slot<'_>) -> String {
    let by_position = || match slot {
        Slot::Object(table, _) => {
            table.fields.numbered().nth(position).map(|(_, row)| table.fields.name(row).to_owned())
        }
        _ => None,
    };
    head::name(&part.headers).or_else(by_position).unwrap_or_else(|| format!("part{}", position + 1))
}

/// Reads a part as a property. Also returns whether it is an element of a list.
fn property(name: &str, part: &Part, slot: &mut Slot<'_>) -> Result<(Piece, bool), DecodeError> {
    if let Slot::Object(table, _) = slot
        && let Some(constant) = table.fields.position(0, name).and_then(|index| table.fields.row(index))
        && let Some(constant) = table.fields.constant(constant)
    {
        return Ok((part.constant(constant)?, false));
    }
    let mut found = None;
    with_property(name, slot, &mut |slot| {
        let is_whole = part.is_json_list();
        let element = match slot {
            Slot::List(place) if !is_whole => {
                place.grow(0, Incoming::Value).map(|mut element| part.piece(&mut element))
            }
            Slot::Scalars(place) if !is_whole => {
                place.grow(0, Incoming::Value).map(|mut element| part.piece(&mut element))
            }
            _ => None,
        };
        let is_list = element.is_some();
        let piece = element.unwrap_or_else(|| part.piece(slot));
        empty(slot);
        found = Some(piece.map(|piece| (piece, is_list)));
    });
    found.unwrap_or_else(|| part.unknown().map(|piece| (piece, false)))
}

/// Calls `visit` with the slot of a property, if there is one.
fn with_property(name: &str, slot: &mut Slot<'_>, visit: &mut dyn FnMut(&mut Slot<'_>)) {
    match slot {
        Slot::Object(table, place) => {
            let known = table.fields.position(0, name);
            let is_constant = known.and_then(|index| table.fields.row(index)).is_some_and(|row| row.is_constant());
            match known {
                Some(_) if is_constant => {}
                Some(index) => visit(&mut place.slot_at(index, Incoming::Value)),
                None => {
                    if let Slot::Map(others) = place.slot_at(table.fields.len(), Incoming::Value)
                        && let Some(mut slot) = others.entry(name, Incoming::Value)
                    {
                        visit(&mut slot);
                    }
                }
            }
        }
        Slot::Map(map) => {
            if let Some(mut slot) = map.entry(name, Incoming::Value) {
                visit(&mut slot);
            }
        }
        _ => {}
    }
}

/// Removes the elements that were added to a list to find their type.
fn empty(slot: &mut Slot<'_>) {
    // A tuple is reset instead, and returns its length as an error.
    let _ = match slot {
        Slot::List(place) => place.end(0),
        Slot::Scalars(place) => place.end(0),
        _ => Ok(()),
    };
}

fn put(slot: &mut Slot<'_>, file: Upload) {
    if let Slot::Scalar(place) = slot
        && let Some(place) = place.file().and_then(|place| place.downcast_mut())
    {
        *place = file;
    }
}

impl Group {
    fn write(&self, json: &mut String) {
        let write = |piece: &Piece, json: &mut String| match piece {
            Piece::Json(text) => json.push_str(text),
            // The file replaces it later.
            Piece::File(_) => json.push_str("\"\""),
        };
        if !self.is_list {
            // The last one of several parts applies.
            self.pieces.last().into_iter().for_each(|piece| write(piece, json));
            return;
        }
        json.push('[');
        for (index, piece) in self.pieces.iter().enumerate() {
            json.push_str(if index == 0 { "" } else { "," });
            write(piece, json);
        }
        json.push(']');
    }

    fn put_files(&self, slot: &mut Slot<'_>) {
        let file = |piece: &Piece| match piece {
            Piece::File(file) => Some(file.clone()),
            Piece::Json(_) => None,
        };
        if !self.is_list {
            self.pieces.last().and_then(file).into_iter().for_each(|file| put(slot, file));
        } else if self.has_files() {
            self.put_elements(slot);
        }
    }

    fn has_files(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::File(_)))
    }

    /// Fills a list again: with its files, and with its other elements, which are decoded once more.
    fn put_elements(&self, slot: &mut Slot<'_>) {
        let Slot::List(place) = slot else { return };
        let _ = place.end(0);
        for (index, piece) in self.pieces.iter().enumerate() {
            let Some(mut element) = place.grow(index, Incoming::Value) else { return };
            match piece {
                Piece::File(file) => put(&mut element, file.clone()),
                // The same text has already been decoded.
                Piece::Json(json) => decode_into(json, &mut element).unwrap_or_default(),
            }
        }
    }
}

impl Part {
    fn is_json(&self) -> bool {
        head::is_json_part(&self.headers)
    }

    /// Whether the part is a whole list rather than one of its elements.
    fn is_json_list(&self) -> bool {
        self.is_json() && utf8(&self.headers, &self.content).trim_ascii_start().first() == Some(&b'[')
    }

    fn text(&self) -> Result<Cow<'_, str>, DecodeError> {
        let invalid = || DecodeError::mismatch("text", format!("{} bytes that are not UTF-8", self.content.len()), 0);
        match utf8(&self.headers, &self.content) {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| invalid()),
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| invalid()),
        }
    }

    fn file(&self) -> Upload {
        let upload = Upload::new(self.content.clone());
        let upload = head::file_name(&self.headers).into_iter().fold(upload, Upload::file_name);
        head::text(&self.headers, "content-type").into_iter().fold(upload, Upload::content_type)
    }

    /// Reads the part for a slot.
    fn piece(&self, slot: &mut Slot<'_>) -> Result<Piece, DecodeError> {
        if let Slot::Scalar(place) = slot
            && place.file().is_some()
        {
            return Ok(Piece::File(self.file()));
        }
        if self.is_json() {
            let text = self.text()?;
            return match Json::parse(&text) {
                Ok(_) => Ok(Piece::Json(text.into_owned())),
                Err(error) if error.kind() == DecodeErrorKind::Syntax => {
                    Err(DecodeError::mismatch("JSON", format!("{} bytes that are not JSON", text.len()), 0))
                }
                Err(error) => Err(error),
            };
        }
        let text = self.text()?;
        let is_text = match slot {
            Slot::Text(_) | Slot::Secret(_) | Slot::Raw(_) | Slot::Settled | Slot::Unset => return Ok(quoted(&text)),
            Slot::OpenEnum(place) => text::is_string_of_enum(&**place, text.trim_ascii()),
            Slot::Scalar(place) => place.set_text(text.trim_ascii()),
            _ => false,
        };
        Ok(if is_text { quoted(text.trim_ascii()) } else { unquoted(text.trim_ascii()) })
    }

    /// Reads the part for a property of unknown type.
    fn unknown(&self) -> Result<Piece, DecodeError> {
        let text = self.text()?;
        Ok(if self.is_json() { unquoted(&text) } else { quoted(&text) })
    }

    fn constant(&self, constant: Literal) -> Result<Piece, DecodeError> {
        let text = self.text()?;
        Ok(match constant {
            Literal::Text(_) if !self.is_json() => quoted(&text),
            _ => unquoted(text.trim_ascii()),
        })
    }
}

fn quoted(text: &str) -> Piece {
    Piece::Json(encode(&text.to_owned()))
}

/// Uses a text as JSON if it is JSON, but not a string. Otherwise quotes it, so that the decoder reports a mismatch.
fn unquoted(text: &str) -> Piece {
    match Json::parse(text) {
        Ok(json) if json.kind() != Kind::Text => Piece::Json(text.to_owned()),
        Ok(_) | Err(_) => quoted(text),
    }
}
