//! Locks and settings.

use crate::strategy::sample;
use chrono::DateTime;
use redpencil::store::{
    HOME_VARIABLE, Locked, Owner, StoreError, config_dir, create, data_dir, lock, read_settings,
    write_settings,
};
use serde::{Deserialize, Serialize};
use std::fs;

fn aicha() -> Owner {
    Owner {
        user: "aicha".into(),
        host: "desk-3".into(),
        pid: 4711,
        since: DateTime::from_timestamp(1_690_466_520, 0),
    }
}

#[test]
fn the_second_window_hears_who_has_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    create(&path, &sample(), false).unwrap();
    let Locked::Ours(ours) = lock(&path, &aicha()) else { panic!("not locked") };
    let Locked::Theirs(owner) = lock(&path, &Owner::default()) else { panic!("locked twice") };
    assert_eq!(owner, aicha());
    assert_eq!(owner.to_string(), "aicha on desk-3 (process 4711) since 27 July 2023, 14:02 UTC");
    drop(ours);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the lock file is gone");
    assert!(matches!(lock(&path, &Owner::default()), Locked::Ours(_)));
}

#[test]
fn a_lock_file_without_a_lock_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("airport.ron");
    fs::write(folder.path().join(".airport.ron.lock"), "(user: \"a dead process\") and old rubbish").unwrap();
    let Locked::Ours(_ours) = lock(&path, &aicha()) else { panic!("not locked") };
    let Locked::Theirs(owner) = lock(&path, &Owner::default()) else { panic!("locked twice") };
    assert_eq!(owner.user, "aicha");
}

#[test]
fn a_folder_that_takes_no_lock_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let Locked::Unknown(error) = lock(&folder.path().join("none/airport.ron"), &aicha()) else {
        panic!("locked")
    };
    assert!(error.to_string().starts_with("cannot lock the review, for there is no such file or folder: "));
}

#[test]
fn an_owner_of_whom_nothing_is_known_is_a_window() {
    assert_eq!(Owner::default().to_string(), "another window");
    let here = Owner::here(DateTime::UNIX_EPOCH);
    assert_eq!((here.pid, here.since), (std::process::id(), Some(DateTime::UNIX_EPOCH)));
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Wishes {
    name: String,
    size: u8,
}

#[test]
fn settings_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("not/there/yet");
    let (wishes, warning) = read_settings::<Wishes>(&dir);
    assert!(wishes == Wishes::default() && warning.is_none());
    let wishes = Wishes { name: "Aïcha".into(), size: 17 };
    write_settings(&dir, &wishes).unwrap();
    let (read, warning) = read_settings::<Wishes>(&dir);
    assert!(read == wishes && warning.is_none());
}

#[test]
fn broken_settings_are_put_aside_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    for (broken, kept) in [("(name: 3)", "settings.ron.broken"), ("\u{1}", "settings.ron.broken2")] {
        fs::write(&path, broken).unwrap();
        let (wishes, warning) = read_settings::<Wishes>(folder.path());
        assert_eq!(wishes, Wishes::default());
        let warning = warning.unwrap();
        assert!(matches!(warning, StoreError::BrokenSettings { .. }));
        assert!(warning.to_string().ends_with(kept), "{warning}");
        assert_eq!(fs::read_to_string(folder.path().join(kept)).unwrap(), broken);
        assert!(!path.exists());
    }
}

#[test]
fn the_places_are_two() {
    // Whatever the environment says: a portable copy keeps both below one folder, others where they belong.
    let (Ok(config), Ok(data)) = (config_dir(), data_dir()) else { return };
    assert!(config.is_absolute() || std::env::var_os(HOME_VARIABLE).is_some());
    assert!(data.is_absolute() || std::env::var_os(HOME_VARIABLE).is_some());
    if std::env::var_os(HOME_VARIABLE).is_some() {
        assert_ne!(config, data);
    }
}
