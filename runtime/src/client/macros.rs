//! What generated code says about an operation, in one line.

/// Security requirements, any of which is enough: in brackets the schemes of each, which are all needed, a token's scopes in
/// parentheses: `security!(["bearer"] | ["oauth"("read:users"), key_in_header "app" "X-App"])`.
///
/// A scheme is a token unless another way is in front of it: `basic`, `transport`, `custom` for what the caller sets, or `key_in_header`, `key_in_query` or
/// `key_in_cookie`, which take the name of the key.
///
/// ```
/// use bindery_runtime::{Security, security};
///
/// static SECURITY: Security = security!(["bearer"] | ["oauth"("read:users"), key_in_header "app" "X-App"]);
/// let second = SECURITY.alternatives().nth(1).unwrap();
/// assert_eq!(second.requirements().last().unwrap().scheme(), "app");
/// ```
#[macro_export]
macro_rules! security {
    ($([$($($way:ident)? $scheme:literal $($key:literal)? $(($($scope:literal),+))?),*])|*) => {
        $crate::Security::new(::core::concat!($(
            $($($crate::__way!($way),)? "\t", $scheme, $("\t", $key,)? $($("\t", $scope,)+)? "\n",)*
            "\n",
        )*))
    };
}

/// How a scheme is satisfied that is no token.
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

/// Makes a type a [`Call`](crate::Call), by what is said of its operation.
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
                $(parameters: &[$($crate::Parameter::$place($($argument),*) $(.$method($($value),*))*),*],)?
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

/// Declared answers, each a status and, if it has a body, the media type: `responses!["200" "application/json", "204"]`.
#[macro_export]
macro_rules! responses {
    ($($status:literal $($media_type:literal)?),* $(,)?) => {
        $crate::Responses::new(::core::concat!($($status, $(" ", $media_type,)? "\n"),*))
    };
}

/// Makes a struct around a [`Request`](crate::Request) a call that can be sent: its name, the result, which is any
/// [`Reply`](crate::Reply), the operation's id, method and path, and what else there is to say of it, in this order, each
/// line of which may be missing.
///
/// ```
/// use bindery_runtime::{Call, Request, operation};
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
/// It adds the methods `send`, `send_with_response`, `send_as` and `options`, and `IntoFuture`, so that the operation can
/// be awaited as it is, and [`Call`](crate::Call).
#[macro_export]
macro_rules! operation {
    ($operation:ident -> $reply:ty = $($said:tt)+) => {
        $crate::__call! { $operation -> $reply = $($said)+ }

        $crate::operation! { $operation -> $reply }
    };
    ($operation:ident -> $reply:ty) => {
        impl $operation {
            /// Sends the operation. Awaiting it does the same.
            pub fn send(self) -> $crate::Pending<$reply> {
                self.0.send()
            }

            /// Sends the operation and brings the status and the headers of the response along with the result.
            pub fn send_with_response(self) -> $crate::Pending<$crate::WithResponse<$reply>> {
                self.0.send_with_response()
            }

            /// Sends the operation and takes the response as something else than the description says: any type, text
            /// or [`Bytes`]($crate::Bytes).
            pub fn send_as<T: $crate::Reply>(self) -> $crate::Pending<T> {
                self.0.send()
            }

            /// Sets what is different about this call, in place of what was set before.
            pub fn options(self, options: $crate::CallOptions) -> Self {
                Self(self.0.options(options))
            }
        }

        impl ::core::future::IntoFuture for $operation {
            type Output = ::core::result::Result<$reply, $crate::Error>;
            type IntoFuture = $crate::Pending<$reply>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send()
            }
        }
    };
}

/// Makes a type that stands for an operation without optional arguments, which is called by a
/// [`SimpleCall`](crate::SimpleCall) of it, as [`operation!`](crate::operation!) makes one of a struct.
#[macro_export]
macro_rules! simple_call {
    ($operation:ident -> $reply:ty = $($said:tt)+) => {
        #[doc(hidden)]
        pub enum $operation {}

        $crate::__call! { $operation -> $reply = $($said)+ }
    };
}

/// Makes a struct a call of an operation that gives nothing but events, as [`operation!`](crate::operation!) makes one of
/// others. What it gives is said with [`events!`](crate::events!).
///
/// It adds the method `options`, and [`Call`](crate::Call), where the response is its bytes.
#[macro_export]
macro_rules! event_call {
    ($operation:ident = $($said:tt)+) => {
        $crate::__call! { $operation -> $crate::Bytes = $($said)+ }

        impl $operation {
            /// Sets what is different about this call, in place of what was set before.
            pub fn options(self, options: $crate::CallOptions) -> Self {
                Self(self.0.options(options))
            }
        }
    };
}

/// Gives a call of an operation that streams events the method that gives them, and makes it an
/// [`EventCall`](crate::EventCall): `events! { Follow -> Change = EventSource::new() }`.
#[macro_export]
macro_rules! events {
    ($operation:ident -> $data:ty = $source:expr) => {
        impl $crate::EventCall for $operation {
            type Data = $data;
            const SOURCE: &'static $crate::EventSource = &$source;
        }

        impl $operation {
            /// The events as they arrive.
            pub fn events(self) -> $crate::Events<$data> {
                self.0.events(<Self as $crate::EventCall>::SOURCE)
            }
        }
    };
}

/// Gives an operation whose response is bytes a method that gives them as they arrive: `download! { Export }`.
#[macro_export]
macro_rules! download {
    ($operation:ident) => {
        impl $operation {
            /// Sends the operation and gives out the response as soon as its head is there; the body is still arriving.
            /// The timeouts of the call end there, and the client's limit for responses does not hold: see
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

/// Gives an operation whose response is in parts a method that gives them as they arrive: `parts! { Export }`.
#[macro_export]
macro_rules! parts {
    ($operation:ident) => {
        impl $operation {
            /// Sends the operation and gives out the parts of the response as they arrive. The timeouts of the call end when
            /// the head of the response is there, and the client's limit for responses does not hold.
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

/// Gives an operation a method for each media type that its responses can have besides the one that is read when it is
/// awaited: `media! { List { csv -> String = "text/csv", pdf -> Bytes = "application/pdf" } }`.
#[macro_export]
macro_rules! media {
    ($operation:ident { $($method:ident -> $reply:ty = $media_type:literal),+ $(,)? }) => {
        impl $operation {
            $(
                #[doc = ::core::concat!("The same call, which asks for `", $media_type, "`.")]
                pub fn $method(self) -> $crate::MediaCall<$reply> {
                    self.0.media($media_type)
                }
            )+
        }
    };
}

/// Gives an operation whose response is a page of a list the methods that give all of them:
/// `paged! { List => User, UserPage { items pages = Paging::by_cursor(0, &["next"]).items(&["users"]) } }`.
///
/// Each way to page has two methods: one for the items, a stream of the first type, and one for the pages, a stream of
/// the second. Where nothing says which list holds the items, there are pages alone: `paged! { List => UserPage { pages =
/// Paging::by_cursor(0, &["next"]).pages_only() } }`.
#[macro_export]
macro_rules! paged {
    ($operation:ident => $page:ty { $($pages:ident = $paging:expr),+ $(,)? }) => {
        impl $operation {
            $(
                /// All pages, from the one that the call begins with. A page is fetched when it is asked for.
                pub fn $pages(self) -> $crate::Pages<$page> {
                    const PAGING: &$crate::Paging = &$paging;
                    self.0.pages(PAGING)
                }
            )+
        }
    };
    ($operation:ident => $item:ty, $page:ty { $($items:ident $pages:ident = $paging:expr),+ $(,)? }) => {
        impl $operation {
            $(
                /// The items of all pages, from the page that the call begins with. A page is fetched when its first
                /// item is asked for.
                pub fn $items(self) -> $crate::Items<$item> {
                    self.$pages().items()
                }

                /// All pages, from the one that the call begins with. A page is fetched when it is asked for.
                pub fn $pages(self) -> $crate::Pages<$page> {
                    const PAGING: &$crate::Paging = &$paging;
                    self.0.pages(PAGING)
                }
            )+
        }
    };
}

/// Gives an operation a typed view of its error responses: `error_body! { Get -> Failure = "404", "4XX" }` for one body, or
/// `error_body! { Get -> GetErrorBody }` for an enum that is made with [`error_bodies!`](crate::error_bodies). With `simple` in front
/// it is for what [`simple_call!`](crate::simple_call) makes.
#[macro_export]
macro_rules! error_body {
    (simple $operation:ident -> $error_body:ty = $($status:literal),+) => {
        impl $crate::ErrorBodies for $operation {
            type ErrorBody = $error_body;

            fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                error.declared_body(&[$($status),+])
            }
        }
    };
    (simple $operation:ident -> $error_body:ty) => {
        impl $crate::ErrorBodies for $operation {
            type ErrorBody = $error_body;

            fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                <$error_body>::from_error(error)
            }
        }
    };
    ($operation:ident -> $error_body:ty = $($status:literal),+) => {
        impl $operation {
            /// The body of an error response, when it has the form that the description gives it.
            pub fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                error.declared_body(&[$($status),+])
            }
        }
    };
    ($operation:ident -> $error_body:ty) => {
        impl $operation {
            /// The body of an error response, by status, when it has the form that the description gives it.
            pub fn error_body(error: &$crate::Error) -> ::core::option::Option<$error_body> {
                <$error_body>::from_error(error)
            }
        }
    };
}

/// Makes an enum the bodies of error responses, by status: `error_bodies! { GetErrorBody { NotFound(Missing) = "404" } }`.
#[macro_export]
macro_rules! error_bodies {
    ($error_body:ident { $($variant:ident($body:ty) = $status:literal),+ $(,)? }) => {
        impl $error_body {
            /// The body of an error response, when it has the form that the description gives it.
            pub fn from_error(error: &$crate::Error) -> ::core::option::Option<Self> {
                match error.declared(&[$($status),+])? {
                    $($status => error.declared_body(&[$status]).map(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }
    };
}

/// Makes an enum the result of an operation whose successes have different bodies: each variant takes a status, a
/// range or `default`, the most exact first: `reply! { DeleteReply { Accepted(Job) = "202", NoContent = "204" } }`.
#[macro_export]
macro_rules! reply {
    ($reply:ident { $($variant:ident $(($body:ty))? = $status:literal),+ $(,)? }) => {
        impl $crate::Reply for $reply {
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
