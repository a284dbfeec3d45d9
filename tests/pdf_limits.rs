//! Damaged, encrypted, huge and malicious PDFs: an error that says what is wrong, within bounded
//! time and memory, and no panic.
#![cfg(feature = "pdf")]
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

use jzclass::read::pdf_pages;
use jzclass::split::{Laid, lay_out};
use jzclass::{Error, ErrorKind};

/// A PDF of these objects; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", n + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<</Length {}{dict}>>stream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 1)
}

const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>";

/// One page with this content and these further objects (from number 6).
fn page(content: Vec<u8>, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>>>").into(),
        content,
        FONT.into(),
    ];
    objects.extend_from_slice(more);
    pdf(&objects)
}

fn shown(lines: &[(&str, f32, f32)]) -> String {
    let mut content = String::new();
    for (text, size, y) in lines {
        let (bytes, ..) = encoding_rs::GBK.encode(text);
        let hex: String = bytes.iter().fold(String::new(), |mut h, b| {
            let _ = write!(h, "{b:02x}");
            h
        });
        let _ = writeln!(content, "BT /F1 {size} Tf 1 0 0 1 50 {y} Tm <{hex}> Tj ET");
    }
    content
}

fn ordinary() -> String {
    shown(&[
        ("堤防加固工程开工", 20.0, 700.0),
        ("　　本报讯（记者 林静）3月2日，堤防加固工程开工，", 10.0, 670.0),
        ("防汛标准提高到百年一遇。", 10.0, 655.0),
    ])
}

fn read(bytes: Vec<u8>) -> Result<Laid, Error> {
    lay_out(pdf_pages(bytes))
}

/// Peak of this process's memory in MiB, where the system tells it.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kb| kb / 1024)
}

fn within_memory() {
    if let Some(mib) = peak() {
        assert!(mib < 512, "{mib} MiB");
    }
}

#[test]
fn an_ordinary_page_is_read() {
    let laid = read(page(stream("", ordinary().as_bytes()), "", &[])).unwrap();
    let article = &laid.edition.articles[0];
    assert_eq!(article.headline_text(&laid.source.text), "堤防加固工程开工");
    assert_eq!(article.byline.reporters, ["林静"]);
    assert_eq!(laid.places.iter().map(|p| p.sheet).collect::<Vec<_>>(), [1]);
}

#[test]
fn nothing_and_no_pdf() {
    assert!(matches!(read(Vec::new()), Err(Error::Empty)));
    for bytes in [&b"%PDF-1.7\n"[..], b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n", b"not a PDF at all"] {
        assert!(matches!(read(bytes.to_vec()), Err(Error::Pdf { .. })));
    }
}

#[test]
fn files_cut_short_give_what_they_hold_or_an_error() {
    let whole = page(stream("", ordinary().as_bytes()), "", &[]);
    for length in (0..whole.len()).step_by(7) {
        match read(whole[..length].to_vec()) {
            Ok(laid) => assert!(laid.source.text.text().contains("堤防")),
            Err(Error::Empty | Error::Pdf { .. } | Error::PdfWithoutText { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn changed_bytes_never_panic() {
    let whole = page(stream("/Filter/FlateDecode", &deflated(ordinary().as_bytes())), "", &[]);
    let mut state = 1_u64;
    let mut failed = 0;
    for _ in 0..2000 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] = (state >> 25) as u8;
        }
        if let Err(error) = read(bytes) {
            failed += 1;
            assert!(!error.to_string().contains("could not be parsed"), "the parser panicked");
        }
    }
    println!("{failed} of 2000 changed files gave an error");
}

#[test]
fn images_alone_ask_for_ocr() {
    let image =
        stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8", &[9; 64]);
    let file = page(stream("", b"q 600 0 0 800 0 0 cm /Im1 Do Q"), "/XObject<</Im1 6 0 R>>", &[image]);
    let error = read(file).unwrap_err();
    assert!(matches!(error, Error::PdfWithoutText { pages: 1 }));
    assert_eq!(error.kind(), ErrorKind::PdfWithoutText);
}

#[test]
fn encryption_with_an_empty_password_opens_and_others_are_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/encrypted");
    for name in ["empty-rc4.pdf", "empty-aes128.pdf", "empty-aes256.pdf"] {
        let laid = read(std::fs::read(folder.join(name)).unwrap()).unwrap();
        assert!(laid.source.text.text().contains("堤防加固工程开工"), "{name}");
    }
    let error = read(std::fs::read(folder.join("password.pdf")).unwrap()).unwrap_err();
    assert!(matches!(error, Error::PdfPassword));
    assert_eq!(error.kind(), ErrorKind::PdfPassword);
}

#[test]
fn decompression_bombs_are_refused() {
    let zeros = vec![b' '; 70 << 20];
    let file = page(stream("/Filter/FlateDecode", &deflated(&zeros)), "", &[]);
    assert!(matches!(read(file), Err(Error::PdfLimit { .. })));
    // Twice compressed.
    let twice = deflated(&deflated(&zeros));
    let file = page(stream("/Filter[/FlateDecode/FlateDecode]", &twice), "", &[]);
    assert!(matches!(read(file), Err(Error::PdfLimit { .. })));
    drop(zeros);
    let zeros = deflated(&vec![b' '; 130 << 20]);
    for dict in [
        "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
        "/Type/XRef/W[1 2 1]/Size 9/Filter/FlateDecode",
        "/Type/Obj#53tm/N 1/First 4/Filter/FlateDecode",
    ] {
        let file = page(stream("", ordinary().as_bytes()), "", &[stream(dict, &zeros)]);
        assert!(matches!(read(file), Err(Error::PdfLimit { .. })), "{dict}");
    }
    within_memory();
}

#[test]
fn circles_come_to_an_end() {
    // Pages that are their own kids.
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>".to_vec(),
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>".to_vec(),
    ]);
    assert!(matches!(read(file), Err(Error::Pdf { .. } | Error::PdfWithoutText { .. })));
    // A form that draws itself, and the page's text.
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>", b"/X Do /X Do");
    let content = format!("{}/X Do", ordinary());
    let file = page(stream("", content.as_bytes()), "/XObject<</X 6 0 R>>", &[form]);
    assert!(read(file).is_ok_and(|l| l.source.text.text().contains("堤防")));
    // Lengths, fonts and filters that refer to themselves.
    for object in ["6 0 R", "<</Length 6 0 R>>", "[6 0 R]"] {
        let content = [&b"<</Length 6 0 R/Filter 6 0 R>>stream\n"[..], ordinary().as_bytes(), b"\nendstream"].concat();
        let _ = read(page(content, "", &[object.into()]));
    }
}

#[test]
fn forms_that_multiply_are_stopped() {
    // Each of ten levels draws the next one twenty times.
    let forms: Vec<Vec<u8>> = (0..12)
        .map(|n| {
            let dict = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", n + 7);
            stream(&dict, "/X Do ".repeat(20).as_bytes())
        })
        .collect();
    let file = page(stream("", b"/X Do"), "/XObject<</X 6 0 R>>", &forms);
    assert!(matches!(read(file), Err(Error::PdfLimit { .. } | Error::PdfWithoutText { .. })));
    within_memory();
}

#[test]
fn deep_nesting_is_survived() {
    for (open, close) in [("[", "]"), ("<<", ">>"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("{}{}", open.repeat(300_000), close.repeat(300_000));
        let _ = read(page(stream("", format!("{}{deep} TJ", ordinary()).as_bytes()), "", &[]));
        let _ = read(page(stream("", ordinary().as_bytes()), "/XObject 6 0 R", &[deep.into_bytes()]));
    }
    let saves = format!("{}{}", "q ".repeat(1 << 20), ordinary());
    assert!(read(page(stream("", saves.as_bytes()), "", &[])).is_ok());
    within_memory();
}

#[test]
fn a_million_characters_on_a_page_are_refused() {
    let content = format!("BT /F1 10 Tf {} ET", "1 0 0 1 9 9 Tm <b5cc> Tj ".repeat(1_100_000));
    let file = page(stream("/Filter/FlateDecode", &deflated(content.as_bytes())), "", &[]);
    assert!(matches!(read(file), Err(Error::PdfLimit { .. })));
    within_memory();
}

#[test]
fn thousands_of_scattered_lines_are_read() {
    let mut content = String::new();
    for n in 0..12_000 {
        let size = if n % 2 == 0 { 10 } else { 14 };
        let _ = writeln!(content, "BT /F1 {size} Tf 1 0 0 1 {} {} Tm <b5ccb7c0> Tj ET", n % 97 * 6, n / 97 * 6);
    }
    let laid = read(page(stream("", content.as_bytes()), "", &[])).unwrap();
    assert!(!laid.source.text.lines().is_empty());
}

#[test]
fn streams_without_end_are_survived() {
    for bait in [
        "/W stream x",
        "1 0 obj stream ",
        "<</Type/ObjStm/First 1/N 9/Filter/FlateDecode>>stream\nx\u{9c}",
        "trailer << /Prev 0 >> ",
        "endobj obj ",
        "[[[[",
        "startxref 5 ",
    ] {
        let mut bytes = b"%PDF-1.5\n".to_vec();
        bytes.extend(bait.repeat(300_000).bytes());
        assert!(read(bytes).is_err(), "{bait}");
    }
    within_memory();
}

#[test]
fn two_thousand_pages_are_read_one_by_one() {
    let mut kids = String::new();
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new(), FONT.into()];
    for n in 0..2000 {
        let _ = write!(kids, "{} 0 R ", 4 + 2 * n);
        let mut lines = vec![
            ("堤防加固工程开工".to_owned(), 20.0, 750.0),
            (format!("　　本报讯 第{n}段堤防加固工程开工，"), 10.0, 720.0),
        ];
        for row in 0_u8..40 {
            lines.push((
                "防汛标准提高到百年一遇，沿线村镇同步整治沟渠".to_owned(),
                10.0,
                705.0 - 15.0 * f32::from(row),
            ));
        }
        let lines: Vec<(&str, f32, f32)> = lines.iter().map(|(t, s, y)| (t.as_str(), *s, *y)).collect();
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
                5 + 2 * n
            )
            .into(),
        );
        objects.push(stream("", shown(&lines).as_bytes()));
    }
    objects[1] = format!("<</Type/Pages/Count 2000/Kids[{kids}]>>").into();
    let file = pdf(&objects);
    let start = std::time::Instant::now();
    let laid = read(file).unwrap();
    println!("2000 pages in {:.2} s, peak {:?} MiB", start.elapsed().as_secs_f64(), peak());
    assert_eq!(laid.edition.articles.len(), 2000);
    assert_eq!(laid.places[1999].sheet, 2000);
    within_memory();
}
