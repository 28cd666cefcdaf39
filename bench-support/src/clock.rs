//! Clocks of processor time.

use std::time::Instant;

/// A clock of processor time.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    of: Of,
    start: Option<f64>,
    wall: Instant,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Thread,
    Process,
}

impl Clock {
    /// Starts a clock of this thread's processor time.
    #[must_use]
    pub fn of_thread() -> Self {
        Self::start(Of::Thread)
    }

    /// Starts a clock of the processor time of all threads of this process, including ended ones.
    #[must_use]
    pub fn of_process() -> Self {
        Self::start(Of::Process)
    }

    fn start(of: Of) -> Self {
        Self { of, start: now(of), wall: Instant::now() }
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        match (self.start, now(self.of)) {
            (Some(start), Some(now)) => now - start,
            _ => self.wall(),
        }
    }

    /// Wall time in seconds since the start.
    #[must_use]
    pub fn wall(&self) -> f64 {
        self.wall.elapsed().as_secs_f64()
    }
}

#[cfg(unix)]
fn now(of: Of) -> Option<f64> {
    use nix::time::{ClockId, clock_gettime};
    let clock = match of {
        Of::Thread => ClockId::CLOCK_THREAD_CPUTIME_ID,
        Of::Process => ClockId::CLOCK_PROCESS_CPUTIME_ID,
    };
    let time = clock_gettime(clock).ok()?;
    Some(time.tv_sec() as f64 + time.tv_nsec() as f64 / 1e9)
}

#[cfg(not(unix))]
fn now(_: Of) -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use std::hint::black_box;

    /// Works until the clock has advanced. The clock of the process must advance at least as far as that of the thread.
    #[test]
    fn clocks_count_what_a_thread_does() {
        let (process, thread) = (Clock::of_process(), Clock::of_thread());
        let mut sum = 0_u64;
        while thread.seconds() < 1e-3 {
            sum = (0..10_000_u64).fold(sum, |sum, each| black_box(sum.wrapping_add(each)));
        }
        assert!(process.seconds() >= 1e-3 && thread.wall() > 0.0, "{sum}");
    }
}
