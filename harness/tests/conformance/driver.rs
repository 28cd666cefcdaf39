//! Writes the program that makes the calls: a function for each operation, which gets its arguments as JSON when it runs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bindery::Product;
use bindery::api::Operation;
use bindery::plan::{self, Encoding};
use bindery_harness::requests::Made;
use serde_json::Value;

use crate::secrets;

/// The header that identifies a call in the journal of the stub.
pub(crate) const ID_HEADER: &str = "X-Test-Id";

/// A call to make.
pub(crate) struct Call {
    /// What identifies it.
    pub(crate) id: String,
    /// The operation, by method and path.
    pub(crate) operation: String,
    /// Its arguments: `body`, or a location and a name, such as `query:page`.
    pub(crate) arguments: Vec<(String, Value)>,
}

impl Call {
    /// A call with made values.
    pub(crate) fn new(of: &Operation, operation: String, made: Made) -> Self {
        let argument = |(position, value): (usize, Value)| {
            let parameter = &of.parameters[position];
            (format!("{}:{}", parameter.place.word(), parameter.name), value)
        };
        let body = made.body.map(|body| ("body".to_owned(), body));
        let arguments = made.parameters.into_iter().map(argument).chain(body).collect();
        Self { id: of.pointer.to_string(), operation, arguments }
    }
}

/// Which function of an operation to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The one that sends a request.
    Once,
    /// The one that streams all pages.
    Pages,
}

/// How responses are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Lenient,
    Strict,
}

/// A program that calls the operations of one generated crate.
pub(crate) struct Driver {
    program: PathBuf,
}

/// What came of a call: `None` if it succeeded, or why it failed.
pub(crate) type Outcome = (String, Option<String>);

impl Driver {
    /// Writes the program into the workspace of a generated crate, in the folder `api`, and builds it with the dependencies of
    /// this repository. `marked` is code for values with secrets.
    pub(crate) fn build(workspace: &Path, root: &Path, product: &Product, marked: &[String]) -> Self {
        let source = workspace.join("driver/src");
        std::fs::create_dir_all(&source).unwrap();
        // With the same versions and settings, the dependencies are already built.
        std::fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
        let manifest = "[workspace]\nmembers = [\"api\", \"driver\"]\nresolver = \"3\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
        put(&workspace.join("Cargo.toml"), manifest);
        let (package, library) = (&product.names.package, &product.names.library);
        let driver = format!("{package}-driver");
        let manifest = format!(
            "[package]\nname = \"{driver}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{package} = {{ path = \
             \"../api\" }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        );
        put(&workspace.join("driver/Cargo.toml"), &manifest);
        let main = include_str!("program.rs")
            .replace("api_crate", library)
            .replace("BUILDER", &builder(product))
            .replace("ID_HEADER", ID_HEADER)
            .replace("MARK", secrets::MARK);
        let secrets =
            format!("static SECRETS: &[(&str, fn(&str) -> Result<String, Failure>, &str)] = &[\n{}];", marked.concat());
        let (table, functions) = functions(product);
        let program = format!(
            "{main}\n{secrets}\n\nstatic CALLS: &[(&str, for<'a> fn(Client, &'a Arguments<'a>) -> Called<'a>)] = &[\n{table}];\n{functions}"
        );
        put(&source.join("main.rs"), &program);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", &driver, "--manifest-path"])
            .arg(workspace.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &target)
            .status()
            .unwrap();
        assert!(status.success(), "the generated crate or the program that calls it does not compile");
        Self { program: target.join("debug").join(format!("{driver}{}", std::env::consts::EXE_SUFFIX)) }
    }

    /// Makes calls, and returns what came of each.
    pub(crate) fn run(&self, address: &str, reading: Reading, form: Form, calls: &[Call]) -> Vec<Outcome> {
        let mut input = String::new();
        for call in calls {
            let name = name(&call.operation, form);
            write!(input, "{name}\t{}", call.id).unwrap();
            for (key, value) in &call.arguments {
                write!(input, "\t{key}\t{value}").unwrap();
            }
            input.push('\n');
        }
        let place = self.program.with_extension("calls");
        std::fs::write(&place, input).unwrap();
        let mut command = Command::new(&self.program);
        command.arg(address).args((reading == Reading::Strict).then_some("strict"));
        let output = command.stdin(std::fs::File::open(&place).unwrap()).stderr(Stdio::inherit()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "the program that makes the calls ended with {}:\n{told}", output.status);
        let outcomes: Vec<Outcome> = told.lines().filter_map(outcome).collect();
        assert_eq!(outcomes.len(), calls.len(), "{told}");
        outcomes
    }
}

/// A line of the program's output.
fn outcome(line: &str) -> Option<Outcome> {
    let (id, rest) = line.strip_prefix("call\t")?.split_once('\t')?;
    Some((id.to_owned(), (rest != "ok").then(|| rest.to_owned())))
}

fn name(operation: &str, form: Form) -> String {
    match form {
        Form::Once => operation.to_owned(),
        Form::Pages => format!("pages of {operation}"),
    }
}

/// The code that begins to build a client.
fn builder(product: &Product) -> String {
    let arguments = vec!["\"example\""; product.plan.client.arguments.len()];
    format!("Client::builder({})", arguments.join(", "))
}

/// The rows of the table of functions, and the functions.
fn functions(product: &Product) -> (String, String) {
    let listing = bindery::listing::listing(product);
    let rows = listing["operations"].as_array().unwrap();
    let operations = product.plan.groups.iter().flat_map(|group| &group.operations);
    let (mut table, mut functions) = (String::new(), String::new());
    for (index, (row, operation)) in rows.iter().zip(operations).enumerate() {
        let key = format!("{} {}", text(row, "method"), text(row, "path"));
        let call = call(product, row, operation);
        let end = match operation.events.is_some() {
            true => "events(call.events().reconnect(runtime::Reconnect::Never)).await",
            false => "call.await?;\n    Ok(())",
        };
        let mut add = |name: String, prefix: &str, end: &str| {
            writeln!(table, "    ({name:?}, |client, given| Box::pin({prefix}_{index}(client, given))),").unwrap();
            write!(
                functions,
                "\nasync fn {prefix}_{index}(client: Client, given: &Arguments<'_>) -> Result<(), Failure> {{\n{call}    {end}\n}}\n"
            )
            .unwrap();
        };
        add(name(&key, Form::Once), "call", end);
        if let Some(paged) = operation.paging.first() {
            add(name(&key, Form::Pages), "pages", &format!("pages(call.{}()).await", paged.pages));
        }
    }
    (table, functions)
}

/// Code that makes a call of an operation from its arguments.
fn call(product: &Product, row: &Value, operation: &plan::Operation) -> String {
    let (mut arguments, mut setters) = (Vec::new(), String::new());
    let mut set = |key: String, of: &str, setter: &str, required: bool, read: &str| match required {
        true => arguments.push(format!("given.{read}::<{of}>({key:?})?.ok_or(\"{key} is required\")?")),
        false => {
            let set = format!("Some(value) => call.{setter}(value), None => call");
            writeln!(setters, "    let call = match given.{read}::<{of}>({key:?})? {{ {set} }};").unwrap();
        }
    };
    for parameter in row["parameters"].as_array().unwrap() {
        let key = format!("{}:{}", text(parameter, "in"), text(parameter, "name"));
        set(key, text(parameter, "type"), text(parameter, "rust"), parameter["required"] == true, "value");
    }
    if let Some(body) = &operation.body {
        let chosen = product.api.operations[operation.position].body.as_ref().map_or(0, |body| body.chosen);
        let of = text(&row["body"][chosen], "type");
        let read = if matches!(body.encoding, Encoding::Bytes(_)) { "bytes" } else { "value" };
        set("body".to_owned(), of, &body.ident, body.required, read);
    }
    let accessors: String =
        row["accessors"].as_array().unwrap().iter().map(|each| format!(".{}()", each.as_str().unwrap())).collect();
    let method = &operation.method;
    format!(
        "    let call = client{accessors}.{method}({});\n{setters}    let call = call.options(given.options());\n",
        arguments.join(", ")
    )
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Returns, for each component schema with secrets, code that decodes a value of it.
pub(crate) fn marked(product: &Product, document: &Value) -> Vec<String> {
    let listing = bindery::listing::listing(product);
    // Types that no operation uses are behind a feature.
    let is_used = |schema: &&Value| schema["kind"] != "constant" && schema["direction"] != "none";
    let schemas = listing["schemas"].as_array().unwrap().iter().filter(is_used);
    let code = schemas.filter_map(|schema| {
        let pointer = text(schema, "pointer").trim_start_matches('#');
        let value = secrets::marked(document, document.pointer(pointer)?)?;
        Some(format!("    ({pointer:?}, shown::<{}>, {:?}),\n", text(schema, "rust"), value.to_string()))
    });
    code.collect()
}

/// Writes a file only if its content changed, so that it is not rebuilt otherwise.
fn put(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).unwrap();
    }
}
