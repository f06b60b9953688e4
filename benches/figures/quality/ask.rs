//! Asking the program itself: `redpencil analyze --jsonl`.

use super::gold::{Place, Text};
use crate::measure::Outcome;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// What the program reads off texts, each with the day it is from (`2023-07-27`), in their order.
pub fn ask<'t>(texts: impl IntoIterator<Item = (&'t Text, Option<&'t str>)>) -> Outcome<Vec<Value>> {
    let lines = texts.into_iter().map(|(text, date)| {
        let line = json!({ "text": text.text, "date": date, "language": text.lang });
        format!("{line}\n")
    });
    let input: String = lines.collect();
    let mut program = Command::new(env!("CARGO_BIN_EXE_redpencil"))
        .args(["analyze", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = program.stdin.take().ok_or("the program takes no input")?;
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = program.wait_with_output()?;
    writer.join().map_err(|_| "the program could not be asked")??;
    let answers = String::from_utf8(output.stdout)?;
    Ok(answers.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The passages of one kind in an answer.
pub fn passages<'v>(answer: &'v Value, kind: &str) -> &'v [Value] {
    answer[kind].as_array().map_or(&[], Vec::as_slice)
}

/// Where a passage stands, in chars.
pub fn place(passage: &Value) -> Option<Place> {
    let at = |key: &str| usize::try_from(passage.get(key)?.as_u64()?).ok();
    Some(at("start")?..at("end")?)
}
