//! A clock for tests, advanced by hand.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::client::{BoxFuture, Clock};

/// A clock that is advanced by hand. Clones share the time.
///
/// Waits between attempts complete at once and advance the time, so that tests of retries do not wait; with a
/// [`manual`](MockClock::manual) clock they wait for [`advance`](MockClock::advance). Timeouts always wait for it.
#[derive(Clone)]
pub struct MockClock(Arc<Mutex<Times>>);

struct Times {
    now: SystemTime,
    sleeping: Sleeping,
    slept: Vec<Duration>,
    waiting: BTreeMap<(SystemTime, u64), Waiting>,
    next: u64,
}

/// Whether a wait between attempts takes time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sleeping {
    PassesAtOnce,
    Waits,
}

struct Waiting {
    kind: Kind,
    waker: Option<Waker>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sleep,
    Deadline,
}

/// The initial time of a clock: the start of 2024.
const START: Duration = Duration::from_secs(1_704_067_200);

impl Default for MockClock {
    fn default() -> Self {
        Self::with(Sleeping::PassesAtOnce)
    }
}

impl MockClock {
    /// Creates a clock that starts at the beginning of 2024. Waits between attempts complete at once.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a clock for which every wait lasts until the time is advanced past its end.
    #[must_use]
    pub fn manual() -> Self {
        Self::with(Sleeping::Waits)
    }

    fn with(sleeping: Sleeping) -> Self {
        let now = SystemTime::UNIX_EPOCH + START;
        Self(Arc::new(Mutex::new(Times { now, sleeping, slept: Vec::new(), waiting: BTreeMap::new(), next: 0 })))
    }

    /// Advances the time and completes all waits that end by then.
    pub fn advance(&self, duration: Duration) {
        let due = {
            let mut times = self.times();
            times.now = times.now.checked_add(duration).unwrap_or(times.now);
            times.take_due()
        };
        due.into_iter().for_each(Waker::wake);
    }

    /// Returns the waits between attempts that the client asked for, in order.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.times().slept.clone()
    }

    /// Returns how many waits between attempts are pending.
    #[must_use]
    pub fn sleeping(&self) -> usize {
        self.times().waiting.values().filter(|waiting| waiting.kind == Kind::Sleep).count()
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, duration: Duration, kind: Kind) -> Wait {
        let mut times = self.times();
        let key = times.now.checked_add(duration).map(|end| (end, times.next));
        times.next += 1;
        if let Some(key) = key {
            times.waiting.insert(key, Waiting { kind, waker: None });
        }
        Wait { clock: self.clone(), key }
    }
}

impl Times {
    fn take_due(&mut self) -> Vec<Waker> {
        let later = self.waiting.split_off(&(self.now, u64::MAX));
        let due = std::mem::replace(&mut self.waiting, later);
        due.into_values().filter_map(|waiting| waiting.waker).collect()
    }
}

impl Clock for MockClock {
    fn now(&self) -> SystemTime {
        self.times().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let sleeping = {
            let mut times = self.times();
            times.slept.push(duration);
            times.sleeping
        };
        if sleeping == Sleeping::PassesAtOnce {
            self.advance(duration);
            return Box::pin(std::future::ready(()));
        }
        Box::pin(self.wait(duration, Kind::Sleep))
    }

    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(self.wait(duration, Kind::Deadline))
    }
}

struct Wait {
    clock: MockClock,
    /// `None` if the end is beyond the range of `SystemTime`: the wait never completes.
    key: Option<(SystemTime, u64)>,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(key) = self.key else { return Poll::Pending };
        let waker = Some(context.waker().clone());
        // Dropping a waker may run arbitrary code, so the previous one is dropped after the lock is released.
        let former =
            self.clock.times().waiting.get_mut(&key).map(|waiting| std::mem::replace(&mut waiting.waker, waker));
        if former.is_some() { Poll::Pending } else { Poll::Ready(()) }
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let waiting = self.key.and_then(|key| self.clock.times().waiting.remove(&key));
        drop(waiting);
    }
}

impl fmt::Debug for MockClock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = self.times();
        formatter
            .debug_struct("MockClock")
            .field("now", &times.now)
            .field("slept", &times.slept)
            .finish_non_exhaustive()
    }
}
