//! Calls of operations without optional arguments. They differ only in their operation, so they share one type.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use crate::client::{Call, CallOptions, Error, Operation, Pending, Reply, Request, WithResponse};

/// A call of an operation without optional arguments. `O` is the marker type of the operation.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct SimpleCall<O> {
    request: Request,
    operation: PhantomData<fn() -> O>,
}

/// An operation whose error responses have typed bodies.
#[doc(hidden)]
pub trait ErrorBodies: Call {
    /// The type of the bodies.
    type ErrorBody;
    /// Returns the typed body of an error response, if it matches the API description.
    fn error_body(error: &Error) -> Option<Self::ErrorBody>;
}

impl<O: Call> SimpleCall<O> {
    /// Creates a call from a request.
    pub fn new(request: Request) -> Self {
        Self { request, operation: PhantomData }
    }

    /// Sends the request. Awaiting the call does the same.
    pub fn send(self) -> Pending<O::Reply> {
        self.request.send()
    }

    /// Sends the request and returns the result with the status and headers of the response.
    pub fn send_with_response(self) -> Pending<WithResponse<O::Reply>> {
        self.request.send_with_response()
    }

    /// Sends the request and reads the response as another type than the declared one: any type, text or
    /// [`Bytes`](crate::Bytes).
    pub fn send_as<T: Reply>(self) -> Pending<T> {
        self.request.send()
    }

    /// Sets the options of this call. Replaces earlier options.
    pub fn options(self, options: CallOptions) -> Self {
        Self::new(self.request.options(options))
    }
}

impl<O: ErrorBodies> SimpleCall<O> {
    /// Returns the typed body of an error response, if it matches the API description.
    pub fn error_body(error: &Error) -> Option<O::ErrorBody> {
        O::error_body(error)
    }
}

impl<O: Call> Call for SimpleCall<O> {
    type Reply = O::Reply;
    const OPERATION: &'static Operation = O::OPERATION;
}

impl<O: Call> IntoFuture for SimpleCall<O> {
    type Output = Result<O::Reply, Error>;
    type IntoFuture = Pending<O::Reply>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<O> fmt::Debug for SimpleCall<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SimpleCall").field(&self.request).finish()
    }
}
