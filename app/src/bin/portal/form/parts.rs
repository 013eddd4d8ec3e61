//! Which step the address shows, and when the parts of the others are drawn.

use app::{router, ui::after_paint};
use leptos::prelude::*;

/// The steps of a phone's form.
pub const STEPS: u8 = 3;

/// How long after the first step the parts of the others are drawn, one by one, in milliseconds.
pub mod wait {
    pub const CONTENT_MS: i32 = 150;
    pub const SEVERITY_MS: i32 = 250;
    pub const PEOPLE_MS: i32 = 350;
    pub const RAIL_MS: i32 = 450;
}

/// The step of the address; follow it inside of effects and views.
pub fn step() -> u8 {
    router::param("step").and_then(|step| step.parse().ok()).filter(|step| (1..=STEPS).contains(step)).unwrap_or(1)
}

/// A part of a step: drawn at once where it shows, and a moment later where a phone still shows another step.
pub fn part_of(step_shown: u8, wait_ms: i32, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    after_paint(wait_ms, move || step() >= step_shown, draw)
}
