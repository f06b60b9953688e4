//! What is read of sentences we wrote, language by language.

use super::*;
use crate::analysis::lang::Lang;
use crate::analysis::quotations::scan::quoted;
use crate::analysis::testing::read_body;

/// Speaker, cue, outlet and content of every attribution, in order.
fn read_in(lang: Lang, text: &str) -> Vec<[String; 4]> {
    let words = |range: Option<Range<usize>>| range.map_or(String::new(), |range| text[range].to_owned());
    let parts = |said: Said| {
        [
            words(said.speaker),
            words(Some(said.cue)),
            words(said.outlet.map(|outlet| outlet.range)),
            words(said.content),
        ]
    };
    read_body(lang, text, |paragraph| read(paragraph, &quoted(text)).into_iter().map(parts).collect())
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
        "It is clear that the port is shut.",
        "There is one rule: “Nobody leaves the ship.”",
        "When the vote ended, the party confirmed.",
        "The claims that were made fell.",
        "The Islamic State claims nothing.",
        "They found a boat.",
        "She told a story.",
        "They know him.",
        "The union called off a strike that had cost the town millions.",
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
            ("La ministre promet de rester au port.", ["La ministre", "promet", "", "de rester au port"]),
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
            (
                "Das Boot ist gesunken, wie die Vorsitzende Ada Beispiel am Montag mitteilte.",
                ["die Vorsitzende Ada Beispiel", "mitteilte", "", "Das Boot ist gesunken"],
            ),
            (
                "Der Rat stimmte mit 412 Stimmen dafür, wie die Stadt mitteilte.",
                ["die Stadt", "mitteilte", "", "Der Rat stimmte mit 412 Stimmen dafür"],
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
            (
                "«Nos quedamos en este puerto», dijo a la cadena SER.",
                ["", "dijo", "", "«Nos quedamos en este puerto»"],
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

#[test]
fn nouns_and_adjectives_tell_what_somebody_says() {
    check(
        Lang::En,
        &[
            (
                "Okafor’s claim that the bridge is safe surprised nobody.",
                ["Okafor’s", "claim", "", "that the bridge is safe surprised nobody"],
            ),
            (
                "Claims by two officials that the bridge was sold are old.",
                ["two officials", "Claims", "", "that the bridge was sold are old"],
            ),
            (
                "The court came to the conclusion that the bridge was sold.",
                ["The court", "conclusion", "", "that the bridge was sold"],
            ),
            ("There are fears that the bridge was sold.", ["", "fears", "", "that the bridge was sold"]),
            ("We’re confident the bridge is safe.", ["We’re", "confident", "", "the bridge is safe"]),
            (
                "Jo Diallo was not sure whether the bridge was safe.",
                ["Jo Diallo", "sure", "", "whether the bridge was safe"],
            ),
        ],
    );
    check(
        Lang::De,
        &[
            (
                "Das Amt kam zu dem Schluss, die Brücke sei sicher.",
                ["Das Amt", "Schluss", "", "die Brücke sei sicher"],
            ),
            (
                "Das Amt kommt zu dem Schluss, die Brücke sei „ganz sicher“.",
                ["Das Amt", "Schluss", "", "die Brücke sei „ganz sicher“"],
            ),
            (
                "Die Partei vertritt die Ansicht, dass die Brücke sicher ist.",
                ["Die Partei", "Ansicht", "", "dass die Brücke sicher ist"],
            ),
        ],
    );
    check(
        Lang::Fr,
        &[(
            "La rumeur selon laquelle le pont a été vendu court encore.",
            ["", "rumeur", "", "le pont a été vendu court encore"],
        )],
    );
}

#[test]
fn what_is_said_by_nobody_in_particular() {
    check(
        Lang::En,
        &[
            ("He is said to be ill.", ["", "said", "", "He is said to be ill"]),
            ("It is widely believed that he is ill.", ["", "believed", "", "that he is ill"]),
            (
                "It was confirmed by the ministry that he is ill.",
                ["the ministry", "confirmed", "", "that he is ill"],
            ),
            ("The boat was allegedly sold.", ["", "allegedly", "", "The boat was allegedly sold"]),
        ],
    );
    check(
        Lang::De,
        &[("Es wird angenommen, dass er krank ist.", ["", "angenommen", "", "dass er krank ist"])],
    );
}

#[test]
fn speaker_and_verb_between_commas() {
    check(
        Lang::En,
        &[
            (
                "The ship, officials confirmed on Monday, was empty.",
                ["officials", "confirmed", "", "The ship, officials confirmed on Monday, was empty"],
            ),
            (
                "The ship, Okafor confirmed, was empty.",
                ["Okafor", "confirmed", "", "The ship, Okafor confirmed, was empty"],
            ),
            (
                "Two ships have left since March, state television reported.",
                ["state television", "reported", "", "Two ships have left since March"],
            ),
            (
                "“We stay,” Okafor told the BBC, “and we will wait for you.”",
                ["Okafor", "told", "BBC", "“We stay,” Okafor told the BBC, “and we will wait for you.”"],
            ),
            (
                "The port is safe, the harbour master, Jo Diallo, told Reuters.",
                [
                    "the harbour master, Jo Diallo",
                    "told",
                    "Reuters",
                    "The port is safe, the harbour master, Jo Diallo",
                ],
            ),
        ],
    );
    check(
        Lang::De,
        &[(
            "Sie hätten, so Diallo, „tagelang kein Wasser“ gehabt.",
            ["Diallo", "so", "", "Sie hätten, so Diallo, „tagelang kein Wasser“ gehabt"],
        )],
    );
}

#[test]
fn german_infinitives_announcements_and_words_before_the_verb() {
    check(
        Lang::De,
        &[
            (
                "Die Partei forderte das Amt auf, die Brücke zu schließen.",
                ["Die Partei", "forderte", "", "die Brücke zu schließen"],
            ),
            (
                "Das Amt plant, morgen eine Liste vorzulegen.",
                ["Das Amt", "plant", "", "morgen eine Liste vorzulegen"],
            ),
            (
                "Die Polizei geht davon aus, dass niemand verletzt ist.",
                ["Die Polizei", "geht", "", "dass niemand verletzt ist"],
            ),
            (
                "In dem Brief des Amtes heißt es, die Brücke sei sicher.",
                ["dem Brief des Amtes", "heißt", "", "die Brücke sei sicher"],
            ),
            (
                "Einen „schweren Fehler“ nannte Diallo die Reise.",
                ["Diallo", "nannte", "", "„schweren Fehler“"],
            ),
        ],
    );
}

#[test]
fn a_name_behind_a_dash_signs_a_quotation() {
    check(
        Lang::En,
        &[
            (
                "“We stay until the end.” — Ada Example, Minister of Ports",
                ["Ada Example", "—", "", "“We stay until the end.”"],
            ),
            ("— Ada Example, May 3, 2024", ["Ada Example", "—", "", ""]),
        ],
    );
    assert_eq!(read_in(Lang::En, "— Apples"), [[""; 4]; 0]);
    assert_eq!(read_in(Lang::Fr, "— Ada est venue."), [[""; 4]; 0]);
}

#[test]
fn who_asked_not_to_be_named_is_no_cue() {
    check(
        Lang::En,
        &[(
            "“They came at night,” a fisherman who asked not to be named told the BBC.",
            ["a fisherman", "told", "BBC", "“They came at night,”"],
        )],
    );
}

#[test]
fn what_stands_around_a_statement_is_no_part_of_it() {
    check(
        Lang::En,
        &[
            (
                "PORT ELLERY, 14 March 2024 — The ferries stop on Monday, the union said.",
                ["the union", "said", "", "The ferries stop on Monday"],
            ),
            (
                "According to two guards close to the mayor, who were not named, the port is shut.",
                ["two guards close to the mayor", "According to", "", "the port is shut"],
            ),
            (
                "Jo Diallo declined to say whether the port would open.",
                ["Jo Diallo", "say", "", "whether the port would open"],
            ),
        ],
    );
    check(
        Lang::Fr,
        &[
            (
                "Le port fermera lundi, a annoncé mercredi l’agence des ports.",
                ["l’agence des ports", "annoncé", "", "Le port fermera lundi"],
            ),
            (
                "« La décision est prise », a déclaré en anglais le maire, dans un message publié sur X.",
                ["le maire", "déclaré", "X", "« La décision est prise »"],
            ),
            (
                "« La décision est prise », a déclaré le maire, Jo Diallo, en anglais.",
                ["le maire, Jo Diallo", "déclaré", "", "« La décision est prise »"],
            ),
        ],
    );
    check(
        Lang::Es,
        &[
            (
                "El puerto permanecerá cerrado, anunció el miércoles la alcaldesa Ada Ejemplo.",
                ["la alcaldesa Ada Ejemplo", "anunció", "", "El puerto permanecerá cerrado"],
            ),
            (
                "El capitán declaró que «nadie le avisó».",
                ["El capitán", "declaró", "", "que «nadie le avisó»"],
            ),
        ],
    );
    check(
        Lang::De,
        &[
            (
                "Die Brücke bleibt nach Angaben der Stadt bis Mai gesperrt.",
                [
                    "Angaben der Stadt",
                    "nach",
                    "",
                    "Die Brücke bleibt nach Angaben der Stadt bis Mai gesperrt",
                ],
            ),
            (
                "„Das war lange bekannt“, so Diallo, „und niemand hat gehandelt.“",
                ["Diallo", "so", "", "„Das war lange bekannt“, so Diallo, „und niemand hat gehandelt.“"],
            ),
        ],
    );
    let denied = read_in(Lang::En, "Jo Diallo denied that, saying: “Our books are open.”");
    assert_eq!(denied.last().map(|said| said[3].as_str()), Some("“Our books are open.”"), "{denied:?}");
    assert!(!denied.iter().any(|said| said[3].starts_with("that")), "{denied:?}");
}
