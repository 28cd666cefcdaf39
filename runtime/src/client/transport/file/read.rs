//! Files as request bodies.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::worker::{Outcome, Worker};
use crate::client::transport::body::{Body, Measured};

/// The maximum size of a chunk, in bytes.
const CHUNK: usize = 64 * 1024;

pub(super) fn body(path: &Path) -> io::Result<Body> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    // Fail now instead of in the middle of a call.
    drop(File::open(path)?);
    let (path, length): (Arc<Path>, u64) = (path.into(), metadata.len());
    Ok(Body::repeatable(Arc::new(move || {
        let content = Content { length, step: Step::Closed(Arc::clone(&path)) };
        Box::pin(Measured::new(content, Some(length)))
    })))
}

/// A stream of the chunks of a file.
struct Content {
    length: u64,
    step: Step,
}

enum Step {
    Closed(Arc<Path>),
    Reading(Worker, Outcome<(io::Take<File>, Bytes)>),
    Done,
}

impl Stream for Content {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match &mut self.step {
                Step::Done => return Poll::Ready(None),
                Step::Closed(path) => {
                    let (path, length) = (Arc::clone(path), self.length);
                    let worker = match Worker::start() {
                        Ok(worker) => worker,
                        Err(error) => return self.end(Some(Err(error))),
                    };
                    let first = worker.run(move || read(File::open(path)?.take(length)));
                    self.step = Step::Reading(worker, first);
                }
                Step::Reading(worker, outcome) => {
                    let (file, chunk) = match ready!(Pin::new(&mut *outcome).poll(context)) {
                        Ok(read) => read,
                        Err(error) => return self.end(Some(Err(error))),
                    };
                    if chunk.is_empty() {
                        return self.end(None);
                    }
                    // Read the next chunk while this one is sent.
                    *outcome = worker.run(move || read(file));
                    return Poll::Ready(Some(Ok(chunk)));
                }
            }
        }
    }
}

impl Content {
    fn end<T>(&mut self, last: T) -> Poll<T> {
        self.step = Step::Done;
        Poll::Ready(last)
    }
}

/// Reads the next chunk; an empty one is the end.
fn read(mut file: io::Take<File>) -> io::Result<(io::Take<File>, Bytes)> {
    let mut chunk = vec![0; CHUNK.min(usize::try_from(file.limit()).unwrap_or(CHUNK))];
    let length = loop {
        match file.read(&mut chunk) {
            Ok(length) => break length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    };
    chunk.truncate(length);
    Ok((file, chunk.into()))
}
