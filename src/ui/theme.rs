//! Colours, sizes and strokes of the design, for light and dark. No other file names a colour.
//!
//! The contrast of every pair was computed for the design: text on its ground has at least 4.5:1, marks
//! at least 3:1.

use super::typeset::{ICONS, ICONS_BOLD, MEDIUM, SEMIBOLD, SERIF_BOLD};
use crate::review::{Claim, Status};
use egui::{Color32, Context, FontFamily, FontId, Stroke, Ui};
use std::sync::{Arc, LazyLock};

/// The colours of one theme.
#[derive(Debug)]
pub struct Palette {
    /// Whether ink is light on dark paper.
    pub is_dark: bool,
    /// Top bar, rail, status bar.
    pub bg_chrome: Color32,
    /// Right panel.
    pub bg_panel: Color32,
    /// Article, welcome.
    pub bg_paper: Color32,
    /// Selected card, inputs, buttons, palette.
    pub bg_card: Color32,
    /// Quiet text and pick fields inside a card.
    pub bg_well: Color32,
    /// Hover fill, scroll thumb, segmented track.
    pub bg_hover: Color32,
    /// Active rail item, active chip, palette row.
    pub bg_active: Color32,
    /// Selection bar, tooltips, count badge.
    pub bg_inverse: Color32,
    /// Hairline between rows (decorative).
    pub line_soft: Color32,
    /// Hairline between regions (decorative).
    pub line: Color32,
    /// Edge of inputs, buttons, cards, grade chips.
    pub line_control: Color32,
    /// Text, primary fill, focus.
    pub ink: Color32,
    /// Secondary text, idle icons.
    pub ink2: Color32,
    /// Meta, labels, paragraph numbers, dotted coverage.
    pub ink3: Color32,
    /// Text on bg.inverse.
    pub ink_inverse: Color32,
    /// Key outlines on bg.inverse.
    pub ink_inverse2: Color32,
    /// Focus ring 1.5.
    pub focus: Color32,
    /// The red pencil only.
    pub pencil: Color32,
    /// Text selection.
    pub selection: Color32,
    /// Primary button fill.
    pub btn: Color32,
    /// Primary button text.
    pub btn_ink: Color32,
    /// Inserted words fill.
    pub ins_bg: Color32,
    /// Inserted words.
    pub ins_ink: Color32,
    /// Deleted words fill.
    pub del_bg: Color32,
    /// Deleted words.
    pub del_ink: Color32,
    /// Behind the palette and dialogs.
    pub scrim: Color32,
    /// The shadow of cards and menus.
    pub shadow: Color32,
    statuses: [Tones; 7],
    /// The colours of the flag "needs recheck".
    pub recheck: Tones,
}

/// The colours of one status.
#[derive(Clone, Copy, Debug)]
pub struct Tones {
    /// Underline, progress segment, ruler tick.
    pub mark: Color32,
    /// Glyph, number, word.
    pub text: Color32,
    /// Behind the words; opaque, so that overlaps never mix.
    pub tint: Color32,
    /// Behind the words of the chosen claim.
    pub tint_chosen: Color32,
}

#[expect(clippy::disallowed_methods, reason = "the one place where colours are made")]
const fn rgb(r: u8, g: u8, b: u8) -> Color32 {
    Color32::from_rgb(r, g, b)
}

static LIGHT: Palette = Palette {
    is_dark: false,
    bg_chrome: rgb(0xf2, 0xf0, 0xeb),
    bg_panel: rgb(0xf8, 0xf6, 0xf2),
    bg_paper: rgb(0xfe, 0xfd, 0xfb),
    bg_card: rgb(0xff, 0xff, 0xff),
    bg_well: rgb(0xf5, 0xf3, 0xee),
    bg_hover: rgb(0xec, 0xe9, 0xe2),
    bg_active: rgb(0xe3, 0xdf, 0xd6),
    bg_inverse: rgb(0x24, 0x21, 0x1d),
    line_soft: rgb(0xe8, 0xe4, 0xdc),
    line: rgb(0xda, 0xd5, 0xcb),
    line_control: rgb(0x8d, 0x87, 0x7d),
    ink: rgb(0x1f, 0x1c, 0x18),
    ink2: rgb(0x56, 0x50, 0x48),
    ink3: rgb(0x6e, 0x68, 0x5f),
    ink_inverse: rgb(0xfa, 0xf8, 0xf4),
    ink_inverse2: rgb(0xbd, 0xb6, 0xab),
    focus: rgb(0x1f, 0x1c, 0x18),
    pencil: rgb(0xe0, 0x2d, 0x2d),
    selection: rgb(0xd5, 0xde, 0xeb),
    btn: rgb(0x24, 0x21, 0x1d),
    btn_ink: rgb(0xff, 0xff, 0xff),
    ins_bg: rgb(0xdd, 0xf0, 0xe6),
    ins_ink: rgb(0x0a, 0x5f, 0x45),
    del_bg: rgb(0xf8, 0xe1, 0xe5),
    del_ink: rgb(0x8f, 0x0d, 0x31),
    scrim: Color32::from_rgba_premultiplied(9, 8, 7, 71),
    shadow: Color32::from_rgba_premultiplied(3, 3, 2, 26),
    statuses: [
        Tones {
            mark: rgb(0x87, 0x81, 0x79),
            text: rgb(0x67, 0x61, 0x5a),
            tint: rgb(0xf6, 0xf4, 0xf2),
            tint_chosen: rgb(0xe4, 0xe2, 0xde),
        },
        Tones {
            mark: rgb(0x0c, 0x7c, 0x58),
            text: rgb(0x0b, 0x66, 0x49),
            tint: rgb(0xed, 0xf4, 0xf0),
            tint_chosen: rgb(0xc9, 0xe1, 0xd7),
        },
        Tones {
            mark: rgb(0x9e, 0x0e, 0x38),
            text: rgb(0x97, 0x0e, 0x35),
            tint: rgb(0xf2, 0xde, 0xe2),
            tint_chosen: rgb(0xe9, 0xc8, 0xd0),
        },
        Tones {
            mark: rgb(0xb2, 0x7d, 0x00),
            text: rgb(0x78, 0x53, 0x00),
            tint: rgb(0xf4, 0xec, 0xda),
            tint_chosen: rgb(0xed, 0xe1, 0xc4),
        },
        Tones {
            mark: rgb(0x61, 0x46, 0xae),
            text: rgb(0x5b, 0x41, 0xa6),
            tint: rgb(0xea, 0xe5, 0xf1),
            tint_chosen: rgb(0xdb, 0xd5, 0xea),
        },
        Tones {
            mark: rgb(0x4a, 0x80, 0xcc),
            text: rgb(0x2a, 0x57, 0x99),
            tint: rgb(0xe7, 0xed, 0xf5),
            tint_chosen: rgb(0xd6, 0xe2, 0xf1),
        },
        Tones {
            mark: rgb(0x4a, 0x51, 0x5b),
            text: rgb(0x4a, 0x51, 0x5b),
            tint: rgb(0xe7, 0xe7, 0xe6),
            tint_chosen: rgb(0xd6, 0xd7, 0xd8),
        },
    ],
    recheck: Tones {
        mark: rgb(0xb0, 0x45, 0x10),
        text: rgb(0x97, 0x40, 0x0f),
        tint: rgb(0xf4, 0xe5, 0xdc),
        tint_chosen: rgb(0xed, 0xd5, 0xc7),
    },
};

static DARK: Palette = Palette {
    is_dark: true,
    bg_chrome: rgb(0x17, 0x16, 0x13),
    bg_panel: rgb(0x1b, 0x1a, 0x17),
    bg_paper: rgb(0x20, 0x1f, 0x1b),
    bg_card: rgb(0x28, 0x26, 0x22),
    bg_well: rgb(0x21, 0x1f, 0x1c),
    bg_hover: rgb(0x2a, 0x28, 0x24),
    bg_active: rgb(0x35, 0x32, 0x2d),
    bg_inverse: rgb(0xed, 0xe9, 0xe1),
    line_soft: rgb(0x2c, 0x2a, 0x26),
    line: rgb(0x3a, 0x37, 0x31),
    line_control: rgb(0x7f, 0x78, 0x6d),
    ink: rgb(0xed, 0xe9, 0xe1),
    ink2: rgb(0xbb, 0xb4, 0xa9),
    ink3: rgb(0x9a, 0x93, 0x88),
    ink_inverse: rgb(0x1f, 0x1c, 0x18),
    ink_inverse2: rgb(0x5a, 0x54, 0x4b),
    focus: rgb(0xed, 0xe9, 0xe1),
    pencil: rgb(0xff, 0x5f, 0x52),
    selection: rgb(0x39, 0x46, 0x5a),
    btn: rgb(0xed, 0xe9, 0xe1),
    btn_ink: rgb(0x1f, 0x1c, 0x18),
    ins_bg: rgb(0x1d, 0x3a, 0x2e),
    ins_ink: rgb(0x86, 0xe0, 0xb1),
    del_bg: rgb(0x47, 0x22, 0x2b),
    del_ink: rgb(0xf5, 0x9b, 0xa8),
    scrim: Color32::from_rgba_premultiplied(0, 0, 0, 128),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 102),
    statuses: [
        Tones {
            mark: rgb(0x97, 0x94, 0x8e),
            text: rgb(0xaa, 0xa5, 0x9d),
            tint: rgb(0x2d, 0x2c, 0x28),
            tint_chosen: rgb(0x3a, 0x39, 0x34),
        },
        Tones {
            mark: rgb(0x6a, 0xd1, 0x9a),
            text: rgb(0x78, 0xd8, 0xa5),
            tint: rgb(0x28, 0x33, 0x29),
            tint_chosen: rgb(0x30, 0x46, 0x37),
        },
        Tones {
            mark: rgb(0xdb, 0x52, 0x60),
            text: rgb(0xf2, 0x8c, 0x98),
            tint: rgb(0x40, 0x28, 0x27),
            tint_chosen: rgb(0x49, 0x2a, 0x2a),
        },
        Tones {
            mark: rgb(0xf2, 0xc7, 0x44),
            text: rgb(0xf2, 0xc7, 0x44),
            tint: rgb(0x44, 0x3c, 0x22),
            tint_chosen: rgb(0x4e, 0x44, 0x24),
        },
        Tones {
            mark: rgb(0x94, 0x6f, 0xcb),
            text: rgb(0xbf, 0xa2, 0xec),
            tint: rgb(0x34, 0x2d, 0x39),
            tint_chosen: rgb(0x3a, 0x31, 0x42),
        },
        Tones {
            mark: rgb(0x7a, 0xb5, 0xf7),
            text: rgb(0x90, 0xc1, 0xf8),
            tint: rgb(0x2f, 0x39, 0x40),
            tint_chosen: rgb(0x34, 0x40, 0x4b),
        },
        Tones {
            mark: rgb(0xc2, 0xc9, 0xd4),
            text: rgb(0xc2, 0xc9, 0xd4),
            tint: rgb(0x3c, 0x3c, 0x3a),
            tint_chosen: rgb(0x44, 0x44, 0x44),
        },
    ],
    recheck: Tones {
        mark: rgb(0xee, 0x7b, 0x1f),
        text: rgb(0xf5, 0x9a, 0x52),
        tint: rgb(0x43, 0x2f, 0x1c),
        tint_chosen: rgb(0x4d, 0x33, 0x1c),
    },
};

impl Palette {
    /// The colours of a status.
    pub fn status(&self, status: Status) -> &Tones {
        &self.statuses[status as usize]
    }

    /// The colours a claim is drawn in: those of its status, unless its words changed since.
    pub fn claim(&self, claim: &Claim) -> &Tones {
        if claim.needs_recheck { &self.recheck } else { self.status(claim.status) }
    }

    /// A hairline between regions.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// The edge of a control.
    pub fn control(&self) -> Stroke {
        Stroke::new(1.0, self.line_control)
    }

    /// The ring around what has the keyboard.
    pub fn focus_ring(&self) -> Stroke {
        Stroke::new(1.5, self.focus)
    }
}

/// The colours of the theme that a part of the window is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The colours of the window's present theme.
pub fn of_context(ctx: &Context) -> &'static Palette {
    if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT }
}

/// The type sizes of the design, in points.
pub mod size {
    /// Article headline.
    pub const HED: f32 = 30.0;
    /// Subheading.
    pub const DEK: f32 = 18.0;
    /// The claim sentence on the open card.
    pub const CLAIM: f32 = 14.0;
    /// Rows, menus, fields.
    pub const UI: f32 = 13.0;
    /// Meta lines, labels, buttons, chips.
    pub const META: f32 = 12.0;
    /// Counts, margin numbers, paragraph numbers.
    pub const SMALL: f32 = 11.0;
    /// Key caps.
    pub const KEY: f32 = 10.0;
    /// Line height of the article's text by its size (tokens.md, Type).
    pub const BODY_LINE: f32 = 1.82;
}

/// Interface type of a size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Medium interface type of a size.
pub fn medium(size: f32) -> FontId {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| MEDIUM.into());
    of_family(size, &NAME)
}

/// Semibold interface type of a size.
pub fn semibold(size: f32) -> FontId {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| SEMIBOLD.into());
    of_family(size, &NAME)
}

/// Bold serif type of a size, for the wordmark.
pub fn serif_bold(size: f32) -> FontId {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| SERIF_BOLD.into());
    of_family(size, &NAME)
}

/// An icon of a size.
pub fn icon(size: f32) -> FontId {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| ICONS.into());
    of_family(size, &NAME)
}

/// A status icon of a size.
pub fn icon_bold(size: f32) -> FontId {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| ICONS_BOLD.into());
    of_family(size, &NAME)
}

/// A name is made once: fonts are named for every word in every frame.
fn of_family(size: f32, name: &Arc<str>) -> FontId {
    FontId::new(size, FontFamily::Name(Arc::clone(name)))
}

/// The icon of a status.
pub fn status_icon(status: Status) -> char {
    use super::icons;
    match status {
        Status::Unchecked => icons::CIRCLE,
        Status::Verified => icons::CHECK,
        Status::Disputed => icons::X,
        Status::Query => icons::QUESTION_MARK,
        Status::Unverifiable => icons::PROHIBIT,
        Status::OnAuthor => icons::PEN_NIB,
        Status::NotCheckable => icons::MINUS,
    }
}

/// The icon a claim is drawn with: that of its status, unless its words changed since.
pub fn claim_icon(claim: &Claim) -> char {
    if claim.needs_recheck { super::icons::ARROW_CLOCKWISE } else { status_icon(claim.status) }
}

/// Gives a context the design's look in both themes.
pub fn install(ctx: &Context) {
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| dress(style, palette));
    }
}

fn dress(style: &mut egui::Style, palette: &Palette) {
    use egui::{CornerRadius, TextStyle, vec2};
    style.text_styles = [
        (TextStyle::Heading, semibold(size::UI)),
        (TextStyle::Body, regular(size::UI)),
        (TextStyle::Monospace, regular(size::UI)),
        (TextStyle::Button, regular(size::UI)),
        (TextStyle::Small, regular(size::SMALL)),
    ]
    .into();
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.button_padding = vec2(9.0, 4.0);
    style.spacing.interact_size.y = 26.0;
    style.spacing.menu_margin = egui::Margin::same(6);
    style.interaction.selectable_labels = false;
    style.spacing.scroll =
        egui::style::ScrollStyle { bar_width: 8.0, floating: true, ..egui::style::ScrollStyle::thin() };
    let visuals = &mut style.visuals;
    *visuals = if palette.is_dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.panel_fill = palette.bg_panel;
    visuals.window_fill = palette.bg_card;
    visuals.window_stroke = palette.control();
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    let shadow = egui::Shadow { offset: [0, 8], blur: 24, spread: 0, color: palette.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.extreme_bg_color = palette.bg_card;
    visuals.text_edit_bg_color = Some(palette.bg_well);
    visuals.faint_bg_color = palette.bg_well;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = palette.focus_ring();
    visuals.hyperlink_color = palette.ink;
    visuals.warn_fg_color = palette.recheck.text;
    visuals.error_fg_color = palette.status(Status::Disputed).text;
    visuals.weak_text_color = Some(palette.ink3);
    let widgets = &mut visuals.widgets;
    let looks = [
        (&mut widgets.noninteractive, palette.bg_panel, palette.hairline(), palette.ink),
        (&mut widgets.inactive, palette.bg_card, palette.control(), palette.ink),
        (&mut widgets.hovered, palette.bg_hover, palette.control(), palette.ink),
        (&mut widgets.active, palette.bg_active, palette.control(), palette.ink),
        (&mut widgets.open, palette.bg_active, palette.control(), palette.ink),
    ];
    for (look, fill, edge, ink) in looks {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = edge;
        look.fg_stroke = Stroke::new(1.0, ink);
        look.corner_radius = CornerRadius::same(6);
        look.expansion = 0.0;
    }
}

/// The other theme's colours, for what is drawn on the inverse ground.
pub fn other(palette: &Palette) -> &'static Palette {
    if palette.is_dark { &LIGHT } else { &DARK }
}
