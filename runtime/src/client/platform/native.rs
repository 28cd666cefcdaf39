//! The platform outside of browsers: threads, and the system clock.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body::Body as HttpBody;

use super::timer;
use crate::client::TransportError;

/// A future that can move between threads. In a browser it need not.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A stream of bytes that is read once.
pub(crate) type BoxBody = Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError> + Send>>;

/// [`Send`], except in a browser (`wasm32-unknown-unknown`), where it is any type.
pub trait MaybeSend: Send {}

impl<T: Send + ?Sized> MaybeSend for T {}

/// [`Sync`], except in a browser (`wasm32-unknown-unknown`), where it is any type.
pub trait MaybeSync: Sync {}

impl<T: Sync + ?Sized> MaybeSync for T {}

pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// Waits with tokio's timers inside a tokio runtime, elsewhere with the timer thread of this library.
pub(crate) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    #[cfg(feature = "reqwest")]
    if tokio::runtime::Handle::try_current().is_ok() {
        return Box::pin(tokio::time::sleep(duration));
    }
    Box::pin(timer::sleep(duration))
}

/// Returns a random number: the standard library creates its hash maps with random keys.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(0)
}
