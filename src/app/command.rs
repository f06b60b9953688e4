//! Everything a person can do by name: one table that menus, keys, palette and help are made from.

mod table;

use crate::review::Status;
use egui::{Key, KeyboardShortcut as Shortcut};

/// One thing that can be done from a menu, by key or from the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table in `Command::spec` says what each does")]
pub enum Command {
    OpenArticle,
    ImportArticles,
    OpenReview,
    PasteArticle,
    NewDraft,
    PasteDraft,
    ReadAgain,
    OpenSample,
    SaveList,
    LoadList,
    VerifyFiles,
    Save,
    SaveAs,
    Export,
    ArticleDetails,
    CloseReview,
    Quit,
    Undo,
    Redo,
    Copy,
    SelectAll,
    Find,
    FindClaims,
    FindNext,
    FindPrevious,
    Settings,
    NewClaim,
    AddMark,
    RemoveMark,
    NextClaim,
    PreviousClaim,
    NextOpen,
    SetStatus(Status),
    VerifyAndNext,
    SetSaid(Status),
    AddSource,
    EditClaim,
    DeleteClaim,
    Waive,
    KeepStatus,
    Recheck,
    TakeCorrection,
    PutElsewhere,
    CutClaim,
    StartWordLeft,
    StartWordRight,
    StartCharLeft,
    StartCharRight,
    EndWordLeft,
    EndWordRight,
    EndCharLeft,
    EndCharRight,
    ShowClaims,
    ShowSources,
    ShowProblems,
    ShowRevisions,
    ShowTimeline,
    ShowAttributions,
    ShowSuggestions,
    NextSuggestion,
    PreviousSuggestion,
    AcceptSuggestion,
    AcceptKind,
    RejectSuggestion,
    SetDate,
    QueryAuthor,
    ReadHere,
    ShowChanges,
    SideBySide,
    NewestDraft,
    FocusArticle,
    FilterAll,
    FilterOpen,
    FilterStatus(Status),
    SortByPlace,
    SortByNumber,
    SortByStatus,
    Coverage,
    NextUncovered,
    NextNew,
    ThemeLight,
    ThemeDark,
    ThemeSystem,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    TextLarger,
    TextSmaller,
    Palette,
    Shortcuts,
    About,
}

/// Where a command stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the word on the menu")]
pub enum Menu {
    File,
    Edit,
    Claim,
    View,
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Claim, Self::View, Self::Help];

    /// The word on it.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Claim => "Claim",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What a command needs before it can be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An open review.
    Review,
    /// An open review that may be changed.
    Writable,
    /// A chosen claim or, for what can make one, selected text; in a review that may be changed.
    ClaimOrText,
    /// A chosen claim in a review that may be changed.
    Claim,
    /// Selected text in a review that may be changed.
    Text,
}

/// What is known about a command.
pub struct Spec {
    /// Its name in menus and palette.
    pub label: &'static str,
    /// What it does, in one sentence.
    pub tip: &'static str,
    /// Where it stands; `None` for what only keys and palette offer.
    pub menu: Option<Menu>,
    /// Its keys, the one that is shown first.
    pub keys: &'static [Shortcut],
    /// What it needs.
    pub needs: Needs,
}

impl Command {
    /// Every command, in the order of menus and palette.
    pub fn all() -> impl Iterator<Item = Self> {
        use Command::*;
        let file = [OpenArticle, OpenReview, ImportArticles, PasteArticle, NewDraft, PasteDraft];
        let file = file.into_iter().chain([ReadAgain, OpenSample]);
        let file = file.chain([Save, SaveAs, Export, LoadList, SaveList, VerifyFiles]);
        let file = file.chain([ArticleDetails, CloseReview, Quit]);
        let edit = [Undo, Redo, Copy, SelectAll, Find, FindNext, FindPrevious, FindClaims, Settings];
        let claim = [NewClaim, AddMark, RemoveMark, NextClaim, PreviousClaim, NextOpen];
        let status = Status::ALL.map(SetStatus).into_iter().chain([VerifyAndNext]);
        let said = Status::ALL.map(SetSaid);
        let more =
            [AddSource, EditClaim, DeleteClaim, StartWordLeft, StartWordRight, StartCharLeft, StartCharRight];
        let ends = [EndWordLeft, EndWordRight, EndCharLeft, EndCharRight];
        let decisions = [Waive, KeepStatus, Recheck, TakeCorrection, PutElsewhere, CutClaim];
        let reading = [NextSuggestion, PreviousSuggestion, AcceptSuggestion, AcceptKind, RejectSuggestion];
        let reading = reading.into_iter().chain([SetDate, QueryAuthor, ReadHere]);
        let panels = [ShowClaims, ShowSources, ShowTimeline, ShowProblems, ShowRevisions];
        let panels = panels.into_iter().chain([ShowAttributions, ShowSuggestions]);
        let view = [ShowChanges, SideBySide, NewestDraft, FocusArticle, FilterAll, FilterOpen];
        let filter = Status::ALL.map(FilterStatus);
        let sort = [SortByPlace, SortByNumber, SortByStatus, Coverage, NextUncovered, NextNew];
        let look = [ThemeLight, ThemeDark, ThemeSystem, ZoomIn, ZoomOut, ZoomReset, TextLarger, TextSmaller];
        file.chain(edit)
            .chain(claim)
            .chain(status)
            .chain(said)
            .chain(more)
            .chain(decisions)
            .chain(ends)
            .chain(reading)
            .chain(panels)
            .chain(view)
            .chain(filter)
            .chain(sort)
            .chain(look)
            .chain([Palette, Shortcuts, About])
    }

    /// Whether its key is one letter or the like, which must not act while somebody types.
    pub fn has_bare_key(self) -> bool {
        self.spec().keys.iter().any(|shortcut| {
            let plain = !shortcut.modifiers.command && !shortcut.modifiers.alt;
            plain && !matches!(shortcut.logical_key, Key::F1 | Key::F3 | Key::F6 | Key::F8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_commands_share_a_name_or_a_key() {
        let (mut labels, mut keys) = (HashSet::new(), HashSet::new());
        for command in Command::all() {
            let spec = command.spec();
            assert!(labels.insert(spec.label), "two commands are called {}", spec.label);
            for shortcut in spec.keys {
                let name = format!("{shortcut:?}");
                assert!(keys.insert(name.clone()), "{name} stands for two commands, one is {}", spec.label);
            }
        }
        assert!(labels.len() > 60);
    }

    #[test]
    fn every_menu_has_commands() {
        for menu in Menu::ALL {
            assert!(Command::all().any(|command| command.spec().menu == Some(menu)), "{}", menu.label());
        }
    }
}
