//! The seam between generated types and the code that reads and writes JSON.
//!
//! A generated type does not know how to decode, encode, print or compare itself. It answers two questions: what are
//! you ([`Wire::view`]), and where does a value go ([`Wire::slot`]). Everything else lives once, in this crate, over the
//! answers. A generated type gives them by its role, which is the same for all objects: see [`Declared`](crate::Declared).

use crate::{Json, Secret, Unmatched, Unrecognized, Upload};

/// A value that has a JSON form.
pub trait Wire: 'static {
    /// The value, to be read.
    fn view(&self) -> View<'_>;
    /// The place to decode into.
    fn slot(&mut self) -> Slot<'_>;
    /// A placeholder that decoding overwrites. It never reaches a caller: a decode that leaves a required property
    /// unset fails.
    fn blank() -> Self
    where
        Self: Sized;
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
    /// A string.
    Text(&'a str),
    /// A string that `Debug` does not show.
    Secret(&'a Secret),
    /// A value of an enum or a constant that the description names.
    Literal(Literal),
    /// A value without a type, kept as its text.
    Raw(&'a Json),
    /// A file: a part of a multipart body. Where only text can stand, its content is one.
    Upload(&'a Upload),
    /// An object with declared properties.
    Object(&'a dyn Object),
    /// An array.
    List(&'a dyn List),
    /// An array of texts or numbers.
    Scalars(&'a dyn Scalars),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// A union value: the Rust name of the variant and what is inside.
    Variant(&'static str, &'a dyn Wire),
    /// A union value that fits no variant: its text, which `Debug` does not show.
    Unmatched(&'a Unmatched),
}

/// Where a decoded value goes.
pub enum Slot<'a> {
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
    Choice(&'a mut dyn Choice),
    /// Takes an object with declared properties.
    Object(&'a mut dyn Object),
    /// Takes an array.
    List(&'a mut dyn List),
    /// Takes an array of texts or numbers.
    Scalars(&'a mut dyn Scalars),
    /// Takes an object whose keys are data.
    Map(&'a mut dyn Map),
    /// Takes one of several types.
    Union(&'a mut dyn Union),
    /// Takes `null` or what is inside.
    Optional(&'a mut dyn Optional),
}

/// A constant of the description: a string, or another JSON scalar as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string, without quotes or escapes.
    Text(&'static str),
    /// The JSON text of a number, `true`, `false` or `null`.
    Json(&'static str),
}

/// How a property may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Must be there and not null.
    Required,
    /// May be missing. An unset value is not written.
    Optional,
    /// Must be there, may be null. An unset value is written as `null`.
    Nullable,
}

/// One property of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// How it may be missing.
    pub presence: Presence,
    /// The only value it can have. With [`Presence::Required`] there is no Rust field, and a [`Fixed`](crate::Fixed)
    /// stands in its place; with [`Presence::Optional`] the field is an `Option<Fixed>`.
    pub constant: Option<Literal>,
    /// Whether the name is written as it is: nothing in it has to be escaped.
    pub(crate) is_plain: bool,
}

impl Field {
    /// A property that must be there.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A property that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// A property that must be there and may be null.
    #[must_use]
    pub const fn nullable(name: &'static str) -> Self {
        Self::new(name, Presence::Nullable)
    }

    const fn new(name: &'static str, presence: Presence) -> Self {
        Self { name, presence, constant: None, is_plain: crate::scan::is_plain(name) }
    }

    /// Whether there is a Rust field for it.
    pub(crate) const fn has_place(&self) -> bool {
        self.constant.is_none() || !matches!(self.presence, Presence::Required)
    }

    /// The same property, with the only value it can have.
    #[must_use]
    pub const fn only(self, value: Literal) -> Self {
        Self { constant: Some(value), ..self }
    }
}

/// What the runtime knows about an object type.
#[derive(Debug)]
pub struct Table {
    /// The Rust name, for `Debug` and for errors.
    pub name: &'static str,
    /// The declared properties, in the order they are written.
    pub fields: &'static [Field],
    /// What the description says about properties that it does not name.
    pub others: Others,
}

/// What a description says about properties that it does not name. They are kept whatever it says; it matters where
/// variants of a union are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Nothing, which allows them.
    Unknown,
    /// There are some.
    Expected,
    /// There are none.
    Forbidden,
}

/// An object with declared properties.
pub trait Object {
    /// The description of the properties.
    fn table(&self) -> &'static Table;
    /// The property at a position of the table; at any other position, and at that of a constant without a field, the
    /// [`Map`] of the properties that the table does not name.
    fn view_at(&self, index: usize) -> View<'_>;
    /// The same, to decode into.
    fn slot_at(&mut self, index: usize) -> Slot<'_>;
}

/// An array.
pub trait List {
    /// The number of elements.
    fn len(&self) -> usize;
    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The element at a position.
    fn get(&self, index: usize) -> Option<View<'_>>;
    /// Removes every element.
    fn clear(&mut self);
    /// Gives out a blank element for the next position, which is `index`; `None` when the list takes no more (a tuple).
    fn grow(&mut self, index: usize) -> Option<Slot<'_>>;
}

/// An array of texts or numbers, which reads and writes as many of them as it can at once.
pub trait Scalars: List {
    /// Appends the elements at the start of a text, up to one that needs a closer look: one with escapes, one that does not fit,
    /// one that is wrong. Gives how much of the text they took; what follows them may be a comma and the next.
    fn take(&mut self, text: &str) -> usize;
    /// Appends the JSON text of the array.
    fn put(&self, out: &mut String);
}

/// An object whose keys are data.
pub trait Map {
    /// Calls `visit` for each entry, in order.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>));
    /// The value under a key.
    fn find(&self, key: &str) -> Option<View<'_>>;
    /// The number of entries.
    fn len(&self) -> usize;
    /// Whether there is no entry.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Removes every entry.
    fn clear(&mut self);
    /// Adds or replaces an entry with a blank value and gives it out; `None` when the key does not fit its type.
    fn entry(&mut self, key: &str) -> Option<Slot<'_>>;
    /// Removes an entry: used when a value put under [`entry`](Map::entry) did not decode.
    fn remove(&mut self, key: &str);
}

/// A scalar with its own reading: narrow integers, dates, identifiers.
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
}

/// An open enum.
pub trait Choice {
    /// The values that the description names, in its order.
    fn values(&self) -> &'static [Literal];
    /// Takes the value at a position of [`values`](Choice::values).
    fn set(&mut self, index: usize);
    /// Takes a value that the description does not name.
    fn set_unknown(&mut self, value: Unrecognized);
}

/// A value of one of several types.
pub trait Union {
    /// How a variant is chosen.
    fn plan(&self) -> &'static Plan;
    /// Becomes the variant at a position of [`Plan::variants`], blank, and gives out its inside; `None` when there is
    /// no such position.
    fn choose(&mut self, variant: usize) -> Option<&mut dyn Wire>;
    /// Becomes the value that fits no variant.
    fn unmatched(&mut self, value: Unmatched);
}

/// `null`, or a value.
pub trait Optional {
    /// Becomes the blank of what is inside and gives it out.
    fn fill(&mut self) -> Slot<'_>;
    /// Becomes `null`.
    fn set_null(&mut self);
    /// Becomes what it is before anything is decoded: not there.
    fn set_absent(&mut self) {
        self.set_null();
    }
}

/// How a variant is chosen from the text, decided when the code was generated.
#[derive(Debug)]
pub struct Plan {
    /// The Rust name of the union, for errors.
    pub name: &'static str,
    /// The Rust names of the variants, in order.
    pub variants: &'static [&'static str],
    /// What to look at, in order. The first that decides wins.
    pub probes: &'static [Probe],
}

/// One thing to look at.
#[derive(Debug)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant. Found and listed: decided. Found and not listed:
    /// the value fits no variant, unless there is one for all others. Not found: the next probe.
    Tag {
        /// The property names from the value inwards.
        path: &'static [&'static str],
        /// The values, each with the position of its variant.
        values: &'static [(Literal, usize)],
    },
    /// The JSON type of the value. Not listed: the next probe.
    Kinds(&'static [(Kind, usize)]),
    /// Properties, possibly nested, that only one variant has. The first listed that is found decides.
    Keys(&'static [(&'static [&'static str], usize)]),
    /// The JSON type of the first element of an array. An empty array, or a type that is not listed: the next probe.
    Elements(&'static [(Kind, usize)]),
    /// Variants to decode one after the other. The best fit wins, the first of several: the one with least that the
    /// description rules out (a value outside an enum, a property of a closed object), then with the fewest properties
    /// that it does not name, then with the fewest declared ones missing. When even that one has something that is
    /// ruled out, the next probes may decide for another variant.
    Trial(&'static [usize]),
    /// This variant, whatever the value is (`defaultMapping`, OpenAPI 3.2). A tag before it whose value is not listed
    /// leads here, too.
    Otherwise(usize),
}

/// The JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction or exponent.
    Integer,
    /// Any other number.
    Fraction,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}
