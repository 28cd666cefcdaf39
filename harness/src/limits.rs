//! Bounds on a process, and what it took.

use serde::{Deserialize, Serialize};

/// What a document may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Seconds of processor time, for each process.
    pub seconds: u64,
    /// Megabytes of address space, for each process.
    pub megabytes: u64,
}

/// What something took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Seconds of processor time: robust on a machine with other work.
    pub seconds: f64,
    /// The most memory that was resident at once, in megabytes.
    pub megabytes: f64,
}

impl From<bindery_bench_support::Cost> for Cost {
    fn from(cost: bindery_bench_support::Cost) -> Self {
        Self { seconds: cost.processor, megabytes: cost.memory as f64 / 1_048_576.0 }
    }
}

/// What this process took so far.
pub fn own() -> Cost {
    bindery_bench_support::own().into()
}

/// What the processes took that this one started and that have ended.
pub fn children() -> Cost {
    bindery_bench_support::of_children().into()
}

/// Bounds this process and those that it starts.
#[cfg(unix)]
pub fn bind(bounds: Bounds) -> Result<(), String> {
    use nix::sys::resource::{Resource, setrlimit};
    let said = |error: nix::Error| format!("cannot bound the process: {error}");
    let bytes = bounds.megabytes.saturating_mul(1 << 20);
    setrlimit(Resource::RLIMIT_CPU, bounds.seconds, bounds.seconds).map_err(said)?;
    setrlimit(Resource::RLIMIT_AS, bytes, bytes).map_err(said)
}

/// There are no bounds here.
#[cfg(not(unix))]
pub fn bind(_: Bounds) -> Result<(), String> {
    Ok(())
}
