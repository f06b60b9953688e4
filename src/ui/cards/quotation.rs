//! What a citation quotes beside what the article says: word for word, or across two languages.

use super::edits::Sheet;
use super::fields;
use crate::analysis::lang::Lang;
use crate::analysis::quotation_check::{self, Difference, Verdict, WordChange};
use crate::review::{Citation, Claim, Status};
use crate::ui::problems::row::paragraph;
use crate::ui::theme::{self, palette, size};
use crate::ui::typeset::{Family, TextLanguage, TextStyle};
use crate::ui::{icons, widgets};
use egui::{Color32, Id, RichText, Ui};
use std::sync::Arc;

/// Quotation marks that open and close a quotation inside a claim's words.
const OPENING: [char; 5] = ['“', '«', '„', '「', '"'];
const CLOSING: [char; 5] = ['”', '»', '“', '」', '"'];

/// How many changes are named.
const MOST: usize = 4;

/// How a quotation compares, in words, and whether it is as it should be.
#[derive(Clone)]
struct Compared {
    words: String,
    agrees: bool,
}

/// Draws both wordings, and what differs; nothing where nothing is quoted.
pub fn show(ui: &mut Ui, sheet: &Sheet<'_, '_, '_>, citation: &Citation) {
    if citation.quotation.trim().is_empty() {
        return;
    }
    let article = quoted_in(sheet.claim);
    let language = &sheet.review.article.language;
    let translated = is_translated(citation, language);
    ui.add_space(4.0);
    if translated {
        let rendering = if citation.translation.trim().is_empty() { &article } else { &citation.translation };
        let original = ("Original", citation.quotation.as_str(), citation.language.as_str());
        let rendering = ("Rendering", rendering.as_str(), language.as_str());
        fields::two_columns(ui, |ui| wording(ui, original), |ui| wording(ui, rendering));
        ui.add_space(2.0);
    }
    let found = compared_once(ui, sheet, citation, &article, translated);
    let colours = palette(ui);
    let (icon, ink) = if found.agrees {
        (icons::CHECK, colours.status(Status::Verified).text)
    } else {
        (icons::WARNING, colours.status(Status::Query).text)
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icon).font(theme::icon(14.0)).color(ink));
        said(ui, &found.words, colours.ink);
    });
}

fn said(ui: &mut Ui, words: &str, ink: Color32) {
    let style = TextStyle::new(Family::Sans, size::META, 17.0);
    paragraph(ui, words, &style, ui.available_width(), ink);
}

/// One of the two wordings, under its name.
fn wording(ui: &mut Ui, (name, words, language): (&str, &str, &str)) {
    let colours = palette(ui);
    let label = widgets::line(ui, name, theme::regular(size::SMALL), colours.ink3);
    ui.add(egui::Label::new(label));
    let language = TextLanguage::parse(language);
    let style = TextStyle { language, ..TextStyle::new(Family::Serif, 14.0, 19.0) };
    paragraph(ui, words, &style, ui.available_width(), colours.ink);
}

/// Compares when the words change, not in every frame.
fn compared_once(
    ui: &Ui,
    sheet: &Sheet<'_, '_, '_>,
    citation: &Citation,
    article: &str,
    translated: bool,
) -> Arc<Compared> {
    let language = &sheet.review.article.language;
    let texts = (&citation.quotation, &citation.translation, &citation.language, article, language);
    let id = Id::unique(("quotation compared", citation.id.number(), texts));
    if let Some(known) = ui.data(|data| data.get_temp::<Arc<Compared>>(id)) {
        return known;
    }
    let compared = if translated {
        across(citation, article, language)
    } else {
        word_for_word(quotation_check::compare(article, &citation.quotation))
    };
    let compared = Arc::new(compared);
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&compared)));
    compared
}

fn word_for_word(verdict: Verdict) -> Compared {
    match verdict {
        Verdict::Exact => {
            Compared { words: "Exact: the article has the source’s words.".into(), agrees: true }
        }
        Verdict::Trimmed => Compared {
            words: "Trimmed: a part of the source’s words, as they stand there.".into(),
            agrees: true,
        },
        Verdict::Altered(changes) => {
            let list = listed(changes.iter().map(WordChange::words));
            Compared { words: format!("Altered: {list}."), agrees: false }
        }
        Verdict::Different => Compared {
            words: "Another statement: too little of it stands in the source to compare.".into(),
            agrees: false,
        },
    }
}

/// The original beside the translation in the citation, or else beside the article's own words.
fn across(citation: &Citation, article: &str, language: &str) -> Compared {
    let (from, to) = (Lang::of(&citation.language), Lang::of(language));
    let own = citation.translation.trim();
    let renderings = [own, article].into_iter().filter(|rendering| !rendering.is_empty());
    let all =
        renderings.map(|words| quotation_check::compare_translation(&citation.quotation, from, words, to));
    let another = |found: &Difference| !found.original.is_empty() && !found.rendering.is_empty();
    let mut changes: Vec<String> = Vec::new();
    for change in all.flatten().filter(another).map(|found| found.words()) {
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    if changes.is_empty() {
        return Compared { words: "Translated: names, figures and peoples agree.".into(), agrees: true };
    }
    Compared { words: format!("Translated: {}.", listed(changes.into_iter())), agrees: false }
}

fn listed(changes: impl Iterator<Item = String>) -> String {
    let mut changes: Vec<String> = changes.collect();
    let more = changes.len().saturating_sub(MOST);
    changes.truncate(MOST);
    let list = changes.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}

fn is_translated(citation: &Citation, article: &str) -> bool {
    let code = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let cited = code(&citation.language);
    !citation.translation.trim().is_empty() || (!cited.is_empty() && cited != code(article))
}

/// What the claim quotes: the words between quotation marks, or all of its words.
fn quoted_in(claim: &Claim) -> String {
    let words: Vec<&str> = claim.marks.iter().map(|mark| between_marks(&mark.quote)).collect();
    words.join(" … ")
}

fn between_marks(words: &str) -> &str {
    let Some((start, mark)) = words.char_indices().find(|(_, char)| OPENING.contains(char)) else {
        return words;
    };
    let inner = &words[start + mark.len_utf8()..];
    let end = inner.rfind(CLOSING).unwrap_or(inner.len());
    let inner = inner[..end].trim();
    if inner.is_empty() { words } else { inner }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_quotation_marks_is_what_is_quoted() {
        assert_eq!(between_marks("He said “the bridge holds” twice"), "the bridge holds");
        assert_eq!(between_marks("« le pont tient »"), "le pont tient");
        assert_eq!(between_marks("“the bridge holds"), "the bridge holds");
        assert_eq!(between_marks("no quotation"), "no quotation");
    }

    #[test]
    fn a_people_that_becomes_another_is_told() {
        let mut citation = Citation::of(crate::review::CitationId::new(1), crate::review::SourceId::new(1));
        citation.quotation = "Tous les Nigériens y veilleront".into();
        citation.language = "fr".into();
        let found = across(&citation, "All Nigerians will see to it", "en");
        assert!(!found.agrees && found.words.contains("Nigerians"), "{}", found.words);
        let found = across(&citation, "All Nigeriens will see to it", "en");
        assert!(found.agrees, "{}", found.words);
    }
}
