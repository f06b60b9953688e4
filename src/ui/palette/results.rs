//! What the palette offers for a query: commands, and claims of the review.

use super::matching::{self, Match};
use crate::app::App;
use crate::app::command::{Command, Menu};
use crate::app::open::OpenReview;
use crate::review::{Claim, ClaimId};
use crate::ui::shell::{self, Icon};
use crate::ui::theme;
use std::ops::Range;
use std::sync::Arc;

/// Claims offered at most.
const MOST_CLAIMS: usize = 20;

/// The heading a result stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Commands of a menu.
    Menu(Menu),
    /// Claims to go to.
    Claims,
}

impl Group {
    /// The order of the groups: what is done most often first.
    const ALL: [Self; 6] = [
        Self::Menu(Menu::Claim),
        Self::Menu(Menu::File),
        Self::Menu(Menu::Edit),
        Self::Menu(Menu::View),
        Self::Menu(Menu::Help),
        Self::Claims,
    ];

    /// Its heading; for the claim menu, the claim that is meant.
    pub fn label(self, app: &App) -> String {
        let chosen = app.open.as_ref().and_then(OpenReview::chosen);
        match (self, chosen) {
            (Self::Menu(Menu::Claim), Some(claim)) => format!("Claim {}", claim.number),
            (Self::Menu(menu), _) => menu.label().to_owned(),
            (Self::Claims, _) => "Go to".to_owned(),
        }
    }
}

/// Where a result leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A command.
    Command(Command),
    /// A claim.
    Claim(ClaimId),
}

/// One result.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its heading.
    pub group: Group,
    /// Where it leads.
    pub goal: Goal,
    /// Its name.
    pub label: String,
    /// What it does.
    pub hint: String,
    /// The bytes of the name that match what was typed.
    pub matched: Vec<Range<usize>>,
    /// Its icon.
    pub icon: Option<Icon>,
    rank: usize,
}

/// Everything that answers to a query, under its headings, the best of each first.
pub fn search(app: &App, query: &str, only: Option<Group>) -> Vec<Found> {
    let mut found: Vec<_> = Command::all().filter_map(|command| of_command(command, query)).collect();
    found.extend(app.open.iter().flat_map(|open| claims(open, query)));
    // Letters found here and there are noise where the words themselves are found.
    if let Some(best) = found.iter().map(|found| found.rank).min() {
        found.retain(|found| found.rank == best || found.rank < matching::SCATTERED_RANK);
    }
    found.retain(|found| only.is_none_or(|only| found.group == only));
    let place = |group: Group| Group::ALL.iter().position(|other| *other == group);
    found.sort_by_key(|found| (place(found.group), found.rank));
    found
}

fn of_command(command: Command, query: &str) -> Option<Found> {
    let spec = command.spec();
    let Match { rank, ranges } = matching::find(spec.label, query)?;
    Some(Found {
        group: Group::Menu(shell::group(command)),
        goal: Goal::Command(command),
        label: spec.label.to_owned(),
        hint: spec.tip.to_owned(),
        matched: ranges,
        icon: shell::icon(command),
        rank,
    })
}

/// Claims whose number or statement holds what was typed; none before anything is.
fn claims<'a>(open: &'a OpenReview, query: &str) -> impl Iterator<Item = Found> + use<'a> {
    let query = query.trim().to_lowercase();
    let in_order = open.index().order.iter().filter_map(|&at| open.review().claims.get(at)).map(Arc::as_ref);
    let fits = move |claim: &&Claim| {
        let number = query.strip_prefix("claim ").unwrap_or(&query);
        !query.is_empty()
            && (claim.number.to_string() == number || claim.statement().to_lowercase().contains(&query))
    };
    in_order.filter(fits).take(MOST_CLAIMS).map(of_claim)
}

fn of_claim(claim: &Claim) -> Found {
    let status = (!claim.needs_recheck).then_some(claim.status);
    Found {
        group: Group::Claims,
        goal: Goal::Claim(claim.id),
        label: format!("Claim {}: {}", claim.number, claim.statement()),
        hint: claim.status.label().to_lowercase(),
        matched: Vec::new(),
        icon: Some(Icon { glyph: theme::claim_icon(claim), status }),
        rank: 0,
    }
}
