//! Time that the thread was on a processor.

#[cfg(unix)]
pub(crate) struct Clock(rustix::time::Timespec);

#[cfg(unix)]
impl Clock {
    pub(crate) fn start() -> Self {
        Self(rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime))
    }

    pub(crate) fn seconds(&self) -> f64 {
        let now = Self::start().0;
        (now.tv_sec - self.0.tv_sec) as f64 + (now.tv_nsec - self.0.tv_nsec) as f64 / 1e9
    }
}

/// Elsewhere the time on the wall has to do.
#[cfg(not(unix))]
pub(crate) struct Clock(std::time::Instant);

#[cfg(not(unix))]
impl Clock {
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
