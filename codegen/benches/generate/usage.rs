//! What a piece of work takes of the processor and of memory.

use std::fs;
use std::time::Instant;

/// The state before a piece of work.
pub(crate) struct Usage {
    wall: Instant,
    processor: Option<f64>,
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
            (Some(before), Some(after)) => after - before,
            _ => self.wall.elapsed().as_secs_f64(),
        };
        (seconds, peak().unwrap_or_default())
    }
}

/// Seconds that all threads of the process have run, those that have ended too.
#[cfg(unix)]
fn processor() -> Option<f64> {
    use nix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).ok()?;
    Some(std::time::Duration::from(time).as_secs_f64())
}

#[cfg(not(unix))]
fn processor() -> Option<f64> {
    None
}

/// Seconds that all processes have run that this one has started and waited for.
#[cfg(unix)]
pub(crate) fn of_children() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Some(microseconds as f64 / 1e6)
}

#[cfg(not(unix))]
pub(crate) fn of_children() -> Option<f64> {
    None
}

/// The high-water mark of memory in use, in bytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
