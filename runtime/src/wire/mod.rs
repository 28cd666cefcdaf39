//! The interface between generated types and the code that reads and writes JSON.
//!
//! A generated type does not know how to decode, encode, print or compare itself. It only provides a view of itself ([`Wire::view`]) and a
//! slot for a decoded value ([`Wire::slot`]). Everything else is implemented once, in this crate, on top of these two. A generated type
//! provides them through its role, which is the same for all objects: see [`Declared`](crate::__private::Declared).
//!
//! Reading and decoding are different traits ([`Object`] and [`ObjectPlace`], and so on): a program never decodes types that it only sends,
//! nor encodes types that it only receives, and the linker drops the unused code.

pub(crate) mod closed_enum;
pub(crate) mod debug;
pub(crate) mod equal;
mod form;
pub(crate) mod literal;
pub(crate) mod members;
pub(crate) mod plan;
pub(crate) mod roles;
pub(crate) mod scalars;
pub(crate) mod std_impls;
pub(crate) mod table;
mod values;

use std::any::Any;

use crate::syntax::error::DecodeError;
use crate::value::file::File;
use crate::value::json::Json;
use crate::value::secret::Secret;
use crate::value::unknown::{Unmatched, Unrecognized};
use crate::wire::literal::Literal;
use crate::wire::plan::Plan;
use crate::wire::table::Table;

/// A value that has a JSON form.
pub trait Wire: 'static {
    /// A view of the value.
    #[doc(hidden)]
    fn view(&self) -> View<'_>;
    /// The slot to decode into, given the kind of the incoming value. The value must be blank.
    #[doc(hidden)]
    fn slot(&mut self, incoming: Incoming) -> Slot<'_>;
    /// A placeholder that decoding overwrites. It never reaches a caller: a decode that leaves a required property
    /// unset fails.
    #[doc(hidden)]
    fn blank() -> Self
    where
        Self: Sized;
    /// Like `view`, but a union may return its variant's content directly. Saves one virtual call per array element.
    #[doc(hidden)]
    fn view_part(&self, _part: Part) -> View<'_> {
        self.view()
    }
    /// A view of an array of these. Strings and numbers are read in bulk.
    #[doc(hidden)]
    fn view_list(list: &Vec<Self>) -> View<'_>
    where
        Self: Sized,
    {
        View::List(list)
    }
    /// The slot of an array of these.
    #[doc(hidden)]
    fn list_slot(list: &mut Vec<Self>) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::List(list)
    }
}

/// A value, to be read.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// An optional property that is not set.
    Absent,
    /// Among the properties that a table does not name: one that it names was missing, although it may only be null. It is left out
    /// as long as it is unset.
    Missing,
    /// JSON `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer.
    Integer(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A number with a fraction.
    Float(f64),
    /// The same beside integers in a union: a whole number is written with its point, `5.0`.
    Fraction(f64),
    /// A string.
    Text(&'a str),
    /// A value that an enum does not list.
    Unrecognized(&'a Unrecognized),
    /// A string that `Debug` does not show.
    Secret(&'a Secret),
    /// A string that holds JSON.
    Embedded(&'a dyn Embed),
    /// A declared value of an enum, or a constant.
    Literal(Literal),
    /// A value without a type, kept as its text.
    Raw(&'a Json),
    /// Among the properties that a table does not name: what came at one that it names, which did not have room for it. Counts as
    /// long as that one is unset.
    Kept(&'a Json),
    /// The same, but the property holds the value, and this is the form in which it arrived: a number in a string. It is written as long
    /// as it is the form of the property's value.
    Form(&'a Json),
    /// A file: a part of a multipart body. In JSON, its content is text.
    File(&'a dyn File),
    /// An object with declared properties.
    Object(&'static Table, &'a dyn Object),
    /// An array.
    List(&'a dyn List),
    /// An array of strings or numbers.
    Scalars(&'a dyn Scalars),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// A union value.
    Union(&'a dyn Union),
    /// The same beside integers in a union: a whole number in it is written with its point.
    Fractions(&'a dyn Union),
    /// A union value that matches no variant: its text, which `Debug` does not show.
    Unmatched(&'a Unmatched),
}

impl View<'_> {
    /// A float in a union that distinguishes it from integers; it may be in nested unions.
    #[inline]
    #[must_use]
    pub fn fraction(self) -> Self {
        match self {
            Self::Float(value) => Self::Fraction(value),
            Self::Union(union) => Self::Fractions(union),
            other => other,
        }
    }

    /// The content of a union, if it is one.
    #[cfg(any(feature = "client", feature = "serde"))]
    pub(crate) fn inside(self) -> Option<Self> {
        match self {
            Self::Union(union) => Some(union.inside().1),
            Self::Fractions(union) => Some(union.inside().1.fraction()),
            _ => None,
        }
    }
}

/// The kind of the incoming value.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// Anything but `null`.
    Value,
    /// `null`.
    Null,
    /// Nothing: an earlier value is reset.
    Nothing,
}

/// The destination of a decoded value.
#[doc(hidden)]
pub enum Slot<'a> {
    /// Complete: the value is now null or missing.
    Settled,
    /// The same, for a place that does not remember whether it was `null`.
    Unset,
    /// Accepts `true` or `false`.
    Bool(&'a mut bool),
    /// Accepts an integer that fits.
    Integer(&'a mut i64),
    /// Accepts a non-negative integer that fits.
    Unsigned(&'a mut u64),
    /// Accepts any number.
    Float(&'a mut f64),
    /// Accepts a string.
    Text(&'a mut String),
    /// Accepts a string that is not shown.
    Secret(&'a mut Secret),
    /// Accepts anything.
    Raw(&'a mut Json),
    /// Accepts a scalar that parses a number or a string itself (narrow integers, dates, identifiers).
    Scalar(&'a mut dyn Scalar),
    /// Accepts a value of an open enum.
    OpenEnum(&'a mut dyn OpenEnum),
    /// Accepts an object with declared properties.
    Object(&'static Table, &'a mut dyn ObjectPlace),
    /// Accepts an array.
    List(&'a mut dyn ListPlace),
    /// Accepts an array of strings or numbers.
    Scalars(&'a mut dyn ScalarsPlace),
    /// Accepts an object whose keys are data.
    Map(&'a mut dyn MapPlace),
    /// Accepts one of several types.
    Union(&'static Plan, &'a mut dyn UnionPlace),
}

/// The index that stands for the object itself: see [`Object`]. Chosen so that subtracting 64 never reaches it from a
/// property index.
#[doc(hidden)]
pub const SELF_INDEX: usize = usize::MAX / 2;

/// An index relative to the next 64 properties. Smaller ones wrap around behind all others.
#[doc(hidden)]
#[inline]
#[must_use]
pub const fn next_chunk(place: usize) -> usize {
    if place == SELF_INDEX { SELF_INDEX } else { place.wrapping_sub(64) }
}

/// A string that holds JSON, to be read.
#[doc(hidden)]
pub trait Embed {
    /// The string.
    fn text(&self) -> &str;
    /// Its decoded content.
    ///
    /// # Errors
    /// If that does not match the description.
    fn value(&self) -> Result<View<'_>, &DecodeError>;
}

/// An object with declared properties, to be read.
#[doc(hidden)]
pub trait Object: Any {
    /// The property at a position of its [`Table`]; at [`SELF_INDEX`] the object; at any other position, and at that of a constant without
    /// a field, the [`Map`] of undeclared properties.
    fn view_at(&self, index: usize) -> View<'_>;
}

/// An object with declared properties, to decode into.
#[doc(hidden)]
pub trait ObjectPlace {
    /// The place of the property at a position of its [`Table`]; at [`SELF_INDEX`] that of the object; at any other position, and at that
    /// of a constant without a field, the [`MapPlace`] of undeclared properties.
    fn slot_at(&mut self, index: usize, incoming: Incoming) -> Slot<'_>;
    /// An object whose properties are all blank: see [`Wire::blank`].
    fn blank() -> Self
    where
        Self: Sized;
}

/// An array, to be read.
#[doc(hidden)]
#[expect(clippy::len_without_is_empty, reason = "what is in a trait is in each table of functions")]
pub trait List: Any {
    /// The number of elements.
    fn len(&self) -> usize;
    /// The element at a position; for a union, the requested part.
    fn get(&self, index: usize, part: Part) -> Option<View<'_>>;
}

/// An array of strings or numbers, to be read, which writes all elements at once.
#[doc(hidden)]
pub trait Scalars: List {
    /// Appends the JSON text of the array.
    fn put(&self, out: &mut String);
}

/// An array of strings or numbers, to decode into, which reads as many elements as it can at once.
#[doc(hidden)]
pub trait ScalarsPlace: ListPlace {
    /// Appends the elements at the start of a text, up to one that needs the general path: one with escapes, one that does not fit, an
    /// invalid one. Returns the length of the consumed text; a comma and the next element may follow.
    fn take(&mut self, text: &str) -> usize;
    /// The current number of elements.
    fn taken(&self) -> usize;
}

/// An array, to decode into.
#[doc(hidden)]
pub trait ListPlace {
    /// The slot of a blank element for the next position, `index`; `None` if a tuple is full.
    fn grow(&mut self, index: usize, incoming: Incoming) -> Option<Slot<'_>>;
    /// Truncates the array to `length` elements.
    ///
    /// # Errors
    /// The required number of elements, if it differs (a tuple).
    fn end(&mut self, length: usize) -> Result<(), usize>;
}

/// An object whose keys are data, to be read.
#[doc(hidden)]
#[expect(clippy::len_without_is_empty, reason = "what is in a trait is in each table of functions")]
pub trait Map: Any {
    /// Calls `visit` for each entry, in order.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>));
    /// The value under a key.
    fn find(&self, key: &str) -> Option<View<'_>>;
    /// The number of entries.
    fn len(&self) -> usize;
}

/// An object whose keys are data, to decode into.
#[doc(hidden)]
pub trait MapPlace {
    /// Removes every entry.
    fn clear(&mut self);
    /// Adds or replaces an entry with a blank value and returns its slot; `None` if the key does not fit its type.
    fn entry(&mut self, key: &str, incoming: Incoming) -> Option<Slot<'_>>;
    /// Notes as what the property of this name came, which the description names. A plain map has no place for it.
    fn note(&mut self, _name: &'static str, _came: Came) {}
}

/// As what a property came that the description names.
#[doc(hidden)]
#[derive(Debug)]
pub enum Came {
    /// As it is described: what was noted before is forgotten.
    Described,
    /// As `null`, where none may be.
    Null,
    /// Not at all, where it may be null but not missing.
    Missing,
    /// As a value that has no room in its place.
    Other(Json),
    /// As a value that its place holds, in another form: a number in a string.
    Form(Json),
}

/// A scalar that parses itself, to decode into: narrow integers, dates, identifiers.
#[doc(hidden)]
pub trait Scalar {
    /// The expected value, for error messages: `an integer from -128 to 127`.
    fn expected(&self) -> &'static str;
    /// Sets an integer. `false` if it does not fit; `None` if the text is needed.
    fn set_integer(&mut self, _value: i64) -> Option<bool> {
        None
    }
    /// Sets the text of a JSON number. `false` if it does not fit.
    fn set_number(&mut self, text: &str) -> bool;
    /// Sets the content of a JSON string. `false` if it does not fit.
    fn set_text(&mut self, text: &str) -> bool;
    /// The file, if it is one: a part of a multipart response may be a file.
    #[doc(hidden)]
    fn file(&mut self) -> Option<&mut dyn Any> {
        None
    }
}

/// An open enum, to decode into.
#[doc(hidden)]
pub trait OpenEnum {
    /// The declared values, in order.
    fn values(&self) -> &'static [Literal];
    /// Sets the value at a position of [`values`](OpenEnum::values), or an undeclared one.
    fn set(&mut self, value: Result<usize, Unrecognized>);
}

/// A value of one of several types, to be read.
#[doc(hidden)]
pub trait Union: Any {
    /// The whole value, or its content with the Rust name of the variant in `name`, which stays `None` for a value that matches no variant.
    /// The name is not returned in a pair, because taking the view out of it would copy it.
    fn part(&self, part: Part, name: &mut &'static str) -> View<'_>;
}

/// The requested part of a union.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The union.
    All,
    /// The content of its variant.
    Inside,
}

impl dyn Union {
    /// The Rust name of the variant and its content; no name for a value that matches no variant.
    pub fn inside(&self) -> (&'static str, View<'_>) {
        let mut name = "";
        let view = self.part(Part::Inside, &mut name);
        (name, view)
    }
}

/// A value of one of several types, to decode into.
#[doc(hidden)]
pub trait UnionPlace {
    /// Becomes the blank variant at a position of [`Plan::variants`], and returns the slot of its content; or becomes a value that matches
    /// no variant. [`Slot::Settled`] if there is nothing to decode, or no such position. At [`SELF_INDEX`], it stays unchanged and returns
    /// its own slot.
    fn choose(&mut self, variant: Result<usize, Unmatched>, incoming: Incoming) -> Slot<'_>;
    /// A blank value, which matches no variant yet: see [`Wire::blank`].
    fn blank() -> Self
    where
        Self: Sized;
}
