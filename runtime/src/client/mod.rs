//! The client: sends an operation with its arguments and returns a typed response.
//!
//! Generated code contains [`Operation`] tables and thin typed functions. This module handles requests and responses,
//! from those tables and from [`View`](crate::__private::View)s of the arguments.

mod api;
mod auth;
mod config;
mod error;
mod macros;
#[cfg(feature = "mock")]
pub mod mock;
mod platform;
mod request;
mod response;
mod send;
mod stream;
mod transport;

pub use self::api::descriptor::{
    Api, DeclaredResponse, Operation, Responses, Server, Telemetry, TokenEndpoint, Variable,
};
pub use self::api::disabled_group::DisabledGroup;
pub use self::api::event_source::EventSource;
#[doc(hidden)]
pub use self::api::media::Media;
pub use self::api::paging::Paging;
pub use self::api::parameter::{Encoding, Parameter, ParameterDetails, Style};
pub use self::api::security::{Alternative, Requirement, Security};
pub use self::auth::assertion::Signer;
pub use self::auth::client_credentials::{ClientAuthentication, ClientCredentials};
#[cfg(all(feature = "private-key", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::auth::private_key::{Algorithm, PrivateKey, PrivateKeyError};
pub use self::auth::{Token, TokenContext, TokenProvider};
pub use self::config::builder::ClientBuilder;
pub use self::config::options::CallOptions;
pub use self::config::retry::{Attempt, Retry, RetryOn, RetryPolicy};
pub use self::config::shared::Core;
pub use self::error::configuration::{ConfigurationError, ConfigurationProblem};
pub use self::error::request::RequestError;
pub use self::error::transport::{TransportError, TransportErrorKind};
#[cfg(feature = "mock")]
pub use self::mock::{MockClock, MockReply, MockRequest, MockTransport, MockValue};
pub use self::platform::clock::{Clock, SystemClock};
pub use self::platform::{BoxFuture, MaybeSend, MaybeSync};
pub use self::request::upload::Upload;
pub use self::response::api_error::ApiError;
pub use self::response::error::{Error, ErrorKind};
pub use self::response::parts::{ReceivedPart, ReceivedParts};
pub use self::response::rate_limit::RateLimit;
pub use self::response::reply::{Call, Received, Reply, WithResponse};
pub use self::response::response_headers::HasHeaders;
pub use self::response::token_error::{TokenError, TokenErrorKind};
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::send::blocking;
pub use self::send::media_call::MediaCall;
pub use self::send::pending::Pending;
pub use self::send::request::Request;
pub use self::send::simple_call::{ErrorBodies, SimpleCall};
pub use self::stream::events::connection::Reconnect;
pub use self::stream::events::{Event, EventCall, Events};
pub use self::stream::pages::{Items, Pages};
pub use self::transport::Transport;
pub use self::transport::body::Body;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::transport::file::{Progress, Save, SaveError};
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest_transport::ReqwestTransport;
