//! Types of every kind, like those of a generated crate.

use bindery_runtime::{Extra, Json, Number, Patch, Unmatched, Unrecognized, open_enum, object, union};

/// An object with properties of each presence.
#[derive(Clone)]
pub struct Account {
    pub id: String,
    pub status: Option<Status>,
    pub parent: Option<Box<Account>>,
    pub nick: Patch<String>,
    pub amount: Option<Number>,
    pub score: Option<f64>,
    pub pets: Option<Vec<Pet>>,
    pub data: Option<Json>,
    pub limit: Option<i64>,
    pub extra: Extra,
}
object! { Account {
    id: required,
    status: optional,
    parent: nullable,
    nick: optional,
    amount: optional,
    score: optional,
    pets: optional,
    data: optional,
    "maxLimit" => limit: optional,
    "type" = const "account",
} rest extra }

/// An open enum.
#[derive(Clone)]
pub enum Status {
    Active,
    Paused,
    Unknown(Unrecognized),
}
open_enum! { Status { Active = "active", Paused = "paused" } }

#[derive(Clone)]
pub struct Cat {
    pub lives: i64,
    pub extra: Extra,
}
object! { Cat { "kind" = const "cat", lives: required, } rest extra }

#[derive(Clone)]
pub struct Named {
    pub name: String,
    pub owner: Option<bool>,
    pub extra: Extra,
}
object! { Named { name: required, owner: optional, } rest extra }

/// A union whose variants are distinguished by a tag, by keys and by JSON types.
#[derive(Clone)]
pub enum Pet {
    None,
    Cat(Box<Cat>),
    Named(Box<Named>),
    Word(String),
    Count(i64),
    Many(Vec<Pet>),
    Unknown(Unmatched),
}
union! {
    Pet { Cat(Box<Cat>), Named(Box<Named>), Word(String), Count(i64), Many(Vec<Pet>) }, constants { None = "none" }
    tag ["kind"] { "cat" => Cat }
    tag [] { "none" => None }
    keys { ["lives"] => Cat, ["name"] => Named }
    kinds { Text => Word, Integer => Count, List => Many }
}
