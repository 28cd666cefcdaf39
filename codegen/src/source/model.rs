//! The data of the phase: texts, and the values in them.

use super::documents::Documents;
use crate::diag::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::path::PathBuf;

/// The limit for the size of a text in bytes. The largest description known has 47 MB.
pub(super) const LARGEST: usize = 128 << 20;

/// The limit for the values of a document. The largest description known has 1.5 million.
pub(super) const MOST_VALUES: usize = 10_000_000;

/// The limit for nesting, so that no walk exhausts the stack. Real descriptions stay below 40.
pub(super) const DEEPEST: usize = 127;

/// How much of a long number a message shows.
pub(super) const SHOWN_DIGITS: usize = 20;

/// From this magnitude on, a number that is not a 64-bit integer may be a larger integer.
pub(super) const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// An API description, as read.
#[derive(Debug, Default)]
pub struct Source {
    /// The path of its main document, as the user wrote it.
    pub path: PathBuf,
    /// Whether the main document is a file, instead of standard input or bytes of a caller.
    pub(super) is_file: bool,
    /// The texts of its documents, by name.
    pub(super) texts: IndexMap<String, Text>,
    /// The values of its documents.
    pub documents: Documents,
}

/// A text that was read.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The parsed text; `None` if it could not be parsed.
    pub(super) format: Option<Format>,
}

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// A parsed text.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) value: Value,
    /// Duplicate keys.
    pub(super) duplicates: Vec<Pointer>,
    /// Integers that do not fit into 64 bits, with their digits; their values are only approximate.
    pub(super) digits: Vec<(Pointer, String)>,
    /// Numbers with a fraction or an exponent that do not fit into a float. Their values are strings.
    pub(super) out_of_range: Vec<(Pointer, String)>,
    /// The number of documents in the text; the first one is read.
    pub(super) documents: usize,
}

/// Why a text could not be parsed.
#[derive(Debug)]
pub(super) enum ParseError {
    NotText {
        message: String,
    },
    Syntax {
        offset: usize,
        message: String,
    },
    /// It is another kind of file.
    Other {
        offset: usize,
        message: String,
        expected: String,
    },
    TooDeep {
        offset: usize,
    },
    TooManyValues,
    AliasBomb,
}
