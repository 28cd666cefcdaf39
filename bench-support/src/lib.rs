//! Measures processor time and memory for the benchmarks: of a thread ([`Clock`]), of this process ([`Stopwatch`], [`own`]), and of a
//! command with all processes that it starts ([`run`]).
//!
//! Times are processor time, which depends little on other work of the machine. On systems without such a clock, [`Clock`] and
//! [`Stopwatch`] use wall time, and [`run`] fails because it needs Unix.

mod clock;
mod command;
mod stopwatch;

pub use clock::Clock;
pub use command::{Ended, Failure, Outcome, main, run, serve};
pub use stopwatch::Stopwatch;

/// The resources that some work used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Processor time of all threads in seconds, user and system.
    pub processor: f64,
    /// Wall time in seconds.
    pub wall: f64,
    /// The peak memory of a single process, in bytes.
    pub memory: u64,
}

/// The usage of this process since its start, without wall time.
#[must_use]
pub fn own() -> Cost {
    usage::own()
}

/// The usage of all child processes that have ended, and of theirs, without wall time. The memory is that of the largest one, which
/// initially is as large as its parent; [`run`] avoids that.
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
