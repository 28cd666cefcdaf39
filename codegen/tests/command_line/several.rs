//! Several crates in one command: `[[crate]]` tables, `--workspace`, `--crate`.

use super::Workspace;
use super::workspace::pets;
use serde_json::{Value, json};

/// A second API.
fn shop() -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": {"/carts": {"get": {"operationId": "listCarts", "tags": ["carts"], "responses": {"204": {"description": ""}}}}}})
}

const TABLES: &str = "\
[[crate]]\ndescription = \"pets.json\"\noutput = \"out/pets\"\n[crate.package]\nname = \"pets-api\"\n\n\
[[crate]]\ndescription = \"shop.json\"\noutput = \"out/shop\"\n[[crate.rule]]\nmatch = \"GET /carts\"\nrename = \"carts\"\n";

fn tables(test: &str) -> Workspace {
    let workspace = Workspace::new(test);
    workspace.write("pets.json", &pets().to_string());
    workspace.write("shop.json", &shop().to_string());
    workspace.write("bindery.toml", TABLES);
    workspace
}

#[test]
fn every_table_is_a_crate() {
    let workspace = tables("every_table_is_a_crate");
    let outcome = workspace.run(&["generate"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("2 crates, "), "{}", outcome.stderr);
    assert!(workspace.read("out/pets/Cargo.toml").contains("name = \"pets-api\""));
    assert!(workspace.read("out/shop/src/operations/carts.rs").contains("pub fn carts("));
    assert_eq!(workspace.run(&["generate", "--check"]).code, 0);
    workspace.write("shop.json", &shop().to_string().replace("listCarts", "allCarts").replace("/carts", "/all"));
    let outcome = workspace.run(&["generate", "--check"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("1 failed: shop") && !outcome.stderr.contains("error[B0503]: pets-api"),
        "{}",
        outcome.stderr
    );
    assert_eq!(workspace.run(&["generate", "--check", "--crate", "pets-api"]).code, 0);
    let outcome = workspace.run(&["generate", "--crate", "pest-api"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("expected one of pets-api, shop"), "{}", outcome.stderr);
    let outcome = workspace.run(&["generate", "--out", "elsewhere"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("choose one with --crate"), "{}", outcome.stderr);
    let outcome = workspace.run(&["list", "--crate", "shop"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("B0106"), "the rule matches nothing: {}", outcome.stderr);
    let outcome = workspace.run(&["list"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("choose one with --crate"), "{}", outcome.stderr);
}

#[test]
fn a_crate_that_fails_is_named_and_leaves_the_others_alone() {
    let workspace = tables("a_crate_that_fails_is_named");
    assert_eq!(workspace.run(&["generate"]).code, 0);
    let before = workspace.read("out/shop/src/operations/carts.rs");
    workspace.write("shop.json", "{\"openapi\": 1");
    workspace.write("pets.json", &pets().to_string().replace("getPet", "readPet"));
    let outcome = workspace.run(&["generate"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("error[B0102]: shop: ") && outcome.stderr.contains("1 failed: shop"),
        "{}",
        outcome.stderr
    );
    assert!(workspace.read("out/pets/src/operations/pets.rs").contains("read_pet"), "the other one is written");
    assert_eq!(workspace.read("out/shop/src/operations/carts.rs"), before, "the old output is whole");
}

#[test]
fn errors_in_the_tables_have_their_places() {
    let workspace = tables("faults_of_the_tables");
    workspace.write("bindery.toml", &TABLES.replace("GET /carts", "GET /crats"));
    let outcome = workspace.run(&["generate"]);
    assert!(
        outcome.code == 1 && outcome.stderr.contains("B0106") && outcome.stderr.contains("#/crate/1/rule/0"),
        "{}",
        outcome.stderr
    );
    for (text, message) in [
        (TABLES.replace("output = \"out/shop\"", "outptu = \"out/shop\""), "bindery.toml:9:1"),
        (format!("output = \"x\"\n{TABLES}"), "`output` is outside of the `[[crate]]` tables"),
        (TABLES.replace("[[crate]]", "[crate]").replacen("[crate]", "[[crate]]", 1), "bindery.toml"),
        (TABLES.replace("out/shop", "out/pets"), "the crate pets-api has the same output directory"),
        (TABLES.replace("out/shop", "./out/../out/pets"), "the crate pets-api has the same output directory"),
    ] {
        let workspace = tables("faults_of_the_tables_again");
        workspace.write("bindery.toml", &text);
        let outcome = workspace.run(&["generate"]);
        assert!(outcome.code == 1 && outcome.stderr.contains(message), "{text}: {}", outcome.stderr);
        assert!(!workspace.has("out/shop"));
    }
}

#[test]
fn a_workspace_is_every_bindery_toml_below_the_folder() {
    let workspace = Workspace::new("a_workspace_is_every_bindery_toml");
    let outcome = workspace.run(&["generate", "--workspace"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("there is no bindery.toml"), "{}", outcome.stderr);
    for (folder, api) in [("apis/pets", pets()), ("apis/shop", shop()), (".hidden/x", shop()), ("target/x", shop())] {
        workspace.write(&format!("{folder}/api.json"), &api.to_string());
        workspace.write(&format!("{folder}/bindery.toml"), "description = \"api.json\"\noutput = \"generated\"\n");
    }
    let outcome = workspace.run(&["generate", "--workspace"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("2 crates, "), "{}", outcome.stderr);
    assert!(workspace.has("apis/pets/generated/src/lib.rs") && workspace.has("apis/shop/generated/src/lib.rs"));
    assert!(!workspace.has(".hidden/x/generated") && !workspace.has("target/x/generated"));
    assert_eq!(workspace.run(&["generate", "--workspace", "--check"]).code, 0);
    let outcome = workspace.run(&["generate", "apis/pets/api.json", "--workspace"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("leave out"), "{}", outcome.stderr);
}

#[test]
fn a_report_of_several_crates_is_one_report() {
    let workspace = tables("a_report_of_several_crates");
    workspace.write("bindery.toml", &TABLES.replace("GET /carts", "GET /crats"));
    workspace.write(
        "pets.json",
        &pets()
            .to_string()
            .replace("\"required\": [\"name\"]", "\"requird\": [\"name\"]")
            .replace("\"required\":[\"name\"]", "\"requird\":[\"name\"]"),
    );
    let outcome = workspace.run(&["check", "--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&outcome.stderr).expect("one log");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let found: Vec<(&str, &str)> = log["runs"][0]["results"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|each| {
            let place = &each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            Some((each["ruleId"].as_str()?, place.as_str()?))
        })
        .collect();
    assert!(found.contains(&("B0207", "pets.json")) && found.contains(&("B0106", "bindery.toml")), "{found:?}");

    let outcome = workspace.run(&["check", "--message-format", "json"]);
    let lines: Vec<Value> = outcome.stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let summaries: Vec<&Value> = lines.iter().filter(|line| line["severity"] == "summary").collect();
    assert_eq!(summaries.len(), 1);
    let summary = &summaries[0]["summary"];
    assert_eq!((&summary["errors"], &summary["warnings"]), (&json!(1), &json!(1)));
    assert_eq!((&summary["crates"][0]["name"], &summary["crates"][1]["errors"]), (&json!("pets-api"), &json!(1)));

    let outcome = workspace.run(&["check"]);
    assert!(
        outcome.stderr.contains("\npets-api: 2 types, 2 operations")
            && outcome.stderr.contains("2 crates, 1 failed: shop"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_is_wrong_in_one_table_is_all_reported_there_and_fails_that_crate_alone() {
    let workspace = tables("what_is_wrong_in_one_table");
    workspace.write("bindery.toml", &TABLES.replace("[[crate.rule]]", "datse = \"jiff\"\nnumbers = 7\n[[crate.rule]]"));
    let outcome = workspace.run(&["generate"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("1 failed: shop"), "{}", outcome.stderr);
    for expected in ["bindery.toml:10:1", "did you mean `dates`?", "bindery.toml:11:11"] {
        assert!(outcome.stderr.contains(expected), "{expected}: {}", outcome.stderr);
    }
    assert!(workspace.has("out/pets/src/lib.rs") && !workspace.has("out/shop"));
}

#[test]
fn a_description_on_the_command_line_has_its_table_or_none() {
    let workspace = tables("a_description_on_the_command_line");
    workspace.write("other.json", &shop().to_string());
    let outcome = workspace.run(&["list", "shop.json"]);
    assert!(outcome.code == 0 && outcome.stdout.contains("::carts"), "{} {}", outcome.stdout, outcome.stderr);
    let outcome = workspace.run(&["list", "other.json"]);
    assert!(outcome.code == 0 && outcome.stdout.contains("::list_carts"), "{} {}", outcome.stdout, outcome.stderr);
    assert!(outcome.stderr.contains("note: no crate of bindery.toml is for \"other.json\""), "{}", outcome.stderr);
    let outcome = workspace.run_on(&["check", "-"], &shop().to_string());
    assert!(outcome.code == 0 && outcome.stderr.contains("is ignored"), "{}", outcome.stderr);
    let outcome = workspace.run(&["check", "other.json", "--config", "bindery.toml"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("--crate NAME"), "{}", outcome.stderr);
    // Places are those in the whole file.
    workspace.write("bindery.toml", &TABLES.replace("GET /carts", "GET /cart"));
    let outcome = workspace.run(&["check", "shop.json"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("bindery.toml:11:"), "{}", outcome.stderr);
}
