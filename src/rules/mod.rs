//! What a finished review owes: rules, and what they find wrong or missing.
//!
//! Uses `text`, `review` and `analysis`; knows neither files nor clock nor window. A rule is one small pure
//! function; [`CATALOGUE`] lists them all with what they ask and whose rule book they stand in. [`Findings`]
//! holds what they found and follows each edit by looking again only at what it touches.

mod catalogue;
mod citation_rules;
mod claim_rules;
mod draft_rules;
mod facts;
mod factual;
mod finding;
mod findings;
mod fix;
mod moving;
mod quoted;
mod source_rules;

pub use catalogue::{CATALOGUE, Rule, Severity, called};
pub use facts::{DateClash, Facts, Loss, LostFile, MovingFact, Spellings, WrongSum};
pub use finding::{Finding, Subject};
pub use findings::{Counts, Findings, Known};
pub use fix::{Field, Fix};
