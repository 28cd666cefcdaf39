//! Infers which operations are paginated, and how.
//!
//! There is no common OpenAPI extension for this, so it is inferred: from a response with one list, parameters of the
//! right types with names that APIs use for them, and a property of the response that names the next page.

mod doubt;
mod response;
mod rules;
mod start;
mod words;

pub(super) use words::CURSORS;

use super::{Api, Items, Next, Operation, Paging, Parameter, Place, Success, Type};
use crate::config::GivenPaging;
use crate::diag::Diagnostics;
use doubt::Doubt;
use response::PageResponse;
use start::{Habits, Start};

/// The page size to request from a server that paginates only when a size is given, unless the description rules it out.
const UNSAID_SIZE: i64 = 50;

/// Infers how each operation is paginated, and reports what is unclear. `given` has the rules about each operation.
pub(super) fn find(api: &mut Api, given: &[GivenPaging], diagnostics: &mut Diagnostics) {
    let habits = Habits::of(api);
    let mut all: Vec<Vec<Paging>> = Vec::with_capacity(api.operations.len());
    for (operation, given) in api.operations.iter().zip(given) {
        let given = rules::given(api, operation, given, diagnostics);
        all.push(given.unwrap_or_else(|| {
            let found = infer(api, operation, &habits);
            found.doubts.iter().for_each(|doubt| diagnostics.push(doubt.diagnostic(operation)));
            found.ways
        }));
    }
    for (operation, ways) in api.operations.iter_mut().zip(all) {
        operation.paging = ways;
    }
}

/// The ways to paginate an operation, and what is unclear about others.
#[derive(Debug, Default)]
struct Found {
    ways: Vec<Paging>,
    doubts: Vec<Doubt>,
}

/// The ways to paginate an operation: those by which pages name the next one first, then counting.
fn infer(api: &Api, operation: &Operation, habits: &Habits) -> Found {
    let mut found = Found::default();
    let success = match &operation.success {
        Success::One(of) | Success::Maybe(of) if operation.method == "GET" => of,
        _ => return found,
    };
    let Some(response) = response::read(api, success, &operation.path) else { return found };
    let query = Query { parameters: &operation.parameters };
    let told = told(&query, &response);
    let (counted, doubt) = match counted(&query, &response, operation, habits) {
        Ok(counted) => (counted, None),
        Err(doubt) => (None, Some(doubt)),
    };
    found.doubts = match (&told, response.has_several()) {
        (Some(_), true) => vec![Doubt::Items(response.several())],
        // The list can be read in full, so it does not matter why it cannot be counted as well.
        (Some(_), false) => Vec::new(),
        (None, _) => doubt.into_iter().collect(),
    };
    // The page size parameter selects the paginated response; without it such a server returns another one.
    let is_chosen_by_size = match (&told, &counted) {
        (Some(told), Some(counted)) => told.size != counted.size,
        (Some(told), None) => told.next == Next::Link,
        _ => false,
    };
    found.ways.extend(told.into_iter().chain(counted));
    if is_chosen_by_size {
        for way in found.ways.iter_mut().filter(|way| way.next.is_named_by_page()) {
            way.default_size = way.size.and_then(|size| usual_size(&operation.parameters[size]));
        }
    }
    found
}

/// The default page size to send. A default that is not a valid size, or that the parameter's own schema forbids, is
/// not sent.
fn usual_size(parameter: &Parameter) -> Option<i64> {
    let most = parameter.maximum.map_or(i64::MAX, clamp);
    let size = match parameter.docs.default.as_ref() {
        Some(default) => default.as_i64()?,
        None => UNSAID_SIZE.min(most),
    };
    (1..=most).contains(&size).then_some(size)
}

#[expect(clippy::cast_possible_truncation, reason = "saturation is intended")]
fn clamp(bound: f64) -> i64 {
    bound as i64
}

/// The response or its header names the next page.
fn told(query: &Query<'_>, response: &PageResponse) -> Option<Paging> {
    let cursor = query.cursor();
    let size = query.first(words::CURSOR_SIZES, is_integer);
    let next = match (cursor, &response.next) {
        (_, Some(next)) if next.is_address => Next::Address(next.path.clone()),
        (Some(cursor), Some(next)) => Next::Cursor(cursor, next.path.clone()),
        // No parameter takes it, so it must be a URL. Any other value is an error at run time.
        (None, Some(next)) if next.is_called_next => Next::Address(next.path.clone()),
        (Some(cursor), None) if !response.more.is_empty() && !response.key.is_empty() => {
            // The parameter must be documented as the position after the last item.
            Next::LastItem(
                query.named(&["startingafter", "after"]).filter(|after| *after == cursor)?,
                response.key.clone(),
            )
        }
        (Some(_), None) if size.is_some() && response.is_list => Next::Link,
        _ => return None,
    };
    Some(response.paging(next, size))
}

/// Pages or items are counted, and the first number is known.
fn counted(
    query: &Query<'_>,
    response: &PageResponse,
    operation: &Operation,
    habits: &Habits,
) -> Result<Option<Paging>, Doubt> {
    if response.has_several() {
        return Ok(None);
    }
    let size = query.first(words::SIZES, is_integer);
    if let Some(page) = query.first(words::PAGES, is_integer) {
        let parameter = &operation.parameters[page];
        let first = habits.first(parameter).ok_or_else(|| Doubt::FirstPage(parameter.name.clone()))?;
        return Ok(Some(response.paging(Next::Page(page, first), size)));
    }
    let Some(offset) = query.first(words::OFFSETS, is_integer).filter(|_| size.is_some()) else { return Ok(None) };
    let parameter = &operation.parameters[offset];
    match start::of_offset(operation, parameter, response, habits) {
        Start::At(first) => Ok(Some(response.paging(Next::Offset(offset, first), size))),
        Start::Time => Ok(None),
        Start::Unknown => Err(Doubt::Offset(parameter.name.clone())),
    }
}

/// The query parameter that takes a cursor under a name.
pub(super) fn is_parameter(operation: &Operation, word: &str) -> Option<usize> {
    Query { parameters: &operation.parameters }.named(&[word])
}

fn is_integer(of: &Type) -> bool {
    matches!(of, Type::Integer(_) | Type::Number)
}

fn is_cursor(of: &Type) -> bool {
    matches!(of, Type::Text)
}

/// The query parameters.
struct Query<'a> {
    parameters: &'a [Parameter],
}

impl Query<'_> {
    /// The parameter whose name comes first in a list of words.
    fn first(&self, words: &[&str], fits: fn(&Type) -> bool) -> Option<usize> {
        words.iter().find_map(|word| {
            self.parameters.iter().position(|parameter| {
                parameter.place == Place::Query && fits(&parameter.of) && words::plain(&parameter.name) == *word
            })
        })
    }

    fn named(&self, words: &[&str]) -> Option<usize> {
        self.first(words, is_cursor)
    }

    /// The parameter that takes a cursor. A date with such a name is a filter.
    fn cursor(&self) -> Option<usize> {
        self.first(words::CURSORS, is_cursor)
            .filter(|cursor| !start::is_filter(self.parameters, &self.parameters[*cursor]))
    }
}

#[cfg(test)]
mod tests;
