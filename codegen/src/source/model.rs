//! What is read: texts, and the values in them.

use super::documents::Documents;
use crate::diag::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::path::PathBuf;

/// How long a text may be, in bytes. The largest description known has 47 MB.
pub(super) const LARGEST: usize = 128 << 20;

/// How many values a document may have. The largest description known has 1.5 million.
pub(super) const MOST_VALUES: usize = 10_000_000;

/// How deep values may lie in each other, so that no walk over them exhausts the stack. Real descriptions stay below 40.
pub(super) const DEEPEST: usize = 127;

/// How much of a long number a message shows.
pub(super) const SHOWN_DIGITS: usize = 20;

/// From here on, a number that is no integer of 64 bits may be a larger one.
pub(super) const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// An API description as it was read.
#[derive(Debug, Default)]
pub struct Source {
    /// Where its main document was read from, as the user wrote it.
    pub path: PathBuf,
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
    /// What the text is; `None` when it could not be understood.
    pub(super) format: Option<Format>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// A text that was understood.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) value: Value,
    /// The names that occur twice.
    pub(super) duplicates: Vec<Pointer>,
    /// The integers that no 64 bits hold, whose values are only near to them, with their digits.
    pub(super) digits: Vec<(Pointer, String)>,
    /// The numbers with a fraction or an exponent that are beyond every float. Their values are texts.
    pub(super) out_of_range: Vec<(Pointer, String)>,
    /// How many documents the text holds; the first one is read.
    pub(super) documents: usize,
}

/// Why a text was not understood.
#[derive(Debug)]
pub(super) enum Trouble {
    NotText {
        message: String,
    },
    Syntax {
        offset: usize,
        message: String,
    },
    /// It is something else altogether.
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
