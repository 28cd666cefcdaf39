//! The mode `examples`: decodes every example of a description with the type of its place, and encodes it again.

mod check;
mod collect;
mod places;
mod tally;

pub(crate) use tally::{Fault, Tally};

use bindery::Product;
use bindery::dialect::normalise;
use bindery::resolve::Follower;
use bindery::source::Documents;
use bindery_harness::compare;
use bindery_harness::driver::{self, Builder, Response};
use check::Checker;
use collect::{Collected, Example};
use serde_json::Value;
use std::path::Path;
use tally::Verdict;

/// The longest example that is printed.
const EXCERPT: usize = 160;

/// The outcome of an example, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Result {
    Same,
    Respelled,
    Different,
    Failed,
}

/// The outcome of one way to read an example.
struct Attempt {
    result: Result,
    /// Why it is not the same.
    why: String,
    /// Where: a JSON pointer into the example.
    place: String,
    /// The place of a value in it that matches no variant of its union.
    unmatched: Option<String>,
    /// What becomes of one that does not decode strictly.
    leniently: Leniently,
}

/// What becomes of an example that is decoded leniently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leniently {
    /// It comes back as it was.
    Same,
    /// It does not decode either.
    Failed,
    /// Something of it is lost.
    Different,
}

impl Attempt {
    /// Its rank, best first.
    fn rank(&self) -> (Result, bool, Leniently) {
        (self.result, self.unmatched.is_some(), self.leniently)
    }
}

/// Sends the examples of a description through the types that were generated into a folder.
pub(crate) fn run(
    documents: Documents,
    product: &Product,
    builder: &Builder,
    generated: &Path,
) -> std::result::Result<Tally, String> {
    let (normal, _) = normalise(documents);
    let follower = Follower::new(&normal);
    let collected = collect::collect(product, &normal, &follower);
    let mut tally = Tally { skipped: collected.skipped.clone(), ..Tally::default() };
    let questions = questions(&collected);
    if questions.is_empty() {
        return Ok(tally);
    }
    let program = builder.build(generated, generated, &collected.types).map_err(|error| error.to_string())?;
    let lines: Vec<(usize, String)> = questions.iter().map(|asked| (asked.of, asked.value.to_string())).collect();
    let responses = driver::ask(&program, generated, &lines).map_err(|error| error.to_string())?;
    let checker = Checker::new(&normal, &follower);
    let mut responses = questions.iter().zip(responses).peekable();
    for (index, example) in collected.examples.iter().enumerate() {
        let mut best: Option<Attempt> = None;
        while let Some((asked, response)) = responses.next_if(|(asked, _)| asked.example == index) {
            let attempt = judged(&asked.value, response);
            if best.as_ref().is_none_or(|best| attempt.rank() < best.rank()) {
                best = Some(attempt);
            }
        }
        if let Some(best) = best {
            note(&mut tally, &checker, example, best);
        }
    }
    Ok(tally)
}

/// A value for a type of the program.
struct Question {
    example: usize,
    of: usize,
    value: Value,
}

/// Each example with each type of its place, as it is, and if it is a string of JSON also as its content.
fn questions(collected: &Collected) -> Vec<Question> {
    let mut questions = Vec::new();
    for (index, example) in collected.examples.iter().enumerate() {
        let inside = example.value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        for of in &example.types {
            for value in inside.iter().chain([&example.value]) {
                questions.push(Question { example: index, of: *of, value: value.clone() });
            }
        }
    }
    questions
}

fn judged(value: &Value, response: Response) -> Attempt {
    let (text, unmatched) = match response {
        Response::Failed { why, leniently } => {
            let place = places::pointer_of(&why);
            let leniently = leniently.map_or(Leniently::Failed, |text| read_leniently(value, &text));
            return Attempt { result: Result::Failed, why, place, unmatched: None, leniently };
        }
        Response::Encoded(text, unmatched) => (text, unmatched),
    };
    let after: Value = match serde_json::from_str(&text) {
        Ok(after) => after,
        Err(error) => {
            let why = format!("what is written is no JSON: {error}");
            let leniently = Leniently::Different;
            return Attempt { result: Result::Different, why, place: String::new(), unmatched, leniently };
        }
    };
    let (result, found) = match (compare::difference(value, &after), compare::respelled(value, &after)) {
        (Some(found), _) => (Result::Different, Some(found)),
        (None, Some(found)) => (Result::Respelled, Some(found)),
        (None, None) => (Result::Same, None),
    };
    let (why, place) = match (found, &unmatched) {
        (Some(found), _) => (found.kind.to_owned(), found.place),
        (None, Some(place)) => {
            let segments = place.split('/').filter(|segment| !segment.is_empty());
            ("it fits no variant".to_owned(), segments.map(|segment| format!("/{segment}")).collect())
        }
        (None, None) => (String::new(), String::new()),
    };
    Attempt { result, why, place, unmatched, leniently: Leniently::Same }
}

fn read_leniently(value: &Value, text: &str) -> Leniently {
    match serde_json::from_str::<Value>(text) {
        Ok(after) if compare::difference(value, &after).is_none() => Leniently::Same,
        _ => Leniently::Different,
    }
}

fn note(tally: &mut Tally, checker: &Checker<'_>, example: &Example, attempt: Attempt) {
    tally.examples += 1;
    let word = match (attempt.result, &attempt.unmatched) {
        (Result::Same, None) => "same",
        (Result::Same, Some(_)) => "unmatched",
        (Result::Respelled, _) => "respelled",
        (Result::Different, _) => "different",
        (Result::Failed, _) if attempt.leniently == Leniently::Same => "lenient",
        (Result::Failed, _) if attempt.leniently == Leniently::Different => "lossy",
        (Result::Failed, _) => "failed",
    };
    let verdict = verdict(checker, example, &attempt);
    match (&verdict, attempt.result) {
        (_, Result::Same) => tally.same += 1,
        // Whatever is wrong with it, nothing of it may be lost.
        (_, Result::Failed) if attempt.leniently == Leniently::Different => tally.different += 1,
        (Verdict::Contradicts(_), _) => tally.contradicting += 1,
        (_, Result::Failed) => tally.failed += 1,
        (_, Result::Different) => tally.different += 1,
        (_, Result::Respelled) => tally.respelled += 1,
    }
    let is_excused = matches!(verdict, Verdict::Contradicts(_)) && attempt.result == Result::Failed;
    tally.lenient += usize::from(is_excused && attempt.leniently == Leniently::Same);
    tally.unmatched += usize::from(attempt.unmatched.is_some() && !matches!(verdict, Verdict::Contradicts(_)));
    if word != "same" {
        tally.note(Fault {
            pointer: example.place.to_string(),
            result: word.to_owned(),
            place: attempt.place,
            why: attempt.why,
            verdict,
            excerpt: example.value.to_string().chars().take(EXCERPT).collect(),
        });
    }
}

/// Whether the example contradicts its schema at this place.
fn verdict(checker: &Checker<'_>, example: &Example, attempt: &Attempt) -> Verdict {
    let is_as_it_was = attempt.result == Result::Same && attempt.unmatched.is_none();
    // A schema never determines the spelling of a number.
    if is_as_it_was || attempt.result == Result::Respelled {
        return Verdict::Fits;
    }
    let contradictions = checker.contradictions(example);
    let at = format!("{}{}", example.prefix(), attempt.place);
    let told = |found: &check::Contradiction| format!("at {:?}: {}", found.place, found.reason);
    match (contradictions.iter().find(|found| places::touch(&found.place, &at)), contradictions.first()) {
        (Some(found), _) => Verdict::Contradicts(told(found)),
        (None, Some(found)) => Verdict::Elsewhere(told(found)),
        (None, None) => Verdict::Fits,
    }
}
