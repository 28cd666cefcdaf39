//! The dependencies of the generated package.

use super::model::Places;
use crate::api::{Api, ExternalForm, Type};
use crate::config::Config;
use crate::paths::joined;
use std::collections::BTreeSet;
use std::path::Path;

/// The features of the runtime that the types need.
pub(super) fn runtime_features(api: &Api, config: &Config) -> Vec<&'static str> {
    let mut features: BTreeSet<&'static str> = config.dates.feature().into_iter().collect();
    features.extend(config.rules.has_json_schema().then_some("schemars"));
    features.extend(config.rules.dates().filter_map(|dates| dates.feature()));
    let mut visit = |of: &Type| {
        of.each(&mut |of| {
            let is_json = matches!(of, Type::External(of) if of.form == ExternalForm::Json);
            features.extend(is_json.then_some("serde"));
        });
    };
    api.types.iter().flat_map(|definition| definition.kind.parts()).for_each(&mut visit);
    api.each_use(&mut |_, of| visit(of));
    features.into_iter().collect()
}

/// The configured dependencies, and those of types of other crates.
pub(super) fn dependencies(config: &Config, places: &Places) -> Vec<(String, String)> {
    let chosen = config.rules.external().map(|(_, of)| of).chain(config.formats.values());
    let added = config.rules.crates_of_additions().flat_map(|(_, _, crates)| crates);
    let crates: BTreeSet<String> = chosen.flat_map(|of| of.crates.iter().cloned()).chain(added).collect();
    let place = |path: &str| {
        let path = joined(&places.configuration, Path::new(path));
        path.display().to_string().replace('\\', "/")
    };
    config.dependencies.lines(&crates, &place)
}
