//! What the terminal shows while a description is reduced.

use crate::progress::Line;
use crate::report::Reporting;
use bindery::reduce::Tally;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A line with what is left, and the number of tries. It disappears when this is dropped.
pub(super) struct Progress {
    state: Arc<State>,
    _line: Option<Line>,
}

struct State {
    tries: AtomicUsize,
    size: AtomicUsize,
}

impl Progress {
    /// A line about a description of this many bytes.
    pub(super) fn begin(size: usize, reporting: &Reporting) -> Self {
        let state = Arc::new(State { tries: AtomicUsize::new(0), size: AtomicUsize::new(size) });
        let shown = Arc::clone(&state);
        let text = move || {
            let (tries, size) = (shown.tries.load(Ordering::Relaxed), shown.size.load(Ordering::Relaxed));
            format!("reducing: {size} bytes left after {tries} tries")
        };
        Self { state, _line: reporting.progress_saying(text) }
    }

    pub(super) fn show(&self, tally: Tally) {
        self.state.tries.store(tally.tries, Ordering::Relaxed);
        if tally.smallest > 0 {
            self.state.size.store(tally.smallest, Ordering::Relaxed);
        }
    }
}
