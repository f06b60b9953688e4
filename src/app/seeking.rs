//! The search in the article: at once in a short one, on a worker in a long one.

use super::App;
use super::files::Done;
use super::open::{OpenReview, TextSelection};
use crate::review::Draft;
use crate::text::{ByteOffset, ByteRange, Finder};
use std::sync::Arc;

/// A draft longer than this, in bytes, is looked through on a worker; up to here that takes less than a third
/// of a frame.
const LONG: usize = 1_000_000;

/// Words looked for in a draft, and where they were found.
#[derive(Debug)]
pub struct Sought {
    draft: Arc<Draft>,
    query: String,
    hits: Vec<ByteRange>,
}

impl Sought {
    fn found(self) -> Self {
        let finder = Finder::new(&self.query, false);
        let hits = finder.map_or_else(Vec::new, |finder| finder.find_all(self.draft.text()));
        Self { hits, ..self }
    }
}

impl App {
    /// Looks for other words in the article.
    pub(super) fn search(&mut self, query: String) {
        let mut asked = None;
        self.with_page(|open| asked = open.begin_search(query));
        if let Some(asked) = asked {
            self.jobs.start(None, move || Done::Sought(Box::new(asked.found())));
        }
    }

    /// Takes in where words stand that were looked for on a worker.
    pub(super) fn take_sought(&mut self, sought: Sought) {
        self.with_page(|open| open.take_sought(sought));
    }
}

impl OpenReview {
    /// Closes the search. The hit that the reader was at is selected, so that a claim can be made of it.
    pub(super) fn close_find(&mut self) {
        let find = std::mem::take(&mut self.find);
        if let Some(hit) = find.hits.get(find.current) {
            self.selection = Some(TextSelection { anchor: hit.start, head: hit.end });
        }
    }

    /// Looks for other words; gives what is left to be done on a worker.
    fn begin_search(&mut self, query: String) -> Option<Sought> {
        let draft = Arc::clone(self.draft());
        self.find.query.clone_from(&query);
        self.find.hits.clear();
        self.find.current = 0;
        self.find.under_way = true;
        let is_long = draft.text().len_bytes() > LONG;
        let sought = Sought { draft, query, hits: Vec::new() };
        if is_long {
            return Some(sought);
        }
        self.take_sought(sought.found());
        None
    }

    /// Shows what was found, unless other words are looked for by now, or in another draft.
    fn take_sought(&mut self, sought: Sought) {
        let Sought { draft, query, hits } = sought;
        let is_wanted = self.find.under_way && self.find.query == query && Arc::ptr_eq(&draft, self.draft());
        if !is_wanted {
            return;
        }
        let from = self.selection.map_or(ByteOffset(0), |selection| selection.range().start);
        let after = hits.partition_point(|hit| hit.start < from);
        self.find.current = if after < hits.len() { after } else { 0 };
        self.find.hits = hits;
        self.find.under_way = false;
        self.reveal_hit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Article, History, Paragraph, ParagraphKind, Review, ReviewId};
    use chrono::DateTime;

    fn open(words: &str) -> OpenReview {
        let paragraphs = vec![Paragraph::new(ParagraphKind::Body, words)];
        let draft = Draft::new(1, DateTime::default(), "a.txt", paragraphs);
        OpenReview::new(Review::new(ReviewId::new(1), Article::default(), draft), History::default(), None)
    }

    #[test]
    fn a_short_article_is_looked_through_at_once() {
        let mut open = open("Nine men crossed. Nine came back.");
        assert!(open.begin_search("nine".to_owned()).is_none());
        assert_eq!((open.find.hits.len(), open.find.under_way), (2, false));
    }

    #[test]
    fn the_hit_is_selected_when_the_search_is_closed() {
        let mut open = open("Nine men crossed. Nine came back.");
        open.begin_search("nine".to_owned());
        open.step_hit(1);
        open.close_find();
        assert_eq!(open.selected_words(), Some("Nine"));
        assert_eq!(open.selection.map(|selection| selection.range().start), Some(ByteOffset(18)));
        assert!(!open.find.open && open.find.hits.is_empty());
        open.close_find();
        assert_eq!(open.selected_words(), Some("Nine"), "nothing was looked for");
    }

    #[test]
    fn a_long_one_on_a_worker_and_only_the_last_query_counts() {
        let mut open = open(&format!("Nine men. {}Ten men.", "Nobody else came. ".repeat(LONG / 16)));
        let first = open.begin_search("nin".to_owned()).expect("a long article");
        let last = open.begin_search("men".to_owned()).expect("a long article");
        assert_eq!((open.find.hits.len(), open.find.under_way), (0, true));
        open.take_sought(first.found());
        assert!(open.find.hits.is_empty(), "nobody looks for that any more");
        open.take_sought(last.found());
        assert_eq!((open.find.hits.len(), open.find.under_way), (2, false));
    }
}
