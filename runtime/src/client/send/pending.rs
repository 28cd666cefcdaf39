//! A call in progress.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::client::{BoxFuture, Error, Operation, Received, Reply};

/// The future of a call, which resolves to a `T`. The request is sent when the future is first polled; dropping it
/// cancels the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Pending<T> {
    operation: &'static Operation,
    // Does not depend on `T`, so that the future is compiled once and not for each operation.
    received: BoxFuture<'static, Result<Received, Error>>,
    reply: PhantomData<fn() -> T>,
}

impl<T> Pending<T> {
    #[inline]
    pub(crate) fn new(operation: &'static Operation, received: BoxFuture<'static, Result<Received, Error>>) -> Self {
        Self { operation, received, reply: PhantomData }
    }
}

#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
impl<T: Reply> Pending<T> {
    /// Blocks the current thread until the call completes. Do not use it in async code: await the call there.
    ///
    /// # Errors
    /// As for awaiting the call.
    #[inline]
    pub fn wait(self) -> Result<T, Error> {
        super::blocking::call(self.operation, self.received).and_then(T::from_response)
    }
}

impl<T: Reply> Future for Pending<T> {
    type Output = Result<T, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.received.as_mut().poll(context));
        Poll::Ready(received.and_then(T::from_response))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pending").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
