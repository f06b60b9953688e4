//! A source in the library: what it is, and the claims that rest on it.

use crate::app::open::OpenReview;
use crate::review::{Claim, ClaimId, Source, SourceKind};
use crate::ui::cards::fields::paint_words;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::Family;
use crate::ui::{icons, widgets};
use egui::{Galley, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// What stands around and between the parts of a row (tokens.md, Source root group).
const PADDING: f32 = 10.0;
const RIGHT: f32 = 14.0;
const NAME_LINE: f32 = 20.0;
const LINE: f32 = 17.0;
const INDENT: f32 = 24.0;
const GAP: f32 = 6.0;

/// Claims shown on a folded row, and on an unfolded one; the rest is a number.
const FEW: usize = 12;
const MANY: usize = 120;

/// The icon of a kind of source.
pub fn kind_icon(kind: SourceKind) -> char {
    match kind {
        SourceKind::Agency => icons::BROADCAST,
        SourceKind::Broadcaster => icons::TELEVISION,
        SourceKind::Paper => icons::NEWSPAPER,
        SourceKind::Official => icons::BANK,
        SourceKind::Court => icons::SCALES,
        SourceKind::Company => icons::BUILDINGS,
        SourceKind::Research => icons::GRADUATION_CAP,
        SourceKind::Dataset => icons::DATABASE,
        SourceKind::Person => icons::USER,
        SourceKind::Post => icons::CHAT_CIRCLE,
        SourceKind::Calculation => icons::CALCULATOR,
        SourceKind::Reference => icons::BOOK_OPEN,
        SourceKind::Other => icons::QUESTION,
    }
}

/// How many claims, in words.
pub fn claims_in_words(count: usize) -> String {
    match count {
        0 => "No claims rest on it".to_owned(),
        1 => "1 claim".to_owned(),
        _ => format!("{count} claims"),
    }
}

fn what_it_is(source: &Source) -> String {
    format!("{} · {}", source.kind.label().to_lowercase(), source.rank.label().to_lowercase())
}

/// What a screen reader calls a row.
pub fn accessible_name(source: &Source, claims: usize) -> String {
    format!(
        "{}, {}, {}",
        source.name,
        what_it_is(source).replace(" ·", ","),
        claims_in_words(claims).to_lowercase()
    )
}

/// A claim that rests on the source, and where it stands in the row.
struct Mark {
    claim: usize,
    at: Vec2,
    size: Vec2,
}

/// A row laid out for a width.
pub struct RowLayout {
    left: f32,
    width: f32,
    marks: Vec<Mark>,
    count: Arc<Galley>,
    rest: Option<(Vec2, Arc<Galley>)>,
    /// Its height in points.
    pub height: f32,
}

impl RowLayout {
    /// Lays a row out; an unfolded one stands in a card, whose edge takes a part of the padding.
    pub fn new(ui: &Ui, open: &OpenReview, claims: &[usize], width: f32, unfolded: bool) -> Self {
        let colours = palette(ui);
        let left = if unfolded { 11.0 } else { 20.0 };
        let count =
            widgets::line(ui, &claims_in_words(claims.len()), theme::regular(size::META), colours.ink3);
        let right = width - RIGHT;
        let mut at = vec2(left + INDENT + count.size().x + GAP, PADDING + NAME_LINE);
        let mut place = |wide: f32| {
            if at.x + wide > right {
                at = vec2(left + INDENT, at.y + LINE);
            }
            let placed = at;
            at.x += wide + GAP;
            placed
        };
        let most = if unfolded { MANY } else { FEW };
        let mut marks = Vec::with_capacity(claims.len().min(most));
        for &claim in claims.iter().take(most) {
            let Some(of) = open.review().claims.get(claim) else { continue };
            let wide = claim_width(ui, of);
            marks.push(Mark { claim, at: place(wide), size: vec2(wide, LINE) });
        }
        let rest = (claims.len() > most).then(|| {
            let words = format!("+{}", claims.len() - most);
            let galley = widgets::line(ui, &words, theme::regular(size::META), colours.ink3);
            (place(galley.size().x), galley)
        });
        Self { left, width, marks, count, rest, height: at.y + LINE + PADDING }
    }

    /// Draws the row with its top left at `at`, without the claims.
    pub fn paint(&self, ui: &Ui, at: Pos2, source: &Source) {
        let colours = palette(ui);
        let middle = at.y + PADDING + NAME_LINE / 2.0 - 1.0;
        let left = at.x + self.left;
        let icon = pos2(left + 8.0, middle);
        widgets::paint_icon(ui, icon, kind_icon(source.kind), theme::icon(16.0), colours.ink2);
        let right = at.x + self.width - RIGHT;
        let is = widgets::line(ui, &what_it_is(source), theme::regular(size::META), colours.ink3);
        let name = Rect::from_min_max(
            pos2(left + INDENT, middle - NAME_LINE / 2.0),
            pos2(right - is.size().x - 8.0, middle + NAME_LINE / 2.0),
        );
        let end = paint_words(ui, name, &source.name, Family::SansSemiBold, size::UI, colours.ink);
        widgets::paint_line(ui.painter(), end + 8.0, middle, is);
        let second = at.y + PADDING + NAME_LINE + LINE / 2.0;
        widgets::paint_line(ui.painter(), left + INDENT, second, Arc::clone(&self.count));
        if let Some((offset, galley)) = &self.rest {
            let middle = at.y + offset.y + LINE / 2.0;
            widgets::paint_line(ui.painter(), at.x + offset.x, middle, Arc::clone(galley));
        }
    }

    /// Draws the claims that rest on it; the one that was clicked.
    pub fn claims(&self, ui: &Ui, at: Pos2, open: &OpenReview) -> Option<ClaimId> {
        let mut clicked = None;
        for mark in &self.marks {
            let Some(of) = open.review().claims.get(mark.claim) else { continue };
            if claim(ui, Rect::from_min_size(at + mark.at, mark.size), of) {
                clicked = Some(of.id);
            }
        }
        clicked
    }
}

/// How wide a claim's number stands, with its status.
pub fn claim_width(ui: &Ui, claim: &Claim) -> f32 {
    15.0 + widgets::line(ui, &claim.number.to_string(), theme::medium(size::META), palette(ui).ink).size().x
}

/// Status and number of one claim; whether it was clicked.
pub fn claim(ui: &Ui, rect: Rect, claim: &Claim) -> bool {
    // The seed tells apart the same claim under two sources.
    let id = ui.scope_id().with((claim.id.number(), rect.left().to_bits(), rect.top().to_bits()));
    let response = ui.interact(rect, id, Sense::click());
    let name = format!("Go to claim {}, {}", claim.number, claim.status.label().to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ink = palette(ui).claim(claim).text;
    let middle = rect.center().y;
    let icon = theme::claim_icon(claim);
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(2.0, 0.0)), 3, palette(ui).bg_active);
    }
    widgets::paint_icon(ui, pos2(rect.left() + 6.5, middle), icon, theme::icon_bold(12.0), ink);
    let number = widgets::line(ui, &claim.number.to_string(), theme::medium(size::META), ink);
    widgets::paint_line(ui.painter(), rect.left() + 15.0, middle, number);
    widgets::focus_ring(ui, &response, rect, 3);
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.label(super::super::cards::row::accessible_name(claim));
    });
    clicked
}
