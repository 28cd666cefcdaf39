//! Time, as the client sees it.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::{BoxFuture, timer};

/// Where the client takes the time from and how it waits. The default is [`SystemClock`]; tests use one that they move
/// by hand.
pub trait Clock: Send + Sync + 'static {
    /// The time of day. Answers of servers speak of it.
    fn now(&self) -> SystemTime;

    /// Waits before a call is sent again. Nothing else waits here.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits until the time that an attempt or a call may take is over. Mostly it is dropped before.
    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The clock of the system. Within a tokio runtime it waits with tokio's timers, so that `tokio::time::pause` works, and
/// elsewhere with a thread of its own, which all clients of the process share.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        #[cfg(feature = "reqwest")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Box::pin(tokio::time::sleep(duration));
        }
        Box::pin(timer::sleep(duration))
    }
}

/// The end of the time that something may take. It starts to run when something first has to wait.
pub(super) struct Deadline<'a> {
    clock: &'a dyn Clock,
    limit: Duration,
    end: Option<BoxFuture<'static, ()>>,
}

/// The time was up.
#[derive(Debug)]
pub(super) struct Elapsed;

impl<'a> Deadline<'a> {
    /// A limit of [`Duration::MAX`] is none.
    pub(super) fn new(clock: &'a dyn Clock, limit: Duration) -> Self {
        Self { clock, limit, end: None }
    }

    /// The output of a future, unless the time is up before.
    pub(super) async fn race<T>(&mut self, future: impl Future<Output = T>) -> Result<T, Elapsed> {
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
