//! Limits for processes, and the resources that they used.

use serde::{Deserialize, Serialize};

/// The limits for a document.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Seconds of processor time, for each process.
    pub seconds: u64,
    /// Megabytes of address space, for each process.
    pub megabytes: u64,
}

/// Used resources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Seconds of processor time: robust on a busy machine.
    pub seconds: f64,
    /// The peak of resident memory, in megabytes.
    pub megabytes: f64,
}

impl From<bindery_bench_support::Cost> for Cost {
    fn from(cost: bindery_bench_support::Cost) -> Self {
        Self { seconds: cost.processor, megabytes: cost.memory as f64 / 1_048_576.0 }
    }
}

/// The resources that this process used so far.
pub fn own() -> Cost {
    bindery_bench_support::own().into()
}

/// The resources of child processes that have ended.
pub fn children() -> Cost {
    bindery_bench_support::of_children().into()
}

/// Limits this process and its children.
#[cfg(unix)]
pub fn bind(bounds: Bounds) -> Result<(), String> {
    use nix::sys::resource::{Resource, setrlimit};
    let failed = |error: nix::Error| format!("cannot bound the process: {error}");
    let bytes = bounds.megabytes.saturating_mul(1 << 20);
    setrlimit(Resource::RLIMIT_CPU, bounds.seconds, bounds.seconds).map_err(failed)?;
    setrlimit(Resource::RLIMIT_AS, bytes, bytes).map_err(failed)
}

/// Limits are not supported here.
#[cfg(not(unix))]
pub fn bind(_: Bounds) -> Result<(), String> {
    Ok(())
}
