use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::Tokens;
use crate::client::{
    BoxFuture, MockClock, MockTransport, Token, TokenContext, TokenError, TokenErrorKind, TokenProvider,
};
use crate::value::secret::Secret;

type Outcome = Result<Token, TokenError>;

/// A provider that returns tokens when the test opens it. Records which rejected tokens it is given.
#[derive(Clone, Default)]
struct Gate(Arc<Mutex<GateState>>);

#[derive(Default)]
struct GateState {
    ready: VecDeque<Outcome>,
    requests: usize,
    refused: Vec<Option<String>>,
}

impl Gate {
    fn open(&self, outcome: Outcome) {
        self.0.lock().unwrap().ready.push_back(outcome);
    }

    fn requests(&self) -> usize {
        self.0.lock().unwrap().requests
    }
}

impl TokenProvider for Gate {
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Outcome> {
        let mut state = self.0.lock().unwrap();
        state.requests += 1;
        state.refused.push(context.refused.map(|token| token.expose().to_owned()));
        Box::pin(std::future::poll_fn(|_| match self.0.lock().unwrap().ready.pop_front() {
            Some(outcome) => Poll::Ready(outcome),
            None => Poll::Pending,
        }))
    }
}

struct Bench {
    gate: Gate,
    clock: MockClock,
    transport: MockTransport,
    tokens: Tokens,
}

impl Bench {
    fn new() -> Self {
        let gate = Gate::default();
        let tokens = Tokens::new(Arc::new(gate.clone()), Duration::from_secs(60), Duration::from_secs(30));
        Self { gate, clock: MockClock::new(), transport: MockTransport::new(), tokens }
    }

    fn get(&self) -> impl Future<Output = Result<Secret, TokenError>> + '_ {
        self.tokens.get(TokenContext {
            address: "https://example.com",
            endpoint: None,
            transport: &self.transport,
            clock: &self.clock,
            refused: None,
            operation: None,
        })
    }

    /// Returns the token, which must be available without waiting.
    fn now(&self) -> Result<String, TokenErrorKind> {
        match poll(&mut pin!(self.get())) {
            Poll::Ready(outcome) => shown(outcome),
            Poll::Pending => panic!("the call waits"),
        }
    }
}

fn shown(outcome: Result<Secret, TokenError>) -> Result<String, TokenErrorKind> {
    outcome.map(|token| token.expose().to_owned()).map_err(|error| error.kind())
}

fn poll<T>(future: &mut Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

fn token(text: &str, seconds: u64) -> Outcome {
    Ok(Token::new(text).expires_in(Duration::from_secs(seconds)))
}

fn down() -> Outcome {
    Err(TokenError::new(TokenErrorKind::Unavailable, "down"))
}

#[test]
fn a_token_is_cached_until_shortly_before_it_expires() {
    let bench = Bench::new();
    bench.gate.open(token("a", 3600));
    bench.gate.open(token("b", 100));
    assert_eq!(bench.now().unwrap(), "a");
    bench.clock.advance(Duration::from_secs(3539));
    assert_eq!(bench.now().unwrap(), "a");
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.now().unwrap(), "b");
    // A token with a short lifetime is refreshed when a fifth of it is left.
    bench.clock.advance(Duration::from_secs(79));
    assert_eq!((bench.now().unwrap().as_str(), bench.gate.requests()), ("b", 2));
    bench.gate.open(token("c", 0));
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.now().unwrap(), "c");
    bench.gate.open(token("d", u64::MAX));
    assert_eq!((bench.now().unwrap(), bench.now().unwrap()), ("d".into(), "d".into()));
}

#[test]
fn all_waiting_calls_get_the_same_token_or_error() {
    for outcome in [token("a", 3600), Ok(Token::new("a")), down()] {
        let bench = Bench::new();
        let mut calls: Vec<_> = (0..100).map(|_| Box::pin(bench.get())).collect();
        for call in &mut calls {
            assert!(poll(&mut call.as_mut()).is_pending());
        }
        bench.gate.open(outcome.clone());
        let expected = outcome.map(|_| "a".to_owned()).map_err(|error| error.kind());
        for call in &mut calls {
            let Poll::Ready(outcome) = poll(&mut call.as_mut()) else { panic!("the call waits") };
            assert_eq!(shown(outcome), expected);
        }
        assert_eq!(bench.gate.requests(), 1);
    }
}

#[test]
fn an_error_is_not_cached_for_later_calls() {
    let bench = Bench::new();
    bench.gate.open(down());
    assert_eq!(bench.now(), Err(TokenErrorKind::Unavailable));
    bench.gate.open(token("a", 3600));
    assert_eq!(bench.now().unwrap(), "a");
}

#[test]
fn if_the_fetching_call_is_dropped_another_one_fetches() {
    let bench = Bench::new();
    let mut first = Box::pin(bench.get());
    let (mut second, mut third) = (Box::pin(bench.get()), Box::pin(bench.get()));
    assert!(poll(&mut first.as_mut()).is_pending());
    assert!(poll(&mut second.as_mut()).is_pending());
    assert!(poll(&mut third.as_mut()).is_pending());
    assert_eq!(bench.gate.requests(), 1);
    drop(first);
    drop(second);
    bench.gate.open(token("a", 3600));
    let Poll::Ready(outcome) = poll(&mut third.as_mut()) else { panic!("the call waits") };
    assert_eq!((shown(outcome).unwrap().as_str(), bench.gate.requests()), ("a", 2));
    assert!(bench.tokens.state().waiting.is_empty());
}

#[test]
fn the_old_token_is_used_until_the_next_one_is_available() {
    let bench = Bench::new();
    bench.gate.open(token("a", 1000));
    assert_eq!(bench.now().unwrap(), "a");
    bench.clock.advance(Duration::from_secs(940));
    let mut fetching = Box::pin(bench.get());
    assert!(poll(&mut fetching.as_mut()).is_pending());
    assert_eq!(bench.now().unwrap(), "a");
    bench.gate.open(down());
    let Poll::Ready(outcome) = poll(&mut fetching.as_mut()) else { panic!("the call waits") };
    assert_eq!((shown(outcome).unwrap().as_str(), bench.gate.requests()), ("a", 2));
    // The next fetch waits for half of the remaining lifetime.
    bench.clock.advance(Duration::from_secs(29));
    assert_eq!((bench.now().unwrap().as_str(), bench.gate.requests()), ("a", 2));
    bench.clock.advance(Duration::from_secs(31));
    bench.gate.open(down());
    assert_eq!(bench.now(), Err(TokenErrorKind::Unavailable));
}

#[test]
fn a_rejected_token_is_replaced_once() {
    let bench = Bench::new();
    bench.gate.open(Ok(Token::new("a").until_refused()));
    bench.gate.open(token("b", 3600));
    assert_eq!((bench.now().unwrap(), bench.now().unwrap()), ("a".into(), "a".into()));
    bench.tokens.refuse(&Secret::from("a"));
    assert_eq!(bench.now().unwrap(), "b");
    // Another call was rejected with the same old token.
    bench.tokens.refuse(&Secret::from("a"));
    assert_eq!((bench.now().unwrap().as_str(), bench.gate.requests()), ("b", 2));
    assert_eq!(bench.gate.0.lock().unwrap().refused, [None, Some("a".to_owned())]);
}

#[test]
fn a_token_that_is_not_cached_is_requested_for_each_call() {
    let bench = Bench::new();
    bench.gate.open(Ok(Token::new("a")));
    bench.gate.open(Ok(Token::new("b")));
    assert_eq!((bench.now().unwrap(), bench.now().unwrap()), ("a".into(), "b".into()));
}

#[test]
fn a_slow_provider_and_invalid_tokens_are_errors() {
    let bench = Bench::new();
    let mut call = Box::pin(bench.get());
    assert!(poll(&mut call.as_mut()).is_pending());
    bench.clock.advance(Duration::from_secs(30));
    let Poll::Ready(outcome) = poll(&mut call.as_mut()) else { panic!("the call waits") };
    assert_eq!(shown(outcome), Err(TokenErrorKind::Unavailable));
    for text in ["", "a b", "a\nb", "Bearer x", "é"] {
        bench.gate.open(token(text, 60));
        assert_eq!(bench.now(), Err(TokenErrorKind::Malformed), "{text:?}");
    }
}
