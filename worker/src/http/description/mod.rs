//! What a row of the URL table says about itself in the OpenAPI document. The document is written while building
//! (feature `document`); in the module that is served a description is nothing and takes no byte.

#[cfg(not(feature = "document"))]
mod left_out;
#[cfg(feature = "document")]
mod written;

#[cfg(not(feature = "document"))]
pub use left_out::{Described, Description, Schema};
#[cfg(feature = "document")]
pub use written::{Described, Description, Gives, Schema};

/// A parameter in query string or header.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "document"), expect(dead_code, reason = "only the document reads them"))]
pub struct Parameter {
    pub name: &'static str,
    pub place: Place,
    pub required: bool,
    pub about: &'static str,
    pub schema: Schema,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Query,
    Header,
}
