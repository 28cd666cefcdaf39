//! Files as bodies. Separate threads read and write them, so no async runtime is needed or blocked.

mod read;
mod save;
mod worker;

use std::io;
use std::path::Path;

pub use self::save::{Progress, Save, SaveError};
use super::body::Body;

impl Body {
    /// Creates a body from a file, which is read while it is sent and whose length is known in advance. Each attempt opens
    /// the file again, so that the request can be retried.
    ///
    /// A thread reads the file, so this works in any async runtime. Data appended to the file while it is sent is not sent.
    ///
    /// # Errors
    /// If the file does not exist or cannot be read.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        read::body(path.as_ref())
    }

    /// Writes the body to a file as it arrives. Nothing happens until the result is awaited.
    ///
    /// The bytes are written to a temporary file in the same directory, which is moved into place when it is complete. After a
    /// failure or drop, the path is unchanged. A thread writes the file, so this works in any async runtime. Only
    /// [`limited`](Body::limited) limits its size, and there is no timeout.
    ///
    /// ```no_run
    /// # async fn example(body: bindery_runtime::Body) -> Result<(), bindery_runtime::SaveError> {
    /// // In a program: `client.reports().export().send_streaming().await?.body`.
    /// let length = body.save("report.pdf").progress(|progress| eprintln!("{} bytes", progress.bytes)).await?;
    /// # let _ = length;
    /// # Ok(())
    /// # }
    /// ```
    pub fn save(self, path: impl AsRef<Path>) -> Save {
        Save::new(self, path.as_ref())
    }
}
