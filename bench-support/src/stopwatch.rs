//! Measures a part of the work of this process.

use crate::{Clock, Cost};
use std::fs;

/// The state at the start.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Clock);

impl Stopwatch {
    /// Starts. On Linux, this resets the peak memory; elsewhere the peak of a part is unknown.
    #[must_use]
    pub fn start() -> Self {
        // `5` resets the peak to what is in use now (proc_pid_clear_refs(5)). Without it, the peak is that of the process.
        drop(fs::write("/proc/self/clear_refs", "5"));
        Self(Clock::of_process())
    }

    /// The usage since the start.
    #[must_use]
    pub fn end(self) -> Cost {
        Cost { processor: self.0.seconds(), wall: self.0.wall(), memory: peak().unwrap_or_default() }
    }
}

/// The high-water mark of memory in use, in bytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::Stopwatch;

    #[test]
    #[cfg(target_os = "linux")]
    fn memory_that_was_in_use_in_between_counts() {
        let stopwatch = Stopwatch::start();
        drop(std::hint::black_box(vec![1_u8; 64 << 20]));
        let cost = stopwatch.end();
        assert!(cost.memory >= 64 << 20 && cost.processor > 0.0, "{cost:?}");
    }
}
