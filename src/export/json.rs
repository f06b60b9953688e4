//! A review as JSON: the summary that `show --json` prints, and everything for `export --to json`.
//!
//! Scripts rely on the keys and their order; `docs/cli.md` describes them. Text that is not known is
//! `""`, anything else that is not known is `null`; places are in chars of the draft's text; words for
//! status, stance and the like are their keys in lower snake case.

use super::ExportError;
use crate::analysis::coverage::{Coverage, coverage, factual_words, marks_on, words};
use crate::review::{
    Article, Attribution, Backup, Calculation, Citation, Claim, Contact, Correction, Dateline, Decision,
    Draft, Figure, Mark, Method, Progress, Rank, Review, RootDecision, RuleSettings, Source, SourceId,
    Status, Waiver,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// The article’s newest draft with its claims, as indented JSON that ends in a line feed: what
/// `show --json` prints.
///
/// # Errors
/// Where the review cannot be said in JSON.
pub fn summary(review: &Review) -> Result<String, ExportError> {
    to_text(review, Extent::Summary)
}

/// The summary with, after its keys, all else that the review holds, ids and older drafts included.
///
/// # Errors
/// Where the review cannot be said in JSON.
pub fn everything(review: &Review) -> Result<String, ExportError> {
    to_text(review, Extent::Everything)
}

fn to_text(review: &Review, extent: Extent) -> Result<String, ExportError> {
    let mut json = serde_json::to_string_pretty(&ReviewJson::of(review, extent))?;
    json.push('\n');
    Ok(json)
}

/// How much of a review goes into the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Summary,
    Everything,
}

/// The shape that claims of a review have in the summary, for one claim at a time.
pub struct Claims<'a>(View<'a>);

impl<'a> Claims<'a> {
    /// Looks at a review once, however many of its claims are wanted.
    pub fn of(review: &'a Review) -> Self {
        Self(View::of(review, Extent::Summary))
    }

    /// One claim of the review.
    ///
    /// # Errors
    /// Where the claim cannot be said in JSON.
    pub fn shape(&self, claim: &'a Claim) -> Result<serde_json::Value, ExportError> {
        Ok(serde_json::to_value(ClaimJson::of(claim, &self.0))?)
    }
}

/// What the parts need to know of the whole.
struct View<'a> {
    review: &'a Review,
    extent: Extent,
    sources: HashMap<SourceId, &'a Source>,
}

impl<'a> View<'a> {
    fn of(review: &'a Review, extent: Extent) -> Self {
        let sources = review.sources.iter().map(|source| (source.id, source)).collect();
        Self { review, extent, sources }
    }

    /// A value that only the whole document holds.
    fn more<T>(&self, value: impl FnOnce() -> T) -> Option<T> {
        (self.extent == Extent::Everything).then(value)
    }

    fn source_name(&self, id: SourceId) -> &'a str {
        self.sources.get(&id).map_or("", |source| source.name.as_str())
    }

    /// Whether a mark's place is meant: one on an older draft is no place in the draft shown.
    fn shows(&self, mark: &Mark) -> bool {
        self.extent == Extent::Everything
            || self.review.draft().is_some_and(|draft| draft.number == mark.draft)
    }
}

#[derive(Serialize)]
struct ReviewJson<'a> {
    title: &'a str,
    byline: &'a str,
    dateline: DatelineJson<'a>,
    language: &'a str,
    draft: Option<DraftJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    sources: Vec<SourceJson<'a>>,
    progress: ProgressJson,
    coverage: CoverageJson,
    #[serde(flatten)]
    more: Option<MoreOfReview<'a>>,
}

#[derive(Serialize)]
struct MoreOfReview<'a> {
    id: String,
    dek: &'a str,
    outlet: &'a str,
    url: &'a str,
    last_number: u32,
    drafts: Vec<DraftJson<'a>>,
    backups: &'a [Backup],
    waivers: &'a [Waiver],
    root_decisions: &'a [RootDecision],
    rules: RulesJson<'a>,
}

#[derive(Serialize)]
struct RulesJson<'a> {
    books: Vec<&'static str>,
    off: &'a [String],
    on: &'a [String],
    moving_days: u32,
    scale: &'a str,
}

impl<'a> RulesJson<'a> {
    fn of(rules: &'a RuleSettings) -> Self {
        let RuleSettings { books, off, on, moving_days, scale } = rules;
        let books = books.iter().map(|book| book.key()).collect();
        Self { books, off, on, moving_days: *moving_days, scale }
    }
}

impl<'a> ReviewJson<'a> {
    fn of(review: &'a Review, extent: Extent) -> Self {
        let view = View::of(review, extent);
        let Article { title, byline, dateline, language, .. } = &review.article;
        Self {
            title,
            byline,
            dateline: DatelineJson::of(dateline),
            language,
            draft: review.draft().map(|draft| DraftJson::of(draft, &view)),
            claims: review.claims.iter().map(|claim| ClaimJson::of(claim, &view)).collect(),
            sources: sources(&view),
            progress: ProgressJson(review.progress()),
            coverage: CoverageJson::of(&coverage_of(review)),
            more: view.more(|| MoreOfReview::of(&view)),
        }
    }
}

impl<'a> MoreOfReview<'a> {
    fn of(view: &View<'a>) -> Self {
        let review = view.review;
        let Article { dek, outlet, url, .. } = &review.article;
        Self {
            id: review.id.to_string(),
            dek,
            outlet,
            url,
            last_number: review.last_number,
            drafts: review.drafts.iter().map(|draft| DraftJson::of(draft, view)).collect(),
            backups: &review.backups,
            waivers: &review.waivers,
            root_decisions: &review.root_decisions,
            rules: RulesJson::of(&review.rules),
        }
    }
}

#[derive(Serialize)]
struct DatelineJson<'a> {
    place: &'a str,
    date: Option<NaiveDate>,
}

impl<'a> DatelineJson<'a> {
    fn of(dateline: &'a Dateline) -> Self {
        Self { place: &dateline.place, date: dateline.date }
    }
}

#[derive(Serialize)]
struct DraftJson<'a> {
    number: u32,
    sha256: &'a str,
    words: usize,
    paragraphs: Vec<ParagraphJson<'a>>,
    #[serde(flatten)]
    more: Option<MoreOfDraft<'a>>,
}

#[derive(Serialize)]
struct MoreOfDraft<'a> {
    imported: DateTime<Utc>,
    file: &'a str,
}

#[derive(Serialize)]
struct ParagraphJson<'a> {
    kind: &'static str,
    text: &'a str,
}

impl<'a> DraftJson<'a> {
    fn of(draft: &'a Draft, view: &View<'_>) -> Self {
        Self {
            number: draft.number,
            sha256: draft.sha256(),
            words: words(draft.text().as_str()),
            paragraphs: draft
                .paragraphs()
                .map(|(kind, text)| ParagraphJson { kind: kind.key(), text })
                .collect(),
            more: view.more(|| MoreOfDraft { imported: draft.imported, file: &draft.file }),
        }
    }
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    number: u32,
    id: String,
    wording: &'a str,
    status: &'static str,
    needs_recheck: bool,
    marks: Vec<MarkJson<'a>>,
    attribution: Option<AttributionJson<'a>>,
    citations: Vec<CitationJson<'a>>,
    correction: Option<CorrectionJson<'a>>,
    note: &'a str,
    #[serde(flatten)]
    more: Option<MoreOfClaim<'a>>,
}

#[derive(Serialize)]
struct MoreOfClaim<'a> {
    kind: &'static str,
    tags: &'a [String],
    rating: &'a str,
    decision: Option<DecisionJson<'a>>,
}

impl<'a> ClaimJson<'a> {
    fn of(claim: &'a Claim, view: &View<'a>) -> Self {
        let marks = claim.marks.iter().filter(|mark| view.shows(mark));
        Self {
            number: claim.number,
            id: claim.id.to_string(),
            wording: &claim.wording,
            status: claim.status.key(),
            needs_recheck: claim.needs_recheck,
            marks: marks.map(|mark| MarkJson::of(mark, view)).collect(),
            attribution: claim.attribution.as_ref().map(AttributionJson::of),
            citations: claim.citations.iter().map(|citation| CitationJson::of(citation, view)).collect(),
            correction: claim.correction.as_ref().map(CorrectionJson::of),
            note: &claim.note,
            more: view.more(|| MoreOfClaim {
                kind: claim.kind.key(),
                tags: &claim.tags,
                rating: &claim.rating,
                decision: claim.decision.as_ref().map(DecisionJson::of),
            }),
        }
    }
}

#[derive(Serialize)]
struct MarkJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(flatten)]
    more: Option<MoreOfMark<'a>>,
}

#[derive(Serialize)]
struct MoreOfMark<'a> {
    draft: u32,
    prefix: &'a str,
    suffix: &'a str,
}

impl<'a> MarkJson<'a> {
    fn of(mark: &'a Mark, view: &View<'_>) -> Self {
        let Mark { draft, start, end, quote, prefix, suffix } = mark;
        let more = view.more(|| MoreOfMark { draft: *draft, prefix, suffix });
        Self { start: start.0, end: end.0, text: quote, more }
    }
}

#[derive(Serialize)]
struct AttributionJson<'a> {
    speaker: &'a str,
    cue: &'a str,
    outlet: &'a str,
    said: &'static str,
}

impl<'a> AttributionJson<'a> {
    fn of(attribution: &'a Attribution) -> Self {
        let Attribution { speaker, cue, outlet, said } = attribution;
        Self { speaker, cue, outlet, said: said.key() }
    }
}

#[derive(Serialize)]
struct CorrectionJson<'a> {
    text: &'a str,
    resolution: &'static str,
    reason: &'a str,
}

impl<'a> CorrectionJson<'a> {
    fn of(correction: &'a Correction) -> Self {
        let Correction { text, resolution, reason } = correction;
        Self { text, resolution: resolution.key(), reason }
    }
}

#[derive(Serialize)]
struct DecisionJson<'a> {
    by: &'a str,
    at: DateTime<Utc>,
    words: &'a [String],
}

impl<'a> DecisionJson<'a> {
    fn of(decision: &'a Decision) -> Self {
        Self { by: &decision.by, at: decision.at, words: &decision.words }
    }
}

#[derive(Serialize)]
struct CitationJson<'a> {
    source: &'a str,
    stance: &'static str,
    pinpoint: &'a str,
    url: &'a str,
    rank: Option<&'static str>,
    quotation: &'a str,
    language: &'a str,
    translation: &'a str,
    accessed: Option<NaiveDate>,
    method: Option<&'static str>,
    origin: Option<&'a str>,
    note: &'a str,
    #[serde(flatten)]
    more: Option<MoreOfCitation<'a>>,
}

#[derive(Serialize)]
struct MoreOfCitation<'a> {
    id: String,
    source_id: String,
    origin_id: Option<String>,
    credibility: &'static str,
    translator: &'a str,
    who: &'a str,
    backups: &'a [String],
}

impl<'a> CitationJson<'a> {
    fn of(citation: &'a Citation, view: &View<'a>) -> Self {
        Self {
            source: view.source_name(citation.source),
            stance: citation.stance.key(),
            pinpoint: &citation.pinpoint,
            url: &citation.url,
            rank: citation.rank.map(Rank::key),
            quotation: &citation.quotation,
            language: &citation.language,
            translation: &citation.translation,
            accessed: citation.accessed,
            method: citation.method.map(Method::key),
            origin: citation.origin.map(|origin| view.source_name(origin)),
            note: &citation.note,
            more: view.more(|| MoreOfCitation {
                id: citation.id.to_string(),
                source_id: citation.source.to_string(),
                origin_id: citation.origin.map(|origin| origin.to_string()),
                credibility: citation.credibility.key(),
                translator: &citation.translator,
                who: &citation.who,
                backups: &citation.backups,
            }),
        }
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    rank: &'static str,
    aliases: &'a [String],
    domains: &'a [String],
    note: &'a str,
    /// The numbers of the claims that cite it or name it as an origin.
    claims: Vec<u32>,
    #[serde(flatten)]
    more: Option<MoreOfSource<'a>>,
}

#[derive(Serialize)]
struct MoreOfSource<'a> {
    country: &'a str,
    owner: &'a str,
    reliability: &'static str,
    access: &'static str,
    known_to: &'a str,
    contacts: Vec<ContactJson<'a>>,
    origin_id: Option<String>,
    calculation: Option<CalculationJson<'a>>,
}

impl<'a> MoreOfSource<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            country: &source.country,
            owner: &source.owner,
            reliability: source.reliability.key(),
            access: source.access.key(),
            known_to: &source.known_to,
            contacts: source.contacts.iter().map(ContactJson::of).collect(),
            origin_id: source.origin.map(|origin| origin.to_string()),
            calculation: source.calculation.as_ref().map(CalculationJson::of),
        }
    }
}

#[derive(Serialize)]
struct ContactJson<'a> {
    at: DateTime<Utc>,
    how: &'static str,
    answered: bool,
    note: &'a str,
}

impl<'a> ContactJson<'a> {
    fn of(contact: &'a Contact) -> Self {
        Self { at: contact.at, how: contact.how.key(), answered: contact.answered, note: &contact.note }
    }
}

#[derive(Serialize)]
struct CalculationJson<'a> {
    expression: &'a str,
    /// The model's own record: name, value, note.
    figures: &'a [Figure],
    result: &'a str,
}

impl<'a> CalculationJson<'a> {
    fn of(calculation: &'a Calculation) -> Self {
        let Calculation { expression, figures, result } = calculation;
        Self { expression, figures, result }
    }
}

fn sources<'a>(view: &View<'a>) -> Vec<SourceJson<'a>> {
    let mut resting = claims_by_source(view.review);
    let sources = view.review.sources.iter();
    let shape =
        |source: &'a Source| SourceJson::of(source, resting.remove(&source.id).unwrap_or_default(), view);
    sources.map(shape).collect()
}

impl<'a> SourceJson<'a> {
    fn of(source: &'a Source, claims: Vec<u32>, view: &View<'_>) -> Self {
        let Source { name, aliases, domains, note, .. } = source;
        let (id, kind, rank) = (source.id.to_string(), source.kind.key(), source.rank.key());
        let more = view.more(|| MoreOfSource::of(source));
        Self { id, name, kind, rank, aliases, domains, note, claims, more }
    }
}

/// The numbers of the claims that rest on each source, in one pass.
pub fn claims_by_source(review: &Review) -> HashMap<SourceId, Vec<u32>> {
    let mut resting: HashMap<SourceId, Vec<u32>> = HashMap::new();
    for claim in &review.claims {
        let named = claim.citations.iter().flat_map(|citation| [Some(citation.source), citation.origin]);
        for source in named.flatten() {
            let numbers = resting.entry(source).or_default();
            if numbers.last() != Some(&claim.number) {
                numbers.push(claim.number);
            }
        }
    }
    resting
}

/// How many claims have each status, a key a status in the order in which they are offered.
struct ProgressJson(Progress);

impl Serialize for ProgressJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Status::ALL.map(|status| (status.key(), self.0.count(status))))
    }
}

#[derive(Serialize)]
struct CoverageJson {
    factual_words: usize,
    covered: usize,
    ticked: usize,
}

impl CoverageJson {
    fn of(coverage: &Coverage) -> Self {
        Self { factual_words: coverage.factual_words, covered: coverage.covered, ticked: coverage.ticked }
    }
}

/// How many factual words of a review's newest draft stand under a mark, and under a tick that holds.
pub fn coverage_of(review: &Review) -> Coverage {
    let Some(draft) = review.draft() else { return Coverage::default() };
    coverage(&factual_words(draft), &marks_on(review, draft))
}
