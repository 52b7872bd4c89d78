//! The threads that articles are read and extracted on.
//!
//! A process that was forked (`multiprocessing`, the workers of Spark) has none of its parent's threads, so a pool belongs to
//! one process and is made anew in another.

use std::mem;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::errors::internal_error;

/// Threads, made when they are first needed.
pub struct Pool {
    /// Their number; 0 stands for one for each core.
    threads: usize,
    /// The process that made them, and the threads.
    made: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

impl Pool {
    /// So many threads.
    pub fn new(threads: usize) -> Self {
        Self { threads, made: Mutex::new(None) }
    }

    /// Does `work` on these threads, and waits for it.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> PyResult<T> {
        Ok(self.pool()?.install(work))
    }

    fn pool(&self) -> PyResult<Arc<ThreadPool>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.as_ref() {
            Some((process, pool)) if *process == process::id() => return Ok(Arc::clone(pool)),
            // Ending threads that are not here would wait for ever.
            Some(_) => mem::forget(made.take()),
            None => {}
        }
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = Arc::new(pool.map_err(|error| internal_error(&error.to_string()))?);
        *made = Some((process::id(), Arc::clone(&pool)));
        Ok(pool)
    }
}
