//! The pages of the docs that list the rules and the functions of a calculation.

use redpencil::review::RuleBook;
use redpencil::rules::CATALOGUE;

/// `docs/rules.md` as the catalogue has it.
fn rules_page() -> String {
    let mut page = String::from(
        "# Rules\n\nMade from the catalogue of rules; `UPDATE_DOCS=1 cargo test` writes it anew.\n\nA rule finds \
         what a review still owes. A desk works by one or more books of rules and switches single rules on \
         or off; the choice is kept in the review. A finding is put right, or waived with a reason, which \
         stays in the review. `redpencil check` prints the findings and ends with 1 where one that must be \
         fixed stands.\n\nA rule marked * waits for what the analysis reads off the draft, and is silent until \
         then.\n",
    );
    for book in RuleBook::ALL {
        page +=
            &format!("\n## {}\n\n| Rule | Weight | Finding | Reason |\n|---|---|---|---|\n", book.label());
        for rule in CATALOGUE.iter().filter(|rule| rule.book == *book) {
            let star = if rule.needs_facts { "*" } else { "" };
            page += &format!(
                "| `{}`{star} | {} | {} | {} |\n",
                rule.id,
                rule.severity.label(),
                rule.title,
                rule.asks
            );
        }
    }
    page += "\n## Notes\n\n\
        - *AFP* counts every claim as central unless it is tagged `minor`.\n\
        - *Moving facts* are tolls, which the analysis finds, and claims tagged `moving`, `toll`, `price` or \
        `office-holder`: a sum of money and a title do not tell whether they move. A check holds for two \
        days unless the review says otherwise.\n\
        - *Different journalists*, as KSJ asks, are not known to a review; independent roots stand for them.\n\
        - *Sign-off* is no part of a review yet, so there is no rule about one that no longer matches the \
        draft.\n\
        - *The window and `redpencil check`* find the same for the same review on the same day. A review that \
        is read from standard input has no backup folder, so its stored files are not looked at.\n\
        - *Roots*: a citation or a source may name its origin. Origins are followed to their ends, and \
        independent roots are counted, not citations; two roots count as one where the checker decided so.\n\
        - *A waiver* is bound to the rule and to what the finding is about: a claim, citation, source or \
        stored file, or the very words of the draft.\n";
    page
}

#[test]
fn the_rules_page_is_the_catalogue() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = rules_page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/rules.md is not what the rules are now; UPDATE_DOCS=1 cargo test writes it anew"
    );
}

#[test]
fn the_page_about_evidence_has_every_function_of_a_calculation() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evidence.md");
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    for (function, gives) in redpencil::analysis::calculation::FUNCTIONS {
        let row = format!("| `{function}` | {gives} |");
        assert!(page.contains(&row), "docs/evidence.md has no row {row}");
    }
}
