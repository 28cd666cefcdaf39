//! The client: from a static description of an operation and its arguments to a typed response.
//!
//! Generated code carries [`Operation`] tables and thin typed functions. Requests and responses are handled here, in
//! one place, from those tables and from [`View`](crate::__private::View)s of the arguments.

mod api;
mod auth;
mod config;
mod macros;
#[cfg(feature = "mock")]
pub mod mock;
mod platform;
mod request;
mod response;
mod send;
mod stream;
mod transport;

use self::api::descriptor::Location;
pub use self::api::descriptor::{
    Alternative, Api, DeclaredResponse, Operation, Parameter, ParameterDetails, Requirement, Responses, Security,
    Server, Style, Telemetry, Variable,
};
pub use self::api::encoding::Encoding;
#[doc(hidden)]
pub use self::api::media::Media;
pub use self::api::paging::Paging;
#[cfg(all(feature = "private-key", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::auth::token::{Algorithm, PrivateKey, PrivateKeyError};
pub use self::auth::token::{
    ClientAuthentication, ClientCredentials, Signer, Token, TokenContext, TokenEndpoint, TokenError, TokenErrorKind,
    TokenProvider,
};
pub use self::config::builder::ClientBuilder;
pub use self::config::invalid::{ConfigurationError, ConfigurationProblem, RequestError};
pub use self::config::shared::Core;
#[cfg(feature = "mock")]
pub use self::mock::{MockClock, MockReply, MockRequest, MockTransport, MockValue};
pub use self::platform::{BoxFuture, MaybeSend, MaybeSync};
pub use self::request::Request;
pub use self::request::upload::Upload;
pub use self::response::api_error::ApiError;
pub use self::response::error::{Error, ErrorKind};
pub use self::response::media_call::MediaCall;
pub use self::response::parts::{ReceivedPart, ReceivedParts};
pub use self::response::rate_limit::RateLimit;
pub use self::response::reply::{Call, Received, Reply, WithResponse};
pub use self::response::response_headers::HasHeaders;
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::send::blocking;
pub use self::send::clock::{Clock, SystemClock};
pub use self::send::options::CallOptions;
pub use self::send::pending::Pending;
pub use self::send::retry::{Attempt, Retry, RetryOn, RetryPolicy};
pub use self::send::simple_call::{ErrorBodies, SimpleCall};
pub use self::stream::events::{Event, EventCall, EventSource, Events, Reconnect};
pub use self::stream::pages::{Items, Pages};
pub use self::transport::body::Body;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::transport::file::{Progress, Save, SaveError};
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest_transport::ReqwestTransport;
pub use self::transport::{Transport, TransportError, TransportErrorKind};
