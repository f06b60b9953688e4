//! `export`: a document made of a review.

use super::error::{CliError, Exit};
use super::{World, is_standard_input, show};
use crate::analysis::reading::Reading;
use crate::export::{self, Format, Options, Publisher, Scale, TimelineGroup, unwatched};
use crate::import::{ImportError, Problem};
use crate::review::{Article, Review};
use crate::rules::{Facts, Findings, Known};
use crate::store;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde_json::json;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most that is read of an original document, in bytes; one that is longer is then no whole archive.
const MAX_ORIGINAL_BYTES: u64 = 512 << 20;

/// Make a document of a review
///
/// Without -o, or with -o -, the document goes to standard output.
#[derive(clap::Args)]
pub struct Args {
    /// The review; - reads standard input
    review: PathBuf,
    /// What to make
    #[arg(long, value_name = "FORMAT")]
    to: Wanted,
    /// The file to write
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write over a file that stands there
    #[arg(long)]
    force: bool,
    /// The page that the check will stand on (claimreview)
    #[arg(long, value_name = "PAGE", default_value = "", hide_default_value = true)]
    url: String,
    /// Who publishes the check (claimreview); else it is the checker
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    publisher: String,
    /// The publisher's address (claimreview)
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true)]
    publisher_url: String,
    /// The numbers of the claims to take (claimreview); else all that the scale rates
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    claims: Vec<u32>,
    /// The scale, as in "5 True = verified; 3 Unproven = unverifiable; 1 False = disputed", where it is not to be
    /// the review's (claimreview)
    #[arg(long)]
    scale: Option<Scale>,
    /// A claim's own rating for this document, as in "3=Mostly true" (claimreview); may be given several times
    #[arg(long, value_name = "NUMBER=NAME")]
    rate: Vec<String>,
    /// The name on comments and changes that nobody signed (docx, checked-docx)
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The DOCX that the newest draft was read from, to write into (docx, checked-docx)
    #[arg(long, value_name = "FILE")]
    original: Option<PathBuf>,
    /// Print JSON about the file written
    #[arg(long)]
    pub json: bool,
}

/// A kind of document, as the command line calls it.
#[derive(Clone, Copy)]
struct Wanted(Format);

impl ValueEnum for Wanted {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Wanted; Format::ALL.len()] = {
            let mut all = [Wanted(Format::Json); Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = Wanted(Format::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.key()).help(self.0.meaning()))
    }
}

/// Carries the verb out.
pub fn run(args: &Args, world: &mut World<'_>) -> Result<Exit, CliError> {
    let review = show::load(&args.review, world)?;
    let options = options(args, &review, world)?;
    let path = args.output.as_deref().filter(|path| !is_standard_input(path));
    let document = export::write(&review, args.to.0, &options, &mut unwatched)?;
    world.note(&document.notes)?;
    let Some(path) = path else {
        world.out.write_all(&document.bytes)?;
        return Ok(Exit::Done);
    };
    store::write_new(path, &document.bytes, args.force)?;
    if args.json {
        let (output, bytes) = (path.to_string_lossy(), document.bytes.len());
        writeln!(world.out, "{}", json!({ "output": output, "bytes": bytes }))?;
    } else {
        writeln!(world.out, "Saved as {}", path.display())?;
    }
    Ok(Exit::Done)
}

fn options(args: &Args, review: &Review, world: &World<'_>) -> Result<Options, CliError> {
    let id = |number: u32| {
        let claim = review.claims.iter().find(|claim| claim.number == number);
        claim.map(|claim| claim.id).ok_or_else(|| {
            CliError::Usage(format!("the review holds no claim {number}; see the numbers with show"))
        })
    };
    let chosen = args.claims.iter().map(|&number| id(number)).collect::<Result<_, _>>()?;
    let of_review =
        || Scale::of_review(review).map_err(|why| CliError::Usage(format!("in the review, {why}")));
    let scale = args.scale.clone().map_or_else(of_review, Ok)?;
    let mut options = Options {
        claims: (!args.claims.is_empty()).then_some(chosen),
        url: args.url.clone(),
        publisher: Publisher { name: args.publisher.clone(), url: args.publisher_url.clone() },
        scale,
        checker: args.by.clone().unwrap_or_else(|| world.user.clone()),
        ..Options::default()
    };
    for rate in &args.rate {
        let (number, name) = rating(rate)?;
        options.ratings.insert(id(number)?, name);
    }
    if args.to.0.is_docx() {
        options.original = original(args, review)?;
    }
    if matches!(args.to.0, Format::Html | Format::Markdown) {
        let facts = Facts::read(review).unwrap_or_default();
        let findings = Findings::of(review, Known::on(world.today).with_facts(&facts));
        options.findings = findings.in_order().into_iter().cloned().collect();
        options.timeline = timeline(review);
    }
    Ok(options)
}

fn timeline(review: &Review) -> Vec<TimelineGroup> {
    let Some(draft) = review.draft() else { return Vec::new() };
    let Article { language, dateline, .. } = &review.article;
    export::timeline(review, &Reading::of(draft, language, dateline.date, None))
}

/// The document to write into: the one that is named, or the one kept in the backup folder, if any.
fn original(args: &Args, review: &Review) -> Result<Option<Vec<u8>>, CliError> {
    if let Some(path) = &args.original {
        return read(path).map(Some);
    }
    let kept = export::kept_original(review).filter(|_| !is_standard_input(&args.review));
    let path = kept.and_then(|sha256| store::backup_path(&store::backup_dir(&args.review), sha256));
    match path.filter(|path| path.exists()) {
        Some(path) => read(&path).map(Some),
        None => Ok(None),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |error: std::io::Error| {
        CliError::Import(ImportError { problem: Problem::from(error), file: path.display().to_string() })
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_ORIGINAL_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// A claim's number and the rating it gets.
fn rating(text: &str) -> Result<(u32, String), CliError> {
    let parts = text.split_once('=').map(|(number, name)| (number.trim().parse(), name.trim()));
    match parts {
        Some((Ok(number), name)) if !name.is_empty() => Ok((number, name.to_owned())),
        _ => Err(CliError::Usage(format!(
            "“{text}” gives no claim a rating; write its number and the rating’s name, as in 3=True"
        ))),
    }
}
