//! Renders Markdown for tests outside of Rust: reads a JSON string a line, and prints for each a JSON object
//! `{ "html": …, "again": … }`, the article and what sanitising its HTML again gives.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use shared::kb::markdown::render;
use shared::kb::safe::sanitise;
use shared::lang::Lang;

fn main() {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let source: String = serde_json::from_str(&line.unwrap()).unwrap();
        let html = render(&source, Lang::En).html;
        let again = sanitise(&html);
        writeln!(out, "{}", serde_json::json!({ "html": html, "again": again })).unwrap();
    }
}
