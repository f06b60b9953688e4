//! `import`: an article becomes a review.

use crate::desk::{ARTICLE, Desk};
use serde_json::json;
use std::fs;

#[test]
fn an_article_becomes_a_review() {
    let desk = Desk::new();
    let said = desk.run(&["import", "article.txt", "-o", "review.ron"]).expect(0).out();
    for words in ["A bridge over the Ézé opens", "2024-03-12", "0 claims", "Saved as review.ron"] {
        assert!(said.contains(words), "{said}");
    }
    let json = desk.run(&["import", "article.txt", "-o", "other.ron", "--json"]).expect(0).json();
    assert_eq!(json, desk.show());
    assert_eq!(json["title"], "A bridge over the Ézé opens");
}

#[test]
fn a_date_that_is_given_stands_above_the_articles_own() {
    let desk = Desk::new();
    desk.run(&["import", "article.txt", "-o", "review.ron", "--date", "2023-07-27"]).expect(0);
    assert_eq!(desk.show()["dateline"]["date"], "2023-07-27");
}

#[test]
fn an_article_comes_from_standard_input() {
    let desk = Desk::new();
    desk.run_with(&["import", "-", "-o", "review.ron"], ARTICLE.as_bytes()).expect(0);
    assert_eq!(desk.show()["draft"]["paragraphs"].as_array().unwrap().len(), 5);
}

#[test]
fn a_review_that_stands_there_is_not_written_over() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men"]);
    let before = desk.read("review.ron");
    desk.run(&["import", "article.txt", "-o", "review.ron"]).expect(4).says("review.ron");
    assert_eq!(desk.read("review.ron"), before);
    desk.run(&["import", "article.txt", "-o", "review.ron", "--force"]).expect(0);
    assert_eq!(desk.show()["claims"], json!([]));
}

#[test]
fn what_is_no_article_cannot_be_read() {
    let desk = Desk::new();
    fs::write(desk.path("empty.txt"), "").unwrap();
    fs::write(desk.path("binary.txt"), [0, 159, 146, 150, 0, 1, 2, 3]).unwrap();
    fs::create_dir(desk.path("folder")).unwrap();
    for name in ["missing.txt", "empty.txt", "binary.txt", "folder"] {
        desk.run(&["import", name, "-o", "review.ron"]).expect(3).says(name);
        assert!(!desk.path("review.ron").exists());
    }
    desk.run_with(&["import", "-", "-o", "review.ron"], b"").expect(3).says("empty");
}

#[test]
fn a_folder_becomes_a_review_of_each_file() {
    let desk = Desk::new();
    fs::create_dir(desk.path("drafts")).unwrap();
    for (name, text) in [("one.txt", "Nine men left."), ("one.md", "# Nine men left"), ("two.txt", "")] {
        fs::write(desk.path("drafts").join(name), text).unwrap();
    }
    let told = desk.run(&["import", "drafts", "-o", "reviews", "--json"]).expect(3).json();
    assert_eq!(told["imported"].as_array().map(Vec::len), Some(2));
    assert!(told["failed"][0]["error"].as_str().is_some_and(|error| error.contains("The file is empty")));
    assert!(desk.path("reviews/one.txt.ron").exists() && desk.path("reviews/one.md.ron").exists());
    desk.run(&["import", "drafts/one.txt", "drafts/one.md", "-o", "review.ron"]).expect(2).says("several");
}

#[test]
fn an_output_in_no_folder_cannot_be_written() {
    let desk = Desk::new();
    desk.run(&["import", "article.txt", "-o", "nowhere/review.ron"]).expect(3).says("nowhere");
}
