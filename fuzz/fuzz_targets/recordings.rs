//! Any bytes are read as recorded traffic, HAR, JSON lines or mappings, or reported with their line; what was read can be compared with a
//! description, and the report shows no secret.

#![no_main]

use bindery::verify::{parse, verify};
use bindery::{Options, Run, modelled};
use libfuzzer_sys::{Corpus, fuzz_target};
use std::path::Path;

/// The maximum size of an input. Larger ones only take longer.
const MAX_SIZE: usize = 64 << 10;
/// Descriptions with every style of parameters, forms, parts and streams.
const DESCRIPTIONS: [&str; 4] = ["bodies.json", "parameters.json", "sent_parts.json", "version_32.json"];

thread_local! {
    static RUNS: Vec<Run> = DESCRIPTIONS.iter().map(|name| bound(name)).collect();
}

fn bound(name: &str) -> Run {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/patterns/descriptions");
    let config = Some(folder.join(name).with_extension("toml")).filter(|config| config.is_file());
    modelled(&Options { description: Some(folder.join(name)), config, ..Options::default() })
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > MAX_SIZE {
        return Corpus::Reject;
    }
    let traffic = parse(bytes, "recording");
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
    for problem in &traffic.problems {
        assert!(problem.file == "recording" && !problem.why.is_empty(), "{problem:?}");
        assert!(problem.line.is_none_or(|line| (1..=lines).contains(&line)), "{problem} of {lines} lines");
    }
    for exchange in &traffic.exchanges {
        assert!((1..=lines).contains(&exchange.origin.line), "{} of {lines} lines", exchange.origin);
    }
    RUNS.with(|runs| {
        for run in runs {
            let (api, documents) = run.model().expect("the description has a model");
            let report = verify(api, documents, &traffic, &[]);
            assert!(report.exchanges == traffic.exchanges.len() && report.checked + report.foreign <= report.exchanges);
            let shown = format!("{} {:?}", report.json(), report.diagnostics());
            assert!(!shown.contains("Bearer s3cr3t-s3cr3t"), "{shown}");
        }
    });
    Corpus::Keep
});
