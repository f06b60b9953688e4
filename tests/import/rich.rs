//! Rich Text: what is written comes back, and whatever is cut or broken is read as far as it goes.

use super::kinds;
use proptest::prelude::*;
use redpencil::import::{Imported, read_bytes};
use redpencil::review::Numbers;
use redpencil::review::ParagraphKind::{self, Body, Heading, ListItem, TableRow};

/// A paragraph as it is meant, and as a word processor may write it.
#[derive(Clone, Debug)]
struct Written {
    kind: ParagraphKind,
    text: String,
    rtf: String,
}

/// Characters in one of the ways in which RTF holds them.
fn letters(text: &str, by_number: bool) -> String {
    let mut rtf = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | '{' | '}' => rtf.push_str(&format!("\\{letter}")),
            'é' if !by_number => rtf.push_str("\\'e9"),
            '–' if !by_number => rtf.push_str("\\endash "),
            letter if letter.is_ascii() => rtf.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    rtf.push_str(&format!("\\u{} ?", unit.cast_signed()));
                }
            }
        }
    }
    rtf
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec("[A-Za-z0-9é–жש😀{}\\\\,.]{1,9}", 1..9)
        .prop_map(|words| format!("x{}", words.join(" ")))
}

fn paragraph() -> impl Strategy<Value = Written> {
    let kind = prop_oneof![4 => Just(Body), 1 => Just(Heading), 1 => Just(ListItem), 1 => Just(TableRow)];
    (kind, words(), any::<bool>(), 0usize..4).prop_map(|(kind, text, by_number, look)| {
        let shown = letters(&text, by_number);
        let shown = match look {
            0 => shown,
            1 => format!("{{\\b\\f0 {shown}}}"),
            2 => format!("{{\\*\\unknown not shown}}{shown}{{\\*\\bkmkstart a}}"),
            _ => format!("{shown}{{\\v hidden}}"),
        };
        let rtf = match kind {
            Heading => format!("\\pard\\plain\\s1 {shown}\\par\n"),
            ListItem => format!("{{\\listtext\\tab}}\\pard\\plain\\ls1 {shown}\\par\n"),
            TableRow => format!("\\trowd\\cellx100\\pard\\plain\\intbl {shown}\\cell\\row\n"),
            _ => format!("\\pard\\plain {shown}\\par\n"),
        };
        Written { kind, text, rtf }
    })
}

fn document(body: &str) -> String {
    format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{{\\f0 Arial;}}}}{{\\stylesheet{{\\s0 Normal;}}{{\\s1 heading 1;}}}}\n{body}}}"
    )
}

fn read(rtf: &[u8]) -> Imported {
    read_bytes("a.rtf", rtf).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    /// The first paragraph is long, so that none of the others is taken for a head.
    #[test]
    fn paragraphs_come_back_as_they_were_written(paragraphs in prop::collection::vec(paragraph(), 0..12)) {
        let opening = "The river rose again on Friday and took two of the older bridges with it, the mayor said.";
        let body: String = paragraphs.iter().map(|one| one.rtf.as_str()).collect();
        let imported = read(document(&format!("\\pard {opening}\\par\n{body}")).as_bytes());
        let texts: Vec<&str> = imported.paragraphs.iter().skip(1).map(|one| one.text.as_str()).collect();
        let expected: Vec<&str> = paragraphs.iter().map(|one| one.text.as_str()).collect();
        prop_assert_eq!(texts, expected);
        let kept: Vec<_> = paragraphs.iter().zip(&kinds(&imported)[1..]).filter(|(one, _)| one.kind != Body).map(|(one, &found)| (one.kind, found)).collect();
        prop_assert!(kept.iter().all(|(written, found)| written == found), "{:?}", kept);
    }

    /// Wherever a file ends, there is text or one sentence; and what was read stands at the text's beginning.
    #[test]
    fn a_file_cut_anywhere_is_read_as_far_as_it_goes(paragraphs in prop::collection::vec(paragraph(), 1..6), at in any::<prop::sample::Index>()) {
        let body: String = paragraphs.iter().map(|one| one.rtf.as_str()).collect();
        let whole = document(&body);
        let cut = at.index(whole.len());
        match read_bytes("a.rtf", &whole.as_bytes()[..cut]) {
            Ok(imported) => {
                prop_assert!(!imported.paragraphs.is_empty());
                prop_assert!(imported.paragraphs.len() <= paragraphs.len() + 1);
                let texts = |imported: &Imported| imported.paragraphs.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
                let (found, all) = (texts(&imported), texts(&read(whole.as_bytes())));
                prop_assert!(all.starts_with(&found[..found.len() - 1]), "{:?} of {:?}", found, all);
            }
            Err(error) => prop_assert_eq!(error.to_string().lines().count(), 1),
        }
    }

    #[test]
    fn any_tokens_are_read_or_refused(parts in prop::collection::vec(prop_oneof![
        "[{}]{1,3}",
        "\\\\(par|pard|trowd|cell|row|intbl|u|uc|bin|footnote|\\*|atrfstart|atrfend|annotation|atnid|deleted|revised|pict|object|shptxt|stylesheet|fonttbl|info|title|ansicpg|f|s|ls|v|~|')-?[0-9]{0,11} ?",
        "[a-zé ]{1,6}",
    ], 0..80)) {
        if let Ok(imported) = read_bytes("a.rtf", format!("{{\\rtf1 {}", parts.concat()).as_bytes()) {
            let review = imported.into_review(&mut Numbers::from_seed(7), Default::default(), "a.rtf");
            prop_assert_eq!(review.fault(), None);
        }
    }
}
