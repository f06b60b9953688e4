//! What the program costs, each figure beside its peer in the same run.
//!
//! `cargo bench` measures everything and ends with one line a figure; `cargo bench -- NAME` measures the
//! figures whose name begins so. `docs/benchmarks.md` says what each figure means. Frames are drawn
//! without a window: what is counted is the processor time of laying out, drawing and tessellating.

mod analysis;
mod article;
mod documents;
mod drafts;
mod edits;
mod export;
mod files;
mod idle;
mod label;
mod material;
mod measure;
mod quality;
mod rules;
mod stage;
mod start;
mod window;

use measure::{Outcome, Report};

/// Measures that belong together: the figures they give, and the function that takes them.
type Group = (&'static [&'static str], fn(&mut Report) -> Outcome<()>);

const GROUPS: &[Group] = &[
    (article::FIGURES, article::run),
    (window::FIGURES, window::run),
    (edits::FIGURES, edits::run),
    (analysis::FIGURES, analysis::run),
    (quality::FIGURES, quality::run),
    (rules::FIGURES, rules::run),
    (files::OPEN_AND_SAVE, files::open_and_save),
    (files::BLOCKED, files::blocked),
    (drafts::FIGURES, drafts::run),
    (export::FIGURES, export::run),
    (documents::FIGURES, documents::run),
    (start::FIGURES, start::run),
    (idle::FIGURES, idle::run),
];

fn main() -> Outcome<()> {
    if let Some(child) = start::child() {
        return child;
    }
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    arguments.retain(|argument| !argument.starts_with("--"));
    if !is_bench {
        println!("Nothing is measured here; run cargo bench.");
        return Ok(());
    }
    let mut report = Report::new(arguments);
    println!("seed {}", material::SEED);
    for (figures, run) in GROUPS {
        if figures.iter().any(|name| report.wants(name)) {
            run(&mut report)?;
        }
    }
    report.print();
    Ok(())
}
