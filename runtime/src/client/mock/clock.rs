//! A clock for tests: its time passes only when it is told to.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::client::{BoxFuture, Clock};

/// A clock whose time passes only when it is told to. Clones share the time.
///
/// Waits between attempts are over at once, and move the time on, so that a test of retries takes no time; a
/// [`manual`](MockClock::manual) clock lets them wait for [`advance`](MockClock::advance). Timeouts always do.
#[derive(Clone)]
pub struct MockClock(Arc<Mutex<Times>>);

struct Times {
    now: SystemTime,
    sleeping: Sleeping,
    slept: Vec<Duration>,
    waiting: BTreeMap<(SystemTime, u64), Waiting>,
    next: u64,
}

/// What a wait between attempts does.
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

/// The time that a clock begins with: the start of 2024.
const START: Duration = Duration::from_secs(1_704_067_200);

impl Default for MockClock {
    fn default() -> Self {
        Self::with(Sleeping::PassesAtOnce)
    }
}

impl MockClock {
    /// A clock that begins with the year 2024, and for which waits between attempts pass at once.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A clock for which all waits last until the time is moved beyond them.
    #[must_use]
    pub fn manual() -> Self {
        Self::with(Sleeping::Waits)
    }

    fn with(sleeping: Sleeping) -> Self {
        let now = SystemTime::UNIX_EPOCH + START;
        Self(Arc::new(Mutex::new(Times { now, sleeping, slept: Vec::new(), waiting: BTreeMap::new(), next: 0 })))
    }

    /// Moves the time on and ends all waits that are then over.
    pub fn advance(&self, duration: Duration) {
        let due = {
            let mut times = self.times();
            times.now = times.now.checked_add(duration).unwrap_or(times.now);
            times.take_due()
        };
        due.into_iter().for_each(Waker::wake);
    }

    /// How long the client waited between attempts, or wanted to, in order.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.times().slept.clone()
    }

    /// The number of waits between attempts that are not over.
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
    /// `None` when the time cannot be expressed, and so never comes.
    key: Option<(SystemTime, u64)>,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(key) = self.key else { return Poll::Pending };
        let waker = Some(context.waker().clone());
        // The former waker is dropped when the times are free again: nobody knows what it does then.
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
