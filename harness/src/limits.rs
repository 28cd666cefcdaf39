//! Bounds on a process, and what it took.

use serde::{Deserialize, Serialize};

/// What a document may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Seconds of processor time, for each process.
    pub(crate) seconds: u64,
    /// Megabytes of address space, for each process.
    pub(crate) megabytes: u64,
}

/// What something took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Seconds of processor time, in user mode: robust on a machine with other work.
    pub(crate) seconds: f64,
    /// The most memory that was resident at once, in megabytes.
    pub(crate) megabytes: f64,
}

#[cfg(unix)]
mod unix {
    use super::{Bounds, Cost};
    use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};

    /// Bounds this process and those that it starts.
    pub(crate) fn bind(bounds: Bounds) -> Result<(), String> {
        let said = |error: nix::Error| format!("cannot bound the process: {error}");
        let bytes = bounds.megabytes.saturating_mul(1 << 20);
        setrlimit(Resource::RLIMIT_CPU, bounds.seconds, bounds.seconds).map_err(said)?;
        setrlimit(Resource::RLIMIT_AS, bytes, bytes).map_err(said)
    }

    /// What this process took so far.
    pub(crate) fn own() -> Cost {
        cost(UsageWho::RUSAGE_SELF)
    }

    /// What the processes took that this one started and that have ended.
    pub(crate) fn children() -> Cost {
        cost(UsageWho::RUSAGE_CHILDREN)
    }

    fn cost(of: UsageWho) -> Cost {
        let Ok(usage) = getrusage(of) else { return Cost::default() };
        let time = usage.user_time();
        // Linux counts in kilobytes, Darwin in bytes.
        let unit = if cfg!(target_vendor = "apple") { 1_048_576.0 } else { 1024.0 };
        Cost { seconds: time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6, megabytes: usage.max_rss() as f64 / unit }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use super::{Bounds, Cost};

    /// There are no bounds here.
    pub(crate) fn bind(_: Bounds) -> Result<(), String> {
        Ok(())
    }

    /// Not measured here.
    pub(crate) fn own() -> Cost {
        Cost::default()
    }

    /// Not measured here.
    pub(crate) fn children() -> Cost {
        Cost::default()
    }
}

#[cfg(not(unix))]
pub(crate) use elsewhere::{bind, children, own};
#[cfg(unix)]
pub(crate) use unix::{bind, children, own};
