//! The program: a verb is carried out without a window, anything else opens one.

use redpencil::cli::{self, Start};
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::start(std::env::args_os()) {
        Start::Window(file) => redpencil::ui::run(file),
        Start::Done(exit) => exit,
    }
}
