//! Blocking calls: they run on a background runtime of this library while the current thread waits.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{OnceLock, mpsc};

use futures_core::Stream;
use tokio::runtime::{Builder, Runtime};

use crate::client::{Error, Operation, RequestError};

/// One thread serves the connections of all blocking calls of the process.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

fn runtime() -> Option<&'static Runtime> {
    let build = || Builder::new_multi_thread().worker_threads(1).thread_name("bindery-blocking").enable_all().build();
    RUNTIME.get_or_init(|| build().ok()).as_ref()
}

/// Blocks the current thread until the future completes. Do not use it in async code, where it would block the
/// executor.
///
/// Returns `None` if the runtime's thread cannot be started.
pub fn wait<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move {
        // Fails only if the waiting thread is gone.
        let _ = sender.send(future.await);
    });
    receiver.recv().ok()
}

/// Blocks until a call completes and returns its output.
pub(crate) fn call<T: Send + 'static>(
    operation: &'static Operation,
    future: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    wait(future).unwrap_or_else(|| Err(Error::request(operation.id, RequestError::Runtime)))
}

/// Turns a stream, such as the items or pages of a list, into a blocking iterator.
///
/// ```no_run
/// # fn example(users: impl futures_core::Stream<Item = Result<String, bindery_runtime::Error>> + Send + 'static) {
/// for user in bindery_runtime::blocking::iter(users) {
///     // ...
/// }
/// # }
/// ```
pub fn iter<S>(stream: S) -> Iter<S::Item>
where
    S: Stream + Send + 'static,
    S::Item: Send + 'static,
{
    Iter(Some(Box::pin(stream)))
}

/// A blocking iterator over a stream: see [`iter`].
#[must_use = "an iterator does nothing until it is iterated over"]
pub struct Iter<T>(Option<Pin<Box<dyn Stream<Item = T> + Send>>>);

impl<T: Send + 'static> Iterator for Iter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let mut stream = self.0.take()?;
        let (item, stream) = wait(async move {
            let item = poll_fn(|context| stream.as_mut().poll_next(context)).await;
            (item, stream)
        })?;
        self.0 = item.is_some().then_some(stream);
        item
    }
}

impl<T> std::fmt::Debug for Iter<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Iter").finish_non_exhaustive()
    }
}
