//! The pages of a list, and the items on them, as streams.

mod link;
mod place;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use self::place::Place;
use crate::client::send::attempts;
use crate::client::{BoxFuture, Error, Paging, Received, Reply, Request, RequestError};
use crate::value::json::Json;
use crate::wire::{Incoming, Wire};

/// A stream of the pages of a list. Pages are fetched on demand; each is a separate call, with the credentials, retries
/// and options of the first.
///
/// A `Link` header with the relation `next` is always followed, whatever kind of paging the description declares. If
/// each page names the next one, the stream ends when the server names none, says that there are no more, or names a
/// page again; empty pages do not end it, but a hundred in a row are an error. If pages or items are counted, it ends
/// with an empty page or when the total is reached. An error ends the stream, too; [`cursor`](Pages::cursor) then
/// returns where to resume.
///
/// Implements [`Stream`]; [`next`](Pages::next) works without importing the trait.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    pager: Pager,
    page: PhantomData<fn() -> T>,
}

/// A stream of the items on all pages of a list: see [`Pages`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pager: Pager,
    ready: VecDeque<T>,
}

impl<T: Reply> Pages<T> {
    pub(crate) fn new(request: Request, paging: &'static Paging) -> Self {
        Self { pager: Pager::new(request, paging), page: PhantomData }
    }

    /// Resumes at a [`cursor`](Pages::cursor), which may come from an earlier process.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.pager.place.resume(cursor.into());
        self
    }

    /// Returns a stream of the items on these pages.
    #[doc(hidden)]
    pub fn items<I: Wire>(self) -> Items<I> {
        Items { pager: self.pager, ready: VecDeque::new() }
    }

    /// Returns the cursor of the next page; `None` before the first page and after the last.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.pager.place.next()
    }

    /// Returns the next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        match ready!(self.pager.poll(context)) {
            None => Poll::Ready(None),
            Some(Ok(Page { received, .. })) => {
                let page = T::from_response(received);
                if page.is_err() {
                    self.pager.stop();
                }
                Poll::Ready(Some(page))
            }
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
        }
    }
}

impl<T: Wire> Items<T> {
    /// Resumes at a [`cursor`](Items::cursor), which may come from an earlier process.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.pager.place.resume(cursor.into());
        self
    }

    /// Returns the cursor of the page of the last item; `None` on the first page. Resuming there repeats the items of that
    /// page and skips none.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.pager.place.current()
    }

    /// Returns the next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Collects the remaining items.
    ///
    /// # Errors
    /// Returns the first error; earlier items are dropped.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pager.poll(context)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => match page.decode() {
                    Ok(items) => self.ready = items,
                    Err(error) => {
                        self.pager.stop();
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<T: Reply> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// No item is pinned: they are moved out.
impl<T> Unpin for Items<T> {}

impl<T: Wire> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// A page with its items, which are not decoded yet.
struct Page {
    received: Received,
    /// `None` if it is unknown which list holds the items; such an operation has no stream of items.
    items: Option<Json>,
    /// The path of the items in the response.
    path: &'static [&'static str],
}

impl Page {
    fn decode<T: Wire>(self) -> Result<VecDeque<T>, Error> {
        let Some(items) = self.items else { return Ok(VecDeque::new()) };
        let mut decoded: Vec<T> = Vec::new();
        match self.received.read_at(items.text(), &mut decoded.slot(Incoming::Value), self.path) {
            Ok(()) => Ok(VecDeque::from(decoded)),
            Err(error) => Err(self.received.undecodable(place::located(error, Some(self.path)))),
        }
    }
}

struct Pager {
    request: Request,
    paging: &'static Paging,
    place: Place,
    phase: Phase,
}

enum Phase {
    /// The next page can be requested.
    Ready,
    /// A page was requested.
    Waiting(BoxFuture<'static, Result<Received, Error>>),
    /// There is no next page.
    Done,
}

impl Pager {
    fn new(request: Request, paging: &'static Paging) -> Self {
        Self { place: Place::new(&request, paging), request, paging, phase: Phase::Ready }
    }

    fn stop(&mut self) {
        self.phase = Phase::Done;
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page, Error>>> {
        loop {
            match &mut self.phase {
                Phase::Done => return Poll::Ready(None),
                Phase::Ready => match self.request_page() {
                    Ok(received) => self.phase = Phase::Waiting(received),
                    Err(error) => {
                        self.stop();
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Phase::Waiting(received) => {
                    let received = ready!(received.as_mut().poll(context));
                    match received.and_then(|received| self.read(received)) {
                        Ok(Some(page)) => return Poll::Ready(Some(Ok(page))),
                        // An empty page that only ends the list: `read` has set the phase.
                        Ok(None) => {}
                        Err(error) => {
                            self.stop();
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        }
    }

    fn request_page(&self) -> Result<BoxFuture<'static, Result<Received, Error>>, Error> {
        let operation = self.request.operation();
        let Some(mut request) = self.request.replay() else {
            let stream = RequestError::UploadSent { name: "body".to_owned() };
            return Err(Error::request(operation.id, stream));
        };
        self.place.apply(&mut request, self.paging);
        Ok(Box::pin(attempts::send(request)))
    }

    /// Parses a page and notes the next one. `None` for a page that the stream skips.
    fn read(&mut self, received: Received) -> Result<Option<Page>, Error> {
        let parsed = std::str::from_utf8(&received.utf8()).ok().map(Json::parse);
        let response = match parsed {
            Some(Ok(response)) => response,
            Some(Err(error)) => return Err(received.undecodable(error)),
            None => {
                return Err(received.undecodable(crate::syntax::error::DecodeError::syntax(
                    "text",
                    "bytes that are not UTF-8",
                    0,
                )));
            }
        };
        let items = match place::items(&response, self.paging) {
            Ok(items) => items,
            Err(error) => return Err(received.undecodable(error)),
        };
        let page = place::Page {
            response: &response,
            items: items.as_ref(),
            headers: received.headers(),
            request: &self.request,
        };
        let step = match self.place.advance(&page, self.paging) {
            Ok(step) => step,
            Err(error) => return Err(received.undecodable(error)),
        };
        self.phase = if step.is_last { Phase::Done } else { Phase::Ready };
        let path = place::path_of_items(&response, self.paging);
        Ok(step.has_content.then_some(Page { received, items, path }))
    }
}

impl fmt::Debug for Pager {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pager").field("operation", &self.request.operation().id).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Pages").field(&self.pager).finish()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Items").field(&self.pager).finish()
    }
}

impl Request {
    /// Returns a stream of the items of a paged list.
    pub fn items<T: Wire>(self, paging: &'static Paging) -> Items<T> {
        self.pages::<Json>(paging).items()
    }

    /// Returns a stream of the pages of a list.
    pub fn pages<T: Reply>(self, paging: &'static Paging) -> Pages<T> {
        Pages::new(self, paging)
    }
}

#[cfg(test)]
#[cfg(feature = "mock")]
mod tests;
