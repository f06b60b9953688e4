//! Paragraphs told apart by their words, in every format: posts, and words that are not the article's.

use super::language;
use super::words::WORDS;
use crate::review::{Paragraph, ParagraphKind};
use whatlang::Lang;

/// Longer paragraphs (in chars) are the article's own, whatever they begin with.
const BOILERPLATE_CHARS: usize = 200;

/// How many paragraphs before its signature a post can begin, and how far off a pulled quotation can stand.
const REACH: usize = 8;

/// Of how many posts the language is asked, which takes a tenth of a millisecond each. No article has more.
const POSTS_READ: usize = 500;

/// Sets the kinds that show in the words of paragraphs that are body or heading so far.
pub fn sort(paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs.iter_mut().filter(|paragraph| is_open(paragraph)) {
        if is_boilerplate(&paragraph.text) {
            paragraph.kind = ParagraphKind::Boilerplate;
        }
    }
    mark_posts(paragraphs);
    mark_pulled_quotations(paragraphs);
}

fn is_open(paragraph: &Paragraph) -> bool {
    matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Heading | ParagraphKind::ListItem)
}

/// Whether a line leads elsewhere: "Also read | …", "Advertisement".
pub fn is_boilerplate(text: &str) -> bool {
    if text.chars().nth(BOILERPLATE_CHARS).is_some() {
        return false;
    }
    let lower = text.trim_start_matches(['»', '>', '►', '▶', '•', ' ']).to_lowercase();
    let parted = |rest: &str| {
        rest.is_empty() || rest.trim_start().starts_with(['|', ':', '–', '—', '-', '›', '»', '>'])
    };
    let leads = |rest: &str| {
        parted(rest) || rest.starts_with([' ', '\u{a0}', '…']) && !rest.ends_with(['.', '!', '?', '"', '”'])
    };
    let begins = |lead: &&str| lower.strip_prefix(*lead);
    WORDS.leads_alone.iter().filter_map(begins).any(parted)
        || WORDS.leads.iter().filter_map(begins).any(leads)
}

/// Marks posts: a paragraph signed `— Name (@name) date`, and those before it that belong to the post.
fn mark_posts(paragraphs: &mut [Paragraph]) {
    let signed: Vec<usize> =
        (0..paragraphs.len()).filter(|&at| post_words(&paragraphs[at].text).is_some()).collect();
    let Some(article) =
        (!signed.is_empty()).then(|| language::likeliest(&super::sample(paragraphs))).flatten()
    else {
        for at in signed {
            paragraphs[at].kind = ParagraphKind::Quotation;
        }
        return;
    };
    for (count, at) in signed.into_iter().enumerate() {
        paragraphs[at].kind = ParagraphKind::Quotation;
        if count >= POSTS_READ {
            continue;
        }
        let words = post_words(&paragraphs[at].text).and_then(language::likeliest);
        if let Some(language) = words.filter(|&language| language != article) {
            mark_before(paragraphs, at, article, language);
        }
    }
}

/// Marks the paragraphs right before a post that are in its language and not in the article's: only
/// these are the post's for certain.
fn mark_before(paragraphs: &mut [Paragraph], at: usize, article: Lang, post: Lang) {
    for paragraph in paragraphs[at.saturating_sub(REACH)..at].iter_mut().rev() {
        if !is_open(paragraph) || language::which(&paragraph.text, article, post) != Some(post) {
            break;
        }
        paragraph.kind = ParagraphKind::Quotation;
    }
}

/// The words of an embedded post, before its signature: `… — Name (@name) July 27, 2023 ×`.
fn post_words(text: &str) -> Option<&str> {
    let (before, handle) = text.rsplit_once("(@")?;
    let (name, rest) = handle.split_once(')')?;
    let named =
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_.@-".contains(letter));
    let (words, author) = before.rsplit_once(['—', '–', '―'])?;
    let short = author.chars().count() <= 80 && rest.chars().count() <= 60;
    let dated = rest.trim().is_empty() || crate::analysis::dateline::first_day_start(rest).is_some();
    (named && short && dated).then_some(words)
}

/// Marks pulled quotations: a line on its own, of four words or more, that stands word for word in a
/// paragraph near it.
fn mark_pulled_quotations(paragraphs: &mut [Paragraph]) {
    for at in 0..paragraphs.len() {
        if paragraphs[at].kind != ParagraphKind::Heading || paragraphs[at].text.split_whitespace().count() < 4
        {
            continue;
        }
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(paragraphs.len());
        let words = &paragraphs[at].text;
        let pulled =
            near.filter(|&other| other != at).any(|other| paragraphs[other].text.contains(words.as_str()));
        if pulled {
            paragraphs[at].kind = ParagraphKind::Quotation;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(texts: &[&str]) -> Vec<Paragraph> {
        texts.iter().map(|&text| Paragraph::new(ParagraphKind::Body, text)).collect()
    }

    #[test]
    fn lines_that_lead_elsewhere_are_known() {
        for text in [
            "Also read | Bridges lost",
            "ALSO READ",
            "Read more: The river",
            "Advertisement",
            "Related: Floods",
            "Lire aussi : Les ponts",
            "Lesen Sie auch: Zwei Brücken",
            "Share on Facebook",
            "Watch | The flood",
        ] {
            assert!(is_boilerplate(text), "{text}");
        }
        for text in [
            "Related costs rose by a third.",
            "Watch the river, the mayor said.",
            "Read more slowly, he said.",
            "Advertisement revenue fell in 2023",
            "The related case is open",
            "Share prices fell",
        ] {
            assert!(!is_boilerplate(text), "{text}");
        }
    }

    #[test]
    fn a_post_and_its_lines_are_a_quotation() {
        let mut paragraphs = body(&[
            "The mayor of the lower town wrote on Friday night that both bridges would be rebuilt before winter.",
            "Les deux ponts seront reconstruits avant l’hiver.",
            "Nous remercions tous les bénévoles qui ont travaillé toute la nuit. — Ida Roe (@idaroe) July 28, 2023 ×",
            "Nobody was hurt when the river took the bridges, the police said on Saturday morning.",
        ]);
        sort(&mut paragraphs);
        use ParagraphKind::{Body, Quotation};
        assert_eq!(paragraphs.iter().map(|p| p.kind).collect::<Vec<_>>(), [Body, Quotation, Quotation, Body]);
    }

    #[test]
    fn a_handle_in_a_sentence_is_no_post() {
        assert_eq!(post_words("The mayor (@idaroe) said so on Friday."), None);
        assert_eq!(
            post_words("She wrote – as Ida Roe (@idaroe) often does in the evening – that it rained"),
            None
        );
        assert_eq!(post_words("Il pleut. — Ida Roe (@idaroe)"), Some("Il pleut. "));
    }

    #[test]
    fn a_line_that_repeats_the_text_is_a_pulled_quotation() {
        let mut paragraphs = body(&[
            "Both bridges will be rebuilt",
            "“Both bridges will be rebuilt before winter,” she said.",
        ]);
        paragraphs[0].kind = ParagraphKind::Heading;
        sort(&mut paragraphs);
        assert_eq!(paragraphs[0].kind, ParagraphKind::Quotation);
    }
}
