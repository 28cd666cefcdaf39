//! The generator and the runtime know the same names of secrets.

use super::root;

#[test]
fn generator_and_runtime_have_the_same_list() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("a source file");
    let (generator, runtime) = (read("codegen/src/api/secret_names.rs"), read("runtime/src/value/secret_names.rs"));
    assert!(generator == runtime, "copy codegen/src/api/secret_names.rs over runtime/src/value/secret_names.rs");
}
