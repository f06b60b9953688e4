//! The house: which rooms may use which. A wrong `use crate::…` fails here, with the line that does it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use, besides itself. `docs/architecture.md` says why.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("review", &["text"]),
    ("analysis", &["text", "review"]),
    ("rules", &["text", "review", "analysis"]),
    ("import", &["text", "review", "analysis"]),
    ("capture", &["text", "review", "import"]),
    ("export", &["text", "review", "analysis", "rules"]),
    ("store", &["text", "review"]),
    ("cli", &["text", "review", "analysis", "rules", "import", "capture", "export", "store"]),
    ("app", &["text", "review", "analysis", "rules", "import", "capture", "export", "store"]),
    ("ui", &["text", "review", "analysis", "rules", "app", "store"]),
];

/// Words that a room must not hold at all: what would let in a window, a file or the clock.
const NEVER: &[(&str, &[&str])] = &[
    ("text", &["egui", "std::fs", "std::time"]),
    ("review", &["egui", "std::fs", "std::time", "Utc::now"]),
    ("analysis", &["egui", "std::fs", "std::time", "Utc::now"]),
    ("rules", &["egui", "std::fs", "std::time", "Utc::now"]),
    ("import", &["egui"]),
    ("capture", &["egui", "std::fs", "Utc::now"]),
    ("export", &["egui"]),
    ("store", &["egui"]),
    ("cli", &["egui"]),
    ("app", &["egui::Ui", "Painter"]),
    ("ui", &["std::fs"]),
];

fn sources(room: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// The code lines of a file before its tests, with their numbers: comments left out.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim().to_owned()));
    lines.take_while(|(_, line)| line != "#[cfg(test)]").filter(|(_, line)| !line.starts_with("//")).collect()
}

/// The rooms that a line names: `crate::store`, `crate::{export, import}`.
fn rooms_named(line: &str) -> Vec<String> {
    line.match_indices("crate::")
        .flat_map(|(at, word)| {
            let rest = &line[at + word.len()..];
            let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or(list));
            let parts: Vec<&str> = if rest.starts_with('{') { list.split(',').collect() } else { vec![rest] };
            let first = |part: &str| {
                part.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned)
            };
            parts.into_iter().filter_map(first).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn rooms_use_only_the_rooms_above_them() {
    let names: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (room, may_use) in ROOMS {
        for path in sources(room) {
            for (number, line) in code(&path) {
                for used in rooms_named(&line).iter().filter(|used| names.contains(&used.as_str())) {
                    seen += 1;
                    if used != room && !may_use.contains(&used.as_str()) {
                        wrong.push(format!("{}:{number}: `{room}` uses `{used}`", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "wrong arrows:\n{}", wrong.join("\n"));
    assert!(seen > 100, "only {seen} uses were read: the test no longer sees the code");
}

#[test]
fn rooms_keep_out_what_does_not_belong() {
    let mut wrong = Vec::new();
    for (room, never) in NEVER {
        for path in sources(room) {
            for (number, line) in code(&path) {
                let word = never.iter().find(|word| line.contains(**word));
                wrong
                    .extend(word.map(|word| format!("{}:{number}: `{room}` holds `{word}`", path.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "what never enters:\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_uses_sees_them() {
    assert_eq!(rooms_named("use crate::store::{self, Fingerprint};"), ["store"]);
    assert_eq!(rooms_named("use crate::{export, import};"), ["export", "import"]);
    assert_eq!(rooms_named("let x = crate::ui::theme::palette(crate::text::ByteOffset(0));"), ["ui", "text"]);
}
