//! Redpencil: a desktop workbench for checking an article fact by fact.
//!
//! The rooms, from the ground up; a room uses only those above it in this list. See
//! `docs/architecture.md`.

pub mod text;

pub mod review;

pub mod analysis;

pub mod rules;

pub mod import;

pub mod capture;

pub mod export;

pub mod store;

pub mod cli;

pub mod app;

pub mod ui;
