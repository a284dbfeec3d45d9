//! What a user can do about a failure.

use jzclass::ErrorKind;

/// A short hint, where there is one.
pub(crate) fn hint(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "check the path's spelling",
        ErrorKind::NotText => "extract the text first, for example with pdftotext",
        ErrorKind::OtherMarkup => "give ALTO, METS, PAGE-XML, hOCR or plain text",
        ErrorKind::Pdf => "repair the file, for example with `qpdf in.pdf out.pdf`, or extract its text",
        ErrorKind::PdfPassword => "take the password off first, for example with `qpdf --decrypt`",
        ErrorKind::PdfWithoutText => "run OCR over it and give the ALTO, hOCR or PAGE-XML it writes",
        ErrorKind::NoArticle => "is this an edition's text? --encoding names its encoding",
        ErrorKind::Encrypted => "unpack it with its password first",
        ErrorKind::TooDeep => "unpack the outer archive first",
        ErrorKind::NoColumn => "name it with --text-column",
        ErrorKind::Changed => "run again with --resume when it is at rest",
        ErrorKind::UnreadKind => "save it as text, PDF, .zip or .tar.gz, or leave it out with --exclude",
        ErrorKind::SeveralPages => "name one of them",
        ErrorKind::OwnOutput => "name it to read it",
        ErrorKind::OutputTaken => "name another file",
        ErrorKind::InUse => "wait for it, or write to another file",
        ErrorKind::Unfinished => "--resume goes on with it; --restart begins anew",
        ErrorKind::OtherSettings => "run with the settings of then, or begin anew with --restart",
        ErrorKind::NotAJournal => "--restart begins anew",
        ErrorKind::UnknownEncoding => "use utf-8, utf-16le, utf-16be, gb18030, gbk or big5",
        ErrorKind::Model => "make a model with `jzclass train`, or leave --model away for the built-in one",
        ErrorKind::Newer => "update jzclass",
        ErrorKind::NotACatalogue => "make one with `jzclass tag PATH -o catalogue.db`",
        ErrorKind::Catalogue => "make it anew with `jzclass tag PATH -o catalogue.db`",
        ErrorKind::NoTruth => "a truth file stands beside NAME.txt as NAME.truth.json",
        ErrorKind::UnknownLabel => "leave --taxonomy away to take the topics from the data's labels",
        ErrorKind::BadData => {
            "give JSON Lines with text and label, CSV with a header, __label__ lines or a folder a class"
        }
        _ => return None,
    })
}
