//! One way to decode and encode a text.

use std::any::Any;
use std::hint::black_box;

use bindery_runtime::{Json, Wire, decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Decode,
    Encode,
}

pub(crate) struct Contender {
    pub(crate) name: &'static str,
    text: String,
    value: Box<dyn Any>,
    decode: fn(&str) -> Box<dyn Any>,
    encode: fn(&dyn Any) -> String,
    /// The same without a box around the value.
    decode_only: fn(&str),
}

impl Contender {
    /// The tables of this crate.
    pub(crate) fn tables<T: Wire>(text: &str) -> Self {
        Self::new(
            "tables",
            text,
            |text| Box::new(decode::<T>(text).unwrap()),
            |value| encode(value.downcast_ref::<T>().unwrap()),
            |text| drop(black_box(decode::<T>(text).unwrap())),
        )
    }

    /// A type with serde's traits.
    pub(crate) fn serde<T: DeserializeOwned + Serialize + 'static>(name: &'static str, text: &str) -> Self {
        Self::new(
            name,
            text,
            |text| Box::new(serde_json::from_str::<T>(text).unwrap()),
            |value| serde_json::to_string(value.downcast_ref::<T>().unwrap()).unwrap(),
            |text| drop(black_box(serde_json::from_str::<T>(text).unwrap())),
        )
    }

    fn new(
        name: &'static str,
        text: &str,
        decode: fn(&str) -> Box<dyn Any>,
        encode: fn(&dyn Any) -> String,
        decode_only: fn(&str),
    ) -> Self {
        Self { name, text: text.to_owned(), value: decode(text), decode, encode, decode_only }
    }

    pub(crate) fn run(&self, direction: Direction) {
        match direction {
            Direction::Decode => (self.decode_only)(black_box(&self.text)),
            Direction::Encode => drop(black_box((self.encode)(black_box(&*self.value)))),
        }
    }

    /// The value, for whoever counts what it takes.
    #[allow(dead_code, reason = "the other benchmark keeps the value")]
    pub(crate) fn decode(&self) -> Box<dyn Any> {
        (self.decode)(&self.text)
    }

    /// What it writes, to compare it with what others do.
    pub(crate) fn written(&self) -> Json {
        Json::parse(&(self.encode)(&*self.value)).unwrap()
    }
}
