//! Reading an article, beside `sentencex` alone on the same text.

use crate::material::{SEED, noon};
use crate::measure::{Outcome, Report, Times, cpu, millis, ratio};
use redpencil::analysis::reading::Reading;
use redpencil::review::{Draft, Ids, Numbers, Paragraph, ParagraphKind};

pub const FIGURES: &[&str] =
    &["analysis_1mb", "analysis_10mb_of_1mb", "analysis_changed_of_1mb", "analysis_of_sentencex"];

/// How often each is measured; the middle counts.
const ROUNDS: usize = 7;

/// Sentences of news: attributions before and behind, quotations, dates, figures, names, another language.
const SENTENCES: &[&str] = &[
    "Minister Jo Diallo told Reuters on Wednesday that 1,200 people had left the harbour since last month.",
    "“We will not close the line before the end of the year,” said Ada Example, who runs the ferry office.",
    "The bridge over the Ézé was built in 1998 and cost about $3.5 million.",
    "According to two officials, nearly a third of the boats were older than 40 years.",
    "Nobody was hurt. It rained.",
    "Jeanne Okafor, the mayor of Port Ézé, wrote on X that the port “belongs to everyone who works in it”.",
    "« Nous ne quitterons pas le port avant le 27 juillet 2023 », a déclaré la ministre à l’AFP.",
    "A day after the storm the General Assembly of the Union met in Zinder for the seventh time.",
    "The number of passengers rose from 204 to 240, which is 18 per cent more than a year earlier.",
    "Who is behind it remains unclear, and he added that nobody knows.",
];

pub fn run(report: &mut Report) -> Outcome<()> {
    println!("Everything read off an article");
    let (small, large) = (article(1_000_000), article(10_000_000));
    let day = noon().date_naive();
    let read = |draft: &Draft, before: Option<&Reading>| Reading::of(draft, "en", Some(day), before);
    let kept = read(&small, None);
    let changed = one_more(&small);
    let [mut one, mut ten, mut again, mut peer] = [(); 4].map(|()| Times::default());
    for _ in 0..ROUNDS {
        one.push(cpu(|| read(&small, None)).1);
        again.push(cpu(|| read(&changed, Some(&kept))).1);
        peer.push(cpu(|| sentences(&small)).1);
    }
    for _ in 0..ROUNDS / 2 {
        ten.push(cpu(|| read(&large, None)).1);
    }
    for (name, times) in
        [("1 MB", &one), ("10 MB", &ten), ("1 MB, one paragraph new", &again), ("sentencex, 1 MB", &peer)]
    {
        report.note(&format!("{name}: {}", times.words()));
    }
    report.figure("analysis_1mb", millis(one.median()), "ms", 150.0);
    report.figure("analysis_10mb_of_1mb", ratio(ten.median(), one.median()), "times", 11.0);
    report.figure("analysis_changed_of_1mb", ratio(again.median(), one.median()), "times", 0.25);
    report.figure("analysis_of_sentencex", ratio(one.median(), peer.median()), "times", 30.0);
    Ok(())
}

/// News of about so many bytes, four sentences a paragraph.
fn article(bytes: usize) -> Draft {
    let mut numbers = Numbers::from_seed(SEED);
    let mut paragraphs = Vec::new();
    let mut done = 0;
    while done < bytes {
        let sentence = |_| SENTENCES[(numbers.next() % SENTENCES.len() as u64) as usize];
        let text = (0..4).map(sentence).collect::<Vec<_>>().join(" ");
        done += text.len() + 1;
        paragraphs.push(Paragraph::new(ParagraphKind::Body, text));
    }
    Draft::new(1, noon(), "article.txt", paragraphs)
}

/// The article with a new paragraph in its middle.
fn one_more(draft: &Draft) -> Draft {
    let mut paragraphs: Vec<Paragraph> =
        draft.paragraphs().map(|(kind, text)| Paragraph::new(kind, text)).collect();
    paragraphs
        .insert(paragraphs.len() / 2, Paragraph::new(ParagraphKind::Body, "Ada Example said nothing new."));
    Draft::new(2, noon(), "article.txt", paragraphs)
}

/// How many sentences the peer finds.
fn sentences(draft: &Draft) -> usize {
    draft.paragraphs().map(|(_, text)| sentencex::segment("en", text).len()).sum()
}
