//! Recordings: written, compared with the description, and replayed.

use super::{Mock, Workspace, parcels};
use serde_json::{Value, json};

#[test]
fn recordings_verify_without_a_deviation_and_replay_the_same() {
    let workspace = Workspace::with("mock_recordings", &parcels());
    for file in ["calls.jsonl", "calls.har"] {
        let mock = Mock::start(&workspace, &["--record", file]);
        let created = mock.send("POST", "/parcels", &json!({"weight": 2.5}));
        let path = format!("/v1/parcels/{}?token=s3cr3t", created.json()["id"]);
        let mut answers = vec![created.body];
        answers.push(mock.get(&path, &["x-key: s3cr3t", "authorization: Bearer s3cr3t"]).body);
        answers.push(mock.send("PATCH", &path, &json!({"state": "lost"})).body);
        answers.push(mock.get(&path, &[]).body);
        answers.push(mock.get("/parcels/1", &["prefer: code=404"]).body);
        answers.push(mock.get("/events", &["x-key: k"]).body);
        assert_eq!(mock.get("/label", &["accept: text/plain", "x-key: k"]).text(), "plain label");
        drop(mock);
        let text = workspace.read(file);
        assert!(!text.contains("s3cr3t") && text.contains("***"), "{text}");
        let outcome = workspace.run(&["verify", "api.json", "--traffic", file, "--allow", "B0610"]);
        assert!(outcome.code == 0 && outcome.stderr.contains("7 exchanges, 7 checked"), "{}", outcome.stderr);
        let again = Mock::start(&workspace, &["--replay", file, "--seed", "9"]);
        // The masked token does not match: of what is recorded, only the query differs.
        let path = path.replace("s3cr3t", "***");
        assert_eq!(again.send("POST", "/parcels", &json!({"weight": 2.5})).body, answers[0]);
        assert_eq!(again.get(&path, &[]).body, answers[1]);
        // The second time, the second answer; and from then on.
        assert_eq!(again.get(&path, &[]).body, answers[3]);
        assert_eq!(again.get(&path, &[]).body, answers[3]);
        assert_eq!(again.get("/parcels/1", &[]).status, 404);
        assert_eq!(again.get("/events", &[]).body, answers[5]);
        // What was not recorded comes from the description.
        assert_eq!(again.get("/parcels/12345", &[]).status, 200);
    }
    let har: Value = serde_json::from_str(&workspace.read("calls.har")).expect("JSON");
    let first = &har["log"]["entries"][0];
    assert_eq!(
        (&first["response"]["status"], &first["request"]["postData"]["mimeType"]),
        (&json!(201), &json!("application/json"))
    );
    workspace.write("other.jsonl", "{\"method\": \"GET\", \"url\": \"/nothing\", \"status\": 200}\n");
    let outcome = workspace.run(&["mock", "api.json", "--port", "0", "--replay", "other.jsonl"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("can be replayed"), "{}", outcome.stderr);
}
