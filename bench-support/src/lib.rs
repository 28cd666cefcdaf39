//! What work takes of the processor and of memory, for the benchmarks: of a thread ([`Clock`]), of this process
//! ([`Stopwatch`], [`own`]), and of another one with all that it starts ([`run`]).
//!
//! Times are those of the processor, which other work on the machine lengthens little. Where there is no such clock,
//! [`Clock`] and [`Stopwatch`] take that on the wall, and [`run`] says that it needs Unix.

mod clock;
mod command;
mod stopwatch;

pub use clock::Clock;
pub use command::{Ended, Failure, Outcome, main, run, serve};
pub use stopwatch::Stopwatch;

/// What some work took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Seconds of the processor, for the user and in the system, of all threads.
    pub processor: f64,
    /// Seconds on the wall.
    pub wall: f64,
    /// The most bytes of memory that one process had in use at once.
    pub memory: u64,
}

/// What this process took since it began; no time on the wall.
#[must_use]
pub fn own() -> Cost {
    usage::own()
}

/// What the processes took that this one has started and waited for, and theirs; no time on the wall. The memory is that of
/// the largest of them, which in the beginning is as large as the one that starts it: [`run`] does without that.
#[must_use]
pub fn of_children() -> Cost {
    usage::of_children()
}

#[cfg(unix)]
mod usage {
    use super::Cost;
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    pub(crate) fn own() -> Cost {
        of(UsageWho::RUSAGE_SELF)
    }

    pub(crate) fn of_children() -> Cost {
        of(UsageWho::RUSAGE_CHILDREN)
    }

    fn of(whom: UsageWho) -> Cost {
        let Ok(usage) = getrusage(whom) else { return Cost::default() };
        let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        // Linux counts kilobytes, Darwin bytes (getrusage(2) of both).
        let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
        Cost {
            processor: seconds(usage.user_time()) + seconds(usage.system_time()),
            wall: 0.0,
            memory: u64::try_from(usage.max_rss()).unwrap_or_default() * unit,
        }
    }
}

#[cfg(not(unix))]
mod usage {
    use super::Cost;

    pub(crate) fn own() -> Cost {
        Cost::default()
    }

    pub(crate) fn of_children() -> Cost {
        Cost::default()
    }
}
