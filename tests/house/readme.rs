//! Promises about the manual.

use clap::{Command, CommandFactory};
use linli::cli::Arguments;

/// What `command` takes and the README does not name.
fn missing(command: &Command, path: &str, readme: &str) -> Vec<String> {
    let mut found = Vec::new();
    let taken = command.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"));
    for arg in taken {
        let flag = arg.get_long().map(|long| format!("--{long}"));
        let setting = arg.get_env().map(|env| env.to_string_lossy().into_owned());
        found.extend(flag.into_iter().chain(setting).filter(|word| {
            !readme.contains(&format!("`{word}"))
                && !readme.contains(&format!(" {word}"))
                && !readme.contains(&format!("[{word}"))
        }));
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let path = format!("{path} {}", below.get_name());
        if below.get_subcommands().next().is_none() && !readme.contains(&format!("`{path}")) {
            found.push(path.clone());
        }
        found.extend(missing(below, &path, readme));
    }
    found
}

#[test]
fn the_readme_names_every_command_flag_and_setting() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    assert_eq!(missing(&Arguments::command(), "linli", &readme), Vec::<String>::new());
    assert!(readme.contains("`LINLI_LOG`"));
}
