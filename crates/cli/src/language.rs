//! The language of what people read.

use std::sync::OnceLock;

use jzclass_io::write::Language;

use super::args::Lang;

static ASKED: OnceLock<Option<Lang>> = OnceLock::new();

/// What --lang says, for the whole run.
pub(crate) fn set(lang: Option<Lang>) {
    // A second call would be of the same run.
    let _ = ASKED.set(lang);
}

fn of(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    }
}

/// By --lang, else by the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set), else English.
pub(crate) fn language() -> Language {
    if let Some(lang) = ASKED.get().copied().flatten() {
        return of(lang);
    }
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match set.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.to_lowercase().starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

/// By --lang alone: what programs read does not depend on the environment.
pub(crate) fn asked_language() -> Language {
    ASKED.get().copied().flatten().map_or(Language::English, of)
}

/// One of two texts, by the language.
pub(crate) fn either<T>(english: T, chinese: T) -> T {
    match language() {
        Language::English => english,
        Language::Chinese => chinese,
    }
}
