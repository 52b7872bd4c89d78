//! Answers that were given, for those who ask the same again.
//!
//! What one asks, colleagues ask too, and a frequent word is expensive: its answer is made once for all who want it at
//! the same time, and kept until the index changes. Bounded in bytes, so memory stays flat.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderMap;
use lru::LruCache;
use tokio::sync::OnceCell;

/// The most bytes of all answers that are kept.
const MAX_BYTES: usize = 32 << 20;
/// The most answers.
const MAX_ANSWERS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// An answer as it was given.
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// The answer to one address, once it is made.
pub(super) type Promise = Arc<OnceCell<Answer>>;

/// The answers that are kept, for one state of the index.
pub(super) struct Answers(Mutex<Kept>);

struct Kept {
    state: u64,
    /// With each the bytes that count for it: none until it is made.
    answers: LruCache<String, (Promise, usize)>,
    bytes: usize,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept { state: 0, answers: LruCache::new(MAX_ANSWERS), bytes: 0 }))
    }

    /// The answer to `address`, to be made by whoever comes first.
    pub(super) fn promise(&self, state: u64, address: &str) -> Promise {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != state {
            *kept = Kept { state, answers: LruCache::new(MAX_ANSWERS), bytes: 0 };
        }
        if let Some((promise, _)) = kept.answers.get(address) {
            return Arc::clone(promise);
        }
        let promise = Promise::default();
        if let Some((_, (_, bytes))) = kept.answers.push(address.to_owned(), (Arc::clone(&promise), 0)) {
            kept.bytes -= bytes;
        }
        promise
    }

    /// Counts an answer that is made, once; those that nobody has asked for longest make room.
    pub(super) fn count(&self, address: &str, promise: &Promise, bytes: usize) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.answers.peek_mut(address).filter(|(known, _)| Arc::ptr_eq(known, promise));
        let Some((_, counted)) = known else { return };
        *counted = bytes;
        kept.bytes += bytes;
        while kept.bytes > MAX_BYTES {
            let Some((_, (_, bytes))) = kept.answers.pop_lru() else { break };
            kept.bytes -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(answers: &Answers, state: u64, address: &str, bytes: usize) -> Promise {
        let promise = answers.promise(state, address);
        let answer = Answer { headers: HeaderMap::new(), body: Bytes::from(vec![0; bytes]) };
        assert!(promise.set(answer).is_ok());
        answers.count(address, &promise, bytes);
        promise
    }

    #[test]
    fn an_answer_is_kept_until_the_index_changes() {
        let answers = Answers::new();
        let first = made(&answers, 1, "/search?q=the", 10);
        assert!(Arc::ptr_eq(&first, &answers.promise(1, "/search?q=the")));
        assert!(answers.promise(1, "/search?q=a").get().is_none());
        assert!(answers.promise(2, "/search?q=the").get().is_none());
        assert!(answers.promise(1, "/search?q=the").get().is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let answers = Answers::new();
        let bytes = MAX_BYTES / 4;
        for number in 0..5 {
            made(&answers, 1, &number.to_string(), bytes);
        }
        assert!(answers.0.lock().unwrap().bytes <= MAX_BYTES);
        assert!(answers.promise(1, "0").get().is_none(), "nobody has asked for it longest");
        assert!(answers.promise(1, "4").get().is_some());
        for number in 0..2 * MAX_ANSWERS.get() {
            made(&answers, 1, &format!("small {number}"), 1);
        }
        let kept = answers.0.lock().unwrap();
        assert_eq!((kept.answers.len(), kept.bytes), (MAX_ANSWERS.get(), MAX_ANSWERS.get()));
    }
}
