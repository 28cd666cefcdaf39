//! The page of the book about the command line, from the definition of the command line.
//!
//! `BLESS=1 cargo test -p bindery --bin bindery` renews it.

use crate::cli::Cli;
use clap::{Arg, Command, CommandFactory};
use std::collections::BTreeMap;
use std::path::Path;

const INTRODUCTION: &str = "\
# The command line

<!-- Generated from the definition of the command line: `BLESS=1 cargo test -p bindery --bin bindery`. -->

`bindery help COMMAND` prints what is here. Diagnostics go to stderr, results to stdout. The exit code is 0 on success, 1 if there are errors and 2 if the command line is invalid, except where a command says otherwise.
`bindery completions bash` prints completions for a shell, and `bindery man DIR` writes manual pages.
";

/// An option that so many commands have is described once.
const SHARED: usize = 4;

/// The page, as Markdown.
fn page() -> String {
    let mut cli = Cli::command();
    cli.build();
    let commands: Vec<&Command> = cli.get_subcommands().filter(|command| command.get_name() != "help").collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for entry in commands.iter().flat_map(|command| arguments(command)).map(entry) {
        *uses.entry(entry).or_default() += 1;
    }
    let is_shared = |entry: &String| uses.get(entry).is_some_and(|count| *count >= SHARED);

    let mut text = INTRODUCTION.to_owned() + "\n| command | does |\n|---|---|\n";
    for command in &commands {
        let (name, about) = (command.get_name(), about(command));
        text.push_str(&format!("| [`bindery {name}`](#bindery-{name}) | {about} |\n"));
    }
    text.push_str("\n## Options of most commands\n");
    let mut listed: Vec<String> = Vec::new();
    for entry in commands.iter().flat_map(|command| arguments(command)).map(entry).filter(is_shared) {
        if !listed.contains(&entry) {
            text.push_str(&entry);
            listed.push(entry);
        }
    }
    for command in &commands {
        text.push_str(&format!("\n## bindery {}\n\n{}\n", command.get_name(), about(command)));
        let own: Vec<String> = arguments(command).map(entry).filter(|entry| !is_shared(entry)).collect();
        own.iter().for_each(|entry| text.push_str(entry));
        if arguments(command).map(entry).any(|entry| is_shared(&entry)) {
            text.push_str("\nAlso has the [options of most commands](#options-of-most-commands).\n");
        }
        if let Some(after) = command.get_after_help() {
            text.push_str(&format!("\n```text\n{}\n```\n", after.to_string().trim_end()));
        }
    }
    text
}

fn about(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    if about.ends_with('.') { about } else { format!("{about}.") }
}

fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|each| !each.is_hide_set() && each.get_id() != "help")
}

/// An argument with its values and its help.
fn entry(argument: &Arg) -> String {
    let names: Vec<String> =
        argument.get_value_names().unwrap_or_default().iter().map(|name| format!("<{name}>")).collect();
    let values = if argument.get_action().takes_values() { format!(" {}", names.join(" ")) } else { String::new() };
    let written = match (argument.get_long(), argument.get_short()) {
        (Some(long), Some(short)) => format!("--{long}{values}`**, **`-{short}"),
        (Some(long), None) => format!("--{long}{values}"),
        (None, _) => values.trim().to_owned(),
    };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if !help.ends_with('.') {
        help.push('.');
    }
    let possible: Vec<String> =
        argument.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    if !possible.is_empty() && argument.get_action().takes_values() {
        help.push_str(&format!(" One of {}.", possible.join(", ")));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        help.push_str(&format!(" Default: {}.", defaults.join(", ")));
    }
    format!("\n**`{written}`**: {help}\n")
}

#[test]
fn the_page_of_the_command_line_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/book/commands.md");
    let expected = page();
    let cli = Cli::command();
    for command in cli.get_subcommands() {
        assert!(expected.contains(&format!("\n## bindery {}\n", command.get_name())), "{}", command.get_name());
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &expected).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/book/commands.md is out of date: BLESS=1 cargo test -p bindery --bin bindery");
}
