//! From a request to a call, from an outcome to an answer. Knows no ticket and no customer.

pub mod body;
pub mod call;
pub mod cookies;
pub mod description;
pub mod dispatch;
pub mod encoding;
pub mod json;
pub mod origin;
pub mod replay;
pub mod respond;
pub mod route;
