//! What is measured.

use std::collections::BTreeMap;

use crate::contender::Contender;
use crate::data::{self, Place};
use crate::twins::*;
use crate::unions::*;

pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    /// The tables first.
    pub(crate) contenders: Vec<Contender>,
}

/// A shape, on the tables and otherwise. `same` others have to write what the tables write; those that drop something
/// cannot.
macro_rules! shape {
    ($name:literal, $text:expr, $tables:ty, same { $($label:literal $other:ty),* } $(dropping { $($drops:literal $dropping:ty),* })?) => {{
        let text: String = $text;
        let tables = Contender::tables::<$tables>(&text);
        let mut contenders: Vec<Contender> = vec![$(Contender::serde::<$other>($label, &text)),*];
        for other in &contenders {
            assert!(other.written() == tables.written(), "{}: {} writes something else", $name, other.name);
        }
        contenders.insert(0, tables);
        $(contenders.splice(1..1, [$(Contender::serde::<$dropping>($drops, &text)),*]);)?
        Shape { name: $name, bytes: text.len(), contenders }
    }};
}

type Tree = serde_json::Value;

pub(crate) fn all() -> Vec<Shape> {
    [objects(), unions(), unknown(), scalars()].into_iter().flatten().collect()
}

fn objects() -> Vec<Shape> {
    vec![
        shape!("flat object", data::user(), User, same { "derive" DerivedUser, "Value" Tree }),
        shape!("list of flat objects", data::users(), Vec<User>, same { "derive" Vec<DerivedUser>, "Value" Tree }),
        shape!("list of flat objects, other order", data::disordered_users(), Vec<User>, same { "derive" Vec<DerivedUser>, "Value" Tree }),
        shape!("list of flat objects, indented", data::indented_users(), Vec<User>, same { "derive" Vec<DerivedUser>, "Value" Tree }),
        shape!("nested lists", data::members(), Vec<Member>, same { "derive" Vec<DerivedMember>, "Value" Tree }),
        shape!("nested objects", data::applications(), Vec<Application>, same { "derive" Vec<DerivedApplication>, "Value" Tree }),
        shape!("100 levels deep", data::deep(), Deep, same { "derive" DerivedDeep, "Value" Tree }),
    ]
}

fn unions() -> Vec<Shape> {
    vec![
        shape!("union by tag, tag first", data::streams(Place::First), Vec<Stream>, same { "serde(tag)" Vec<TaggedStream>, "serde(untagged)" Vec<UntaggedStream>, "Value" Tree }),
        shape!("union by tag, tag in the middle", data::streams(Place::Middle), Vec<Stream>, same { "serde(tag)" Vec<TaggedStream>, "serde(untagged)" Vec<UntaggedStream>, "Value" Tree }),
        shape!("union by tag, tag last", data::streams(Place::Last), Vec<Stream>, same { "serde(tag)" Vec<TaggedStream>, "serde(untagged)" Vec<UntaggedStream>, "Value" Tree }),
        shape!("union of two by tag", data::pairs(), Vec<Pair>, same { "serde(tag)" Vec<TaggedPair>, "serde(untagged)" Vec<UntaggedPair>, "derive, told" ToldPairs, "Value" Tree }),
        shape!("union by key", data::sinks(), Vec<Sink>, same { "serde(untagged)" Vec<UntaggedSink>, "Value" Tree }),
        shape!("union by JSON type", data::loose(), Vec<Loose>, same { "serde(untagged)" Vec<UntaggedLoose>, "Value" Tree }),
    ]
}

fn unknown() -> Vec<Shape> {
    vec![
        shape!("40 unknown properties", data::unknown(), Text, same { "derive, flatten" KeepingText, "Value" Tree } dropping { "derive, dropping" DerivedText }),
        shape!("2 unknown properties of 17", data::grown_users(), Vec<User>, same { "derive, flatten" Vec<KeepingUser>, "Value" Tree } dropping { "derive, dropping" Vec<DerivedUser> }),
        shape!("none, though they would be kept", data::users(), Vec<User>, same { "derive, flatten" Vec<KeepingUser> }),
        shape!("none, nested, though kept", data::members(), Vec<Member>, same { "derive, flatten" Vec<KeepingMember> }),
    ]
}

fn scalars() -> Vec<Shape> {
    vec![
        shape!("long plain text", data::plain_text(), Text, same { "derive" DerivedText, "Value" Tree }),
        shape!("long text with escapes", data::escaped_text(), Text, same { "derive" DerivedText, "Value" Tree }),
        shape!("long text beyond ASCII", data::foreign_text(), Text, same { "derive" DerivedText, "Value" Tree }),
        shape!("long text, escaped code points", data::escaped_foreign_text(), Text, same { "derive" DerivedText, "Value" Tree }),
        shape!("integers", data::integers(), Vec<i64>, same { "derive" Vec<i64>, "Value" Tree }),
        shape!("integers near 2^64", data::large_integers(), Vec<u64>, same { "derive" Vec<u64>, "Value" Tree }),
        shape!("integers of 32 bits", format!("[{}]", vec!["1,86400,-17,2000000000"; 100].join(",")), Vec<i32>, same { "derive" Vec<i32>, "Value" Tree }),
        shape!("short fractions", data::fractions(), Vec<f64>, same { "derive" Vec<f64>, "Value" Tree }),
        shape!("long fractions", data::long_fractions(), Vec<f64>, same {} dropping { "derive" Vec<f64>, "Value" Tree }),
        shape!("map of texts", data::metadata(), BTreeMap<String, String>, same { "derive" BTreeMap<String, String>, "Value" Tree }),
        shape!("enum", data::grants(), Vec<Grant>, same { "derive" Vec<DerivedGrant>, "Value" Tree }),
    ]
}
