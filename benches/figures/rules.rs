//! Findings after an edit, beside looking at everything again.

use crate::material::{self, MIDDLE, noon};
use crate::measure::{Outcome, Report, Times, cpu, millis, ratio};
use redpencil::review::{Change, Edit, Review, RuleBook, RuleSettings, SourceChange, Status, compose};
use redpencil::rules::{Facts, Findings, Known};
use redpencil::text::char_range;

pub const FIGURES: &[&str] = &["findings_3000", "findings_source_3000", "findings_of_all"];

/// Edits of each kind, and times that everything is looked at.
const EDITS: usize = 200;
const ALL: usize = 20;

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Findings in {}, all books of rules", MIDDLE.name);
    let mut review = material::review(MIDDLE);
    review.rules =
        RuleBook::ALL.iter().fold(RuleSettings::default(), |rules, &book| rules.with_book(book, true));
    let facts = Facts::read(&review).ok_or("The review has no draft.")?;
    let known = Known::on(noon().date_naive()).with_facts(&facts);
    let mut all = Times::default();
    let mut findings = Findings::default();
    for _ in 0..ALL {
        let (found, time) = cpu(|| Findings::of(&review, known));
        findings = found;
        all.push(time);
    }
    report.note(&format!("everything:     {} ({} findings)", all.words(), findings.counts().total()));
    let mut one = Times::default();
    for at in 0..EDITS {
        let edit = claim_edit(&review, at)?;
        one.push(follow(&mut review, &mut findings, known, &edit)?);
    }
    report.note(&format!("a claim:        {}", one.words()));
    let mut source = Times::default();
    for at in 0..EDITS {
        let edit = source_edit(&review, at);
        source.push(follow(&mut review, &mut findings, known, &edit)?);
    }
    report.note(&format!("a source:       {}", source.words()));
    let (_, listed) = cpu(|| findings.in_order().len());
    report.note(&format!("list in order:  {:.3} ms", millis(listed)));
    if findings != Findings::of(&review, known) {
        return Err("Following the edits gave other findings than looking at everything.".into());
    }
    report.figure(FIGURES[0], millis(one.within(0.99)), "ms", 5.0);
    report.figure(FIGURES[1], millis(source.within(0.99)), "ms", 5.0);
    report.figure(FIGURES[2], ratio(one.median(), all.median()), "", 0.2);
    Ok(())
}

/// A status, a mark or a new claim, in turns.
fn claim_edit(review: &Review, at: usize) -> Outcome<Edit> {
    let claim = &review.claims[at * 13 % review.claims.len()];
    let passage = char_range(at * 900..at * 900 + 60);
    Ok(match at % 3 {
        0 => compose::set_status(claim, Status::ALL[at % Status::ALL.len()], "", noon()),
        1 => {
            let mark = compose::mark(review, &passage)?;
            compose::set_marks(claim, vec![mark]).ok_or("The claim stands there already.")?
        }
        _ => compose::new_claim(review, &mut || 1_000_000 + at as u64, &[passage])?.1,
    })
}

/// A source that hundreds of claims cite gets another name.
fn source_edit(review: &Review, at: usize) -> Edit {
    let source = &review.sources[at % review.sources.len()];
    let change = SourceChange::Name(Change::new(source.name.clone(), format!("Courier {at}")));
    Edit::Source { id: source.id, change }
}

/// What following an edit and counting the findings takes, without carrying it out.
fn follow(
    review: &mut Review,
    findings: &mut Findings,
    known: Known<'_>,
    edit: &Edit,
) -> Outcome<std::time::Duration> {
    edit.apply(review)?;
    let ((followed, _), time) = cpu(|| {
        let followed = findings.update(review, known, edit);
        (followed, findings.counts())
    });
    if followed { Ok(time) } else { Err("An edit was not followed.".into()) }
}
