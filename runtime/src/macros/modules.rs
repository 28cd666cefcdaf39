//! The table of the modules of types.

/// Declares modules and re-exports their types, in blocks that a condition can enable:
///
/// ```text
/// modules! {
///     { error: Error; }
///     #[cfg(any(feature = "pets", feature = "shops"))] { pet: Pet, PetKind; }
/// }
/// ```
///
/// Re-exports names instead of `*`: two thousand globs in one module make `cargo check` a third slower.
#[doc(hidden)]
#[macro_export]
macro_rules! modules {
    ($($(#[$condition:meta])? { $($rows:tt)+ })+) => {
        $(
            $(#[$condition])?
            $crate::__modules! { $($rows)+ }
        )+
    };
}

/// The modules of one block.
#[doc(hidden)]
#[macro_export]
macro_rules! __modules {
    ($($name:ident: $($item:ident),+;)+) => {
        $(
            mod $name;
            pub use self::$name::{$($item),+};
        )+
    };
}
