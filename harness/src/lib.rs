//! Shared parts of the programs in this package: bounded processes, calls of the compiler, and the program that decodes
//! and encodes with generated types.

pub mod caller;
pub mod compare;
pub mod compile;
pub mod crates;
pub mod driver;
pub mod limits;
pub mod meaning;
pub mod probes;
pub mod reference;
pub mod requests;
pub mod stability;
