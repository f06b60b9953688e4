//! A folder with a saved review in it, and both ways to meet it: the built program and the window’s engine.

use chrono::{DateTime, Utc};
use redpencil::app::command::Command as Do;
use redpencil::app::jobs::Runner;
use redpencil::app::open::{OpenReview, TextSelection};
use redpencil::app::{Action, App, World};
use redpencil::review::Numbers;
use redpencil::store;
use redpencil::text::ByteOffset;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

const ARTICLE: &str = "\
A bridge over the Ézé opens

By Ada Example

Port Ézé, 12 March 2024 – Nine men crossed the bridge on Tuesday, the mayor told Reuters.

Ten women stayed at home.
";

/// How often an app is asked for results before it must be idle: a job starts another one at most.
const ROUNDS: usize = 8;

/// A folder for one test.
pub struct Desk {
    folder: PathBuf,
    /// Removes the folder in the end; none where another process does.
    _removes: Option<TempDir>,
    /// What the person chooses in the next file dialog; none cancels it.
    chosen: Arc<Mutex<Option<PathBuf>>>,
}

impl Desk {
    /// A folder with `article.txt` in it, and `saved.ron` with two claims.
    pub fn new() -> Self {
        let made = tempfile::tempdir().unwrap();
        let desk = Self { folder: made.path().to_owned(), _removes: Some(made), chosen: Arc::default() };
        desk.write("article.txt", ARTICLE);
        desk.run(&["import", "article.txt", "-o", "saved.ron"]).exits(0);
        let mark =
            ["mark", "saved.ron", "--quote", "Nine men", "--source", "Reuters", "--status", "verified"];
        desk.run(&mark).exits(0);
        desk.run(&["mark", "saved.ron", "--quote", "Ten women"]).exits(0);
        desk
    }

    /// A folder that another process made and removes.
    #[cfg(unix)]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), _removes: None, chosen: Arc::default() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Names in the folder that only a save under way may have.
    pub fn rubbish(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with('.')).collect()
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// Runs the program with something on its standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        program.current_dir(self.folder()).args(args).env("USER", "ada");
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
        // A program that refuses before it reads closes the pipe: no matter here.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran(child.wait_with_output().unwrap())
    }

    /// Runs the program by a line of a shell, in which `$redpencil` is the program.
    #[cfg(unix)]
    pub fn shell(&self, line: &str) -> Ran {
        let mut shell = Command::new("sh");
        shell.current_dir(self.folder()).args(["-c", line]);
        shell.env("redpencil", env!("CARGO_BIN_EXE_redpencil")).env("USER", "ada");
        Ran(shell.output().unwrap())
    }

    /// A review as `show --json` tells it.
    pub fn show(&self, name: &str) -> Value {
        serde_json::from_str(&self.run(&["show", name, "--json"]).exits(0).out()).unwrap()
    }

    /// A window’s engine, whose jobs are done at once.
    pub fn app(&self) -> App {
        self.app_that_runs(Runner::Inline)
    }

    /// A window’s engine, whose jobs run as they are told.
    pub fn app_that_runs(&self, runner: Runner) -> App {
        let chosen = Arc::clone(&self.chosen);
        App::new(World {
            now: Box::new(noon),
            ids: Box::new(Numbers::from_seed(7)),
            pick: Box::new(move |_| {
                let chosen = chosen.lock().unwrap_or_else(PoisonError::into_inner).take();
                Box::pin(async move { chosen.map(|path| vec![path]) })
            }),
            settings_dir: Some(self.path("settings")),
            journals_dir: Some(self.journals()),
            runner,
        })
    }

    pub fn journals(&self) -> PathBuf {
        self.path("journals")
    }

    /// A window’s engine with a file open.
    pub fn app_on(&self, name: &str) -> App {
        let mut app = self.app();
        open(&mut app, &self.path(name));
        assert!(app.open.is_some(), "{:?}", app.notice);
        app
    }

    /// What the person chooses in the next file dialog.
    pub fn choose(&self, path: &Path) {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.to_owned());
    }

    /// Saves under another name, as a person does.
    pub fn save_as(&self, app: &mut App, path: &Path) {
        self.choose(path);
        run(app, Do::SaveAs);
    }
}

pub fn noon() -> DateTime<Utc> {
    "2024-03-12T12:00:00Z".parse().unwrap()
}

/// Takes in what jobs brought back, until nothing is under way.
#[track_caller]
pub fn settle(app: &mut App) {
    for _ in 0..ROUNDS {
        app.take_results();
        if app.is_idle() {
            return;
        }
    }
    panic!("still under way: {:?}", app.under_way());
}

#[track_caller]
pub fn act(app: &mut App, action: Action) {
    app.act(action);
    settle(app);
}

#[track_caller]
pub fn run(app: &mut App, command: Do) {
    act(app, Action::Run(command));
}

#[track_caller]
pub fn open(app: &mut App, path: &Path) {
    act(app, Action::Open(path.to_owned()));
}

/// The open review.
#[track_caller]
pub fn opened(app: &App) -> &OpenReview {
    app.open.as_ref().unwrap_or_else(|| panic!("nothing is open: {:?}", app.notice))
}

/// Makes a claim of words of the article.
#[track_caller]
pub fn mark(app: &mut App, words: &str) {
    let text = opened(app).draft().text().as_str();
    let start = text.find(words).unwrap_or_else(|| panic!("the draft does not say {words}"));
    let selection = TextSelection { anchor: ByteOffset(start), head: ByteOffset(start + words.len()) };
    let claims = opened(app).review().claims.len();
    act(app, Action::Select(Some(selection)));
    run(app, Do::NewClaim);
    assert_eq!(opened(app).review().claims.len(), claims + 1, "{:?}", app.notice);
}

/// What the window says failed: one sentence with these words, without a line break.
#[track_caller]
pub fn failed(app: &App, words: &str) -> String {
    let notice = app.notice.clone().unwrap_or_else(|| panic!("nothing is said of {words}"));
    // The window begins every sentence with a capital.
    let says = notice.text.contains(words) || notice.text.to_lowercase().contains(&words.to_lowercase());
    assert!(notice.is_error && says, "{notice:?}");
    assert!(!notice.text.contains(char::is_control), "{notice:?}");
    notice.text
}

/// The question that the window asks, by its answers.
#[track_caller]
pub fn asked(app: &App) -> &[&'static str] {
    &app.question.as_ref().unwrap_or_else(|| panic!("nothing is asked: {:?}", app.notice)).answers
}

/// Answers the question that the window asks.
#[track_caller]
pub fn answer(app: &mut App, words: &str) {
    let at = asked(app).iter().position(|&answer| answer == words);
    let at = at.unwrap_or_else(|| panic!("“{words}” is none of {:?}", asked(app)));
    act(app, Action::Answer(at));
}

/// Ends as a crash does: nothing is put away. What the journal has is on the disk by then.
pub fn crash(app: App) {
    if let Some(journal) = app.open.as_ref().and_then(|open| open.journal.as_ref()) {
        journal.flush();
    }
    drop(app);
}

/// What a review’s file holds.
pub fn load(path: &Path) -> redpencil::review::Review {
    store::load(path).unwrap_or_else(|error| panic!("{error}")).review
}

/// What a run of the program left behind.
pub struct Ran(Output);

impl Ran {
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}\n{}", self.out(), self.said());
        self
    }

    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn said(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// One sentence on one line of standard error with these words, and nothing on standard output.
    #[track_caller]
    pub fn refuses(self, code: i32, words: &str) {
        let ran = self.exits(code);
        let said = ran.said();
        assert!(said.starts_with("redpencil: ") && said.contains(words), "{said}");
        assert_eq!((said.lines().count(), ran.out().as_str()), (1, ""), "{said}");
        assert!(!said.trim_end().contains(char::is_control), "{said:?}");
    }
}
