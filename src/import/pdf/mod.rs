//! PDF: read in a child process, whose time and memory end before ours do.
//!
//! A PDF is a program that draws; a broken or hostile one may never stop. The child is this program under a
//! hidden verb ([`CHILD_VERB`]); it takes the file on standard input and answers in JSON. A program that
//! has no such verb and none beside it reads on a thread, which bounds the time alone.

mod font;
mod glyphs;
mod layout;
mod names;

use super::error::Problem;
use super::{Imported, counted, head};
use crate::analysis::dateline;
use crate::review::{Paragraph, ParagraphKind};
use hayro_syntax::{LoadPdfError, Pdf};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// The word under which the program reads a PDF for another process of its own.
pub const CHILD_VERB: &str = "__read-pdf";

const WHAT: &str = "PDF";

/// How long the reading of one file may take. A hundred pages take a fraction of a second.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many seconds of processor time, and bytes of memory, the child may use.
const CPU_SECONDS: u64 = 12;
const MEMORY: u64 = 1 << 30;

/// How many bytes of answer are taken.
const MAX_ANSWER: u64 = 256 << 20;

/// How many pages are read.
const MAX_PAGES: usize = 5_000;

/// What the child answers.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Text(Document),
    Encrypted,
    Damaged,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Document {
    title: String,
    author: String,
    date: String,
    pages: usize,
    images: usize,
    /// Page, words, whether it is set as a heading.
    blocks: Vec<(u32, String, bool)>,
}

/// Whether this very program knows [`CHILD_VERB`].
static THIS_PROGRAM: OnceLock<()> = OnceLock::new();

/// Says that this program answers to [`CHILD_VERB`], so that it is started again to read a PDF.
pub fn this_program_reads() {
    let _ = THIS_PROGRAM.set(()); // said twice is as good as once
}

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Imported, Problem> {
    let answer = match program() {
        Some(program) => ask(&program, bytes)?,
        None => on_a_thread(bytes)?,
    };
    match answer {
        Answer::Text(document) => imported(document),
        Answer::Encrypted => Err(Problem::Encrypted(WHAT)),
        Answer::Damaged => Err(Problem::Damaged(WHAT)),
    }
}

/// Reads a PDF from standard input and answers on standard output: what the child does. Whether it could.
pub fn answer_parent() -> bool {
    limit_self();
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(super::MAX_BYTES + 1).read_to_end(&mut bytes);
    read.is_ok() && serde_json::to_writer(std::io::stdout().lock(), &extract(bytes)).is_ok()
}

#[cfg(unix)]
fn limit_self() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::Cpu, CPU_SECONDS), (Resource::As, MEMORY), (Resource::Core, 0)] {
        // Where the system refuses, the parent's clock still holds.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
fn limit_self() {}

/// The program that answers to [`CHILD_VERB`]: this one, or the one that a test or benchmark was built with.
fn program() -> Option<PathBuf> {
    let this = std::env::current_exe().ok()?;
    if THIS_PROGRAM.get().is_some() {
        return Some(this);
    }
    let beside = this.parent()?.parent()?.join(format!("redpencil{}", std::env::consts::EXE_SUFFIX));
    beside.is_file().then_some(beside)
}

/// Starts the child, gives it the file and waits for its answer.
fn ask(program: &PathBuf, bytes: &[u8]) -> Result<Answer, Problem> {
    let mut command = Command::new(program);
    command.arg(CHILD_VERB).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| Problem::NoReader(WHAT, error.to_string()))?;
    let answer = converse(&mut child, bytes).and_then(|answer| answer.recv_timeout(PATIENCE).ok());
    let _ = child.kill(); // it is done, or is to be
    let _ = child.wait();
    let answer = answer.filter(|answer| !answer.is_empty()).ok_or(Problem::Endless(WHAT))?;
    serde_json::from_slice(&answer).map_err(|_| Problem::Endless(WHAT))
}

/// Writes to and reads from the child at the same time, so that neither waits for the other.
fn converse(child: &mut Child, bytes: &[u8]) -> Option<Receiver<Vec<u8>>> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let bytes = bytes.to_vec();
    // A child that goes away early has said what it had to.
    std::thread::spawn(move || input.write_all(&bytes));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut answer = Vec::new();
        let _ = output.take(MAX_ANSWER).read_to_end(&mut answer);
        let _ = sender.send(answer); // nobody waits any more where the time is over
    });
    Some(receiver)
}

fn on_a_thread(bytes: &[u8]) -> Result<Answer, Problem> {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.to_vec();
    std::thread::spawn(move || sender.send(extract(bytes)));
    receiver.recv_timeout(PATIENCE).map_err(|_| Problem::Endless(WHAT))
}

fn extract(bytes: Vec<u8>) -> Answer {
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return Answer::Encrypted,
        Err(LoadPdfError::Invalid) => return Answer::Damaged,
    };
    let mut fonts = glyphs::Fonts::default();
    let mut images = 0;
    let mut pages = Vec::new();
    for page in pdf.pages().iter().take(MAX_PAGES) {
        let found = glyphs::read(page, &mut fonts);
        images += found.images;
        pages.push(layout::lines(found.glyphs));
    }
    let metadata = pdf.metadata();
    let date = metadata.creation_date.or(metadata.modification_date);
    Answer::Text(Document {
        title: metadata.title.as_deref().map(text_string).unwrap_or_default(),
        author: metadata.author.as_deref().map(text_string).unwrap_or_default(),
        date: date
            .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
            .unwrap_or_default(),
        pages: pages.len(),
        images,
        blocks: layout::paragraphs(pages)
            .into_iter()
            .map(|block| (block.page, block.text, block.heading))
            .collect(),
    })
}

/// A string for people: UTF-16 or UTF-8 where it says so (ISO 32000-2, 7.9.2.2), else one byte a letter.
fn text_string(bytes: &[u8]) -> String {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    text.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_owned()
}

fn imported(document: Document) -> Result<Imported, Problem> {
    let letters =
        document.blocks.iter().flat_map(|(_, text, _)| text.chars()).filter(|letter| letter.is_alphabetic());
    if letters.take(3).count() < 3 {
        return Err(if document.images > 0 { Problem::Scan } else { Problem::Wordless(WHAT) });
    }
    let mut imported = Imported::default();
    for (page, text, heading) in document.blocks {
        let kind = match text.strip_prefix(['•', '▪', '‣', '◦', '●', '■']) {
            Some(_) => ParagraphKind::ListItem,
            None if heading => ParagraphKind::Heading,
            None => ParagraphKind::Body,
        };
        imported.paragraphs.push(Paragraph::new(kind, text));
        imported.pages.push(page);
    }
    let before = imported.paragraphs.len();
    head::read(&mut imported.article, &mut imported.paragraphs);
    if imported.paragraphs.len() > before {
        imported.pages.insert(0, 1);
    }
    fill(&mut imported, document.title, document.author, &document.date);
    let pages = format!("Read from {} of PDF", counted(document.pages, "page", "pages").unwrap_or_default());
    imported.notes.push(pages);
    imported.notes.extend(counted(document.images, "image left out", "images left out"));
    Ok(imported)
}

/// What the file says about itself, where the text does not. Programs like to call it by its file name.
fn fill(imported: &mut Imported, title: String, author: String, date: &str) {
    let article = &mut imported.article;
    let is_name = title.contains('.') && !title.contains(' ') || title.starts_with("Microsoft Word - ");
    if article.title.is_empty() && !is_name {
        article.title = title;
    }
    if article.byline.is_empty() {
        article.byline = author;
    }
    article.dateline.date = article.dateline.date.or_else(|| dateline::first_date(date));
}
