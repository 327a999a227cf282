//! Reader → bounded channel → worker threads → writer, in input order and constant memory.
//!
//! Records travel in batches; a fixed number of batches is in flight, so that neither a fast reader nor one slow
//! report makes the memory grow. What comes out is the same on any number of threads.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crossbeam_channel::bounded;

use crate::error::Result;

/// Records that travel together at most.
const BATCH_RECORDS: usize = 32;

/// Bytes of text after which a batch is full; one large report travels alone.
const BATCH_BYTES: usize = 64 * 1024;

/// Batches in flight for each thread.
const IN_FLIGHT: usize = 4;

/// The number of threads to use where the user names none.
pub fn default_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Runs `work` over everything `source` gives, on `threads` threads, and hands the results to `sink` in the order of the source.
///
/// `size` is the weight of one record in bytes. Each thread makes its own `scratch` once.
///
/// ```
/// use std::num::NonZeroUsize;
/// let words = ["Homs", "Hama", "Idlib"];
/// let mut lengths = Vec::new();
/// sitmap::stream::run(words.into_iter(), NonZeroUsize::MIN, |w| w.len(), || (), |(), w| w.len(), |n| {
///     lengths.push(n);
///     Ok(())
/// })?;
/// assert_eq!(lengths, [4, 4, 5]);
/// # Ok::<(), sitmap::Error>(())
/// ```
///
/// # Errors
/// The first error of `sink`; what is still on its way is then dropped.
pub fn run<T: Send, U: Send, S>(
    source: impl Iterator<Item = T> + Send,
    threads: NonZeroUsize,
    size: impl Fn(&T) -> usize + Send,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> U + Sync,
    mut sink: impl FnMut(U) -> Result<()>,
) -> Result<()> {
    let in_flight = threads.get() * IN_FLIGHT;
    // A permit a batch: the reader takes one, the writer gives it back.
    let (give, permits) = bounded::<()>(in_flight);
    for _ in 0..in_flight {
        let _ = give.send(());
    }
    let (feed, fed) = bounded::<(u64, Vec<T>)>(in_flight);
    let (done, results) = bounded::<(u64, Vec<U>)>(in_flight);
    let (scratch, work) = (&scratch, &work);
    // The channels move in: where the sink fails, they close, and with them the threads end.
    std::thread::scope(move |scope| {
        scope.spawn(move || {
            for (number, batch) in (0..).zip(Batches { source, size }) {
                if permits.recv().is_err() || feed.send((number, batch)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads.get() {
            let (fed, done) = (fed.clone(), done.clone());
            scope.spawn(move || {
                let mut own = scratch();
                for (number, batch) in fed {
                    let out = batch.into_iter().map(|record| work(&mut own, record)).collect();
                    if done.send((number, out)).is_err() {
                        return;
                    }
                }
            });
        }
        drop((fed, done));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, batch) in results {
            waiting.insert(number, batch);
            while let Some(batch) = waiting.remove(&next) {
                batch.into_iter().try_for_each(&mut sink)?;
                next += 1;
                let _ = give.try_send(());
            }
        }
        Ok(())
    })
}

/// Records of `source` in batches, by number and weight.
struct Batches<I, F> {
    source: I,
    size: F,
}

impl<T, I: Iterator<Item = T>, F: Fn(&T) -> usize> Iterator for Batches<I, F> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
            let Some(record) = self.source.next() else { break };
            bytes += (self.size)(&record);
            batch.push(record);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).expect("not zero")
    }

    #[test]
    fn order_holds_on_any_number_of_threads() {
        for count in [1, 2, 7] {
            let mut out = Vec::new();
            let slow_now_and_then = |(): &mut (), n: u64| {
                if n.is_multiple_of(97) {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
                n * 2
            };
            run(
                0..5_000u64,
                threads(count),
                |_| 1_000,
                || (),
                slow_now_and_then,
                |n| {
                    out.push(n);
                    Ok(())
                },
            )
            .expect("no error");
            assert!(out.iter().copied().eq((0..5_000).map(|n| n * 2)));
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_it() {
        let mut seen = 0;
        let result = run(
            0..,
            threads(2),
            |_: &u64| 1,
            || (),
            |(), n| n,
            |n| {
                seen += 1;
                if n == 100 { Err(Error::data("full")) } else { Ok(()) }
            },
        );
        assert_eq!(result.unwrap_err().to_string(), "full");
        assert_eq!(seen, 101);
    }

    #[test]
    fn a_writer_that_waits_holds_the_reader_back() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (read, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let source = (0..2_000usize).inspect(|_| {
            read.fetch_add(1, Ordering::SeqCst);
        });
        run(
            source,
            threads(2),
            |_| BATCH_BYTES,
            || (),
            |(), n| n,
            |_| {
                let ahead = read.load(Ordering::SeqCst) - written.fetch_add(1, Ordering::SeqCst);
                assert!(ahead <= 2 * IN_FLIGHT * 2 + 4, "{ahead} batches in memory");
                Ok(())
            },
        )
        .expect("no error");
    }
}
