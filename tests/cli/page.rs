//! The page `docs/cli.md`: what it shows is what happens.

use crate::desk::Desk;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs every line of the documentation that begins with `$`. What the program prints must stand below it;
/// `UPDATE_SNAPSHOTS=1` writes it there.
#[cfg(unix)]
#[test]
fn the_documentation_shows_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let written = fs::read_to_string(&path).unwrap();
    let desk = Desk(tempfile::tempdir().unwrap());
    fs::write(desk.path("ferry.txt"), between(&written, "```text\n", "```")).unwrap();
    let mut is_console = false;
    let mut happened = String::new();
    for line in written.lines() {
        is_console = line == "```console" || is_console && line != "```";
        if !is_console || line == "```console" || line.starts_with("$ ") {
            happened += &format!("{line}\n");
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            happened += &desk.shell(command);
        }
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(path, happened).unwrap();
        return;
    }
    for (written, happened) in without_chance(&written).lines().zip(without_chance(&happened).lines()) {
        assert_eq!(written, happened, "docs/cli.md is out of date; UPDATE_SNAPSHOTS=1 cargo test --test cli");
    }
    assert_eq!(written.lines().count(), happened.lines().count());
}

#[cfg(unix)]
impl Desk {
    /// What a line of shell prints, errors included.
    fn shell(&self, line: &str) -> String {
        let programs = Path::new(env!("CARGO_BIN_EXE_redpencil")).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&path))).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{{ {line}\n}} 2>&1")]).current_dir(self.0.path());
        let output = shell.env("PATH", path).env("USER", "ada").stdin(Stdio::null()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

#[cfg(unix)]
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap().0
}

/// The text without what differs from run to run: ids and the day.
#[cfg(unix)]
fn without_chance(text: &str) -> String {
    let chance = [("\"id\": \"", 10), ("\"id\":\"", 10), ("accessed ", 10), ("\"accessed\": \"", 10)];
    chance.iter().fold(text.to_owned(), |text, (before, len)| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + before + "…" + part.get(*len..).unwrap_or_default())
    })
}
