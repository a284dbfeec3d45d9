//! One producer, several workers, one consumer that gets what they made in the producer's order.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What the producer hands things to; it says when nothing more is wanted.
pub(crate) type Sink<'s, T> = &'s mut dyn FnMut(T) -> ControlFlow<()>;

struct Queue<T> {
    waiting: VecDeque<(u64, usize, T)>,
    /// Weight of all that is produced and not yet consumed.
    under_way: usize,
    closed: bool,
    cancelled: bool,
}

struct Shared<T> {
    queue: Mutex<Queue<T>>,
    more: Condvar,
    room: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Queue<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room, then queues a thing.
    fn put(&self, number: u64, weight: usize, thing: T, window: usize) -> ControlFlow<()> {
        let full = |q: &mut Queue<T>| !q.cancelled && q.under_way > 0 && q.under_way + weight > window;
        let mut queue = self.room.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if queue.cancelled {
            return ControlFlow::Break(());
        }
        queue.under_way += weight;
        queue.waiting.push_back((number, weight, thing));
        self.more.notify_one();
        ControlFlow::Continue(())
    }

    fn take(&self) -> Option<(u64, usize, T)> {
        let idle = |q: &mut Queue<T>| !q.cancelled && !q.closed && q.waiting.is_empty();
        let mut queue = self.more.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        if queue.cancelled { None } else { queue.waiting.pop_front() }
    }

    fn release(&self, weight: usize) {
        self.lock().under_way -= weight;
        self.room.notify_one();
    }

    fn close(&self, cancelled: bool) {
        let mut queue = self.lock();
        queue.closed = true;
        queue.cancelled |= cancelled;
        self.more.notify_all();
        self.room.notify_all();
    }
}

/// Closes the queue even when its thread ends by a panic, so that no other waits for ever.
struct Closing<'s, T>(&'s Shared<T>);

impl<T> Drop for Closing<'_, T> {
    fn drop(&mut self) {
        self.0.close(std::thread::panicking());
    }
}

/// Runs the three at once: `threads` workers, beside the producer and the caller's thread as the consumer.
/// With one thread all is done in turn in the caller's.
///
/// At most `window` of `weight` is under way (or one thing, if it weighs more). An error of the consumer
/// stops all.
pub(crate) fn in_order<T: Send, U: Send, E>(
    threads: usize,
    window: usize,
    weight: impl Fn(&T) -> usize + Sync,
    produce: impl FnOnce(Sink<'_, T>) + Send,
    work: impl Fn(T) -> U + Sync,
    mut consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    if threads <= 1 {
        let mut result = Ok(());
        produce(&mut |thing| {
            result = consume(work(thing));
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        return result;
    }
    let queue = Queue { waiting: VecDeque::new(), under_way: 0, closed: false, cancelled: false };
    let shared = Shared { queue: Mutex::new(queue), more: Condvar::new(), room: Condvar::new() };
    let (shared, work, weight) = (&shared, &work, &weight);
    let (sender, receiver) = mpsc::channel::<(u64, usize, U)>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let _closing = Closing(shared);
            let mut number = 0;
            produce(&mut |thing| {
                let flow = shared.put(number, weight(&thing), thing, window);
                number += 1;
                flow
            });
        });
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some((number, weight, thing)) = shared.take() {
                    if sender.send((number, weight, work(thing))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, weight, made) in receiver {
            early.insert(number, (weight, made));
            while let Some((weight, made)) = early.remove(&next) {
                next += 1;
                if let Err(e) = consume(made) {
                    shared.close(true);
                    return Err(e);
                }
                shared.release(weight);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    proptest! {
        #[test]
        fn the_order_is_the_producers_and_the_window_holds(
            weights in proptest::collection::vec(0_usize..40, 0..80), threads in 1_usize..6
        ) {
            let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut seen = Vec::new();
            let result: Result<(), ()> = in_order(
                threads,
                50,
                |&(_, w)| w,
                |sink| for thing in weights.iter().copied().enumerate() {
                    if sink(thing).is_break() { return; }
                },
                |(n, w)| {
                    let sum = now.fetch_add(w, Ordering::SeqCst) + w;
                    most.fetch_max(sum, Ordering::SeqCst);
                    (n, w)
                },
                |(n, w)| { now.fetch_sub(w, Ordering::SeqCst); seen.push(n); Ok(()) },
            );
            prop_assert_eq!(result, Ok(()));
            prop_assert_eq!(seen, (0..weights.len()).collect::<Vec<_>>());
            prop_assert!(most.load(Ordering::SeqCst) <= 50 + 40);
        }

        #[test]
        fn an_error_of_the_consumer_stops_all(threads in 1_usize..5, stop in 0_usize..50) {
            let result = in_order(
                threads,
                10,
                |_| 3,
                |sink| for n in 0.. { if sink(n).is_break() { return; } },
                |n: usize| n,
                |n| if n == stop { Err(n) } else { Ok(()) },
            );
            prop_assert_eq!(result, Err(stop));
        }
    }
}
