//! The platform of the client: time, timers, random numbers, and the bounds of futures. In a browser
//! (`wasm32-unknown-unknown`) there is one thread, and JavaScript objects cannot leave it.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod browser;
pub(crate) mod clock;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod timer;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use self::browser as here;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use self::native as here;

pub(crate) use self::here::{BoxBody, now, random, sleep};
pub use self::here::{BoxFuture, MaybeSend, MaybeSync};
