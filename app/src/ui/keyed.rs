//! Lists whose lines stay on the page while others come and go around them. One compiled kind for all of them.

use leptos::prelude::*;

/// One line: it is drawn once for each key.
pub struct Line {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Line {
    /// A line that is drawn anew when its key changes.
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Box::new(draw) }
    }
}

/// The lines, in order; follows the signals that `lines` reads.
pub fn keyed(lines: impl Fn() -> Vec<Line> + Send + 'static) -> AnyView {
    let lines: Box<dyn Fn() -> Vec<Line> + Send> = Box::new(lines);
    view! { <For each=lines key=|line| line.key.clone() children=|line| (line.draw)() /> }.into_any()
}
