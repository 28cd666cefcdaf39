//! The platform in browsers: one thread, and JavaScript's clock, timers and random numbers.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use gloo_timers::future::TimeoutFuture;
use http_body::Body as HttpBody;

use crate::client::TransportError;

/// A future. Outside of browsers it is `Send`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A stream of bytes that is read once.
pub(crate) type BoxBody = Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError>>>;

/// Any type. Outside of browsers, any type that is [`Send`].
pub trait MaybeSend {}

impl<T: ?Sized> MaybeSend for T {}

/// Any type. Outside of browsers, any type that is [`Sync`].
pub trait MaybeSync {}

impl<T: ?Sized> MaybeSync for T {}

/// The longest delay of `setTimeout`, in milliseconds. With a longer one it does not wait at all.
const LONGEST_TIMEOUT: u32 = i32::MAX as u32;

pub(crate) fn now() -> SystemTime {
    // The standard library has no clock here.
    let since = Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0).unwrap_or_default();
    SystemTime::UNIX_EPOCH + since
}

/// Waits with `setTimeout`, which dropping the future cancels. Browsers may delay background pages for longer.
pub(crate) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    let mut milliseconds = duration.as_millis();
    Box::pin(async move {
        loop {
            let part = u32::try_from(milliseconds).unwrap_or(LONGEST_TIMEOUT).min(LONGEST_TIMEOUT);
            TimeoutFuture::new(part).await;
            milliseconds -= u128::from(part);
            if milliseconds == 0 {
                break;
            }
        }
    })
}

/// Returns a random number. The keys of the standard library's hash maps are not random here.
pub(crate) fn random() -> u64 {
    getrandom::u64().unwrap_or_else(|_| js_sys::Math::random().to_bits())
}
