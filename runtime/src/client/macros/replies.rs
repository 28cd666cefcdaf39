//! The macros of what an operation returns, and of the bodies of its errors.

/// Adds typed error bodies to an operation: `error_body! { Get -> Failure = "404", "4XX" }` for one type, or
/// `error_body! { Get -> GetErrorBody }` for an enum declared with [`error_bodies!`](crate::error_bodies). Prefix a
/// marker type of [`simple_call!`](crate::simple_call) with `simple`.
#[doc(hidden)]
#[macro_export]
macro_rules! error_body {
    (simple $operation:ident -> $error_body:ty = $($status:literal),+) => {
        impl $crate::__private::ErrorBodies for $operation {
            type ErrorBody = $error_body;

            #[inline]
            fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                error.declared_body(&[$($status),+])
            }
        }
    };
    (simple $operation:ident -> $error_body:ty) => {
        impl $crate::__private::ErrorBodies for $operation {
            type ErrorBody = $error_body;

            #[inline]
            fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                <$error_body>::from_error(error)
            }
        }
    };
    ($operation:ident -> $error_body:ty = $($status:literal),+) => {
        impl $operation {
            /// Returns the typed body of an error response, if it matches the API description.
            #[inline]
            pub fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                error.declared_body(&[$($status),+])
            }
        }
    };
    ($operation:ident -> $error_body:ty) => {
        impl $operation {
            /// Returns the typed body of an error response, by status, if it matches the API description.
            #[inline]
            pub fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                <$error_body>::from_error(error)
            }
        }
    };
}

/// Turns an enum into the error bodies of an operation, by status: `error_bodies! { GetErrorBody { NotFound(Missing) =
/// "404" } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! error_bodies {
    ($error_body:ident { $($variant:ident($body:ty) = $status:literal),+ $(,)? }) => {
        impl $error_body {
            /// Returns the typed body of an error response, if it matches the API description.
            #[inline]
            pub fn from_error(error: &$crate::Error) -> ::core::option::Option<Self> {
                match error.declared(&[$($status),+])? {
                    $($status => error.declared_body(&[$status]).map(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }
    };
}

/// Turns an enum into the reply of an operation whose success responses have different bodies. Each variant takes a
/// status, a range or `default`, the most specific first: `reply! { DeleteReply { Accepted(Job) = "202", NoContent =
/// "204" } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! reply {
    ($reply:ident { $($variant:ident $(($body:ty))? = $status:literal),+ $(,)? }) => {
        impl $crate::Reply for $reply {
            #[inline]
            fn from_response(
                response: $crate::Received,
            ) -> ::core::result::Result<Self, $crate::Error> {
                match response.matching(&[$($status),+]) {
                    $(::core::option::Option::Some($status) => {
                        $crate::reply!(@read response $variant $(($body))?)
                    })+
                    _ => ::core::result::Result::Err(response.undeclared()),
                }
            }
        }
    };
    (@read $response:ident $variant:ident) => {
        ::core::result::Result::Ok(Self::$variant)
    };
    (@read $response:ident $variant:ident ($body:ty)) => {
        <$body as $crate::Reply>::from_response($response).map(Self::$variant)
    };
}
