//! A selection of any single operation of a large description generates a crate that compiles without a warning.

use bindery::Options;
use bindery::sample::Random;
use bindery_harness::compile::{Compiler, PACKAGE, Tool};
use std::path::Path;

const SAMPLE: usize = 50;

#[test]
#[ignore = "takes minutes; .ci/steps/55-selection runs it on the Management API, which is not part of the repository"]
fn every_single_operation_compiles_alone() {
    let description = std::env::var_os("BINDERY_SELECTION_SPEC").expect("the description, in BINDERY_SELECTION_SPEC");
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selection");
    std::fs::create_dir_all(&work).expect("a folder");
    let compiler = Compiler::find(Tool::Rustc, &work).expect("the runtime compiles");
    let whole = Options { description: Some(description.into()), ..Options::default() };
    let product = bindery::run(&whole).product.expect("it binds");
    let mut routes: Vec<String> =
        product.api.operations.iter().map(|each| format!("{} {}", each.method, each.path)).collect();
    let types = product.api.types.len();
    drop(product);
    assert!(routes.len() > SAMPLE, "{} operations", routes.len());
    let mut random = Random::from(1);
    let mut failed = Vec::new();
    for _ in 0..SAMPLE {
        let route = routes.swap_remove(random.below(routes.len()));
        let output = work.join("crate");
        drop(std::fs::remove_dir_all(&output));
        let options = Options {
            output: Some(output.clone()),
            name: Some(PACKAGE.to_owned()),
            only: vec![route.parse().expect("a selector")],
            ..whole.clone()
        };
        let run = bindery::generate(&options);
        let product = run.product.as_ref().expect("it binds");
        assert_eq!(product.api.operations.len(), 1, "{route}");
        assert!(product.api.types.len() * 2 < types, "{route}: {} types", product.api.types.len());
        let manifest = std::fs::read_to_string(output.join("Cargo.toml")).expect("a manifest");
        let compiled = compiler.compile(&output, &manifest).expect("the compiler starts");
        if !compiled.success || compiled.warnings > 0 {
            failed.push(format!("{route}: {}", compiled.problem));
        }
    }
    compiler.clear();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
