//! Recordings: written, compared with the description, and replayed.

use super::{Mock, Workspace, parcels};
use base64::engine::{Engine, general_purpose::STANDARD};
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
        // What was masked matches any value.
        let path = path.replace("s3cr3t", "another");
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

/// A description with secrets in bodies, and with bytes.
fn vault() -> Value {
    let content = json!({"application/json": {"schema": {"type": "object", "properties": {
        "name": {"type": "string"}, "password": {"type": "string"}, "access_token": {"type": "string", "example": "t0k3n"}}}}});
    json!({"openapi": "3.1.0", "info": {"title": "Vault", "version": "1"}, "paths": {
        "/login": {"post": {"requestBody": {"content": content}, "responses": {"200": {"description": "", "content": content}}}},
        "/picture": {"put": {
            "requestBody": {"content": {"image/png": {}}}, "responses": {"200": {"description": "", "content": {"image/png": {}}}}}},
    }})
}

#[test]
fn secrets_in_bodies_are_masked_unless_they_are_asked_for_and_bytes_are_replayed() {
    let workspace = Workspace::with("mock_secrets", &vault());
    let login =
        |mock: &Mock, password: &str| mock.send("POST", "/login", &json!({"name": "Ada", "password": password}));
    let bytes = [0x89, b'P', 0xff, 0x00];
    let put = |mock: &Mock, bytes: &[u8]| {
        let head = "PUT /picture HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: image/png\r\ncontent-length: 4\r\n\r\n";
        mock.raw(&[head.as_bytes(), bytes].concat())
    };
    for file in ["calls.jsonl", "calls.har"] {
        for (flags, is_masked) in [(&[][..], true), (&["--record-secrets"][..], false)] {
            let mock = Mock::start(&workspace, &[&["--record", file], flags].concat());
            assert_eq!(login(&mock, "hunter2").json()["access_token"], json!("t0k3n"));
            assert_eq!(put(&mock, &bytes).status, 200);
            drop(mock);
            let text = workspace.read(file);
            assert_eq!((text.contains("hunter2"), text.contains("t0k3n")), (!is_masked, !is_masked), "{text}");
            assert!(text.contains("iVD/AA==") && text.contains("Ada"), "{text}");
            let again = Mock::start(&workspace, &["--replay", file]);
            let token = if is_masked { "***" } else { "t0k3n" };
            assert_eq!(login(&again, "another").json()["access_token"], json!(token));
        }
    }
    let line = json!({"method": "PUT", "url": "/picture", "status": 200, "responseHeaders": {"content-type": "image/png"},
        "responseBody": "iVD/AA==", "responseBodyEncoding": "base64"});
    workspace.write("picture.jsonl", &format!("{line}\n"));
    let again = Mock::start(&workspace, &["--replay", "picture.jsonl"]);
    let answer = put(&again, &bytes);
    assert_eq!((answer.body.as_slice(), answer.header("content-type")), (&bytes[..], "image/png"));
    workspace.write("broken.jsonl", &format!("{}\n", line.to_string().replace("iVD/AA==", "?")));
    let outcome = workspace.run(&["mock", "api.json", "--port", "0", "--replay", "broken.jsonl"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("responseBody is not base64"), "{}", outcome.stderr);
}

/// A multipart body with a text, a secret, and bytes that are not text.
fn upload(boundary: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let part = |head: &str, content: &[u8]| {
        [format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), content, b"\r\n"]
            .concat()
    };
    [
        part("name=\"name\"", name.as_bytes()),
        part("name=\"password\"", b"hunter2"),
        part("name=\"file\"; filename=\"f.bin\"", bytes),
        format!("--{boundary}--\r\n").into_bytes(),
    ]
    .concat()
}

/// A description of a folder, to which files are sent and from which they come.
fn folder() -> Value {
    let schema = json!({"type": "object", "properties": {
        "name": {"type": "string"}, "password": {"type": "string"}, "file": {"type": "string", "contentMediaType": "application/octet-stream"}}});
    let content = json!({"multipart/form-data": {"schema": schema}});
    json!({"openapi": "3.1.0", "info": {"title": "Folder", "version": "1"}, "paths": {"/files": {
        "post": {"requestBody": {"required": true, "content": content}, "responses": {"200": {"description": "", "content": content}}},
    }}})
}

#[test]
fn multipart_bodies_with_bytes_pass_from_one_recording_to_the_other_and_are_replayed() {
    let workspace = Workspace::with("mock_multipart", &folder());
    let bytes = [0xff, 0x00, b'\r', b'\n', 0x89];
    let post = |mock: &Mock, boundary: &str, name: &str, bytes: &[u8]| {
        let body = upload(boundary, name, bytes);
        let head = format!(
            "POST /files HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary={boundary}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        mock.raw(&[head.as_bytes(), &body].concat())
    };
    // What a real server answered, with bytes.
    let answer = |name: &str| upload("answer", name, &bytes);
    let line = |name: &str| {
        let headers = json!({"content-type": "multipart/form-data; boundary=ask"});
        json!({
            "method": "POST", "url": "/files", "status": 200, "requestHeaders": headers,
            "requestBody": STANDARD.encode(upload("ask", name, &bytes)), "requestBodyEncoding": "base64",
            "responseHeaders": {"content-type": "multipart/form-data; boundary=answer"},
            "responseBody": STANDARD.encode(answer(name)), "responseBodyEncoding": "base64",
        })
        .to_string()
            + "\n"
    };
    workspace.write("calls.jsonl", &(line("one") + &line("two")));
    // From JSON lines to HAR, to JSON lines, and back.
    let mut from = "calls.jsonl".to_owned();
    for (round, to) in ["first.har", "second.jsonl", "third.har"].into_iter().enumerate() {
        let mock = Mock::start(&workspace, &["--replay", &from, "--record", to, "--record-secrets"]);
        for name in ["two", "one"] {
            let given = post(&mock, &format!("other{round}"), name, &bytes);
            assert_eq!((given.status, &given.body), (200, &answer(name)), "{from} {name}");
            assert_eq!(given.header("content-type"), "multipart/form-data; boundary=answer");
        }
        drop(mock);
        let outcome = workspace.run(&["verify", "api.json", "--traffic", to]);
        assert!(outcome.code == 0 && outcome.stderr.contains("2 exchanges, 2 checked"), "{}", outcome.stderr);
        from = to.to_owned();
    }
    // A file is no reason to record a secret beside it.
    let mock = Mock::start(&workspace, &["--replay", &from, "--record", "masked.har"]);
    assert_eq!(post(&mock, "b", "one", &bytes).status, 200);
    drop(mock);
    let har: Value = serde_json::from_str(&workspace.read("masked.har")).expect("JSON");
    let entry = &har["log"]["entries"][0];
    for text in [&entry["request"]["postData"]["text"], &entry["response"]["content"]["text"]] {
        let whole = STANDARD.decode(text.as_str().expect("text")).expect("base64");
        let has = |wanted: &[u8]| whole.windows(wanted.len()).any(|each| each == wanted);
        assert!(has(&bytes) && has(b"***") && !has(b"hunter2"), "{}", String::from_utf8_lossy(&whole));
    }
    // The same parts find their answer, and a masked one matches any.
    let mock = Mock::start(&workspace, &["--replay", "masked.har", &from]);
    let masked = post(&mock, "b", "one", &bytes);
    assert_eq!(masked.body.len(), answer("one").len() - "hunter2".len() + "***".len());
}

#[test]
fn what_has_no_parts_is_refused_as_text_and_as_bytes() {
    let workspace = Workspace::with("mock_no_parts", &folder());
    let mock = Mock::start(&workspace, &[]);
    let post = |body: &[u8]| {
        let head = format!(
            "POST /files HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        mock.raw(&[head.as_bytes(), body].concat()).status
    };
    assert_eq!(post(&upload("b", "one", &[0xff, 0x00])), 200);
    for body in
        [&b"nothing"[..], &[0xff, 0x00, 0x89], &upload("other", "one", b"text"), &upload("other", "one", &[0xff])]
    {
        assert_eq!(post(body), 400, "{}", String::from_utf8_lossy(body));
    }
}
