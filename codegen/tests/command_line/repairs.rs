//! Overlays that make a description true for recorded traffic.

use super::Workspace;
use serde_json::{Value, json};

fn document(version: &str, schemas: &Value) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}});
    json!({
        "openapi": version, "info": {"title": "Orders", "version": "1"},
        "components": {"schemas": schemas},
        "paths": {"/orders/{id}": {"get": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "", "content": content}},
        }}},
    })
}

fn schemas() -> Value {
    json!({
        "Order": {"type": "object", "required": ["id", "total", "state"], "properties": {
            "id": {"type": "string"}, "total": {"$ref": "#/components/schemas/Money"}, "tax": {"$ref": "#/components/schemas/Money"},
            "state": {"$ref": "#/components/schemas/State"}, "note": {"type": "string"}, "buyer": {"$ref": "#/components/schemas/Buyer"},
        }},
        "Money": {"type": "number"},
        "State": {"type": "string", "enum": ["open", "paid"]},
        "Buyer": {"type": "object", "properties": {"name": {"type": "string"}, "api_key": {"type": "string", "enum": ["none"]}}},
    })
}

fn lines(bodies: &[Value]) -> String {
    let line =
        |body: &Value| json!({"method": "GET", "url": "/orders/1", "status": 200, "responseBody": body}).to_string();
    bodies.iter().map(|body| line(body) + "\n").collect()
}

fn overlay(workspace: &Workspace, file: &str) -> Value {
    serde_json::from_str(&workspace.read(file)).expect("an overlay")
}

#[test]
fn an_overlay_mends_what_deviates_with_its_evidence() {
    for version in ["3.0.3", "3.1.0"] {
        let workspace = Workspace::with(&format!("repairs_{version}"), &document(version, &schemas()));
        let bodies = [
            json!({"id": "a", "total": 1, "state": "open"}),
            json!({"id": "a", "total": "1.20", "tax": "0.20", "state": "lost", "note": null, "buyer": null}),
            json!({"total": 1, "state": "lost", "color": "crimson", "buyer": {"api_key": "s3cr3t", "token": "s3cr3t"}}),
        ];
        workspace.write("calls.jsonl", &lines(&bodies));
        let verify = ["verify", "api.json", "--traffic", "calls.jsonl"];
        let outcome = workspace.run(&[&verify[..], &["--write-overlay", "repairs.json"]].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let written = overlay(&workspace, "repairs.json");
        let actions = written["actions"].as_array().expect("actions");
        let of = |target: &str| -> Vec<&Value> { actions.iter().filter(|each| each["target"] == target).collect() };
        let [money] = of("$.components.schemas.Money")[..] else { panic!("{written:#}") };
        let why = money["description"].as_str().expect("evidence");
        assert!(why.contains("a string in 1 of 3 responses of GET /orders/{id}"), "{why}");
        let required = of("$.components.schemas.Order.required[?@ == 'id']");
        assert_eq!(required[0]["remove"], true, "{written:#}");
        assert_eq!(of("$.components.schemas.State")[0]["update"], json!({"enum": ["lost"]}));
        assert!(
            of("$.components.schemas.State")[0]["description"].as_str().expect("evidence").contains("2 of 3 responses")
        );
        let note = &of("$.components.schemas.Order.properties.note")[0]["update"];
        let null = if version == "3.0.3" { json!({"nullable": true}) } else { json!({"type": ["string", "null"]}) };
        assert_eq!(*note, null);
        // One use of the buyer is null, not every buyer.
        assert!(of("$.components.schemas.Buyer").is_empty(), "{written:#}");
        assert!(!written.to_string().contains("s3cr3t") && !written.to_string().contains("crimson"), "{written:#}");
        let outcome = workspace.run(&[&verify[..], &["--overlay", "repairs.json"]].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        // Each edit is needed: without its actions, something deviates.
        for action in actions {
            let mut less = written.clone();
            let is_other = |each: &Value| each["description"] != action["description"];
            less["actions"].as_array_mut().expect("actions").retain(is_other);
            workspace.write("less.json", &less.to_string());
            let outcome = workspace.run(&[&verify[..], &["--overlay", "less.json"]].concat());
            assert_eq!(outcome.code, 1, "{action:#} {}", outcome.stderr);
        }
    }
}

#[test]
fn an_overlay_of_this_command_is_extended_and_any_other_is_kept() {
    let workspace = Workspace::with("repairs_again", &document("3.1.0", &schemas()));
    let configure = |overlays: &str| {
        workspace
            .write("bindery.toml", &format!("description = \"api.json\"\noutput = \"out\"\noverlays = [{overlays}]\n"));
    };
    workspace.write("first.jsonl", &lines(&[json!({"id": "a", "total": 1, "state": "open", "note": null})]));
    workspace.write("second.jsonl", &lines(&[json!({"id": "a", "total": 1, "state": "lost"})]));
    let run = |traffic: &str, target: &str| workspace.run(&["verify", "--traffic", traffic, "--write-overlay", target]);
    configure("");
    let outcome = run("first.jsonl", "repairs.yaml");
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let first = workspace.read("repairs.yaml");
    assert!(first.contains("note") && !first.contains("lost"), "{first}");
    configure("\"repairs.yaml\"");
    let outcome = run("first.jsonl", "repairs.yaml");
    assert!(outcome.code == 0 && outcome.stderr.contains("nothing to mend"), "{}", outcome.stderr);
    assert_eq!(workspace.read("repairs.yaml"), first);
    let outcome = run("second.jsonl", "repairs.yaml");
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let second = workspace.read("repairs.yaml");
    assert!(second.contains("note") && second.contains("lost"), "{second}");
    for traffic in ["first.jsonl", "second.jsonl"] {
        assert_eq!(workspace.run(&["verify", "--traffic", traffic]).code, 0);
    }
    let own = "overlay: 1.0.0\ninfo: {title: Mine, version: 1}\nactions: [{target: $.info, update: {title: Mine}}]\n";
    workspace.write("mine.yaml", own);
    configure("");
    let outcome = run("second.jsonl", "mine.yaml");
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("mine.yaml was not written by"), "{}", outcome.stderr);
    assert_eq!(workspace.read("mine.yaml"), own);
    let outcome = run("second.jsonl", ".");
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
}

#[test]
fn examples_are_mended_as_traffic_is() {
    let mut schemas = schemas();
    schemas["Order"]["properties"]["note"]["example"] = json!(7);
    schemas["Order"]["example"] = json!({"id": "a", "state": "new", "total": 1});
    let workspace = Workspace::with("repairs_examples", &document("3.0.0", &schemas));
    let outcome = workspace.run(&["check", "api.json", "--examples", "--write-overlay", "repairs.yaml"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let outcome =
        workspace.run(&["check", "api.json", "--examples", "--overlay", "repairs.yaml", "--deny", "warnings"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("B06"), "{}", outcome.stderr);
    assert_eq!(workspace.run(&["check", "api.json", "--write-overlay", "repairs.yaml"]).code, 2);
}

/// A description with one operation, in the form of a version.
fn call(version: &str) -> Value {
    let object = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let (responses, base) = match version {
        "2.0" => (
            json!({"200": {"description": "", "schema": object}}),
            json!({"swagger": "2.0", "produces": ["application/json"]}),
        ),
        version => {
            let content = json!({"application/json": {"schema": object}});
            (json!({"200": {"description": "", "content": content}}), json!({"openapi": version}))
        }
    };
    let id = match version {
        "2.0" => json!({"name": "id", "in": "path", "required": true, "type": "string"}),
        _ => json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}),
    };
    let mut document = base;
    document["info"] = json!({"title": "Calls", "version": "1"});
    document["paths"] =
        json!({"/calls/{id}": {"post": {"tags": ["calls"], "parameters": [id], "responses": responses}}});
    document
}

#[test]
fn statuses_media_types_parameters_and_methods_are_declared() {
    for version in ["2.0", "3.0.3", "3.1.0"] {
        let workspace = Workspace::with(&format!("repairs_calls_{version}"), &call(version));
        let sent = |method: &str, query: &str, status: u16, body: &Value, answer: &Value| {
            json!({"method": method, "url": format!("/calls/1{query}"), "status": status, "requestBody": body, "responseBody": answer})
                .to_string()
                + "\n"
        };
        let html = json!({"method": "POST", "url": "/calls/1", "status": 502, "responseBody": "<html>",
            "responseHeaders": {"content-type": "text/html; charset=utf-8"}});
        let traffic = [
            sent("POST", "?page=2&deep=true", 200, &json!({"a": [1]}), &json!({"id": "a"})),
            sent("POST", "", 404, &Value::Null, &json!({"error": {"code": 7}})),
            sent("DELETE", "", 204, &Value::Null, &Value::Null),
            html.to_string(),
        ];
        workspace.write("calls.jsonl", &traffic.concat());
        let verify = ["verify", "api.json", "--traffic", "calls.jsonl"];
        let outcome = workspace.run(&[&verify[..], &["--write-overlay", "repairs.json"]].concat());
        let written = overlay(&workspace, "repairs.json");
        assert_eq!(outcome.code, 0, "{version} {} {written:#}", outcome.stderr);
        let outcome =
            workspace.run(&["generate", "api.json", "--overlay", "repairs.json", "--out", "out", "--name", "calls"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let text = written.to_string();
        for expected in ["\"404\"", "\"502\"", "text/html", "\"page\"", "\"delete\"", "\"204\"", "\"integer\""] {
            assert!(text.contains(expected), "{version} {expected} {written:#}");
        }
    }
}

#[test]
fn a_union_keeps_its_variants_beside_an_unknown_tag() {
    let mut schemas = schemas();
    let load = |kind: &str, more: Value| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": [kind]}, "size": more}});
    schemas["Box"] = load("box", json!({"type": "integer"}));
    schemas["Bag"] = load("bag", json!({"type": "boolean"}));
    schemas["Order"]["properties"]["load"] = json!({
        "oneOf": [{"$ref": "#/components/schemas/Box"}, {"$ref": "#/components/schemas/Bag"}],
        "discriminator": {"propertyName": "kind", "mapping": {"box": "#/components/schemas/Box", "bag": "#/components/schemas/Bag"}},
    });
    let workspace = Workspace::with("repairs_union", &document("3.1.0", &schemas));
    let order = |load: Value| json!({"id": "a", "total": 1, "state": "open", "load": load});
    let bodies = [json!({"kind": "box", "size": 1}), json!({"kind": "jar", "lid": {"tight": true}}), json!("none")];
    workspace.write("calls.jsonl", &lines(&bodies.map(order)));
    let verify = ["verify", "api.json", "--traffic", "calls.jsonl"];
    let outcome = workspace.run(&[&verify[..], &["--write-overlay", "repairs.json", "--json"]].concat());
    let written = overlay(&workspace, "repairs.json");
    assert_eq!(outcome.code, 0, "{} {written:#}", outcome.stderr);
    let figures: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let actions = written["actions"].as_array().map(Vec::len);
    assert_eq!(figures["overlays"], json!({"files": [{"path": "repairs.json", "actions": actions}], "left": 0}));
    // The other variants stay; only the discriminator, which cannot name the new tag, goes.
    let targets: Vec<&str> =
        written["actions"].as_array().expect("actions").iter().filter_map(|each| each["target"].as_str()).collect();
    let load = "$.components.schemas.Order.properties.load";
    assert_eq!(targets, [&format!("{load}.discriminator"), load], "{written:#}");
    assert_eq!(written["actions"][1]["update"]["oneOf"][1]["properties"], json!({"kind": {"type": "string"}}));
}

#[test]
fn edits_that_do_not_help_are_not_made() {
    let workspace = Workspace::with("repairs_vain", &document("3.0.3", &schemas()));
    let text = json!({"method": "GET", "url": "/orders/1", "status": 200, "responseBody": "<html>"});
    let bodies = lines(&[json!({"id": "a", "total": 1, "state": "open", "note": null})]);
    workspace.write("calls.jsonl", &format!("{bodies}{text}\n"));
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "calls.jsonl", "--write-overlay", "repairs.json"]);
    assert!(
        outcome.code == 1 && outcome.stderr.contains("an overlay cannot mend this: the value is a string"),
        "{}",
        outcome.stderr
    );
    let written = overlay(&workspace, "repairs.json");
    assert_eq!(written["actions"].as_array().map(Vec::len), Some(1), "{written:#}");
}

#[test]
fn an_undeclared_path_is_left_and_said() {
    let workspace = Workspace::with("repairs_path", &call("3.1.0"));
    let traffic = "{\"method\": \"GET\", \"url\": \"/other\", \"status\": 200}\n{\"method\": \"POST\", \"url\": \"/calls/1\", \"status\": 500}\n";
    workspace.write("calls.jsonl", traffic);
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "calls.jsonl", "--write-overlay", "repairs.json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("an overlay cannot mend this: GET /other"), "{}", outcome.stderr);
    let allowed = [
        "verify",
        "api.json",
        "--traffic",
        "calls.jsonl",
        "--write-overlay",
        "repairs.json",
        "--allow",
        "B0609",
        "--allow",
        "B0607",
    ];
    let outcome = workspace.run(&allowed);
    assert!(outcome.code == 0 && outcome.stderr.contains("nothing to mend"), "{}", outcome.stderr);
}

#[test]
fn each_document_has_an_overlay_of_its_own() {
    let workspace = Workspace::new("repairs_documents");
    let mut document = document("3.1.0", &json!({"Order": {"$ref": "models/order.yaml#/Order"}}));
    document["paths"]["/orders/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({"type": "object", "properties": {"order": {"$ref": "#/components/schemas/Order"}}});
    workspace.write("api/api.json", &document.to_string());
    workspace.write("api/models/order.yaml", "Order:\n  type: object\n  properties:\n    total: {type: number}\n");
    workspace.write("calls.jsonl", &lines(&[json!({"order": {"total": "1"}, "more": 1})]));
    let verify = ["verify", "api/api.json", "--traffic", "calls.jsonl"];
    let outcome = workspace.run(&[&verify[..], &["--write-overlay", "repairs.yaml"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let inner = workspace.read("repairs.models-order.yaml");
    assert!(
        inner.contains("extends: api/models/order.yaml\n") && inner.contains("$.Order.properties.total"),
        "{inner}"
    );
    assert!(!workspace.read("repairs.yaml").contains("total"));
    let overlays = ["--overlay", "repairs.yaml", "--overlay", "repairs.models-order.yaml"];
    assert_eq!(workspace.run(&[&verify[..], &overlays[..]].concat()).code, 0);
}

/// Real descriptions whose examples contradict them, where they are.
#[test]
fn examples_of_real_descriptions_are_mended() {
    let ancestors = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let Some(shared) = ancestors.map(|folder| folder.join("shared")).find(|folder| folder.join("field").is_dir())
    else {
        println!("skipped: there is no ../shared");
        return;
    };
    let workspace = Workspace::new("repairs_field");
    let paths = ["field/twilio.yaml", "field/xero-accounting.yaml", "field/elastic.json", "specs/openai.json"];
    std::thread::scope(|scope| {
        for (index, path) in paths.into_iter().enumerate() {
            let (workspace, description) = (&workspace, shared.join(path).display().to_string());
            scope.spawn(move || {
                let target = format!("{index}.yaml");
                // The command reads the description again with the overlay, and fails if anything is left.
                let outcome = workspace.run(&["check", &description, "--examples", "--write-overlay", &target]);
                assert!(outcome.code == 0 && workspace.has(&target), "{path} {}", outcome.stderr);
            });
        }
    });
}
