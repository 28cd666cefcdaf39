//! Writes response bodies to files.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::future::IntoFuture;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::worker::Worker;
use crate::client::platform::random;
use crate::client::{Body, BoxFuture, TransportError};

/// Writes a body to a file: see [`Body::save`]. Awaiting it returns the number of bytes.
#[must_use = "a file is only written when `Save` is awaited"]
pub struct Save {
    body: Body,
    path: PathBuf,
    progress: Box<dyn FnMut(Progress) + Send>,
}

/// The progress of a body that is written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes so far.
    pub bytes: u64,
    /// The total number of bytes, if the server declared it.
    pub total: Option<u64>,
}

/// Why a body was not written to a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum SaveError {
    /// The file cannot be written.
    File(io::Error),
    /// The body ended early, or is larger than its limit.
    Transport(TransportError),
}

impl Save {
    pub(super) fn new(body: Body, path: &Path) -> Self {
        Self { body, path: path.to_owned(), progress: Box::new(|_| {}) }
    }

    /// Calls a function after each written chunk.
    pub fn progress(mut self, progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.progress = Box::new(progress);
        self
    }

    async fn run(mut self) -> Result<u64, SaveError> {
        let total = self.body.length();
        let worker = Worker::start()?;
        let mut staged = worker.run(move || Staged::beside(self.path)).await?;
        let mut bytes = 0;
        while let Some(piece) = self.body.chunk().await.map_err(SaveError::Transport)? {
            bytes += piece.len() as u64;
            staged = worker.run(move || staged.write(&piece)).await?;
            (self.progress)(Progress { bytes, total });
        }
        worker.run(move || staged.publish()).await?;
        Ok(bytes)
    }
}

impl IntoFuture for Save {
    type Output = Result<u64, SaveError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Save {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Save").field("path", &self.path).field("body", &self.body).finish_non_exhaustive()
    }
}

/// An incomplete file. It is removed on drop unless it is published.
struct Staged {
    /// `None` once the file is closed.
    file: Option<File>,
    place: PathBuf,
    path: PathBuf,
}

impl Staged {
    fn beside(path: PathBuf) -> io::Result<Self> {
        let name =
            path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "the path is a directory"));
        }
        let mut staged = OsString::from(".");
        staged.push(name);
        staged.push(format!(".{:016x}.part", random()));
        let place = path.with_file_name(staged);
        let file = OpenOptions::new().write(true).create_new(true).open(&place)?;
        Ok(Self { file: Some(file), place, path })
    }

    fn write(mut self, piece: &[u8]) -> io::Result<Self> {
        if let Some(file) = &mut self.file {
            file.write_all(piece)?;
        }
        Ok(self)
    }

    fn publish(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            // Otherwise a power failure after the rename could leave an empty file.
            file.sync_all()?;
        }
        fs::rename(&self.place, &self.path)?;
        self.place = PathBuf::new();
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Some systems cannot remove an open file.
        self.file = None;
        if !self.place.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.place);
        }
    }
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(_) => formatter.write_str("the file could not be written"),
            Self::Transport(error) => write!(formatter, "the response could not be read: {error}"),
        }
    }
}

impl std::error::Error for SaveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(error) => Some(error),
            Self::Transport(error) => error.source(),
        }
    }
}
