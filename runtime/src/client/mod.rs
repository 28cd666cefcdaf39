//! The client: from a static description of an operation and its arguments to a typed response.
//!
//! Generated code carries [`Operation`] tables and thin typed functions. Requests and responses are handled here, in
//! one place, from those tables and from [`View`](crate::View)s of the arguments.

mod api_error;
mod assemble;
mod attempts;
mod authorize;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod body_overrides;
mod builder;
mod charset;
mod clock;
mod descriptor;
mod encoding;
mod error;
mod error_body;
mod events;
mod flatten;
mod form;
mod header;
mod invalid;
mod macros;
mod media;
mod media_call;
#[cfg(feature = "mock")]
pub mod mock;
mod multipart;
mod options;
mod pages;
mod paging;
mod parameter_style;
mod parts;
mod path;
mod pending;
mod rate_limit;
mod reply;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response_headers;
mod retry;
mod secrets;
mod server_url;
mod shared;
mod simple_call;
mod telemetry;
mod text;
mod timer;
mod token;
mod trace;
mod transport;
mod upload;

pub use self::api_error::ApiError;
pub use self::body::Body;
pub use self::builder::ClientBuilder;
pub use self::clock::{Clock, SystemClock};
use self::descriptor::Location;
pub use self::descriptor::{
    Alternative, Api, DeclaredResponse, Operation, Parameter, ParameterDetails, Requirement, Responses, Security,
    Server, Style, Telemetry, Variable,
};
pub use self::encoding::Encoding;
pub use self::error::{Error, ErrorKind};
pub use self::events::{Event, EventCall, EventSource, Events, Reconnect};
pub use self::invalid::{ConfigurationError, ConfigurationProblem, RequestError};
#[doc(hidden)]
pub use self::media::Media;
pub use self::media_call::MediaCall;
#[cfg(feature = "mock")]
pub use self::mock::{MockClock, MockReply, MockRequest, MockTransport};
pub use self::options::CallOptions;
pub use self::pages::{Items, Pages};
pub use self::paging::Paging;
pub use self::parts::{ReceivedPart, ReceivedParts};
pub use self::pending::Pending;
pub use self::rate_limit::RateLimit;
pub use self::reply::{Call, Received, Reply, WithResponse};
pub use self::request::Request;
#[cfg(feature = "reqwest")]
pub use self::reqwest_transport::ReqwestTransport;
pub use self::response_headers::HasHeaders;
pub use self::retry::{Attempt, Retry, RetryOn, RetryPolicy};
pub use self::shared::Core;
pub use self::simple_call::{ErrorBodies, SimpleCall};
#[cfg(feature = "private-key")]
pub use self::token::{Algorithm, PrivateKey, PrivateKeyError};
pub use self::token::{
    ClientAuthentication, ClientCredentials, Signer, Token, TokenContext, TokenEndpoint, TokenError, TokenErrorKind,
    TokenProvider,
};
pub use self::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
pub use self::upload::Upload;
