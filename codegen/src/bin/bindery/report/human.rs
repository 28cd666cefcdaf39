//! Diagnostics with excerpts of the texts that they point into, in the style of rustc.

use super::excerpt::Lines;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use bindery::Run;
use bindery::diag::{Diagnostic, Finding, Located, Place, Position, Severity, positions};
use bindery::text::Line;
use std::collections::VecDeque;
use std::ops::Range;

/// The width of an excerpt where there is no terminal, and the widest one.
const USUAL: usize = 140;

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Colored,
}

/// The findings, a paragraph each.
pub(super) fn render(findings: &[Finding<'_>], run: &Run, look: Look) -> String {
    let all: Vec<Place<'_>> = findings.iter().flat_map(places).collect();
    let scanned = Scanned { run, spans: run.spans(&all) };
    let positions = positions(&scanned, &all);
    let mut places: VecDeque<Shown<'_>> = all
        .iter()
        .zip(scanned.spans)
        .zip(positions)
        .map(|((place, span), found)| Shown { place: *place, span, start: found.map(|(start, _)| start) })
        .collect();
    let renderer = renderer(look);
    let mut lines = Lines::default();
    let mut out = String::new();
    for finding in findings {
        let here: Vec<Shown<'_>> = places.drain(..self::places(finding).count().min(places.len())).collect();
        let rendered = renderer.render(&[group(finding, &here, run, &mut lines)]);
        rendered.lines().filter(|line| !is_nameless(line)).for_each(|line| {
            out.push_str(line.trim_end());
            out.push('\n');
        });
        out.push('\n');
    }
    out
}

/// The findings, a line each.
pub(super) fn render_short(findings: &[Finding<'_>], run: &Run) -> String {
    let places: Vec<Place<'_>> = findings.iter().map(|finding| finding.first.place()).collect();
    let mut out = String::new();
    for (finding, found) in findings.iter().zip(positions(run, &places)) {
        let Diagnostic { code, severity, .. } = finding.first;
        let path = written(finding.first.place(), found.map(|(start, _)| start), run);
        let others = match finding.others.len() {
            0 => String::new(),
            _ if !finding.messages.is_empty() => String::new(),
            others => format!(" (and in {others} more places)"),
        };
        let message = Line::new(finding.message());
        out.push_str(&format!("{path}: {}[{}]: {message}{others}\n", severity.word(), code.number()));
    }
    out
}

/// The places of a finding: its own, the related ones, and the others that are listed.
fn places<'f>(finding: &'f Finding<'_>) -> impl Iterator<Item = Place<'f>> {
    finding.first.places().chain(finding.listed().iter().map(|other| other.place()))
}

/// A place with what is known about it.
struct Shown<'p> {
    place: Place<'p>,
    span: Option<Range<usize>>,
    start: Option<Position>,
}

/// A run with the spans of all places of a report, so that the texts are not scanned again for lines and columns.
struct Scanned<'r> {
    run: &'r Run,
    spans: Vec<Option<Range<usize>>>,
}

impl Located for Scanned<'_> {
    fn path(&self, place: Place<'_>) -> String {
        self.run.path(place)
    }

    fn text(&self, place: Place<'_>) -> Option<&str> {
        self.run.text(place)
    }

    fn spans(&self, _places: &[Place<'_>]) -> Vec<Option<Range<usize>>> {
        self.spans.clone()
    }
}

/// Whether a line is the header of an excerpt without a path. The renderer counts columns in the cut line, so the path with the true column
/// is printed separately.
fn is_nameless(line: &str) -> bool {
    anstream::adapter::strip_str(line).to_string().trim() == ":::"
}

fn renderer(look: Look) -> Renderer {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Colored => Renderer::styled().hyperlink(false),
    };
    let width = terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0));
    renderer.term_width(width.map_or(USUAL, |width| width.clamp(40, USUAL)))
}

/// A finding in the form that the renderer takes.
fn group<'g>(finding: &'g Finding<'_>, places: &'g [Shown<'g>], run: &Run, lines: &mut Lines) -> Group<'g> {
    let Diagnostic { code, severity, expected, related, .. } = finding.first;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group =
        Group::with_title(level.primary_title(Line::new(finding.message()).into_string()).id(code.number()));
    let (own, others) = places.split_at(places.len().min(1 + related.len()));
    let expected = expected.as_ref().filter(|_| finding.messages.is_empty());
    let labels = std::iter::once(expected.map(|text| format!("expected {text}")))
        .chain(related.iter().map(|other| Some(other.label.clone())));
    let labels: Vec<Option<String>> = labels.map(|label| label.map(|text| Line::new(text).into_string())).collect();
    let has_excerpt = own.first().is_some_and(|first| first.span.is_some() && run.text(first.place).is_some());
    group = excerpts(group, own, &labels, run, lines);
    let note = |text: String| Level::NOTE.message(Line::new(text).into_string());
    if let (Some(text), false) = (expected, has_excerpt) {
        group = group.element(note(format!("expected {text}")));
    }
    for (count, message) in finding.counted() {
        group = group.element(note(if count == 1 {
            format!("once: {message}")
        } else {
            format!("{count} times: {message}")
        }));
    }
    for other in others {
        group = group.element(note(format!("also at {}", with_pointer(other, run))));
    }
    group = group.elements(finding.rest().map(note)).elements(finding.denied().map(note));
    group.element(Level::HELP.message(code.remedy()))
}

/// Adds the excerpts of a diagnostic. Places that are close to each other share one; the main place comes first.
fn excerpts<'g>(
    mut group: Group<'g>,
    places: &[Shown<'g>],
    labels: &[Option<String>],
    run: &Run,
    lines: &mut Lines,
) -> Group<'g> {
    let mut open: Vec<usize> = (0..places.len()).collect();
    while let Some(first) = open.first().copied() {
        let lead = &places[first];
        group = group.element(Origin::path(with_pointer(lead, run)));
        let (Some(text), Some(span)) = (run.text(lead.place), &lead.span) else {
            open.remove(0);
            continue;
        };
        let is_beside = |index: &usize| {
            let other = &places[*index];
            let is_same = run.text(other.place).is_some_and(|found| std::ptr::eq(found, text));
            *index == first || is_same && other.span.as_ref().is_some_and(|other| lines.are_close(text, span, other))
        };
        let (here, rest): (Vec<usize>, Vec<usize>) = open.into_iter().partition(is_beside);
        let spans: Vec<Range<usize>> = here.iter().filter_map(|index| places[*index].span.clone()).collect();
        let excerpt = lines.excerpt(text, &spans);
        let mut snippet = Snippet::source(excerpt.source).line_start(excerpt.first).fold(true);
        for (index, span) in here.into_iter().zip(excerpt.spans) {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet = snippet.annotation(kind.span(span).label(labels.get(index).cloned().flatten()));
        }
        group = group.element(snippet);
        open = rest;
    }
    group
}

/// A place with its line and column, if known.
fn written(place: Place<'_>, start: Option<Position>, run: &Run) -> String {
    let path = Line::new(run.path(place));
    start.map_or_else(|| path.to_string(), |(row, column)| format!("{path}:{row}:{column}"))
}

fn with_pointer(shown: &Shown<'_>, run: &Run) -> String {
    let file = written(shown.place, shown.start, run);
    if shown.place.pointer.text().is_empty() {
        file
    } else {
        format!("{file} ({})", Line::new(shown.place.pointer.to_string()))
    }
}
