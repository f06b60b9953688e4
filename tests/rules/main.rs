//! The rules: what each finds, what a waiver does, and that following edits gives what looking at
//! everything would.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and writes a page of the docs"
)]

mod books;
mod desk;
mod follow;
mod house;
mod page;
mod waiving;
