//! What a window knows: the open review, commands, background jobs, settings. It draws nothing.
//!
//! `ui` reads it and gives back [`Action`]s; [`App::act`] is the one place that carries them out.

pub mod backups;
pub mod command;
pub mod exporting;
mod files;
pub mod filter;
pub mod importing;
pub mod index;
pub mod jobs;
mod lists;
pub mod looks;
mod marks;
pub mod open;
pub mod problems;
pub mod reading;
pub mod revise;
mod seeking;
pub mod settings;

use crate::analysis::sourcing;
use crate::review::{
    Citation, CitationId, Claim, ClaimChange, ClaimId, Edit, Ids, SourceId, Status, compose,
};
use crate::text::{ByteRange, one_line};
use chrono::{DateTime, Utc};
use command::{Command, Needs};
use filter::{By, Filter, Sort};
use jobs::{Jobs, Runner};
use open::{OpenReview, Panel, TextSelection};
use reading::{Reader, ReadingAct};
use revise::{DraftFrom, Fates};
use settings::{Settings, Theme};
use std::collections::HashMap;
use std::path::PathBuf;
use std::pin::Pin;

pub use files::{Done, Pick, Question};

/// What the program needs of the world around it: passed in, so that a test can give its own.
pub struct World {
    /// The time.
    pub now: Box<dyn Fn() -> DateTime<Utc>>,
    /// Random numbers for ids.
    pub ids: Box<dyn Ids>,
    /// Asks for files or a folder; none where the person cancels.
    pub pick: Box<dyn Fn(Pick) -> Picking>,
    /// Where settings are kept; none keeps nothing.
    pub settings_dir: Option<PathBuf>,
    /// Where unsaved work is kept against a crash; none keeps nothing.
    pub journals_dir: Option<PathBuf>,
    /// Where jobs run.
    pub runner: Runner,
}

/// A file dialog that is open: what was chosen in it, none where it was closed.
pub type Picking = Pin<Box<dyn Future<Output = Option<Vec<PathBuf>>> + Send>>;

/// Something a person did, as a value.
#[derive(Clone, Debug)]
pub enum Action {
    /// A command by name.
    Run(Command),
    /// A claim was chosen, or none.
    Choose(Option<ClaimId>),
    /// One mark of a claim was chosen.
    ChooseMark(ClaimId, usize),
    /// Words of the article were selected.
    Select(Option<TextSelection>),
    /// An edit, with what undo calls it; `field` names the field that somebody types in.
    Edit {
        /// What undo calls it.
        label: &'static str,
        /// The edit.
        edit: Edit,
        /// The field, where it is typed.
        field: Option<u64>,
    },
    /// A field was left: what is typed next is a step of its own.
    LeftField,
    /// A mark was dragged to another range, in bytes.
    MoveMark(ClaimId, usize, ByteRange),
    /// Other claims are to be shown.
    SetFilter(Filter),
    /// The cards are to stand in another order.
    SetSort(Sort),
    /// Words are looked for in the article.
    Search(String),
    /// The find bar is closed.
    CloseFind,
    /// A source is cited for a claim: a name, or an address.
    Cite(ClaimId, Cite),
    /// A source is added to the library by name.
    AddToLibrary(String),
    /// A file is opened: an article or a review.
    Open(PathBuf),
    /// A review begins with text from the clipboard.
    Paste(String),
    /// Files or folders were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Something about articles: how they are read, many at once.
    Import(importing::Step),
    /// A new draft of the open review comes in from the clipboard.
    PasteDraft(String),
    /// Other claims of the newest draft's revision are listed.
    ListFates(Fates),
    /// A citation of the chosen claim is unfolded, or none.
    Unfold(Option<CitationId>),
    /// Something about stored files.
    Backup(backups::Step),
    /// Something cannot be done, for this reason.
    Refuse(String),
    /// Something about a finding of the rules.
    Problem(problems::Step),
    /// Something was done with what the program read.
    Reading(ReadingAct),
    /// An earlier draft is shown as it was ticked then; the newest where none is named.
    ShowDraft(Option<u32>),
    /// A recent review is taken off the list; all of them where none is named.
    Forget(Option<PathBuf>),
    /// An answer to the question that is shown, by the answer's index.
    Answer(usize),
    /// Settings were changed.
    Change(Box<Settings>),
    /// The article was scrolled: the first paragraph shown, and how far it is scrolled out.
    Scrolled(usize, f32),
    /// The panel was made wider or narrower.
    PanelWidth(f32),
    /// Another document, or other wishes for it, were chosen.
    ChooseExport(Box<exporting::Choice>),
    /// The document that was chosen is to be written.
    Export,
    /// What lies over the window is closed.
    CloseOverlay,
    /// The notice was read.
    CloseNotice,
    /// What is under way is let go.
    CancelJob,
}

/// How a source is named when it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cite {
    /// A source of the library.
    Source(SourceId),
    /// What was typed: a name or a web address.
    Typed(String),
}

/// What lies over the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The command palette.
    Palette,
    /// All keys on one page.
    Shortcuts,
    /// Version and licence.
    About,
    /// The settings.
    Settings,
    /// Title, byline, dateline, language.
    ArticleDetails,
    /// Which document is to be made.
    Export,
    /// Which articles are to be read, and how.
    Import,
    /// How the newest draft's file is to be read again.
    ReadAgain,
    /// How the words at the caret were read.
    ReadHere,
}

/// Where the keyboard is to go in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The field that names a source to cite.
    AddSource,
    /// The claim's wording.
    Wording,
    /// The find field.
    Find,
    /// The field that searches claims and sources.
    Search,
    /// The field for the reason why a finding may stand.
    Reason,
    /// A citation of the chosen claim, unfolded.
    Citation(CitationId),
    /// A source of the library, unfolded.
    Source(SourceId),
    /// The article.
    Article,
    /// The field for the date of the chosen event.
    EventDate,
}

/// Something to tell the person, shown in the status bar until it is closed or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened and what to do.
    pub text: String,
    /// Whether something failed.
    pub is_error: bool,
}

impl Notice {
    /// A notice in one line: a name or a damaged file can hold line breaks and signs that act.
    fn new(text: &str, is_error: bool) -> Self {
        Self { text: one_line(text).into_owned(), is_error }
    }
}

/// What the window knows.
pub struct App {
    /// The open review; none on the welcome screen.
    pub open: Option<OpenReview>,
    /// What is kept between two starts.
    pub settings: Settings,
    /// What lies over the window.
    pub overlay: Option<Overlay>,
    /// A question that must be answered first.
    pub question: Option<Question>,
    /// Something to tell the person.
    pub notice: Option<Notice>,
    /// Where the keyboard is to go; taken by the part of the window that has it.
    pub focus: Option<Focus>,
    /// A file for the system's own program; taken by the window.
    pub to_show: Option<PathBuf>,
    /// Words for the clipboard; taken by the window.
    pub copy: Option<String>,
    /// The window is to take text from the clipboard and give it back as the action that this makes of it.
    pub wants_paste: Option<fn(String) -> Action>,
    /// The window is to close.
    pub quit: bool,
    world: World,
    jobs: Jobs<Done>,
    reader: Reader,
    kept_settings: Settings,
    preview: Option<exporting::Preview>,
    /// How stored files look, by their SHA-256.
    looks: HashMap<String, looks::Look>,
    /// What the dialog for articles holds.
    pub importing: importing::Importing,
    leave_after_save: Option<files::Leave>,
}

impl App {
    /// A window without a review; settings are read from where the world keeps them.
    pub fn new(world: World) -> Self {
        let (settings, warning) = match &world.settings_dir {
            Some(dir) => crate::store::read_settings::<Settings>(dir),
            None => (Settings::default(), None),
        };
        Self {
            open: None,
            kept_settings: settings.clone(),
            leave_after_save: None,
            preview: None,
            looks: HashMap::new(),
            importing: importing::Importing::default(),
            settings,
            overlay: None,
            question: None,
            notice: warning.map(|text| Notice::new(&text.to_string(), true)),
            focus: None,
            copy: None,
            to_show: None,
            wants_paste: None,
            quit: false,
            jobs: Jobs::new(world.runner.clone()),
            reader: Reader::default(),
            world,
        }
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        (self.world.now)()
    }

    /// What is under way, in words.
    pub fn under_way(&self) -> Option<String> {
        self.jobs.under_way()
    }

    /// Whether nothing is under way in the background.
    pub fn is_idle(&self) -> bool {
        self.jobs.is_idle()
    }

    /// Tells the person that something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(&text.into(), false));
    }

    /// Tells the person that something failed.
    pub fn fail(&mut self, text: impl std::fmt::Display) {
        self.notice = Some(Notice::new(&text.to_string(), true));
    }

    /// Whether a command can be carried out now; why not, in words, where it cannot.
    pub fn can(&self, command: Command) -> Result<(), &'static str> {
        let spec = command.spec();
        if spec.needs == Needs::Nothing {
            return Ok(());
        }
        let Some(open) = &self.open else { return Err("Open a review first") };
        let changes = !matches!(spec.needs, Needs::Review);
        if changes && open.earlier.is_some() {
            return Err("This is an earlier draft; go back to the newest to change anything");
        }
        if changes && !open.is_writable() {
            return Err("Another window holds this review, so it is read-only here");
        }
        if command == Command::EditClaim && self.at_problem() {
            return Ok(());
        }
        let claim = open.chosen().is_some();
        let text = open.selected_chars().is_some();
        match spec.needs {
            Needs::Claim if !claim => Err("Choose a claim first"),
            Needs::Text if !text => Err("Select words in the article first"),
            Needs::ClaimOrText if !claim && !text => Err("Choose a claim or select words first"),
            _ => self.can_now(command, open),
        }
    }

    fn can_now(&self, command: Command, open: &OpenReview) -> Result<(), &'static str> {
        match command {
            Command::ReadAgain if self.original().is_none() => {
                Err("The file that this draft was read from is not kept")
            }
            Command::VerifyFiles if open.review().backups.is_empty() => Err("No file is stored yet"),
            Command::SaveList if open.review().sources.is_empty() => Err("There is no source yet"),
            Command::Waive if !self.at_problem() => Err("Choose a problem first"),
            Command::Undo if open.history().next_undo().is_none() => Err("Nothing to undo"),
            Command::Redo if open.history().next_redo().is_none() => Err("Nothing to redo"),
            Command::ShowChanges | Command::SideBySide if open.last_two_drafts().is_none() => {
                Err("There is one draft only")
            }
            Command::NextNew if open.last_two_drafts().is_none() => Err("There is one draft only"),
            Command::NewestDraft if open.earlier.is_none() => Err("This is the newest draft"),
            Command::KeepStatus
            | Command::Recheck
            | Command::TakeCorrection
            | Command::PutElsewhere
            | Command::CutClaim => Self::can_decide(command, open),
            Command::AddMark if open.chosen().is_none() => Err("Choose a claim first"),
            Command::RemoveMark if open.chosen().is_some_and(|claim| claim.marks.len() < 2) => {
                Err("A claim keeps its last mark; delete the claim instead")
            }
            Command::SetSaid(_) if open.chosen().is_some_and(|claim| claim.attribution.is_none()) => {
                Err("The claim is not attributed to anybody")
            }
            Command::AcceptSuggestion | Command::AcceptKind | Command::RejectSuggestion
                if self.chosen_suggestion().is_none() =>
            {
                Err("Choose a suggestion first")
            }
            Command::SetDate | Command::QueryAuthor if open.chosen_event().is_none() => {
                Err("Choose an event of the timeline first")
            }
            _ => Ok(()),
        }
    }

    /// Carries out what a person did.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Run(command) => self.run(command),
            Action::Choose(claim) => self.with_shown(|open| open.choose(claim)),
            Action::ChooseMark(claim, mark) => self.with_shown(|open| {
                open.choose(Some(claim));
                open.current_mark = mark;
            }),
            Action::Select(selection) => self.with_page(|open| open.selection = selection),
            Action::Edit { label, edit, field } => {
                self.perform(label, &edit, field);
                self.keep_preview();
            }
            Action::LeftField => self.with_open(OpenReview::end_burst),
            Action::MoveMark(claim, mark, range) => self.move_mark(claim, mark, &range),
            Action::SetFilter(filter) => self.with_open(|open| {
                open.place.filter = filter;
                open.refilter();
            }),
            Action::SetSort(sort) => self.with_open(|open| {
                open.place.sort = sort;
                open.refilter();
            }),
            Action::Search(query) => self.search(query),
            Action::CloseFind => self.with_page(OpenReview::close_find),
            Action::Cite(claim, source) => self.cite(claim, source),
            Action::AddToLibrary(name) => self.add_to_library(&name),
            Action::Open(path) => self.open_path(path),
            Action::Paste(text) => self.begin_with_text(text),
            Action::Drop(paths) => self.dropped_on_page(paths),
            Action::Unfold(citation) => self.with_open(|open| open.citation = citation),
            Action::Import(step) => self.on_import(step),
            Action::PasteDraft(text) => self.begin_draft(DraftFrom::Pasted(text)),
            Action::ListFates(fates) => self.with_open(|open| open.place.fates = fates),
            Action::Backup(step) => self.on_backup(step),
            Action::Refuse(why) => self.fail(why),
            Action::Problem(step) => self.on_problem(step),
            Action::Reading(act) => self.act_on_reading(act),
            Action::ShowDraft(draft) => self.show_draft(draft),
            Action::Forget(path) => self.forget(path),
            Action::Answer(index) => self.answer(index),
            Action::Change(settings) => self.settings = *settings,
            Action::Scrolled(paragraph, out) => self.with_page(|open| open.place.scroll = (paragraph, out)),
            Action::PanelWidth(width) => self.settings.panel_width = width,
            Action::ChooseExport(choice) => self.choose_export(*choice),
            Action::Export => self.pick_export(),
            Action::CloseOverlay => self.overlay = None,
            Action::CloseNotice => self.notice = None,
            Action::CancelJob => self.jobs.cancel(),
        }
    }

    /// The review as it is shown: an earlier draft while one is looked at.
    pub fn page(&self) -> Option<&OpenReview> {
        let open = self.open.as_ref()?;
        Some(open.earlier.as_deref().unwrap_or(open))
    }

    fn with_page(&mut self, change: impl FnOnce(&mut OpenReview)) {
        self.with_open(|open| match &mut open.earlier {
            Some(earlier) => change(earlier),
            None => change(open),
        });
    }

    /// Changes what is chosen, in an earlier draft that is looked at too.
    fn with_shown(&mut self, change: impl Fn(&mut OpenReview)) {
        self.with_open(|open| {
            change(open);
            if let Some(earlier) = &mut open.earlier {
                change(earlier);
            }
        });
    }

    fn with_open(&mut self, change: impl FnOnce(&mut OpenReview)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn perform(&mut self, label: &str, edit: &Edit, field: Option<u64>) {
        let now = self.now();
        let Some(open) = &mut self.open else { return };
        if !open.is_writable() {
            return self.fail("Another window holds this review, so nothing was changed here. Save it under another name to go on.");
        }
        if let Err(refused) = open.perform(label, edit, field, now) {
            self.fail(format!("{label} was not done: {refused}."));
        }
    }

    fn perform_some(&mut self, label: &str, edit: Option<Edit>) {
        if let Some(edit) = edit {
            self.perform(label, &edit, None);
        }
    }

    fn run(&mut self, command: Command) {
        if let Err(why) = self.can(command) {
            return self.tell(format!("{why}."));
        }
        if self.overlay == Some(Overlay::Palette) {
            self.overlay = None;
        }
        match command {
            Command::OpenArticle => self.pick(Pick::Article),
            Command::OpenReview => self.pick(Pick::Review),
            Command::ImportArticles => self.overlay = Some(Overlay::Import),
            Command::ReadAgain => self.overlay = Some(Overlay::ReadAgain),
            Command::PasteArticle => self.wants_paste = Some(Action::Paste),
            Command::VerifyFiles => self.verify_backups(true),
            Command::SaveList => self.pick_list_to_save(),
            Command::LoadList => self.pick(Pick::List),
            Command::NewDraft => self.pick(Pick::Draft),
            Command::PasteDraft => self.wants_paste = Some(Action::PasteDraft),
            Command::OpenSample => self.open_sample(),
            Command::Save => self.save(),
            Command::SaveAs => self.pick_save(),
            Command::Export => self.show_export(),
            Command::CloseReview => self.close_review(),
            Command::Quit => self.close_window(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Copy => {
                self.copy = self.page().and_then(|open| open.selected_words().map(str::to_owned));
            }
            Command::SelectAll => self.with_page(|open| {
                let end = crate::text::ByteOffset(open.draft().text().len_bytes());
                open.selection = Some(TextSelection { anchor: crate::text::ByteOffset(0), head: end });
            }),
            Command::Find => {
                self.with_page(|open| open.find.open = true);
                self.focus = Some(Focus::Find);
            }
            Command::FindClaims => self.focus = Some(Focus::Search),
            Command::FindNext => self.with_page(|open| open.step_hit(1)),
            Command::FindPrevious => self.with_page(|open| open.step_hit(-1)),
            Command::NewClaim => drop(self.new_claim(None)),
            Command::AddMark => self.add_mark(),
            Command::RemoveMark => self.remove_mark(),
            Command::NextClaim => self.step(1),
            Command::PreviousClaim => self.step(-1),
            Command::NextOpen => self.go_to_open(),
            Command::SetStatus(status) => self.set_status(status, self.settings.verify_goes_on),
            Command::VerifyAndNext => self.set_status(Status::Verified, true),
            Command::SetSaid(status) => self.set_said(status),
            Command::AddSource => self.add_source(),
            Command::EditClaim if self.at_problem() => self.on_chosen_problem(problems::Step::Jump),
            Command::Waive => self.on_chosen_problem(problems::Step::AskWhy),
            Command::EditClaim => self.focus = Some(Focus::Wording),
            Command::DeleteClaim => self.delete_claim(),
            Command::StartWordLeft
            | Command::StartWordRight
            | Command::StartCharLeft
            | Command::StartCharRight
            | Command::EndWordLeft
            | Command::EndWordRight
            | Command::EndCharLeft
            | Command::EndCharRight => self.move_end(command),
            Command::ShowClaims => self.with_shown(|open| open.place.panel = Panel::Claims),
            Command::ShowSources => self.with_shown(|open| open.place.panel = Panel::Sources),
            Command::ShowProblems => self.with_shown(|open| open.place.panel = Panel::Problems),
            Command::ShowRevisions => self.with_shown(|open| open.place.panel = Panel::Revisions),
            Command::ShowTimeline => self.with_shown(|open| open.place.panel = Panel::Timeline),
            Command::ShowAttributions => self.with_shown(|open| open.place.panel = Panel::Attributions),
            Command::ShowSuggestions => self.with_shown(|open| open.place.panel = Panel::Suggestions),
            Command::NextSuggestion => self.step_suggestion(1),
            Command::PreviousSuggestion => self.step_suggestion(-1),
            Command::AcceptSuggestion | Command::AcceptKind | Command::RejectSuggestion => {
                self.decide_suggestion(command);
            }
            Command::SetDate => {
                self.with_open(|open| open.place.panel = Panel::Timeline);
                self.focus = Some(Focus::EventDate);
            }
            Command::QueryAuthor => {
                let words = self.open.as_ref().and_then(|open| open.looked_at.clone());
                if let Some(words) = words {
                    self.act_on_reading(ReadingAct::QueryAuthor(words));
                }
            }
            Command::ReadHere => self.overlay = Some(Overlay::ReadHere),
            Command::ShowChanges => self.show_changes(false),
            Command::SideBySide => self.show_changes(true),
            Command::NewestDraft => self.show_draft(None),
            Command::KeepStatus
            | Command::Recheck
            | Command::TakeCorrection
            | Command::PutElsewhere
            | Command::CutClaim => self.decide(command),
            Command::FocusArticle => self.focus = Some(Focus::Article),
            Command::FilterAll => self.filter(By::All),
            Command::FilterOpen => self.filter(By::Open),
            Command::FilterStatus(status) => self.filter(By::Status(status)),
            Command::SortByPlace => self.act(Action::SetSort(Sort::Place)),
            Command::SortByNumber => self.act(Action::SetSort(Sort::Number)),
            Command::SortByStatus => self.act(Action::SetSort(Sort::Status)),
            Command::NextUncovered => self.next_uncovered(false),
            Command::NextNew => self.next_uncovered(true),
            Command::Coverage
            | Command::ThemeLight
            | Command::ThemeDark
            | Command::ThemeSystem
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::TextLarger
            | Command::TextSmaller => self.change_look(command),
            Command::Palette => self.overlay = Some(Overlay::Palette),
            Command::Shortcuts => self.overlay = Some(Overlay::Shortcuts),
            Command::About => self.overlay = Some(Overlay::About),
            Command::Settings => self.overlay = Some(Overlay::Settings),
            Command::ArticleDetails => self.overlay = Some(Overlay::ArticleDetails),
        }
    }

    fn change_look(&mut self, command: Command) {
        let settings = &mut self.settings;
        match command {
            Command::Coverage => settings.coverage = !settings.coverage,
            Command::ThemeLight => settings.theme = Theme::Light,
            Command::ThemeDark => settings.theme = Theme::Dark,
            Command::ThemeSystem => settings.theme = Theme::System,
            Command::ZoomIn => settings.zoom = (settings.zoom + 0.1).min(3.0),
            Command::ZoomOut => settings.zoom = (settings.zoom - 0.1).max(0.5),
            Command::ZoomReset => settings.zoom = 1.0,
            Command::TextLarger => {
                settings.text_size = (settings.text_size + 1).min(*settings::TEXT_SIZES.end());
            }
            Command::TextSmaller => {
                settings.text_size = settings.text_size.saturating_sub(1).max(*settings::TEXT_SIZES.start());
            }
            _ => {}
        }
    }

    fn undo(&mut self) {
        match self.open.as_mut().map(OpenReview::undo) {
            Some(Ok(Some(label))) => self.tell(format!("Undone: {label}.")),
            Some(Err(refused)) => self.fail(format!("Undo was not done: {refused}.")),
            _ => {}
        }
    }

    fn redo(&mut self) {
        match self.open.as_mut().map(OpenReview::redo) {
            Some(Ok(Some(label))) => self.tell(format!("Redone: {label}.")),
            Some(Err(refused)) => self.fail(format!("Redo was not done: {refused}.")),
            _ => {}
        }
    }

    fn filter(&mut self, by: By) {
        self.with_open(|open| {
            open.place.filter = Filter { by, ..open.place.filter.clone() };
            if by == By::All {
                open.place.filter = Filter::default();
            }
            open.place.panel = Panel::Claims;
            open.refilter();
        });
    }

    /// Goes to the next of what the panel lists, or to the one before.
    fn step(&mut self, step: isize) {
        match self.open.as_ref().map(|open| open.place.panel) {
            Some(Panel::Suggestions) => self.step_suggestion(step),
            Some(Panel::Timeline) => self.step_event(step),
            _ => self.go(step),
        }
    }

    fn go(&mut self, step: isize) {
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.place.panel == Panel::Problems && open.earlier.is_none())
        {
            return self.step_problem(step);
        }
        let next = self.open.as_ref().and_then(|open| open.neighbour(step));
        self.with_shown(|open| {
            if next.is_some() {
                open.choose(next);
                open.selection = None;
            }
        });
    }

    fn go_to_open(&mut self) {
        let next = self.open.as_ref().and_then(OpenReview::next_open);
        match next {
            Some(next) => self.with_open(|open| {
                open.choose(Some(next));
                open.selection = None;
            }),
            None => self.tell("No open claim is left."),
        }
    }

    fn next_uncovered(&mut self, new: bool) {
        if self.open.as_mut().is_some_and(|open| !open.select_next_uncovered(new)) {
            let which = if new { "new factual word" } else { "factual word" };
            self.tell(format!("Every {which} stands under a mark."));
        }
    }

    /// Makes a claim of the selected words and chooses it.
    fn new_claim(&mut self, status: Option<Status>) -> Option<ClaimId> {
        let now = self.now();
        let by = self.checker();
        let passage = self.open.as_ref()?.selected_chars()?;
        let (claim, mut edit) = self.compose_claim(&passage, |_| {})?;
        if let Some(status) = status {
            edit = compose::together(vec![edit, compose::set_status(&claim, status, &by, now)]);
        }
        self.perform("New claim", &edit, None);
        self.with_open(|open| {
            open.end_selection();
            open.place.panel = Panel::Claims;
            open.choose(Some(claim.id));
        });
        Some(claim.id)
    }

    /// The name put to what is decided here.
    pub fn checker(&self) -> String {
        self.settings.name.trim().to_owned()
    }

    fn set_status(&mut self, status: Status, go_on: bool) {
        let now = self.now();
        let by = self.checker();
        let Some(open) = &self.open else { return };
        let next = if status == Status::Verified && go_on { open.next_open() } else { None };
        if open.selected_chars().is_some() {
            self.new_claim(Some(status));
            return;
        }
        let Some(claim) = open.chosen() else { return };
        let label = Command::SetStatus(status).spec().label;
        let edit = compose::set_status(claim, status, &by, now);
        self.perform(label, &edit, None);
        if next.is_some() {
            self.with_open(|open| open.choose(next));
        }
    }

    fn set_said(&mut self, status: Status) {
        let Some(claim) = self.chosen() else { return };
        let Some(attribution) = &claim.attribution else { return };
        let mut to = attribution.clone();
        to.said = status;
        let change = crate::review::Change::new(claim.attribution.clone(), Some(to));
        let edit = Edit::Claim { id: claim.id, change: ClaimChange::Attribution(change) };
        self.perform("Set said", &edit, None);
    }

    fn chosen(&self) -> Option<&Claim> {
        self.open.as_ref()?.chosen()
    }

    fn add_source(&mut self) {
        let on_text = self.open.as_ref().is_some_and(|open| open.selected_chars().is_some());
        if on_text && self.new_claim(None).is_none() {
            return;
        }
        self.with_open(|open| open.place.panel = Panel::Claims);
        self.focus = Some(Focus::AddSource);
    }

    fn delete_claim(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(claim) = open.chosen() else { return };
        let next = open.neighbour(1).or_else(|| open.neighbour(-1));
        let (number, edit) = (claim.number, compose::remove_claim(open.review(), claim));
        self.perform("Delete claim", &edit, None);
        self.with_open(|open| open.choose(next));
        self.tell(format!("Claim {number} was deleted. Undo brings it back."));
    }

    /// Cites a source for a claim, and adds it to the library where it is not there yet.
    fn cite(&mut self, claim: ClaimId, cite: Cite) {
        let today = self.now().with_timezone(&chrono::Local).date_naive();
        let Some(open) = &self.open else { return };
        let review = open.review();
        let Some(claim) = review.claim(claim) else { return };
        let mut edits = Vec::new();
        let (source, url) = match cite {
            Cite::Source(id) => (id, String::new()),
            Cite::Typed(typed) => {
                let typed = typed.trim();
                if typed.is_empty() {
                    return;
                }
                if typed.contains("://") && sourcing::host(typed).is_none() {
                    return self.fail(format!("“{typed}” is no web address; give one that begins with https:// or http://, or a name."));
                }
                let wanted = SourceId::new(self.world.ids.next());
                let (id, edit, url) = source_typed(review, typed, wanted);
                edits.extend(edit);
                (id, url)
            }
        };
        let mut citation = Citation::of(CitationId::new(self.world.ids.next()), source);
        citation.accessed = Some(today);
        citation.who = self.checker();
        citation.url = url;
        edits.push(compose::add_citation(claim, citation));
        self.perform("Add source", &compose::together(edits), None);
    }

    fn add_to_library(&mut self, typed: &str) {
        let typed = typed.trim();
        let Some(open) = &self.open else { return };
        if typed.is_empty() {
            return;
        }
        let wanted = SourceId::new(self.world.ids.next());
        let (_, edit, _) = source_typed(open.review(), typed, wanted);
        match edit {
            Some(edit) => self.perform("Add source to library", &edit, None),
            None => self.tell("That source is in the library already."),
        }
    }
}

/// The source that was typed, by name or address, with the edit that adds it where it is new. Third is the
/// address, where one was typed.
fn source_typed(
    review: &crate::review::Review,
    typed: &str,
    wanted: SourceId,
) -> (SourceId, Option<Edit>, String) {
    match sourcing::by_address(review, wanted, typed) {
        Some((id, edit)) => (id, edit, typed.to_owned()),
        None => {
            let (id, edit) = sourcing::by_name(review, wanted, typed);
            (id, edit, String::new())
        }
    }
}
