//! Composes the events of the parser into nodes.

use super::super::{DEEPEST, MOST_VALUES, ParseError};
use super::events::{offset, parser};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

/// A node of a YAML document.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Scalar(Scalar<'t>),
    List(Vec<Child<'t>>),
    Map(Vec<(Child<'t>, Child<'t>)>),
}

/// A node with its offset.
#[derive(Clone, Debug)]
pub(super) struct Child<'t> {
    pub(super) node: Rc<Node<'t>>,
    /// Whether the node is an alias of one elsewhere.
    pub(super) alias: bool,
}

/// A scalar with everything that decides its type.
#[derive(Debug)]
pub(super) struct Scalar<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) form: Form,
}

/// The style of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain: its text decides its type.
    Plain,
    /// Quoted, a block, or tagged as a string.
    Text,
}

/// Composes the first document of a text, and counts the documents.
pub(super) fn compose(text: &str) -> Result<(Child<'_>, usize), ParseError> {
    compose_within(text, MOST_VALUES)
}

/// The same, with a limit for the number of nodes.
fn compose_within(text: &str, most: usize) -> Result<(Child<'_>, usize), ParseError> {
    let parser = parser(text);
    let mut composer = Composer { parser, text, anchors: HashMap::new(), nodes: 0, most, depth: 0 };
    let mut root = None;
    let mut documents = 0;
    loop {
        match composer.next()? {
            (Event::StreamEnd, _) => break,
            (Event::DocumentStart(..), _) => {
                documents += 1;
                composer.anchors.clear();
            }
            (Event::StreamStart | Event::DocumentEnd, _) => {}
            (event, span) => {
                let node = composer.node(event, span)?;
                root.get_or_insert(node);
            }
        }
    }
    let empty = || Child { node: Rc::new(Node::Scalar(Scalar { text: "".into(), form: Form::Plain })), alias: false };
    Ok((root.unwrap_or_else(empty), documents))
}

struct Composer<'t> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
    anchors: HashMap<usize, Rc<Node<'t>>>,
    nodes: usize,
    /// The limit for the number of nodes.
    most: usize,
    depth: usize,
}

impl<'t> Composer<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), ParseError> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn syntax(&self, error: &ScanError) -> ParseError {
        let offset = offset(self.text, error.marker());
        // The parser looks ahead, so its own limit can be hit first.
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return ParseError::TooDeep { offset };
        }
        ParseError::Syntax { offset, message: format!("invalid YAML: {}", error.info()) }
    }

    /// The node that begins with an event.
    fn node(&mut self, event: Event<'t>, span: Span) -> Result<Child<'t>, ParseError> {
        self.nodes += 1;
        if self.nodes > self.most {
            return Err(ParseError::TooManyValues);
        }
        let (node, anchor) = match event {
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    let offset = offset(self.text, &span.start);
                    let message = "invalid YAML: an alias inside of its own anchor".to_owned();
                    return Err(ParseError::Syntax { offset, message });
                };
                return Ok(Child { node: Rc::clone(node), alias: true });
            }
            Event::Scalar(text, style, anchor, tag) => {
                (Node::Scalar(Scalar { form: form(style, tag.as_deref()), text }), anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.inside(span, Self::list)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.inside(span, Self::map)?, anchor),
            // No other event can begin a node.
            _ => (Node::Scalar(Scalar { text: "".into(), form: Form::Plain }), 0),
        };
        let node = Rc::new(node);
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        Ok(Child { node, alias: false })
    }

    /// Composes the inside of a collection, unless it is nested too deeply.
    fn inside(
        &mut self,
        span: Span,
        compose: fn(&mut Self) -> Result<Node<'t>, ParseError>,
    ) -> Result<Node<'t>, ParseError> {
        if self.depth >= DEEPEST {
            return Err(ParseError::TooDeep { offset: offset(self.text, &span.start) });
        }
        self.depth += 1;
        let node = compose(self);
        self.depth -= 1;
        node
    }

    fn list(&mut self) -> Result<Node<'t>, ParseError> {
        let mut elements = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, _) => return Ok(Node::List(elements)),
                (event, span) => elements.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self) -> Result<Node<'t>, ParseError> {
        let mut members = Vec::new();
        loop {
            match self.next()? {
                (Event::MappingEnd | Event::StreamEnd, _) => return Ok(Node::Map(members)),
                (event, span) => {
                    let key = self.node(event, span)?;
                    let (event, span) = self.next()?;
                    members.push((key, self.node(event, span)?));
                }
            }
        }
    }
}

fn form(style: ScalarStyle, tag: Option<&Tag>) -> Form {
    match (style, tag) {
        (_, Some(tag)) if tag.is_yaml_core_schema() => match tag.suffix() {
            "int" | "float" | "bool" | "null" => Form::Plain,
            _ => Form::Text,
        },
        // Custom tags mean nothing in JSON.
        (_, Some(_)) => Form::Text,
        (ScalarStyle::Plain, None) => Form::Plain,
        (_, None) => Form::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_counted_wherever_they_lie_and_aliases_too() {
        let text = "a: &a [1]\nb: {c: *a}\n";
        // Keys are nodes: a map, three keys, a list and its item, another map and an alias.
        assert!(compose_within(text, 8).is_ok());
        for most in 0..8 {
            assert!(matches!(compose_within(text, most), Err(ParseError::TooManyValues)), "{most}");
        }
    }
}
