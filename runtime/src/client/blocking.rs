//! Calls without `async`: they run on a runtime of the library's own, and the thread waits for them.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{OnceLock, mpsc};

use futures_core::Stream;
use tokio::runtime::{Builder, Runtime};

use super::{Error, Operation, RequestError};

/// One thread serves the connections of all blocking calls of the process.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

fn runtime() -> Option<&'static Runtime> {
    let build = || Builder::new_multi_thread().worker_threads(1).thread_name("bindery-blocking").enable_all().build();
    RUNTIME.get_or_init(|| build().ok()).as_ref()
}

/// The output of a future, for which the thread waits. In async code it would hold up others: await the future there.
///
/// It is `None` when the system has no thread left for the runtime.
pub fn wait<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move {
        // Nobody waits any more when the thread is gone.
        let _ = sender.send(future.await);
    });
    receiver.recv().ok()
}

/// The output of a call.
pub(super) fn call<T: Send + 'static>(
    operation: &'static Operation,
    future: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    wait(future).unwrap_or_else(|| Err(Error::request(operation.id, RequestError::Runtime)))
}

/// The items of a stream, such as the items or the pages of a list: the thread waits for each.
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

/// The items of a stream: see [`iter`].
#[must_use = "an iterator does nothing until it is asked for items"]
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
