//! Runs the same function on many elements, on several processors if there are enough of them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many elements a thread takes at a time.
const CHUNK: usize = 16;
/// The number of chunks that make another thread worthwhile.
const LEAST_CHUNKS: usize = 4;
/// More threads do not help: the work before and after is sequential.
const MOST_THREADS: usize = 8;
/// The stack size of a thread in bytes, for deeply nested types. 2 MB is the default of the standard library.
const STACK: usize = 8 << 20;

/// The results of `work` for all elements, in their order.
pub(super) fn map<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let threads = processors.min(all.len() / (CHUNK * LEAST_CHUNKS));
    if threads < 2 {
        return all.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            let Some(elements) = all.chunks(CHUNK).nth(chunk) else { return done };
            done.push((chunk, elements.iter().map(&work).collect()));
        }
    };
    let mut done = thread::scope(|scope| {
        let start = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        // If the system refuses more threads, the existing ones do the work.
        let others: Vec<_> = (1..threads).filter_map(|_| start().ok()).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(chunk, _)| *chunk);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_however_many_there_are() {
        for count in [0, 1, CHUNK * LEAST_CHUNKS, 10_007] {
            let all: Vec<usize> = (0..count).collect();
            assert_eq!(map(&all, |each| each * 2), all.iter().map(|each| each * 2).collect::<Vec<_>>());
        }
    }
}
