//! Bad input, as a script and as a window meets it: the right result or one clear sentence, nothing saved
//! before is lost, no panic.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]
#![expect(clippy::panic, reason = "a test ends where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "a test makes the files that the program reads")]

mod articles;
mod desk;
mod disk;
mod drawn;
mod evidence;
mod outside;
mod reviews;
