//! What decoded values take of memory, beside derived types that hold the same.
//!
//! `cargo bench -p bindery-runtime --bench memory`: allocations while a text is decoded, the most bytes in use meanwhile,
//! and the bytes of the value that remains; then allocations and bytes while it is written. All are counted, not timed, so
//! they are the same in each run.

#![allow(dead_code, reason = "the modules are those of the other benchmark")]
#![allow(clippy::print_stdout, reason = "a benchmark prints")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "wire/contender.rs"]
mod contender;
#[path = "wire/data.rs"]
mod data;
#[path = "wire/shapes.rs"]
mod shapes;
#[path = "wire/twins.rs"]
mod twins;
#[path = "wire/unions.rs"]
mod unions;

use allocation_counter::measure;
use contender::{Contender, Direction};

fn main() {
    println!(
        "| shape | type | decode: allocations | most bytes | bytes that remain | encode: allocations | most bytes |"
    );
    println!("|---|---|---|---|---|---|---|");
    for shape in shapes::all() {
        for contender in &shape.contenders {
            print_row(shape.name, contender);
        }
    }
}

fn print_row(shape: &str, contender: &Contender) {
    let mut value = None;
    let decoded = measure(|| value = Some(contender.decode()));
    let encoded = measure(|| contender.run(Direction::Encode));
    println!(
        "| {shape} | {} | {} | {} | {} | {} | {} |",
        contender.name,
        decoded.count_total,
        decoded.bytes_max,
        decoded.bytes_current,
        encoded.count_total,
        encoded.bytes_max
    );
}
