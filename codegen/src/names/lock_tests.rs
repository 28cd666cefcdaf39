//! Names stay what they are where a lock file has them.

use super::lock::{Section, Slot, read, text};
use super::{Lock, names, renew};
use crate::api::Api;
use crate::config::Config;
use serde_json::{Value, json};

/// A description whose names others can take.
fn harbour() -> Value {
    let boats = json!({"description": "", "headers": {"X-Total": {"schema": {"type": "integer"}}}, "content": {"application/json": {"schema":
        {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/boat"}}}}}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Harbour", "version": "1"},
        "servers": [{"url": "https://{Zone}.example", "description": "Main", "variables": {"Zone": {"default": "a"}}}],
        "paths": {"/boats": {"get": {
            "operationId": "list-boats", "tags": ["boats"],
            "parameters": [{"name": "Limit", "in": "query", "schema": {"type": "integer"}}],
            "responses": {"200": boats},
        }}},
        "webhooks": {"Sunk": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/boat"}}}},
            "responses": {"204": {"description": ""}}}}},
        "components": {"schemas": {
            "boat": {"type": "object", "properties": {
                "Name": {"type": "string"}, "state": {"$ref": "#/components/schemas/State"},
                "owner": {"type": "object", "properties": {"id": {"type": "string"}}},
                "load": {"$ref": "#/components/schemas/Load"}}},
            "State": {"type": "string", "enum": ["afloat", "LOST"]},
            "Load": {"oneOf": [
                {"type": "object", "title": "crate", "required": ["c"], "properties": {"c": {"type": "string"}}},
                {"type": "object", "title": "barrel", "required": ["b"], "properties": {"b": {"type": "string"}}}]},
        }},
    })
}

fn api(description: &Value) -> Api {
    let run = crate::bind("api.json".as_ref(), description.to_string().into_bytes(), &Config::default());
    run.product.expect("a product").api
}

/// The names of a description as a lock file, and how many could not stay.
fn locked(description: &Value, before: &Lock) -> (Lock, usize) {
    let (api, config) = (api(description), Config::default());
    let (lock, found) = renew(&api, &names(&api, &config, before), &config, before);
    (lock, found.len())
}

/// The names of the first lock file that the second one has otherwise.
fn moved(before: &Lock, after: &Lock) -> Vec<String> {
    let mut moved = Vec::new();
    for section in Section::ALL {
        for (place, entry) in before.places(section) {
            let now = after.at(section, place);
            let gone = entry.iter().filter(|(slot, name)| now.is_some() && now.get(slot) != Some(name.as_str()));
            moved.extend(gone.map(|(slot, name)| format!("{place} {slot:?} {name}: {:?}", now.get(slot))));
        }
    }
    moved.extend((before.package != after.package).then(|| "package".to_owned()));
    moved
}

/// A change of a description.
type Edit = fn(&mut Value);

/// Changes after which a name would be another one.
fn shifts() -> Vec<(&'static str, Edit)> {
    fn schemas(of: &mut Value) -> &mut Value {
        &mut of["components"]["schemas"]
    }
    vec![
        ("a component that is an identifier", |of| {
            schemas(of)["Boat"] = json!({"type": "object", "properties": {"other": {"type": "boolean"}}});
            schemas(of)["boat"]["properties"]["twin"] = json!({"$ref": "#/components/schemas/Boat"});
        }),
        ("a component with the name of an inline schema", |of| {
            schemas(of)["BoatOwner"] = json!({"type": "object", "properties": {"other": {"type": "boolean"}}});
            schemas(of)["boat"]["properties"]["holder"] = json!({"$ref": "#/components/schemas/BoatOwner"});
        }),
        ("a value before one that it meets", |of| schemas(of)["State"]["enum"] = json!(["lost", "LOST", "afloat"])),
        ("values in another order", |of| schemas(of)["State"]["enum"] = json!(["Lost", "lost", "LOST", "afloat"])),
        ("a property that is an identifier", |of| {
            schemas(of)["boat"]["properties"]["name"] = json!({"type": "string"})
        }),
        ("a variant before one that it meets", |of| {
            let variants = schemas(of)["Load"]["oneOf"].as_array_mut().expect("variants");
            variants.insert(
                0,
                json!({"type": "object", "title": "Crate", "required": ["d"], "properties": {"d": {"type": "string"}}}),
            );
        }),
        (
            "an operation that is an identifier",
            |of| of["paths"]["/all"] = json!({"get": {"operationId": "list_boats", "tags": ["boats"], "responses": {"204": {"description": ""}}}}),
        ),
        ("another operationId", |of| of["paths"]["/boats"]["get"]["operationId"] = json!("allBoats")),
        ("a group that comes first", |of| {
            of["paths"]["/all"] =
                json!({"get": {"operationId": "all", "tags": ["Boats"], "responses": {"204": {"description": ""}}}})
        }),
        ("a parameter that is an identifier", |of| {
            let list = of["paths"]["/boats"]["get"]["parameters"].as_array_mut().expect("parameters");
            list.push(json!({"name": "limit", "in": "query", "schema": {"type": "integer"}}));
        }),
        ("a header that comes first", |of| {
            of["paths"]["/boats"]["get"]["responses"]["200"]["headers"]["X+Total"] =
                json!({"schema": {"type": "string"}});
            of["paths"]["/boats"]["get"]["responses"]["200"]["headers"]["x_total"] =
                json!({"schema": {"type": "string"}});
        }),
        ("a server that comes first", |of| {
            let servers = of["servers"].as_array_mut().expect("servers");
            servers.push(json!({"url": "https://b.example", "description": "main"}));
            servers.swap(0, 1);
        }),
        ("a variable that is an identifier", |of| {
            of["servers"][0]["url"] = json!("https://{Zone}.{zone}.example");
            of["servers"][0]["variables"]["zone"] = json!({"default": "b"});
        }),
        ("a webhook that comes first", |of| {
            let sunk = of["webhooks"]["Sunk"].clone();
            of["webhooks"] = json!({"sunk": sunk, "Sunk": sunk});
        }),
        ("another title", |of| of["info"]["title"] = json!("Port")),
    ]
}

#[test]
fn names_once_given_stay_given() {
    let (before, _) = locked(&harbour(), &Lock::default());
    for (change, edit) in shifts() {
        let mut changed = harbour();
        edit(&mut changed);
        let (after, lost) = locked(&changed, &before);
        assert_eq!((moved(&before, &after), lost), (Vec::new(), 0), "{change}");
        let (free, _) = locked(&changed, &Lock::default());
        // Places in a server that is no longer the default one are gone.
        let is_test = !moved(&before, &free).is_empty() || change.contains("server");
        assert!(is_test, "{change}: nothing would move without the lock file");
        assert_eq!(locked(&changed, &after).0, after, "{change}: renewed once is renewed");
    }
}

/// Keywords of Rust are raw identifiers, or have another letter, in every kind of name.
#[test]
fn every_name_that_a_lock_file_gets_can_be_read_from_it() {
    let keywords = [
        "type", "self", "Self", "crate", "super", "mod", "union", "async", "gen", "_", "1st", "r#type", "Option",
        "extra", "new",
    ];
    let schema =
        |word: &str| json!({"type": "object", "properties": {word: {"type": "string", "enum": [word, "other"]}}});
    let call = |word: &str| {
        json!({"get": {"operationId": word, "tags": [word], "parameters": [{"name": word, "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{word}")}}}}}}})
    };
    let schemas: serde_json::Map<String, Value> =
        keywords.iter().map(|word| ((*word).to_owned(), schema(word))).collect();
    let paths: serde_json::Map<String, Value> = keywords.iter().map(|word| (format!("/{word}"), call(word))).collect();
    let description = json!({"openapi": "3.1.0", "info": {"title": "type", "version": "1"}, "servers": [{"url": "https://a.example"}],
        "paths": paths, "components": {"schemas": schemas}});
    let (before, lost) = locked(&description, &Lock::default());
    let (again, found) = read(&text(&before));
    assert!(lost == 0 && found.is_empty(), "{lost} {found:?}");
    let (after, lost) = locked(&description, &again);
    assert_eq!((text(&after), lost), (text(&before), 0));
}

/// Two keys of `paths` may be one path for the server.
#[test]
fn operations_of_one_method_and_path_keep_their_own_names() {
    let call = |id: &str, query: Value| json!({"get": {"operationId": id, "tags": ["boats"], "parameters": query, "responses": {"204": {"description": ""}}}});
    let query = |name: &str| json!([{"name": name, "in": "query", "schema": {"type": "string"}}]);
    let mut description = harbour();
    description["paths"]["/boats#stream"] = call("stream-boats", json!([]));
    description["paths"]["/tides?from={from}"] = call("tides-from", query("from"));
    description["paths"]["/tides?to={to}"] = call("tides-to", query("to"));
    let (before, lost) = locked(&description, &Lock::default());
    assert_eq!((before.places(Section::Operations).count(), lost), (4, 0));
    let (after, lost) = locked(&description, &before);
    assert_eq!((moved(&before, &after), lost), (Vec::new(), 0));
    assert_eq!(text(&before), text(&after));
}

#[test]
fn all_changes_at_once_keep_every_name_and_the_text_is_sorted_and_stable() {
    let (before, _) = locked(&harbour(), &Lock::default());
    let mut changed = harbour();
    for (change, edit) in shifts() {
        // Those replace what others change.
        if !matches!(
            change,
            "a server that comes first" | "a variable that is an identifier" | "values in another order"
        ) {
            edit(&mut changed);
        }
    }
    let (after, lost) = locked(&changed, &before);
    assert_eq!((moved(&before, &after), lost), (Vec::new(), 0));
    let written = text(&after);
    assert_eq!(read(&written), (after.clone(), Default::default()));
    let gone: Vec<String> =
        text(&before).lines().filter(|line| written.lines().all(|other| other != *line)).map(str::to_owned).collect();
    assert!(gone.is_empty(), "lines are only added: {gone:?}");
}

#[test]
fn what_is_gone_is_left_out_and_a_name_that_is_needed_elsewhere_is_reported() {
    let (before, _) = locked(&harbour(), &Lock::default());
    let mut changed = harbour();
    changed["components"]["schemas"]["State"]["enum"] = json!(["afloat"]);
    let (after, _) = locked(&changed, &before);
    let state = "#/components/schemas/State";
    assert!(before.at(Section::Types, state).get(&Slot::Member("LOST".to_owned())).is_some());
    assert!(after.at(Section::Types, state).get(&Slot::Member("LOST".to_owned())).is_none());
    let mut edited = before.clone();
    edited.set(Section::Types, "#/components/schemas/boat", Slot::Member("Name".to_owned()), "extra");
    let (after, lost) = locked(&harbour(), &edited);
    assert_eq!(lost, 1, "the catch-all has this name");
    assert_eq!(after, before);
}

#[test]
fn with_a_selection_the_rest_keeps_its_names() {
    let mut description = harbour();
    description["paths"]["/all"] =
        json!({"get": {"operationId": "list_boats", "tags": ["boats"], "responses": {"204": {"description": ""}}}});
    let (before, _) = locked(&description, &Lock::default());
    let mut config = Config::default();
    config.select.only = vec!["GET /boats".parse().expect("a selector")];
    let run = crate::bind("api.json".as_ref(), description.to_string().into_bytes(), &config);
    let api = run.product.expect("a product").api;
    let own = names(&api, &config, &before);
    let (after, lost) = renew(&api, &own, &config, &before);
    assert_eq!((after, lost.len()), (before, 0));
    assert_eq!(own.operations[0].method, "get_list_boats", "the other operation has the short name");
}

#[test]
fn a_broken_lock_file_is_reported_at_its_lines() {
    let pet = "[types.\"#/components/schemas/Pet\"]\nname = \"Pet\"\n";
    for (broken, place, message) in [
        (String::new(), "", "does not say its format"),
        ("format = 2\n".to_owned(), "2", "of a newer version"),
        ("format = \"x\"\n".to_owned(), "\"x\"", "not a format"),
        ("format = 1\nfromat = 1\n".to_owned(), "fromat", "unknown key `fromat`"),
        ("format = 1\n[types]\n\"a\" = 1\n".to_owned(), "1", "not a table"),
        ("format = 1\n[headers]\na = 1\n".to_owned(), "1", "not a name"),
        ("format = 1\n[types.a]\nnames = \"A\"\n".to_owned(), "names", "unknown key `names`"),
        ("format = 1\n[types.a]\n".to_owned(), "a]", "has no `name`"),
        (format!("format = 1\n{pet}{pet}"), "", "duplicate key"),
        (format!("format = 1\n<<<<<<< HEAD\n{pet}=======\n>>>>>>> b\n"), "<<<<<<<", "merge conflict"),
        ("format = 1\n[types.a\n".to_owned(), "", "unclosed"),
    ] {
        let (lock, found) = read(&broken);
        assert!(lock.is_empty(), "{broken}");
        let is_it = |each: &crate::diag::Diagnostic| {
            each.message.contains(message) && broken[each.offset.unwrap_or_default()..].starts_with(place)
        };
        assert!(found.iter().any(is_it), "{broken}\n{found:?}");
    }
    for (line, name) in [
        ("name = \"Pet\"", "Pet"),
        ("name = \"../x\"", "../x"),
        ("name = \"fn\"", "fn"),
        ("name = \"\"", ""),
        ("name = \"A b\"", "A b"),
        ("name = \"\u{430}\"", "\u{430}"),
        ("name = \"Other\"\nmembers.a = \"x y\"", "x y"),
        ("name = \"Other\"\nmembers.a = \"x\"\nmembers.b = \"x\"", "x"),
    ] {
        let (lock, found) = read(&format!("format = 1\n{pet}[types.other]\n{line}\n"));
        let about = |each: &crate::diag::Diagnostic| each.message.contains(&format!("{name:?}"));
        assert!(lock.is_empty() && found.len() == 1 && found.iter().all(about), "{line}: {found:?}");
    }
    let groups = "[groups.a]\nname = \"a\"\nmodule = \"con\"\n[groups.b]\nname = \"a\"\nmodule = \"b\"\n";
    let (_, found) = read(&format!("format = 1\npackage = \"a/../b\"\n{groups}"));
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn any_text_is_a_key_that_reads_back() {
    let mut lock = Lock::default();
    for (index, key) in
        ["", "a.b", "\"", "\\", "\n", "\u{0}", "\u{202e}", "é", "a = b # c", "[x]", "🎲"].iter().enumerate()
    {
        lock.set(Section::Headers, key, Slot::Name, &format!("h{index}"));
        lock.set(Section::Types, key, Slot::Name, &format!("T{index}"));
        lock.set(Section::Types, key, Slot::Member((*key).to_owned()), "member");
    }
    let written = text(&lock);
    assert_eq!(read(&written), (lock, Default::default()), "{written}");
    assert!(!written.contains('\u{202e}'));
}
