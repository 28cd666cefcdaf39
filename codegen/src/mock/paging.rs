//! Serves lists in pages. The whole list is what was created, or what the example has or was made, so every client comes to its end.

use super::context::Context;
use super::produce::{Content, Produced};
use crate::api::{Next, Operation, Paging};
use crate::dialect::plain_text;
use serde_json::Value;

/// A request for a page.
pub(super) struct Paged<'r> {
    pub(super) context: &'r Context<'r>,
    pub(super) operation: &'r Operation,
    /// Path and query of the request.
    pub(super) target: &'r str,
    /// The decoded pairs of its query.
    pub(super) queried: &'r [(String, String)],
}

/// The part of a list that is on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    start: usize,
    end: usize,
    size: usize,
    count: usize,
}

impl Window {
    fn has_more(self) -> bool {
        self.end < self.count
    }
}

impl Paged<'_> {
    /// Cuts the requested page out of a list, and makes the answer say where the next one is, if there is one.
    pub(super) fn cut(&self, produced: &mut Produced) {
        let pagings = &self.operation.paging;
        let is_given = |paging: &&Paging| self.parameter(&paging.next).is_some_and(|name| self.value(name).is_some());
        let counted = |paging: &&Paging| self.parameter(&paging.next).is_some();
        let chosen = pagings.iter().find(is_given).or_else(|| pagings.iter().find(counted)).or(pagings.first());
        let (Some(paging), Content::One(whole)) = (chosen, &produced.content) else { return };
        // A list that is not found, or may not be shorter, is on one page.
        let cut = self.page(paging, produced, whole);
        let has_more = cut.as_ref().is_some_and(|(_, window)| window.has_more());
        let next = cut.as_ref().filter(|_| has_more).and_then(|(page, window)| self.next(paging, page, *window));
        let mut page = cut.as_ref().map_or_else(|| whole.clone(), |(page, _)| page.clone());
        if let Some((_, window)) = cut {
            self.count(&mut page, paging, window, produced);
        }
        let address = next.as_ref().and_then(|next| self.address(paging, next));
        self.link(address.as_deref(), produced);
        for each in pagings {
            match &each.next {
                Next::Cursor(_, path) => self.point(&mut page, path, next.as_deref(), produced),
                Next::Address(path) => self.point(&mut page, path, address.as_deref(), produced),
                Next::Link | Next::Page(..) | Next::Offset(..) | Next::LastItem(..) => {}
            }
            self.set(&mut page, &each.more, has_more.into(), produced);
        }
        produced.content = Content::One(page);
    }

    /// The answer with the elements of the page, if the list is known. All others are on it if no request could ask for them.
    fn page(&self, paging: &Paging, produced: &Produced, whole: &Value) -> Option<(Value, Window)> {
        let mut value = whole.clone();
        let items = paging.items.as_ref()?;
        let list = at(&mut value, &items.path)?.as_array_mut()?;
        let count = list.len();
        let asked = paging.size.and_then(|index| self.operation.parameters.get(index)).map(|size| size.name.as_str());
        let size =
            asked.and_then(|name| self.value(name)?.parse().ok()).filter(|size| *size > 0).unwrap_or(count).max(1);
        let start = self.start(&paging.next, list, size).min(count);
        let mut window = Window { start, end: start.saturating_add(size).min(count), size, count };
        if window.has_more() && !self.can_continue(paging, produced, whole, window.end) {
            window.end = count;
        }
        *list = list[window.start..window.end].to_vec();
        self.fits(produced, &value).then_some((value, window))
    }

    /// The position of the first element of the requested page.
    fn start(&self, next: &Next, list: &[Value], size: usize) -> usize {
        let Some(given) = self.parameter(next).and_then(|name| self.value(name)) else { return 0 };
        let from = |first: i64| given.parse::<i64>().ok().map(|number| number.saturating_sub(first).max(0));
        let position = |from: Option<i64>| from.and_then(|from| usize::try_from(from).ok()).unwrap_or_default();
        match next {
            Next::Page(_, first) => position(from(*first)).saturating_mul(size),
            Next::Offset(_, first) => position(from(*first)),
            // What this server did not name itself is the beginning.
            Next::Cursor(..) => given.parse().unwrap_or_default(),
            Next::LastItem(_, key) => {
                let found =
                    list.iter().position(|item| read(item, key).is_some_and(|value| plain_text(value) == given));
                found.map_or(list.len(), |position| position + 1)
            }
            Next::Link | Next::Address(_) => 0,
        }
    }

    /// Whether the answer can name a next page.
    fn can_continue(&self, paging: &Paging, produced: &Produced, whole: &Value, end: usize) -> bool {
        match &paging.next {
            Next::Cursor(_, path) => self.pointed(whole, path, &end.to_string(), produced).is_some(),
            Next::Page(..) | Next::Offset(..) | Next::LastItem(..) => true,
            Next::Link | Next::Address(_) => false,
        }
    }

    /// The value of the parameter that asks for the next page.
    fn next(&self, paging: &Paging, page: &Value, window: Window) -> Option<String> {
        match &paging.next {
            Next::Page(_, first) => Some((*first + i64::try_from(window.end / window.size).ok()?).to_string()),
            Next::Offset(_, first) => Some((*first + i64::try_from(window.end).ok()?).to_string()),
            Next::Cursor(..) => Some(window.end.to_string()),
            Next::LastItem(_, key) => {
                read(read(page, &paging.items.as_ref()?.path)?.as_array()?.last()?, key).map(plain_text)
            }
            Next::Link | Next::Address(_) => None,
        }
    }

    /// The request's own path and query with another position.
    fn address(&self, paging: &Paging, next: &str) -> Option<String> {
        let name = self.parameter(&paging.next)?;
        let (path, query) = self.target.split_once('?').unwrap_or((self.target, ""));
        let is_other = |pair: &&str| crate::verify::pairs(pair).first().is_some_and(|(other, _)| other != name);
        let mut pairs: Vec<String> = query.split('&').filter(is_other).map(str::to_owned).collect();
        pairs.push(format!("{name}={next}"));
        Some(format!("{path}?{}", pairs.join("&")))
    }

    /// Names the next page in the `Link` header (RFC 8288), where the example has one or lists are followed by it. The example's would
    /// lead in a circle.
    fn link(&self, address: Option<&str>, produced: &mut Produced) {
        let before = produced.headers.len();
        produced.headers.retain(|(name, text)| !(name.eq_ignore_ascii_case("link") && text.contains("next")));
        let is_used =
            produced.headers.len() < before || self.operation.paging.iter().any(|paging| paging.next == Next::Link);
        if let Some(address) = address.filter(|_| is_used) {
            produced.headers.push(("link".to_owned(), format!("<{address}>; rel=\"next\"")));
        }
    }

    /// Sets the numbers that say which part of the list this is.
    fn count(&self, page: &mut Value, paging: &Paging, window: Window, produced: &Produced) {
        self.set(page, &paging.total, window.count.into(), produced);
        let holder = paging.items.as_ref().and_then(|items| items.path.split_last()).map(|(_, holder)| holder.to_vec());
        let Some(holder) = holder else { return };
        let here = window.end - window.start;
        for (name, number) in [("length", here), ("count", here), ("start", window.start), ("offset", window.start)] {
            let path = [&holder[..], &[name.to_owned()]].concat();
            if path != paging.total {
                self.set(page, &path, number.into(), produced);
            }
        }
    }

    /// Replaces a value of the same kind, if the answer stays one that the description allows.
    fn set(&self, page: &mut Value, path: &[String], value: Value, produced: &Produced) {
        let mut changed = page.clone();
        let is_like =
            |found: &Value| found.is_number() && value.is_number() || found.is_boolean() && value.is_boolean();
        let Some(found) = at(&mut changed, path).filter(|found| !path.is_empty() && is_like(found)) else { return };
        *found = value;
        if self.fits(produced, &changed) {
            *page = changed;
        }
    }

    /// Names the next page, or that there is none, at a place of the answer.
    fn point(&self, page: &mut Value, path: &[String], next: Option<&str>, produced: &mut Produced) {
        let changed = match next {
            Some(next) => self.pointed(page, path, next, produced),
            None if read(page, path).is_none_or(Value::is_null) => return,
            None => self.ended(page, path, produced),
        };
        match changed {
            Some(changed) => *page = changed,
            None => produced.notes.push(format!("the next page cannot be said at $.{}", path.join("."))),
        }
    }

    fn pointed(&self, page: &Value, path: &[String], next: &str, produced: &Produced) -> Option<Value> {
        let number = next.parse::<u64>().ok().map(Value::from);
        [Some(Value::from(next)), number].into_iter().flatten().find_map(|value| {
            let mut changed = page.clone();
            let (name, holder) = path.split_last()?;
            at(&mut changed, holder)?.as_object_mut()?.insert(name.clone(), value);
            self.fits(produced, &changed).then_some(changed)
        })
    }

    fn ended(&self, page: &Value, path: &[String], produced: &Produced) -> Option<Value> {
        let (name, holder) = path.split_last()?;
        [Some(Value::Null), None, Some("".into())].into_iter().find_map(|end| {
            let mut changed = page.clone();
            let members = at(&mut changed, holder)?.as_object_mut()?;
            match end {
                Some(end) => drop(members.insert(name.clone(), end)),
                None => drop(members.shift_remove(name)),
            }
            self.fits(produced, &changed).then_some(changed)
        })
    }

    fn fits(&self, produced: &Produced, value: &Value) -> bool {
        let media_type = produced.media_type.as_deref().unwrap_or_default();
        self.context.is_fit(self.operation, produced.status, media_type, value)
    }

    /// The name of the parameter that asks for a page.
    fn parameter(&self, next: &Next) -> Option<&str> {
        let (Next::Page(index, _) | Next::Offset(index, _) | Next::Cursor(index, _) | Next::LastItem(index, _)) = next
        else {
            return None;
        };
        self.operation.parameters.get(*index).map(|parameter| parameter.name.as_str())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.queried.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

fn read<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| value.get(name.as_str()))
}

fn at<'v>(value: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, name| value.get_mut(name.as_str()))
}
