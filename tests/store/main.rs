//! Laws and bad days of everything on disk.

#![expect(clippy::disallowed_methods, reason = "a test makes the files that it spoils")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod crash;
mod desk;
mod files;
mod format;
mod journal;
mod strategy;
