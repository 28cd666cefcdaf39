//! The token of a client: requested once for all calls that wait for it, and cached for its lifetime.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use super::{Lifetime, Token, TokenContext, TokenProvider};
use crate::client::platform::clock::{Deadline, Elapsed};
use crate::client::request::header;
use crate::client::{TokenError, TokenErrorKind, TransportError, TransportErrorKind};
use crate::value::secret::Secret;

/// The token of a client.
pub(crate) struct Tokens {
    provider: Arc<dyn TokenProvider>,
    /// The time before expiry at which a token is refreshed.
    leeway: Duration,
    /// The timeout of the provider.
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The token that a server rejected, until it is replaced.
    refused: Option<Secret>,
    fetching: Fetching,
    /// The number of the current or last fetch.
    fetch: u64,
    /// The result of the last completed fetch and its number, for the calls that waited for it.
    last_result: Option<(u64, Result<Secret, TokenError>)>,
    waiting: BTreeMap<u64, Waker>,
    next: u64,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Fetching {
    #[default]
    Idle,
    InProgress,
}

/// A cached token.
struct Kept {
    secret: Secret,
    /// When to fetch the next one, and when this one expires; `None` means never.
    times: Option<(SystemTime, SystemTime)>,
}

/// The next step of a call that needs a token.
enum Turn<'a> {
    Take(Result<Secret, TokenError>),
    /// Fetch the token for all waiting calls.
    Fetch(Lead<'a>),
}

impl Tokens {
    pub(crate) fn new(provider: Arc<dyn TokenProvider>, leeway: Duration, timeout: Duration) -> Self {
        Self { provider, leeway, timeout, state: Mutex::default() }
    }

    /// Returns a valid token: from the cache, or from the provider.
    pub(crate) async fn get(&self, context: TokenContext<'_>) -> Result<Secret, TokenError> {
        let mut place = Place { tokens: self, number: None, fetch: None };
        match poll_fn(|task| self.turn(&mut place, context.clock.now(), task)).await {
            Turn::Take(outcome) => outcome,
            Turn::Fetch(lead) => self.fetch(lead, context).await,
        }
    }

    /// Whether a text is the cached token.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.state().kept.as_ref().is_some_and(|kept| kept.secret.expose() == text)
    }

    /// Records that a server rejected a token.
    pub(crate) fn refuse(&self, token: &Secret) {
        let mut state = self.state();
        // Another call may have replaced it already.
        if state.kept.as_ref().is_none_or(|kept| kept.secret == *token) {
            state.kept = None;
            state.refused = Some(token.clone());
        }
    }

    fn turn<'a>(&'a self, place: &mut Place<'a>, now: SystemTime, task: &Context<'_>) -> Poll<Turn<'a>> {
        let mut state = self.state();
        let fetching = state.fetching;
        if let Some(kept) = &state.kept {
            let is_usable = kept.times.is_none_or(|(_, end)| now < end);
            let is_due = kept.times.is_some_and(|(refresh, _)| refresh <= now);
            // While one call fetches the next token, the others use the old one as long as it lasts.
            if is_usable && (!is_due || fetching == Fetching::InProgress) {
                return Poll::Ready(Turn::Take(Ok(kept.secret.clone())));
            }
        }
        if let (Some(awaited), Some((fetch, outcome))) = (place.fetch, &state.last_result)
            && awaited <= *fetch
        {
            return Poll::Ready(Turn::Take(outcome.clone()));
        }
        if fetching == Fetching::Idle {
            state.fetching = Fetching::InProgress;
            state.fetch += 1;
            return Poll::Ready(Turn::Fetch(Lead(self)));
        }
        place.fetch.get_or_insert(state.fetch);
        let number = *place.number.get_or_insert(state.next);
        state.next = state.next.max(number + 1);
        let replaced = state.waiting.insert(number, task.waker().clone());
        drop(state);
        drop(replaced);
        Poll::Pending
    }

    async fn fetch(&self, lead: Lead<'_>, mut context: TokenContext<'_>) -> Result<Secret, TokenError> {
        let refused = self.state().refused.clone();
        context.refused = refused.as_ref();
        let started = context.clock.now();
        let mut deadline = Deadline::new(context.clock, self.timeout);
        let fetched = deadline.race(self.provider.token(context)).await.unwrap_or_else(|Elapsed| {
            let late = "the token provider took longer than the timeout of an attempt";
            Err(TokenError::unreachable(TransportError::new(TransportErrorKind::Timeout, late)))
        });
        let fetched = fetched.and_then(|token| match header::bearer(token.secret.expose()) {
            Ok(_) => Ok(token),
            Err(reason) => Err(TokenError::new(TokenErrorKind::Malformed, format!("the token {reason}"))),
        });
        let outcome = self.state().settle(fetched, started, context.clock.now(), self.leeway);
        drop(lead);
        outcome
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Stores the result of a fetch.
    fn settle(
        &mut self,
        fetched: Result<Token, TokenError>,
        started: SystemTime,
        now: SystemTime,
        leeway: Duration,
    ) -> Result<Secret, TokenError> {
        let outcome = match (fetched, &mut self.kept) {
            (Ok(token), _) => {
                self.refused = None;
                self.kept = Kept::new(&token, started, leeway);
                Ok(token.secret)
            }
            // The old token is still valid: use it, and delay the next fetch.
            (Err(_), Some(Kept { secret, times: Some((refresh, end)) })) if now < *end => {
                *refresh = now + end.duration_since(now).unwrap_or_default() / 2;
                Ok(secret.clone())
            }
            (Err(error), _) => Err(error),
        };
        self.last_result = Some((self.fetch, outcome.clone()));
        outcome
    }
}

impl Kept {
    /// The lifetime counts from the request, since the time of issue is unknown.
    fn new(token: &Token, started: SystemTime, leeway: Duration) -> Option<Self> {
        let times = match token.lifetime {
            Lifetime::Once => return None,
            Lifetime::UntilRefused => None,
            Lifetime::For(lifetime) => {
                // Most of a short lifetime should be used.
                let early = lifetime.saturating_sub(leeway.min(lifetime / 5));
                // A time that the system cannot represent means never.
                started.checked_add(early).zip(started.checked_add(lifetime))
            }
        };
        Some(Self { secret: token.secret.clone(), times })
    }
}

/// The right to fetch, which passes to another waiting call on drop.
struct Lead<'a>(&'a Tokens);

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.state();
            state.fetching = Fetching::Idle;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_values().for_each(Waker::wake);
    }
}

/// The position of a call among the waiting ones.
struct Place<'a> {
    tokens: &'a Tokens,
    number: Option<u64>,
    /// The first fetch that the call waited for.
    fetch: Option<u64>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let waker = self.number.and_then(|number| self.tokens.state().waiting.remove(&number));
        drop(waker);
    }
}

#[cfg(test)]
mod tests;
