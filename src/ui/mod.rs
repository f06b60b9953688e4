//! What is drawn. It reads the [`App`], and says with [`Action`]s what the person did; it changes nothing.

pub mod article;
pub mod cards;
mod desk;
pub mod dialogs;
pub mod icons;
pub mod motion;
pub mod palette;
pub mod pencil;
pub mod problems;
mod reading;
mod revisions;
pub mod shell;
pub mod sources;
pub mod theme;
pub mod typeset;
pub mod welcome;
pub mod widgets;
mod window;

pub use window::{Window, run};

use crate::app::command::Command;
use crate::app::{Action, App, Focus};

/// What a part of the window is drawn from, and where it says what the person did.
pub struct Scene<'a> {
    /// What the window knows.
    pub app: &'a App,
    /// What the person did in this frame, in order.
    pub actions: Vec<Action>,
    /// Where the keyboard is to go in this frame; `None` once taken.
    pub focus: Option<Focus>,
}

impl Scene<'_> {
    /// The person did something.
    pub fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// The person asked for a command.
    pub fn run(&mut self, command: Command) {
        self.actions.push(Action::Run(command));
    }

    /// Whether the keyboard is to go here; true once.
    pub fn takes_focus(&mut self, here: Focus) -> bool {
        let wanted = self.focus == Some(here);
        if wanted {
            self.focus = None;
        }
        wanted
    }
}
