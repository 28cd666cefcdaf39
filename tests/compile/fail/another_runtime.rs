//! Code that was generated for another runtime is one error that says what to do; its files are not looked for.

bindery_runtime::generated! { interface 9, bindery "9.0.0";
    #[cfg(feature = "client")]
    mod client;
    pub mod types;

    pub use client::Client;
}

fn main() {}
