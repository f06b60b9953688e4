//! Claims carried to a new draft, case by case. Each case is a draft with one passage marked {so}, what the
//! next draft says, and what has to become of the claim.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and lays out its own files and colours"
)]

use chrono::{DateTime, Utc};
use redpencil::analysis::drafts::carry;
use redpencil::review::{
    Article, CarriedTo, Carrying, Checked, Claim, ClaimId, Correction, Decision, Draft, Edit, Fate, Mark,
    Outcome, Paragraph, ParagraphKind, Reason, Resolution, Review, ReviewId, Status, compose,
};
use redpencil::text::{Selector, char_range};
use std::sync::Arc;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn draft(number: u32, text: &str) -> Draft {
    let paragraphs = text.split('\n').map(|paragraph| Paragraph::new(ParagraphKind::Body, paragraph));
    Draft::new(number, NOW, "draft.txt", paragraphs.collect())
}

/// A review of a text in which {every passage in braces} is a verified claim.
fn review(language: &str, marked: &str) -> Review {
    let (mut text, mut passages, mut start) = (String::new(), Vec::new(), 0);
    for char in marked.chars() {
        match char {
            '{' => start = text.chars().count(),
            '}' => passages.push(char_range(start..text.chars().count())),
            other => text.push(other),
        }
    }
    let article = Article { language: language.into(), ..Article::default() };
    let mut review = Review::new(ReviewId::new(1), article, draft(1, &text));
    for (at, passage) in passages.iter().enumerate() {
        let number = at as u32 + 1;
        let mark = Mark::new(1, Selector::of(review.drafts[0].text(), passage).expect("words"));
        let mut claim = Claim::new(ClaimId::new(u64::from(number)), number, vec![mark]);
        claim.status = Status::Verified;
        claim.decision = Some(Decision { by: "Ada".into(), at: NOW, words: claim.marked_words() });
        review.claims.push(Arc::new(claim));
    }
    review.last_number = passages.len() as u32;
    review
}

fn carried(review: &Review, text: &str) -> Carrying {
    let number = review.draft().expect("a draft").number + 1;
    carry(review, &draft(number, text), &mut |_| true).expect("nobody cancelled")
}

/// What became of the one claim of an English text.
fn one(before: &str, after: &str) -> CarriedTo {
    in_language("en", before, after)
}

fn in_language(language: &str, before: &str, after: &str) -> CarriedTo {
    carried(&review(language, before), after).carried.remove(0)
}

#[track_caller]
fn check(found: &CarriedTo, fate: Fate, words: &str) {
    assert_eq!((found.fate, found.marks[0].quote.as_str()), (fate, words), "{:?}", found.reasons);
    assert_eq!(found.checked.needs_recheck, fate == Fate::Material);
    assert_eq!(found.reasons.is_empty(), fate != Fate::Material);
}

#[track_caller]
fn material(found: &CarriedTo, words: &str, reason: Reason) {
    check(found, Fate::Material, words);
    assert!(found.reasons.contains(&reason), "{:?}", found.reasons);
}

/// Sentences around a case, so that it stands in an article.
fn article(middle: &str) -> String {
    format!(
        "The ferry to Port Ézé sank at dawn, the harbour office said.\nIt had left Tamale with full holds. {middle} \
         The owner could not be reached.\nDivers went down twice before noon. The wreck lies in nine fathoms."
    )
}

#[test]
fn a_figure_with_its_digits_turned_round_keeps_no_status() {
    let found =
        one(&article("{Rescuers found 12 people alive.}"), &article("Rescuers found 21 people alive."));
    material(&found, "Rescuers found 21 people alive.", Reason::Figure);
}

#[test]
fn a_wrong_look_alike_is_never_taken() {
    let before =
        article("{Nine people drowned near Port Ézé on Monday.} Six people drowned near Tamale on Friday.");
    let found = one(&before, &article("Six people drowned near Tamale on Friday."));
    check(&found, Fate::Gone, "Nine people drowned near Port Ézé on Monday.");
}

#[test]
fn a_sentence_merely_moved_keeps_its_status() {
    let before = article("{A storm had been forecast since Tuesday.}");
    let after = format!("{}\nA storm had been forecast since Tuesday.", article("").replace("  ", " "));
    check(&one(&before, &after), Fate::Moved, "A storm had been forecast since Tuesday.");
}

#[test]
fn a_claim_whose_text_goes_keeps_its_words() {
    let found = one(&article("{A storm had been forecast since Tuesday.}"), &article("Nobody knows why."));
    check(&found, Fate::Gone, "A storm had been forecast since Tuesday.");
    assert_eq!(found.marks[0].draft, 1);
    assert_eq!(found.checked.status, Status::Verified);
}

#[test]
fn one_letter_elsewhere_in_the_sentence_loses_nothing() {
    let before = article("Passangers on the pier counted {forty lifejackets in the water}.");
    let after = article("Passengers on the pier counted forty lifejackets in the water.");
    check(&one(&before, &after), Fate::Unchanged, "forty lifejackets in the water");
}

#[test]
fn nothing_known_to_matter_slips_through() {
    for (before, after, reason) in [
        ("{The captain, Yaw Mensah, swam ashore.}", "The captain, Kofi Mensah, swam ashore.", Reason::Name),
        ("{The captain had slept.}", "The captain had not slept.", Reason::Negation),
        ("{“We heard a bang,” he said.}", "“We heard a crack,” he said.", Reason::Quotation),
        ("{He steered for two hours.}", "He steered for three hours.", Reason::Figure),
    ] {
        material(&one(&article(before), &article(after)), after, reason);
    }
}

#[test]
fn the_same_draft_changes_nothing() {
    let text = article("{Rescuers found 12 people alive.} {“Why?” she asked.}");
    let carrying = carried(&review("en", &text), &text.replace(['{', '}'], ""));
    assert_eq!(carrying.count(Fate::Unchanged), 2);
    assert_eq!((carrying.new_words.len(), carrying.likeness), (0, 1.0));
}

#[test]
fn typography_is_cosmetic() {
    for (before, after) in [
        ("{\"It's late,\" she said - twice.}", "“It’s late,” she said – twice."),
        ("{They waited  an hour.}", "They waited an hour."),
        ("{The crew — all of them — were paid.}", "The crew - all of them - were paid."),
    ] {
        check(&one(&article(before), &article(after)), Fate::Cosmetic, after);
    }
}

#[test]
fn british_and_american_spelling_are_one() {
    for (before, after) in [
        ("{The harbour was reorganised.}", "The harbor was reorganized."),
        ("{The theatre cancelled its tour.}", "The theater canceled its tour."),
        ("{He answered by e-mail.}", "He answered by email."),
    ] {
        check(&one(&article(before), &article(after)), Fate::Cosmetic, after);
    }
}

#[test]
fn punctuation_without_meaning_is_cosmetic() {
    let found =
        one(&article("{The crew, tired and cold, slept.}"), &article("The crew tired and cold, slept."));
    check(&found, Fate::Cosmetic, "The crew tired and cold, slept.");
}

#[test]
fn a_capital_at_the_beginning_of_a_sentence_says_nothing() {
    let found = one(&article("And {the crew slept on deck}."), &article("The crew slept on deck."));
    check(&found, Fate::Cosmetic, "The crew slept on deck");
}

#[test]
fn a_capital_inside_a_sentence_makes_a_name() {
    let found = one(&article("{They met the polish crew.}"), &article("They met the Polish crew."));
    material(&found, "They met the Polish crew.", Reason::Name);
}

#[test]
fn signs_between_thousands_are_typography_and_digits_are_not() {
    let before = article("{The ferry cost 1,500,000 dollars.}");
    check(
        &one(&before, &article("The ferry cost 1 500 000 dollars.")),
        Fate::Cosmetic,
        "The ferry cost 1 500 000 dollars.",
    );
    material(
        &one(&before, &article("The ferry cost 1,500,001 dollars.")),
        "The ferry cost 1,500,001 dollars.",
        Reason::Figure,
    );
    material(
        &one(&before, &article("The ferry cost 1.5 dollars.")),
        "The ferry cost 1.5 dollars.",
        Reason::Figure,
    );
}

#[test]
fn a_minus_and_a_range_are_figures() {
    for (before, after) in
        [("{It was -5 degrees.}", "It was 5 degrees."), ("{Some 10-12 men came.}", "Some 10, 12 men came.")]
    {
        material(&one(&article(before), &article(after)), after, Reason::Figure);
    }
}

#[test]
fn dates_units_modality_and_quantities_are_named() {
    for (before, after, reason) in [
        ("{It sank on Monday.}", "It sank on Tuesday.", Reason::Date),
        ("{It sank in May.}", "It sank in June.", Reason::Date),
        ("{It sank in 2019.}", "It sank in 2018.", Reason::Date),
        ("{It sank yesterday.}", "It sank today.", Reason::Date),
        ("{It carried 90 tonnes of sand.}", "It carried 90 kilos of sand.", Reason::Unit),
        ("{Fares rose 7%.}", "Fares rose $7.", Reason::Unit),
        ("{The pump failed.}", "The pump may have failed.", Reason::Modality),
        ("{He allegedly fled.}", "He fled.", Reason::Modality),
        ("{It is the largest ferry.}", "It is the oldest ferry.", Reason::Comparative),
        ("{All passengers swam.}", "Some passengers swam.", Reason::Quantifier),
        ("{About sixty swam.}", "Sixty swam.", Reason::Quantifier),
    ] {
        material(&one(&article(before), &article(after)), after, reason);
    }
}

#[test]
fn who_says_it_counts_even_outside_the_mark() {
    for (before, after) in [
        (
            "As per Reuters, {the cause of the wreck is unknown}.",
            "As per the mayor, the cause of the wreck is unknown.",
        ),
        (
            "{The cause of the wreck is unknown}, Reuters reported.",
            "The cause of the wreck is unknown, Bloomberg reported.",
        ),
        (
            "{The cause of the wreck is unknown}, the mayor said.",
            "The cause of the wreck is unknown, the mayor claimed.",
        ),
        ("{The cause of the wreck is unknown}, officials said.", "The cause of the wreck is unknown."),
    ] {
        let found = one(&article(before), &article(after));
        assert_eq!(found.fate, Fate::Material, "{before} {after}");
        assert!(found.reasons.contains(&Reason::Attribution), "{before} {after} {:?}", found.reasons);
    }
}

#[test]
fn a_negation_outside_the_mark_counts() {
    let before = article("The mayor said that {the crew had been drinking}.");
    let found = one(&before, &article("The mayor did not say that the crew had been drinking."));
    material(&found, "the crew had been drinking", Reason::Negation);
}

#[test]
fn a_figure_next_to_the_mark_counts_and_one_far_off_does_not() {
    let before = article("Some 12 {people were pulled from the water}, and the wreck was found in 9 hours.");
    let near = article("Some 21 people were pulled from the water, and the wreck was found in 9 hours.");
    material(&one(&before, &near), "people were pulled from the water", Reason::Figure);
    let far = article("Some 12 people were pulled from the water, and the wreck was found in 8 hours.");
    check(&one(&before, &far), Fate::Unchanged, "people were pulled from the water");
}

#[test]
fn a_word_exchanged_next_to_the_mark_counts() {
    let found = one(&article("The rebels {burned the pier}."), &article("The soldiers burned the pier."));
    material(&found, "burned the pier", Reason::Wording);
}

#[test]
fn what_changes_in_the_next_sentence_is_another_matter() {
    let before = article("{Rescuers found 12 people alive.} They had no light.");
    let after = article("Rescuers found 12 people alive. They had 40 lamps, Reuters said, and never slept.");
    check(&one(&before, &after), Fate::Unchanged, "Rescuers found 12 people alive.");
}

#[test]
fn words_given_to_a_speaker_are_no_longer_the_article_s() {
    let before = article("The mayor wrote that {the port is finished}, and left.");
    let found = one(&before, &article("The mayor wrote that “the port is finished”, and left."));
    material(&found, "the port is finished", Reason::Quotation);
}

#[test]
fn two_names_that_change_places_are_two_changes() {
    let after = "Mensah accused Okafor of fraud.";
    material(&one(&article("{Okafor accused Mensah of fraud.}"), &article(after)), after, Reason::Name);
}

#[test]
fn the_right_copy_wins_when_paragraphs_change_places() {
    let first = "In Tamale the market burned. {The mayor declined to comment.} Traders wept.";
    let second = "In Yendi the school burned. The mayor declined to comment. Pupils wept.";
    let before = format!("The week began badly.\n{first}\nNobody slept that night.\n{second}\nSo it ended.");
    let after = format!("The week began badly.\n{second}\nNobody slept that night.\n{first}\nSo it ended.")
        .replace(['{', '}'], "");
    let found = one(&before, &after);
    assert!(found.fate.keeps_status());
    let place = draft(2, &after);
    let paragraph = place.text().paragraph_at(place.text().byte_of(found.marks[0].start).unwrap());
    assert!(place.text().paragraph(paragraph).starts_with("In Tamale"));
}

#[test]
fn the_first_of_two_copies_is_cut_and_only_its_claim_goes() {
    let line = "The mayor declined to comment on the fire.";
    let before = format!(
        "{{{line}}} It rained in Tamale.\nThe school burned down on Sunday.\nPupils wept. {{{line}}} They left."
    );
    let after =
        format!("It rained in Tamale.\nThe school burned down on Sunday.\nPupils wept. {line} They left.");
    let carrying = carried(&review("en", &before), &after);
    let fates: Vec<Fate> = carrying.carried.iter().map(|to| to.fate).collect();
    assert_eq!(fates, [Fate::Gone, Fate::Unchanged]);
}

#[test]
fn two_look_alikes_that_change_places_are_not_mixed_up() {
    let (one, other) = ("In Gao, 12 soldiers died in the raid.", "In Ménaka, 21 soldiers died in the raid.");
    let before = article(&format!("{{{one}}} {{{other}}}"));
    let carrying = carried(&review("en", &before), &article(&format!("{other} {one}")));
    assert!(carrying.carried.iter().all(|to| to.fate.keeps_status()));
    assert_eq!(
        (carrying.carried[0].marks[0].quote.as_str(), carrying.carried[1].marks[0].quote.as_str()),
        (one, other)
    );
}

#[test]
fn a_sentence_split_in_two_keeps_its_mark_together() {
    let before = article("{The pump failed at sea and the crew, who had no radio, lit a fire on the deck.}");
    let after = article("The pump failed at sea. The crew, who had no radio, lit a fire on the deck.");
    let found = one(&before, &after);
    assert_eq!(
        found.marks[0].quote,
        "The pump failed at sea. The crew, who had no radio, lit a fire on the deck."
    );
}

#[test]
fn two_paragraphs_joined_change_nothing() {
    let before = "The ferry sank at dawn.\n{Rescuers found 12 people alive.}\nDivers went down twice.";
    let after = "The ferry sank at dawn. Rescuers found 12 people alive. Divers went down twice.";
    check(&one(before, after), Fate::Unchanged, "Rescuers found 12 people alive.");
}

#[test]
fn a_marked_word_that_is_replaced_is_followed() {
    let found = one(
        &article("Rescuers found {twelve} people alive."),
        &article("Rescuers found twenty people alive."),
    );
    material(&found, "twenty", Reason::Figure);
}

#[test]
fn a_question_is_no_statement() {
    let after = "The captain slept?";
    material(&one(&article("{The captain slept.}"), &article(after)), after, Reason::Modality);
}

#[test]
fn words_nobody_knows_are_taken_for_a_change() {
    let after = "The hull was patched with tar.";
    material(&one(&article("{The hull was patched with felt.}"), &article(after)), after, Reason::Wording);
}

#[test]
fn french_has_its_own_words() {
    let around = |middle: &str| {
        format!(
            "Le bac a coulé à l’aube.\nIl venait de Tamale. {middle} Nul ne sait pourquoi.\nLes plongeurs sont repartis."
        )
    };
    for (before, after, reason) in [
        ("{Le capitaine dormait.}", "Le capitaine ne dormait pas.", Reason::Negation),
        ("{Douze passagers ont péri.}", "Treize passagers ont péri.", Reason::Figure),
        ("{Le pilote a fui.}", "Le pilote aurait fui.", Reason::Modality),
        (
            "Selon Reuters, {la coque était fendue}.",
            "Selon l’AFP, la coque était fendue.",
            Reason::Attribution,
        ),
        ("{Il a coulé jeudi.}", "Il a coulé vendredi.", Reason::Date),
        ("{Tous les marins ont nagé.}", "Plusieurs marins ont nagé.", Reason::Quantifier),
        ("{C’est le bac de l’Union.}", "C’est le bac de l’Alliance.", Reason::Name),
    ] {
        let found = in_language("fr", &around(before), &around(after));
        assert_eq!(found.fate, Fate::Material, "{after}");
        assert!(found.reasons.contains(&reason), "{after} {:?}", found.reasons);
    }
    let found = in_language(
        "fr",
        &around("{\"C'est un événement\", dit-il.}"),
        &around("« C’est un évènement », dit-il."),
    );
    assert_eq!(found.fate, Fate::Cosmetic, "{:?}", found.reasons);
}

#[test]
fn other_languages_fall_back_on_the_safe_side() {
    let around = |middle: &str| {
        format!(
            "Die Fähre sank am Morgen.\nSie kam aus Tamale. {middle} Niemand weiß warum.\nTaucher suchten weiter."
        )
    };
    for (before, after) in [
        ("{Der Kapitän schlief.}", "Der Kapitän schlief nicht."),
        ("{Es starben 12 Menschen.}", "Es starben 21 Menschen."),
        ("{Der Kapitän schlief tief.}", "Der Kapitän schlief kurz."),
    ] {
        assert_eq!(in_language("", &around(before), &around(after)).fate, Fate::Material, "{after}");
    }
    let found = in_language(
        "",
        &around("{\"Wir sahen nichts\", sagte er.}"),
        &around("„Wir sahen nichts“, sagte er."),
    );
    assert_eq!(found.fate, Fate::Cosmetic);
    let found =
        in_language("zh", "渡轮今晨沉没。{十二人获救。}船长失踪。", "渡轮今晨沉没。二十人获救。船长失踪。");
    assert_eq!(found.fate, Fate::Material);
    let found = in_language(
        "ar",
        "غرقت العبارة فجرا.\n{نجا ۱۲ راكبا من الغرق.}\nالقبطان مفقود.",
        "غرقت العبارة فجرا.\nنجا ۲۱ راكبا من الغرق.\nالقبطان مفقود.",
    );
    material(&found, "نجا ۲۱ راكبا من الغرق.", Reason::Figure);
}

#[test]
fn a_claim_on_two_passages_that_loses_one_needs_a_recheck() {
    let mut review = review("en", &article("{Rescuers found 12 people alive.} {The pump had failed.}"));
    let second = review.claims.remove(1).marks[0].clone();
    Arc::make_mut(&mut review.claims[0]).marks.push(second);
    let found = carried(&review, &article("Rescuers found 12 people alive.")).carried.remove(0);
    check(&found, Fate::Material, "Rescuers found 12 people alive.");
    assert_eq!(found.marks.len(), 1);
}

#[test]
fn an_unchecked_claim_needs_no_recheck() {
    let mut review = review("en", &article("{Rescuers found 12 people alive.}"));
    let claim = Arc::make_mut(&mut review.claims[0]);
    (claim.status, claim.decision) = (Status::Unchecked, None);
    let found = carried(&review, &article("Rescuers found 21 people alive.")).carried.remove(0);
    assert_eq!((found.fate, found.checked.needs_recheck), (Fate::Material, false));
}

#[test]
fn a_correction_that_was_taken_over_is_recognised() {
    for (marked, proposed, written) in [
        ("{Rescuers found 12 people alive.}", "found 21 people", "Rescuers found 21 people alive."),
        (
            "{The Nigerians who love freedom will resist.}",
            "Nigeriens",
            "The Nigeriens who love freedom will resist.",
        ),
        ("{Rescuers found 12 people alive.}", "Nobody survived the wreck", "Nobody survived the wreck."),
    ] {
        let mut review = review("en", &article(marked));
        Arc::make_mut(&mut review.claims[0]).correction =
            Some(Correction { text: proposed.into(), ..Correction::default() });
        let found = carried(&review, &article(written)).carried.remove(0);
        assert_eq!((found.fate, found.takes_correction), (Fate::Material, true), "{written}");
        let other = carried(
            &review,
            &article(&marked.replace(['{', '}'], "").replace("12", "13").replace("love", "like")),
        );
        assert!(!other.carried[0].takes_correction);
    }
}

#[test]
fn new_factual_words_under_no_mark_are_shown() {
    let before = article("{Rescuers found 12 people alive.}");
    let text = article("Rescuers found 12 people alive. Ama Boateng paid 300 dollars.");
    let new = draft(2, &text);
    let words: Vec<_> = carried(&review("en", &before), &text)
        .new_words
        .iter()
        .map(|word| new.text().slice_bytes(word).unwrap())
        .collect();
    assert_eq!(words, ["Ama", "Boateng", "300"]);
}

/// Carries to a new draft and puts it in.
fn revise(review: &mut Review, text: &str) -> Edit {
    let carrying = carried(review, text);
    let number = review.draft().unwrap().number + 1;
    let edit = compose::new_draft(review, Arc::new(draft(number, text)), &carrying);
    edit.apply(review).unwrap();
    assert_eq!(review.fault(), None);
    edit
}

#[test]
fn the_whole_step_is_one_undo() {
    let mut review = review("en", &article("{Rescuers found 12 people alive.} {The pump had failed.}"));
    let before = ron::to_string(&review).unwrap();
    let edit = revise(&mut review, &article("Rescuers found 21 people alive."));
    assert!(review.claims[0].needs_recheck);
    assert!(review.is_gone(&review.claims[1]));
    edit.inverse().apply(&mut review).unwrap();
    assert_eq!(ron::to_string(&review).unwrap(), before);
}

#[test]
fn an_earlier_draft_is_shown_as_it_was_ticked() {
    let mut review = review("en", &article("{Rescuers found 12 people alive.} {The pump had failed.}"));
    let first = review.clone();
    revise(&mut review, &article("Rescuers found 21 people alive."));
    let second = review.clone();
    let claim = review.claims[0].clone();
    compose::set_status(&claim, Status::Disputed, "Ben", NOW).apply(&mut review).unwrap();
    let gone = review.claims[1].clone();
    compose::remove_claim(&review, &gone).apply(&mut review).unwrap();
    let then = review.as_of(1).unwrap();
    assert_eq!((&then.claims[0], &then.drafts), (&first.claims[0], &first.drafts));
    assert_eq!(then.claims[1].marks, first.claims[1].marks);
    assert_eq!(Checked::of(&then.claims[1]), Checked::of(&first.claims[1]));
    assert_eq!(then.fault(), None);
    assert_ne!(review.as_of(2).unwrap(), second);
    assert_eq!(review.as_of(2), Some(review.clone()));
    assert_eq!(review.as_of(3), None);
}

#[test]
fn decisions_change_what_they_say_and_can_be_taken_back() {
    let mut start = review("en", &article("{Rescuers found 12 people alive.} {The pump had failed.}"));
    Arc::make_mut(&mut start.claims[0]).correction =
        Some(Correction { text: "21 people".into(), ..Correction::default() });
    revise(&mut start, &article("Rescuers found 21 people alive."));
    let (changed, gone) = (start.claims[0].clone(), start.claims[1].clone());
    let place = vec![compose::mark(&start, &char_range(0..9)).unwrap()];
    let decisions = [
        (compose::keep(&start, 2, &changed, "Ben", NOW), Outcome::Kept),
        (compose::recheck(&start, 2, &changed), Outcome::Recheck),
        (
            compose::take_correction(&start, 2, &changed, Status::Verified, "Ben", NOW),
            Outcome::CorrectionTaken,
        ),
        (compose::put_elsewhere(&start, 2, &gone, place), Outcome::PutElsewhere),
        (compose::cut(&start, 2, &gone), Outcome::Cut),
    ];
    for (edit, outcome) in decisions {
        let mut review = start.clone();
        let edit = edit.expect("a claim that was carried");
        let id = edit.claim().expect("about one claim");
        let back = edit.apply(&mut review).unwrap();
        assert_eq!(review.revision(2).unwrap().of(id).unwrap().outcome, Some(outcome));
        let claim = review.claim(id).unwrap();
        let flagged = matches!(outcome, Outcome::Recheck | Outcome::PutElsewhere);
        assert_eq!(claim.needs_recheck, flagged, "{outcome:?}");
        match outcome {
            Outcome::Kept => {
                assert_eq!(claim.decision.as_ref().unwrap().words, ["Rescuers found 21 people alive."]);
            }
            Outcome::CorrectionTaken => {
                assert_eq!(claim.correction.as_ref().unwrap().resolution, Resolution::Accepted);
            }
            Outcome::PutElsewhere => assert_eq!(claim.marked_words(), ["The ferry"]),
            Outcome::Cut => assert_eq!(
                (claim.status, claim.marked_words()),
                (Status::Verified, vec!["The pump had failed.".into()])
            ),
            Outcome::Recheck => {}
        }
        assert_eq!(review.fault(), None);
        back.apply(&mut review).unwrap();
        assert_eq!(review, start);
    }
    assert_eq!(compose::keep(&start, 1, &changed, "Ben", NOW), None);
}

#[test]
fn words_that_come_back_bring_their_status_back() {
    let text = article("Rescuers found 12 people alive. The pump had failed.");
    let mut review = review("en", &article("{Rescuers found 12 people alive.} {The pump had failed.}"));
    let before = Checked::of(&review.claims[0]);
    revise(&mut review, &article("Rescuers found 21 people alive."));
    revise(&mut review, &text);
    for claim in &review.claims {
        assert_eq!(claim.marks[0].draft, 3);
        assert!(!claim.needs_recheck);
    }
    assert_eq!(Checked::of(&review.claims[0]), before);
    assert_eq!(review.last_revision().unwrap().count(Fate::Unchanged), 2);
}

#[test]
fn a_decision_to_recheck_outlives_the_words_coming_back() {
    let text = article("Rescuers found 12 people alive.");
    let mut review = review("en", &article("{Rescuers found 12 people alive.}"));
    revise(&mut review, &article("Rescuers found 21 people alive."));
    let claim = review.claims[0].clone();
    compose::recheck(&review, 2, &claim).unwrap().apply(&mut review).unwrap();
    revise(&mut review, &text);
    assert!(review.claims[0].needs_recheck);
}

#[test]
fn another_article_is_recognised() {
    let other = "Wheat prices fell in Odesa on Friday.\nTraders blamed the rain, and a strike at two mills.\nExports had doubled since March.";
    let carrying = carried(&review("en", &article("{Rescuers found 12 people alive.}")), other);
    assert!(carrying.is_another_article(), "{}", carrying.likeness);
    assert_eq!(carrying.count(Fate::Gone), 1);
    assert!(
        !carried(&review("en", &article("{Rescuers found 12 people alive.}")), &article(""))
            .is_another_article()
    );
}

#[test]
fn odd_drafts_give_an_answer() {
    let line = "The mayor declined to comment on the fire.";
    let thousand = vec![line; 1000].join("\n");
    let before = format!("It burned.\n{thousand}\n{{{line}}}\nIt rained.");
    let after = format!("It burned.\n{thousand}\n{line}\nIt rained.");
    check(&one(&before, &after), Fate::Unchanged, line);
    assert_eq!(one(&before, "").fate, Fate::Gone);
    assert_eq!(one("{a}", "b").fate, Fate::Gone);
    assert_eq!(one(&article("{Rescuers found 12 people alive.}"), &"x".repeat(1 << 20)).fate, Fate::Gone);
    let cancelled = carry(&review("en", &before), &draft(2, &after), &mut |_| false);
    assert_eq!(cancelled, None);
}

#[test]
fn a_very_long_line_is_compared_word_by_word() {
    let long: String = (0..60_000).map(|number| format!("word{} ", number % 5000)).collect();
    let before = format!("{long} {{Rescuers found 12 people alive}} {long}");
    let after = format!("{long} Rescuers found 21 people alive {long}");
    material(&one(&before, &after), "Rescuers found 21 people alive", Reason::Figure);
}
