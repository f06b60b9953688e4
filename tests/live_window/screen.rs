//! A virtual screen with nothing on it, and a person at its keyboard and mouse.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask};

/// What this test needs of the system, and the Debian packages that bring it.
const TOOLS: [&str; 3] = ["Xvfb", "xdotool", "zenity"];
const PACKAGES: &str =
    "xvfb mesa-vulkan-drivers libxkbcommon-x11-0 libxcursor1 libxi6 libxrandr2 xdotool zenity";

/// How long anything may take on a busy machine before it counts as not happening.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Asks until there is an answer. Every question here starts a process or waits for a frame, so that
/// asking again at once keeps nobody from work.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < LONGEST, "in {LONGEST:?} there was no {what}");
    }
}

/// A virtual screen; it ends with this.
pub struct Screen {
    server: Child,
    /// Its name, for the environment variable `DISPLAY`.
    pub display: String,
}

impl Screen {
    pub fn new() -> Self {
        let missing: Vec<_> = TOOLS.into_iter().filter(|tool| !is_installed(tool)).collect();
        let missing = missing.join(", ");
        assert!(missing.is_empty(), "not found: {missing}; install the packages {PACKAGES}");
        let mut command = Command::new("Xvfb");
        // Without -noreset it begins anew whenever its last client leaves, and turns away who comes then.
        command.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]);
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.is_empty(), "Xvfb ended before it had a screen");
        Self { server, display: format!(":{}", number.trim()) }
    }

    /// Runs xdotool; what it prints, or none where it found nothing.
    fn xdotool(&self, args: &[&str]) -> Option<String> {
        let output = Command::new("xdotool").args(args).env("DISPLAY", &self.display).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// The window of a process, once it is on the screen.
    pub fn window_of(&self, process: u32) -> Option<String> {
        self.visible(&["--pid", &process.to_string()])
    }

    fn visible(&self, by: &[&str]) -> Option<String> {
        let found = self.xdotool(&[&["search", "--onlyvisible"], by].concat())?;
        found.lines().next().map(str::to_owned)
    }

    /// What stands in a window's title.
    pub fn title(&self, window: &str) -> String {
        self.xdotool(&["getwindowname", window]).unwrap_or_default().trim_end().to_owned()
    }

    /// Presses keys in a window, in the words of xdotool.
    pub fn press(&self, window: &str, chord: &str) {
        self.in_focus(window, &["key", chord]);
    }

    /// Types on the keyboard of a window.
    pub fn type_text(&self, window: &str, text: &str) {
        self.in_focus(window, &["type", "--delay", "4", text]);
    }

    /// There is no window manager that would give a window the keyboard.
    fn in_focus(&self, window: &str, args: &[&str]) {
        let done = self.xdotool(&[&["windowfocus", "--sync", window], args].concat());
        assert!(done.is_some(), "xdotool could not {args:?}");
    }

    /// Moves the mouse to a place in a window, in pixels, and does something with it.
    pub fn mouse(&self, window: &str, (x, y): (f64, f64), args: &[&str]) {
        let (x, y) = (x.round().to_string(), y.round().to_string());
        let to = ["windowfocus", "--sync", window, "mousemove", "--window", window, &x, &y];
        assert!(self.xdotool(&[&to, args].concat()).is_some(), "xdotool could not go to {x}, {y}");
    }

    /// Answers the dialog for opening a file that is about to show with a file in the home folder.
    pub fn answer_open_dialog(&self, name: &str) {
        let dialog = until("file dialog", || self.file_dialog());
        // The first sign of a path makes it show a field for one.
        self.in_focus(&dialog, &["type", "~"]);
        self.answer_dialog(&dialog, name);
    }

    /// Answers the dialog for saving a file that is about to show with a file in the home folder.
    pub fn answer_save_dialog(&self, name: &str) {
        let dialog = until("file dialog", || self.file_dialog());
        self.answer_dialog(&dialog, name);
    }

    /// Writes a path over what stands in the dialog's field. The dialog loses keys while it builds itself
    /// up and tells of a path that is not there, so it is answered until it is gone.
    fn answer_dialog(&self, dialog: &str, name: &str) {
        let path = format!("~/{name}");
        let steps: [&[&str]; 3] = [&["key", "ctrl+a"], &["type", "--delay", "30", &path], &["key", "Return"]];
        until("end of the file dialog", || {
            for step in steps {
                if self.dialog_stays(20) {
                    self.xdotool(&[&["windowfocus", "--sync", dialog], step].concat());
                }
            }
            (!self.dialog_stays(100)).then_some(())
        });
    }

    /// Whether the file dialog is there as often as one looks.
    fn dialog_stays(&self, looks: usize) -> bool {
        (0..looks).all(|_| self.file_dialog().is_some())
    }

    /// The window of zenity, which shows the file dialog where no desktop does.
    fn file_dialog(&self) -> Option<String> {
        self.visible(&["--class", "zenity"])
    }

    /// Closes a window as a window manager does: by asking.
    pub fn close(&self, window: &str) {
        let (server, _) = x11rb::connect(Some(&self.display)).unwrap();
        let atom = |name: &str| server.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
        let window = window.parse().unwrap();
        let data = [atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, atom("WM_PROTOCOLS"), data);
        server.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
        // An answer to anything shows that the event was taken.
        server.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 0).unwrap().reply().unwrap();
        server.flush().unwrap();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn is_installed(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}
