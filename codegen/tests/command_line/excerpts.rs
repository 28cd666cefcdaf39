//! Excerpts in reports, and the other formats of reports.

use super::Workspace;
use serde_json::Value;

/// A description with a problem in each of its two documents, one of them twice.
const MAIN: &str = "\
openapi: 3.1.0
info: {title: Parcels, version: '1'}
paths:
  /parcels:
    get:
      operationId: listParcels
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: 'models.json#/Parcel'}}}}
  /parcels/all:
    get:
      operationId: listParcels
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: 'models.json#/Nothing'}}}}
  /parcels/some:
    get:
      operationId: someParcels
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: 'models.json#/Nothing'}}}}
";
const MODELS: &str = "{\n  \"Parcel\": {\n\t\"type\": \"object\",\n\t\"required\": \"宠物\"\n  }\n}\n";

fn parcels(test: &str) -> Workspace {
    let workspace = Workspace::new(test);
    workspace.write("api.yaml", MAIN);
    workspace.write("models.json", MODELS);
    workspace.write("bindery.toml", "description = \"api.yaml\"\n");
    workspace
}

#[test]
fn a_report_shows_the_lines_with_their_places_underlined() {
    let workspace = parcels("a_report_shows_the_lines");
    let rule = "description = \"api.yaml\"\n\n[[rule]]\nmatch = \"Nowhere\"\nrename = \"Here\"\n";
    workspace.write("bindery.toml", rule);
    let stderr = workspace.run(&["check"]).stderr;
    // YAML, with a related place and the lines between the two.
    let twice = "\
  --> api.yaml:11:20 (#/paths/~1parcels~1all/get/operationId)
   |
 6 |       operationId: listParcels
   |                    ----------- first used here
...
11 |       operationId: listParcels
   |                    ^^^^^^^^^^^
";
    assert!(stderr.contains(twice), "{stderr}");
    // JSON behind a reference, indented by a tab, with wide characters.
    let models = "
 --> models.json:4:14 (models.json#/Parcel/required)
  |
4 |     \"required\": \"宠物\"
  |                 ^^^^^^ expected an array
";
    assert!(stderr.contains(models), "{stderr}");
    // TOML.
    let rule = "
 --> bindery.toml:4:9 (#/rule/0/match)
  |
4 | match = \"Nowhere\"
  |         ^^^^^^^^^ expected one of the schemas";
    assert!(stderr.contains(rule), "{stderr}");
}

#[test]
fn one_cause_is_one_finding_with_its_places() {
    let workspace = parcels("one_cause_is_one_finding");
    let brief = workspace.run(&["check"]).stderr;
    assert_eq!(brief.matches("models.json#/Nothing\"; any JSON value").count(), 1, "{brief}");
    assert!(brief.contains("also at api.yaml:18:78 (#/paths/~1parcels~1some/get/"), "{brief}");
    let verbose = workspace.run(&["check", "--verbose"]).stderr;
    assert_eq!(verbose.matches("models.json#/Nothing\"; any JSON value").count(), 2, "{verbose}");
    let json = workspace.run(&["check", "--message-format", "json"]).stderr;
    assert_eq!(json.matches("/Nothing").count(), 2, "programs get every place: {json}");
}

#[test]
fn a_text_of_one_long_line_is_cut() {
    let workspace = Workspace::new("a_text_of_one_long_line_is_cut");
    let many: String = (0..40_000).map(|number| format!("\"P{number}\":{{\"type\":\"string\"}},")).collect();
    workspace.write(
        "api.json",
        &format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"L\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{{many}\"Q\":{{\"required\":\"x\"}},{many}\"R\":{{}}}}}}}}"
        ),
    );
    let stderr = workspace.run(&["check", "api.json", "--allow", "notes", "--allow", "B0108"]).stderr;
    assert!(stderr.contains(" (#/components/schemas/Q/required)"), "{stderr}");
    assert!(stderr.contains("\"Q\":{\"required\":\"x\"}"), "{stderr}");
    assert!(stderr.lines().all(|line| line.chars().count() < 160), "{stderr}");
}

#[test]
fn a_report_cannot_command_the_terminal() {
    let workspace = Workspace::new("a_report_cannot_command_the_terminal");
    let title = "\u{202e}A\u{9b}31m\u{7f}";
    let schemas = format!("{{\"{title}\": {{\"required\": \"\u{2066}é\u{2028}\"}}}}");
    workspace.write(
        "api.json",
        &format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"components\": {{\"schemas\": {schemas}}}}}"
        ),
    );
    for format in ["human", "short", "json", "github", "sarif"] {
        let stderr = workspace.run(&["check", "api.json", "--message-format", format]).stderr;
        assert!(stderr.contains("B0206"), "{format}: {stderr}");
        let is_safe =
            |each: char| !each.is_control() && !matches!(each, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(stderr.chars().all(|each| each == '\n' || is_safe(each)), "{format}: {stderr:?}");
    }
}

#[test]
fn colors_are_for_terminals_and_those_who_ask() {
    let workspace = parcels("colors_are_for_terminals");
    let is_colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        workspace.run_with(&[&["check"], arguments].concat(), variables).stderr.contains("\u{1b}[")
    };
    assert!(!is_colored(&[], &[]));
    assert!(is_colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    // Only the colors differ.
    let colored = workspace.run(&["check", "--color", "always"]).stderr;
    let plain = workspace.run(&["check", "--color", "never"]).stderr;
    let mut bare = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let without_time = |text: &str| {
        text.lines()
            .map(str::trim_end)
            .filter(|line| !line.ends_with(" ms"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    assert_eq!(without_time(&bare), without_time(&plain));
}

#[test]
fn short_messages_are_one_line_each() {
    let stderr = parcels("short_messages").run(&["check", "--message-format", "short"]).stderr;
    assert!(stderr.contains("models.json:4:14: warning[B0206]: "), "{stderr}");
    assert!(stderr.lines().all(|line| line.contains("[B0") || line.ends_with(" ms")), "{stderr}");
}

#[test]
fn quiet_prints_errors_only() {
    let workspace = parcels("quiet_prints_errors_only");
    assert_eq!(workspace.run(&["check", "--quiet"]).stderr, "");
    let denied = workspace.run(&["check", "--quiet", "--deny", "B0206"]);
    assert_eq!((denied.code, denied.stderr.matches("[B0").count()), (1, 1), "{}", denied.stderr);
}

#[test]
fn json_lines_have_related_places_and_ends() {
    let stderr = parcels("json_lines_have_related_places").run(&["check", "--message-format", "json"]).stderr;
    let lines: Vec<Value> = stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let twice = lines.iter().find(|line| line["code"] == "B0401").expect("the operationId");
    assert_eq!(
        (&twice["line"], &twice["column"], &twice["end_line"], &twice["end_column"]),
        (&11.into(), &20.into(), &11.into(), &31.into())
    );
    let related = &twice["related"][0];
    assert_eq!((&related["file"], &related["line"]), (&"api.yaml".into(), &6.into()));
    assert_eq!(related["message"], "first used here");
}

#[test]
fn annotations_of_github_are_one_line_each() {
    let stderr = parcels("annotations_of_github").run(&["check", "--message-format", "github"]).stderr;
    let expected = "::warning file=models.json,line=4,endLine=4,col=14,endColumn=17,title=bindery B0206::";
    assert!(stderr.contains(expected), "{stderr}");
    assert!(stderr.lines().all(|line| line.starts_with("::") || line.ends_with(" ms")), "{stderr}");
    assert!(stderr.contains("%0Ahelp: "), "{stderr}");
}

#[test]
fn a_sarif_log_has_what_the_format_requires() {
    let stderr = parcels("a_sarif_log").run(&["check", "--message-format", "sarif"]).stderr;
    let log: Value = serde_json::from_str(&stderr).expect("one JSON value");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.contains("sarif-2.1.0")));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "bindery");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let is_level = |level: &Value| ["none", "note", "warning", "error"].iter().any(|known| level == known);
    for rule in rules {
        let texts = ["shortDescription", "fullDescription", "help"].map(|key| &rule[key]["text"]);
        assert!(texts.iter().all(|text| text.as_str().is_some_and(|text| !text.is_empty())), "{rule}");
        assert!(is_level(&rule["defaultConfiguration"]["level"]), "{rule}");
    }
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 4, "{stderr}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"], "{result}");
        assert!(is_level(&result["level"]) && result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().expect("locations").iter().chain(related) {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            assert!(!uri.is_empty() && !uri.contains([' ', '\\']), "{uri}");
            let region = |key: &str| place["region"][key].as_u64().expect("a number");
            assert!(region("startLine") > 0 && region("startColumn") > 0, "{location}");
            assert!((region("endLine"), region("endColumn")) >= (region("startLine"), region("startColumn")));
        }
    }
    assert!(results.iter().any(|result| result["relatedLocations"][0]["message"]["text"] == "first used here"));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}
