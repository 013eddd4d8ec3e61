//! The classification guide: what a workspace says about each class, and how it asks (R7). A workspace that has set up
//! nothing says what [`Class`] says.

use serde::{Deserialize, Serialize};

use super::class::{Class, DetailKey, Need};
use crate::error::{Code, Refusal};
use crate::json::{FromJson, Json};
use crate::lang::Lang;
use crate::text::{Hint, Name, Note};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Both<T> {
    pub zh: T,
    pub en: T,
}

impl<T: FromJson> FromJson for Both<T> {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self { zh: json.field("zh")?, en: json.field("en")? })
    }
}

impl<T> Both<T> {
    /// The text of a language.
    pub fn of(&self, lang: Lang) -> &T {
        lang.pick(&self.zh, &self.en)
    }
}

/// A part of a class's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartGuide {
    pub key: DetailKey,
    pub label: Both<Name>,
    /// An example, as placeholder.
    pub hint: Both<Option<Hint>>,
    pub required: bool,
}

crate::from_json!(PartGuide { key, label, hint, required });

/// A class: what it is for, and what its form asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassGuide {
    pub class: Class,
    pub guidance: Both<Note>,
    /// The class's own parts, in their order.
    #[cfg_attr(feature = "schema", schemars(length(max = 9)))]
    pub parts: Vec<PartGuide>,
}

crate::from_json!(ClassGuide { class, guidance, parts });

/// All classes, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Guide(#[cfg_attr(feature = "schema", schemars(length(max = 4)))] pub Vec<ClassGuide>);

impl FromJson for Guide {
    fn from_json(json: &Json) -> Option<Self> {
        Vec::from_json(json).map(Self)
    }
}

impl Guide {
    /// What a class is said to be; absent where the guide does not say it.
    pub fn of(&self, class: Class) -> Option<&ClassGuide> {
        self.0.iter().find(|c| c.class == class)
    }

    /// Refuses a guide that leaves out a class or one of its parts, adds one, or asks for nothing.
    pub fn check(&self) -> Result<(), Refusal> {
        let invalid = |field: &str| Err(Refusal::new(Code::FieldInvalid).field(field));
        if !self.0.iter().map(|c| c.class).eq(Class::ALL.iter().copied()) {
            return invalid("classes");
        }
        for (place, own) in self.0.iter().enumerate() {
            let complete = own.parts.iter().map(|p| p.key).eq(own.class.template().iter().map(|a| a.key));
            if !complete || !own.parts.iter().any(|p| p.required) {
                return invalid(&format!("classes.{place}.parts"));
            }
        }
        Ok(())
    }
}

/// The parts of a class that must be answered, by a guide or without one.
pub fn required(guide: Option<&Guide>, class: Class) -> Vec<DetailKey> {
    match guide.and_then(|g| g.of(class)) {
        Some(own) => own.parts.iter().filter(|p| p.required).map(|p| p.key).collect(),
        None => class.template().iter().filter(|a| a.need == Need::Required).map(|a| a.key).collect(),
    }
}

/// The guide of a workspace that has set up nothing.
pub fn usual() -> Result<Guide, Refusal> {
    Class::ALL.iter().map(|&class| of_class(class)).collect::<Result<_, _>>().map(Guide)
}

fn of_class(class: Class) -> Result<ClassGuide, Refusal> {
    let both = |text: fn(Class, Lang) -> &'static str| {
        Ok::<_, Refusal>(Both { zh: Note::parse(text(class, Lang::Zh))?, en: Note::parse(text(class, Lang::En))? })
    };
    let part = |asked: &super::class::Asked| {
        let label = |lang| Name::parse(asked.key.label(lang));
        let hint = |lang| Hint::parse(asked.example(lang)).map(Some);
        Ok(PartGuide {
            key: asked.key,
            label: Both { zh: label(Lang::Zh)?, en: label(Lang::En)? },
            hint: Both { zh: hint(Lang::Zh)?, en: hint(Lang::En)? },
            required: asked.need == Need::Required,
        })
    };
    let parts = class.template().iter().map(part).collect::<Result<_, Refusal>>()?;
    Ok(ClassGuide { class, guidance: both(Class::guidance)?, parts })
}
