//! Laws and bad days of everything on disk.

mod files;
mod format;
mod strategy;
