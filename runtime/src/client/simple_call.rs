//! Calls of operations that take no optional arguments. They differ in nothing but their operation, so they are one type.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{Call, CallOptions, Error, Operation, Pending, Reply, Request, WithResponse};

/// A call of an operation without optional arguments, to be awaited or sent. `O` stands for the operation.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct SimpleCall<O> {
    request: Request,
    operation: PhantomData<fn() -> O>,
}

/// An operation whose error responses have bodies of a declared type.
pub trait ErrorBodies: Call {
    /// The type of the bodies.
    type ErrorBody;
    /// The body of an error response, when it has the form that the description gives it.
    fn error_body(error: &Error) -> Option<Self::ErrorBody>;
}

impl<O: Call> SimpleCall<O> {
    /// A call that sends this request.
    pub fn new(request: Request) -> Self {
        Self { request, operation: PhantomData }
    }

    /// Sends the operation. Awaiting it does the same.
    pub fn send(self) -> Pending<O::Reply> {
        self.request.send()
    }

    /// Sends the operation and brings the status and the headers of the response along with the result.
    pub fn send_with_response(self) -> Pending<WithResponse<O::Reply>> {
        self.request.send_with_response()
    }

    /// Sends the operation and takes the response as something else than the description says: any type, text or
    /// [`Bytes`](crate::Bytes).
    pub fn send_as<T: Reply>(self) -> Pending<T> {
        self.request.send()
    }

    /// Sets what is different about this call, in place of what was set before.
    pub fn options(self, options: CallOptions) -> Self {
        Self::new(self.request.options(options))
    }
}

impl<O: ErrorBodies> SimpleCall<O> {
    /// The body of an error response, when it has the form that the description gives it.
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
