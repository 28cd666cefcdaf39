//! The root of generated code, and whether it fits this runtime.
//!
//! The *interface* is what generated code names here: macros, tables, traits. Its number goes up with every release after which
//! older generated code no longer compiles, or newer one needs what an older runtime does not have; `INTERFACE` of the generator
//! goes up with it. An older interface that still works gets an arm of its own.

/// Declares the modules of generated code: `interface 1, bindery "0.1.0"; mod client; pub mod types; ...`
///
/// The modules are arguments, so that code for another interface is one error and not a thousand: its files are never read.
#[doc(hidden)]
#[macro_export]
macro_rules! generated {
    (interface 1, bindery $version:literal; $($items:tt)*) => { $($items)* };
    (interface $interface:literal, bindery $version:literal; $($items:tt)*) => {
        ::core::compile_error! { ::core::concat! {
            "bindery ", $version, " generated this code for interface ", $interface,
            " of bindery-runtime, and bindery-runtime 0.1.0 has interface 1\n\n",
            "To make the code fit the runtime:\n",
            "    cargo install bindery@0.1.0 --locked && bindery generate\n",
            "To make the runtime fit the code, in the workspace that has the Cargo.lock:\n",
            "    cargo update bindery-runtime --precise ", $version, "\n",
            "Where a build script generates the code, `bindery` and `bindery-runtime` need the same version in Cargo.toml."
        } }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_error_names_the_version_of_this_crate() {
        let written = include_str!("generated.rs");
        let version = env!("CARGO_PKG_VERSION");
        for text in [format!("bindery-runtime {version} has"), format!("cargo install bindery@{version} ")] {
            assert!(written.contains(&text), "{text}");
        }
    }

    #[test]
    fn code_for_this_interface_is_what_it_is() {
        crate::generated! { interface 1, bindery "0.0.0";
            mod inside { pub(super) const NUMBER: u8 = 7; }
            use inside::NUMBER;
        }
        assert_eq!(NUMBER, 7);
    }
}
