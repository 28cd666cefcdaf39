//! What the programs of this package share: bounded processes, calls of the compiler, and the program that decodes and
//! encodes with generated types.

pub mod compare;
pub mod compile;
pub mod driver;
pub mod limits;
pub mod random;
