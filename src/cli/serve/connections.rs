//! Takes connections and answers what comes in on them, so that no client can starve the others.
//!
//! A request must begin within [`HEAD_TIME`] and its head must be whole by then; a connection that waits longer is closed.
//! When there are [`MAX_CONNECTIONS`], a new one takes the place of the one that has waited longest without a
//! request under way. On a stop, requests under way are answered first.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::sleep;
use tower_service::Service;

/// How long a connection may wait for a request, and a request for the rest of its head.
const HEAD_TIME: Duration = Duration::from_secs(20);
/// The most connections at once: fewer than the files that a process may usually open.
const MAX_CONNECTIONS: usize = 512;
/// How long to wait when no connection can be taken.
const PAUSE: Duration = Duration::from_millis(20);

/// Answers until `stop`.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let (graceful, open) = (GracefulShutdown::new(), Arc::new(Connections::default()));
    tokio::pin!(stop);
    loop {
        let stream = tokio::select! {
            stream = next(&listener, &open) => stream,
            () = &mut stop => break,
        };
        let place = open.enter();
        let answering = {
            let (place, router) = (Arc::clone(&place), router.clone());
            service_fn(move |request| answer(router.clone(), Arc::clone(&place), request))
        };
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), answering));
        let open = Arc::clone(&open);
        tokio::spawn(async move {
            tokio::select! {
                // A client that breaks off is no error of ours.
                _ = connection => {}
                () = place.leave.notified() => {}
            }
            open.leave(place.number);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// The next connection, when there is a place for it.
async fn next(listener: &TcpListener, open: &Connections) -> TcpStream {
    loop {
        if open.make_room() {
            match listener.accept().await {
                Ok((stream, _)) => return stream,
                // The client is gone already, or too many files are open.
                Err(_) => sleep(PAUSE).await,
            }
        } else {
            sleep(PAUSE).await;
        }
    }
}

/// Answers one request. Meanwhile its connection keeps its place.
async fn answer(
    mut router: Router,
    place: Arc<Place>,
    request: Request<Incoming>,
) -> Result<axum::response::Response, Infallible> {
    place.wait(None);
    let response = router.call(request.map(Body::new)).await;
    place.wait(Some(Instant::now()));
    response
}

/// All open connections.
#[derive(Default)]
struct Connections {
    places: Mutex<Places>,
}

#[derive(Default)]
struct Places {
    next_number: u64,
    open: BTreeMap<u64, Arc<Place>>,
}

/// An open connection.
struct Place {
    number: u64,
    /// Since when there is no request of it under way.
    waiting_since: Mutex<Option<Instant>>,
    /// Told when it must go.
    leave: Notify,
}

impl Place {
    fn wait(&self, since: Option<Instant>) {
        *self.waiting_since.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    fn waiting_since(&self) -> Option<Instant> {
        *self.waiting_since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self) -> Arc<Place> {
        let mut places = self.places();
        let number = places.next_number;
        places.next_number += 1;
        let place = Arc::new(Place { number, waiting_since: Mutex::new(Some(Instant::now())), leave: Notify::new() });
        places.open.insert(number, Arc::clone(&place));
        place
    }

    fn leave(&self, number: u64) {
        self.places().open.remove(&number);
    }

    /// Whether there is room for one more; where there is none, the one that has waited longest has to go.
    fn make_room(&self) -> bool {
        let mut places = self.places();
        if places.open.len() < MAX_CONNECTIONS {
            return true;
        }
        let waiting = places.open.values().filter_map(|place| Some((place.waiting_since()?, place.number)));
        let Some((_, number)) = waiting.min() else { return false };
        if let Some(place) = places.open.remove(&number) {
            place.leave.notify_one();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_has_waited_longest_has_to_go() {
        let open = Connections::default();
        let places: Vec<_> = (0..MAX_CONNECTIONS).map(|_| open.enter()).collect();
        places[0].wait(None);
        places[1].wait(Some(Instant::now()));
        assert!(open.make_room());
        let left: Vec<u64> = open.places().open.keys().copied().take(3).collect();
        assert_eq!(left, [0, 1, 3]);
        assert!(open.make_room(), "there is room now");
        assert_eq!(open.places().open.len(), MAX_CONNECTIONS - 1);
    }

    #[test]
    fn whoever_is_answered_keeps_the_place() {
        let open = Connections::default();
        for _ in 0..MAX_CONNECTIONS {
            open.enter().wait(None);
        }
        assert!(!open.make_room());
        open.leave(7);
        assert!(open.make_room());
    }
}
