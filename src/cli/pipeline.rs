//! Work in a row that overlaps: one thread reads, all cores work, and the caller takes what comes of it, in the order in
//! which it was read.
//!
//! Bounded twice, by pieces and by their size, so that memory stays flat however much faster reading is than work. The
//! order is that of reading, whatever the cores do.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::interrupt::Interrupt;
use crate::extract::how_many;

/// Most pieces on their way. Enough that neither one long article nor a commit lets the cores wait: while the engine
/// writes what a few thousand articles have left in its buffer, nobody takes what comes of the pieces.
const PIECES: usize = 384;

/// Most bytes on their way; a piece larger than that goes alone.
const BYTES: usize = 32 << 20;

/// How much lower than that of other threads the priority is by which cores work on pieces.
#[cfg(target_os = "linux")]
const BEHIND: i32 = 5;

/// How often somebody who waits looks whether an end was asked for.
const LOOK: Duration = Duration::from_millis(100);

/// Where the reader puts pieces.
pub(super) struct Feed<P, D> {
    slots: SyncSender<(usize, Receiver<D>)>,
    room: Arc<Room>,
    bench: Arc<Bench<P, D>>,
}

/// Where pieces wait until a core takes some of them.
struct Bench<P, D> {
    waiting: Notes<Waiting<P, D>>,
    work: Box<dyn Fn(Vec<P>) -> Vec<D> + Send + Sync>,
}

/// A piece, its size, and where what comes of it is wanted.
struct Waiting<P, D> {
    piece: P,
    size: usize,
    done: SyncSender<D>,
}

impl<P: Send + 'static, D: Send + 'static> Feed<P, D> {
    /// Sends a piece of that size on its way; waits while there is no room. False when nobody wants any more.
    pub(super) fn send(&self, piece: P, size: usize) -> bool {
        if !self.room.take(size) {
            return false;
        }
        let (done, slot) = mpsc::sync_channel(1);
        if self.slots.send((size, slot)).is_err() {
            return false;
        }
        self.bench.waiting.add(Waiting { piece, size, done });
        let bench = Arc::clone(&self.bench);
        // As often as there are pieces: who comes when others have taken them all has nothing to do.
        rayon::spawn(move || bench.work());
        true
    }
}

impl<P, D> Bench<P, D> {
    /// Works on the pieces that have waited longest, as many of them as is fair.
    fn work(&self) {
        give_way();
        let taken = self.waiting.some(|waiting| {
            // No core should have to wait for work because of it.
            let fair = waiting.len().div_ceil(rayon::current_num_threads());
            how_many(waiting.iter().take(fair).map(|waiting| waiting.size))
        });
        let (pieces, wanted): (Vec<P>, Vec<_>) =
            taken.into_iter().map(|Waiting { piece, done, .. }| (piece, done)).unzip();
        if pieces.is_empty() {
            return;
        }
        for (done, wanted) in (self.work)(pieces).into_iter().zip(wanted) {
            // When nobody takes what comes of it, that is what was wanted.
            let _ = wanted.send(done);
        }
    }
}

/// Lets this thread of many go behind whoever reads, takes what comes of the pieces, or writes it.
///
/// There is one writer, and nobody can take over from it. Given no more than its share of the cores it falls behind all who
/// work for it, and then they wait at every commit, and everybody waits for it at the end. Only Linux gives a
/// thread a priority of its own.
fn give_way() {
    #[cfg(target_os = "linux")]
    {
        thread_local! {
            static BEHIND_OTHERS: () = {
                // Without it all is as right, and a little slower.
                let _ = rustix::process::nice(BEHIND);
            };
        }
        BEHIND_OTHERS.with(|()| ());
    }
}

/// Runs `read` in a thread of its own and `work` on all cores; gives what comes of it, in order. `work` is given one piece
/// or several, and gives as much for each of them.
pub(super) fn run<P: Send + 'static, D: Send + 'static>(
    read: impl FnOnce(&Feed<P, D>) + Send + 'static,
    work: impl Fn(Vec<P>) -> Vec<D> + Send + Sync + 'static,
    interrupt: Interrupt,
) -> Results<D> {
    let (slots, results) = mpsc::sync_channel(PIECES);
    let room = Arc::new(Room::default());
    let bench = Arc::new(Bench { waiting: Notes::default(), work: Box::new(work) });
    let feed = Feed { slots, room: Arc::clone(&room), bench };
    // Not waited for: it may be reading from a pipe that never ends when an end is asked for.
    thread::spawn(move || read(&feed));
    Results { results, room, interrupt }
}

/// What comes of the pieces, in order.
pub(super) struct Results<D> {
    results: Receiver<(usize, Receiver<D>)>,
    room: Arc<Room>,
    interrupt: Interrupt,
}

impl<D> Iterator for Results<D> {
    type Item = D;

    /// The next; none at the end, or when an end was asked for and nothing is in hand.
    fn next(&mut self) -> Option<D> {
        let (size, slot) = loop {
            match self.results.recv_timeout(LOOK) {
                Ok(slot) => break slot,
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if self.interrupt.asked() => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        let done = slot.recv().ok();
        self.room.give(size);
        done
    }
}

impl<D> Drop for Results<D> {
    fn drop(&mut self) {
        self.room.close();
    }
}

/// How many bytes are on their way.
#[derive(Default)]
struct Room {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    taken: usize,
    closed: bool,
}

impl Room {
    fn take(&self, size: usize) -> bool {
        let full = |state: &mut State| !state.closed && state.taken > 0 && state.taken + size > BYTES;
        let mut state = self.changed.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        state.taken += size;
        !state.closed
    }

    fn give(&self, size: usize) {
        self.state().taken -= size;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A list that one thread fills while another empties it.
#[derive(Debug)]
pub(super) struct Notes<T>(Mutex<VecDeque<T>>);

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Notes<T> {
    pub(super) fn add(&self, note: T) {
        self.notes().push_back(note);
    }

    pub(super) fn take(&self) -> VecDeque<T> {
        std::mem::take(&mut self.notes())
    }

    /// The first ones, as many as `many` says, or as there are.
    fn some(&self, many: impl FnOnce(&VecDeque<T>) -> usize) -> VecDeque<T> {
        let mut notes = self.notes();
        let many = many(&notes).min(notes.len());
        notes.drain(..many).collect()
    }

    fn notes(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::extract::TOGETHER;

    #[test]
    fn results_come_in_order_and_never_too_many_are_on_their_way() {
        let read = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&read);
        let feed = move |feed: &Feed<usize, usize>| {
            for piece in 0..1000 {
                count.fetch_add(1, Ordering::SeqCst);
                assert!(feed.send(piece, 1));
            }
        };
        let slow_first = |pieces: Vec<usize>| {
            assert!((1..=TOGETHER).contains(&pieces.len()));
            thread::sleep(Duration::from_micros((1000 - pieces[0] as u64) / 4));
            pieces
        };
        let mut taken = Vec::new();
        for piece in run(feed, slow_first, Interrupt::never()) {
            taken.push(piece);
            assert!(read.load(Ordering::SeqCst) <= taken.len() + PIECES + 2);
        }
        assert_eq!(taken, (0..1000).collect::<Vec<_>>());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn whoever_works_on_pieces_goes_behind_whoever_takes_them() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let feed = |feed: &Feed<(), i32>| assert!(feed.send((), 1));
        let seen: Vec<i32> = run(feed, move |_| vec![priority()], Interrupt::never()).collect();
        // A machine has no lower one than 19.
        assert_eq!(seen, [(priority() + BEHIND).min(19)]);
    }

    #[test]
    fn large_pieces_wait_for_room_and_whoever_leaves_ends_the_reading() {
        let most = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&most);
        let (ended, end) = mpsc::channel();
        let feed = move |feed: &Feed<(), ()>| {
            let mut sent = 0;
            while feed.send((), BYTES / 2) {
                sent += 1;
                seen.fetch_max(sent, Ordering::SeqCst);
            }
            ended.send(sent).unwrap();
        };
        let mut results = run(feed, |pieces| pieces, Interrupt::never());
        assert_eq!(results.next(), Some(()));
        thread::sleep(Duration::from_millis(20));
        assert!(most.load(Ordering::SeqCst) <= 3);
        drop(results);
        assert!(end.recv().unwrap() <= 3);
    }
}
