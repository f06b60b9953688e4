//! The program: a verb is carried out without a window, anything else opens one.

use redpencil::cli::{self, Start};
use redpencil::import;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A PDF is read in a process of its own, which this program starts with a word that no person types.
    if std::env::args_os().nth(1).is_some_and(|word| word == import::CHILD_VERB) {
        return if import::answer_parent() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    import::this_program_reads();
    match cli::start(std::env::args_os()) {
        Start::Window(file) => redpencil::ui::run(file),
        Start::Done(exit) => exit,
    }
}
