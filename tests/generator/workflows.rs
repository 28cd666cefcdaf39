//! The workflows of GitHub, which run nowhere else: what they call exists, with the versions that the repository has, and no action may change
//! under its name or may do more than it needs.

use super::root;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a workflow may do beyond reading: the short-lived token of a release.
const GRANTED: [(&str, &str, &str); 1] = [("release.yml", "publish", "id-token")];
/// The subcommands of cargo in them, beside `xtask`.
const SUBCOMMANDS: [&str; 6] = ["check", "install", "metadata", "publish", "test", "update"];
/// Programs of the runners.
const PROGRAMS: [&str; 2] = ["cargo", "test"];

struct Workflow {
    name: String,
    text: String,
    value: Value,
}

/// A job with its key and the file that it is in.
struct Job<'w> {
    file: &'w str,
    key: &'w str,
    value: &'w Value,
}

fn workflows() -> Vec<Workflow> {
    let folder = root().join(".github/workflows");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a workflow");
        let (source, found) = bindery::source::parse(&path, text.clone().into_bytes());
        assert!(found.is_empty(), "{name}: {found:?}");
        Workflow { name, text, value: source.documents.main().clone() }
    };
    files.into_iter().map(read).collect()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// All jobs.
fn jobs(all: &[Workflow]) -> Vec<Job<'_>> {
    let of = |workflow| {
        let Workflow { name, value, .. }: &Workflow = workflow;
        members(&value["jobs"]).map(move |(key, value)| Job { file: name, key, value })
    };
    all.iter().flat_map(of).collect()
}

impl Job<'_> {
    fn place(&self) -> String {
        format!("{}: {}", self.file, self.key)
    }

    fn steps(&self) -> impl Iterator<Item = &Value> {
        items(&self.value["steps"])
    }

    /// The lines that it runs.
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.steps().filter_map(|step| step["run"].as_str()).flat_map(str::lines)
    }
}

#[test]
fn a_job_may_do_what_it_needs_and_ends_in_time() {
    let all = workflows();
    assert!(all.len() >= 2);
    for workflow in &all {
        assert_eq!(workflow.value["permissions"], serde_json::json!({"contents": "read"}), "{}", workflow.name);
    }
    for job in jobs(&all) {
        let place = job.place();
        for (what, level) in members(&job.value["permissions"]) {
            let is_granted = GRANTED.contains(&(job.file, job.key, what.as_str()));
            assert!(level == "read" || (level == "write" && is_granted), "{place}: {what}");
        }
        assert!(job.value["timeout-minutes"].as_u64().is_some_and(|limit| limit <= 90), "{place} has no limit of time");
        assert!(job.value["runs-on"].is_string() && job.steps().count() > 0, "{place}");
        for step in job.steps() {
            assert!(step["run"].is_string() != step["uses"].is_string(), "{place}: {step}");
        }
    }
}

#[test]
fn an_action_is_one_commit_and_says_of_which_version() {
    for workflow in workflows() {
        let lines =
            workflow.text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "));
        let mut versions = BTreeSet::new();
        for line in lines {
            let (action, version) = line.split_once(" # ").unwrap_or((line, ""));
            let (name, commit) = action.split_once('@').unwrap_or((action, ""));
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{}: {line}", workflow.name);
            versions.insert((name.to_owned(), commit.to_owned(), version.to_owned()));
        }
        let names: BTreeSet<_> = versions.iter().map(|(name, ..)| name).collect();
        assert_eq!(names.len(), versions.len(), "{}: one action in two versions: {versions:?}", workflow.name);
    }
}

/// What stands between `${{` and `}}`.
fn expressions(text: &str) -> Vec<&str> {
    text.split("${{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(inner, _)| inner.trim()).collect()
}

#[test]
fn an_expression_names_what_there_is_and_a_matrix_is_used() {
    for job in jobs(&workflows()) {
        let place = job.place();
        let keys: BTreeSet<&str> = members(&job.value["strategy"]["matrix"]).map(|(key, _)| key.as_str()).collect();
        let ids: BTreeSet<&str> = job.steps().filter_map(|step| step["id"].as_str()).collect();
        let text = job.value.to_string();
        let mut used = BTreeSet::new();
        for expression in expressions(&text) {
            match expression.split('.').collect::<Vec<_>>().as_slice() {
                ["matrix", key] => drop(used.insert(*key)),
                ["steps", id, "outputs", _] => assert!(ids.contains(id), "{place}: {expression}"),
                other => panic!("{place}: {other:?}"),
            }
        }
        assert_eq!(used, keys, "{place}: the matrix");
    }
}

/// The words of a line, once for each value of a matrix.
fn spelled_out(job: &Job<'_>, line: &str) -> Vec<String> {
    let mut all = vec![line.to_owned()];
    for (key, values) in members(&job.value["strategy"]["matrix"]) {
        let name = format!("${{{{ matrix.{key} }}}}");
        let each = |line: String| {
            let values: Vec<&str> = items(values).filter_map(Value::as_str).collect();
            values.into_iter().map(|value| line.replace(&name, value)).collect::<BTreeSet<_>>()
        };
        all = all.into_iter().flat_map(each).collect();
    }
    all
}

/// The names in the manifests of the workspace.
fn packages() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let list = manifest.split("members = [").nth(1).and_then(|rest| rest.split(']').next()).expect("members");
    let folders = list.split('"').skip(1).step_by(2).chain([""]);
    let name = |folder: &str| {
        let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        text.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name").trim_matches('"').to_owned()
    };
    folders.map(name).collect()
}

/// The tasks of `cargo xtask`, as it lists them.
fn tasks() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("xtask/src/tasks.rs")).expect("the tasks");
    let list = text.split("Tasks:\n").nth(1).and_then(|rest| rest.split("\";").next()).expect("a list");
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_is_there() {
    let (packages, tasks) = (packages(), tasks());
    assert!(packages.contains("bindery") && tasks.contains("ci"));
    let all = workflows();
    let mut seen = 0;
    for job in jobs(&all) {
        for line in job.lines().flat_map(|line| spelled_out(&job, line)) {
            let place = format!("{}: {line}", job.place());
            // A command in a substitution, or the command of the line.
            let command = line.split_once("$(").map_or(line.as_str(), |(_, inner)| inner);
            let words: Vec<&str> = command.split_whitespace().collect();
            assert!(words.first().is_some_and(|program| PROGRAMS.contains(program)), "{place}");
            seen += 1;
            if let ["cargo", "xtask", task, rest @ ..] = words.as_slice() {
                assert!(tasks.contains(*task), "{place}: there is no such task");
                if let ("fuzz", [target, ..]) = (*task, rest) {
                    assert!(root().join(format!("fuzz/fuzz_targets/{target}.rs")).is_file(), "{place}");
                }
            } else if let ["cargo", subcommand, rest @ ..] = words.as_slice() {
                assert!(SUBCOMMANDS.contains(subcommand), "{place}");
                let named = rest.windows(2).filter(|pair| matches!(pair[0], "-p" | "--package")).map(|pair| pair[1]);
                named.for_each(|name| assert!(packages.contains(name), "{place}: there is no package {name}"));
            }
        }
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn what_runs_on_windows_is_one_plain_command_a_line() {
    for job in jobs(&workflows()) {
        let is_elsewhere =
            job.value["strategy"].to_string().contains("windows") || job.value["runs-on"] != "ubuntu-latest";
        let plain = |each: char| each.is_ascii_alphanumeric() || " -_./=".contains(each);
        for line in job.lines().filter(|_| is_elsewhere) {
            assert!(line.chars().all(plain), "{}: its shell there is PowerShell: {line}", job.place());
        }
    }
    // Files are compared byte for byte there, too.
    let attributes = fs::read_to_string(root().join(".gitattributes")).expect("attributes");
    assert!(attributes.lines().any(|line| line == "* text=auto eol=lf"), "{attributes}");
}

#[test]
fn versions_and_paths_are_those_of_the_repository() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file");
    let after = |text: &str, start: &str| {
        let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start}"));
        rest.split(['"', '\n', ' ']).next().unwrap_or_default().trim_end_matches('.').to_owned()
    };
    let all = workflows();
    let toolchain = |key: &str| {
        let found = jobs(&all).into_iter().find(|job| job.key == key).expect("a job");
        let given = found.steps().find_map(|step| step["with"]["toolchain"].as_str()).map(str::to_owned);
        given.expect("a toolchain")
    };
    assert_eq!(toolchain("oldest-compiler"), after(&read("Cargo.toml"), "\nrust-version = \""));
    assert_eq!(toolchain("everything"), after(&read("tests/compile.rs"), "RECORDED: &str = \"rustc "));
    assert_eq!(after(&all[0].text, "mdbook --version "), after(&read("docs/book/build.sh"), "\nversion="));
    for job in jobs(&all) {
        for step in job.steps() {
            let cached = step["with"]["workspaces"].as_str().into_iter();
            cached.for_each(|folder| assert!(root().join(folder).join("Cargo.toml").is_file(), "{}", job.place()));
        }
    }
    let (updates, found) =
        bindery::source::parse(Path::new("dependabot.yml"), read(".github/dependabot.yml").into_bytes());
    assert!(found.is_empty(), "{found:?}");
    let manifests = [("cargo", "Cargo.lock"), ("npm", "package-lock.json"), ("github-actions", ".github/workflows")];
    for update in items(&updates.documents.main()["updates"]) {
        let kind = update["package-ecosystem"].as_str().unwrap_or_default();
        let (_, file) = manifests.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("{kind}"));
        for folder in items(&update["directories"]).chain(Some(&update["directory"])).filter_map(Value::as_str) {
            assert!(root().join(folder.trim_start_matches('/')).join(file).exists(), "{kind} {folder}");
        }
    }
}
