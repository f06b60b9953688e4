//! What the tokens of an RTF document say: its text, and what hangs on it.

use super::super::builder::Builder;
use super::super::comments::{Note, Spot};
use super::letters::{Fonts, Unicode, of_charset, of_code_page, sign};
use super::tokens::{Token, Tokens};
use crate::import::Changes;
use crate::import::docx::kind_by_name;
use crate::review::{Paragraph, ParagraphKind};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// How deep groups may stand in each other; writers need some twenty.
const DEEPEST: usize = 4096;

/// Groups whose words are for the program.
const TAKEN: &[&str] = &["fldinst", "atnauthor", "atrfstart", "atrfend", "atnref", "atndate"];

/// The same among the document's properties.
const PROPERTIES: &[&str] = &["title", "author", "creatim"];

/// Groups whose words are not the article's.
const APART: &[&str] = &[
    "sp",
    "colortbl",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "nonshppict",
    "objdata",
    "objclass",
    "objname",
    "atnid",
    "atntime",
    "atnicn",
    "xe",
    "tc",
    "tcn",
    "rxe",
    "txe",
    "bkmkstart",
    "bkmkend",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "datafield",
    "shprslt",
    "private",
    "subject",
    "keywords",
    "doccomm",
    "operator",
    "company",
    "category",
    "manager",
    "hlinkbase",
];

/// What was read.
#[derive(Default)]
pub struct Told {
    /// The paragraphs of the text.
    pub paragraphs: Vec<Paragraph>,
    /// Footnotes and endnotes in text order.
    pub notes: Vec<Note>,
    /// Comments in text order.
    pub comments: Vec<Comment>,
    /// The title of the properties.
    pub title: String,
    /// Their author.
    pub author: String,
    /// The day the document was begun.
    pub date: Option<NaiveDate>,
    /// How many images were left out.
    pub images: usize,
    /// How many embedded documents were left out.
    pub embedded: usize,
    /// How many pieces of insertions and deletions were decided.
    pub changes: usize,
    /// How many hidden passages were left out.
    pub hidden: usize,
    /// Whether it ended early.
    pub broken: bool,
}

/// A comment.
#[derive(Default)]
pub struct Comment {
    /// Where its passage begins.
    pub from: Spot,
    /// Where its passage ends.
    pub to: Spot,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub date: Option<DateTime<Utc>>,
    /// Its words, its paragraphs parted by line feeds.
    pub text: String,
}

/// What the bytes of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Words that a reader sees.
    Text,
    /// Nothing that is read here.
    Apart,
    /// The choice between a rendering for old programs and one in Unicode.
    Choice,
    Fonts,
    Styles,
    Info,
    /// Words for the program, taken at the end of the group under this name.
    Taken(&'static str),
}

/// What happens when a group ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum End {
    #[default]
    Nothing,
    Note,
    Comment,
    Box,
}

/// What holds in a group.
#[derive(Clone, Copy)]
struct Group {
    place: Place,
    end: End,
    /// How many bytes behind a Unicode number stand for it in programs without Unicode.
    instead: i32,
    font: Option<i32>,
    hidden: bool,
    deleted: bool,
    inserted: bool,
}

/// Text that stands apart from other text: the document's, a note's, a comment's, a box's.
#[derive(Default)]
struct Flow {
    builder: Builder,
    links: Vec<String>,
    kind: Option<ParagraphKind>,
    in_table: bool,
    in_row: bool,
}

pub struct Reader {
    changes: Changes,
    told: Told,
    groups: Vec<Group>,
    flows: Vec<Flow>,
    fonts: Fonts,
    styles: HashMap<i32, ParagraphKind>,
    unicode: Unicode,
    /// Bytes of text whose encoding is that of the open group.
    bytes: Vec<u8>,
    /// Bytes to pass over, which stand for a character that was read by its number.
    instead: i32,
    /// The next control word is for programs that know it.
    is_optional: bool,
    /// Words taken for the program.
    taken: String,
    /// The number of the font or style whose description is open.
    described: i32,
    starts: HashMap<String, Spot>,
    ends: HashMap<String, Spot>,
    comment: Comment,
    day: [i32; 3],
}

impl Reader {
    /// Of a document in which tracked changes are read from one side.
    pub fn new(changes: Changes) -> Self {
        let outside = Group {
            place: Place::Text,
            end: End::Nothing,
            instead: 1,
            font: None,
            hidden: false,
            deleted: false,
            inserted: false,
        };
        Self {
            changes,
            told: Told::default(),
            groups: vec![outside],
            flows: vec![Flow::default()],
            fonts: Fonts::default(),
            styles: HashMap::new(),
            unicode: Unicode::default(),
            bytes: Vec::new(),
            instead: 0,
            is_optional: false,
            taken: String::new(),
            described: 0,
            starts: HashMap::new(),
            ends: HashMap::new(),
            comment: Comment::default(),
            day: [0; 3],
        }
    }

    /// Reads it; `None` where groups stand too deep in each other.
    pub fn read(mut self, bytes: &[u8]) -> Option<Told> {
        let mut tokens = Tokens::of(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Open => {
                    self.flush();
                    self.instead = 0;
                    let inner = Group { end: End::Nothing, ..*self.group() };
                    self.groups.push(inner);
                    if self.groups.len() > DEEPEST {
                        return None;
                    }
                }
                Token::Close => {
                    self.close();
                    if self.groups.len() == 1 {
                        break; // what follows the document's own group is none of it
                    }
                }
                Token::Byte(byte) => self.byte(byte),
                Token::Word("bin", number) => tokens.pass_over(number.unwrap_or(0)),
                Token::Word(word, number) => self.word(word, number),
            }
        }
        self.told.broken = self.groups.len() > 1;
        while self.groups.len() > 1 {
            self.close();
        }
        self.end_paragraph();
        let flow = self.flows.pop().unwrap_or_default();
        self.told.paragraphs = flow.builder.finish();
        Some(self.told)
    }

    fn group(&mut self) -> &mut Group {
        let last = self.groups.len() - 1; // the outermost is never taken away
        &mut self.groups[last]
    }

    fn flow(&mut self) -> &mut Flow {
        let last = self.flows.len() - 1; // nor is the document's own text
        &mut self.flows[last]
    }

    fn close(&mut self) {
        self.flush();
        self.instead = 0;
        self.is_optional = false;
        if self.groups.len() < 2 {
            return;
        }
        let Some(closed) = self.groups.pop() else { return };
        let outer = self.group().place;
        if let Place::Taken(name) = closed.place
            && outer != closed.place
        {
            self.take(name);
        }
        match closed.end {
            End::Nothing => {}
            End::Note => self.end_note(),
            End::Comment => self.end_comment(),
            End::Box => self.end_box(),
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.instead > 0 {
            self.instead -= 1;
        } else if self.group().place != Place::Apart {
            self.bytes.push(byte);
        }
    }

    /// Takes in the bytes so far, in the encoding that held for them.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group().font;
        let (text, _) = self.fonts.encoding(font).decode_without_bom_handling(&bytes);
        self.words(&text);
    }

    /// Words at the place where the reader is.
    fn words(&mut self, text: &str) {
        let Group { place, hidden, deleted, inserted, .. } = *self.group();
        match place {
            Place::Text => {
                let gone = match self.changes {
                    Changes::Final => deleted,
                    Changes::Original => inserted,
                };
                if !hidden && !gone {
                    self.begin_paragraph();
                    self.flow().builder.text(text);
                }
            }
            Place::Taken(_) => self.taken.push_str(text),
            Place::Styles => self.style_name(text),
            Place::Apart | Place::Choice | Place::Fonts | Place::Info => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.instead = 0;
        self.flush();
        if word == "*" {
            self.is_optional = true;
            return;
        }
        let is_optional = std::mem::take(&mut self.is_optional);
        let known = self.destination(word)
            || self.described(word, number)
            || self.look(word, number)
            || self.sign(word, number)
            || self.layout(word, number);
        if is_optional && !known {
            self.group().place = Place::Apart;
        }
    }

    /// What a group holds, said by its first word.
    fn destination(&mut self, word: &str) -> bool {
        let now = self.group().place;
        if now == Place::Apart || matches!(now, Place::Choice) && word != "ud" {
            return false;
        }
        let taken = |list: &[&'static str]| list.iter().find(|name| **name == word).copied();
        let place = match word {
            "fonttbl" => Place::Fonts,
            "stylesheet" => Place::Styles,
            "info" => Place::Info,
            "upr" => Place::Choice,
            // What the choice is about stands in the group around it.
            "ud" => self
                .groups
                .iter()
                .rev()
                .map(|group| group.place)
                .find(|place| *place != Place::Choice)
                .unwrap_or(now),
            "shpinst" | "shppict" => Place::Text,
            "pict" => {
                self.told.images += 1;
                Place::Apart
            }
            "object" => {
                self.told.embedded += 1;
                return true;
            }
            "footnote" => return self.begin_flow(End::Note),
            "annotation" => return self.begin_flow(End::Comment),
            "shptxt" => return self.begin_flow(End::Box),
            "listtext" | "pntext" => {
                self.flow().kind.get_or_insert(ParagraphKind::ListItem);
                Place::Apart
            }
            _ if APART.contains(&word) => Place::Apart,
            _ => match taken(TAKEN).or_else(|| taken(PROPERTIES).filter(|_| now == Place::Info)) {
                Some(name) => Place::Taken(name),
                None => return false,
            },
        };
        self.group().place = place;
        if matches!(place, Place::Taken(_)) {
            self.taken.clear();
        }
        true
    }

    /// A flow of its own for the open group.
    fn begin_flow(&mut self, end: End) -> bool {
        let group = self.group();
        (group.place, group.end) = (Place::Text, end);
        self.flows.push(Flow::default());
        true
    }

    /// Fonts, styles and properties.
    fn described(&mut self, word: &str, number: Option<i32>) -> bool {
        let number = number.unwrap_or(0);
        match (self.group().place, word) {
            (Place::Fonts, "f") => self.described = number,
            (Place::Fonts, "fcharset") => self.fonts.set(self.described, of_charset(number)),
            (Place::Fonts, "cpg") => self.fonts.set(self.described, of_code_page(number)),
            (Place::Styles, "s") => self.described = number,
            (Place::Styles, "cs" | "ds" | "ts") => self.described = -1,
            (Place::Taken("creatim"), "yr") => self.day[0] = number,
            (Place::Taken("creatim"), "mo") => self.day[1] = number,
            (Place::Taken("creatim"), "dy") => self.day[2] = number,
            (Place::Text, "ansicpg") => self.fonts.usual = of_code_page(number).unwrap_or(self.fonts.usual),
            (Place::Text, "mac") => self.fonts.usual = encoding_rs::MACINTOSH,
            (Place::Text, "deff") => self.fonts.default = number,
            _ => return false,
        }
        true
    }

    /// How text looks, as far as it says what the text is.
    fn look(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            "plain" => {
                let group = self.group();
                (group.hidden, group.deleted, group.inserted, group.font) = (false, false, false, None);
            }
            "f" => self.group().font = number,
            "uc" => self.group().instead = number.unwrap_or(1).clamp(0, 16),
            "v" => {
                self.told.hidden += usize::from(on && !self.group().hidden);
                self.group().hidden = on;
            }
            "deleted" => {
                self.told.changes += usize::from(on);
                self.group().deleted = on;
            }
            "revised" => {
                self.told.changes += usize::from(on);
                self.group().inserted = on;
            }
            _ => return false,
        }
        true
    }

    /// Letters by name or number.
    fn sign(&mut self, word: &str, number: Option<i32>) -> bool {
        if word == "u" {
            if let Some(letter) = self.unicode.take(number.unwrap_or(0)) {
                self.words(letter.encode_utf8(&mut [0; 4]));
            }
            self.instead = self.group().instead;
            return true;
        }
        let Some(sign) = sign(word) else { return false };
        self.words(sign);
        true
    }

    /// Paragraphs, lines and tables.
    fn layout(&mut self, word: &str, number: Option<i32>) -> bool {
        if self.group().place != Place::Text {
            return false;
        }
        match word {
            // Also where the sign itself is hidden: words of two paragraphs are never one.
            "par" | "sect" => self.end_paragraph(),
            "line" | "lbr" => self.flow().builder.line_break(),
            "pard" => (self.flow().kind, self.flow().in_table) = (None, false),
            "s" => {
                let kind = self.styles.get(&number.unwrap_or(0)).copied();
                self.flow().kind = kind.or(self.flow().kind);
            }
            "outlinelevel" if (0..9).contains(&number.unwrap_or(9)) => {
                self.flow().kind.get_or_insert(ParagraphKind::Heading);
            }
            "ls" | "pnlvlblt" | "pnlvlbody" => {
                self.flow().kind.get_or_insert(ParagraphKind::ListItem);
            }
            "intbl" | "trowd" => self.flow().in_table = true,
            "cell" | "nestcell" => {
                self.flow().in_table = true;
                self.begin_paragraph();
                self.flow().builder.cell();
            }
            "row" => self.end_row(),
            _ => return false,
        }
        true
    }

    /// The row that the next words stand in begins, or the one before them ends.
    fn begin_paragraph(&mut self) {
        let flow = self.flow();
        if flow.in_table && !flow.in_row {
            flow.builder.enter(ParagraphKind::TableRow);
            flow.in_row = true;
        } else if !flow.in_table && flow.in_row {
            self.end_row();
        }
    }

    fn end_row(&mut self) {
        let flow = self.flow();
        if std::mem::take(&mut flow.in_row) {
            flow.builder.leave(ParagraphKind::TableRow);
        }
        flow.in_table = false;
    }

    fn end_paragraph(&mut self) {
        let flow = self.flow();
        match flow.kind {
            Some(kind) if !flow.in_row => flow.builder.flush_as(kind),
            _ => flow.builder.flush_unless_row(),
        }
        // What is said of a paragraph holds on until `pard`; that it is a list item is said anew for each.
        if flow.kind == Some(ParagraphKind::ListItem) {
            flow.kind = None;
        }
    }

    /// A style's name ends with a semicolon.
    fn style_name(&mut self, text: &str) {
        if let Some(kind) = kind_by_name(text.trim().trim_end_matches(';')) {
            self.styles.insert(self.described, kind);
        }
        self.described = 0;
    }

    /// Words for the program, at the end of their group.
    fn take(&mut self, name: &str) {
        let taken = std::mem::take(&mut self.taken).trim().to_owned();
        let spot = self.flows.first().map(|flow| flow.builder.spot()).unwrap_or_default();
        match name {
            "title" => self.told.title = taken,
            "author" => self.told.author = taken,
            "creatim" => {
                let [year, month, day] = self.day;
                let part = |number: i32| u32::try_from(number).unwrap_or(0);
                self.told.date = NaiveDate::from_ymd_opt(year, part(month), part(day));
            }
            "fldinst" => {
                let mut words = taken.split_whitespace();
                if words.next() == Some("HYPERLINK") {
                    let link = words.next().map(|word| word.trim_matches(['"', '“', '”']).to_owned());
                    self.flow().links.extend(link);
                }
            }
            "atnauthor" => self.comment.author = taken,
            "atrfstart" => drop(self.starts.insert(taken, spot)),
            "atrfend" => drop(self.ends.insert(taken, spot)),
            "atnref" => {
                self.comment.from = self.starts.get(&taken).copied().unwrap_or(spot);
                self.comment.to = self.ends.get(&taken).copied().unwrap_or(spot);
            }
            "atndate" => self.comment.date = taken.parse().ok().and_then(packed_time),
            _ => {}
        }
    }

    fn end_flow(&mut self) -> Flow {
        self.end_paragraph();
        if self.flows.len() < 2 {
            return Flow::default();
        }
        self.flows.pop().unwrap_or_default()
    }

    fn end_note(&mut self) {
        let flow = self.end_flow();
        let at = self.flows.first().map(|flow| flow.builder.spot()).unwrap_or_default();
        let (paragraphs, links) = (flow.builder.finish(), flow.links);
        self.told.notes.push(Note { at, paragraphs, links });
    }

    fn end_comment(&mut self) {
        let paragraphs = self.end_flow().builder.finish();
        let words = paragraphs.iter().map(|paragraph| paragraph.text.as_str());
        let text = words.collect::<Vec<_>>().join("\n");
        let mut comment = std::mem::take(&mut self.comment);
        if (comment.from, comment.to) == (Spot::default(), Spot::default()) {
            // It names no passage: it stands where it is written.
            let at = self.flows.first().map(|flow| flow.builder.spot()).unwrap_or_default();
            (comment.from, comment.to) = (at, at);
        }
        self.told.comments.push(Comment { text, ..comment });
    }

    fn end_box(&mut self) {
        let words = self.end_flow().builder.finish();
        self.flow().builder.hang(words);
    }
}

/// A time as it stands in one number: minute, hour, day, month, year since 1900, from the lowest bit on.
fn packed_time(packed: u32) -> Option<DateTime<Utc>> {
    let part = |from: u32, bits: u32| (packed >> from) & ((1 << bits) - 1);
    let year = i32::try_from(1900 + part(20, 9)).ok()?;
    let day = NaiveDate::from_ymd_opt(year, part(16, 4), part(11, 5))?;
    Some(day.and_hms_opt(part(6, 5), part(0, 6), 0)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Heading, ListItem, TableRow};

    fn told(rtf: &str, changes: Changes) -> Told {
        Reader::new(changes).read(format!("{{\\rtf1\\ansi {rtf}}}").as_bytes()).unwrap()
    }

    fn found(rtf: &str) -> Vec<(ParagraphKind, String)> {
        told(rtf, Changes::Final).paragraphs.into_iter().map(|p| (p.kind, p.text)).collect()
    }

    fn list(items: &[(ParagraphKind, &str)]) -> Vec<(ParagraphKind, String)> {
        items.iter().map(|&(kind, text)| (kind, text.to_owned())).collect()
    }

    #[test]
    fn letters_come_in_every_way_they_are_written() {
        assert_eq!(
            found("caf\\'e9 \\u233?t\\u233\\'e9 \\ldblquote a\\rdblquote"),
            list(&[(Body, "café été “a”")])
        );
        let fonts = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}\\deff0 ";
        let text = format!("{fonts}a {{\\f1\\'cc\\'ee\\'f1\\'ea\\'e2\\'e0}} {{\\f2\\'93\\'fa\\'96\\'7b}}");
        assert_eq!(found(&text), list(&[(Body, "a Москва 日本")]));
        assert_eq!(found("{\\uc2\\u26085\\'93\\'fa}{\\uc0\\u9731}!"), list(&[(Body, "日☃!")]));
        assert_eq!(found("{\\upr{old}{\\*\\ud{new}}}"), list(&[(Body, "new")]));
        let titled = told("{\\info{\\upr{\\title ?}{\\*\\ud{\\title \\u233?t\\u233?}}}}a", Changes::Final);
        assert_eq!((titled.title.as_str(), titled.paragraphs.len()), ("été", 1));
        assert_eq!(found("one{\\v hidden\\par}two"), list(&[(Body, "one"), (Body, "two")]));
    }

    #[test]
    fn paragraphs_lists_and_rows() {
        let rtf = "{\\stylesheet{\\s1 heading 1;}{\\s2\\sbasedon0 Body Text;}}\\pard\\s1 Costs\\par\\pard\\s2 They rose.\\par\
                   {\\listtext\\'b7\\tab}\\ls1 one\\par\\pard two\\line lines\\par\
                   \\trowd\\cellx1\\cellx2\\pard\\intbl a\\par b\\cell c\\cell\\row\\pard after";
        let expected = [
            (Heading, "Costs"),
            (Body, "They rose."),
            (ListItem, "one"),
            (Body, "two lines"),
            (TableRow, "a b | c"),
            (Body, "after"),
        ];
        assert_eq!(found(rtf), list(&expected));
    }

    #[test]
    fn what_is_not_read_is_counted() {
        let rtf = "{\\header Page 1}a{\\v secret}{\\pict\\pngblip 89504e47}{\\*\\unknown x}{\\object{\\*\\objdata 00}{\\result b}}\\bin3 }}}c";
        let told = told(rtf, Changes::Final);
        assert_eq!(told.paragraphs[0].text, "abc");
        assert_eq!((told.images, told.embedded, told.hidden, told.broken), (1, 1, 1, false));
    }

    #[test]
    fn changes_are_read_from_either_side() {
        let rtf = "Two {\\deleted boats}{\\revised ferries} sank";
        assert_eq!(told(rtf, Changes::Final).paragraphs[0].text, "Two ferries sank");
        assert_eq!(told(rtf, Changes::Original).paragraphs[0].text, "Two boats sank");
        assert_eq!(told(rtf, Changes::Final).changes, 2);
    }

    #[test]
    fn notes_comments_and_properties() {
        let rtf = "{\\info{\\title The flood}{\\author Ida Roe}{\\creatim\\yr2024\\mo3\\dy12}}It rained.\
                   {\\super\\chftn{\\footnote\\pard\\chftn{\\field{\\*\\fldinst HYPERLINK \"https://a.example/\"}{\\fldrslt the gauge}}}} \
                   {\\*\\atrfstart 4}The river{\\*\\atrfend 4}{\\*\\atnid IR}{\\*\\atnauthor Ida}\\chatn{\\*\\annotation{\\*\\atnref 4}{\\*\\atndate 1}Which?\\par Where?} rose.";
        let told = told(rtf, Changes::Final);
        assert_eq!(told.paragraphs[0].text, "It rained. The river rose.");
        assert_eq!((told.title.as_str(), told.author.as_str()), ("The flood", "Ida Roe"));
        assert_eq!(told.date, NaiveDate::from_ymd_opt(2024, 3, 12));
        assert_eq!(told.notes[0].paragraphs[0].text, "the gauge");
        assert_eq!(told.notes[0].links, ["https://a.example/"]);
        let comment = &told.comments[0];
        assert_eq!((comment.author.as_str(), comment.text.as_str()), ("Ida", "Which?\nWhere?"));
        assert_eq!((comment.from.chars, comment.to.chars), (11, 20));
    }

    #[test]
    fn depth_has_a_limit_and_an_early_end_is_said() {
        assert!(Reader::new(Changes::Final).read("{".repeat(100_000).as_bytes()).is_none());
        assert!(Reader::new(Changes::Final).read(b"{\\rtf1 a{\\b b").unwrap().broken);
        assert_eq!(
            packed_time((124 << 20) | (3 << 16) | (12 << 11) | (9 << 6) | 30).unwrap().to_rfc3339(),
            "2024-03-12T09:30:00+00:00"
        );
    }
}
