//! The command line itself: help, versions, wrong use, a reader that goes away.

use crate::desk::{ARTICLE, Desk, Ran, program};
use std::process::Stdio;

#[test]
fn help_and_version_go_to_standard_output() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).expect(0).out();
    for verb in ["import", "mark", "show", "check", "export"] {
        assert!(help.contains(verb), "{help}");
        assert!(desk.run(&[verb, "--help"]).expect(0).out().contains("--json"));
    }
    let version = desk.run(&["--version"]).expect(0).out();
    assert_eq!(version, format!("redpencil {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_is_told_in_one_sentence() {
    let desk = Desk::with_review();
    for (args, words) in [
        (&["show"][..], "this is still needed: <REVIEW>; see `redpencil show --help`"),
        (&["show", "a", "b"], "“b” is one word too many"),
        (&["show", "review.ron", "--nonsense"], "there is no option --nonsense"),
        (&["--nonsense"], "there is no option --nonsense here; see `redpencil --help`"),
        (&["a", "b"], "opens one file at a time"),
        (&["import", "article.txt"], "--output"),
        (&["import", "article.txt", "-o", "b.ron", "--date", "12 March"], "has the form 2023-07-27"),
        (
            &["import", "article.txt", "-o", "b.ron", "--date", "2024-02-30"],
            "“2024-02-30” is no value for --date",
        ),
        (&["import", "article.txt", "-o", "b.ron", "--date"], "without a value"),
        (&["import", "article.txt", "-o", "b.ron", "-o", "c.ron"], "is there twice"),
        (&["import", "article.txt", "-o", "-"], "name one with -o"),
        (&["import", "article.txt", "-o", "article.txt", "--force"], "take the place of its article"),
        (&["export", "review.ron"], "--to <FORMAT>"),
        (&["export", "review.ron", "--to", "vellum"], "“vellum” is no value for --to <FORMAT>; use html, md"),
        (&["mark", "review.ron"], "--quote <TEXT>"),
        (&["mark", "review.ron", "--quote", "x", "--jsonl"], "leave out the options"),
        (&["mark", "-", "--quote", "x"], "name the file"),
    ] {
        desk.run(args).expect(2).says(words);
    }
    assert_eq!(desk.read("article.txt"), ARTICLE);
    assert!(!desk.path("b.ron").exists());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::with_review();
    let mut child =
        program(desk.0.path()).args(["show", "review.ron", "--json"]).stdout(closed_pipe()).spawn().unwrap();
    drop(child.stdin.take());
    Ran(child.wait_with_output().unwrap()).expect(0).says_nothing();
}

#[cfg(unix)]
impl Ran {
    fn says_nothing(&self) {
        assert_eq!(self.said(), "");
    }
}

/// The writing end of a pipe that nobody reads.
#[cfg(unix)]
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}
