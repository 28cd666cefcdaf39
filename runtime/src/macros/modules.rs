//! The table of the modules of types.

/// Declares modules and exports what they have, each if a condition holds:
/// `pet: Pet, PetKind if any(feature = "pets", feature = "shops");`
///
/// Names instead of `*`: two thousand globs in one module take a third more of a check.
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
