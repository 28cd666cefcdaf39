//! Which operations give a list in pages, and how the pages follow each other.
//!
//! No extension of OpenAPI is common for this, so it is told by shape: an answer with one list in it, parameters of the
//! right types under the names that APIs use for them, and a place in the answer that names the next page.

mod answer;
mod doubt;
mod rules;
mod start;
mod words;

pub(super) use words::CURSORS;

use super::{Api, Items, Next, Operation, Paging, Parameter, Place, Success, Type};
use crate::config::Config;
use crate::diag::Diagnostics;
use answer::Answer;
use doubt::Doubt;
use start::{Habits, Start};

/// The size that is asked for where a server pages only when it is asked for one, and the description allows more.
const UNSAID_SIZE: i64 = 50;

/// Finds out for every operation how it is paged, and notes what nothing says.
pub(super) fn find(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let habits = Habits::of(api);
    let mut all: Vec<Vec<Paging>> = Vec::with_capacity(api.operations.len());
    for operation in &api.operations {
        let given = rules::given(api, operation, config, diagnostics);
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

/// The ways in which an operation can be paged, and what keeps others from being taken.
#[derive(Debug, Default)]
struct Found {
    ways: Vec<Paging>,
    doubts: Vec<Doubt>,
}

/// The ways in which an operation can be paged: by what the pages say first, then by counting.
fn infer(api: &Api, operation: &Operation, habits: &Habits) -> Found {
    let mut found = Found::default();
    let success = match &operation.success {
        Success::One(of) | Success::Maybe(of) if operation.method == "GET" => of,
        _ => return found,
    };
    let Some(answer) = answer::read(api, success, &operation.path) else { return found };
    let query = Query { parameters: &operation.parameters };
    let told = told(&query, &answer);
    let (counted, doubt) = match counted(&query, &answer, operation, habits) {
        Ok(counted) => (counted, None),
        Err(doubt) => (None, Some(doubt)),
    };
    found.doubts = match (&told, answer.has_several()) {
        (Some(_), true) => vec![Doubt::Items(answer.several())],
        // The list can be had whole: what keeps it from being counted as well is nobody's concern.
        (Some(_), false) => Vec::new(),
        (None, _) => doubt.into_iter().collect(),
    };
    // The parameter for the size says which kind of response is meant; without it such a server gives the other one.
    let is_chosen_by_size = match (&told, &counted) {
        (Some(told), Some(counted)) => told.size != counted.size,
        (Some(told), None) => told.next == Next::Link,
        _ => false,
    };
    found.ways.extend(told.into_iter().chain(counted));
    if is_chosen_by_size {
        for way in found.ways.iter_mut().filter(|way| way.next.is_told()) {
            way.default_size = way.size.and_then(|size| usual_size(&operation.parameters[size]));
        }
    }
    found
}

/// The size of a page that a parameter takes without being asked for another. A default that is no size, or that the
/// parameter itself rules out, is not sent.
fn usual_size(parameter: &Parameter) -> Option<i64> {
    let most = parameter.maximum.map_or(i64::MAX, clamp);
    let size = match parameter.docs.default.as_ref() {
        Some(default) => default.as_i64()?,
        None => UNSAID_SIZE.min(most),
    };
    (1..=most).contains(&size).then_some(size)
}

#[expect(clippy::cast_possible_truncation, reason = "it saturates, as is meant")]
fn clamp(bound: f64) -> i64 {
    bound as i64
}

/// The next page is named by the response, or by its header.
fn told(query: &Query<'_>, answer: &Answer) -> Option<Paging> {
    let cursor = query.cursor();
    let size = query.first(words::CURSOR_SIZES, is_integer);
    let next = match (cursor, &answer.next) {
        (_, Some(next)) if next.is_address => Next::Address(next.path.clone()),
        (Some(cursor), Some(next)) => Next::Cursor(cursor, next.path.clone()),
        // No parameter takes it, so it must be an address. A value that is none is an error when it comes.
        (None, Some(next)) if next.is_called_next => Next::Address(next.path.clone()),
        (Some(cursor), None) if !answer.more.is_empty() && !answer.key.is_empty() => {
            // It must be said to be what stands behind the last item.
            Next::LastItem(
                query.named(&["startingafter", "after"]).filter(|after| *after == cursor)?,
                answer.key.clone(),
            )
        }
        (Some(_), None) if size.is_some() && answer.is_list => Next::Link,
        _ => return None,
    };
    Some(answer.paging(next, size))
}

/// Pages or items are counted, and something says from which number.
fn counted(
    query: &Query<'_>,
    answer: &Answer,
    operation: &Operation,
    habits: &Habits,
) -> Result<Option<Paging>, Doubt> {
    if answer.has_several() {
        return Ok(None);
    }
    let size = query.first(words::SIZES, is_integer);
    if let Some(page) = query.first(words::PAGES, is_integer) {
        let parameter = &operation.parameters[page];
        let first = habits.first(parameter).ok_or_else(|| Doubt::FirstPage(parameter.name.clone()))?;
        return Ok(Some(answer.paging(Next::Page(page, first), size)));
    }
    let Some(offset) = query.first(words::OFFSETS, is_integer).filter(|_| size.is_some()) else { return Ok(None) };
    let parameter = &operation.parameters[offset];
    match start::of_offset(operation, parameter, answer, habits) {
        Start::At(first) => Ok(Some(answer.paging(Next::Offset(offset, first), size))),
        Start::Time => Ok(None),
        Start::Unknown => Err(Doubt::Offset(parameter.name.clone())),
    }
}

/// The parameter in the query that takes a cursor under a name.
pub(super) fn is_parameter(operation: &Operation, word: &str) -> Option<usize> {
    Query { parameters: &operation.parameters }.named(&[word])
}

fn is_integer(of: &Type) -> bool {
    matches!(of, Type::Integer(_) | Type::Number)
}

fn is_cursor(of: &Type) -> bool {
    matches!(of, Type::Text)
}

/// The parameters in the query.
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

    /// The parameter that takes a cursor. A date under such a name is a filter.
    fn cursor(&self) -> Option<usize> {
        self.first(words::CURSORS, is_cursor)
            .filter(|cursor| !start::is_filter(self.parameters, &self.parameters[*cursor]))
    }
}

#[cfg(test)]
mod tests;
