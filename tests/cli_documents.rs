//! Documents in and out by the command line: the file itself is kept, and read as it says.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own files")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use redpencil::review::ParagraphKind::{self, Body, Byline, Heading, Hed, ListItem, TableRow};
use redpencil::review::Review;
use redpencil::store::{self, BackupState};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn run(folder: &TempDir, args: &[&str]) -> Output {
    let out =
        Command::new(env!("CARGO_BIN_EXE_redpencil")).current_dir(folder.path()).args(args).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out
}

fn load(folder: &TempDir, name: &str) -> Review {
    store::load(&folder.path().join(name)).unwrap().review
}

fn rtf(text: &str) -> String {
    format!("{{\\rtf1\\ansi {text}\\par}}")
}

#[test]
fn a_new_draft_brings_the_file_it_came_in() {
    let folder = tempfile::tempdir().unwrap();
    let first = "Nine men crossed the old bridge on Tuesday, the mayor of Lowtown said.";
    let second = first.replace("old", "new");
    fs::write(folder.path().join("one.rtf"), rtf(first)).unwrap();
    fs::write(folder.path().join("two.rtf"), rtf(&second)).unwrap();
    run(&folder, &["import", "one.rtf", "-o", "one.ron"]);
    run(&folder, &["revise", "one.ron", "two.rtf", "-o", "two.ron"]);
    let review = load(&folder, "two.ron");
    let names: Vec<_> = review.backups.iter().map(|kept| kept.name.as_str()).collect();
    assert_eq!(names, ["one.rtf", "two.rtf"]);
    assert_eq!(review.original().map(|kept| kept.name.as_str()), Some("two.rtf"));
    let whole = |kept: &redpencil::review::Backup| {
        store::check_backup(&folder.path().join("two.backup"), &kept.sha256).unwrap() == BackupState::Whole
    };
    assert!(review.backups.iter().all(whole));
    run(&folder, &["revise", "two.ron", "one.rtf", "-o", "three.ron"]);
    assert_eq!(load(&folder, "three.ron").backups.len(), 2, "it is kept already");
    fs::write(folder.path().join("three.txt"), first).unwrap();
    run(&folder, &["revise", "two.ron", "three.txt", "-o", "four.ron"]);
    assert_eq!(load(&folder, "four.ron").backups.len(), 2, "the draft holds every word of a plain text");
}

/// What word processors write: font table, styles, a heading, a list, a table, code pages, a change, a comment.
const ARTICLE: &str = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset204 Arial CYR;}}
{\stylesheet{\s0 Normal;}{\s1 Title;}{\s2 heading 1;}}
{\info{\title Two bridges gone}{\author Ida Roe}{\creatim\yr2024\mo3\dy12\hr8\min0}}
\pard\s1 River takes two bridges\par
\pard\s0 By Ida Roe\par
\pard\s0 The caf\'e9 in \f1\'cc\'ee\'f1\'ea\'e2\'e0\f0  was full on Friday, {\*\atrfstart 1}nine men{\*\atrfend 1}{\*\atnauthor Ed}\chatn{\*\annotation{\*\atnref 1}Who counted?} said. The {\deleted old }{\revised new }bridge held.\par
\pard\s2 What it cost\par
{\listtext\bullet\tab}\pard\ls1 One bridge\par
\trowd\cellx100\cellx200 Bridge\intbl\cell 12 million\cell\row
}";

#[test]
fn a_rich_text_is_imported_with_its_comment_as_a_claim() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bridges.rtf"), ARTICLE).unwrap();
    let out = run(&folder, &["import", "bridges.rtf", "-o", "final.ron"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("1 comment became a claim"), "{said}");
    assert!(said.contains("2 tracked changes taken as accepted"), "{said}");
    let review = load(&folder, "final.ron");
    let draft = review.draft().unwrap();
    let found: Vec<(ParagraphKind, &str)> = draft.paragraphs().collect();
    let expected = [
        (Hed, "River takes two bridges"),
        (Byline, "By Ida Roe"),
        (Body, "The café in Москва was full on Friday, nine men said. The new bridge held."),
        (Heading, "What it cost"),
        (ListItem, "One bridge"),
        (TableRow, "Bridge | 12 million"),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        (review.article.title.as_str(), review.article.byline.as_str()),
        ("River takes two bridges", "Ida Roe")
    );
    assert_eq!(review.article.dateline.date.unwrap().to_string(), "2024-03-12");
    let claim = &review.claims[0];
    assert_eq!((claim.marks[0].quote.as_str(), claim.note.as_str()), ("nine men", "Who counted?"));
    assert_eq!(fs::read_to_string(kept(folder.path(), &review)).unwrap(), ARTICLE);
    run(&folder, &["import", "bridges.rtf", "-o", "original.ron", "--original"]);
    let before = load(&folder, "original.ron");
    assert!(before.draft().unwrap().text().as_str().contains("The old bridge held."));
}

fn kept(folder: &Path, review: &Review) -> std::path::PathBuf {
    folder.join("final.backup").join(&review.original().unwrap().sha256)
}
