//! The running program: started on a screen, used by mouse and keyboard, looked at as a screen reader does.

use crate::screen::{LONGEST, Screen, until};
use crate::tree::Tree;
use egui::accesskit::{Rect, Role};
use egui_inspection::protocol::{PROTOCOL_VERSION, read_handshake};
use egui_inspection::{Request, Response, read_message, write_message};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// A folder for one test: the home of the person, with articles, reviews, and everything the program keeps.
pub struct Desk(TempDir);

impl Desk {
    /// A folder with an article in `ferry.txt`.
    pub fn with(article: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path("ferry.txt"), article).unwrap();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program as it stands on a machine without desktop, its files in this folder.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        for set in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DBUS_SESSION_BUS_ADDRESS"] {
            command.env_remove(set);
        }
        command.env("REDPENCIL_HOME", self.path("kept")).env("HOME", self.0.path());
        command.env("XDG_RUNTIME_DIR", self.0.path()).env("USER", "ada");
        // Else the file dialog looks for a desktop's settings and is long about not finding them.
        command.env("GSETTINGS_BACKEND", "memory").env("LC_ALL", "C.UTF-8");
        command.current_dir(self.0.path());
        command
    }

    /// Runs a verb that must succeed.
    pub fn run(&self, args: &[&str]) -> Output {
        let output = self.program().args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// What is in a review's file.
    pub fn show(&self, review: &str) -> Value {
        serde_json::from_slice(&self.run(&["show", review, "--json"]).stdout).unwrap()
    }

    /// Whether words stand in a journal that is in its place.
    pub fn journal_has(&self, words: &str) -> bool {
        let Ok(journals) = fs::read_dir(self.path("kept/data/journals")) else { return false };
        let mut paths = journals.map(|file| file.unwrap().path());
        paths.any(|path| {
            let is_journal = path.extension().is_some_and(|end| end == "journal");
            is_journal && fs::read_to_string(&path).is_ok_and(|journal| journal.contains(words))
        })
    }
}

/// The program with its window open; it ends with this.
pub struct Window<'a> {
    screen: &'a Screen,
    child: Child,
    id: String,
    stream: TcpStream,
    errors: PathBuf,
}

impl<'a> Window<'a> {
    /// Starts the program, on a file where one is named.
    pub fn open(screen: &'a Screen, desk: &Desk, file: Option<&str>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let errors = desk.path(&format!("errors of {port}"));
        let mut command = desk.program();
        command.args(file).env("DISPLAY", &screen.display).env("EGUI_INSPECTION", &address);
        command.stdout(Stdio::null()).stderr(File::create(&errors).unwrap());
        let mut child = command.spawn().unwrap();
        let (id, stream) = until("window", || {
            if let Some(status) = child.try_wait().unwrap() {
                panic!("the program ended, {status}: {}", fs::read_to_string(&errors).unwrap());
            }
            screen.window_of(child.id()).zip(TcpStream::connect(&address).ok())
        });
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        assert_eq!(read_handshake(&stream).unwrap(), PROTOCOL_VERSION, "another protocol than this test's");
        Self { screen, child, id, stream, errors }
    }

    fn ask(&mut self, request: &Request) -> Response {
        write_message(&mut self.stream, request).unwrap();
        read_message(&mut self.stream).unwrap_or_else(|why| {
            panic!("the window is gone: {why}: {}", fs::read_to_string(&self.errors).unwrap())
        })
    }

    /// What the window shows now.
    pub fn tree(&mut self) -> Tree {
        let Response::Tree { step, pixels_per_point, accesskit } = self.ask(&Request::GetTree) else {
            panic!("an answer to another question")
        };
        Tree::new(accesskit.expect("a window tells a screen reader what it shows"), pixels_per_point, step)
    }

    /// Waits until the window shows something.
    pub fn wait<T>(&mut self, what: &str, look: impl Fn(&Tree) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            let tree = self.tree();
            if let Some(seen) = look(&tree) {
                return seen;
            }
            if began.elapsed() > LONGEST {
                let shot = self.shot();
                panic!("not shown: {what}; {} has what is shown:\n{tree}", shot.display());
            }
        }
    }

    /// Waits until something is so.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Tree) -> bool) {
        self.wait(what, |tree| is_so(tree).then_some(()));
    }

    /// Waits for a text that contains these words.
    pub fn wait_for_text(&mut self, words: &str) {
        self.wait_until(words, |tree| tree.has(Role::Label, words));
    }

    /// Waits until a claim is the chosen one and has a status.
    pub fn wait_for_claim(&mut self, name: &str, status: &str) {
        let what = format!("{name}, {status}");
        self.wait_until(&what, |tree| tree.chosen_claim() == Some(name) && tree.is_on(status));
    }

    /// Waits until the window asks for no more frames.
    pub fn wait_until_at_rest(&mut self) {
        until("window at rest", || match self.ask(&Request::Settle { max_steps: 1000 }) {
            Response::Settled { settled, .. } => settled.then_some(()),
            _ => None,
        });
    }

    /// Chooses a claim by its row among the cards.
    pub fn choose(&mut self, claim: &str, status: &str) {
        self.click(Role::ListItem, claim);
        self.wait_for_claim(claim, status);
    }

    /// A picture of the window, for a test that failed.
    fn shot(&mut self) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live_window.png");
        if let Response::Screenshot(png) = self.ask(&Request::GetScreenshot { pixels_per_point: None }) {
            fs::write(&path, png.bytes).unwrap();
        }
        path
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits for a title, which the window manager shows: the article's, and a sign where work is not saved.
    pub fn wait_for_title(&mut self, title: &str) {
        until(title, || (self.screen.title(&self.id) == title).then_some(()));
    }

    /// Presses keys, in the words of xdotool. The window draws a frame after each, as it does for a
    /// person's fingers.
    pub fn press(&mut self, chords: &[&str]) {
        for chord in chords {
            self.screen.press(&self.id, chord);
            self.tree();
        }
    }

    pub fn type_text(&self, text: &str) {
        self.screen.type_text(&self.id, text);
    }

    /// Clicks something as soon as it is there.
    pub fn click(&mut self, role: Role, name: &str) {
        let at = self.wait(name, |tree| Some(middle(tree.find(role, name)?.bounds()?, tree)));
        self.screen.mouse(&self.id, at, &["click", "1"]);
    }

    /// Clicks into a field and waits until it has the keyboard.
    pub fn click_field(&mut self, name: &str) {
        self.click(Role::MultilineTextInput, name);
        self.wait_until(name, |tree| tree.has_focus(name));
        self.wait_until_at_rest();
    }

    /// Double-clicks a word of the article.
    pub fn double_click_word(&mut self, word: &str) {
        let at = self.wait(word, |tree| Some(middle(tree.words(word)?, tree)));
        self.screen.mouse(&self.id, at, &["click", "--repeat", "2", "--delay", "60", "1"]);
    }

    /// Drags from the left of some words of the article to their right.
    pub fn drag_over(&mut self, words: &str) {
        let (place, scale) =
            self.wait(words, |tree| Some((tree.words(words)?, f64::from(tree.pixels_per_point))));
        let at = |x: f64| (x * scale, (place.y0 + place.y1) / 2.0 * scale);
        self.screen.mouse(&self.id, at(place.x0 + 1.0), &["mousedown", "1"]);
        for part in [0.25, 0.5, 0.75] {
            self.tree();
            self.screen.mouse(&self.id, at(place.x0 + part * (place.x1 - place.x0)), &[]);
        }
        self.screen.mouse(&self.id, at(place.x1 - 1.0), &[]);
        self.tree();
        self.screen.mouse(&self.id, at(place.x1 - 1.0), &["mouseup", "1"]);
    }

    pub fn answer_open_dialog(&self, name: &str) {
        self.screen.answer_open_dialog(name);
    }

    pub fn answer_save_dialog(&self, name: &str) {
        self.screen.answer_save_dialog(name);
    }

    /// Asks the window to close, as the window manager does.
    pub fn close(&self) {
        self.screen.close(&self.id);
    }

    /// Waits for the program's end.
    pub fn ended(mut self) -> ExitStatus {
        // The connection ends with the process that holds its other end.
        let rest = self.stream.read(&mut [0]);
        let is_open = rest.is_err_and(|why| why.kind() != std::io::ErrorKind::ConnectionReset);
        assert!(!is_open, "the program did not end");
        self.child.wait().unwrap()
    }

    /// Ends the program as a crash does, without a chance to put anything away.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The middle of a place, in pixels.
fn middle(place: Rect, tree: &Tree) -> (f64, f64) {
    let scale = f64::from(tree.pixels_per_point);
    ((place.x0 + place.x1) / 2.0 * scale, (place.y0 + place.y1) / 2.0 * scale)
}
