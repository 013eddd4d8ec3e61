//! What both browser programs share.
