//! Types that `descriptions/rules.toml` names.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An id that begins with `p-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelId(pub String);

impl FromStr for ParcelId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.strip_prefix("p-").map(|rest| Self(rest.to_owned())).ok_or(())
    }
}

impl fmt::Display for ParcelId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "p-{}", self.0)
    }
}

/// A weight, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grams(pub u64);

impl FromStr for Grams {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (whole, part) = text.split_once('.').ok_or(())?;
        let part = format!("{part:0<3}");
        format!("{whole}{part}").parse().map(Self).map_err(|_| ())
    }
}

impl fmt::Display for Grams {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// A place on Earth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}
