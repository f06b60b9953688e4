//! Articles that are none, and articles that are odd.

use crate::desk::{Desk, act, failed, mark, open, opened, run};
use redpencil::app::Action;
use redpencil::app::command::Command;
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;

/// A file that is no article is refused by the program and by the window, and what was there stays.
#[track_caller]
fn refused(desk: &Desk, path: &Path, words: &str) {
    let before = desk.read("saved.ron");
    let name = path.to_str().unwrap();
    desk.run(&["import", name, "-o", "new.ron"]).refuses(3, words);
    assert!(!desk.path("new.ron").exists(), "a review was made of {name}");
    desk.run(&["import", name, "-o", "saved.ron", "--force"]).refuses(3, words);
    assert_eq!(desk.read("saved.ron"), before);
    let mut app = desk.app_on("saved.ron");
    open(&mut app, path);
    let said = failed(&app, words);
    assert!(said.ends_with(&format!(": {name}")), "{said}");
    assert_eq!(opened(&app).review().claims.len(), 2, "the review that was open stays open");
}

#[test]
fn what_is_not_there_or_no_file_is_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    refused(&desk, &desk.path("missing.txt"), "no such file");
    refused(&desk, &desk.path("missing/article.txt"), "no such file");
    refused(&desk, &desk.path("article.txt/below.txt"), "no such file");
    refused(&desk, &desk.path("folder"), "This is a folder");
    refused(&desk, &desk.path("n".repeat(4_000).as_str()), "cannot be read");
    #[cfg(unix)]
    refused(&desk, Path::new("/dev/zero"), "device or pipe");
}

/// For somebody who may do anything, permissions bind nobody, and there is nothing to test.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let path = desk.write("secret.txt", "Nine men crossed the bridge.");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("not tested: permissions do not bind this user");
        return;
    }
    refused(&desk, &path, "without permission");
}

#[test]
fn what_holds_no_text_is_refused() {
    let desk = Desk::new();
    refused(&desk, &desk.write("empty.txt", ""), "The file is empty");
    refused(&desk, &desk.write("blank.txt", " \n\t\r\n \u{a0}\u{2028}"), "nothing but white space");
    refused(&desk, &desk.write("mark.txt", "\u{feff}"), "nothing but white space");
    let noise: Vec<u8> = (0..4_096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused(&desk, &desk.write("noise.txt", noise), "binary data");
    refused(&desk, &desk.write("zeros.html", [0; 4_096]), "binary data");
    refused(&desk, &desk.write("photo.txt", b"\x89PNG\r\n\x1a\n0000"), "an image");
}

#[test]
fn two_hundred_megabytes_are_refused_unread() {
    let desk = Desk::new();
    let path = desk.write("huge.txt", "Nine men crossed the bridge. ");
    File::options().write(true).open(&path).unwrap().set_len(200 << 20).unwrap();
    refused(&desk, &path, "has 200 MB and Redpencil reads articles up to 64 MB");
    // Under a review’s name it is no review; above what a review may hold, it is not even looked into.
    let review = desk.path("huge.ron");
    fs::rename(&path, &review).unwrap();
    desk.run(&["show", "huge.ron"]).refuses(3, "this is no review");
    File::options().write(true).open(&review).unwrap().set_len(2 << 30).unwrap();
    desk.run(&["show", "huge.ron"]).refuses(3, "larger than 512 MB");
    let mut app = desk.app();
    open(&mut app, &review);
    failed(&app, "larger than 512 MB");
}

#[test]
fn a_name_with_a_line_break_does_not_break_the_sentence() {
    if cfg!(windows) {
        return;
    }
    let desk = Desk::new();
    let path = desk.write("two\nlines \u{202e}.txt", "");
    desk.run(&["import", path.to_str().unwrap(), "-o", "new.ron"]).refuses(3, "The file is empty");
    let mut app = desk.app();
    open(&mut app, &path);
    let said = failed(&app, "The file is empty");
    assert!(!said.contains('\u{202e}'), "{said:?}");
}

/// The words of a draft as `show --json` tells them.
fn words(shown: &Value) -> String {
    let paragraphs = shown["draft"]["paragraphs"].as_array().unwrap();
    paragraphs.iter().map(|paragraph| paragraph["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_line_of_five_megabytes_is_an_article() {
    let desk = Desk::new();
    let line = "The river rose by 12 cm. ".repeat(200_000) + "Nine men left.";
    let path = desk.write("line.txt", &line);
    desk.run(&["import", "line.txt", "-o", "line.ron"]).exits(0);
    desk.run(&["mark", "line.ron", "--quote", "Nine men left"]).exits(0);
    let shown = desk.show("line.ron");
    assert_eq!(words(&shown), line);
    assert_eq!(shown["claims"][0]["marks"][0]["start"], 5_000_000);
    let mut app = desk.app();
    open(&mut app, &path);
    act(&mut app, Action::Search("nine men".into()));
    assert_eq!(opened(&app).find.hits.len(), 1);
    act(&mut app, Action::Search("12 cm".into()));
    assert_eq!(opened(&app).find.hits.len(), 200_000);
    mark(&mut app, "Nine men left");
    desk.save_as(&mut app, &desk.path("window.ron"));
    assert!(!opened(&app).is_unsaved(), "{:?}", app.notice);
    assert_eq!(desk.show("window.ron")["claims"][0]["marks"], shown["claims"][0]["marks"]);
}

#[test]
fn nothing_but_combining_marks_is_an_article() {
    let desk = Desk::new();
    let marks = "\u{301}\u{323}\u{fe0f}\u{200d}".repeat(20_000);
    let path = desk.write("marks.txt", &marks);
    desk.run(&["import", "marks.txt", "-o", "marks.ron"]).exits(0);
    desk.run(&["mark", "marks.ron", "--quote", &marks[..400]]).exits(2); // it stands there in many places
    assert_eq!(words(&desk.show("marks.ron")), marks);
    let mut app = desk.app();
    open(&mut app, &path);
    run(&mut app, Command::SelectAll);
    run(&mut app, Command::NewClaim);
    assert_eq!(opened(&app).review().claims[0].marked_words(), [marks]);
}

/// A sentence that reads “not guilty” to a machine and turns round where the controls are obeyed.
const TURNED: &str = "He was \u{202e}not\u{202c} guilty \u{2067}of it\u{2069}, \u{200f}they\u{61c} said.";

#[test]
fn bidirectional_controls_are_kept_and_shown() {
    let desk = Desk::new();
    let path = desk.write("turned.txt", TURNED);
    let ran = desk.run(&["import", "turned.txt", "-o", "turned.ron"]).exits(0);
    assert!(ran.said().contains("6 bidirectional control characters, shown as signs"), "{}", ran.said());
    desk.run(&["mark", "turned.ron", "--quote", "\u{202e}not\u{202c} guilty"]).exits(0);
    let file = desk.read("turned.ron");
    assert!(file.contains("He was \\u{202e}not\\u{202c} guilty \\u{2067}of it\\u{2069}"), "{file}");
    let acting = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!file.contains(acting), "{file}");
    let shown = desk.show("turned.ron");
    assert_eq!(words(&shown), TURNED);
    assert_eq!(shown["claims"][0]["marks"][0]["text"], "\u{202e}not\u{202c} guilty");
    let said = desk.run(&["show", "turned.ron"]).exits(0).out();
    assert!(said.contains("⟨U+202E⟩not⟨U+202C⟩ guilty") && !said.contains(acting), "{said}");
    let mut app = desk.app();
    open(&mut app, &path);
    assert_eq!(opened(&app).draft().text().as_str(), TURNED);
    let notice = app.notice.clone().unwrap();
    assert!(notice.text.contains("6 bidirectional control characters, shown as signs"), "{notice:?}");
    mark(&mut app, "\u{202e}not\u{202c} guilty");
    desk.save_as(&mut app, &desk.path("window.ron"));
    assert_eq!(desk.show("window.ron")["claims"][0]["marks"], shown["claims"][0]["marks"]);
}

#[test]
fn nesting_without_end_is_read_flat() {
    let desk = Desk::new();
    let last = "The river rose by 12 cm.";
    for (name, text) in [
        ("divs.html", format!("<html><body>{}{last}", "<div>".repeat(10_000))),
        ("lists.html", format!("<html><body>{}{last}", "<ul><li>".repeat(10_000))),
        ("quotes.md", format!("{}{last}\n", "> ".repeat(10_000))),
        ("links.md", format!("{}{last}{}\n", "[".repeat(10_000), "](x)".repeat(10_000))),
        ("stars.md", format!("{}{last}\n", "*a_ ".repeat(10_000))),
        ("brackets.txt", format!("{}{last}", "(".repeat(10_000))),
        ("entities.html", format!("<html><body><p>{}{last}", "&amp;".repeat(10_000))),
    ] {
        let path = desk.write(name, text);
        desk.run(&["import", name, "-o", "flat.ron", "--force"]).exits(0);
        assert!(words(&desk.show("flat.ron")).contains("rose by 12 cm"), "{name}");
        let mut app = desk.app();
        open(&mut app, &path);
        assert!(opened(&app).draft().text().as_str().contains("rose by 12 cm"), "{name}");
    }
}
