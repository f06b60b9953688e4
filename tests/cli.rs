//! The verbs as a script meets them: the built program, its output, its messages and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "a test makes the files that the program reads")]

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An article with accents, an emoji of several chars, Arabic, and words that stand twice.
const ARTICLE: &str = "\
A bridge over the Ézé opens

By Ada Example

Port Ézé, 12 March 2024 – Nine men crossed the bridge on Tuesday, the mayor told Reuters. “It is safe”, she said.

Then nine men came back 👩‍👩‍👧, and the mayor smiled.

قال الوزير إن الجسر آمن.
";

/// A folder for one test, in which the program runs.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path("article.txt"), ARTICLE).unwrap();
        desk
    }

    /// A folder with `review.ron`, made of the article.
    fn with_review() -> Self {
        let desk = Self::new();
        desk.run(&["import", "article.txt", "-o", "review.ron"]).expect(0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = program(self.0.path()).args(args).spawn().unwrap();
        // A program that refuses before it reads closes the pipe: no matter here.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran(child.wait_with_output().unwrap())
    }

    fn show(&self) -> Value {
        self.run(&["show", "review.ron", "--json"]).expect(0).json()
    }

    /// Marks by options and gives the claim as it then is.
    fn mark(&self, options: &[&str]) -> Value {
        let args = [&["mark", "review.ron", "--json"], options].concat();
        self.run(&args).expect(0).json()["claim"].clone()
    }

    /// Marks by options, expecting the exit code 2, and gives the message. The review must stay as it is.
    fn refused_mark(&self, options: &[&str]) -> String {
        let before = self.read("review.ron");
        let said = self.run(&[&["mark", "review.ron"], options].concat()).expect(2).said();
        assert_eq!(self.read("review.ron"), before);
        said
    }
}

fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_redpencil"));
    program.current_dir(folder).env("USER", "ada").env_remove("USERNAME");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// What a run of the program left behind.
struct Ran(Output);

impl Ran {
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}\n{}", self.out(), self.said());
        self
    }

    fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    fn said(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out()).unwrap()
    }

    /// One sentence on standard error that names what went wrong, and nothing on standard output.
    #[track_caller]
    fn says(&self, words: &str) {
        let said = self.said();
        assert!(said.starts_with("redpencil: ") && said.contains(words), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(self.out(), "");
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The words of a paragraph joined as in the draft's text, to check places against.
fn draft_text(shown: &Value) -> String {
    let paragraphs = shown["draft"]["paragraphs"].as_array().unwrap();
    paragraphs.iter().map(|paragraph| paragraph["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

fn slice(text: &str, passage: &Value) -> String {
    let at = |key: &str| passage[key].as_u64().unwrap() as usize;
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

// The command line itself.

#[test]
fn help_and_version_go_to_standard_output() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).expect(0).out();
    for verb in ["import", "mark", "show", "check", "export"] {
        assert!(help.contains(verb), "{help}");
        assert!(desk.run(&[verb, "--help"]).expect(0).out().contains("--json"));
    }
    let version = desk.run(&["--version"]).expect(0).out();
    assert_eq!(version, format!("redpencil {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_is_told_in_one_sentence() {
    let desk = Desk::with_review();
    for (args, words) in [
        (&["show"][..], "this is still needed: <REVIEW>; see `redpencil show --help`"),
        (&["show", "a", "b"], "“b” is one word too many"),
        (&["show", "review.ron", "--nonsense"], "there is no option --nonsense"),
        (&["--nonsense"], "there is no option --nonsense here; see `redpencil --help`"),
        (&["a", "b"], "opens one file at a time"),
        (&["import", "article.txt"], "--output"),
        (&["import", "article.txt", "-o", "b.ron", "--date", "12 March"], "has the form 2023-07-27"),
        (
            &["import", "article.txt", "-o", "b.ron", "--date", "2024-02-30"],
            "“2024-02-30” is no value for --date",
        ),
        (&["import", "article.txt", "-o", "b.ron", "--date"], "without a value"),
        (&["import", "article.txt", "-o", "b.ron", "-o", "c.ron"], "is there twice"),
        (&["import", "article.txt", "-o", "-"], "name one with -o"),
        (&["import", "article.txt", "-o", "article.txt", "--force"], "take the place of its article"),
        (&["export", "review.ron"], "--to <FORMAT>"),
        (&["export", "review.ron", "--to", "vellum"], "“vellum” is no value for --to <FORMAT>; use html, md"),
        (&["mark", "review.ron"], "--quote <TEXT>"),
        (&["mark", "review.ron", "--quote", "x", "--jsonl"], "leave out the options"),
        (&["mark", "-", "--quote", "x"], "name the file"),
    ] {
        desk.run(args).expect(2).says(words);
    }
    assert_eq!(desk.read("article.txt"), ARTICLE);
    assert!(!desk.path("b.ron").exists());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::with_review();
    let mut child =
        program(desk.0.path()).args(["show", "review.ron", "--json"]).stdout(closed_pipe()).spawn().unwrap();
    drop(child.stdin.take());
    Ran(child.wait_with_output().unwrap()).expect(0).says_nothing();
}

#[cfg(unix)]
impl Ran {
    fn says_nothing(&self) {
        assert_eq!(self.said(), "");
    }
}

/// The writing end of a pipe that nobody reads.
#[cfg(unix)]
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

// import

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

// show

#[test]
fn the_shape_of_a_shown_review_is_fixed() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--source", "Reuters", "--origin", "AFP"]);
    let shown = desk.show();
    let whole =
        ["title", "byline", "dateline", "language", "draft", "claims", "sources", "progress", "coverage"];
    assert_eq!(keys(&shown), whole);
    assert_eq!(keys(&shown["dateline"]), ["place", "date"]);
    assert_eq!(keys(&shown["draft"]), ["number", "sha256", "words", "paragraphs"]);
    assert_eq!(keys(&shown["draft"]["paragraphs"][0]), ["kind", "text"]);
    let claim = &shown["claims"][0];
    let of_claim = [
        "number",
        "id",
        "wording",
        "status",
        "needs_recheck",
        "marks",
        "attribution",
        "citations",
        "correction",
        "note",
    ];
    assert_eq!(keys(claim), of_claim);
    assert_eq!(keys(&claim["marks"][0]), ["start", "end", "text"]);
    let of_citation = [
        "source",
        "stance",
        "pinpoint",
        "url",
        "rank",
        "quotation",
        "language",
        "translation",
        "accessed",
        "method",
        "origin",
        "note",
    ];
    assert_eq!(keys(&claim["citations"][0]), of_citation);
    let of_source = ["id", "name", "kind", "rank", "aliases", "domains", "note", "claims"];
    assert_eq!(keys(&shown["sources"][0]), of_source);
    let statuses =
        ["unchecked", "verified", "disputed", "query", "unverifiable", "on_author", "not_checkable"];
    assert_eq!(keys(&shown["progress"]), statuses);
    assert_eq!(keys(&shown["coverage"]), ["factual_words", "covered", "ticked"]);
}

#[test]
fn what_is_not_known_is_null_or_empty() {
    let desk = Desk::new();
    desk.run_with(&["import", "-", "-o", "review.ron"], "Nine men crossed the bridge.".as_bytes()).expect(0);
    desk.mark(&["--quote", "Nine men"]);
    let shown = desk.show();
    assert_eq!((&shown["byline"], &shown["dateline"]), (&json!(""), &json!({ "place": "", "date": null })));
    let claim = &shown["claims"][0];
    assert_eq!(
        (&claim["wording"], &claim["attribution"], &claim["correction"]),
        (&json!(""), &json!(null), &json!(null))
    );
    assert_eq!(
        (&claim["needs_recheck"], &claim["citations"], &claim["note"]),
        (&json!(false), &json!([]), &json!(""))
    );
}

#[test]
fn a_review_reads_at_a_terminal() {
    let desk = Desk::with_review();
    desk.mark(&[
        "--quote",
        "Nine men",
        "--status",
        "disputed",
        "--wording",
        "Nine crossed",
        "--note",
        "Ask\nher",
    ]);
    desk.mark(&["--quote", "on Tuesday", "--url", "https://www.reuters.com/a", "--pinpoint", "p. 2"]);
    let said = desk.run(&["show", "review.ron"]).expect(0).out();
    for words in [
        "A bridge over the Ézé opens\n",
        "2 claims · 1 unchecked · 1 disputed\n",
        "1  Disputed: Nine crossed\n",
        ": “Nine men”\n",
        "Note: Ask her\n",
        "2  Unchecked: on Tuesday\n",
        "Supports: Reuters, p. 2, https://www.reuters.com/a, accessed ",
        "Reuters (agency): claim 2\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn text_does_not_act_on_the_terminal() {
    let desk = Desk::new();
    let article = "Nine \u{1b}[2J men \u{202e}crossed the bridge on Tuesday.";
    desk.run_with(&["import", "-", "-o", "review.ron"], article.as_bytes()).expect(0);
    desk.mark(&["--quote", article, "--note", "\u{7}bell"]);
    let said = desk.run(&["show", "review.ron"]).expect(0).out();
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said}");
    assert!(said.contains("⟨U+202E⟩crossed"), "{said}");
    let said = desk.refused_mark(&["--quote", "\u{1b}[2J gone"]);
    assert!(said.contains("⟨U+001B⟩[2J gone"), "{said}");
}

#[test]
fn a_review_comes_from_standard_input() {
    let desk = Desk::with_review();
    let review = desk.read("review.ron");
    let shown = desk.run_with(&["show", "-", "--json"], review.as_bytes()).expect(0).json();
    assert_eq!(shown, desk.show());
    desk.run_with(&["show", "-"], b"\xff").expect(3).says("standard input");
    desk.run_with(&["show", "-"], b"no review").expect(3).says("standard input");
}

#[test]
fn what_is_no_review_cannot_be_read() {
    let desk = Desk::with_review();
    let review = desk.read("review.ron");
    fs::write(desk.path("cut.ron"), &review[..review.len() / 2]).unwrap();
    fs::write(desk.path("newer.ron"), review.replacen("version: 1", "version: 99", 1)).unwrap();
    for name in ["missing.ron", "article.txt", "cut.ron", "newer.ron"] {
        desk.run(&["show", name]).expect(3).says(name);
        desk.run(&["mark", name, "--quote", "Nine men"]).expect(3).says(name);
        desk.run(&["export", name, "--to", "json"]).expect(3).says(name);
    }
}

// mark

#[test]
fn a_passage_becomes_a_claim() {
    let desk = Desk::with_review();
    let claim = desk.mark(&["--quote", "Nine men"]);
    assert_eq!((&claim["number"], &claim["status"]), (&json!(1), &json!("unchecked")));
    let shown = desk.show();
    assert_eq!(shown["claims"], json!([claim]));
    assert_eq!(slice(&draft_text(&shown), &claim["marks"][0]), "Nine men");
    assert_eq!(desk.mark(&["--quote", "on Tuesday"])["number"], 2);
}

#[test]
fn places_are_counted_in_chars() {
    let desk = Desk::with_review();
    for quote in ["Ézé opens", "👩‍👩‍👧, and", "الجسر آمن", "smiled.\nقال الوزير", "“It is safe”"]
    {
        let claim = desk.mark(&["--quote", quote]);
        assert_eq!(claim["marks"][0]["text"], quote);
        assert_eq!(slice(&draft_text(&desk.show()), &claim["marks"][0]), quote);
    }
}

#[test]
fn the_same_passage_is_the_same_claim() {
    let desk = Desk::with_review();
    let first = desk.mark(&["--quote", "Nine men", "--wording", "Nine crossed", "--note", "first"]);
    let second = desk.mark(&["--quote", "Nine men", "--status", "query", "--note", "second"]);
    assert_eq!(first["id"], second["id"]);
    assert_eq!(
        (&second["wording"], &second["note"], &second["status"]),
        (&json!("Nine crossed"), &json!("second"), &json!("query"))
    );
    assert_ne!(desk.mark(&["--quote", "Nine men crossed"])["id"], first["id"]);
    assert_eq!(desk.mark(&["--quote", "Nine men", "--note", ""])["note"], "");
    assert_eq!(desk.show()["claims"].as_array().unwrap().len(), 2);
}

#[test]
fn a_mark_that_asks_for_nothing_new_leaves_the_file_as_it_is() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--note", "ask"]);
    let before =
        (desk.read("review.ron"), fs::metadata(desk.path("review.ron")).unwrap().modified().unwrap());
    let said = desk.run(&["mark", "review.ron", "--quote", "Nine men", "--note", "ask"]).expect(0).out();
    assert!(said.starts_with("Claim 1 stays as it is: "), "{said}");
    assert_eq!(
        (desk.read("review.ron"), fs::metadata(desk.path("review.ron")).unwrap().modified().unwrap()),
        before
    );
}

#[test]
fn prefix_and_suffix_decide_between_places() {
    let desk = Desk::with_review();
    let said = desk.refused_mark(&["--quote", "men c"]);
    assert!(said.contains("“men c” stands in 2 places"), "{said}");
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.contains("paragraph 3, chars ") && said.contains("paragraph 4, chars "), "{said}");
    let first = desk.mark(&["--quote", "men c", "--suffix", "rossed"]);
    let second = desk.mark(&["--quote", "men c", "--prefix", "Then nine "]);
    assert!(first["marks"][0]["start"].as_u64() < second["marks"][0]["start"].as_u64());
    let said = desk.refused_mark(&["--quote", "men c", "--prefix", "eleven"]);
    assert!(said.contains("stands in 2 places, but not with that prefix"), "{said}");
}

#[test]
fn the_places_of_a_quotation_are_passages_in_json() {
    let desk = Desk::with_review();
    let text = draft_text(&desk.show());
    let error = desk.run(&["mark", "review.ron", "--quote", "men c", "--json"]).expect(2).json();
    assert_eq!(keys(&error), ["error", "places"]);
    let places = error["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    for place in places {
        assert_eq!(keys(place), ["start", "end", "text"]);
        assert_eq!(slice(&text, place), "men c");
    }
    let error = desk.run(&["mark", "review.ron", "--quote", "ten women", "--json"]).expect(2).json();
    assert_eq!(error["places"], json!([]));
    let error = desk
        .run(&["mark", "review.ron", "--quote", "Nine men", "--status", "done", "--json"])
        .expect(2)
        .json();
    assert_eq!(keys(&error), ["error"]);
}

#[test]
fn a_quotation_that_nearly_stands_there_is_recognised_and_refused() {
    let desk = Desk::with_review();
    let said = desk.refused_mark(&["--quote", "\"It  is safe\", SHE"]);
    assert!(said.contains("did you mean ““It is safe”, she”?"), "{said}");
    assert!(said.contains("paragraph 3, chars"), "{said}");
    let said = desk.refused_mark(&["--quote", "ten women"]);
    assert!(said.contains("“ten women” stands nowhere"), "{said}");
    assert!(desk.refused_mark(&["--quote", ""]).contains("empty"));
}

#[test]
fn a_status_is_signed_and_bound_to_its_words() {
    let desk = Desk::with_review();
    let decision = || {
        desk.run(&["export", "review.ron", "--to", "json"]).expect(0).json()["claims"][0]["decision"].clone()
    };
    desk.mark(&["--quote", "Nine men"]);
    assert_eq!(decision(), Value::Null);
    desk.mark(&["--quote", "Nine men", "--status", "On author"]);
    assert_eq!((&decision()["by"], &decision()["words"]), (&json!("ada"), &json!(["Nine men"])));
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--by", "Grace"]);
    assert_eq!(decision()["by"], "Grace");
    let at = decision()["at"].as_str().unwrap().to_owned();
    assert!(at.len() == "2024-03-12T10:00:00Z".len() && at.ends_with('Z'), "{at}");
}

#[test]
fn every_status_and_stance_is_known_by_its_word() {
    let desk = Desk::with_review();
    for status in ["verified", "disputed", "query", "unverifiable", "on_author", "not_checkable", "unchecked"]
    {
        assert_eq!(desk.mark(&["--quote", "Nine men", "--status", status])["status"], status);
    }
    for stance in ["contradicts", "partly_supports", "context_only", "does_not_address", "supports"] {
        let claim = desk.mark(&["--quote", "Nine men", "--source", "Reuters", "--stance", stance]);
        assert_eq!(
            (&claim["citations"][0]["stance"], &claim["citations"][1]),
            (&json!(stance), &Value::Null)
        );
    }
    let said = desk.refused_mark(&["--quote", "Nine men", "--status", "true"]);
    assert!(said.contains("“true” is no status") && said.contains("on_author, not_checkable"), "{said}");
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--stance", "for"]);
    assert!(said.contains("“for” is no stance") && said.contains("does_not_address"), "{said}");
}

#[test]
fn citations_are_added_and_none_is_doubled() {
    let desk = Desk::with_review();
    let on = |options: &[&str]| {
        desk.mark(&[&["--quote", "Nine men"], options].concat())["citations"].as_array().unwrap().len()
    };
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1"]), 1);
    assert_eq!(on(&["--source", "city RECORDS", "--pinpoint", "p. 1"]), 1);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 2"]), 2);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1", "--url", "https://city.example/1"]), 3);
    assert_eq!(on(&["--source", "City records", "--pinpoint", "p. 1", "--origin", "The mayor"]), 3);
    let shown = desk.show();
    let citations = &shown["claims"][0]["citations"];
    assert_eq!((&citations[0]["origin"], &citations[1]["origin"]), (&json!("The mayor"), &Value::Null));
    assert!(citations[0]["accessed"].as_str().unwrap().len() == "2024-03-12".len());
    let names: Vec<_> = shown["sources"].as_array().unwrap().iter().map(|source| &source["name"]).collect();
    assert_eq!(names, ["City records", "The mayor"]);
}

#[test]
fn known_outlets_are_recognised_by_name_and_address() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--source", "reuters"]);
    desk.mark(&["--quote", "on Tuesday", "--url", "https://www.reuters.com/world/bridge"]);
    let claim = desk.mark(&["--quote", "smiled", "--url", "HTTPS://Live.France24.com:443/x"]);
    assert_eq!(claim["citations"][0]["source"], "France 24");
    let shown = desk.show();
    let sources = shown["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 2);
    assert_eq!(
        (&sources[0]["name"], &sources[0]["kind"], &sources[0]["claims"]),
        (&json!("Reuters"), &json!("agency"), &json!([1, 2]))
    );
    assert!(sources[0]["domains"].as_array().unwrap().contains(&json!("reuters.com")));
}

#[test]
fn another_address_is_called_by_its_host() {
    let desk = Desk::with_review();
    let claim = desk.mark(&["--quote", "Nine men", "--url", "https://www.Bridge-Post.example/a?b#c"]);
    assert_eq!(claim["citations"][0]["source"], "bridge-post.example");
    assert_eq!(claim["citations"][0]["url"], "https://www.Bridge-Post.example/a?b#c");
    desk.mark(&["--quote", "on Tuesday", "--url", "http://news.bridge-post.example/"]);
    let sources = desk.show()["sources"].clone();
    assert_eq!((&sources[0]["domains"], &sources[1]), (&json!(["bridge-post.example"]), &Value::Null));
}

#[test]
fn a_citation_needs_a_source_and_a_web_address() {
    let desk = Desk::with_review();
    for options in [&["--stance", "supports"], &["--pinpoint", "p. 1"], &["--origin", "AFP"]] {
        let said = desk.refused_mark(&[&["--quote", "Nine men"], &options[..]].concat());
        assert!(said.contains("belong to a source"), "{said}");
    }
    for url in
        ["javascript:alert(1)", "bridge.example", "ftp://bridge.example/", "https://", "https:///x", " "]
    {
        desk.refused_mark(&["--quote", "Nine men", "--url", url]);
        desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--url", url]);
    }
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", " "]);
    assert!(said.contains("“source” is blank"), "{said}");
    let said = desk.refused_mark(&["--quote", "Nine men", "--source", "Reuters", "--origin", "reuters"]);
    assert!(said.contains("not its own origin"), "{said}");
}

#[test]
fn sources_that_took_a_fact_from_each_other_are_refused() {
    let desk = Desk::with_review();
    let cite = |source, origin| ["--quote", "Nine men", "--source", source, "--origin", origin];
    desk.run(&[&["mark", "review.ron"][..], &cite("Le Monde", "Reuters")].concat()).expect(0);
    desk.refused_mark(&cite("Reuters", "Le Monde"));
}

#[test]
fn a_quotation_may_begin_with_a_hyphen() {
    let desk = Desk::new();
    desk.run_with(
        &["import", "-", "-o", "review.ron"],
        "It was -5 degrees in Port Ézé on Tuesday.".as_bytes(),
    )
    .expect(0);
    let claim = desk.mark(&["--quote", "-5 degrees", "--note", "-- below"]);
    assert_eq!((&claim["marks"][0]["text"], &claim["note"]), (&json!("-5 degrees"), &json!("-- below")));
}

#[test]
fn a_review_that_is_open_elsewhere_is_not_changed() {
    let desk = Desk::with_review();
    let before = desk.read("review.ron");
    let owner = redpencil::store::Owner { user: "grace".into(), ..Default::default() };
    let held = redpencil::store::lock(&desk.path("review.ron"), &owner);
    assert!(matches!(held, redpencil::store::Locked::Ours(_)));
    desk.run(&["mark", "review.ron", "--quote", "Nine men"]).expect(3).says("open, held by grace");
    assert_eq!(desk.read("review.ron"), before);
    desk.run(&["show", "review.ron"]).expect(0);
    drop(held);
    desk.mark(&["--quote", "Nine men"]);
    assert!(!desk.path(".review.ron.lock").exists());
}

// mark --jsonl

#[test]
fn many_marks_are_carried_out_at_once() {
    let desk = Desk::with_review();
    let lines = concat!(
        "{\"quote\": \"Nine men\", \"status\": \"verified\", \"source\": \"Reuters\", \"stance\": \"supports\"}\r\n",
        "\n  \n",
        "{\"quote\":\"الجسر\",\"note\":null}\n",
        "{\"quote\":\"men c\",\"prefix\":\"Then nine\",\"wording\":\"They came\\nback\"}\n",
        "{\"quote\":\"Nine men\",\"note\":\"again\"}"
    );
    let said = desk.run_with(&["mark", "review.ron", "--jsonl"], lines.as_bytes()).expect(0).out();
    assert_eq!(said, "4 marks carried out: 3 claims added, 1 changed\n");
    let claims = desk.show()["claims"].clone();
    assert_eq!((&claims[0]["note"], &claims[0]["status"]), (&json!("again"), &json!("verified")));
    assert_eq!(
        (&claims[1]["marks"][0]["text"], &claims[2]["wording"]),
        (&json!("الجسر"), &json!("They came\nback"))
    );
    assert_eq!(claims[3], Value::Null);
}

#[test]
fn each_line_is_answered_in_json() {
    let desk = Desk::with_review();
    let lines = b"{\"quote\":\"Nine men\"}\n{\"quote\":\"on Tuesday\"}\n{\"quote\":\"Nine men\"}\n";
    let out = desk.run_with(&["mark", "review.ron", "--jsonl", "--json"], lines).expect(0).out();
    let answers: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<_> = answers.iter().map(|answer| (&answer["added"], &answer["claim"]["number"])).collect();
    assert_eq!(said, [(&json!(true), &json!(1)), (&json!(true), &json!(2)), (&json!(false), &json!(1))]);
    assert!(answers.iter().all(|answer| keys(answer) == ["added", "claim"]));
}

#[test]
fn of_many_marks_all_are_carried_out_or_none() {
    let desk = Desk::with_review();
    let before = desk.read("review.ron");
    for (line, words) in [
        ("{\"quote\":\"ten women\"}", "line 3: “ten women” stands nowhere"),
        ("{\"quote\":\"men c\"}", "line 3: “men c” stands in 2 places"),
        ("{\"quote\":\"smiled\",\"status\":\"true\"}", "line 3: “true” is no status"),
        (
            "{\"quote\":\"smiled\",\"colour\":\"red\"}",
            "line 3: this is no object with the keys of a mark (unknown field `colour`",
        ),
        ("{\"quote\":\"smiled\",\"note\":\"a\",\"note\":\"b\"}", "line 3: this is no object"),
        ("{\"quote\":5}", "line 3: this is no object"),
        ("[\"smiled\"]", "line 3: this is no object"),
        ("smiled", "line 3: this is no object"),
        ("{\"status\":\"verified\"}", "line 3: a quotation is missing"),
        ("{\"quote\":\"smiled\",\"stance\":\"supports\"}", "line 3: stance, pinpoint and origin"),
    ] {
        let lines = format!("{{\"quote\":\"Nine men\"}}\n\n{line}\n{{\"quote\":\"on Tuesday\"}}\n");
        let ran = desk.run_with(&["mark", "review.ron", "--jsonl"], lines.as_bytes()).expect(2);
        assert!(
            ran.said().contains(words) && ran.said().contains("no line was carried out"),
            "{}",
            ran.said()
        );
        assert_eq!(desk.read("review.ron"), before);
    }
    let ran = desk.run_with(&["mark", "review.ron", "--jsonl"], b"{\"quote\":\"\xff\"}").expect(2);
    assert!(ran.said().contains("line 1"), "{}", ran.said());
    let lines = b"{\"quote\":\"Nine men\"}\n{\"quote\":\"men c\"}";
    let error = desk.run_with(&["mark", "review.ron", "--jsonl", "--json"], lines).expect(2).json();
    assert_eq!((keys(&error), &error["line"]), (vec!["error", "line", "places"], &json!(2)));
}

#[test]
fn no_lines_are_nothing_to_do() {
    let desk = Desk::with_review();
    let said = desk.run_with(&["mark", "review.ron", "--jsonl"], b"\n").expect(0).out();
    assert_eq!(said, "0 marks carried out: 0 claims added, 0 changed\n");
}

// export

#[test]
fn everything_is_more_than_what_is_shown() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified", "--source", "Reuters", "--origin", "AFP"]);
    let all = desk.run(&["export", "review.ron", "--to", "json"]).expect(0).json();
    assert!(contains(&all, &desk.show()));
    let whole = ["id", "dek", "outlet", "url", "last_number", "drafts", "backups", "waivers"];
    assert_eq!(keys(&all)[9..17], whole);
    assert_eq!(keys(&all)[17..], ["root_decisions", "rules"]);
    assert_eq!(keys(&all["drafts"][0])[4..], ["imported", "file"]);
    assert_eq!(all["drafts"][0]["file"], "article.txt");
    let claim = &all["claims"][0];
    assert_eq!(keys(claim)[10..], ["kind", "tags", "rating", "decision"]);
    assert_eq!(keys(&claim["decision"]), ["by", "at", "words"]);
    assert_eq!(keys(&claim["marks"][0])[3..], ["draft", "prefix", "suffix"]);
    let more = ["id", "source_id", "origin_id", "credibility", "translator", "who", "backups"];
    assert_eq!(keys(&claim["citations"][0])[12..], more);
    assert_eq!(claim["citations"][0]["source_id"], all["sources"][0]["id"]);
}

/// Whether a value holds everything that another holds, and perhaps more keys.
fn contains(all: &Value, some: &Value) -> bool {
    match (all, some) {
        (Value::Object(all), Value::Object(some)) => {
            some.iter().all(|(key, value)| all.get(key).is_some_and(|other| contains(other, value)))
        }
        (Value::Array(all), Value::Array(some)) => {
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| contains(all, some))
        }
        _ => all == some,
    }
}

#[test]
fn a_document_is_written_whole_and_over_nothing() {
    let desk = Desk::with_review();
    let document = desk.run(&["export", "review.ron", "--to", "json"]).expect(0).out();
    let piped =
        desk.run_with(&["export", "-", "--to", "json", "-o", "-"], desk.read("review.ron").as_bytes());
    assert_eq!(piped.expect(0).out(), document);
    let said = desk.run(&["export", "review.ron", "--to", "json", "-o", "out.json"]).expect(0).out();
    assert_eq!(said, "Saved as out.json\n");
    assert_eq!(desk.read("out.json"), document);
    fs::write(desk.path("out.json"), "mine").unwrap();
    desk.run(&["export", "review.ron", "--to", "json", "-o", "out.json"]).expect(4).says("out.json");
    assert_eq!(desk.read("out.json"), "mine");
    let args = ["export", "review.ron", "--to", "json", "-o", "out.json", "--force", "--json"];
    let written = desk.run(&args).expect(0).json();
    assert_eq!(written, json!({ "output": "out.json", "bytes": document.len() }));
    assert_eq!(desk.read("out.json"), document);
    desk.run(&["export", "review.ron", "--to", "json", "-o", "no/out.json"]).expect(3).says("no/out.json");
}

// check

impl Desk {
    /// The findings of one rule, after the program ended with a code.
    fn findings(&self, code: i32, rules: &str, rule: &str) -> Vec<Value> {
        let ran = self.run(&["check", "review.ron", "--rules", rules, "--json"]).expect(code);
        let all = ran.json()["findings"].as_array().unwrap().clone();
        all.into_iter().filter(|finding| finding["rule"] == rule).collect()
    }
}

#[test]
fn what_a_review_owes_is_told_to_scripts() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified"]);
    let [finding] = desk.findings(1, "house", "no_citation").try_into().unwrap();
    assert_eq!(keys(&finding), ["rule", "profile", "severity", "claim", "passage", "message", "waived"]);
    assert_eq!(finding["profile"], "house");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["claim"], 1);
    assert_eq!(finding["waived"], false);
    assert_eq!(slice(&draft_text(&desk.show()), &finding["passage"]), "Nine men");
    assert_eq!(
        finding["message"],
        "Verified, and nothing is cited; the house asks for a source behind every tick"
    );
}

#[test]
fn one_story_in_three_papers_is_one_source() {
    let desk = Desk::with_review();
    let cite = |options: &[&str]| {
        desk.mark(
            &[&["--quote", "Nine men", "--status", "verified", "--url", "https://example.org/a"], options]
                .concat(),
        );
    };
    cite(&["--source", "Reuters"]);
    cite(&["--source", "The Gazette", "--origin", "Reuters"]);
    cite(&["--source", "The Courier", "--origin", "Reuters"]);
    let [finding] = desk.findings(1, "afp", "afp_two_roots").try_into().unwrap();
    assert!(finding["message"].as_str().unwrap().starts_with("3 citations, 1 root: Reuters; AFP asks"));
    cite(&["--source", "Harbour office"]);
    assert_eq!(desk.findings(0, "afp", "afp_two_roots"), [] as [Value; 0]);
}

#[test]
fn a_finding_that_is_waived_stays_and_weighs_nothing() {
    let desk = Desk::with_review();
    let id = desk.mark(&["--quote", "Nine men", "--status", "verified"])["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.findings(1, "afp", "afp_two_roots").len(), 1);
    let waiver = format!(
        "    waivers: [(rule: \"afp_two_roots\", subject: \"{id}\", reason: \"Seen by the checker\", \
         at: \"2024-03-12T12:00:00Z\")],\n)\n"
    );
    let review = desk.read("review.ron");
    fs::write(desk.path("review.ron"), review.strip_suffix(")\n").unwrap().to_owned() + &waiver).unwrap();
    let [finding] = desk.findings(0, "afp", "afp_two_roots").try_into().unwrap();
    assert_eq!(finding["waived"], true);
    let said = desk.run(&["check", "review.ron", "--rules", "afp"]).expect(0).out();
    assert_eq!(said, "0 findings: 0 must fix, 0 should fix, 0 consider, 1 waived\n");
}

/// The reason for which a finding may stand is in the report, whatever its form.
#[test]
fn a_report_says_what_was_waived_and_why() {
    let desk = Desk::with_review();
    let id = desk.mark(&["--quote", "Nine men", "--status", "verified"])["id"].as_str().unwrap().to_owned();
    let waiver = format!(
        "    waivers: [(rule: \"no_citation\", subject: \"{id}\", reason: \"Seen by the <checker>\", \
         at: \"2024-03-12T12:00:00Z\")],\n)\n"
    );
    let review = desk.read("review.ron");
    fs::write(desk.path("review.ron"), review.strip_suffix(")\n").unwrap().to_owned() + &waiver).unwrap();
    for (form, reason) in [
        ("html", "Waived: <bdi>Seen by the &lt;checker&gt; (2024-03-12)</bdi>"),
        ("md", "Waived: Seen by the \\<checker"),
    ] {
        let report = desk.run(&["export", "review.ron", "--to", form]).expect(0).out();
        assert!(report.contains("Verified, and nothing is cited") && report.contains(reason), "{report}");
    }
}

#[test]
fn findings_for_a_person_stand_by_weight() {
    let desk = Desk::with_review();
    desk.mark(&["--quote", "Nine men", "--status", "verified"]);
    let said = desk.run(&["check", "review.ron"]).expect(1).out();
    let place = |words: &str| said.find(words).unwrap_or_else(|| panic!("{words}: {said}"));
    assert!(place("Must fix\n") < place("Claim 1: Verified, and nothing is cited"), "{said}");
    assert!(place("no_citation") < place("Should fix\n"), "{said}");
    assert!(place("Should fix\n") < place("Paragraph 3: "), "{said}");
    let piped = desk.run_with(&["check", "-"], desk.read("review.ron").as_bytes()).expect(1).out();
    assert_eq!(piped, said);
    desk.run(&["check", "review.ron", "--rules", "house,bbc"]).expect(2).says("use house, afp, ksj or ifcn");
}

// docs/cli.md

/// Runs every line of the documentation that begins with `$`. What the program prints must stand below it;
/// `UPDATE_SNAPSHOTS=1` writes it there.
#[cfg(unix)]
#[test]
fn the_documentation_shows_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let written = fs::read_to_string(&path).unwrap();
    let desk = Desk(tempfile::tempdir().unwrap());
    fs::write(desk.path("ferry.txt"), between(&written, "```text\n", "```")).unwrap();
    let mut is_console = false;
    let mut happened = String::new();
    for line in written.lines() {
        is_console = line == "```console" || is_console && line != "```";
        if !is_console || line == "```console" || line.starts_with("$ ") {
            happened += &format!("{line}\n");
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            happened += &desk.shell(command);
        }
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(path, happened).unwrap();
        return;
    }
    for (written, happened) in without_chance(&written).lines().zip(without_chance(&happened).lines()) {
        assert_eq!(written, happened, "docs/cli.md is out of date; UPDATE_SNAPSHOTS=1 cargo test --test cli");
    }
    assert_eq!(written.lines().count(), happened.lines().count());
}

#[cfg(unix)]
impl Desk {
    /// What a line of shell prints, errors included.
    fn shell(&self, line: &str) -> String {
        let programs = Path::new(env!("CARGO_BIN_EXE_redpencil")).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&path))).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{{ {line}\n}} 2>&1")]).current_dir(self.0.path());
        let output = shell.env("PATH", path).env("USER", "ada").stdin(Stdio::null()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

#[cfg(unix)]
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap().0
}

/// The text without what differs from run to run: ids and the day.
#[cfg(unix)]
fn without_chance(text: &str) -> String {
    let chance = [("\"id\": \"", 10), ("\"id\":\"", 10), ("accessed ", 10), ("\"accessed\": \"", 10)];
    chance.iter().fold(text.to_owned(), |text, (before, len)| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + before + "…" + part.get(*len..).unwrap_or_default())
    })
}
