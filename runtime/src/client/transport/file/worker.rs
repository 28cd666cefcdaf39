//! A thread for blocking work.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// A thread that runs jobs one after the other. It ends when the worker is dropped.
pub(super) struct Worker(Sender<Job>);

impl Worker {
    pub(super) fn start() -> io::Result<Self> {
        let (sender, jobs) = channel::<Job>();
        thread::Builder::new().name("bindery-file".to_owned()).spawn(move || jobs.into_iter().for_each(|job| job()))?;
        Ok(Self(sender))
    }

    /// Runs a job on the thread.
    pub(super) fn run<T: Send + 'static>(&self, job: impl FnOnce() -> io::Result<T> + Send + 'static) -> Outcome<T> {
        let state = Arc::new(Mutex::new(State { outcome: None, waker: None }));
        let promise = Promise { state: Arc::clone(&state), settled: false };
        // If the thread is gone, the job is dropped, and its promise reports that.
        let _ = self.0.send(Box::new(move || promise.settle(job())));
        Outcome(state)
    }
}

struct State<T> {
    outcome: Option<io::Result<T>>,
    waker: Option<Waker>,
}

fn locked<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The future of a job.
pub(super) struct Outcome<T>(Arc<Mutex<State<T>>>);

impl<T> Future for Outcome<T> {
    type Output = io::Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let mut state = locked(&self.0);
        if let Some(outcome) = state.outcome.take() {
            return Poll::Ready(outcome);
        }
        let former = state.waker.replace(context.waker().clone());
        // Dropping a waker may run arbitrary code.
        drop(state);
        drop(former);
        Poll::Pending
    }
}

/// Sets the outcome of a job: when it is done or, as an error, on drop.
struct Promise<T> {
    state: Arc<Mutex<State<T>>>,
    settled: bool,
}

impl<T> Promise<T> {
    fn settle(mut self, outcome: io::Result<T>) {
        self.give(outcome);
    }

    fn give(&mut self, outcome: io::Result<T>) {
        self.settled = true;
        let mut state = locked(&self.state);
        state.outcome = Some(outcome);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        if !self.settled {
            self.give(Err(io::Error::other("the thread that accesses the file has ended")));
        }
    }
}
