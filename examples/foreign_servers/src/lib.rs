//! The bindings that `build.rs` makes of `dns.json` and `tasks.json`, and servers that behave as such servers do: not quite as
//! their descriptions say.

pub mod servers;

include!(concat!(env!("OUT_DIR"), "/dns.rs"));
include!(concat!(env!("OUT_DIR"), "/tasks.rs"));
