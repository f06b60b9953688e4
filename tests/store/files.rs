//! Files: read, saved, kept, changed from outside, and every way in which a disk can refuse.

use crate::strategy::sample;
use redpencil::review::Review;
use redpencil::store::{KEPT_STATES, Outside, StoreError, create, from_ron, kept_states, load, save, to_ron};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    (folder, path)
}

/// The sample after some work: each number gives another text.
fn state(number: usize) -> Review {
    let mut review = sample();
    Arc::make_mut(&mut review.claims[0]).note = format!("state {number}");
    review
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// One sentence that ends with its path.
fn sentence(error: &StoreError, path: &Path) -> String {
    let text = error.to_string();
    assert!(text.ends_with(&format!(": {}", path.display())), "{text}");
    assert_eq!(text.lines().count(), 1);
    text
}

#[test]
fn a_saved_review_loads() {
    let (folder, path) = folder();
    let saved = create(&path, &sample(), false).unwrap();
    assert!(saved.warning.is_none());
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.review, sample());
    assert_eq!(loaded.fingerprint, saved.fingerprint);
    assert_eq!(saved.fingerprint.outside(&path).unwrap(), Outside::Same);
    assert_eq!(names(folder.path()), ["airport.ron"]);
}

#[test]
fn create_keeps_what_is_there() {
    let (_folder, path) = folder();
    fs::write(&path, "an article").unwrap();
    let error = create(&path, &sample(), false).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }) && error.would_overwrite());
    assert_eq!(fs::read_to_string(&path).unwrap(), "an article");
    create(&path, &sample(), true).unwrap();
    assert_eq!(load(&path).unwrap().review, sample());
    assert_eq!(fs::read_to_string(&kept_states(&path)[0]).unwrap(), "an article");
}

#[test]
fn a_change_from_outside_is_not_lost() {
    let (_folder, path) = folder();
    let first = create(&path, &state(1), false).unwrap().fingerprint;
    fs::write(&path, to_ron(&state(2)).unwrap()).unwrap();
    assert_eq!(first.outside(&path).unwrap(), Outside::Changed);
    let error = save(&path, &state(3), Some(&first)).unwrap_err();
    assert!(matches!(error, StoreError::ChangedOutside { .. }));
    assert!(sentence(&error, &path).contains("another program"));
    assert_eq!(load(&path).unwrap().review, state(2));
    save(&path, &state(3), None).unwrap();
    assert_eq!(load(&path).unwrap().review, state(3));
    assert_eq!(load(&kept_states(&path)[0]).unwrap().review, state(2));
}

#[test]
fn a_file_touched_but_not_changed_is_the_same() {
    let (_folder, path) = folder();
    let first = create(&path, &state(1), false).unwrap().fingerprint;
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(first.outside(&path).unwrap(), Outside::Same);
    save(&path, &state(2), Some(&first)).unwrap();
}

#[test]
fn a_deleted_file_is_noticed() {
    let (_folder, path) = folder();
    let first = create(&path, &state(1), false).unwrap().fingerprint;
    fs::remove_file(&path).unwrap();
    assert_eq!(first.outside(&path).unwrap(), Outside::Gone);
    let error = save(&path, &state(2), Some(&first)).unwrap_err();
    assert!(matches!(error, StoreError::GoneOutside { .. }));
    save(&path, &state(2), None).unwrap();
    assert_eq!(load(&path).unwrap().review, state(2));
}

#[test]
fn what_is_no_review_of_ours_is_not_written_over() {
    let (_folder, path) = folder();
    for stranger in ["(version: 2, new: ())", "An article about an airport.", "\u{1}\u{2}"] {
        fs::write(&path, stranger).unwrap();
        let error = save(&path, &sample(), None).unwrap_err();
        assert!(matches!(error, StoreError::Guarded { .. }) && error.would_overwrite(), "{error}");
        sentence(&error, &path);
        assert_eq!(fs::read_to_string(&path).unwrap(), stranger);
    }
    fs::write(&path, "").unwrap();
    save(&path, &sample(), None).unwrap();
}

#[test]
fn the_last_states_are_kept_newest_first() {
    let (folder, path) = folder();
    let mut last = create(&path, &state(0), false).unwrap().fingerprint;
    for number in 1..=KEPT_STATES + 4 {
        let saved = save(&path, &state(number), Some(&last)).unwrap();
        assert!(saved.warning.is_none());
        last = saved.fingerprint;
    }
    let kept: Vec<_> = kept_states(&path).iter().map(|path| load(path).unwrap().review).collect();
    let expected: Vec<_> = (4..4 + KEPT_STATES).rev().map(state).collect();
    assert_eq!(kept, expected);
    assert_eq!(names(folder.path()), ["airport.backup", "airport.ron"]);
    assert_eq!(fs::read_to_string(folder.path().join("airport.backup/states/.gitignore")).unwrap(), "*\n");
}

#[test]
fn saving_the_same_keeps_no_state_twice() {
    let (_folder, path) = folder();
    create(&path, &state(0), false).unwrap();
    save(&path, &state(0), None).unwrap();
    assert!(kept_states(&path).is_empty());
}

#[test]
fn a_refused_states_folder_is_a_warning() {
    let (folder, path) = folder();
    create(&path, &state(0), false).unwrap();
    fs::write(folder.path().join("airport.backup"), "a file where the folder would be").unwrap();
    let saved = save(&path, &state(1), None).unwrap();
    assert!(saved.warning.unwrap().to_string().starts_with("cannot keep the state before this one"));
    assert_eq!(load(&path).unwrap().review, state(1));
}

#[test]
fn every_bad_path_is_one_sentence() {
    let (folder, path) = folder();
    fs::write(&path, "a file").unwrap();
    let missing = folder.path().join("none.ron");
    let below_file = path.join("x.ron");
    let below_none = folder.path().join("none/x.ron");
    for (path, said) in [
        (missing.as_path(), "there is no such file"),
        (folder.path(), "it is a folder"),
        (&below_file, "a part of the path is no folder"),
        (&below_none, "there is no such file or folder"),
        (Path::new("/dev/null"), "no file that can hold a review"),
    ] {
        let text = sentence(&load(path).unwrap_err(), path);
        assert!(text.starts_with("cannot read the file") && text.contains(said), "{text}");
    }
    for (path, said) in [
        (folder.path(), "it is a folder"),
        (&below_file, "a part of the path is no folder"),
        (&below_none, "there is no such file or folder"),
        (Path::new("/dev/null"), "no file that can hold a review"),
    ] {
        let text = create(path, &sample(), true).unwrap_err().to_string();
        assert!(text.starts_with("cannot save the file") && text.contains(said), "{text}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let (_folder, path) = folder();
    for bytes in [vec![0xff; 40], vec![0; 40], b"(version: 1, id: \"\xc3\x28\")".to_vec(), Vec::new()] {
        fs::write(&path, &bytes).unwrap();
        let error = load(&path).unwrap_err();
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
        sentence(&error, &path);
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_file_larger_than_any_review_is_not_read() {
    let (_folder, path) = folder();
    fs::File::create(&path).unwrap().set_len(3 << 30).unwrap();
    let text = sentence(&load(&path).unwrap_err(), &path);
    assert!(text.contains("larger than 512 MB"), "{text}");
}

#[test]
fn a_write_protected_file_stays() {
    let (_folder, path) = folder();
    create(&path, &state(0), false).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let text = sentence(&save(&path, &state(1), None).unwrap_err(), &path);
    assert!(text.contains("no permission"), "{text}");
    assert_eq!(load(&path).unwrap().review, state(0));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn permissions_are_kept() {
        let (_folder, path) = folder();
        create(&path, &state(0), false).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        save(&path, &state(1), None).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_link_stays_a_link() {
        let (folder, path) = folder();
        create(&path, &state(0), false).unwrap();
        let link = folder.path().join("link.ron");
        symlink(&path, &link).unwrap();
        save(&link, &state(1), None).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(load(&path).unwrap().review, state(1));
    }

    #[test]
    fn a_kept_state_costs_no_copy() {
        let (_folder, path) = folder();
        create(&path, &state(0), false).unwrap();
        let inode = fs::metadata(&path).unwrap().ino();
        save(&path, &state(1), None).unwrap();
        assert_eq!(fs::metadata(&kept_states(&path)[0]).unwrap().ino(), inode);
    }

    #[test]
    fn a_read_only_folder_is_one_sentence() {
        let (folder, path) = folder();
        create(&path, &state(0), false).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let probe = fs::write(folder.path().join("probe"), "");
        if probe.is_ok() {
            eprintln!("not tested: permissions do not bind this user");
            return;
        }
        let text = sentence(&save(&path, &state(1), None).unwrap_err(), &path);
        assert!(text.contains("no permission"), "{text}");
        assert_eq!(load(&path).unwrap().review, state(0));
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// On Linux a process has a folder in which nobody can make a file, root included.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_folder_that_takes_no_file_is_one_sentence() {
        let path = Path::new("/proc/self/airport.ron");
        let text = sentence(&create(path, &sample(), false).unwrap_err(), path);
        assert!(text.starts_with("cannot save the file"), "{text}");
    }
}

#[test]
fn a_file_cut_at_any_byte_is_refused_and_kept() {
    let (_folder, path) = folder();
    let whole = to_ron(&sample()).unwrap().into_bytes();
    for at in (0..whole.len() - 1).step_by(7) {
        fs::write(&path, &whole[..at]).unwrap();
        assert!(load(&path).is_err(), "cut at {at}");
    }
    assert!(from_ron(std::str::from_utf8(&whole).unwrap()).is_ok());
}
