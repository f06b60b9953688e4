//! The text engine: order, positions, caret, pictures. Needs neither a display nor a
//! GPU nor any font of the machine; see `tests/fonts/README.md`.
//!
//! Pictures are compared with `tests/snapshots/typeset/NAME.png`. A difference writes
//! `NAME.new.png` beside it; `UPDATE_SNAPSHOTS=1` takes the new ones as right.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

mod caret;
mod drawing;
mod invisible;
mod label;
mod large;
mod order;
mod pictures;
mod rows;
mod selection;
mod text;
