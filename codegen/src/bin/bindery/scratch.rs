//! Folders for temporary files, which are removed however the program ends, and what happens on Ctrl-C.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::sleep;
use std::time::Duration;

/// The exit code of a program that SIGINT ended, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;
/// How often to try to remove a folder in which another process may still write, and the pause between.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// The folders that there are.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
/// Whether a command ends by itself when it is asked to, with the result so far.
static IS_PATIENT: AtomicBool = AtomicBool::new(false);
/// Whether it was asked to.
static IS_STOPPED: AtomicBool = AtomicBool::new(false);

/// A new folder, which is removed when this is dropped, and on Ctrl-C.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(purpose: &str) -> io::Result<Self> {
        listen();
        let base = std::env::temp_dir();
        // Cargo and git print paths without links.
        let base = base.canonicalize().unwrap_or(base);
        let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let mut number = folders.len();
        loop {
            let folder = base.join(format!("bindery-{purpose}-{}-{number}", std::process::id()));
            match fs::create_dir(&folder) {
                Ok(()) => {
                    folders.push(folder.clone());
                    return Ok(Self(folder));
                }
                // Of a process that was killed and had the same number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1_000 => number += 1,
                Err(error) => {
                    return Err(io::Error::new(error.kind(), format!("cannot create {}: {error}", folder.display())));
                }
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(&self.0);
        FOLDERS.lock().unwrap_or_else(PoisonError::into_inner).retain(|folder| *folder != self.0);
    }
}

/// Removes a folder. A compiler that was ended with its cargo may write into it for a moment.
fn remove(folder: &Path) {
    for _ in 0..TRIES {
        match fs::remove_dir_all(folder) {
            Ok(()) => return,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(_) => sleep(PAUSE),
        }
    }
}

/// From now on, the first Ctrl-C only sets [`is_stopped`]; the next one ends the program.
pub(crate) fn be_patient() {
    IS_PATIENT.store(true, Ordering::Relaxed);
    listen();
}

/// Whether the program was asked to end, by Ctrl-C or a signal.
pub(crate) fn is_stopped() -> bool {
    IS_STOPPED.load(Ordering::Relaxed)
}

/// The exit code of a command that has come to its end.
pub(crate) fn code_of_end() -> ExitCode {
    if is_stopped() { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS }
}

fn listen() {
    static ONCE: Once = Once::new();
    // Without a handler, the program ends as if there were none: only the folders stay.
    ONCE.call_once(|| drop(ctrlc::set_handler(stop)));
}

fn stop() {
    if IS_PATIENT.load(Ordering::Relaxed) && !IS_STOPPED.swap(true, Ordering::Relaxed) {
        return;
    }
    let folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.iter().for_each(|folder| remove(folder));
    // The lock is kept, so that no folder is made any more.
    std::process::exit(INTERRUPTED.into());
}
