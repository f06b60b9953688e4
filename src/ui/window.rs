//! The window: puts the parts together, hands keys to commands, and carries actions to the [`App`].

use super::desk::Desk;
use super::palette::PaletteView;
use super::{Scene, dialogs, motion, shell, theme, typeset, welcome, widgets};
use crate::app::backups::Step;
use crate::app::command::Command;
use crate::app::jobs::Runner;
use crate::app::settings::Theme;
use crate::app::{Action, App, Focus, Pick, Picking, World};
use crate::review::Numbers;
use crate::text::one_line;
use egui::{Event, Id, Key, KeyboardShortcut, Ui, ViewportCommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The longest title that is given to the system, in chars: more than any bar has room for.
const TITLE_CHARS: usize = 200;

/// A window on an [`App`].
pub struct Window {
    app: App,
    desk: Desk,
    palette: PaletteView,
    look: Option<(Theme, f32, bool)>,
    title: String,
    /// Text from the clipboard was asked for, and what becomes of it.
    expects_paste: Option<fn(String) -> Action>,
    /// Keys of the frame before that come after what that frame was drawn for.
    held_keys: Vec<Event>,
}

impl Window {
    /// Gives a context the design's look and fonts, and makes a window in it.
    pub fn new(ctx: &egui::Context, fonts: &typeset::Fonts, app: App) -> Self {
        typeset::install(ctx, fonts);
        theme::install(ctx);
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // For a system that does not say which it wants.
            options.fallback_theme = egui::Theme::Light;
        });
        Self {
            app,
            desk: Desk::default(),
            palette: PaletteView::default(),
            look: None,
            title: String::new(),
            expects_paste: None,
            held_keys: Vec::new(),
        }
    }

    /// What the window knows.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What the window knows, to open a file or to look on from a test.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Draws one frame and carries out what the person did in it.
    pub fn show(&mut self, ui: &mut Ui) {
        self.app.take_results();
        let ran = self.keys(ui.ctx());
        self.apply_look(ui.ctx());
        let mut scene = Scene { focus: self.app.focus.take(), app: &self.app, actions: Vec::new() };
        files_dropped(ui.ctx(), &mut scene);
        pasted(ui.ctx(), &mut scene, &mut self.expects_paste);
        picture_pasted(ui.ctx(), &mut scene);
        shell::top_bar(ui, &mut scene);
        shell::status_bar(ui, &mut scene);
        if scene.app.open.is_some() {
            self.desk.show(ui, &mut scene);
        } else if scene.app.under_way().is_none() {
            welcome::show(ui, &mut scene);
        } // else the status bar says what comes
        self.palette.show(ui, &mut scene);
        dialogs::show(ui, &mut scene);
        let Scene { actions, focus, .. } = scene;
        self.app.focus = focus;
        if ran || !actions.is_empty() || !self.held_keys.is_empty() {
            ui.ctx().request_repaint();
        }
        self.carry_out(ui.ctx(), actions);
    }

    /// Hands keys to commands in the order they were pressed; tells whether one was carried out. That happens
    /// before anything is drawn, so that this very frame shows it. A command that cannot be carried out leaves
    /// its key alone.
    ///
    /// In a slow frame keys of the article or of a field may come before that of a command, as in words being
    /// selected and made a claim of: the command and all after it wait until those were drawn.
    fn keys(&mut self, ctx: &egui::Context) -> bool {
        let mut events = std::mem::take(&mut self.held_keys);
        events.append(&mut ctx.input_mut(|input| std::mem::take(&mut input.events)));
        let (mut left, mut ran, mut took_last) = (Vec::with_capacity(events.len()), false, false);
        for event in events {
            let meant = commands_of(ctx, &self.app, &event);
            let follows_held = is_typed(&event) && !self.held_keys.is_empty();
            if follows_held || (!meant.is_empty() && left.iter().any(is_typed)) {
                self.held_keys.push(event);
                continue;
            }
            let can = meant.into_iter().find(|&command| self.app.can(command).is_ok());
            // What a key types is the key's: the field that a command leads to does not get it.
            let is_keys_own = took_last && matches!(event, Event::Text(_));
            took_last = can.is_some();
            match can {
                Some(command) => self.app.act(Action::Run(command)),
                None if is_keys_own => {}
                None => left.push(event),
            }
            ran |= took_last;
        }
        ctx.input_mut(|input| input.events = left);
        ran
    }

    fn carry_out(&mut self, ctx: &egui::Context, actions: Vec<Action>) {
        if let Some(open) = &mut self.app.open {
            open.reveal = None;
        }
        for action in actions {
            self.app.act(action);
        }
        if let Some(words) = self.app.copy.take() {
            ctx.copy_text(words);
        }
        if let Some(path) = self.app.to_show.take() {
            show_file(ctx, &path);
        }
        if let Some(wanted) = self.app.wants_paste.take() {
            self.expects_paste = Some(wanted);
            ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        self.close(ctx);
        self.tell_title(ctx);
        if !ctx.input(|input| input.pointer.any_down()) {
            self.app.keep_settings();
        }
    }

    fn close(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.app.quit {
            self.app.close_window();
            if !self.app.quit {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        } else if self.app.quit {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn tell_title(&mut self, ctx: &egui::Context) {
        let title = match &self.app.open {
            Some(open) if self.app.has_unsaved_work() => {
                format!("• {} – Redpencil", for_system(&open.title()))
            }
            Some(open) => format!("{} – Redpencil", for_system(&open.title())),
            None => "Redpencil".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn apply_look(&mut self, ctx: &egui::Context) {
        let settings = &self.app.settings;
        let wanted = (settings.theme, settings.zoom, settings.reduced_motion);
        if self.look == Some(wanted) {
            return;
        }
        self.look = Some(wanted);
        ctx.set_theme(match wanted.0 {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        ctx.set_zoom_factor(wanted.1);
        motion::set_reduced(ctx, wanted.2);
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self) {
        self.app.shut_down();
    }
}

/// Opens a copy of a stored file with the system's program.
#[expect(clippy::disallowed_methods, reason = "no link of an article's, but a copy that was made here")]
fn show_file(ctx: &egui::Context, path: &Path) {
    if let Some(address) = file_address(path) {
        ctx.open_url(egui::OpenUrl::new_tab(address));
    }
}

/// The address of a file, whatever its name holds: a space, a % and a # mean something in an address. None
/// where the path does not begin at the root.
fn file_address(path: &Path) -> Option<String> {
    Some(url::Url::from_file_path(path).ok()?.into())
}

/// A title for the system's own bars, which obey the signs in it and refuse what is too long.
fn for_system(title: &str) -> String {
    let end = title.char_indices().nth(TITLE_CHARS).map_or(title.len(), |(end, _)| end);
    one_line(&title[..end]).into_owned()
}

/// Whether an event comes from the keyboard and does something: a key pressed, a sign typed, words pasted.
fn is_typed(event: &Event) -> bool {
    use Event::{Copy, Cut, Ime, Key, Paste, Text};
    matches!(event, Key { pressed: true, .. } | Text(_) | Paste(_) | Copy | Cut | Ime(_))
}

/// The commands that a key stands for here, the likeliest first, whether or not they can be carried out.
fn commands_of(ctx: &egui::Context, app: &App, event: &Event) -> Vec<Command> {
    let &Event::Key { key, pressed: true, modifiers, .. } = event else { return Vec::new() };
    if app.question.is_some() {
        return Vec::new();
    }
    let typing = asks_for_words(app.focus) || widgets::is_typed_in(ctx);
    let on_widget = ctx.memory(egui::Memory::focused).is_some_and(|id| id != Id::unique("article text"));
    let is_meant = |(shortcut, command): &(KeyboardShortcut, Command)| {
        let presses = matches!(key, Key::Enter | Key::Delete);
        // In a field, undo and select-all are the field's own.
        let fields_own = typing && matches!(command, Command::Undo | Command::Redo | Command::SelectAll);
        shortcut.logical_key == key
            && modifiers.matches_logically(shortcut.modifiers)
            && !(is_bare(*shortcut) && (typing || app.overlay.is_some()))
            && !(presses && on_widget)
            && !fields_own
    };
    let keys = |command: Command| command.spec().keys.iter().map(move |&shortcut| (shortcut, command));
    let mut meant: Vec<_> = Command::all().flat_map(keys).filter(is_meant).collect();
    // egui takes Ctrl+Shift+Z for Ctrl+Z too, so the one with most modifiers is meant.
    meant.sort_by_key(|(shortcut, _)| std::cmp::Reverse(weight(*shortcut)));
    meant.into_iter().map(|(_, command)| command).collect()
}

/// Whether a field takes what is typed next: one that a command asked for, though it is not drawn yet.
fn asks_for_words(focus: Option<Focus>) -> bool {
    use Focus::{AddSource, EventDate, Find, Reason, Search, Wording};
    matches!(focus, Some(AddSource | Wording | Find | Search | Reason | EventDate))
}

fn is_bare(shortcut: KeyboardShortcut) -> bool {
    let modified = shortcut.modifiers.command || shortcut.modifiers.alt;
    !modified && !matches!(shortcut.logical_key, Key::F1 | Key::F3 | Key::F6 | Key::F8)
}

fn weight(shortcut: KeyboardShortcut) -> u8 {
    let modifiers = shortcut.modifiers;
    u8::from(modifiers.command || modifiers.ctrl) + u8::from(modifiers.shift) + u8::from(modifiers.alt)
}

fn files_dropped(ctx: &egui::Context, scene: &mut Scene<'_>) {
    let paths: Vec<PathBuf> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !paths.is_empty() {
        scene.act(Action::Drop(paths));
    }
}

/// A picture from the clipboard is kept for the citation that is worked on.
fn picture_pasted(ctx: &egui::Context, scene: &mut Scene<'_>) {
    let picture = ctx.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::PasteImage(picture) => Some(Arc::clone(picture)),
            _ => None,
        })
    });
    if let Some(picture) = picture {
        scene.act(Action::Backup(Step::Paste(picture)));
    }
}

/// Text from the clipboard begins a review where none is open, or where it was asked for.
fn pasted(ctx: &egui::Context, scene: &mut Scene<'_>, expected: &mut Option<fn(String) -> Action>) {
    if ctx.text_edit_focused() || (scene.app.open.is_some() && expected.is_none()) {
        return;
    }
    let text = ctx.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        })
    });
    if let Some(text) = text {
        scene.act(expected.take().unwrap_or(Action::Paste)(text));
    }
}

/// Opens the window, on a file where one is named.
pub fn run(file: Option<PathBuf>) -> ExitCode {
    if let Err(why) = display() {
        eprintln!("redpencil: {why}");
        return ExitCode::from(2);
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("redpencil")
            .with_title("Redpencil")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([880.0, 600.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    let fonts = typeset::Fonts::system();
    let created = eframe::run_native(
        "redpencil",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let mut window = Window::new(&ctx, &fonts, App::new(world(&ctx)));
            match file {
                Some(path) => window.app.open_path(path),
                None => window.app.look_for_orphans(),
            }
            Ok(Box::new(window))
        }),
    );
    match created {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("redpencil: the window could not be opened ({why}): {HEADLESS}");
            ExitCode::from(2)
        }
    }
}

/// What can be done without a display.
const HEADLESS: &str = "work with the verbs import, mark, show and export, which need no display, or start it with xvfb-run redpencil.";

/// Whether there is a display to open a window on.
fn display() -> Result<(), String> {
    let set = |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
    let needs_server = cfg!(all(unix, not(target_os = "macos")));
    if needs_server && !["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(set) {
        return Err(format!("there is no display to open a window on: {HEADLESS}"));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "here the real clock comes in")]
/// The real world: clock, random ids, file dialogs, folders, threads.
fn world(ctx: &egui::Context) -> World {
    let wake = {
        let ctx = ctx.clone();
        move || ctx.request_repaint()
    };
    // Without the system's random numbers the clock must do: an id that is taken is refused, never used twice.
    let clock = || chrono::Utc::now().timestamp_micros().unsigned_abs();
    let seed = getrandom::u64().unwrap_or_else(|_| clock());
    World {
        now: Box::new(chrono::Utc::now),
        ids: Box::new(Numbers::from_seed(seed)),
        pick: Box::new(pick),
        settings_dir: crate::store::config_dir().ok(),
        journals_dir: crate::store::data_dir().ok().map(|dir| crate::store::journals_dir(&dir)),
        runner: Runner::Threads(Arc::new(wake)),
    }
}

/// The endings that the file dialog shows as articles.
const ARTICLES: [&str; 12] =
    ["txt", "md", "markdown", "html", "htm", "xhtml", "docx", "docm", "odt", "rtf", "pdf", "eml"];

/// Opens the system's file dialog; it is waited for off the window's thread.
fn pick(pick: Pick) -> Picking {
    let dialog = rfd::AsyncFileDialog::new();
    let articles = |title: &str| {
        rfd::AsyncFileDialog::new()
            .set_title(title)
            .add_filter("Articles", &ARTICLES)
            .add_filter("All files", &["*"])
    };
    Box::pin(async move {
        let several = |files: Option<Vec<rfd::FileHandle>>| {
            Some(files?.iter().map(|file| file.path().to_owned()).collect())
        };
        let picked = match pick {
            Pick::Article => return several(articles("Open article").pick_files().await),
            Pick::Articles => return several(articles("Import articles").pick_files().await),
            Pick::ArticleFolder => dialog.set_title("Import a folder of articles").pick_folder().await,
            Pick::ReviewFolder => dialog.set_title("Save reviews in").pick_folder().await,
            Pick::Backup(_) => dialog.set_title("Attach file").pick_file().await,
            Pick::List => {
                dialog.set_title("Load house list").add_filter("House lists", &["ron"]).pick_file().await
            }
            Pick::SaveList(name) => {
                let dialog = dialog.set_title("Save house list").add_filter("House lists", &["ron"]);
                dialog.set_file_name(name).save_file().await
            }
            Pick::Draft => articles("New draft").pick_file().await,
            Pick::Review => dialog.set_title("Open review").add_filter("Reviews", &["ron"]).pick_file().await,
            Pick::SaveReview(name) => {
                let dialog = dialog.set_title("Save review").add_filter("Reviews", &["ron"]);
                dialog.set_file_name(name).save_file().await
            }
            Pick::Export(name) => {
                let extension = name.rsplit('.').next().unwrap_or_default().to_owned();
                let dialog = dialog.set_title("Export").add_filter(extension.to_uppercase(), &[&extension]);
                dialog.set_file_name(name).save_file().await
            }
        };
        picked.map(|file| vec![file.path().to_owned()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address_whatever_its_name_holds() {
        let address = |name: &str| {
            let path = std::env::temp_dir().join(name);
            let address = file_address(&path).unwrap();
            let back = url::Url::parse(&address).unwrap().to_file_path().unwrap();
            assert_eq!(back, path, "{address}");
            address
        };
        assert!(address("été 100% #1?.png").ends_with("/%C3%A9t%C3%A9%20100%25%20%231%3F.png"));
        assert!(address("plain.txt").ends_with("/plain.txt"));
        assert_eq!(file_address(Path::new("not/from/the/root")), None);
    }
}
