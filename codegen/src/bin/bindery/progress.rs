//! A progress line on the terminal for runs that take longer than a moment.

use bindery::text::Line as Text;
use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shorter runs show no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// The interval between updates of the line.
const BEAT: Duration = Duration::from_millis(100);
/// The frames of the spinner.
const SIGNS: [char; 4] = ['|', '/', '-', '\\'];

/// The line; it disappears when it is dropped.
pub(crate) struct Line {
    /// Closed to end the thread.
    alive: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Line {
    /// A line about a description that is bound.
    pub(crate) fn about(what: String) -> Self {
        Self::saying(move || format!("binding {what}"))
    }

    /// A line with a text that changes.
    pub(crate) fn saying(text: impl Fn() -> String + Send + 'static) -> Self {
        let (alive, ended) = mpsc::channel::<()>();
        let started = Instant::now();
        let draw = move || {
            let mut wait = PATIENCE;
            let mut beats = 0;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let sign = SIGNS[beats % SIGNS.len()];
                let text = Text::new(text());
                show(&format!("{sign} {text}, {} s", started.elapsed().as_secs()));
                (wait, beats) = (BEAT, beats + 1);
            }
            if beats > 0 {
                show("");
            }
        };
        // If the thread cannot be started, there is no line.
        let thread = std::thread::Builder::new().name("progress".to_owned()).spawn(draw).ok();
        Self { alive: Some(alive), thread }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        drop(self.alive.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Replaces the line, cut to the width of the terminal.
fn show(text: &str) {
    let width = terminal_size::terminal_size_of(std::io::stderr()).map_or(80, |(width, _)| usize::from(width.0));
    let text: String = text.chars().take(width.saturating_sub(1)).collect();
    let mut terminal = std::io::stderr().lock();
    drop(write!(terminal, "\r\u{1b}[2K{text}").and_then(|()| terminal.flush()));
}
