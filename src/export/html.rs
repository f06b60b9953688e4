//! The report as one page: no script, nothing from the network, made to be printed too.

use super::escape::html as escaped;
use super::passages::{Passages, Stretch};
use super::report::{Listed, Report, decided, passages};
use super::told::{self, Evidence};
use super::{ExportError, Options, Progress, Steps};
use crate::analysis::sourcing;
use crate::review::{Citation, Claim, ParagraphKind, Review, Status};
use std::fmt::Write;

/// How the page looks; its colours are those of the window.
const STYLE: &str = include_str!("report.css");

/// What the page may load: nothing. Its own style is all it has.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The report of a review as a page.
pub fn write(review: &Review, options: &Options, progress: Progress<'_>) -> Result<String, ExportError> {
    let report = Report::of(review, options)?;
    let paragraphs = report.draft.text().paragraph_count();
    let mut steps = Steps::new(progress, paragraphs + report.claims.len());
    let mut page = Page(String::with_capacity(2 * report.draft.text().len_bytes() + 64 * 1024));
    page.begin(&report);
    page.head(&report);
    page.queries(&report);
    page.findings(&report);
    page.article(&report, &mut steps)?;
    page.claims(&report, &mut steps, paragraphs)?;
    page.timeline(&report);
    page.sources(&report);
    page.end(&report);
    Ok(page.0)
}

struct Page(String);

impl Page {
    /// Appends markup; what comes from the review must be escaped in it.
    fn put(&mut self, markup: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(markup); // writing to a String cannot fail
    }

    fn begin(&mut self, report: &Report<'_>) {
        self.put(format_args!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{} – check</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            escaped(report.title())
        ));
    }

    fn head(&mut self, report: &Report<'_>) {
        self.put(format_args!("<header>\n<p class=\"kind\">Report of a check</p>\n"));
        self.put(format_args!("<h1 dir=\"auto\">{}</h1>\n", escaped(report.title())));
        let about: Vec<String> =
            report.about().iter().map(|part| format!("<bdi>{}</bdi>", escaped(part))).collect();
        self.put(format_args!("<p class=\"about\">{}</p>\n", about.join(" · ")));
        self.bar(report);
        self.put(format_args!("<ul class=\"counts\">\n"));
        for (status, count) in report.counts() {
            self.put(format_args!("<li>{} <b>{count}</b> {}</li>\n", sign(status), status.label()));
        }
        self.put(format_args!("</ul>\n"));
        let lines = report.summary().join(" · ");
        self.put(format_args!("<p class=\"about\">{} · {lines}</p>\n</header>\n", report.draft_words()));
    }

    /// The claims by status as a bar.
    fn bar(&mut self, report: &Report<'_>) {
        self.put(format_args!("<div class=\"bar\" aria-hidden=\"true\">"));
        for (status, count) in report.counts() {
            self.put(format_args!("<span class=\"{}\" style=\"flex-grow:{count}\"></span>", status.key()));
        }
        self.put(format_args!("</div>\n"));
    }

    /// What somebody must answer, before everything else.
    fn queries(&mut self, report: &Report<'_>) {
        let queries = report.queries();
        if queries.is_empty() {
            return;
        }
        self.put(format_args!("<section id=\"queries\">\n<h2>Open queries</h2>\n<ol class=\"queries\">\n"));
        for claim in queries {
            self.put(format_args!(
                "<li><p dir=\"auto\"><b>{}</b></p><p class=\"on\">{} <bdi>“{}”</bdi></p></li>\n",
                escaped(&report.question(claim)),
                link(claim),
                escaped(&claim.statement())
            ));
        }
        self.put(format_args!("</ol>\n</section>\n"));
    }

    fn article(&mut self, report: &Report<'_>, steps: &mut Steps<'_>) -> Result<(), ExportError> {
        let lang = escaped(&report.review.article.language);
        self.put(format_args!("<section id=\"article\">\n<h2>The article with its marks</h2>\n"));
        self.put(format_args!("<article class=\"text\" lang=\"{lang}\">\n"));
        let mut passages = Passages::of(report.review, report.draft);
        for (index, (kind, _)) in report.draft.paragraphs().enumerate() {
            self.put(format_args!("<{} dir=\"auto\">", tag(kind)));
            for stretch in passages.stretches(index) {
                self.stretch(&stretch);
            }
            self.put(format_args!("</{}>\n", tag(kind).split(' ').next().unwrap_or("p")));
            steps.done(index + 1)?;
        }
        self.put(format_args!("</article>\n</section>\n"));
        Ok(())
    }

    fn stretch(&mut self, stretch: &Stretch<'_>) {
        let words = escaped(stretch.text);
        match stretch.claims.first() {
            Some(claim) => {
                let again = if claim.needs_recheck { " again" } else { "" };
                self.put(format_args!("<mark class=\"{}{again}\">{words}</mark>", claim.status.key()));
            }
            None => self.put(format_args!("{words}")),
        }
        for claim in &stretch.ends {
            self.put(format_args!("<sup><bdi>{}</bdi></sup>", link(claim)));
        }
    }

    fn claims(
        &mut self,
        report: &Report<'_>,
        steps: &mut Steps<'_>,
        before: usize,
    ) -> Result<(), ExportError> {
        if report.claims.is_empty() {
            return Ok(());
        }
        self.put(format_args!("<section id=\"claims\">\n<h2>Claims and their evidence</h2>\n"));
        for (at, claim) in report.claims.iter().enumerate() {
            self.claim(report, claim);
            steps.done(before + at + 1)?;
        }
        self.put(format_args!("</section>\n"));
        Ok(())
    }

    fn claim(&mut self, report: &Report<'_>, claim: &Claim) {
        let number = claim.number;
        self.put(format_args!(
            "<article class=\"claim\" id=\"claim-{number}\">\n<h3><span class=\"number\">{number}</span> \
             <span class=\"status {}\">{} {}</span></h3>\n<p class=\"statement\" dir=\"auto\">{}</p>\n",
            claim.status.key(),
            sign(claim.status),
            told::status_words(claim),
            escaped(&claim.statement())
        ));
        for words in passages(claim, report.draft.number) {
            self.line("In the article", &format!("“{}”", escaped(words)));
        }
        if let Some(attribution) = &claim.attribution {
            self.line("Attributed", &escaped(&told::attribution_line(attribution)));
        }
        if !claim.rating.trim().is_empty() {
            self.line("Rating", &escaped(&claim.rating));
        }
        self.correction(report, claim);
        self.evidence(&report.sources.evidence(claim));
        if !claim.note.trim().is_empty() {
            let label = if claim.status == Status::Query { "Query" } else { "Note" };
            self.line(label, &escaped(&report.sources.text(&claim.note)));
        }
        if let Some(decided) = decided(claim) {
            self.put(format_args!("<p class=\"decided\"><bdi>{}</bdi></p>\n", escaped(&decided)));
        }
        self.put(format_args!("</article>\n"));
    }

    /// A label and what stands to it, which is escaped already.
    fn line(&mut self, label: &str, shown: &str) {
        self.put(format_args!(
            "<p class=\"line\"><span class=\"label\">{label}</span> <bdi>{shown}</bdi></p>\n"
        ));
    }

    fn correction(&mut self, report: &Report<'_>, claim: &Claim) {
        let Some(correction) = &claim.correction else { return };
        let words = match told::proposal(claim, report.draft.number) {
            Some(proposal) if proposal.text.is_empty() => {
                format!("<del><bdi>{}</bdi></del>", escaped(&proposal.mark.quote))
            }
            Some(proposal) => format!(
                "<del><bdi>{}</bdi></del> <ins><bdi>{}</bdi></ins>",
                escaped(&proposal.mark.quote),
                escaped(proposal.text)
            ),
            None => format!("<bdi>{}</bdi>", escaped(&correction.text)),
        };
        let became = escaped(&report.sources.text(&told::resolution_words(correction)));
        self.line("Correction", &format!("{words} <span class=\"became\">{became}</span>"));
    }

    fn evidence(&mut self, evidence: &[Evidence<'_>]) {
        if evidence.is_empty() {
            return;
        }
        self.put(format_args!("<ul class=\"evidence\">\n"));
        for cited in evidence {
            self.put(format_args!(
                "<li><b>{}</b> <bdi>{}</bdi>{}",
                cited.citation.stance.label(),
                escaped(&cited.described()),
                address(&cited.citation.url)
            ));
            self.quoted(cited);
            if !cited.citation.backups.is_empty() {
                self.put(format_args!("<p class=\"small\">Stored: {}</p>", stored(&cited.citation.backups)));
            }
            self.put(format_args!("</li>\n"));
        }
        self.put(format_args!("</ul>\n"));
    }

    fn quoted(&mut self, cited: &Evidence<'_>) {
        let Citation { quotation, language, translation, .. } = &*cited.citation;
        if !quotation.is_empty() {
            let lang = escaped(language);
            self.put(format_args!(
                "<blockquote dir=\"auto\" lang=\"{lang}\">{}</blockquote>",
                escaped(quotation)
            ));
        }
        for (label, text) in [("In translation", translation), ("Note", &cited.note)] {
            if !text.is_empty() {
                self.put(format_args!("<p class=\"small\" dir=\"auto\">{label}: {}</p>", escaped(text)));
            }
        }
    }

    /// What the rules found, and why some of it may stand.
    fn findings(&mut self, report: &Report<'_>) {
        let findings = report.findings();
        if findings.is_empty() {
            return;
        }
        self.put(format_args!("<section id=\"findings\">\n<h2>Findings</h2>\n<ul class=\"findings\">\n"));
        for found in findings {
            let link = |number: u32| format!(" <a href=\"#claim-{number}\">Claim {number}</a>:");
            let claim = found.claim.map(link).unwrap_or_default();
            let message = escaped(&found.message);
            self.put(format_args!("<li><b>{}</b>{claim} <bdi>{message}</bdi>", found.severity.label()));
            if let Some(reason) = found.waived {
                self.put(format_args!("<p class=\"small\">Waived: <bdi>{}</bdi></p>", escaped(&reason)));
            }
            self.put(format_args!("</li>\n"));
        }
        self.put(format_args!("</ul>\n</section>\n"));
    }

    fn timeline(&mut self, report: &Report<'_>) {
        if report.timeline.is_empty() {
            return;
        }
        self.put(format_args!("<section id=\"timeline\">\n<h2>Timeline</h2>\n"));
        for group in report.timeline {
            self.put(format_args!("<h3 class=\"when\">{}</h3>\n<table>\n", escaped(&group.title)));
            for event in &group.events {
                let conflicts: String = event
                    .conflicts
                    .iter()
                    .map(|conflict| format!("<p class=\"small\"><b>{}</b></p>", escaped(conflict)))
                    .collect();
                self.put(format_args!(
                    "<tr><th scope=\"row\">{}</th><td dir=\"auto\">{}{conflicts}</td></tr>\n",
                    escaped(&event.when),
                    escaped(&event.words)
                ));
            }
            self.put(format_args!("</table>\n"));
        }
        self.put(format_args!("</section>\n"));
    }

    /// The library by root: who takes its facts from whom.
    fn sources(&mut self, report: &Report<'_>) {
        let roots = report.roots();
        if roots.is_empty() {
            return;
        }
        self.put(format_args!(
            "<section id=\"sources\">\n<h2>Sources by root</h2>\n<ul class=\"sources\">\n"
        ));
        for (depth, listed) in &roots {
            self.source(listed, *depth);
        }
        self.put(format_args!("</ul>\n</section>\n"));
    }

    fn source(&mut self, listed: &Listed<'_>, depth: usize) {
        let numbers: Vec<String> = listed.claims.iter().map(|&number| number_link(number)).collect();
        let claims = if numbers.is_empty() { String::new() } else { format!(" · {}", numbers.join(", ")) };
        let indent = if depth > 0 {
            format!(" style=\"margin-inline-start:{}px\"", depth.min(8) * 20)
        } else {
            String::new()
        };
        let (name, kind) = (escaped(&listed.name), listed.kind());
        self.put(format_args!(
            "<li{indent}><bdi>{name}</bdi><span class=\"small\">{kind}{claims}</span></li>\n"
        ));
    }

    fn end(&mut self, report: &Report<'_>) {
        self.put(format_args!(
            "<footer>\n<p>{} of review {}, SHA-256 <code>{}</code>. Made with Redpencil.</p>\n\
             </footer>\n</body>\n</html>\n",
            report.draft_words(),
            report.review.id,
            report.draft.sha256()
        ));
    }
}

/// The element of a paragraph, with its class.
fn tag(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Hed => "h3 class=\"hed\"",
        ParagraphKind::Dek => "p class=\"dek\"",
        ParagraphKind::Byline | ParagraphKind::Dateline => "p class=\"byline\"",
        ParagraphKind::Heading => "h4",
        ParagraphKind::ListItem => "p class=\"item\"",
        ParagraphKind::Quotation => "blockquote",
        ParagraphKind::Caption => "p class=\"caption\"",
        ParagraphKind::TableRow => "p class=\"row\"",
        ParagraphKind::Boilerplate => "p class=\"boilerplate\"",
        ParagraphKind::Body => "p",
    }
}

fn sign(status: Status) -> String {
    format!("<span class=\"sign {}\" aria-hidden=\"true\">{}</span>", status.key(), told::glyph(status))
}

/// A claim's number with its sign, leading to the claim.
fn link(claim: &Claim) -> String {
    let (number, glyph) = (claim.number, told::glyph(claim.status));
    let (key, title) = (claim.status.key(), told::status_words(claim));
    format!("<a class=\"{key}\" href=\"#claim-{number}\" title=\"{title}\">{number}&#8288;{glyph}</a>")
}

fn number_link(number: u32) -> String {
    format!("<a href=\"#claim-{number}\">{number}</a>")
}

/// An address to follow where it is one of the web; anything else is only shown.
fn address(url: &str) -> String {
    if url.is_empty() {
        return String::new();
    }
    let shown = escaped(url);
    match sourcing::host(url) {
        Some(_) => {
            format!(" <a class=\"url\" rel=\"noreferrer noopener\" href=\"{shown}\"><bdi>{shown}</bdi></a>")
        }
        None => format!(" <bdi>{shown}</bdi>"),
    }
}

/// Stored files by the beginning of their hash, enough to find them in the backup folder.
fn stored(backups: &[String]) -> String {
    let short = backups.iter().map(|hash| hash.get(..12).unwrap_or(hash));
    short.map(|hash| format!("<code>{}</code>", escaped(hash))).collect::<Vec<_>>().join(", ")
}
