//! The macros of operations.

mod replies;

/// Declares alternative security requirements: in brackets the schemes that one alternative requires together, with the
/// scopes of a token in parentheses: `security!(["bearer"] | ["oauth"("read:users"), key_in_header "app" "X-App"])`.
///
/// A scheme is a bearer token unless a keyword precedes it: `basic`, `transport`, `custom` for credentials that the caller sets, or
/// `key_in_header`, `key_in_query` or `key_in_cookie`, which take the name of the key.
///
/// ```
/// use bindery_runtime::{__private::Security, security};
///
/// static SECURITY: Security = security!(["bearer"] | ["oauth"("read:users"), key_in_header "app" "X-App"]);
/// let second = SECURITY.alternatives().nth(1).unwrap();
/// assert_eq!(second.requirements().last().unwrap().scheme(), "app");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! security {
    ($([$($($way:ident)? $scheme:literal $($key:literal)? $(($($scope:literal),+))?),*])|*) => {
        $crate::__private::Security::new(::core::concat!($(
            $($($crate::__way!($way),)? "\t", $scheme, $("\t", $key,)? $($("\t", $scope,)+)? "\n",)*
            "\n",
        )*))
    };
}

/// The keyword of a scheme that is not a bearer token.
#[doc(hidden)]
#[macro_export]
macro_rules! __way {
    (basic) => {
        "basic"
    };
    (transport) => {
        "transport"
    };
    (custom) => {
        "custom"
    };
    (key_in_header) => {
        "key_in_header"
    };
    (key_in_query) => {
        "key_in_query"
    };
    (key_in_cookie) => {
        "key_in_cookie"
    };
}

/// Implements [`Call`](crate::Call) for a type, from the description of its operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($operation:ident -> $reply:ty = $id:literal $verb:literal $path:literal {
        $(server: $server:path,)?
        $(parameters: [
            $($place:ident($($argument:expr),*) $(.$method:ident($($value:expr),*))*),* $(,)?
        ],)?
        $(client_headers: [$($header:literal),* $(,)?],)?
        $(request: [$($media_type:literal),* $(,)?],)?
        $(responses: [$($status:literal $($content:literal)?),* $(,)?],)?
        $(security: [$($security:tt)*],)?
        $(shared_security: $shared:path,)?
    }) => {
        impl $crate::Call for $operation {
            type Reply = $reply;
            const OPERATION: &'static $crate::Operation = &$crate::Operation {
                id: $id,
                method: $verb,
                path: $path,
                $(server: ::core::option::Option::Some(&$server),)?
                $(parameters: &[$($crate::__private::Parameter::$place($($argument),*) $(.$method($($value),*))*),*],)?
                $(client_headers: &[$($header),*],)?
                $(request: &[$($media_type),*],)?
                $(responses: $crate::responses![$($status $($content)?),*],)?
                $(security: $crate::security!($($security)*),)?
                $(security: $shared,)?
                ..$crate::Operation::EMPTY
            };
        }
    };
}

/// Declares responses, each by its status and, if it has a body, the media type: `responses!["200" "application/json",
/// "204"]`.
#[doc(hidden)]
#[macro_export]
macro_rules! responses {
    ($($status:literal $($media_type:literal)?),* $(,)?) => {
        $crate::__private::Responses::new(::core::concat!($($status, $(" ", $media_type,)? "\n"),*))
    };
}

/// Turns a newtype around [`Request`](crate::Request) into a sendable call. Takes, in order: name, reply type (any
/// [`Reply`](crate::Reply)), operation id, method and path, then any of the optional sections below.
///
/// ```
/// use bindery_runtime::{Call, __private::Request, operation};
///
/// # #[allow(dead_code)]
/// pub struct List(Request);
/// operation! { List -> Vec<String> = "get_users" "GET" "/teams/{team}/users" {
///     parameters: [path("team"), query("page"), query("ids").compact()],
///     client_headers: ["X-Trace"],
///     request: ["application/json"],
///     responses: ["200" "application/json", "204"],
///     security: [["bearer"] | ["oauth"("read:users")]],
/// } }
///
/// assert_eq!((List::OPERATION.parameters.len(), List::OPERATION.security.alternatives().count()), (3, 2));
/// ```
///
/// Adds the methods `send`, `send_with_response`, `send_as` and `options`, and implements [`Call`](crate::Call) and
/// `IntoFuture`, so that a call can be awaited.
#[doc(hidden)]
#[macro_export]
macro_rules! operation {
    ($operation:ident -> $reply:ty = $($said:tt)+) => {
        $crate::__call! { $operation -> $reply = $($said)+ }

        $crate::operation! { $operation -> $reply }
    };
    ($operation:ident -> $reply:ty) => {
        impl $operation {
            /// Sends the request. Awaiting the call does the same.
            #[inline]
            pub fn send(self) -> $crate::Pending<$reply> {
                self.0.send()
            }

            /// Sends the request and returns the result with the status and headers of the response.
            #[inline]
            pub fn send_with_response(self) -> $crate::Pending<$crate::WithResponse<$reply>> {
                self.0.send_with_response()
            }

            /// Sends the request and reads the response as another type than the declared one: any type, text or
            /// [`Bytes`]($crate::Bytes).
            pub fn send_as<T: $crate::Reply>(self) -> $crate::Pending<T> {
                self.0.send()
            }

            /// Sets the options of this call. Replaces earlier options.
            pub fn options(self, options: $crate::CallOptions) -> Self {
                Self(self.0.options(options))
            }
        }

        impl ::core::future::IntoFuture for $operation {
            type Output = ::core::result::Result<$reply, $crate::Error>;
            type IntoFuture = $crate::Pending<$reply>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.0.send()
            }
        }
    };
}

/// Declares the marker type of an operation that has no optional arguments. Calls are values of
/// [`SimpleCall<Marker>`](crate::SimpleCall).
#[doc(hidden)]
#[macro_export]
macro_rules! simple_call {
    ($operation:ident -> $reply:ty = $($said:tt)+) => {
        #[doc(hidden)]
        pub enum $operation {}

        $crate::__call! { $operation -> $reply = $($said)+ }
    };
}

/// Turns a newtype around [`Request`](crate::Request) into a call of an operation that streams events and has no other
/// result. Declare the type of the events with [`events!`](crate::events!).
///
/// Adds the method `options`, and implements [`Call`](crate::Call) with the bytes of the response as the reply.
#[doc(hidden)]
#[macro_export]
macro_rules! event_call {
    ($operation:ident = $($said:tt)+) => {
        $crate::__call! { $operation -> $crate::Bytes = $($said)+ }

        impl $operation {
            /// Sets the options of this call. Replaces earlier options.
            pub fn options(self, options: $crate::CallOptions) -> Self {
                Self(self.0.options(options))
            }
        }
    };
}

/// Adds the method `events` to a call of an operation that streams events, and implements
/// [`EventCall`](crate::EventCall): `events! { Follow -> Change = EventSource::new() }`.
#[doc(hidden)]
#[macro_export]
macro_rules! events {
    ($operation:ident -> $data:ty = $source:expr) => {
        impl $crate::EventCall for $operation {
            type Data = $data;
            const SOURCE: &'static $crate::__private::EventSource = &$source;
        }

        impl $operation {
            /// Returns a stream of the events as they arrive.
            #[inline]
            pub fn events(self) -> $crate::Events<$data> {
                self.0.events(<Self as $crate::EventCall>::SOURCE)
            }
        }
    };
}

/// Adds the method `send_streaming` to an operation whose response is bytes: `download! { Export }`.
#[doc(hidden)]
#[macro_export]
macro_rules! download {
    ($operation:ident) => {
        impl $operation {
            /// Sends the request and returns the response as soon as its headers have arrived, with the body as a
            /// stream. Timeouts apply up to that point, and the client's response limit does not apply: see
            /// [`Body::limited`](bindery_runtime::Body::limited).
            pub fn send_streaming(
                self,
            ) -> $crate::BoxFuture<'static, ::core::result::Result<$crate::WithResponse<$crate::Body>, $crate::Error>>
            {
                self.0.send_streaming()
            }
        }
    };
}

/// Adds the method `send_parts` to an operation whose response is multipart: `parts! { Export }`.
#[doc(hidden)]
#[macro_export]
macro_rules! parts {
    ($operation:ident) => {
        impl $operation {
            /// Sends the request and returns the parts of the response as they arrive. Timeouts apply until the headers
            /// have arrived, and the client's response limit does not apply.
            pub fn send_parts(
                self,
            ) -> $crate::BoxFuture<
                'static,
                ::core::result::Result<$crate::WithResponse<$crate::ReceivedParts>, $crate::Error>,
            > {
                self.0.send_parts()
            }
        }
    };
}

/// Adds a method for each further media type that the responses of an operation can have: `media! { List { csv ->
/// String = "text/csv", pdf -> Bytes = "application/pdf" } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! media {
    ($operation:ident { $($method:ident -> $reply:ty = $media_type:literal),+ $(,)? }) => {
        impl $operation {
            $(
                #[doc = ::core::concat!("Requests the response as `", $media_type, "`.")]
                #[inline]
                pub fn $method(self) -> $crate::MediaCall<$reply> {
                    self.0.media($media_type)
                }
            )+
        }
    };
}

/// Adds streams of items and pages to an operation whose response is one page of a list: `paged! { List => User,
/// UserPage { items pages = Paging::by_cursor(0, &["next"]).items(&["users"]) } }`.
///
/// Each way of paging has two methods: a stream of the items, of the first type, and a stream of the pages, of the
/// second. If it is unknown which list holds the items, there is only a stream of pages: `paged! { List => UserPage {
/// pages = Paging::by_cursor(0, &["next"]).pages_only() } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! paged {
    ($operation:ident => $page:ty { $($pages:ident = $paging:expr),+ $(,)? }) => {
        impl $operation {
            $(
                /// Returns a stream of all pages, starting with the requested one. Pages are fetched on demand.
                #[inline]
                pub fn $pages(self) -> $crate::Pages<$page> {
                    const PAGING: &$crate::__private::Paging = &$paging;
                    self.0.pages(PAGING)
                }
            )+
        }
    };
    ($operation:ident => $item:ty, $page:ty { $($items:ident $pages:ident = $paging:expr),+ $(,)? }) => {
        impl $operation {
            $(
                /// Returns a stream of the items of all pages, starting with the requested page. Pages are fetched on
                /// demand.
                #[inline]
                pub fn $items(self) -> $crate::Items<$item> {
                    self.$pages().items()
                }

                /// Returns a stream of all pages, starting with the requested one. Pages are fetched on demand.
                #[inline]
                pub fn $pages(self) -> $crate::Pages<$page> {
                    const PAGING: &$crate::__private::Paging = &$paging;
                    self.0.pages(PAGING)
                }
            )+
        }
    };
}
