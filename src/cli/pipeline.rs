//! An ordered parallel pipeline: one thread reads, all cores work, and the caller receives the results in reading
//! order.
//!
//! It is bounded by number and by size of items, so that memory stays flat however much faster reading is than work.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::interrupt::Interrupt;
use crate::extract::batch_length;

/// Most items in the pipeline. So many that neither one long article nor a commit keeps the cores waiting: while the
/// engine flushes a few thousand articles, nobody receives results.
const MAX_ITEMS: usize = 384;

/// Most bytes in the pipeline; a larger item passes alone.
const MAX_BYTES: usize = 32 << 20;

/// How much the priority of worker threads is lowered (a nice value).
#[cfg(target_os = "linux")]
const WORKER_NICE: i32 = 5;

/// How often a waiting receiver checks whether it was interrupted.
const INTERRUPT_CHECK: Duration = Duration::from_millis(100);

/// Runs `read` on a thread of its own and `work` on all cores, and returns the results in reading order. `work`
/// receives one or several items, and returns one result for each of them.
pub(super) fn run<I: Send + 'static, O: Send + 'static>(
    read: impl FnOnce(&Sender<I, O>) + Send + 'static,
    work: impl Fn(Vec<I>) -> Vec<O> + Send + Sync + 'static,
    interrupt: Interrupt,
) -> OrderedResults<O> {
    let (slots, results) = mpsc::sync_channel(MAX_ITEMS);
    let budget = Arc::new(ByteBudget::default());
    let queue = Arc::new(WorkQueue { tasks: SharedQueue::default(), work: Box::new(work) });
    let sender = Sender { slots, budget: Arc::clone(&budget), queue };
    // The thread is not joined: after an interrupt it may still be reading from a pipe that never ends.
    thread::spawn(move || read(&sender));
    OrderedResults { results, budget, interrupt }
}

/// Where the reading thread sends items.
pub(super) struct Sender<I, O> {
    slots: SyncSender<(usize, Receiver<O>)>,
    budget: Arc<ByteBudget>,
    queue: Arc<WorkQueue<I, O>>,
}

impl<I: Send + 'static, O: Send + 'static> Sender<I, O> {
    /// Sends an item of that size; blocks while the pipeline is full. False when the results are no longer wanted.
    pub(super) fn send(&self, item: I, size: usize) -> bool {
        if !self.budget.acquire(size) {
            return false;
        }
        let (output, slot) = mpsc::sync_channel(1);
        if self.slots.send((size, slot)).is_err() {
            return false;
        }
        self.queue.tasks.push(Task { item, size, output });
        let queue = Arc::clone(&self.queue);
        // One job for each item. Jobs that find the queue empty, because others have taken several items, do nothing.
        rayon::spawn(move || queue.work_on_some());
        true
    }
}

/// The items that wait for a worker.
struct WorkQueue<I, O> {
    tasks: SharedQueue<Task<I, O>>,
    work: Box<dyn Fn(Vec<I>) -> Vec<O> + Send + Sync>,
}

/// An item, its size, and where to send its result.
struct Task<I, O> {
    item: I,
    size: usize,
    output: SyncSender<O>,
}

impl<I, O> WorkQueue<I, O> {
    /// Works on the oldest items, up to this core's share of them.
    fn work_on_some(&self) {
        lower_priority();
        let tasks = self.tasks.take_some(|waiting| {
            // Every core should find work.
            let share = waiting.len().div_ceil(rayon::current_num_threads());
            batch_length(waiting.iter().take(share).map(|task| task.size))
        });
        let (items, outputs): (Vec<I>, Vec<_>) =
            tasks.into_iter().map(|Task { item, output, .. }| (item, output)).unzip();
        if items.is_empty() {
            return;
        }
        for (result, output) in (self.work)(items).into_iter().zip(outputs) {
            // Sending fails when the receiver was dropped: the result is no longer wanted.
            let _ = output.send(result);
        }
    }
}

/// Lowers the priority of this worker thread below that of the reader and of the writer, which receives the results.
///
/// There is only one writer. With no more than its share of the cores it would fall behind the workers, which would
/// then wait at every commit, and everything would wait for it at the end. Only Linux has a priority for each thread.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    {
        thread_local! {
            static LOWERED: () = {
                // Without it the results are the same, only slower.
                let _ = rustix::process::nice(WORKER_NICE);
            };
        }
        LOWERED.with(|()| ());
    }
}

/// The results, in reading order.
pub(super) struct OrderedResults<O> {
    results: Receiver<(usize, Receiver<O>)>,
    budget: Arc<ByteBudget>,
    interrupt: Interrupt,
}

impl<O> Iterator for OrderedResults<O> {
    type Item = O;

    /// The next result; `None` at the end, or after an interrupt when nothing is in the pipeline.
    fn next(&mut self) -> Option<O> {
        let (size, slot) = loop {
            match self.results.recv_timeout(INTERRUPT_CHECK) {
                Ok(slot) => break slot,
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if self.interrupt.is_requested() => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        let result = slot.recv().ok();
        self.budget.release(size);
        result
    }
}

impl<O> Drop for OrderedResults<O> {
    fn drop(&mut self) {
        self.budget.close();
    }
}

/// Limits how many bytes are in the pipeline.
#[derive(Default)]
struct ByteBudget {
    state: Mutex<BudgetState>,
    changed: Condvar,
}

#[derive(Default)]
struct BudgetState {
    used: usize,
    closed: bool,
}

impl ByteBudget {
    /// Blocks until there is room for so many bytes; false when the budget is closed.
    fn acquire(&self, size: usize) -> bool {
        let is_full = |state: &mut BudgetState| !state.closed && state.used > 0 && state.used + size > MAX_BYTES;
        let mut state = self.changed.wait_while(self.state(), is_full).unwrap_or_else(PoisonError::into_inner);
        state.used += size;
        !state.closed
    }

    fn release(&self, size: usize) {
        self.state().used -= size;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, BudgetState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A queue that one thread fills while another empties it.
#[derive(Debug)]
pub(super) struct SharedQueue<T>(Mutex<VecDeque<T>>);

impl<T> Default for SharedQueue<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> SharedQueue<T> {
    pub(super) fn push(&self, item: T) {
        self.items().push_back(item);
    }

    pub(super) fn take_all(&self) -> VecDeque<T> {
        std::mem::take(&mut self.items())
    }

    /// The oldest items: as many as `count` says, or as there are.
    fn take_some(&self, count: impl FnOnce(&VecDeque<T>) -> usize) -> VecDeque<T> {
        let mut items = self.items();
        let count = count(&items).min(items.len());
        items.drain(..count).collect()
    }

    fn items(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::extract::BATCH_SIZE;

    #[test]
    fn results_are_ordered_and_the_pipeline_is_bounded() {
        let read = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&read);
        let reader = move |sender: &Sender<usize, usize>| {
            for item in 0..1000 {
                count.fetch_add(1, Ordering::SeqCst);
                assert!(sender.send(item, 1));
            }
        };
        let slow_first = |items: Vec<usize>| {
            assert!((1..=BATCH_SIZE).contains(&items.len()));
            thread::sleep(Duration::from_micros((1000 - items[0] as u64) / 4));
            items
        };
        let mut received = Vec::new();
        for item in run(reader, slow_first, Interrupt::never()) {
            received.push(item);
            assert!(read.load(Ordering::SeqCst) <= received.len() + MAX_ITEMS + 2);
        }
        assert_eq!(received, (0..1000).collect::<Vec<_>>());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_have_a_lower_priority_than_the_receiver() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let reader = |sender: &Sender<(), i32>| assert!(sender.send((), 1));
        let seen: Vec<i32> = run(reader, move |_| vec![priority()], Interrupt::never()).collect();
        // No priority is lower than 19.
        assert_eq!(seen, [(priority() + WORKER_NICE).min(19)]);
    }

    #[test]
    fn large_items_wait_and_dropping_the_results_ends_the_reader() {
        let most = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&most);
        let (ended, end) = mpsc::channel();
        let reader = move |sender: &Sender<(), ()>| {
            let mut sent = 0;
            while sender.send((), MAX_BYTES / 2) {
                sent += 1;
                seen.fetch_max(sent, Ordering::SeqCst);
            }
            ended.send(sent).unwrap();
        };
        let mut results = run(reader, |items| items, Interrupt::never());
        assert_eq!(results.next(), Some(()));
        thread::sleep(Duration::from_millis(20));
        assert!(most.load(Ordering::SeqCst) <= 3);
        drop(results);
        assert!(end.recv().unwrap() <= 3);
    }
}
