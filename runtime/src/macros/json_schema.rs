//! `schemars::JsonSchema`.

/// Implements `schemars::JsonSchema` for a type that another macro has given its table. A text in front is the description of
/// the type, of a property, of a variant.
///
/// * `object`: the type of each property, in the order of the table, nothing for a constant; behind `rest` the type of other
///   properties, where the description says it
/// * `open_enum` and `closed_enum`: no more
/// * `union`: the type of each variant, `= "value"` for one that is a single value
///
/// ```
/// # #[cfg(feature = "schemars")] {
/// use bindery_runtime::{Extra, json_schema, object, schemars};
///
/// #[derive(Clone)]
/// pub struct Boat { pub name: String, pub tender: Option<Box<Boat>>, pub extra: Extra }
/// object! { Boat { name: required, "isTender" => tender: optional, } rest extra }
/// json_schema! { "A boat." Boat object { "What is painted on it." => String, "" => Box<Boat>, } rest }
///
/// let schema = schemars::schema_for!(Boat);
/// assert_eq!(schema.pointer("/properties/isTender").unwrap()["$ref"], "#");
/// # }
/// ```
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! json_schema {
    ($docs:literal $name:ident object { $($about:literal $(=> $of:ty)?,)* } rest $($rest:ty)?) => {
        $crate::__json_schema! { $name generator => $crate::__private::object_schema::<Self>(
            generator,
            $docs,
            &[$($crate::__member!($about $(=> $of)?)),*],
            $crate::__subschema!($($rest)?),
        ) }
    };
    ($docs:literal $name:ident open_enum) => {
        $crate::__json_schema! { $name _generator => $crate::__private::enum_schema(
            $docs,
            <Self as $crate::__private::OpenEnumType>::VALUES.literals,
        ) }
    };
    ($docs:literal $name:ident closed_enum) => {
        $crate::__json_schema! { $name _generator => $crate::__private::enum_schema(
            $docs,
            <Self as $crate::__private::ClosedEnumType>::LITERALS,
        ) }
    };
    ($docs:literal $name:ident union {
        $($about:literal $(=> $of:ty)? $(= $($form:ident)? $value:literal)?,)*
    }) => {
        $crate::__json_schema! { $name generator => $crate::__private::union_schema(
            generator,
            $docs,
            &[$($crate::__member!($about $(=> $of)? $(= $($form)? $value)?)),*],
        ) }
    };
}

/// Without the feature there is nothing to implement.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! json_schema {
    ($($any:tt)*) => {
        ::core::compile_error!(
            "`derive = [\"schemars::JsonSchema\"]` in bindery.toml needs the feature `schemars` of bindery-runtime"
        );
    };
}

/// The implementation for a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ($name:ident $generator:ident => $schema:expr) => {
        impl $crate::schemars::JsonSchema for $name {
            #[inline]
            fn schema_name() -> $crate::__private::__Cow<'static, str> {
                $crate::__private::__Cow::Borrowed(::core::stringify!($name))
            }
            #[inline]
            fn schema_id() -> $crate::__private::__Cow<'static, str> {
                $crate::__private::__Cow::Borrowed(::core::concat!(
                    ::core::module_path!(),
                    "::",
                    ::core::stringify!($name)
                ))
            }
            #[inline]
            fn json_schema($generator: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $schema
            }
        }
    };
}

/// A property or a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($about:literal $(=> $of:ty)?) => {
        $crate::__private::Member {
            docs: $about,
            of: $crate::__subschema!($($of)?),
            constant: ::core::option::Option::None,
        }
    };
    ($about:literal = $($form:ident)? $value:literal) => {
        $crate::__private::Member {
            docs: $about,
            of: ::core::option::Option::None,
            constant: ::core::option::Option::Some($crate::__literal!($($form)? $value)),
        }
    };
}

/// What gives the schema of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __subschema {
    () => {
        ::core::option::Option::None
    };
    ($of:ty) => {
        ::core::option::Option::Some($crate::schemars::SchemaGenerator::subschema_for::<$of>)
    };
}
