//! Nothing in a description can hurt: whatever text stands wherever text can stand, what is generated compiles without a
//! warning, runs nothing of it, and is the same code as with harmless text.

#![allow(clippy::panic, reason = "a test fails by panicking")]

use super::root;
use bindery::config::{Client, Config, Package, Telemetry};
use bindery::emit::OutputFile;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Texts that end comments, strings, lines and code blocks, that run, load, hide or shadow.
const PAYLOADS: [&str; 108] = [
    "T\n/*`*/#![doc = include_str!(\"/etc/hostname\")]//`",
    "T\r/*`*/#![doc = include_str!(\"/etc/hostname\")]//`",
    "T\u{2028}pub fn injected() {}",
    "T\u{2029}pub fn injected() {}",
    "T\u{85}pub fn injected() {}",
    "T\u{b}pub fn injected() {}",
    "T\u{c}pub fn injected() {}",
    "T\0pub fn injected() {}",
    "T\u{1}pub fn injected() {}",
    "T\u{1b}[31mred\u{9b}0m",
    "\n",
    "\r\n\r\n",
    " ",
    "",
    "\t",
    "*/ pub fn injected() {} /*",
    "/// docs\n//! more",
    "\"]\npub fn injected() {}\n#[doc = \"",
    "\"#]\npub fn injected() {}",
    "\\",
    "\\\"",
    "\\n",
    "{0} {} {{",
    "$crate::x!()",
    "\u{202e}desrever\u{202c}",
    "\u{2066}isolated\u{2069}",
    "a\u{200e}b\u{200f}c\u{61c}d\u{feff}",
    "\u{e0041}\u{e0042}",
    "    compile_error!(\"indented\");",
    "\tcompile_error!(\"tab\");",
    "-     compile_error!(\"in a list\");",
    "- a\n\n      compile_error!(\"in a list\");",
    "1.     compile_error!(\"in a list\");",
    "- ~~~\n  compile_error!(\"tildes\");\n  ~~~",
    ">     compile_error!(\"quoted\");",
    "> ```\n> compile_error!(\"quoted\");\n> ```",
    "```\ncompile_error!(\"fence\");\n```",
    "```rust\ncompile_error!(\"fence\");",
    "```rust,should_panic\ncompile_error!();\n```",
    "```text\n```\n```\ncompile_error!(\"second\");\n```",
    "````\n```\ncompile_error!(\"long\");\n````",
    "~~~\ncompile_error!(\"tildes\");\n~~~",
    "~~~ rust ```\ncompile_error!(\"tildes\");\n~~~",
    "```text\n~~~\n```\n    compile_error!(\"after\");",
    "* * ```\n    compile_error!(\"twice\");",
    "a\n```",
    "`",
    "``",
    "```",
    "~~~",
    "` `` ```",
    "`\"`a```<script>alert(1)</script>`",
    "<script>alert(1)</script>",
    "<script>\nalert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<b>unclosed",
    "</div></div>",
    "<!-- comment",
    "<![CDATA[ x ]]>",
    "<?php ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&#96;&#96;&#96;\ncompile_error!(\"entity\");",
    "Vec<String> and Option<T>",
    "a -> b <- c",
    "[Vec] [crate::x] [self] [String::new()]",
    "[`Vec`]",
    "[a](b) [c](struct.D.html)",
    "[a][b]\n\n[b]: Vec",
    "[a]: https://a.example\n\n[a]",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "<javascript:alert(1)>",
    "![image](https://a.example/b.png)",
    "![image](javascript:1)",
    "[![a](https://a.example/b.png)](https://a.example)",
    "https://a.example/b?c=d&copy;e_f_g",
    "(https://a.example/b)",
    "<https://a.example/b> <mail@a.example>",
    "[mailto](mailto:a@b)",
    "[^1]\n\n[^1]: footnote",
    "- [ ] task",
    "| a | b |\n|---|---|\n| `c|d` | <b> |",
    "| a |\n|:-:|",
    "# Heading\n\n=====\n-----",
    "Setext\n===",
    "***\n---\n___",
    "1) one\n2) two\n10. ten",
    "+ a\n- b\n* c",
    "**bold *both* _it_ ~~gone~~**",
    "__init__ and *args",
    "+1",
    "-1",
    "宠物",
    "Häuser",
    "µg",
    "nº",
    "ﬁeld",
    "\u{430}",
    "e\u{301}",
    "é1",
    "él",
    "дом1",
    "домl",
    "r#self",
    "r#type",
];

/// Names that mean something to Rust, to Cargo, to a file system or to what is generated.
const NAMES: [&str; 40] = [
    "self",
    "Self",
    "super",
    "crate",
    "_",
    "type",
    "mod",
    "async",
    "gen",
    "con",
    "NUL",
    "aux",
    "com1",
    "lib",
    "main",
    "Core",
    "Std",
    "alloc",
    "Test",
    "proc_macro",
    "Bindery Runtime",
    "serde",
    "all",
    "default",
    "rustls",
    "runtime",
    "types",
    "operations",
    "Client",
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "new",
    "extra",
];

/// A text of so many words that no file can be named after it.
fn long() -> String {
    (0..50).map(|number| format!("word{number} ")).collect()
}

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = PAYLOADS.iter().chain(&NAMES).map(|text| (*text).to_owned()).collect();
    texts.push(long());
    texts.push("名".repeat(100));
    texts
}

/// Where text stands that is not looked at as a name.
struct Prose<'a>(&'a str);

impl Prose<'_> {
    fn schema(&self) -> Value {
        json!({
            "type": "object", "title": self.0, "description": self.0, "required": ["id"],
            "properties": {
                "id": {"type": "string", "description": self.0, "pattern": self.0, "default": self.0, "example": self.0, "format": self.0},
                "kind": {"type": "string", "enum": ["one", "two"], "description": self.0, "x-enumDescriptions": [self.0, self.0],
                    "x-enum-descriptions": [self.0, self.0]},
                "old": {"type": "string", "deprecated": true, "examples": [self.0], "externalDocs": {"url": self.0, "description": self.0}},
                "keys": {"type": "object", "description": self.0, "additionalProperties": {"type": "string", "description": self.0},
                    "propertyNames": {"enum": [self.0, "b"], "description": self.0}},
                "other": {"$ref": "#/components/schemas/Thing", "description": self.0},
                "any": {"oneOf": [{"type": "string", "description": self.0}, {"type": "object", "description": self.0}]},
            },
        })
    }

    /// A default of a server that can be one: templates and nothing are left out of what is generated.
    fn host(&self) -> String {
        format!("a{}", self.0.replace(['{', '<'], ""))
    }

    fn operation(&self, id: &str, schema: &str) -> Value {
        let content = json!({"application/json": {"schema": {"$ref": schema}, "example": self.0,
            "examples": {self.0: {"summary": self.0, "description": self.0, "value": self.0}}}});
        json!({
            "operationId": id, "summary": self.0, "description": self.0, "tags": ["things"],
            "deprecated": true, "x-release-lifecycle": self.0,
            "externalDocs": {"url": self.0, "description": self.0},
            "parameters": [
                {"name": "q", "in": "query", "description": self.0, "example": self.0, "schema": {"type": "string", "default": self.0, "pattern": self.0}},
                {"name": "id", "in": "path", "required": true, "description": self.0, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": self.0, "content": content},
            "responses": {
                "200": {"description": self.0, "content": content},
                "404": {"description": self.0, "headers": {"X-A": {"description": self.0, "schema": {"type": "string"}}}},
            },
        })
    }

    fn description(&self) -> Value {
        json!({
            "openapi": "3.1.0",
            "info": {"title": self.0, "version": self.0, "summary": self.0, "description": self.0,
                "termsOfService": self.0, "contact": {"name": self.0, "url": self.0}, "license": {"name": self.0}},
            "tags": [{"name": "things", "description": self.0}],
            "servers": [
                {"url": "https://{host}.example", "description": self.0,
                    "variables": {"host": {"default": self.host(), "enum": [self.host(), "b"], "description": self.0}}},
            ],
            "security": [{"key": []}],
            "paths": {"/a/{id}": {"summary": self.0, "description": self.0, "put": self.operation("change", "#/components/schemas/Thing")}},
            "webhooks": {"happened": {"post": {"summary": self.0, "description": self.0, "requestBody": {"description": self.0,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}, "responses": {"204": {"description": self.0}}}}},
            "components": {
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": self.0},
                    "oauth": {"type": "oauth2", "description": self.0, "flows": {"clientCredentials": {
                        "tokenUrl": "https://a.example/token", "scopes": {"read": self.0}}}}},
                "schemas": {"Thing": self.schema()},
            },
        })
    }
}

/// Every text at every place of one description, also where it becomes a name.
fn everywhere() -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    let mut webhooks = Map::new();
    let mut schemes = Map::new();
    let mut tags = Vec::new();
    for (index, text) in texts().iter().enumerate() {
        let prose = Prose(text);
        let other = format!("{text}2");
        let mut schema = prose.schema();
        schema["properties"][text] = json!({"type": "string", "const": text});
        schema["properties"][&other] = json!({"type": "string", "enum": [text, other, "x"]});
        schema["properties"]["words"] =
            json!({"type": "integer", "enum": [index, index + 1], "x-enum-varnames": [text, "Other"]});
        schema["properties"]["union"] = json!({
            "oneOf": [{"$ref": "#/components/schemas/Left"}, {"$ref": "#/components/schemas/Right"}],
            "discriminator": {"propertyName": "kind", "mapping": {text: "#/components/schemas/Left", &other: "#/components/schemas/Right"}},
        });
        schemas.insert(format!("S{index}"), schema);
        schemas.insert(
            format!("N{text}"),
            json!({"type": "object", "properties": {"a": {"type": "integer", "minimum": index}}}),
        );
        let mut operation = prose.operation(text, &format!("#/components/schemas/S{index}"));
        operation["tags"] = json!([text]);
        operation["x-named"] =
            json!({"$ref": format!("#/components/schemas/N{}", text.replace('~', "~0").replace('/', "~1"))});
        operation["security"] = json!([{text: [text]}]);
        operation["parameters"].as_array_mut().expect("parameters").extend([
            json!({"name": text, "in": "query", "description": text, "schema": {"type": "string", "enum": [text]}}),
            json!({"name": other, "in": "query", "required": true, "style": text, "schema": {"type": "array", "items": {"type": "string"}}}),
            json!({"name": format!("X-{text}"), "in": "header", "schema": {"type": "string"}}),
            json!({"name": text, "in": "cookie", "schema": {"type": "string"}}),
        ]);
        operation["requestBody"]["content"][format!("text/{text}")] = json!({"schema": {"type": "string"}});
        operation["requestBody"]["content"]["multipart/form-data"] = json!({
            "schema": {"type": "object", "properties": {text: {"type": "string"}, &other: {"type": "string", "format": "binary"}}},
            "encoding": {text: {"contentType": text}},
        });
        let encoding = json!({"contentType": text, "headers": {text: {"required": true, "schema": {"const": text}}, "content-id": {"schema": {"type": "string"}}}});
        operation["requestBody"]["content"][format!("multipart/{text}")] = json!({
            "schema": {"type": "array", "prefixItems": [{}, {"type": "object", "properties": {text: {}}}], "items": {"type": "string", "format": "binary"}},
            "prefixEncoding": [encoding, {"contentType": "multipart/mixed", "encoding": {text: encoding}}], "itemEncoding": encoding,
        });
        operation["parameters"].as_array_mut().expect("parameters").push(json!({"name": "whole", "in": "querystring", "content": {
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {text: {"type": "string"}}}, "encoding": {text: {"contentType": text, "style": text}}},
        }}));
        operation["responses"][text] =
            json!({"description": text, "content": {"application/json": {"schema": {"type": "string"}}}});
        // Other letters for one status.
        for status in ["4xx", "4XX", " 4XX"] {
            operation["responses"][status] =
                json!({"description": text, "content": {"application/json": {"schema": {"type": "boolean"}}}});
        }
        operation["callbacks"] = json!({text: {format!("{{$request.body#/{text}}}"): {"post": {"responses": {"200": {"description": text}}, "requestBody":
            {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Left"}}}}}}}});
        let path = format!("/p{index}/{{id}}/{}", text.replace(['{', '}'], ""));
        paths.insert(path, json!({"put": operation, "servers": [{"url": format!("https://s{index}.example/{}", text.replace(['{', '}'], "")), "description": text}]}));
        webhooks.insert(
            text.clone(),
            json!({"post": {"summary": text, "description": text, "requestBody": {"content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/Left"}}}}}}),
        );
        schemes.insert(text.clone(), json!({"type": "apiKey", "in": "query", "name": text, "description": text}));
        tags.push(json!({"name": text, "description": text}));
    }
    for (name, tag) in [("Left", "left"), ("Right", "right")] {
        schemas.insert(name.to_owned(), json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, tag: {"type": "string"}}}));
    }
    let mut description = Prose(PAYLOADS[0]).description();
    // Those without a default are arguments of the builder.
    let variables: Map<String, Value> = texts()
        .iter()
        .filter(|text| !text.contains(['{', '}']))
        .enumerate()
        .flat_map(|(index, text)| {
            let with_default = json!({"default": text, "enum": [text], "description": text});
            [(format!("{text}{index}"), with_default), (text.clone(), json!({"description": text}))]
        })
        .collect();
    description["servers"][0]["url"] =
        format!("https://a.example/{}", variables.keys().map(|name| format!("{{{name}}}")).collect::<String>()).into();
    description["servers"][0]["variables"] = Value::Object(variables);
    description["tags"] = tags.into();
    description["paths"].as_object_mut().expect("paths").extend(paths);
    description["webhooks"].as_object_mut().expect("webhooks").extend(webhooks);
    description["components"]["schemas"].as_object_mut().expect("schemas").extend(schemas);
    description["components"]["securitySchemes"].as_object_mut().expect("schemes").extend(schemes);
    description
}

fn directory(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&directory));
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Where everything is built that the tests of the generator build.
fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("features-target")
}

/// No page of the docs has an element or a link of a payload, only its text.
fn assert_shows_no_more_than_text(docs: &Path) {
    let mut open = vec![docs.to_owned()];
    let mut pages = 0;
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let page = fs::read_to_string(&path).expect("a page").to_ascii_lowercase();
                for live in [
                    "<script>alert",
                    "<script>\nalert",
                    "<img src=x",
                    "<img src=\"",
                    "<svg/",
                    "<b>unclosed",
                    "\"javascript:",
                    "\"data:text",
                ] {
                    // Rustdoc has pictures of its own in front of its title.
                    let page = page.split("<main>").nth(1).unwrap_or(&page);
                    assert!(!page.contains(live), "{live} in {}", path.display());
                }
                pages += 1;
            }
        }
    }
    assert!(pages > 200, "{pages} pages");
}

/// Runs Cargo in a directory with the dependencies that the workspace has; what was built before is used again.
fn cargo(directory: &Path, arguments: &[&str], rustdoc_flags: &str) -> Output {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .env("CARGO_TARGET_DIR", target())
        .env("RUSTDOCFLAGS", rustdoc_flags)
        .current_dir(directory)
        .output()
        .expect("Cargo runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {}", text.chars().take(6_000).collect::<String>());
    output
}

fn options(description: &Path, output: &Path) -> bindery::Options {
    bindery::Options {
        description: Some(description.to_owned()),
        output: Some(output.to_owned()),
        runtime_path: Some(root().join("runtime")),
        ..bindery::Options::default()
    }
}

fn generated(options: &bindery::Options) -> Vec<OutputFile> {
    let run = bindery::generate(options);
    assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run.product.expect("a product").files
}

#[test]
fn a_module_of_hostile_texts_compiles_and_runs_none_of_them() {
    let around = directory("hostile");
    let description = around.join("api.json");
    fs::write(&description, everywhere().to_string()).expect("written");
    let placement = bindery::config::Placement::Module("api".to_owned());
    generated(&bindery::Options { placement, ..options(&description, &around.join("api")) });
    fs::create_dir_all(around.join("src")).expect("a directory");
    fs::write(
        around.join("src/lib.rs"),
        "//! Around.\n#![deny(warnings)]\n#[path = \"../api/src/lib.rs\"]\npub mod api;\n",
    )
    .expect("written");
    let manifest = format!(
        "[package]\nname = \"hostile\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nbindery-runtime = {{ path = {:?}, default-features = false }}\n",
        root().join("runtime")
    );
    fs::write(around.join("Cargo.toml"), manifest).expect("written");
    fs::copy(root().join("Cargo.lock"), around.join("Cargo.lock")).expect("copied");
    cargo(&around, &["clippy", "--quiet", "--offline"], "");
    cargo(&around, &["doc", "--quiet", "--offline", "--no-deps"], "--deny warnings");
    assert_shows_no_more_than_text(&target().join("doc/hostile"));
    // What `cargo test --doc` does, without a build of what no test needs.
    let tests = cargo(&around, &["rustdoc", "--offline", "--lib", "--", "--test"], "");
    let text = String::from_utf8_lossy(&tests.stdout).into_owned();
    assert!(text.contains("running 0 tests"), "{text}");
}

#[test]
fn a_crate_of_hostile_names_is_a_package() {
    let around = directory("hostile-crate");
    let description = around.join("api.json");
    fs::write(&description, everywhere().to_string()).expect("written");
    let files = generated(&options(&description, &around.join("crate")));
    for file in &files {
        assert!(file.path.is_ascii() && file.path.split('/').all(|part| part.len() < 120), "{}", file.path);
    }
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").expect("a manifest");
    assert!(manifest.text.is_ascii(), "{}", manifest.text);
    fs::copy(root().join("Cargo.lock"), around.join("crate/Cargo.lock")).expect("copied");
    cargo(&around.join("crate"), &["check", "--quiet", "--offline", "--no-default-features", "--features", "all"], "");
}

/// The tokens of a file without its docs, and with every string as an empty one.
fn code(tokens: TokenStream, out: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let inside = group.stream().to_string();
                if !inside.starts_with("doc =") {
                    out.push(format!("{:?}", group.delimiter()));
                    code(group.stream(), out);
                    out.push("end".to_owned());
                }
            }
            // Where lines are broken depends on how long they are.
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            TokenTree::Literal(literal) if literal.to_string().contains('"') => out.push("\"\"".to_owned()),
            // An attribute of docs loses its hash, too.
            TokenTree::Punct(punct) if punct.as_char() == '#' || punct.as_char() == '!' => {}
            other => out.push(other.to_string()),
        }
    }
}

/// The files of a description as tokens, the manifest without its strings.
fn bound(description: &Value, config: &Config) -> Vec<(String, Vec<String>)> {
    let run = bindery::bind(Path::new("api.json"), description.to_string().into_bytes(), config);
    let files = run.product.expect("a product").files;
    let tokens = |file: OutputFile| {
        let mut tokens = Vec::new();
        if file.path == "Cargo.toml" {
            tokens.extend(file.text.lines().map(without_string));
        } else {
            let parsed =
                syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
            code(parsed.into_token_stream(), &mut tokens);
        }
        (file.path, tokens)
    };
    files.into_iter().map(tokens).collect()
}

/// A line of the manifest with an empty string for the one that it is.
fn without_string(line: &str) -> String {
    match line.split_once(" = ") {
        Some((key, value)) if serde_json::from_str::<String>(value).is_ok() => format!("{key} = \"\""),
        _ => line.to_owned(),
    }
}

fn named(name: &str) -> Config {
    Config { package: Package { name: Some(name.to_owned()), ..Package::default() }, ..Config::default() }
}

/// Says where files differ, not all that they hold.
fn assert_same(files: &[(String, Vec<String>)], expected: &[(String, Vec<String>)], text: &str) {
    let paths = |files: &[(String, Vec<String>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(files), paths(expected), "{text:?}");
    for ((path, tokens), (_, expected)) in files.iter().zip(expected) {
        let at = tokens.iter().zip(expected).position(|(one, other)| one != other);
        let at = at.or((tokens.len() != expected.len()).then(|| tokens.len().min(expected.len())));
        if let Some(at) = at {
            let around = |tokens: &[String]| tokens[at.saturating_sub(8)..tokens.len().min(at + 8)].join(" ");
            panic!("{text:?} in {path}:\n  {}\n  {}", around(tokens), around(expected));
        }
    }
}

#[test]
fn prose_changes_nothing_but_docs_and_strings() {
    let harmless = bound(&Prose("harmless").description(), &named("same"));
    for text in &texts() {
        assert_same(&bound(&Prose(text).description(), &named("same")), &harmless, text);
    }
}

/// A configuration with a text wherever one can stand that goes into the crate.
fn configured(text: &str) -> Config {
    let own = || Some(text.to_owned());
    let package = Package {
        description: own(),
        license: own(),
        repository: own(),
        version: own(),
        name: Some("same".to_owned()),
    };
    let client = Client {
        token_url: own(),
        token_parameters: [(text.to_owned(), text.to_owned())].into(),
        headers: [(text.to_owned(), text.to_owned())].into(),
        telemetry: Some(Telemetry { header: text.to_owned(), name: own() }),
    };
    Config { package, client, runtime_path: None, ..Config::default() }
}

#[test]
fn a_configuration_changes_nothing_but_strings() {
    let description = Prose("harmless").description();
    let harmless = bound(&description, &configured("harmless"));
    for text in &texts() {
        assert_same(&bound(&description, &configured(text)), &harmless, text);
    }
}

#[test]
fn a_name_or_a_version_that_is_none_writes_nothing() {
    let around = directory("hostile-package");
    let description = around.join("api.json");
    fs::write(&description, Prose("harmless").description().to_string()).expect("written");
    for text in PAYLOADS {
        let config = around.join("bindery.toml");
        let string = Value::from(text.replace('\u{7f}', "")).to_string();
        fs::write(&config, format!("[package]\nname = {string}\nversion = {string}\n")).expect("written");
        let output = around.join("crate");
        let run = bindery::generate(&bindery::Options { config: Some(config), ..options(&description, &output) });
        assert!(run.diagnostics.has_errors() && !output.exists(), "{text:?}");
        for each in run.diagnostics.iter() {
            assert!(
                !each.message.contains('\n') && each.expected.is_some() | each.offset.is_some(),
                "{text:?}: {each:?}"
            );
        }
    }
}
