//! How commands look in menus and palette.

use crate::app::App;
use crate::app::command::{Command, Menu};
use crate::app::filter::{By, Sort};
use crate::app::open::{Panel, Paper};
use crate::app::settings::Theme;
use crate::review::Status;
use crate::ui::icons;
use crate::ui::theme::{self, Palette};
use egui::{Color32, FontId};

/// The icon of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon {
    /// The icon.
    pub glyph: char,
    /// The status whose colour it has.
    pub status: Option<Status>,
}

impl Icon {
    /// The font it is drawn with.
    pub fn font(self, size: f32) -> FontId {
        if self.status.is_some() { theme::icon_bold(size) } else { theme::icon(size) }
    }

    /// The colour it is drawn in.
    pub fn ink(self, colours: &Palette) -> Color32 {
        self.status.map_or(colours.ink2, |status| colours.status(status).text)
    }
}

/// The icon of a command, where it has one.
pub fn icon(command: Command) -> Option<Icon> {
    let glyph = match command {
        Command::SetStatus(status) | Command::SetSaid(status) => return Some(of_status(status)),
        Command::VerifyAndNext => return Some(of_status(Status::Verified)),
        Command::OpenArticle => icons::FILE_TEXT,
        Command::OpenReview => icons::FOLDER_OPEN,
        Command::PasteArticle => icons::CLIPBOARD_TEXT,
        Command::OpenSample | Command::Coverage | Command::NextUncovered => icons::HIGHLIGHTER,
        Command::Save | Command::SaveAs => icons::FLOPPY_DISK,
        Command::Export => icons::EXPORT,
        Command::ArticleDetails => icons::ARTICLE,
        Command::Undo => icons::ARROW_U_UP_LEFT,
        Command::Copy => icons::COPY,
        Command::Find | Command::FindNext | Command::FindPrevious | Command::FindClaims => {
            icons::MAGNIFYING_GLASS
        }
        Command::Settings => icons::GEAR_SIX,
        Command::NewClaim => icons::PLUS,
        Command::NextClaim | Command::NextOpen => icons::CARET_DOWN,
        Command::PreviousClaim => icons::CARET_UP,
        Command::AddSource | Command::ShowSources => icons::BOOKS,
        Command::ShowProblems | Command::Waive => icons::WARNING,
        Command::EditClaim => icons::PENCIL_SIMPLE,
        Command::DeleteClaim => icons::TRASH,
        Command::ShowClaims => icons::LIST_CHECKS,
        Command::ShowTimeline | Command::SetDate => icons::CALENDAR_DOTS,
        Command::ShowAttributions => icons::QUOTES,
        Command::ShowSuggestions | Command::NextSuggestion => icons::SPARKLE,
        Command::ReadHere => icons::EYE,
        Command::FocusArticle => icons::TEXT_T,
        Command::FilterAll | Command::FilterOpen | Command::FilterStatus(_) => icons::FUNNEL,
        Command::SortByPlace | Command::SortByNumber | Command::SortByStatus => icons::SORT_ASCENDING,
        Command::ThemeLight => icons::SUN,
        Command::ThemeDark => icons::MOON,
        Command::ThemeSystem => icons::DESKTOP,
        Command::TextLarger | Command::TextSmaller => icons::TEXT_AA,
        Command::Shortcuts => icons::KEYBOARD,
        Command::About => icons::INFO,
        _ => return None,
    };
    Some(Icon { glyph, status: None })
}

fn of_status(status: Status) -> Icon {
    Icon { glyph: theme::status_icon(status), status: Some(status) }
}

/// The menu a command belongs to; for what only keys and palette offer, the one it is nearest to.
pub fn group(command: Command) -> Menu {
    command.spec().menu.unwrap_or(match command {
        Command::FilterStatus(_) => Menu::View,
        _ => Menu::Claim,
    })
}

/// Whether what a command chooses is chosen now; `None` for a command that does something once.
pub fn is_on(app: &App, command: Command) -> Option<bool> {
    let place = app.open.as_ref().map(|open| &open.place);
    let by = |by: By| place.map(|place| place.filter.by == by);
    let sort = |sort: Sort| place.map(|place| place.sort == sort);
    let panel = |panel: Panel| place.map(|place| place.panel == panel);
    let paper = |paper: Paper| app.open.as_ref().map(|open| open.paper == paper);
    match command {
        Command::ThemeLight => Some(app.settings.theme == Theme::Light),
        Command::ThemeDark => Some(app.settings.theme == Theme::Dark),
        Command::ThemeSystem => Some(app.settings.theme == Theme::System),
        Command::Coverage => Some(app.settings.coverage),
        Command::FilterAll => by(By::All),
        Command::FilterOpen => by(By::Open),
        Command::FilterStatus(status) => by(By::Status(status)),
        Command::SortByPlace => sort(Sort::Place),
        Command::SortByNumber => sort(Sort::Number),
        Command::SortByStatus => sort(Sort::Status),
        Command::ShowClaims => panel(Panel::Claims),
        Command::ShowSources => panel(Panel::Sources),
        Command::ShowProblems => panel(Panel::Problems),
        Command::ShowRevisions => panel(Panel::Revisions),
        Command::ShowTimeline => panel(Panel::Timeline),
        Command::ShowAttributions => panel(Panel::Attributions),
        Command::ShowSuggestions => panel(Panel::Suggestions),
        Command::ShowChanges => paper(Paper::Changes { side_by_side: false }),
        Command::SideBySide => paper(Paper::Changes { side_by_side: true }),
        _ => None,
    }
}
