//! Load → decide → commit.

pub mod people;
pub mod portal;
pub mod quota;
pub mod sign_in;
pub mod sweep;
pub mod workspace;
