//! The client's clock.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use crate::client::platform;
use crate::client::{BoxFuture, MaybeSend, MaybeSync};

/// Tells the client the time and lets it wait. The default is [`SystemClock`]; tests use one that they advance by hand.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// Returns the current time, which `Retry-After` and rate limits refer to.
    fn now(&self) -> SystemTime;

    /// Waits before a retry. Used for nothing else.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits for the timeout of an attempt or a call. Usually dropped before it completes.
    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The system clock. Inside a tokio runtime it waits with tokio's timers, so that `tokio::time::pause` works; elsewhere
/// with a timer thread that all clients of the process share. In a browser it is the clock of JavaScript, and waits with
/// `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        platform::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        platform::sleep(duration)
    }
}

/// A timeout for a sequence of futures. The clock is only started once a future is pending.
pub(crate) struct Deadline<'a> {
    clock: &'a dyn Clock,
    limit: Duration,
    end: Option<BoxFuture<'static, ()>>,
}

/// The deadline passed.
#[derive(Debug)]
pub(crate) struct Elapsed;

impl<'a> Deadline<'a> {
    /// Creates a deadline. [`Duration::MAX`] means no limit.
    pub(crate) fn new(clock: &'a dyn Clock, limit: Duration) -> Self {
        Self { clock, limit, end: None }
    }

    /// Returns the output of a future, unless the deadline passes first.
    pub(crate) async fn race<T>(&mut self, future: impl Future<Output = T>) -> Result<T, Elapsed> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            if self.limit == Duration::MAX {
                return Poll::Pending;
            }
            let end = self.end.get_or_insert_with(|| self.clock.deadline(self.limit));
            end.as_mut().poll(context).map(|()| Err(Elapsed))
        })
        .await
    }
}
