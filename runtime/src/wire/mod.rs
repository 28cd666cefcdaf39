//! The seam between generated types and the code that reads and writes JSON.
//!
//! A generated type does not know how to decode, encode, print or compare itself. It answers two questions: what are
//! you ([`Wire::view`]), and where does a value go ([`Wire::slot`]). Everything else is implemented once, in this
//! crate, on top of these answers. A generated type gives them by its role, which is the same for all objects: see
//! [`Declared`](crate::__private::Declared).
//!
//! To be read and to be decoded into are different traits ([`Object`] and [`ObjectPlace`], and so on): what a program only
//! sends is never decoded in it and what it only receives never encoded, and the linker leaves out what is not called.

pub(crate) mod closed_enum;
pub(crate) mod debug;
pub(crate) mod equal;
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
    /// The value, to be read.
    #[doc(hidden)]
    fn view(&self) -> View<'_>;
    /// The place to decode into, given what is about to be decoded. Until then the value is blank.
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
    /// An array of these, to be read. Texts and numbers are read together.
    #[doc(hidden)]
    fn view_list(list: &Vec<Self>) -> View<'_>
    where
        Self: Sized,
    {
        View::List(list)
    }
    /// The place of an array of these.
    #[doc(hidden)]
    fn list_slot(list: &mut Vec<Self>) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::List(list)
    }
}

/// What a value is, when it is read.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Not there: an optional property that is not set.
    Absent,
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
    /// The same beside integers in a union: a whole one is written with its point, `5.0`.
    Fraction(f64),
    /// A string.
    Text(&'a str),
    /// A value that an enum does not list.
    Unrecognized(&'a Unrecognized),
    /// A string that `Debug` does not show.
    Secret(&'a Secret),
    /// A string that holds JSON.
    Embedded(&'a dyn Embed),
    /// A value of an enum or a constant that the description names.
    Literal(Literal),
    /// A value without a type, kept as its text.
    Raw(&'a Json),
    /// Among the properties that a table does not name: what came at one that it names, which did not have room for it. Counts as
    /// long as that one is unset.
    Kept(&'a Json),
    /// A file: a part of a multipart body. Where only text can stand, its content is one.
    File(&'a dyn File),
    /// An object with declared properties.
    Object(&'static Table, &'a dyn Object),
    /// An array.
    List(&'a dyn List),
    /// An array of texts or numbers.
    Scalars(&'a dyn Scalars),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// A union value.
    Union(&'a dyn Union),
    /// The same beside integers in a union: a whole number in it is written with its point.
    Fractions(&'a dyn Union),
    /// A union value that fits no variant: its text, which `Debug` does not show.
    Unmatched(&'a Unmatched),
}

impl View<'_> {
    /// A float as the number of a union that tells it from an integer; it may be in unions of its own.
    #[inline]
    #[must_use]
    pub fn fraction(self) -> Self {
        match self {
            Self::Float(value) => Self::Fraction(value),
            Self::Union(union) => Self::Fractions(union),
            other => other,
        }
    }

    /// What is in a union, if it is one.
    #[cfg(any(feature = "client", feature = "serde"))]
    pub(crate) fn inside(self) -> Option<Self> {
        match self {
            Self::Union(union) => Some(union.inside().1),
            Self::Fractions(union) => Some(union.inside().1.fraction()),
            _ => None,
        }
    }
}

/// What is about to be decoded.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// Anything but `null`.
    Value,
    /// `null`.
    Null,
    /// Nothing: what an earlier value has set is taken back.
    Nothing,
}

/// Where a decoded value goes.
#[doc(hidden)]
pub enum Slot<'a> {
    /// Needs no more: `null` is what it is now, or it is not there.
    Settled,
    /// The same, for a place that holds nothing now and does not remember whether it was told `null`.
    Unset,
    /// Takes `true` or `false`.
    Bool(&'a mut bool),
    /// Takes an integer that fits.
    Integer(&'a mut i64),
    /// Takes an integer that is not negative and fits.
    Unsigned(&'a mut u64),
    /// Takes any number.
    Float(&'a mut f64),
    /// Takes a string.
    Text(&'a mut String),
    /// Takes a string that is not shown.
    Secret(&'a mut Secret),
    /// Takes anything.
    Raw(&'a mut Json),
    /// Takes a scalar that has its own reading of a number or a string (narrow integers, dates, identifiers).
    Scalar(&'a mut dyn Scalar),
    /// Takes a value of an open enum.
    OpenEnum(&'a mut dyn OpenEnum),
    /// Takes an object with declared properties.
    Object(&'static Table, &'a mut dyn ObjectPlace),
    /// Takes an array.
    List(&'a mut dyn ListPlace),
    /// Takes an array of texts or numbers.
    Scalars(&'a mut dyn ScalarsPlace),
    /// Takes an object whose keys are data.
    Map(&'a mut dyn MapPlace),
    /// Takes one of several types.
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
    /// What it holds.
    ///
    /// # Errors
    /// When that does not match the description.
    fn value(&self) -> Result<View<'_>, &DecodeError>;
}

/// An object with declared properties, to be read.
#[doc(hidden)]
pub trait Object: Any {
    /// The property at a position of its [`Table`]; at [`SELF_INDEX`] the object; at any other position, and at that of a
    /// constant without a field, the [`Map`] of the properties that the table does not name.
    fn view_at(&self, index: usize) -> View<'_>;
}

/// An object with declared properties, to decode into.
#[doc(hidden)]
pub trait ObjectPlace {
    /// The place of the property at a position of its [`Table`]; at [`SELF_INDEX`] that of the object; at any other position,
    /// and at that of a constant without a field, the [`MapPlace`] for the properties that the table does not name.
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
    /// The element at a position; of a union, the part that is asked for.
    fn get(&self, index: usize, part: Part) -> Option<View<'_>>;
}

/// An array of texts or numbers, to be read, which writes all of them at once.
#[doc(hidden)]
pub trait Scalars: List {
    /// Appends the JSON text of the array.
    fn put(&self, out: &mut String);
}

/// An array of texts or numbers, to decode into, which reads as many of them as it can at once.
#[doc(hidden)]
pub trait ScalarsPlace: ListPlace {
    /// Appends the elements at the start of a text, up to one that needs a closer look: one with escapes, one that does not fit,
    /// one that is wrong. Gives how much of the text they took; what follows them may be a comma and the next.
    fn take(&mut self, text: &str) -> usize;
    /// The number of elements that are there.
    fn taken(&self) -> usize;
}

/// An array, to decode into.
#[doc(hidden)]
pub trait ListPlace {
    /// Gives out a blank element for the next position, which is `index`; `None` when the list takes no more (a tuple).
    fn grow(&mut self, index: usize, incoming: Incoming) -> Option<Slot<'_>>;
    /// Removes what is behind the first `length` elements.
    ///
    /// # Errors
    /// The number of elements that there must be, when that is another (a tuple).
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
    /// Adds or replaces an entry with a blank value and gives it out; `None` when the key does not fit its type.
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
    /// As a value that has no room in its place.
    Other(Json),
}

/// A scalar with its own reading, to decode into: narrow integers, dates, identifiers.
#[doc(hidden)]
pub trait Scalar {
    /// What it takes, for error messages: `an integer from -128 to 127`.
    fn expected(&self) -> &'static str;
    /// Takes an integer. `false` when it does not fit; `None` when its text is what counts.
    fn set_integer(&mut self, _value: i64) -> Option<bool> {
        None
    }
    /// Takes the text of a JSON number. `false` when it does not fit.
    fn set_number(&mut self, text: &str) -> bool;
    /// Takes the content of a JSON string. `false` when it does not fit.
    fn set_text(&mut self, text: &str) -> bool;
    /// The file, if it is one: a part of a response can be, of which only a text can be in JSON.
    #[doc(hidden)]
    fn file(&mut self) -> Option<&mut dyn Any> {
        None
    }
}

/// An open enum, to decode into.
#[doc(hidden)]
pub trait OpenEnum {
    /// The values that the description names, in its order.
    fn values(&self) -> &'static [Literal];
    /// Takes the value at a position of [`values`](OpenEnum::values), or one that the description does not name.
    fn set(&mut self, value: Result<usize, Unrecognized>);
}

/// A value of one of several types, to be read.
#[doc(hidden)]
pub trait Union: Any {
    /// The whole value; or what is inside, and in `name` the Rust name of the variant, of which there is none for a value that
    /// fits no variant. The name is not given back with the view: taken out of a pair, a view is a copy.
    fn part(&self, part: Part, name: &mut &'static str) -> View<'_>;
}

/// What is asked of a union.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The union.
    All,
    /// What is in its variant.
    Inside,
}

impl dyn Union {
    /// The Rust name of the variant and what is inside; no name for a value that fits no variant.
    pub fn inside(&self) -> (&'static str, View<'_>) {
        let mut name = "";
        let view = self.part(Part::Inside, &mut name);
        (name, view)
    }
}

/// A value of one of several types, to decode into.
#[doc(hidden)]
pub trait UnionPlace {
    /// Becomes the variant at a position of [`Plan::variants`], blank, and gives out its inside; or becomes a value that fits
    /// no variant. [`Slot::Settled`] when that is all, and when there is no such position. At [`SELF_INDEX`] it stays what it is and
    /// gives out its own place.
    fn choose(&mut self, variant: Result<usize, Unmatched>, incoming: Incoming) -> Slot<'_>;
    /// A value that fits no variant yet: see [`Wire::blank`].
    fn blank() -> Self
    where
        Self: Sized;
}
