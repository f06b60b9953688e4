//! What a claim rests on, where it is not what it should be: files, pages, origins.

use crate::desk::{Desk, act, answer, asked, failed, load, open, opened, run};
use egui::ColorImage;
use redpencil::app::backups::{Place, Step};
use redpencil::app::command::Command;
use redpencil::app::jobs::Runner;
use redpencil::app::{Action, App};
use redpencil::review::{Change, CitationChange, Edit, SourceId, compose};
use redpencil::rules::Findings;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// An app on the saved review, with its claim on Reuters chosen; and where a file of that claim goes.
fn at_reuters(desk: &Desk) -> (App, Place) {
    let mut app = desk.app_on("saved.ron");
    let claim = opened(&app).review().claims[0].clone();
    act(&mut app, Action::Choose(Some(claim.id)));
    let place = Place { claim: claim.id, citation: claim.citations[0].id };
    (app, place)
}

fn attach(app: &mut App, desk: &Desk, place: Place, path: &Path) {
    desk.choose(path);
    act(app, Action::Backup(Step::Attach(place)));
}

/// How many files are kept; the states of the review itself lie there too, in a folder.
fn kept_names(desk: &Desk) -> usize {
    let entries = fs::read_dir(desk.path("saved.backup")).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().is_file()).count()
}

#[test]
fn a_folder_is_no_evidence() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    attach(&mut app, &desk, place, desk.folder());
    failed(&app, "folder");
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

#[test]
fn a_folder_that_is_dropped_is_no_evidence() {
    let desk = Desk::new();
    let (mut app, _) = at_reuters(&desk);
    act(&mut app, Action::Drop(vec![desk.folder().to_owned()]));
    answer(&mut app, "Attach to the citation");
    failed(&app, "it is a folder");
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

/// What the system says of itself is another file at each reading.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_changes_while_it_is_copied_is_not_kept() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    attach(&mut app, &desk, place, Path::new("/proc/sys/kernel/random/uuid"));
    failed(&app, "changed while it was copied, so nothing was kept; try again when it is finished");
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

/// An app whose jobs run on threads, with the citation of [`at_reuters`], and what wakes it.
fn at_reuters_with_threads(desk: &Desk) -> (App, Place, Receiver<()>) {
    let (wakes, woken) = channel();
    let wakes = Mutex::new(wakes);
    let wake = move || {
        // Nobody listens once the test is over.
        let _ = wakes.lock().unwrap_or_else(PoisonError::into_inner).send(());
    };
    let mut app = desk.app_that_runs(Runner::Threads(Arc::new(wake)));
    app.act(Action::Open(desk.path("saved.ron")));
    wait_until(&mut app, &woken, |app| app.open.is_some() && app.is_idle());
    let claim = opened(&app).review().claims[0].clone();
    app.act(Action::Choose(Some(claim.id)));
    let place = Place { claim: claim.id, citation: claim.citations[0].id };
    (app, place, woken)
}

/// Takes in what jobs bring back, each time one of them wakes the window.
fn wait_until(app: &mut App, woken: &Receiver<()>, is_so: impl Fn(&App) -> bool) {
    loop {
        app.take_results();
        if is_so(app) {
            return;
        }
        woken.recv().unwrap();
    }
}

/// The file is one hole, so it takes no room on the disk.
#[test]
fn a_file_of_three_gigabytes_shows_how_far_it_is_and_can_be_cancelled() {
    let desk = Desk::new();
    let (mut app, place, woken) = at_reuters_with_threads(&desk);
    let film = desk.path("film.mp4");
    fs::File::create(&film).unwrap().set_len(3 << 30).unwrap();
    desk.choose(&film);
    app.act(Action::Backup(Step::Attach(place)));
    wait_until(&mut app, &woken, |app| {
        app.under_way().is_some_and(|what| what.starts_with("Keeping film.mp4, "))
    });
    assert!(app.question.is_none() && !app.is_idle());
    app.act(Action::CancelJob);
    app.take_results();
    assert!(app.is_idle(), "{:?}", app.under_way());
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

/// The page is let go of at once, though the server holds the connection open.
#[test]
fn a_page_that_never_comes_can_be_cancelled() {
    let desk = Desk::new();
    let (mut app, place, woken) = at_reuters_with_threads(&desk);
    app.settings.own_network = true;
    let silent = TcpListener::bind("127.0.0.1:0").unwrap(); // nobody takes the connection up
    set_address(&mut app, place, &format!("http://{}/", silent.local_addr().unwrap()));
    app.act(Action::Backup(Step::Capture(place)));
    wait_until(&mut app, &woken, |app| {
        app.under_way().is_some_and(|what| what.starts_with("Capturing http"))
    });
    app.act(Action::CancelJob);
    wait_until(&mut app, &woken, App::is_idle);
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

#[cfg(unix)]
#[test]
fn a_name_that_hides_or_leads_elsewhere_is_only_a_name() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    let file = desk.write("..\\..\\invoice\u{202e}fdp.exe\nnext", "MZ");
    attach(&mut app, &desk, place, &file);
    assert!(!app.notice.as_ref().unwrap().text.contains(char::is_control), "{:?}", app.notice);
    let backup = opened(&app).review().backups[0].clone();
    assert!(desk.path("saved.backup").join(&backup.sha256).is_file());
    act(&mut app, Action::Backup(Step::Open(backup.sha256)));
    let shown = app.to_show.take().unwrap();
    let name = shown.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "invoicefdp.exenext");
    run(&mut app, Command::Save);
    assert_eq!(load(&desk.path("saved.ron")).backups.len(), 1);
}

/// A picture that no compression makes small: the bytes of a linear congruential generator.
fn noise() -> ColorImage {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let bytes: Vec<u8> = (0..400 * 400 * 4).map(|_| next()).collect();
    ColorImage::from_rgba_premultiplied([400, 400], &bytes)
}

/// A limit on the size of files stands for the disk: copying stops in the middle in the same way.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_half_way_keeps_nothing_of_the_file() {
    const FOLDER: &str = "REDPENCIL_TEST_EVIDENCE";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let desk = Desk::at(Path::new(&folder));
        let (mut app, place) = at_reuters(&desk);
        attach(&mut app, &desk, place, &desk.path("film.mp4"));
        failed(&app, "larger than this system allows");
        act(&mut app, Action::Backup(Step::Paste(Arc::new(noise()))));
        failed(&app, "larger than this system allows");
        let page = [
            b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n".as_slice(),
            &vec![b'a'; 600 << 10],
        ];
        app.settings.own_network = true;
        capture(&mut app, place, &server(page.concat().leak()));
        failed(&app, "larger than this system allows");
        assert!(opened(&app).review().backups.is_empty());
        // What fits is saved all the same.
        run(&mut app, Command::Save);
        assert!(!opened(&app).is_unsaved(), "{:?}", app.notice);
        fs::write(desk.path("done"), "").unwrap();
        return;
    }
    let desk = Desk::new();
    desk.write("film.mp4", vec![7; 600 << 10]);
    let (program, folder) = (std::env::current_exe().unwrap(), desk.folder().display().to_string());
    let test = "evidence::a_disk_that_is_full_half_way_keeps_nothing_of_the_file";
    let ran = desk.shell(&format!(
        "trap '' XFSZ; ulimit -f 400; {FOLDER}='{folder}' '{}' --exact --nocapture {test} 2>&1 | head -c 9000",
        program.display()
    ));
    assert!(desk.path("done").exists(), "{}", ran.out());
    assert_eq!(kept_names(&desk), 0);
}

#[test]
fn a_stored_file_that_is_missing_or_altered_is_a_finding_in_the_window_and_in_a_script() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    for name in ["one.txt", "other.txt"] {
        let file = desk.write(name, name);
        attach(&mut app, &desk, place, &file);
    }
    run(&mut app, Command::Save);
    run(&mut app, Command::VerifyFiles);
    assert_eq!(app.notice.as_ref().unwrap().text, "All 2 stored files are as they were.");
    let kept = opened(&app).review().backups.clone();
    fs::remove_file(desk.path("saved.backup").join(&kept[0].sha256)).unwrap();
    fs::write(desk.path("saved.backup").join(&kept[1].sha256), "forged").unwrap();
    run(&mut app, Command::VerifyFiles);
    failed(&app, "2 of 2 stored files are missing or altered");
    let lost = |findings: &Findings| {
        let found = findings.iter().filter(|finding| finding.rule.id == "backup_lost");
        let mut what: Vec<String> = found.map(|finding| finding.what.clone()).collect();
        what.sort();
        what
    };
    let told = ["one.txt is not in the backup folder", "other.txt is not the file that was stored"];
    assert_eq!(lost(opened(&app).findings()), told);
    // A window that opens it says so unasked.
    let mut anew = desk.app();
    open(&mut anew, &desk.path("saved.ron"));
    answer_if_asked(&mut anew);
    assert_eq!(lost(opened(&anew).findings()), told);
    let ran = desk.run(&["check", "saved.ron", "--json"]).exits(1);
    let said: Value = serde_json::from_str(&ran.out()).unwrap();
    let count = said["findings"].as_array().unwrap().iter();
    assert_eq!(count.filter(|finding| finding["rule"] == "backup_lost").count(), 2);
    // What is attached again is whole again.
    attach(&mut app, &desk, place, &desk.path("one.txt"));
    assert_eq!(lost(opened(&app).findings()), told[1..]);
}

fn answer_if_asked(app: &mut App) {
    if app.question.is_some() {
        answer(app, "Open without it");
    }
}

#[test]
fn a_file_that_could_be_both_is_asked_about_and_a_picture_is_not() {
    let desk = Desk::new();
    let (mut app, _) = at_reuters(&desk);
    let (letter, photo) = (desk.write("letter.txt", "Nine men."), desk.write("photo.jpg", "no picture"));
    act(&mut app, Action::Drop(vec![letter]));
    assert_eq!(asked(&app), ["Attach to the citation", "Read as an article", "Cancel"]);
    answer(&mut app, "Attach to the citation");
    act(&mut app, Action::Drop(vec![photo.clone()]));
    let names: Vec<_> = opened(&app).review().backups.iter().map(|kept| kept.name.as_str()).collect();
    assert_eq!(names, ["letter.txt", "photo.jpg"]);
    act(&mut app, Action::Choose(None));
    act(&mut app, Action::Drop(vec![photo]));
    assert!(app.notice.as_ref().unwrap().text.contains("Unfold the citation"), "{:?}", app.notice);
}

/// Answers every request with a fixed answer; gives the address.
fn server(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/page", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request); // whatever it asks for
            let _ = stream.write_all(answer);
        }
    });
    address
}

/// Gives the citation an address.
fn set_address(app: &mut App, place: Place, url: &str) {
    let claim = opened(app).review().claim(place.claim).unwrap().clone();
    let change = CitationChange::Url(Change::new(claim.citations[0].url.clone(), url.to_owned()));
    let edit = Edit::Citation { claim: place.claim, id: place.citation, change };
    app.act(Action::Edit { label: "Edit citation", edit, field: None });
}

/// Gives the citation an address and captures it.
fn capture(app: &mut App, place: Place, url: &str) {
    set_address(app, place, url);
    act(app, Action::Backup(Step::Capture(place)));
}

/// A server that begins a page and goes on with it until the client hangs up.
fn endless() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(&[b'a'; 1 << 16]).is_ok() {}
        }
    });
    address
}

/// A server that shakes hands with a certificate that nobody vouches for.
fn unvouched() -> String {
    let key = include_bytes!("../fixtures/capture/self-signed.key.der").as_slice();
    let certificate = include_bytes!("../fixtures/capture/self-signed.cert.der").as_slice();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_no_client_auth();
    let (chain, key) = (vec![CertificateDer::from(certificate)], PrivateKeyDer::try_from(key).unwrap());
    let config = Arc::new(config.with_single_cert(chain, key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let _ = connection.complete_io(&mut stream); // the client hangs up
        }
    });
    address
}

#[test]
fn a_page_without_end_and_one_that_nobody_vouches_for_keep_nothing() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    app.settings.own_network = true;
    capture(&mut app, place, &endless());
    failed(&app, "the page is longer than 50 MB, so it was not kept");
    capture(&mut app, place, &unvouched());
    failed(&app, "the page cannot be trusted (");
    let to_itself =
        server(b"HTTP/1.1 302 Found\r\nlocation: /page\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    capture(&mut app, place, &to_itself);
    failed(&app, "redirects more than 10 times, so it was given up");
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
    // What is typed is a name of a file or no address at all.
    for url in ["file:///etc/passwd", "https://me:secret@example.org/", "example.org"] {
        capture(&mut app, place, url);
        assert!(!failed(&app, "").contains("secret"));
    }
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
}

#[test]
fn pages_that_must_not_be_fetched_keep_nothing() {
    let desk = Desk::new();
    let (mut app, place) = at_reuters(&desk);
    let own = server(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\nsecret");
    capture(&mut app, place, &own);
    failed(&app, "lies in your own network; allow that in the settings");
    app.settings.own_network = true;
    let to_file = server(
        b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
    capture(&mut app, place, &to_file);
    failed(&app, "only http and https are fetched, not file");
    assert_eq!((opened(&app).review().backups.len(), kept_names(&desk)), (0, 0));
    capture(&mut app, place, &own);
    let backups = &opened(&app).review().backups;
    assert!(backups.iter().any(|kept| kept.url == own), "{:?} {backups:?}", app.notice);
}

#[test]
fn a_source_that_is_cited_and_an_origin_that_runs_in_a_circle_are_refused() {
    let desk = Desk::new();
    desk.run(&["mark", "saved.ron", "--quote", "Ten women", "--source", "Gazette", "--origin", "Reuters"])
        .exits(0);
    let (mut app, _) = at_reuters(&desk);
    let review = opened(&app).review();
    let (reuters, gazette) = (review.sources[0].clone(), review.sources[1].clone());
    let remove = Edit::RemoveSource { at: 0, source: Box::new(reuters.clone()) };
    act(&mut app, Action::Edit { label: "Remove source", edit: remove, field: None });
    failed(&app, "2 claims rest on Reuters, so it stays in the library");
    let origin = |of: SourceId, to: SourceId, app: &App| {
        let source = opened(app).review().source(of).unwrap().clone();
        compose::set_source_origin(opened(app).review(), &source, Some(to))
    };
    let edit = origin(gazette.id, reuters.id, &app).unwrap().unwrap();
    act(&mut app, Action::Edit { label: "Set origin", edit, field: None });
    let circle = origin(reuters.id, gazette.id, &app).unwrap_err().to_string();
    act(&mut app, Action::Refuse(format!("{circle}.")));
    failed(&app, "name an origin outside this circle");
    assert_eq!(opened(&app).review().sources.len(), 2);
}
