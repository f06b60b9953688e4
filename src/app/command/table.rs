//! The table of commands: name, tip, menu, keys, and what each needs.

use super::{Command, Menu, Needs, Spec};
use crate::review::Status;
use egui::{Key, KeyboardShortcut as Shortcut, Modifiers};

const fn key(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::SHIFT, key)
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn alt(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}

const fn ctrl_alt(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}

const fn ctrl_alt_shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT).plus(Modifiers::SHIFT), key)
}

/// The key that sets a status (PRODUCT: V D Q X A O U).
fn status_keys(status: Status) -> &'static [Shortcut] {
    match status {
        Status::Unchecked => const { &[key(Key::U)] },
        Status::Verified => const { &[key(Key::V)] },
        Status::Disputed => const { &[key(Key::D)] },
        Status::Query => const { &[key(Key::Q)] },
        Status::Unverifiable => const { &[key(Key::X)] },
        Status::OnAuthor => const { &[key(Key::A)] },
        Status::NotCheckable => const { &[key(Key::O)] },
    }
}

fn mark_label(status: Status) -> &'static str {
    match status {
        Status::Unchecked => "Mark unchecked",
        Status::Verified => "Mark verified",
        Status::Disputed => "Mark disputed",
        Status::Query => "Mark as query",
        Status::Unverifiable => "Mark unverifiable",
        Status::OnAuthor => "Mark on author",
        Status::NotCheckable => "Mark not checkable",
    }
}

fn said_label(status: Status) -> &'static str {
    match status {
        Status::Unchecked => "Said: unchecked",
        Status::Verified => "Said: verified",
        Status::Disputed => "Said: disputed",
        Status::Query => "Said: query",
        Status::Unverifiable => "Said: unverifiable",
        Status::OnAuthor => "Said: on author",
        Status::NotCheckable => "Said: not checkable",
    }
}

fn filter_label(status: Status) -> &'static str {
    match status {
        Status::Unchecked => "Show only unchecked claims",
        Status::Verified => "Show only verified claims",
        Status::Disputed => "Show only disputed claims",
        Status::Query => "Show only queries",
        Status::Unverifiable => "Show only unverifiable claims",
        Status::OnAuthor => "Show only claims on the author",
        Status::NotCheckable => "Show only claims that are not checkable",
    }
}

impl Command {
    /// What is known about it: the table.
    pub fn spec(self) -> Spec {
        use Menu::{Claim as InClaim, Edit as InEdit, File as InFile, Help as InHelp, View as InView};
        use Needs::{Claim, ClaimOrText, Nothing, Review, Text, Writable};
        let (label, tip, menu, keys, needs): (_, _, _, &[Shortcut], _) = match self {
            Self::OpenArticle => (
                "Open article…",
                "Read an article from a file and begin its review",
                Some(InFile),
                const { &[ctrl(Key::O)] },
                Nothing,
            ),
            Self::OpenReview => (
                "Open review…",
                "Open a saved review",
                Some(InFile),
                const { &[ctrl_shift(Key::O)] },
                Nothing,
            ),
            Self::ImportArticles => (
                "Import articles…",
                "Read several articles or a folder of them, each into a review of its own",
                Some(InFile),
                const { &[ctrl_shift(Key::I)] },
                Nothing,
            ),
            Self::ReadAgain => (
                "Read the original again…",
                "Read the file that this draft came in once more, otherwise than before",
                Some(InFile),
                &[],
                Writable,
            ),
            Self::PasteArticle => (
                "Paste text",
                "Begin a review of the text on the clipboard",
                Some(InFile),
                const { &[ctrl_shift(Key::V)] },
                Nothing,
            ),
            Self::NewDraft => (
                "New draft…",
                "Read a new draft of this article and carry every claim over to it",
                Some(InFile),
                const { &[ctrl(Key::D)] },
                Writable,
            ),
            Self::PasteDraft => (
                "New draft from the clipboard",
                "Take the text on the clipboard as the new draft of this article",
                Some(InFile),
                const { &[ctrl_alt(Key::V)] },
                Writable,
            ),
            Self::OpenSample => {
                ("Try the sample", "Open a review that shows what can be done", Some(InFile), &[], Nothing)
            }
            Self::Save => {
                ("Save", "Write the review to its file", Some(InFile), const { &[ctrl(Key::S)] }, Writable)
            }
            Self::SaveAs => (
                "Save as…",
                "Write the review to another file",
                Some(InFile),
                const { &[ctrl_shift(Key::S)] },
                Review,
            ),
            Self::Export => (
                "Export…",
                "Write a report, Word copies, a table or markup",
                Some(InFile),
                const { &[ctrl(Key::E)] },
                Review,
            ),
            Self::SaveList => (
                "Save house list…",
                "Write the sources and the choice of rules to a file, for other reviews",
                Some(InFile),
                &[],
                Review,
            ),
            Self::LoadList => (
                "Load house list…",
                "Bring a house list’s sources and choice of rules into this review",
                Some(InFile),
                &[],
                Writable,
            ),
            Self::VerifyFiles => (
                "Verify stored files",
                "Read every stored file and look whether it is as it was",
                Some(InFile),
                &[],
                Review,
            ),
            Self::ArticleDetails => (
                "Article details…",
                "Title, byline, dateline, language",
                Some(InFile),
                const { &[ctrl(Key::I)] },
                Review,
            ),
            Self::CloseReview => (
                "Close review",
                "Go back to the welcome screen",
                Some(InFile),
                const { &[ctrl(Key::W)] },
                Review,
            ),
            Self::Quit => ("Quit", "Close the window", Some(InFile), const { &[ctrl(Key::Q)] }, Nothing),
            Self::Undo => {
                ("Undo", "Take back the last step", Some(InEdit), const { &[ctrl(Key::Z)] }, Writable)
            }
            Self::Redo => {
                let keys = const { &[ctrl_shift(Key::Z), ctrl(Key::Y)] };
                ("Redo", "Do again what was taken back", Some(InEdit), keys, Writable)
            }
            Self::Copy => ("Copy", "Copy the selected words", Some(InEdit), &[], Review),
            Self::SelectAll => {
                ("Select all", "Select the whole article", Some(InEdit), const { &[ctrl(Key::A)] }, Review)
            }
            Self::Find => (
                "Find in article",
                "Find words in the article",
                Some(InEdit),
                const { &[ctrl(Key::F)] },
                Review,
            ),
            Self::FindClaims => (
                "Search claims and sources",
                "Show only the claims that hold some words, or rest on a source",
                Some(InEdit),
                const { &[ctrl_shift(Key::F)] },
                Review,
            ),
            Self::FindNext => (
                "Find next",
                "Go to the next hit",
                Some(InEdit),
                const { &[key(Key::F3), ctrl(Key::G)] },
                Review,
            ),
            Self::FindPrevious => {
                let keys = const { &[shift(Key::F3), ctrl_shift(Key::G)] };
                ("Find previous", "Go to the previous hit", Some(InEdit), keys, Review)
            }
            Self::Settings => (
                "Settings…",
                "Your name, theme, what V does",
                Some(InEdit),
                const { &[ctrl(Key::Comma)] },
                Nothing,
            ),
            Self::NewClaim => (
                "New claim",
                "Make a claim of the selected words",
                Some(InClaim),
                const { &[key(Key::N)] },
                Text,
            ),
            Self::AddMark => (
                "Add selection to claim",
                "Let the claim stand on the selected words too",
                Some(InClaim),
                const { &[key(Key::M)] },
                Text,
            ),
            Self::RemoveMark => (
                "Remove this mark",
                "Take the current passage off the claim",
                Some(InClaim),
                const { &[shift(Key::M)] },
                Claim,
            ),
            Self::NextClaim => {
                ("Next claim", "Choose the next claim", Some(InClaim), const { &[key(Key::J)] }, Review)
            }
            Self::PreviousClaim => {
                ("Previous claim", "Choose the claim before", Some(InClaim), const { &[key(Key::K)] }, Review)
            }
            Self::NextOpen => (
                "Next open claim",
                "Choose the next claim that somebody must look at",
                Some(InClaim),
                const { &[shift(Key::J)] },
                Review,
            ),
            Self::SetStatus(status) => {
                (mark_label(status), status.meaning(), Some(InClaim), status_keys(status), ClaimOrText)
            }
            Self::VerifyAndNext => {
                let tip = "Set Verified and go to the next claim that somebody must look at";
                (
                    "Mark verified, go to next open claim",
                    tip,
                    Some(InClaim),
                    const { &[shift(Key::V)] },
                    ClaimOrText,
                )
            }
            Self::SetSaid(status) => (said_label(status), "Whether the speaker said it", None, &[], Claim),
            Self::AddSource => (
                "Add source",
                "Cite a source for the claim",
                Some(InClaim),
                const { &[key(Key::S)] },
                ClaimOrText,
            ),
            Self::EditClaim => {
                ("Edit claim", "Edit the claim’s wording", Some(InClaim), const { &[key(Key::Enter)] }, Claim)
            }
            Self::DeleteClaim => (
                "Delete claim",
                "Remove the claim; undo brings it back",
                Some(InClaim),
                const { &[key(Key::Delete)] },
                Claim,
            ),
            Self::Waive => (
                "Waive problem",
                "Let the chosen problem stand, with a reason",
                Some(InClaim),
                const { &[key(Key::W)] },
                Writable,
            ),
            Self::StartWordLeft => (
                "Move start one word left",
                "Widen the mark",
                None,
                const { &[ctrl_alt(Key::ArrowLeft)] },
                Claim,
            ),
            Self::StartWordRight => (
                "Move start one word right",
                "Narrow the mark",
                None,
                const { &[ctrl_alt(Key::ArrowRight)] },
                Claim,
            ),
            Self::StartCharLeft => (
                "Move start one character left",
                "Widen the mark",
                None,
                const { &[ctrl_alt_shift(Key::ArrowLeft)] },
                Claim,
            ),
            Self::StartCharRight => (
                "Move start one character right",
                "Narrow the mark",
                None,
                const { &[ctrl_alt_shift(Key::ArrowRight)] },
                Claim,
            ),
            Self::EndWordLeft => {
                ("Move end one word left", "Narrow the mark", None, const { &[alt(Key::ArrowLeft)] }, Claim)
            }
            Self::EndWordRight => {
                ("Move end one word right", "Widen the mark", None, const { &[alt(Key::ArrowRight)] }, Claim)
            }
            Self::EndCharLeft => (
                "Move end one character left",
                "Narrow the mark",
                None,
                const { &[alt_shift(Key::ArrowLeft)] },
                Claim,
            ),
            Self::EndCharRight => (
                "Move end one character right",
                "Widen the mark",
                None,
                const { &[alt_shift(Key::ArrowRight)] },
                Claim,
            ),
            Self::ShowClaims => {
                ("Claims", "Show the claim cards", Some(InView), const { &[alt(Key::Num1)] }, Review)
            }
            Self::ShowSources => {
                ("Sources", "Show the library of sources", Some(InView), const { &[alt(Key::Num2)] }, Review)
            }
            Self::ShowProblems => {
                ("Problems", "Show what the rules found", Some(InView), const { &[alt(Key::Num4)] }, Review)
            }
            Self::ShowRevisions => (
                "Revisions",
                "Show the drafts and what became of each claim",
                Some(InView),
                const { &[alt(Key::Num5)] },
                Review,
            ),
            Self::ShowTimeline => (
                "Timeline",
                "Show what happened when, and what does not fit",
                Some(InView),
                const { &[alt(Key::Num3)] },
                Review,
            ),
            Self::ShowAttributions => (
                "Attributions",
                "Show whom the article rests on",
                Some(InView),
                const { &[alt(Key::Num6)] },
                Review,
            ),
            Self::ShowSuggestions => (
                "Suggestions",
                "Show passages worth a claim",
                Some(InView),
                const { &[alt(Key::Num7)] },
                Review,
            ),
            Self::NextSuggestion => (
                "Next suggestion",
                "Go to the next passage worth a claim",
                Some(InClaim),
                const { &[key(Key::I)] },
                Review,
            ),
            Self::PreviousSuggestion => (
                "Previous suggestion",
                "Go to the passage worth a claim before",
                None,
                const { &[shift(Key::I)] },
                Review,
            ),
            Self::AcceptSuggestion => (
                "Accept suggestion",
                "Make a claim of the chosen suggestion",
                Some(InClaim),
                const { &[key(Key::Y)] },
                Writable,
            ),
            Self::AcceptKind => (
                "Accept all of this kind",
                "Make claims of all suggestions of the same kind",
                None,
                const { &[shift(Key::Y)] },
                Writable,
            ),
            Self::RejectSuggestion => (
                "Reject suggestion",
                "The passage is not worth a claim, in later drafts too",
                Some(InClaim),
                const { &[key(Key::L)] },
                Writable,
            ),
            Self::SetDate => {
                ("Set date", "Say which day the chosen event was", None, const { &[shift(Key::T)] }, Writable)
            }
            Self::QueryAuthor => (
                "Query author",
                "Ask the author about the chosen event",
                None,
                const { &[shift(Key::Q)] },
                Writable,
            ),
            Self::ReadHere => (
                "What was read here",
                "How dates, figures, names and attributions at the caret were read",
                Some(InView),
                const { &[ctrl(Key::Period)] },
                Review,
            ),
            Self::ShowChanges => (
                "Changes since the last draft",
                "The newest draft with the words that went and came",
                Some(InView),
                const { &[ctrl_shift(Key::D)] },
                Review,
            ),
            Self::SideBySide => (
                "Drafts side by side",
                "The last draft beside the newest",
                Some(InView),
                const { &[ctrl_alt(Key::D)] },
                Review,
            ),
            Self::NewestDraft => (
                "Back to the newest draft",
                "Leave the earlier draft that is looked at",
                Some(InView),
                &[],
                Review,
            ),
            Self::KeepStatus => (
                "Carry status over",
                "The status stands on the new words too",
                Some(InClaim),
                const { &[key(Key::C)] },
                Claim,
            ),
            Self::Recheck => (
                "Recheck",
                "Leave the claim to be checked again",
                Some(InClaim),
                const { &[key(Key::R)] },
                Claim,
            ),
            Self::TakeCorrection => (
                "Accept correction, mark verified",
                "The writer took the proposed correction over",
                Some(InClaim),
                const { &[key(Key::T)] },
                Claim,
            ),
            Self::PutElsewhere => (
                "Put claim on selected words",
                "The claim stands on the selected words from now on",
                Some(InClaim),
                const { &[key(Key::P)] },
                Claim,
            ),
            Self::CutClaim => (
                "Close claim, keep the record",
                "The passage was cut, and nothing is left to do about it",
                Some(InClaim),
                const { &[shift(Key::X)] },
                Claim,
            ),
            Self::FocusArticle => (
                "Go to article text",
                "Select words with the keyboard",
                Some(InView),
                const { &[key(Key::F6)] },
                Review,
            ),
            Self::FilterAll => ("Show all claims", "Take every filter off", Some(InView), &[], Review),
            Self::FilterOpen => {
                ("Show only open claims", "Claims that somebody must look at", Some(InView), &[], Review)
            }
            Self::FilterStatus(status) => (filter_label(status), status.meaning(), None, &[], Review),
            Self::SortByPlace => {
                ("Sort claims by place", "In the order of the text", Some(InView), &[], Review)
            }
            Self::SortByNumber => {
                ("Sort claims by number", "In the order in which they were made", Some(InView), &[], Review)
            }
            Self::SortByStatus => ("Sort claims by status", "Open claims first", Some(InView), &[], Review),
            Self::Coverage => {
                let tip = "Dotted line under factual words that no claim covers";
                ("Show coverage", tip, Some(InView), const { &[ctrl_shift(Key::C)] }, Review)
            }
            Self::NextUncovered => (
                "Next uncovered word",
                "Select the next factual word that no claim covers",
                Some(InView),
                const { &[key(Key::F8)] },
                Review,
            ),
            Self::NextNew => (
                "Next new fact",
                "Select the next factual word that came with the newest draft and stands under no mark",
                Some(InView),
                const { &[shift(Key::F8)] },
                Review,
            ),
            Self::ThemeLight => ("Light theme", "Dark ink on light paper", Some(InView), &[], Nothing),
            Self::ThemeDark => ("Dark theme", "Light ink on dark paper", Some(InView), &[], Nothing),
            Self::ThemeSystem => ("Theme of the system", "Follow the system", Some(InView), &[], Nothing),
            Self::ZoomIn => (
                "Zoom in",
                "Everything larger",
                Some(InView),
                const { &[ctrl(Key::Plus), ctrl(Key::Equals)] },
                Nothing,
            ),
            Self::ZoomOut => {
                ("Zoom out", "Everything smaller", Some(InView), const { &[ctrl(Key::Minus)] }, Nothing)
            }
            Self::ZoomReset => (
                "Actual size",
                "Everything in its own size",
                Some(InView),
                const { &[ctrl(Key::Num0)] },
                Nothing,
            ),
            Self::TextLarger => (
                "Larger article text",
                "The article larger",
                Some(InView),
                const { &[alt(Key::Plus), alt(Key::Equals)] },
                Review,
            ),
            Self::TextSmaller => (
                "Smaller article text",
                "The article smaller",
                Some(InView),
                const { &[alt(Key::Minus)] },
                Review,
            ),
            Self::Palette => {
                ("Commands", "Find a command by its name", Some(InHelp), const { &[ctrl(Key::K)] }, Nothing)
            }
            Self::Shortcuts => (
                "Keyboard shortcuts",
                "All keys on one page",
                Some(InHelp),
                const { &[key(Key::F1)] },
                Nothing,
            ),
            Self::About => ("About Redpencil", "Version and licence", Some(InHelp), &[], Nothing),
        };
        Spec { label, tip, menu, keys, needs }
    }
}
