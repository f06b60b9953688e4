//! The text under check: one draft, kept whole and never changed after it came in.

use super::words::words;
use crate::text::Text;
use chrono::{DateTime, NaiveDate, Utc};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

words! {
    /// What a paragraph is in the article.
    ParagraphKind {
        /// Running text.
        #[default]
        Body => "Body", "body";
        /// The headline.
        Hed => "Hed", "hed";
        /// The subheading under the headline.
        Dek => "Dek", "dek";
        /// The author's line.
        Byline => "Byline", "byline";
        /// The line with place and date.
        Dateline => "Dateline", "dateline";
        /// A heading between paragraphs.
        Heading => "Heading", "heading";
        /// An item of a list.
        ListItem => "List item", "list_item";
        /// A block quotation or an embedded post.
        Quotation => "Quotation", "quotation";
        /// The words under a picture.
        Caption => "Caption", "caption";
        /// A row of a table.
        TableRow => "Table row", "table_row";
        /// Words that are not the article's: share buttons, "Also read".
        Boilerplate => "Boilerplate", "boilerplate";
    }
}

impl ParagraphKind {
    /// Whether a paragraph of this kind has a number: only the head of the article has none.
    pub fn is_numbered(self) -> bool {
        !matches!(self, Self::Hed | Self::Dek | Self::Byline | Self::Dateline)
    }
}

/// One paragraph of an article: what it is and its words, without a line break.
///
/// Stored as a pair, so that it stands on one line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(ParagraphKind, String)", into = "(ParagraphKind, String)")]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its words.
    pub text: String,
}

impl Paragraph {
    /// A paragraph of a kind.
    pub fn new(kind: ParagraphKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

impl From<(ParagraphKind, String)> for Paragraph {
    fn from((kind, text): (ParagraphKind, String)) -> Self {
        Self { kind, text }
    }
}

impl From<Paragraph> for (ParagraphKind, String) {
    fn from(paragraph: Paragraph) -> Self {
        (paragraph.kind, paragraph.text)
    }
}

/// One draft of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its number, from 1.
    pub number: u32,
    /// When it came in.
    pub imported: DateTime<Utc>,
    /// The name of the file it was read from (not its folder); empty where it was pasted.
    pub file: String,
    kinds: Vec<ParagraphKind>,
    text: Text,
    sha256: String,
}

impl Draft {
    /// A draft of these paragraphs.
    pub fn new(
        number: u32,
        imported: DateTime<Utc>,
        file: impl Into<String>,
        paragraphs: Vec<Paragraph>,
    ) -> Self {
        let text = Text::from_paragraphs(paragraphs.iter().map(|paragraph| &paragraph.text));
        let sha256 = hex(&Sha256::digest(text.as_str().as_bytes()));
        let kinds = paragraphs.into_iter().map(|paragraph| paragraph.kind).collect();
        Self { number, imported, file: file.into(), kinds, text, sha256 }
    }

    /// The text: all paragraphs joined by one line feed.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What a paragraph is; [`ParagraphKind::Body`] for an index past the end.
    pub fn kind(&self, index: usize) -> ParagraphKind {
        self.kinds.get(index).copied().unwrap_or_default()
    }

    /// All paragraphs: what each is, and its words.
    pub fn paragraphs(&self) -> impl ExactSizeIterator<Item = (ParagraphKind, &str)> {
        self.kinds.iter().enumerate().map(|(index, &kind)| (kind, self.text.paragraph(index)))
    }

    /// The number of each paragraph, from 1, as it stands beside the text; of one without a number, that of
    /// the last one before it.
    pub fn paragraph_numbers(&self) -> Vec<u32> {
        let mut number = 0;
        let of = |kind: &ParagraphKind| {
            number += u32::from(kind.is_numbered());
            number
        };
        self.kinds.iter().map(of).collect()
    }

    /// The number beside a paragraph, by its index; none beside the head of the article.
    pub fn paragraph_number(&self, index: usize) -> Option<usize> {
        let upto = self.kinds.get(..=index).unwrap_or(&self.kinds);
        self.kind(index).is_numbered().then(|| upto.iter().filter(|kind| kind.is_numbered()).count())
    }

    /// What a person calls a paragraph, by its index: `Paragraph 4`, or `Hed` where it has no number.
    pub fn paragraph_name(&self, index: usize) -> String {
        let number = self.paragraph_number(index).map(|number| format!("Paragraph {number}"));
        number.unwrap_or_else(|| self.kind(index).label().to_owned())
    }

    /// The SHA-256 of the text in UTF-8, in lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// A draft as it is stored: without what follows from the paragraphs, except their hash, which guards them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Draft")]
struct StoredDraft {
    number: u32,
    imported: DateTime<Utc>,
    #[serde(default)]
    file: String,
    sha256: String,
    paragraphs: Vec<Paragraph>,
}

impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The paragraphs as pairs, borrowed: a draft may be megabytes long.
        struct Pairs<'a>(&'a Draft);
        impl Serialize for Pairs<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.paragraphs())
            }
        }
        let mut record = serializer.serialize_struct("Draft", 5)?;
        record.serialize_field("number", &self.number)?;
        record.serialize_field("imported", &self.imported)?;
        record.serialize_field("file", &self.file)?;
        record.serialize_field("sha256", &self.sha256)?;
        record.serialize_field("paragraphs", &Pairs(self))?;
        record.end()
    }
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredDraft::deserialize(deserializer)?;
        let draft = Self::new(stored.number, stored.imported, stored.file, stored.paragraphs);
        if draft.sha256 == stored.sha256 {
            return Ok(draft);
        }
        Err(de::Error::custom(format!(
            "the words of draft {} are not those it was saved with (SHA-256 {} instead of {})",
            draft.number, draft.sha256, stored.sha256
        )))
    }
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

/// The line with place and date at an article's head; its date anchors relative dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    /// Where it was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// What is known about the article: read from it when it comes in, and edited by the checker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The headline, or what the checker calls it.
    pub title: String,
    /// The subheading.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dek: String,
    /// The author's line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub byline: String,
    /// Place and date.
    #[serde(default)]
    pub dateline: Dateline,
    /// The language (BCP 47), empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outlet: String,
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_head_of_an_article_has_no_numbers() {
        use ParagraphKind::{Body, Byline, Caption, Heading, Hed};
        let kinds = [Hed, Byline, Body, Heading, Caption, Byline];
        let paragraphs = kinds.map(|kind| Paragraph::new(kind, "Words.")).to_vec();
        let draft = Draft::new(1, DateTime::UNIX_EPOCH, "", paragraphs);
        assert_eq!(draft.paragraph_numbers(), [0, 0, 1, 2, 3, 3]);
        let names: Vec<_> = (0..kinds.len()).map(|index| draft.paragraph_name(index)).collect();
        assert_eq!(names, ["Hed", "Byline", "Paragraph 1", "Paragraph 2", "Paragraph 3", "Byline"]);
    }
}
