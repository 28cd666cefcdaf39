//! The table of the modules of types.

/// Declares modules and re-exports their types, each under a condition:
/// `pet: Pet, PetKind if any(feature = "pets", feature = "shops");`
///
/// Re-exports names instead of `*`: two thousand globs in one module make `cargo check` a third slower.
#[doc(hidden)]
#[macro_export]
macro_rules! modules {
    ($($name:ident: $($item:ident),+ $(if $condition:meta)?;)+) => {
        $(
            $(#[cfg($condition)])?
            mod $name;
            $(#[cfg($condition)])?
            pub use self::$name::{$($item),+};
        )+
    };
}
