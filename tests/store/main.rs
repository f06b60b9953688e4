//! Laws and bad days of everything on disk.

mod crash;
mod desk;
mod files;
mod format;
mod journal;
mod strategy;
