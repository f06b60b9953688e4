//! The report as Markdown: the same parts as the page, for mail, a repository or an editor.

use super::escape::{begins_list, markdown as escaped};
use super::passages::{Passages, Stretch};
use super::report::{Listed, Report, decided, passages};
use super::told::{self, Evidence};
use super::{ExportError, Options, Progress, Steps};
use crate::review::{Citation, Claim, ParagraphKind, Review, Status};
use std::fmt::Write;

/// The report of a review as Markdown.
pub fn write(review: &Review, options: &Options, progress: Progress<'_>) -> Result<String, ExportError> {
    let report = Report::of(review, options)?;
    let paragraphs = report.draft.text().paragraph_count();
    let mut steps = Steps::new(progress, paragraphs + report.claims.len());
    let mut sheet = Sheet(String::with_capacity(2 * report.draft.text().len_bytes() + 64 * 1024));
    sheet.head(&report);
    sheet.queries(&report);
    sheet.findings(&report);
    sheet.article(&report, &mut steps)?;
    sheet.claims(&report, &mut steps, paragraphs)?;
    sheet.timeline(&report);
    sheet.sources(&report);
    sheet.end(&report);
    Ok(sheet.0)
}

/// What a reader of this Markdown sees, as plain text: signs that act are gone, those that were escaped stand.
pub fn as_read(sheet: &str) -> String {
    let lines = sheet.lines().filter(|line| *line != "---");
    lines.map(|line| line_as_read(line) + "\n").collect()
}

fn line_as_read(line: &str) -> String {
    let words = line.trim_start();
    let mut read = line[..line.len() - words.len()].to_owned();
    let words = if let Some(item) = words.strip_prefix("- ") {
        read.push_str("• ");
        item
    } else {
        words.trim_start_matches(['#', '>']).trim_start()
    };
    let mut signs = words.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => read.extend(signs.next()),
            '*' | '~' | '`' => {}
            sign => read.push(sign),
        }
    }
    read
}

struct Sheet(String);

impl Sheet {
    /// Appends a line; what comes from the review must be escaped in it.
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(line); // writing to a String cannot fail
        self.0.push('\n');
    }

    fn head(&mut self, report: &Report<'_>) {
        self.line(format_args!("# {}\n", escaped(report.title())));
        let about: Vec<String> = report.about().iter().map(|part| escaped(part)).collect();
        if !about.is_empty() {
            self.line(format_args!("{}\n", about.join(" · ")));
        }
        let counts: Vec<String> = report
            .counts()
            .map(|(status, count)| {
                format!("{} {count} {}", told::glyph(status), status.label().to_lowercase())
            })
            .collect();
        if !counts.is_empty() {
            self.line(format_args!("{}\n", counts.join(" · ")));
        }
        self.line(format_args!("{} · {}", report.draft_words(), report.summary().join(" · ")));
    }

    fn queries(&mut self, report: &Report<'_>) {
        let queries = report.queries();
        if queries.is_empty() {
            return;
        }
        self.line(format_args!("\n## Open queries\n"));
        for claim in queries {
            let statement = escaped(&claim.statement());
            self.line(format_args!(
                "- **{}** Claim {}: “{statement}”",
                escaped(&report.question(claim)),
                claim.number
            ));
        }
    }

    fn article(&mut self, report: &Report<'_>, steps: &mut Steps<'_>) -> Result<(), ExportError> {
        self.line(format_args!("\n## The article with its marks"));
        let mut passages = Passages::of(report.review, report.draft);
        for (index, (kind, _)) in report.draft.paragraphs().enumerate() {
            let words: String = passages.stretches(index).iter().map(stretch).collect();
            self.line(format_args!("\n{}{}", before(kind), guarded(&words)));
            steps.done(index + 1)?;
        }
        Ok(())
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
        self.line(format_args!("\n## Claims and their evidence"));
        for (at, claim) in report.claims.iter().enumerate() {
            self.claim(report, claim);
            steps.done(before + at + 1)?;
        }
        Ok(())
    }

    fn claim(&mut self, report: &Report<'_>, claim: &Claim) {
        let words = told::status_words(claim);
        self.line(format_args!("\n### {} {} {words}\n", claim.number, told::glyph(claim.status)));
        self.line(format_args!("{}\n", escaped(&claim.statement())));
        for words in passages(claim, report.draft.number) {
            self.line(format_args!("- In the article: “{}”", escaped(words)));
        }
        if let Some(attribution) = &claim.attribution {
            self.line(format_args!("- Attributed: {}", escaped(&told::attribution_line(attribution))));
        }
        if !claim.rating.trim().is_empty() {
            self.line(format_args!("- Rating: {}", escaped(&claim.rating)));
        }
        self.correction(report, claim);
        for cited in report.sources.evidence(claim) {
            self.cited(&cited);
        }
        if !claim.note.trim().is_empty() {
            let label = if claim.status == Status::Query { "Query" } else { "Note" };
            self.line(format_args!("- {label}: {}", escaped(&report.sources.text(&claim.note))));
        }
        if let Some(decided) = decided(claim) {
            self.line(format_args!("- {}", escaped(&decided)));
        }
    }

    fn correction(&mut self, report: &Report<'_>, claim: &Claim) {
        let Some(correction) = &claim.correction else { return };
        let words = match told::proposal(claim, report.draft.number) {
            Some(proposal) if proposal.text.is_empty() => struck(&proposal.mark.quote),
            Some(proposal) => {
                format!("{} → **{}**", struck(&proposal.mark.quote), escaped(proposal.text.trim()))
            }
            None => escaped(&correction.text),
        };
        self.line(format_args!(
            "- Correction: {words} ({})",
            escaped(&report.sources.text(&told::resolution_words(correction)))
        ));
    }

    fn cited(&mut self, cited: &Evidence<'_>) {
        self.line(format_args!("- {}", escaped(&cited.line())));
        let Citation { quotation, translation, .. } = &*cited.citation;
        if !quotation.is_empty() {
            self.line(format_args!("  > {}", escaped(quotation)));
        }
        for (label, text) in [("In translation", translation), ("Note", &cited.note)] {
            if !text.is_empty() {
                self.line(format_args!("  - {label}: {}", escaped(text)));
            }
        }
    }

    fn findings(&mut self, report: &Report<'_>) {
        let findings = report.findings();
        if findings.is_empty() {
            return;
        }
        self.line(format_args!("\n## Findings\n"));
        for found in findings {
            let claim = found.claim.map(|number| format!(" Claim {number}:")).unwrap_or_default();
            let waived =
                found.waived.map(|reason| format!(" Waived: {}", escaped(&reason))).unwrap_or_default();
            let message = escaped(&found.message);
            self.line(format_args!("- **{}**{claim} {message}{waived}", found.severity.label()));
        }
    }

    fn timeline(&mut self, report: &Report<'_>) {
        if report.timeline.is_empty() {
            return;
        }
        self.line(format_args!("\n## Timeline"));
        for group in report.timeline {
            self.line(format_args!("\n### {}\n", escaped(&group.title)));
            for event in &group.events {
                let conflicts = escaped(&event.conflicts.join(" "));
                let conflicts = if conflicts.is_empty() { conflicts } else { format!(" **{conflicts}**") };
                let (when, words) = (escaped(&event.when), escaped(&event.words));
                self.line(format_args!("- {when}: {words}{conflicts}"));
            }
        }
    }

    fn sources(&mut self, report: &Report<'_>) {
        let roots = report.roots();
        if roots.is_empty() {
            return;
        }
        self.line(format_args!("\n## Sources by root\n"));
        for (depth, listed) in &roots {
            self.source(listed, *depth);
        }
    }

    fn source(&mut self, listed: &Listed<'_>, depth: usize) {
        let numbers: Vec<String> = listed.claims.iter().map(ToString::to_string).collect();
        let claims = match numbers.as_slice() {
            [] => String::new(),
            [only] => format!(": claim {only}"),
            several => format!(": claims {}", several.join(", ")),
        };
        let indent = "  ".repeat(depth.min(8));
        self.line(format_args!("{indent}- {}{}{claims}", escaped(&listed.name), listed.kind()));
    }

    fn end(&mut self, report: &Report<'_>) {
        self.line(format_args!(
            "\n---\n\n{} of review {}, SHA-256 `{}`. Made with Redpencil.",
            report.draft_words(),
            report.review.id,
            report.draft.sha256()
        ));
    }
}

/// The words of a stretch, and the numbers of the claims that end with it.
fn stretch(stretch: &Stretch<'_>) -> String {
    let mut words = escaped(stretch.text);
    if !stretch.ends.is_empty() {
        let ends: Vec<String> = stretch
            .ends
            .iter()
            .map(|claim| format!("{} {}", claim.number, told::glyph(claim.status)))
            .collect();
        words.push_str(&format!(" \\[{}\\]", ends.join(", ")));
    }
    words
}

/// A line put together of stretches that begins no list: “12” and “. May” may be two of them.
fn guarded(line: &str) -> String {
    let mut line = line.trim_start().to_owned();
    if let Some(stop) = begins_list(&line) {
        line.insert(stop, '\\');
    }
    line
}

fn struck(text: &str) -> String {
    format!("~~{}~~", escaped(text.trim()))
}

/// What stands before a paragraph of a kind.
fn before(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Hed => "### ",
        ParagraphKind::Heading => "#### ",
        ParagraphKind::ListItem => "- ",
        ParagraphKind::Quotation => "> ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_act_are_not_read_and_those_of_the_text_are() {
        let text = "# 1. *Two* ~ `three` > [4] \\ <b>";
        let sheet = format!("## Claims\n\n- **Sure** {}\n  > {0}\n{0}\n---\n", escaped(text));
        assert_eq!(as_read(&sheet), format!("Claims\n\n• Sure {text}\n  {text}\n{text}\n"));
        let line = guarded(&escaped("12. May"));
        assert_eq!(as_read(&line), "12. May\n");
    }
}
