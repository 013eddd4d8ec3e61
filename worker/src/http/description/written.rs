//! Descriptions as the OpenAPI document needs them.

use schemars::SchemaGenerator;
use serde_json::Value;
use shared::error::Code;

use super::Parameter;

/// What can be described.
pub use schemars::JsonSchema as Described;

/// Writes the schema of a type.
#[derive(Clone, Copy)]
pub struct Schema(fn(&mut SchemaGenerator) -> schemars::Schema);

impl Schema {
    /// The one of a type.
    pub const fn of<T: Described>() -> Self {
        Self(SchemaGenerator::subschema_for::<T>)
    }

    /// The schema; what it refers to is added to the generator's definitions.
    pub fn write(self, generator: &mut SchemaGenerator) -> Value {
        (self.0)(generator).to_value()
    }
}

/// What a route gives.
#[derive(Clone, Copy)]
pub enum Gives {
    Nothing,
    Json(Schema),
    /// A file, raw.
    File,
}

/// What is said of a route beside what it does.
#[derive(Clone, Copy)]
pub struct Description {
    /// The operation id.
    pub id: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// The type of a JSON body.
    pub takes: Option<Schema>,
    pub gives: Gives,
    pub parameters: &'static [Parameter],
    /// Refusals beside those that access, body and key bring along.
    pub refuses: &'static [Code],
}

impl Description {
    pub const fn new(id: &'static str) -> Self {
        Self { id, about: "", takes: None, gives: Gives::Nothing, parameters: &[], refuses: &[] }
    }

    pub const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    pub const fn takes<T: Described>(self) -> Self {
        Self { takes: Some(Schema::of::<T>()), ..self }
    }

    pub const fn gives<T: Described>(self) -> Self {
        Self { gives: Gives::Json(Schema::of::<T>()), ..self }
    }

    pub const fn gives_file(self) -> Self {
        Self { gives: Gives::File, ..self }
    }

    pub const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    pub const fn refuses(self, refuses: &'static [Code]) -> Self {
        Self { refuses, ..self }
    }
}
