//! The model file: any bytes give a model or an error, and the committed files stay readable.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;

use jzclass::model::{FORMAT, MAGIC};
use jzclass::{Error, Model};
use proptest::prelude::*;

fn small() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/format-1.jzm")).unwrap()
}

#[test]
fn the_built_in_model_opens_and_writes_itself_again() {
    let model = Model::built_in().unwrap();
    assert_eq!(model.taxonomy.len(), 20);
    let bytes = model.to_bytes().unwrap();
    assert!(bytes.len() <= 6_000_000, "{} bytes", bytes.len());
    assert_eq!(Model::from_bytes(bytes).unwrap(), model);
}

#[test]
fn a_model_of_format_1_is_readable() {
    let model = Model::from_bytes(small()).unwrap();
    let prediction = model.predict("球队夺冠", "球队在决赛中夺得冠军，球迷欢呼。");
    assert_eq!(model.taxonomy.topics[prediction.ranking()[0]].id, "体育");
}

#[test]
fn foreign_newer_cut_and_altered_files_are_told_apart() {
    let bytes = small();
    let newer = [format!("{MAGIC}{}\n", FORMAT + 1).as_bytes(), &bytes[16..]].concat();
    assert!(matches!(Model::from_bytes(newer), Err(Error::NewerModel { found, .. }) if found == FORMAT + 1));
    for foreign in [&b""[..], b"PK\x03\x04", b"jzclass model", b"jzclass model x\n", b"jzclass model 1"] {
        assert!(matches!(Model::from_bytes(foreign.to_vec()), Err(Error::NotAModel { .. })), "{foreign:?}");
    }
    for length in [16, 17, 20, 40, bytes.len() / 2, bytes.len() - 1] {
        assert!(matches!(Model::from_bytes(bytes[..length].to_vec()), Err(Error::DamagedModel { .. })), "{length}");
    }
}

/// Bytes with a checksum that fits, so that what stands behind it is read.
fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
    let body = bytes.len().saturating_sub(4);
    let sum = crc32fast::hash(&bytes[..body]);
    bytes.truncate(body);
    bytes.extend(sum.to_le_bytes());
    bytes
}

proptest! {
    #[test]
    fn altered_bytes_never_panic(at in any::<prop::sample::Index>(), value in any::<u8>(), sign in any::<bool>()) {
        let mut bytes = small();
        let at = at.index(bytes.len());
        bytes[at] = value;
        if sign {
            bytes = signed(bytes);
        }
        if let Ok(model) = Model::from_bytes(bytes) {
            let prediction = model.predict("标题", "球队夺冠，股市收涨。");
            prop_assert!(prediction.probabilities.iter().all(|p| p.is_finite()));
        }
    }

    #[test]
    fn any_bytes_give_a_model_or_an_error(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Model::from_bytes(tail.clone());
        let _ = Model::from_bytes(signed([format!("{MAGIC}{FORMAT}\n").as_bytes(), &tail].concat()));
    }
}
