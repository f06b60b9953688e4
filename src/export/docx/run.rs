//! A run written anew where something happens inside it; the bytes of its pieces stay as they are.

use super::source_text::{Run, SourceText};

/// What happens at a place of a run.
pub enum Happening {
    /// This markup goes between the runs.
    Between(String),
    /// Words begin to be taken out, after this markup.
    BeginDeletion(String),
    /// They end, and this markup follows.
    EndDeletion(String),
}

/// A run that is written anew.
pub struct Rewriter<'a> {
    xml: &'a str,
    run: &'a Run,
    out: String,
    is_open: bool,
    deletion: Option<String>,
}

impl<'a> Rewriter<'a> {
    /// The run with what happens in it, each at a text element and a byte of it, in order.
    pub fn write(
        xml: &'a str,
        source: &SourceText,
        run: &'a Run,
        happenings: Vec<((usize, usize), Happening)>,
    ) -> String {
        let mut writer = Self { xml, run, out: String::new(), is_open: false, deletion: None };
        let mut happenings = happenings.into_iter().peekable();
        let mut from = run.look.end;
        for index in run.texts.clone() {
            let text = &source.texts[index];
            writer.other(from..text.bytes.start);
            from = text.bytes.end;
            let mut cut = 0;
            let inner = &xml[text.inner.clone()];
            while let Some(((_, at), what)) = happenings.next_if(|((element, _), _)| *element <= index) {
                let at = at.clamp(cut, inner.len());
                writer.words(&inner[cut..at]);
                cut = at;
                writer.happen(what);
            }
            writer.words(&inner[cut..]);
        }
        let end = run.bytes.end - end_tag(&xml[run.bytes.clone()]).len();
        writer.other(from..end);
        for (_, what) in happenings {
            writer.happen(what);
        }
        writer.close();
        writer.out
    }

    /// What is no text: tabs, breaks, pictures.
    fn other(&mut self, bytes: std::ops::Range<usize>) {
        if !bytes.is_empty() {
            self.open();
            self.out.push_str(&self.xml[bytes]);
        }
    }

    fn words(&mut self, inner: &str) {
        if inner.is_empty() {
            return;
        }
        self.open();
        let element = if self.deletion.is_some() { "delText" } else { "t" };
        self.out.push_str(&format!("<w:{element} xml:space=\"preserve\">{inner}</w:{element}>"));
    }

    fn happen(&mut self, what: Happening) {
        self.close();
        match what {
            Happening::Between(markup) => self.out.push_str(&markup),
            Happening::BeginDeletion(markup) => self.deletion = Some(markup),
            Happening::EndDeletion(markup) => {
                self.deletion = None;
                self.out.push_str(&markup);
            }
        }
    }

    fn open(&mut self) {
        if self.is_open {
            return;
        }
        self.is_open = true;
        if let Some(deletion) = &self.deletion {
            self.out.push_str(deletion);
        }
        self.out.push_str(&self.xml[self.run.tag.clone()]);
        self.out.push_str(&self.xml[self.run.look.clone()]);
    }

    fn close(&mut self) {
        if self.is_open {
            self.out.push_str(end_tag(&self.xml[self.run.bytes.clone()]));
            if self.deletion.is_some() {
                self.out.push_str("</w:del>");
            }
            self.is_open = false;
        }
    }
}

/// The end tag of an element, as it is written.
fn end_tag(element: &str) -> &str {
    element.rfind("</").map_or("", |at| &element[at..])
}
