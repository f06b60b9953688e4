//! A folder in which the program runs, and what a run leaves behind.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An article with accents, an emoji of several chars, Arabic, and words that stand twice.
pub const ARTICLE: &str = "\
A bridge over the Ézé opens

By Ada Example

Port Ézé, 12 March 2024 – Nine men crossed the bridge on Tuesday, the mayor told Reuters. “It is safe”, she said.

Then nine men came back 👩‍👩‍👧, and the mayor smiled.

قال الوزير إن الجسر آمن.
";

/// A folder for one test, in which the program runs.
pub struct Desk(pub TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path("article.txt"), ARTICLE).unwrap();
        desk
    }

    /// A folder with `review.ron`, made of the article.
    pub fn with_review() -> Self {
        let desk = Self::new();
        desk.run(&["import", "article.txt", "-o", "review.ron"]).expect(0);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = program(self.0.path()).args(args).spawn().unwrap();
        // A program that refuses before it reads closes the pipe: no matter here.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran(child.wait_with_output().unwrap())
    }

    pub fn show(&self) -> Value {
        self.run(&["show", "review.ron", "--json"]).expect(0).json()
    }

    /// Marks by options and gives the claim as it then is.
    pub fn mark(&self, options: &[&str]) -> Value {
        let args = [&["mark", "review.ron", "--json"], options].concat();
        self.run(&args).expect(0).json()["claim"].clone()
    }

    /// Marks by options, expecting the exit code 2, and gives the message. The review must stay as it is.
    pub fn refused_mark(&self, options: &[&str]) -> String {
        let before = self.read("review.ron");
        let said = self.run(&[&["mark", "review.ron"], options].concat()).expect(2).said();
        assert_eq!(self.read("review.ron"), before);
        said
    }
}

pub fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_redpencil"));
    program.current_dir(folder).env("USER", "ada").env_remove("USERNAME");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// What a run of the program left behind.
pub struct Ran(pub Output);

impl Ran {
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}\n{}", self.out(), self.said());
        self
    }

    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn said(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out()).unwrap()
    }

    /// One sentence on standard error that names what went wrong, and nothing on standard output.
    #[track_caller]
    pub fn says(&self, words: &str) {
        let said = self.said();
        assert!(said.starts_with("redpencil: ") && said.contains(words), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(self.out(), "");
    }
}

pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The words of a paragraph joined as in the draft's text, to check places against.
pub fn draft_text(shown: &Value) -> String {
    let paragraphs = shown["draft"]["paragraphs"].as_array().unwrap();
    paragraphs.iter().map(|paragraph| paragraph["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

pub fn slice(text: &str, passage: &Value) -> String {
    let at = |key: &str| passage[key].as_u64().unwrap() as usize;
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}
