//! How a class presents itself and asks, by the workspace's guide (R7).

use shared::ticket::{Class, DetailKey, Guide};

use crate::i18n::lang;

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub key: DetailKey,
    pub label: String,
    pub hint: String,
    pub required: bool,
}

/// What a class is for.
pub fn guidance(guide: Option<&Guide>, class: Class) -> String {
    guide.and_then(|guide| guide.of(class)).map_or_else(String::new, |own| own.guidance.of(lang()).as_str().to_owned())
}

/// What the form of a class asks, in its order.
pub fn parts(guide: Option<&Guide>, class: Class) -> Vec<Asked> {
    let own = guide.and_then(|guide| guide.of(class)).map_or(&[][..], |own| &own.parts);
    own.iter()
        .map(|part| {
            let hint = part.hint.of(lang()).as_ref().map_or("", |hint| hint.as_str());
            Asked { key: part.key, label: part.label.of(lang()).as_str().to_owned(), hint: hint.to_owned(), required: part.required }
        })
        .collect()
}

/// What a part is called.
pub fn label(guide: Option<&Guide>, class: Class, key: DetailKey) -> String {
    let asked = parts(guide, class).into_iter().find(|asked| asked.key == key);
    asked.map_or_else(|| key.label(lang()).to_owned(), |asked| asked.label)
}
