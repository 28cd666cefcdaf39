//! Recordings that were damaged, or made to do harm.

use super::bodies::bodies;
use super::{Workspace, multipart, post};
use crate::damage::Dice;
use bindery::verify::{read, verify};
use bindery::{Options, modelled};
use serde_json::{Value, json};

#[test]
fn hostile_recordings_end_with_a_message() {
    let workspace = Workspace::with("wire_hostile", &bodies());
    let form = "application/x-www-form-urlencoded";
    let long = |text: &str, count: usize| text.repeat(count);
    let name = |index: usize| format!("k{index}=1&");
    let lines = [
        post("/form", form, &(0..20_000).map(name).collect::<String>()),
        post("/form", form, &format!("deep{}=1&n=1&%zz=%&=&&n", long("[y]", 5_000))),
        post("/form", form, &long("list[]=1&", 20_000)),
        post("/parts", "multipart/form-data; boundary=b", &(long("--b\r\n", 20_000) + "--b--")),
        post("/parts", "multipart/form-data", "--\r\n"),
        post("/parts?\u{0}[[]&[=]&%ff=%fe", "multipart/mixed; boundary=", "x"),
    ];
    workspace.write("hostile.jsonl", &lines.concat());
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "hostile.jsonl", "--message-format", "short"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let shown: Vec<&str> = outcome.stderr.lines().collect();
    // A message has a thousand deviations at most, and a name a hundred letters.
    assert!(shown.len() < 2_500 && shown.iter().all(|line| line.chars().count() < 600), "{}", shown.len());
    assert!(outcome.stderr.contains("6 exchanges, 6 checked"), "{}", shown.last().unwrap_or(&""));
    let entry = |request: Value| json!({"request": request, "response": {"status": 204}});
    let entries = json!([
        1,
        null,
        {},
        entry(json!([])),
        entry(json!({"method": 1, "url": 2})),
        entry(
            json!({"method": "POST", "url": "/parts", "headers": [1, {"name": 1}], "cookies": [1, {}], "postData": {"params": [1, {"value": 3}]}})
        ),
        entry(
            json!({"method": "POST", "url": "/form", "headers": {}, "cookies": 3, "postData": {"mimeType": form, "text": "!", "encoding": "base64"}})
        ),
    ]);
    workspace.write("hostile.har", &json!({"log": {"entries": entries}}).to_string());
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "hostile.har"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("warning[B0611]").count(), 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("6 unreadable parts"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("a body is declared as base64") && outcome.stderr.contains("--> hostile.har:1:1"));
}

#[test]
fn mutated_recordings_are_read_without_a_panic() {
    let workspace = Workspace::with("wire_mutated", &bodies());
    let run = modelled(&Options { description: Some(workspace.path().join("api.json")), ..Options::default() });
    let (api, documents) = run.model().expect("a model");
    let parts = multipart(&[("name=\"n\"", "1"), ("name=\"file\"; filename=\"a\"\r\nContent-Type: image/png", "x")]);
    let lines = post("/parts", "multipart/form-data; boundary=b", &parts)
        + &post(
            "/form?a[b][]=1",
            "application/x-www-form-urlencoded",
            "n=1&deep%5By%5D=3&joined=1,2&inside=%7B%22x%22%3A1%7D",
        );
    let entry = json!({
        "request": {"method": "POST", "url": "https://a.example/parts?x=%41", "headers": [{"name": "Cookie", "value": "a=1; b"}], "cookies": [],
            "postData": {"mimeType": "multipart/form-data", "params": [{"name": "n", "value": "1"}, {"name": "file", "fileName": "a"}]}},
        "response": {"status": 204, "headers": [], "content": {"mimeType": "text/event-stream", "text": "ZGF0YTogMQoK", "encoding": "base64"}},
    });
    let archive = json!({"log": {"version": "1.2", "entries": [entry, entry]}}).to_string();
    let pieces: [&[u8]; 12] =
        [b"\"", b"{", b"]", b"--b", b"%", b"\xff", b"\\u0000", b"[", b"null", b"1e999", b"\r\n", b"&="];
    let mut checked = 0;
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let (name, text) = if seed % 2 == 0 { ("a.jsonl", &lines) } else { ("a.har", &archive) };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..1 + dice.roll(6) {
            let (at, length) = (dice.roll(bytes.len()), dice.roll(12));
            let piece = dice.pick(&pieces).map(|piece| piece.to_vec()).unwrap_or_default();
            match dice.roll(4) {
                0 => drop(bytes.splice(at..at, piece)),
                1 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                2 => bytes[at] = u8::try_from(dice.roll(256)).unwrap_or_default(),
                _ => bytes.extend_from_within(at..(at + length).min(bytes.len())),
            }
            if bytes.is_empty() {
                break;
            }
        }
        workspace.write_bytes(name, &bytes);
        let traffic = read(&[workspace.path().join(name)]);
        assert!(traffic.problems.len() < 20, "{seed} {:?}", traffic.problems);
        // Each says where it is.
        assert!(
            traffic.problems.iter().all(|problem| problem.to_string().contains(&format!("{name}:"))),
            "{:?}",
            traffic.problems
        );
        checked += verify(api, documents, &traffic, &[]).checked;
    }
    assert!(checked > 200, "{checked}");
}
