//! Rules about sources and stored files.

use super::catalogue::Rule;
use super::facts::{Loss, LostFile};
use super::finding::{Finding, Subject};
use super::fix::{Field, Fix};
use crate::analysis::calculation;
use crate::review::{Access, Review, Source};

fn about(source: &Source, rule: &'static Rule, what: String, fix: Fix) -> Finding {
    let subject = Subject::Source(source.id);
    Finding { rule, subject, claim: None, passage: None, what, fix: Some(fix), waived: false }
}

pub(super) fn anonymous_unknown(source: &Source, rule: &'static Rule, found: &mut Vec<Finding>) {
    if source.access != Access::OnRecord && source.known_to.trim().is_empty() {
        let access = source.access.label().to_lowercase();
        let what = format!(
            "{} speaks {}",
            source.name,
            if access == "background" { "on background" } else { &access }
        );
        found.push(about(source, rule, what, Fix::FillSource(source.id, Field::KnownTo)));
    }
}

pub(super) fn calculation(source: &Source, rule: &'static Rule, found: &mut Vec<Finding>) {
    let Some(kept) = &source.calculation else { return };
    let (what, fix) = match calculation::work_out(kept) {
        Err(error) => (format!("{}: {error}", source.name), Fix::FillSource(source.id, Field::Calculation)),
        Ok(worked) if worked.result == kept.result => return,
        Ok(worked) if kept.result.is_empty() => {
            (format!("{} was never worked out: {}", source.name, worked.line), Fix::Recalculate(source.id))
        }
        Ok(worked) => {
            let what = format!("{} says {}, and its figures give {}", source.name, kept.result, worked.line);
            (what, Fix::Recalculate(source.id))
        }
    };
    found.push(about(source, rule, what, fix));
}

pub(super) fn backup_lost(review: &Review, lost: &[LostFile], rule: &'static Rule, found: &mut Vec<Finding>) {
    for file in lost {
        let Some(backup) = review.backup(&file.sha256) else { continue };
        let what = match file.loss {
            Loss::Missing => format!("{} is not in the backup folder", backup.name),
            Loss::Altered => format!("{} is not the file that was stored", backup.name),
        };
        let names = |claim: &&std::sync::Arc<crate::review::Claim>| {
            claim.citations.iter().any(|citation| citation.backups.contains(&file.sha256))
        };
        let claim = review.claims.iter().find(names).map(|claim| claim.id);
        let subject = Subject::File(file.sha256.clone());
        found.push(Finding { rule, subject, claim, passage: None, what, fix: None, waived: false });
    }
}
