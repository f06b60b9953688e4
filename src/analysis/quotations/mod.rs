//! What is quoted, by whom, and in what language.

pub mod scan;
