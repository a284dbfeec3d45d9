//! What this program writes, told from what it is given to read.

use std::path::Path;

use super::kind::Kind;
use crate::write;

/// Whether the beginning of a file, or a Parquet file's schema, says that `jzclass` wrote it as its output. Texts and
/// pages for reading say nothing of the kind.
///
/// In folders such files are passed over: otherwise a catalogue that lies among the pages it was made of would be
/// labelled as well by the next run.
pub(crate) fn is_output(path: &Path, kind: Kind, beginning: &[u8]) -> bool {
    match kind {
        Kind::JsonLines => begins_with_record(beginning),
        Kind::Table { .. } => begins_with_header(beginning),
        Kind::Parquet => write::parquet::is_written_here(path),
        _ => false,
    }
}

/// Records and articles begin with their schema and source, ninjs and Annif documents with their own members.
fn begins_with_record(beginning: &[u8]) -> bool {
    let start = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    start.starts_with(b"{\"schema\":") && start.windows(11).take(64).any(|w| w == b",\"source\":\"")
        || start.starts_with(b"{\"uri\":\"urn:x-jzclass:")
        || start.starts_with(b"{\"document_id\":") && start.windows(11).any(|w| w == b"\"metadata\":")
}

fn begins_with_header(beginning: &[u8]) -> bool {
    let start = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    write::csv_headers().iter().any(|header| start.starts_with(header.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_headers_are_known_by_their_beginning() {
        assert!(begins_with_record("{\"schema\":1,\"source\":\"a.txt\",\"article\":1".as_bytes()));
        assert!(!begins_with_record("{\"text\":\"江堤\",\"source\":\"晚报\"}".as_bytes()));
        for header in write::csv_headers() {
            assert!(begins_with_header(format!("\u{feff}{header}\n").as_bytes()), "{header}");
        }
        assert!(!begins_with_header("source,article,text\n".as_bytes()));
    }
}
