//! The tasks, and the commands that they are.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

pub(crate) const USAGE: &str = "\
Usage: cargo xtask TASK

Tasks:
  ci                     everything that has to hold before a change goes in (.ci/run)
  packages               the packages as they would be published work outside of this workspace
  bless                  renew what is generated and committed; read the difference before you commit it
  corpus DIR [OPTION...] bind and compile every description in a folder (docs/CORPUS.md has the options)
  versions OLD NEW...    compare the verdict of `bindery diff` on versions of a description with the compiler's (docs/STABILITY.md)
  fuzz TARGET [SECONDS]  run a fuzz target: yaml, generate, decode or recordings (60 seconds by default)
  playground [PORT]      build the playground and serve it on the loopback interface (port 8017 by default)
  book [build|PORT]      build the book of docs/, or serve it on the loopback interface (port 8018 by default)
  deny                   licences, advisories and sources of dependencies (needs cargo-deny)";

const FUZZ_TARGETS: [&str; 4] = ["yaml", "generate", "decode", "recordings"];

/// What to do.
#[derive(Debug, PartialEq)]
pub(crate) enum Task {
    Ci,
    Packages,
    Bless,
    Corpus {
        folder: String,
        options: Vec<String>,
    },
    Versions {
        paths: Vec<String>,
    },
    Fuzz {
        target: String,
        seconds: u32,
    },
    Playground {
        port: u16,
    },
    /// Without a port, it is only built.
    Book {
        port: Option<u16>,
    },
    Deny,
}

impl Task {
    /// The task that the command line asks for; none if it asks for help.
    pub(crate) fn parse(arguments: &[String]) -> Result<Option<Self>, String> {
        let (name, rest) = match arguments.split_first() {
            Some((name, rest)) => (name.as_str(), rest),
            None => return Ok(None),
        };
        let task = match (name, rest) {
            ("help" | "--help" | "-h", _) => return Ok(None),
            ("ci", []) => Self::Ci,
            ("packages", []) => Self::Packages,
            ("bless", []) => Self::Bless,
            ("deny", []) => Self::Deny,
            ("corpus", [folder, options @ ..]) => Self::Corpus { folder: folder.clone(), options: options.to_vec() },
            ("corpus", []) => return Err("`corpus` takes a folder".to_owned()),
            ("versions", [_, _, ..]) => Self::Versions { paths: rest.to_vec() },
            ("versions", _) => return Err("`versions` takes two versions of a description or more".to_owned()),
            ("fuzz", [target]) => Self::fuzz(target, "60")?,
            ("fuzz", [target, seconds]) => Self::fuzz(target, seconds)?,
            ("fuzz", _) => return Err("`fuzz` takes a target, and for how many seconds to run it".to_owned()),
            ("playground", []) => Self::Playground { port: 8017 },
            ("playground", [port]) => {
                let port = port.parse().map_err(|_| format!("expected a port, found `{port}`"))?;
                Self::Playground { port }
            }
            ("playground", _) => return Err("`playground` takes a port at most".to_owned()),
            ("book", []) => Self::Book { port: Some(8018) },
            ("book", [what]) if what == "build" => Self::Book { port: None },
            ("book", [port]) => {
                let port = port.parse().map_err(|_| format!("expected `build` or a port, found `{port}`"))?;
                Self::Book { port: Some(port) }
            }
            ("book", _) => return Err("`book` takes `build` or a port at most".to_owned()),
            ("ci" | "packages" | "bless" | "deny", [extra, ..]) => {
                return Err(format!("`{name}` takes no arguments, found `{extra}`"));
            }
            _ => return Err(format!("there is no task `{name}`")),
        };
        Ok(Some(task))
    }

    fn fuzz(target: &str, seconds: &str) -> Result<Self, String> {
        if !FUZZ_TARGETS.contains(&target) {
            return Err(format!("there is no fuzz target `{target}`; there are {}", FUZZ_TARGETS.join(", ")));
        }
        let seconds = seconds.parse().map_err(|_| format!("expected a number of seconds, found `{seconds}`"))?;
        Ok(Self::Fuzz { target: target.to_owned(), seconds })
    }

    /// Its commands, in order. The first one that fails ends the task.
    pub(crate) fn steps(&self) -> Vec<Step> {
        match self {
            Self::Ci => vec![Step::new("bash", &[".ci/run"])],
            Self::Packages => vec![Step::new("bash", &[".ci/steps/45-packages"])],
            Self::Bless => vec![
                Step::new("cargo", &["run", "--quiet", "--package", "bindery", "--", "generate"]),
                Step::new(
                    "cargo",
                    &["test", "--quiet", "--package", "bindery", "--bin", "bindery", "--test", "configuration"],
                )
                .with("BLESS", "1"),
                Step::new("cargo", &["test", "--quiet", "--package", "bindery-patterns", "--test", "golden"])
                    .with("BLESS", "1"),
                Step::new("cargo", &["test", "--quiet", "--package", "bindery-public-api"]).with("BLESS", "1"),
                Step::new("cargo", &["test", "--quiet", "--package", "bindery-workspace", "--test", "compile"])
                    .with("TRYBUILD", "overwrite"),
            ],
            Self::Corpus { folder, options } => {
                let root = format!("directory={folder}");
                let fixed = ["run", "--quiet", "--package", "bindery-harness", "--", "--root", &root];
                let arguments: Vec<&str> = fixed.into_iter().chain(options.iter().map(String::as_str)).collect();
                vec![Step::new("cargo", &arguments)]
            }
            Self::Versions { paths } => {
                let fixed = ["run", "--quiet", "--package", "bindery-harness", "--bin", "versions", "--"];
                let arguments: Vec<&str> = fixed.into_iter().chain(paths.iter().map(String::as_str)).collect();
                vec![Step::new("cargo", &arguments)]
            }
            Self::Fuzz { target, seconds } => {
                let limit = format!("-max_total_time={seconds}");
                let arguments = ["fuzz", "run", "--sanitizer", "none", target, "--", &limit, "-timeout=60"];
                // cargo-fuzz asks for options of the compiler that are not stable.
                vec![Step::new("bash", &["fuzz/seed.sh"]), Step::new("cargo", &arguments).with("RUSTC_BOOTSTRAP", "1")]
            }
            Self::Playground { port } => {
                vec![Step::new("bash", &["playground/build.sh", "serve", &port.to_string()])]
            }
            Self::Book { port: None } => vec![Step::new("bash", &["docs/book/build.sh", "build"])],
            Self::Book { port: Some(port) } => {
                vec![Step::new("bash", &["docs/book/build.sh", "serve", &port.to_string()])]
            }
            Self::Deny => vec![Step::new("cargo", &["deny", "--all-features", "check"])],
        }
    }
}

/// A command.
#[derive(Debug)]
pub(crate) struct Step {
    program: &'static str,
    arguments: Vec<String>,
    environment: Vec<(&'static str, &'static str)>,
}

impl Step {
    fn new(program: &'static str, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|each| (*each).to_owned()).collect();
        Self { program, arguments, environment: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    pub(crate) fn run(&self, folder: &Path) -> io::Result<ExitStatus> {
        // The cargo that runs this, whatever the path says.
        let cargo = std::env::var_os("CARGO").filter(|_| self.program == "cargo");
        let mut command = Command::new(cargo.unwrap_or_else(|| self.program.into()));
        command.args(&self.arguments).envs(self.environment.iter().copied()).current_dir(folder).status()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.environment {
            write!(formatter, "{name}={value} ")?;
        }
        write!(formatter, "{} {}", self.program, self.arguments.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Option<Task>, String> {
        Task::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_command_line_is_a_task_or_says_what_is_wrong() {
        assert_eq!(parse("ci"), Ok(Some(Task::Ci)));
        assert_eq!(parse("fuzz decode"), Ok(Some(Task::Fuzz { target: "decode".to_owned(), seconds: 60 })));
        assert_eq!(parse("fuzz yaml 5"), Ok(Some(Task::Fuzz { target: "yaml".to_owned(), seconds: 5 })));
        assert_eq!(parse("playground"), Ok(Some(Task::Playground { port: 8017 })));
        assert_eq!(parse("playground 80"), Ok(Some(Task::Playground { port: 80 })));
        assert_eq!(parse("book"), Ok(Some(Task::Book { port: Some(8018) })));
        assert_eq!(parse("book build"), Ok(Some(Task::Book { port: None })));
        assert_eq!((parse(""), parse("--help")), (Ok(None), Ok(None)));
        for (line, problem) in [
            ("cii", "no task `cii`"),
            ("ci now", "found `now`"),
            ("corpus", "a folder"),
            ("versions a.json", "two versions"),
            ("fuzz", "takes a target"),
            ("fuzz json", "yaml, generate, decode, recordings"),
            ("fuzz yaml soon", "found `soon`"),
            ("playground 70000", "found `70000`"),
            ("playground 1 2", "a port at most"),
            ("book soon", "found `soon`"),
            ("book build 1", "at most"),
        ] {
            assert!(parse(line).is_err_and(|error| error.contains(problem)), "{line}");
        }
    }

    #[test]
    fn usage_and_parser_know_the_same_tasks() {
        let tasks = USAGE
            .lines()
            .skip_while(|line| *line != "Tasks:")
            .skip(1)
            .filter_map(|line| line.split_whitespace().next());
        for task in tasks {
            let known = parse(task);
            assert!(!known.is_err_and(|error| error.contains("no task")), "{task}");
        }
    }

    #[test]
    fn what_the_tasks_run_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let fuzz = Task::Fuzz { target: "yaml".to_owned(), seconds: 1 };
        for step in [Task::Ci, Task::Packages, Task::Playground { port: 0 }, Task::Book { port: None }, fuzz]
            .iter()
            .flat_map(Task::steps)
            .filter(|step| step.program == "bash")
        {
            assert!(root.join(&step.arguments[0]).is_file(), "{step}");
        }
        for target in FUZZ_TARGETS {
            assert!(root.join(format!("fuzz/fuzz_targets/{target}.rs")).is_file(), "{target}");
        }
    }

    #[test]
    fn a_step_shows_what_one_can_type() {
        let bless = Task::Bless.steps();
        assert!(
            bless
                .iter()
                .any(|step| step.to_string() == "BLESS=1 cargo test --quiet --package bindery-patterns --test golden")
        );
    }
}
