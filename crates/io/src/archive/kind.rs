//! What a file holds, by its name or by how it begins.

use jzclass::document::{EDITION, HTML, PDF, RECOGNISED, is_html, looks_like_rows};

/// How data are compressed as a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

/// The forms of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A page's text.
    Page,
    /// One JSON object a line.
    JsonLines,
    /// Comma- or tab-separated values.
    Table {
        delimiter: u8,
    },
    Parquet,
    Zip,
    Tar,
    /// A stream of something else, named as this one without its last ending.
    Packed(Packing),
}

impl Kind {
    /// By the ending of a name; `None` where that says nothing.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, ending) = file.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        Some(match ending.to_ascii_lowercase().as_str() {
            PDF => Self::Page,
            page if EDITION.contains(&page) || RECOGNISED.contains(&page) || HTML.contains(&page) => Self::Page,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Table { delimiter: b',' },
            "tsv" | "tab" => Self::Table { delimiter: b'\t' },
            "parquet" => Self::Parquet,
            "zip" => Self::Zip,
            "tar" => Self::Tar,
            "gz" | "tgz" => Self::Packed(Packing::Gzip),
            "zst" | "tzst" => Self::Packed(Packing::Zstd),
            _ => return None,
        })
    }

    /// By the first bytes; what is nothing else is a page.
    pub(crate) fn of_start(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if bytes.starts_with(b"\x1f\x8b") {
            Self::Packed(Packing::Gzip)
        } else if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
            Self::Packed(Packing::Zstd)
        } else if bytes.starts_with(b"PAR1") {
            Self::Parquet
        } else if bytes.get(257..262) == Some(b"ustar") {
            Self::Tar
        } else if looks_like_rows(bytes) {
            Self::JsonLines
        } else {
            Self::Page
        }
    }

    /// The ending of a name that says it is a text or an archive of a kind that is not read: it is told of.
    pub(crate) fn unread(name: &str) -> Option<String> {
        const UNREAD: [&str; 28] = [
            "7z", "bz2", "caj", "djvu", "doc", "docx", "epub", "et", "lz4", "mobi", "odp", "ods", "odt", "ofd",
            "pages", "ppt", "pptx", "rar", "rtf", "tbz", "tbz2", "txz", "uof", "wps", "xls", "xlsx", "xz", "z",
        ];
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, ending) = file.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        // Editors keep such a name while a document is open.
        (!stem.is_empty() && !stem.starts_with("~$") && UNREAD.contains(&ending.as_str())).then_some(ending)
    }

    /// Whether this is worth reading in a folder or archive: a stream only when its inner name says
    /// what is in it, and HTML only when its beginning says that it is hOCR.
    pub(crate) fn of_found(name: &str) -> Option<Self> {
        let kind = Self::of_name(name).filter(|_| !is_html(name))?;
        if let Self::Packed(_) = kind {
            Self::of_name(&inner_name(name))?;
        }
        Some(kind)
    }
}

/// The name of what a stream holds: `x.tar` of `x.tgz`, `x.txt` of `x.txt.gz`.
pub(crate) fn inner_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if ["tgz", "tzst"].contains(&ending.to_ascii_lowercase().as_str()) {
        format!("{stem}.tar")
    } else {
        stem.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jzclass::document::PEEK;

    #[test]
    fn names_tell_the_kind() {
        for (name, kind) in [
            ("a/03.TXT", Some(Kind::Page)),
            ("a.jsonl", Some(Kind::JsonLines)),
            ("a.jsonl.gz", Some(Kind::Packed(Packing::Gzip))),
            ("a.tar.zst", Some(Kind::Packed(Packing::Zstd))),
            ("a.tgz", Some(Kind::Packed(Packing::Gzip))),
            ("photo.jpg.gz", None),
            ("notes.md", None),
            (".txt", None),
        ] {
            assert_eq!(Kind::of_found(name), kind, "{name}");
        }
        assert_eq!(inner_name("x/1998.TGZ"), "x/1998.tar");
        assert_eq!(inner_name("x/1998.jsonl.gz"), "x/1998.jsonl");
    }

    #[test]
    fn beginnings_tell_the_kind() {
        assert_eq!(Kind::of_start(b"PK\x03\x04...."), Kind::Zip);
        assert_eq!(Kind::of_start("\n{\"text\":\"好\"}\n".as_bytes()), Kind::JsonLines);
        assert_eq!(Kind::of_start(format!("{{\"text\":\"{}", "好".repeat(PEEK / 3)).as_bytes()), Kind::JsonLines);
        assert_eq!(Kind::of_start("{编者按}\n本报讯".as_bytes()), Kind::Page);
        assert_eq!(Kind::of_start(b""), Kind::Page);
    }
}
