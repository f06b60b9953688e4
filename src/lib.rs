//! Redpencil: a desktop workbench for checking an article fact by fact.
//!
//! The rooms, from the ground up; a room uses only those above it in this list. See
//! `docs/architecture.md`.

pub mod text;

pub mod review;
