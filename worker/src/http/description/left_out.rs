//! Descriptions in the module that is served: the same words as in [`super::written`], and nothing is kept.

use shared::error::Code;

use super::Parameter;

/// What could be described.
pub trait Described {}

impl<T> Described for T {}

/// No schema.
#[derive(Clone, Copy)]
pub struct Schema;

impl Schema {
    pub const fn of<T: Described>() -> Self {
        Self
    }
}

/// No description.
#[derive(Clone, Copy)]
pub struct Description;

impl Description {
    pub const fn new(_id: &'static str) -> Self {
        Self
    }

    pub const fn about(self, _about: &'static str) -> Self {
        self
    }

    pub const fn takes<T: Described>(self) -> Self {
        self
    }

    pub const fn gives<T: Described>(self) -> Self {
        self
    }

    pub const fn gives_file(self) -> Self {
        self
    }

    pub const fn parameters(self, _parameters: &'static [Parameter]) -> Self {
        self
    }

    pub const fn refuses(self, _codes: &'static [Code]) -> Self {
        self
    }
}
