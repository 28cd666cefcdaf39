//! Timers without an async runtime: one thread wakes all waiting tasks.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

static TIMER: Timer = Timer { queue: Mutex::new(Queue::new()), changed: Condvar::new() };

struct Timer {
    queue: Mutex<Queue>,
    /// Notified when an earlier end is added.
    changed: Condvar,
}

struct Queue {
    /// The key is the end and a number that distinguishes equal ends.
    waiting: BTreeMap<(Instant, u64), Waker>,
    next: u64,
    thread: Thread,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Thread {
    None,
    Running,
}

impl Queue {
    const fn new() -> Self {
        Self { waiting: BTreeMap::new(), next: 0, thread: Thread::None }
    }
}

/// Waits for a duration. Never completes if the end is beyond the range of `Instant`.
pub(crate) fn sleep(duration: Duration) -> Sleep {
    Sleep { end: Instant::now().checked_add(duration), number: None }
}

pub(crate) struct Sleep {
    end: Option<Instant>,
    /// The number in the key of the queue.
    number: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else { return Poll::Pending };
        if end <= Instant::now() {
            return Poll::Ready(());
        }
        self.number = Some(TIMER.wake_at(end, self.number, context.waker()));
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some(end), Some(number)) = (self.end, self.number) {
            // Dropping a waker may run arbitrary code, so do not drop it while the queue is locked.
            let waker = TIMER.queue().waiting.remove(&(end, number));
            drop(waker);
        }
    }
}

impl Timer {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_at(&'static self, end: Instant, number: Option<u64>, waker: &Waker) -> u64 {
        let mut queue = self.queue();
        let number = number.unwrap_or_else(|| {
            queue.next += 1;
            queue.next
        });
        let former = queue.waiting.insert((end, number), waker.clone());
        if queue.thread == Thread::None {
            let started = thread::Builder::new().name("bindery-timer".to_owned()).spawn(|| self.run());
            match started {
                Ok(_) => queue.thread = Thread::Running,
                // Without the thread, polling in a loop is correct, if not cheap.
                Err(_) => waker.wake_by_ref(),
            }
        }
        let is_first = queue.waiting.first_key_value().is_some_and(|(key, _)| *key == (end, number));
        drop(queue);
        drop(former);
        if is_first {
            self.changed.notify_one();
        }
        number
    }

    fn run(&self) {
        let mut queue = self.queue();
        loop {
            let now = Instant::now();
            let later = queue.waiting.split_off(&(now, u64::MAX));
            let due = std::mem::replace(&mut queue.waiting, later);
            if !due.is_empty() {
                // A waker may do anything, including accessing the queue.
                drop(queue);
                due.into_values().for_each(Waker::wake);
                queue = self.queue();
                continue;
            }
            let next = queue.waiting.first_key_value().map(|((end, _), _)| end.saturating_duration_since(now));
            queue = match next {
                Some(wait) => self.changed.wait_timeout(queue, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};
    use std::time::{Duration, Instant};

    use super::{TIMER, sleep};

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    fn wait(future: impl Future<Output = ()>) {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut future = pin!(future);
        while future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            thread::park();
        }
    }

    #[test]
    fn a_shorter_sleep_may_start_after_a_longer_one() {
        let start = Instant::now();
        let (long, short) = (Duration::from_millis(20), Duration::from_millis(5));
        let other = thread::spawn(move || wait(sleep(long)));
        wait(sleep(short));
        assert!(start.elapsed() >= short);
        other.join().unwrap();
        assert!(start.elapsed() >= long);
    }

    #[test]
    fn a_dropped_sleep_leaves_the_queue() {
        let hour = Duration::from_secs(3600);
        let mut sleeping = Box::pin(sleep(hour));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(sleeping.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!(sleeping.as_mut().poll(&mut context), Poll::Pending);
        let key = (sleeping.end.unwrap(), sleeping.number.unwrap());
        assert!(TIMER.queue().waiting.contains_key(&key));
        drop(sleeping);
        assert!(!TIMER.queue().waiting.contains_key(&key));
        assert_eq!(pin!(sleep(Duration::MAX)).poll(&mut context), Poll::Pending);
    }
}
