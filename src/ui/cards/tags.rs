//! Free words that a claim is found by.

use super::edits::{self, Sheet};
use super::fields::{Field, Kind};
use crate::review::ClaimChange;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{self, Family, TextStyle};
use crate::ui::{icons, widgets};
use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Width of the field that adds one.
const FIELD: f32 = 110.0;

/// The tags, each with a way to take it off, and a field that adds one.
pub fn show(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let claim = sheet.claim;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (at, tag) in claim.tags.iter().enumerate() {
            if chip(ui, tag) {
                let mut tags = claim.tags.clone();
                tags.remove(at);
                sheet.act("Remove tag", edits::on_claim(claim, &claim.tags, tags, ClaimChange::Tags));
            }
        }
        add(ui, sheet);
    });
}

/// One tag; whether it is to go.
fn chip(ui: &mut Ui, tag: &str) -> bool {
    let style = TextStyle::new(Family::Sans, size::META, 18.0).max_rows(1);
    let words = typeset::layout(ui.ctx(), tag, &style, f32::INFINITY);
    let (rect, response) =
        ui.allocate_exact_size(vec2(words.used_width() + 30.0, widgets::HIT), Sense::click());
    let name = format!("Remove tag {tag}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    let colours = palette(ui);
    let fill = if response.hovered() { colours.bg_active } else { colours.bg_hover };
    ui.painter().rect_filled(rect, widgets::RADIUS, fill);
    typeset::paint(ui.painter(), &words, pos2(rect.left() + 8.0, rect.top() + 4.0), colours.ink);
    let cross = pos2(rect.right() - 12.0, rect.center().y);
    widgets::paint_icon(ui, cross, icons::X, theme::icon(11.0), colours.ink3);
    widgets::focus_ring(ui, &response, rect, widgets::RADIUS);
    response.clicked()
}

/// The field that adds a tag: a comma ends one, and so does leaving the field.
fn add(ui: &mut Ui, sheet: &mut Sheet<'_, '_, '_>) {
    let field = sheet.field("tag");
    let left = !ui.memory(|memory| memory.has_focus(field));
    let typed = sheet.editing.text_of(field).map(str::to_owned);
    if let Some(text) = typed.filter(|text| left || text.ends_with([',', '،', '、'])) {
        add_tags(sheet, &text);
        sheet.editing.clear(field);
    }
    ui.allocate_ui(vec2(FIELD, widgets::HIT), |ui| {
        ui.set_width(FIELD);
        Field::new(field, "Add tag", "", Kind::Line).hint("Add tag").show(ui, sheet.editing, sheet.scene);
    });
}

fn add_tags(sheet: &mut Sheet<'_, '_, '_>, text: &str) {
    let claim = sheet.claim;
    let mut tags = claim.tags.clone();
    tags.extend(edits::parts(text).into_iter().filter(|tag| !claim.tags.contains(tag)));
    sheet.act("Add tag", edits::on_claim(claim, &claim.tags, tags, ClaimChange::Tags));
}
