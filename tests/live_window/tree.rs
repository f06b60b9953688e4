//! What a screen reader is told of the window.

use egui::accesskit::{Node, NodeId, Rect, Role, Toggled, TreeUpdate};
use std::collections::HashMap;
use std::fmt;

/// The window's widgets in one frame.
pub struct Tree {
    nodes: HashMap<NodeId, Node>,
    focus: NodeId,
    /// Screen pixels in one point.
    pub pixels_per_point: f32,
    /// How many frames were drawn so far.
    pub frames: u64,
}

impl Tree {
    pub fn new(update: TreeUpdate, pixels_per_point: f32, frames: u64) -> Self {
        Self { focus: update.focus, nodes: update.nodes.into_iter().collect(), pixels_per_point, frames }
    }

    /// A widget that can be used, by its role and its whole name.
    pub fn find(&self, role: Role, name: &str) -> Option<&Node> {
        let is_it = |node: &&Node| node.role() == role && name_of(node) == name && !node.is_disabled();
        self.nodes.values().find(is_it)
    }

    /// Whether there is a widget of this role whose name contains some words.
    pub fn has(&self, role: Role, words: &str) -> bool {
        self.nodes.values().any(|node| node.role() == role && name_of(node).contains(words))
    }

    /// Whether a button is pressed in, as the status of the open claim is.
    pub fn is_on(&self, button: &str) -> bool {
        let node = |node: &&Node| node.role() == Role::Button && name_of(node) == button;
        self.nodes.values().filter(node).any(|node| node.toggled() == Some(Toggled::True))
    }

    /// The name of the claim that is chosen.
    pub fn chosen_claim(&self) -> Option<&str> {
        let is_open = |node: &&Node| node.role() == Role::Group && node.is_selected() == Some(true);
        self.nodes.values().filter(is_open).map(name_of).find(|name| name.starts_with("Claim "))
    }

    /// Whether a widget has the keyboard.
    pub fn has_focus(&self, name: &str) -> bool {
        self.nodes.get(&self.focus).is_some_and(|node| name_of(node) == name)
    }

    /// What stands in a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let mut nodes = self.nodes.values();
        nodes.find(|node| is_field(node.role()) && node.label() == Some(name))?.value()
    }

    /// Where words of the article stand, in points; they must stand on one line.
    pub fn words(&self, words: &str) -> Option<Rect> {
        let article = self.find(Role::Document, "Article text")?.bounds()?;
        self.nodes.values().filter(|node| node.role() == Role::TextRun).find_map(|run| {
            let place = run.bounds().filter(|place| article.contains(place.origin()))?;
            let at = run.value()?.find(words)?;
            let (left, right) = (edge(run, at)?, edge(run, at + words.len())?);
            Some(Rect { x0: place.x0 + left, x1: place.x0 + right, ..place })
        })
    }
}

/// How far from the left of a run a character begins, by its byte; the run's end for the byte after it.
fn edge(run: &Node, byte: usize) -> Option<f64> {
    let starts = run.character_lengths().iter().scan(0, |at, length| {
        let start = *at;
        *at += usize::from(*length);
        Some(start)
    });
    let character = starts.take_while(|&start| start < byte).count();
    let (lefts, widths) = (run.character_positions()?, run.character_widths()?);
    let end = || Some(lefts.last()? + widths.last()?);
    lefts.get(character).copied().or_else(end).map(f64::from)
}

/// What a widget is called. The name of a text is the text.
pub fn name_of(node: &Node) -> &str {
    node.label().or(node.value()).unwrap_or_default()
}

/// One line a widget, for a test that failed.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.nodes.values().filter(|node| !name_of(node).is_empty());
        let mut named: Vec<_> = named.filter(|node| node.role() != Role::TextRun).collect();
        let place = |node: &Node| node.bounds().map_or((0.0, 0.0), |bounds| (bounds.y0, bounds.x0));
        named.sort_by(|a, b| place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal));
        for node in named {
            let value = node.label().and(node.value()).unwrap_or_default();
            writeln!(f, "{:?} “{}” {value}", node.role(), name_of(node))?;
        }
        Ok(())
    }
}
