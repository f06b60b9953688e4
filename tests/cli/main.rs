//! The verbs as a script meets them: the built program, its output, its messages and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "a test makes the files that the program reads")]

mod check;
mod desk;
mod export;
mod import;
mod line;
mod mark;
mod marks;
mod page;
mod show;
