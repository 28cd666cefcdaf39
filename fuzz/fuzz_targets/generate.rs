//! Any bytes give either a crate whose files parse, or errors.

#![no_main]

use bindery::config::Config;
use bindery::diag::render_human;
use bindery::emit::HEADER;
use libfuzzer_sys::{Corpus, fuzz_target};
use std::collections::BTreeSet;
use std::path::Path;

/// The maximum size of an input. Larger ones only take longer.
const MAX_SIZE: usize = 64 << 10;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > MAX_SIZE {
        return Corpus::Reject;
    }
    let run = bindery::bind(Path::new("openapi.yaml"), bytes.to_vec(), &Config::default());
    let report = render_human(&run.diagnostics, &run);
    let Some(product) = &run.product else {
        assert!(run.diagnostics.has_errors(), "there is no crate and no error:\n{report}");
        return Corpus::Keep;
    };
    assert!(!run.diagnostics.has_errors(), "there is a crate despite an error:\n{report}");
    let mut paths = BTreeSet::new();
    for file in &product.files {
        // Some file systems do not distinguish `a.rs` and `A.rs`.
        assert!(paths.insert(file.path.to_lowercase()), "two files have the path {}", file.path);
        assert!(file.path.is_ascii() && !file.path.contains(".."), "a file has the path {:?}", file.path);
        if file.path.ends_with(".rs") {
            assert_eq!(file.text.lines().next(), Some(format!("// {HEADER}").as_str()), "{}", file.path);
            if let Err(error) = syn::parse_file(&file.text) {
                panic!("{}: {error}\n{}", file.path, file.text);
            }
        } else if file.path.ends_with(".toml") {
            assert_eq!(file.text.lines().next(), Some(format!("# {HEADER}").as_str()), "{}", file.path);
            if let Err(error) = file.text.parse::<toml::Table>() {
                panic!("{}: {error}\n{}", file.path, file.text);
            }
        }
    }
    Corpus::Keep
});
