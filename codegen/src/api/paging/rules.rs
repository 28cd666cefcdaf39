//! Pagination declared in the configuration.

use super::response::{self, PageResponse};
use super::{Next, Paging};
use crate::api::{Api, Operation, Place, Success};
use crate::config::{GivenPaging, PagingRule, PagingStyle};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};

/// The pagination that the configuration declares for an operation; `None` if no rule matches it.
pub(super) fn given(
    api: &Api,
    operation: &Operation,
    given: &GivenPaging,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Paging>> {
    let (index, rules) = given.as_ref()?;
    let mut ways = Vec::new();
    for rule in rules.iter().filter(|rule| rule.style != PagingStyle::None) {
        match way(api, operation, rule) {
            Ok(way) => ways.push(way),
            Err((key, message)) => {
                let place = Pointer::root().join("rule").join(index).join("paging").join(key);
                let message = format!("{message}, in {} {}", operation.method, operation.path);
                diagnostics.push(Diagnostic::new(Code::Config, &place, message).about(File::Config));
            }
        }
    }
    Some(ways)
}

/// A key of a rule, with the problem.
type Problem = (&'static str, String);

fn way(api: &Api, operation: &Operation, rule: &PagingRule) -> Result<Paging, Problem> {
    let response = page_response(api, operation, rule)?;
    let parameter = || named(operation, "parameter", wanted("parameter", rule.parameter.as_deref())?);
    let next = || wanted("next", rule.next.as_deref()).map(path);
    let next = match rule.style {
        PagingStyle::Page => Next::Page(parameter()?, rule.first.unwrap_or(1)),
        PagingStyle::Offset => Next::Offset(parameter()?, rule.first.unwrap_or(0)),
        PagingStyle::Cursor => Next::Cursor(parameter()?, next()?),
        PagingStyle::LastItem => Next::LastItem(parameter()?, next()?),
        PagingStyle::Address => Next::Address(next()?),
        PagingStyle::Link | PagingStyle::None => Next::Link,
    };
    let size = rule.size.as_deref().map(|size| named(operation, "size", size)).transpose()?;
    let mut way = response.paging(next, size);
    way.default_size = rule.default_size.filter(|_| size.is_some());
    if let Some(total) = &rule.total {
        way.total = path(total);
    }
    if let Some(more) = &rule.more {
        way.more = path(more);
    }
    Ok(way)
}

fn wanted<'a>(key: &'static str, given: Option<&'a str>) -> Result<&'a str, Problem> {
    given.ok_or_else(|| (key, format!("this paging style requires {key:?}")))
}

fn page_response(api: &Api, operation: &Operation, rule: &PagingRule) -> Result<PageResponse, Problem> {
    let (Success::One(of) | Success::Maybe(of)) = &operation.success else {
        return Err(("items", "the operation returns nothing, or a different type for each status".to_owned()));
    };
    let found = match &rule.items {
        Some(items) => response::at(api, of, &path(items)),
        None => response::read(api, of, &operation.path),
    };
    found
        .filter(|found| !found.has_several())
        .ok_or_else(|| ("items", "the response has no list at this path, or more than one".to_owned()))
}

fn named(operation: &Operation, key: &'static str, name: &str) -> Result<usize, Problem> {
    let fits = |parameter: &crate::api::Parameter| parameter.place == Place::Query && parameter.name == name;
    let found = operation.parameters.iter().position(fits);
    found.ok_or_else(|| (key, format!("the operation has no query parameter {name:?}")))
}

fn path(text: &str) -> Vec<String> {
    text.split('.').map(str::to_owned).collect()
}
