//! Completions and manual pages, derived from the definition of the command line.

use crate::report::{complain, print_raw};
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;
use std::process::ExitCode;

/// Prints the completions for a shell.
pub(crate) fn completions<C: CommandFactory>(shell: Shell) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut C::command(), "bindery", &mut text);
    print_raw(&text);
    ExitCode::SUCCESS
}

/// Prints the manual page of the program, or writes the pages of all commands into a directory.
pub(crate) fn man<C: CommandFactory>(directory: Option<&Path>) -> ExitCode {
    let made = match directory {
        Some(directory) => {
            std::fs::create_dir_all(directory).and_then(|()| clap_mangen::generate_to(C::command(), directory))
        }
        None => {
            let mut text = Vec::new();
            clap_mangen::Man::new(C::command()).render(&mut text).map(|()| print_raw(&text))
        }
    };
    match (made, directory) {
        (Ok(()), _) => ExitCode::SUCCESS,
        (Err(error), directory) => {
            let place = directory.map(|path| format!("{}: ", path.display())).unwrap_or_default();
            complain(&format!("error: cannot write the manual: {place}{error}\n"));
            ExitCode::from(1)
        }
    }
}
