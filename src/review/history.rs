//! What was done and can be undone.

use super::{Edit, Refused, Review};

/// One thing a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it was, in words: "Mark verified".
    pub label: String,
    /// What it changed.
    pub edit: Edit,
    /// Steps of the same burst that change the same field become one.
    burst: Option<u64>,
    /// The state the review is in after it.
    after: StateId,
}

/// Names a state of the review: the same id, the same content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateId(u64);

/// Undo and redo. It knows of no file: saving changes nothing here.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    newest: u64,
}

impl History {
    /// Carries out an edit and remembers it.
    ///
    /// Two edits of the same field with the same `burst` (a stretch of typing without a pause, say)
    /// become one step.
    ///
    /// # Errors
    /// Where the edit is refused; nothing is then remembered.
    pub fn perform(
        &mut self,
        review: &mut Review,
        label: impl Into<String>,
        edit: Edit,
        burst: Option<u64>,
    ) -> Result<(), Refused> {
        edit.apply(review)?;
        self.newest += 1;
        self.undone.clear();
        let after = StateId(self.newest);
        if let Some(last) = self.done.last_mut()
            && burst.is_some()
            && last.burst == burst
            && let Some(joined) = last.edit.then(&edit)
        {
            last.edit = joined;
            last.after = after;
            return Ok(());
        }
        self.done.push(Step { label: label.into(), edit, burst, after });
        Ok(())
    }

    /// Takes back the last step and gives the edit that did so.
    ///
    /// # Errors
    /// Where the review was changed from elsewhere; nothing is then taken back.
    pub fn undo(&mut self, review: &mut Review) -> Result<Option<Edit>, Refused> {
        let Some(step) = self.done.last() else { return Ok(None) };
        let inverse = step.edit.inverse();
        inverse.apply(review)?;
        self.undone.extend(self.done.pop());
        Ok(Some(inverse))
    }

    /// Carries out again what was taken back, and gives the edit.
    ///
    /// # Errors
    /// Where the review was changed from elsewhere; nothing is then done.
    pub fn redo(&mut self, review: &mut Review) -> Result<Option<Edit>, Refused> {
        let Some(step) = self.undone.last() else { return Ok(None) };
        step.edit.apply(review)?;
        let edit = step.edit.clone();
        self.done.extend(self.undone.pop());
        Ok(Some(edit))
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// The state the review is in now. Compare with the state that was saved.
    pub fn state(&self) -> StateId {
        self.done.last().map_or(StateId(0), |step| step.after)
    }

    /// Ends the present burst: the next edit begins a step of its own.
    pub fn end_burst(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.burst = None;
        }
    }
}
