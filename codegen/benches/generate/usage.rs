//! What a piece of work takes of the processor and of memory.

use std::fs;
use std::time::Instant;

/// The state before a piece of work.
pub(crate) struct Usage {
    wall: Instant,
    processor: Option<u64>,
}

impl Usage {
    pub(crate) fn start() -> Self {
        // `5` resets the peak to what is in use now (proc_pid_clear_refs(5)). Without it, the peak is that of the process.
        drop(fs::write("/proc/self/clear_refs", "5"));
        Self { processor: processor(), wall: Instant::now() }
    }

    /// Seconds of the processor, and the most bytes in use since the start.
    pub(crate) fn end(self) -> (f64, u64) {
        let seconds = match (self.processor, processor()) {
            (Some(before), Some(after)) => (after - before) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        };
        (seconds, peak().unwrap_or_default())
    }
}

/// Nanoseconds that all threads of the process have run.
fn processor() -> Option<u64> {
    let mut sum = 0u64;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        sum += text.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(sum)
}

/// The high-water mark of memory in use, in bytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
