//! The data of the default model as they are packed into the program.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::default::{DefaultData, default_data};
use jzclass::error::{Error, Result};

/// Made of `data/` when the program was built.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/data.gz"));

/// The topics and documents that the default model was trained from, wherever the program runs.
///
/// # Errors
/// [`Error::Io`] when there is no room for temporary files.
pub fn packed_data() -> Result<DefaultData> {
    let folder = tempfile::TempDir::new().map_err(|e| Error::io(std::env::temp_dir(), e))?;
    unpack(folder.path()).map_err(|e| Error::io(folder.path(), e))?;
    default_data(folder.path())
}

fn unpack(folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(flate2::bufread::GzDecoder::new(PACKED));
    loop {
        let (mut name, mut length) = (String::new(), String::new());
        if reader.read_line(&mut name)? == 0 {
            return Ok(());
        }
        reader.read_line(&mut length)?;
        let length: u64 = length.trim().parse().map_err(std::io::Error::other)?;
        let path = folder.join(name.trim_end());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        std::io::copy(&mut (&mut reader).take(length), &mut fs::File::create(path)?)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_the_folder_has() {
        let folder = default_data(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data"))).unwrap();
        let packed = packed_data().unwrap();
        assert!(packed.taxonomy == folder.taxonomy && packed.documents == folder.documents);
    }
}
