//! What a script gives as a source must be one: a web address in particular.

use super::error::CliError;
use crate::analysis::sourcing;
use crate::review::{Edit, Review, SourceId};

/// The source that publishes at an address; see [`sourcing::by_address`].
pub fn by_address(review: &Review, new: SourceId, url: &str) -> Result<(SourceId, Option<Edit>), CliError> {
    sourcing::by_address(review, new, url).ok_or_else(|| no_address(url))
}

/// Refuses what is no web address.
pub fn check_address(url: &str) -> Result<(), CliError> {
    sourcing::host(url).map(drop).ok_or_else(|| no_address(url))
}

fn no_address(url: &str) -> CliError {
    CliError::Usage(format!("“{url}” is no web address; give one that begins with https:// or http://"))
}
