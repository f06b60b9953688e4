//! What is read of sentences we wrote, language by language.

use super::*;
use crate::analysis::lang::Lang;
use crate::analysis::lexicon::Folded;
use crate::analysis::quotations::scan::quoted;
use crate::analysis::{sentences, tokens};
use crate::review::ParagraphKind;

/// Speaker, cue, outlet and content of every attribution, in order.
fn read_in(lang: Lang, text: &str) -> Vec<[String; 4]> {
    let tokens = tokens::tokens(text);
    let sentences = sentences::sentences(text, lang, ParagraphKind::Body);
    let (kind, words) = (ParagraphKind::Body, &Folded::of(text, &tokens, lang));
    let paragraph = Paragraph { text, kind, lang, tokens: &tokens, words, sentences: &sentences };
    let words = |range: Option<Range<usize>>| range.map_or(String::new(), |range| text[range].to_owned());
    let parts = |said: Said| {
        [
            words(said.speaker),
            words(Some(said.cue)),
            words(said.outlet.map(|outlet| outlet.range)),
            words(said.content),
        ]
    };
    read(&paragraph, &quoted(text)).into_iter().map(parts).collect()
}

#[track_caller]
fn check(lang: Lang, cases: &[(&str, [&str; 4])]) {
    for (text, expected) in cases {
        let found = read_in(lang, text);
        assert_eq!(found, [expected.map(str::to_owned)], "{text}");
    }
}

#[test]
fn speakers_before_the_cue() {
    check(
        Lang::En,
        &[
            ("Ada Example said the bridge was safe.", ["Ada Example", "said", "", "the bridge was safe"]),
            (
                "The mayor, Ada Example, said that it was safe.",
                ["The mayor, Ada Example", "said", "", "that it was safe"],
            ),
            (
                "Ada Example, the mayor, told the BBC she would stay.",
                ["Ada Example, the mayor", "told", "BBC", "she would stay"],
            ),
            (
                "After the storm, Minister Jo Diallo warned: “Stay inside your houses.”",
                ["Minister Jo Diallo", "warned", "", "“Stay inside your houses.”"],
            ),
            (
                "Okafor, who was with nine others dressed in grey, stated that it rained.",
                ["Okafor", "stated", "", "that it rained"],
            ),
            (
                "Speaking to France 24, Okafor revealed that he stayed.",
                ["Okafor", "revealed", "France 24", "that he stayed"],
            ),
            (
                "The ministry's statement read: “We shall not leave the port.”",
                ["The ministry's statement", "read", "", "“We shall not leave the port.”"],
            ),
            ("He has also said he would leave.", ["He", "said", "", "he would leave"]),
        ],
    );
}

#[test]
fn speakers_behind_the_cue() {
    check(
        Lang::En,
        &[
            (
                "“We will not leave this port,” said Ada Example.",
                ["Ada Example", "said", "", "“We will not leave this port,”"],
            ),
            (
                "“We will not leave this port,” wrote Okafor on X.",
                ["Okafor", "wrote", "X", "“We will not leave this port,”"],
            ),
            (
                "The line had been closed, said Jo Diallo, a pilot.",
                ["Jo Diallo, a pilot", "said", "", "The line had been closed"],
            ),
            (
                "“We will not leave this port,” Okafor told Reuters.",
                ["Okafor", "told", "Reuters", "“We will not leave this port,”"],
            ),
        ],
    );
}

#[test]
fn when_something_was_said_is_not_what_was_said() {
    check(
        Lang::En,
        &[(
            "The boat that sank in 2019 is back, the harbour office told Reuters on Tuesday.",
            ["the harbour office", "told", "Reuters", "The boat that sank in 2019 is back"],
        )],
    );
}

#[test]
fn phrases_without_a_verb() {
    check(
        Lang::En,
        &[
            (
                "As per Reuters, the cause is unclear.",
                ["Reuters", "As per", "Reuters", "the cause is unclear"],
            ),
            (
                "The port was shut, according to two officials.",
                ["two officials", "according to", "", "The port was shut"],
            ),
            (
                "According to the harbour office, it rained.",
                ["the harbour office", "According to", "", "it rained"],
            ),
        ],
    );
}

#[test]
fn what_is_no_attribution() {
    for text in [
        "The report was long.",
        "He wrote three books.",
        "He is said to be ill.",
        "The Islamic State claims nothing.",
        "They found a boat.",
        "She told a story.",
        "They know him.",
    ] {
        let found = read_in(Lang::En, text);
        assert!(
            found.len() <= usize::from(text.contains("claims") || text.contains("wrote")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn x_the_letter_is_no_network() {
    let outlet = |text: &str| read_in(Lang::En, text).remove(0)[2].clone();
    assert_eq!(outlet("She wrote on X that it rained."), "X");
    assert_eq!(outlet("She wrote on x that it rained."), "");
    assert_eq!(outlet("X said that it rained."), "");
}

#[test]
fn french_german_and_spanish() {
    check(
        Lang::Fr,
        &[
            ("Selon l'AFP, le port est fermé.", ["l'AFP", "Selon", "AFP", "le port est fermé"]),
            (
                "« Nous ne quitterons pas le port », a déclaré Ada Exemple.",
                ["Ada Exemple", "déclaré", "", "« Nous ne quitterons pas le port »"],
            ),
            (
                "La ministre a affirmé que le port était fermé.",
                ["La ministre", "affirmé", "", "que le port était fermé"],
            ),
        ],
    );
    check(
        Lang::De,
        &[
            (
                "Die Ministerin sagte, dass der Hafen geschlossen sei.",
                ["Die Ministerin", "sagte", "", "dass der Hafen geschlossen sei"],
            ),
            (
                "Laut Reuters ist der Hafen geschlossen.",
                ["Reuters", "Laut", "Reuters", "ist der Hafen geschlossen"],
            ),
            (
                "„Wir bleiben in diesem Hafen“, sagte Ada Beispiel.",
                ["Ada Beispiel", "sagte", "", "„Wir bleiben in diesem Hafen“"],
            ),
        ],
    );
    check(
        Lang::Es,
        &[
            (
                "Según el alcalde, el puerto está cerrado.",
                ["el alcalde", "Según", "", "el puerto está cerrado"],
            ),
            (
                "La ministra dijo que el puerto estaba cerrado.",
                ["La ministra", "dijo", "", "que el puerto estaba cerrado"],
            ),
        ],
    );
}

#[test]
fn statements_that_no_verb_of_the_tables_tells() {
    check(
        Lang::En,
        &[
            (
                "“Nobody asked us,” harrumphed Ada Example.",
                ["Ada Example", "harrumphed", "", "“Nobody asked us,”"],
            ),
            (
                "The guard at the gate shrugged: “Nobody asked us.”",
                ["The guard at the gate", "shrugged", "", "“Nobody asked us.”"],
            ),
            (
                "Jo Diallo, the minister, in a post: “I will not run again.”",
                ["Jo Diallo", ":", "", "“I will not run again.”"],
            ),
            ("For the union it is clear: “We lost the vote.”", ["the union", ":", "", "“We lost the vote.”"]),
            (
                "The mayor left the room, saying: “Children come first.”",
                ["The mayor", "saying", "", "“Children come first.”"],
            ),
            ("Ada Example called the plan “madness”.", ["Ada Example", "called", "", "the plan “madness”"]),
        ],
    );
    check(
        Lang::De,
        &[
            (
                "Die Sprecherin wird mit den Worten zitiert: „Wir prüfen das noch.“",
                ["Die Sprecherin", "zitiert", "", "„Wir prüfen das noch.“"],
            ),
            ("Der Zeitung sagte Jo Muster: „Es ist aus.“", ["Jo Muster", "sagte", "", "„Es ist aus.“"]),
            ("„Es ist nun aus“, grummelte der Wirt.", ["der Wirt", "grummelte", "", "„Es ist nun aus“"]),
            ("„Nein“, sagte die Wirtin.", ["die Wirtin", "sagte", "", "„Nein“"]),
        ],
    );
    check(Lang::Fr, &[("« Pourquoi ? », tonne la députée.", ["la députée", "tonne", "", "« Pourquoi ? »"])]);
    assert_eq!(read_in(Lang::En, "A ship called “Ada Example” sank near Port Ézé."), [[""; 4]; 0]);
    assert_eq!(read_in(Lang::En, "There is one condition: “Nobody leaves the ship.”"), [[""; 4]; 0]);
}

#[test]
fn a_german_report_goes_on_by_the_form_of_its_verb() {
    let found = read_in(Lang::De, "Der Wirt sagte, es sei spät. Das Boot habe kein Licht. Es war alt.");
    let [first, second] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(first[0], "Der Wirt");
    assert_eq!(*second, ["", "habe", "", "Das Boot habe kein Licht."]);
    assert_eq!(read_in(Lang::De, "Das Boot habe kein Licht."), [[""; 4]; 0]);
}
