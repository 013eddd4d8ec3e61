//! Line icons of 20 × 20 units in the colour of their text. Never alone: a label stands beside or inside `aria-label`.

use leptos::prelude::*;

/// An icon: what its path draws. A value each and no `enum`, so that a program downloads only those it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

/// The icons of the product.
#[allow(non_upper_case_globals, reason = "they are named like the values that they are")]
impl Icon {
    /// A board of columns.
    pub const Board: Self = Self("M3 4h4v12H3zM8 4h4v8H8zM13 4h4v10h-4z");
    /// Rows.
    pub const List: Self = Self("M3 5h14M3 10h14M3 15h14");
    /// A magnifier.
    pub const Search: Self = Self("M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3zM13.5 13.5 17 17");
    /// Something new.
    pub const Plus: Self = Self("M10 4v12M4 10h12");
    /// Done.
    pub const Check: Self = Self("m4 10.5 4 4 8-9");
    /// Close or remove.
    pub const Cross: Self = Self("m5 5 10 10M15 5 5 15");
    /// More choices.
    pub const More: Self = Self("M4.5 10h.01M10 10h.01M15.5 10h.01");
    /// Opens downward.
    pub const Down: Self = Self("m5 7.5 5 5 5-5");
    /// Back.
    pub const Left: Self = Self("m12.5 5-5 5 5 5");
    /// Forward.
    pub const Right: Self = Self("m7.5 5 5 5-5 5");
    /// People.
    pub const People: Self = Self(
        "M7.5 4a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.5 16c.3-3 2.3-4.5 5-4.5s4.7 1.5 5 4.5M13 4.4a2.6 2.6 0 0 1 0 4.9M14.5 11.8c1.8.6 2.8 2 3 4.2",
    );
    /// One person.
    pub const Person: Self = Self("M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.5c.4-3.2 2.7-5 6-5s5.6 1.8 6 5");
    /// Figures.
    pub const Chart: Self = Self("M4 16V10M10 16V4M16 16V8");
    /// Settings.
    pub const Gear: Self = Self("M3 6h7M14 6h3M12 4v4M3 14h3M10 14h7M8 12v4");
    /// Take a photo.
    pub const Camera: Self = Self("M3 6.5h3l1.5-2h5l1.5 2h3v9.5H3zM10 8.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z");
    /// Choose a photo.
    pub const Album: Self = Self("M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 7.5h.01");
    /// A file.
    pub const Clip: Self = Self("m14.5 9-5 5a2.8 2.8 0 0 1-4-4l6-6a2 2 0 0 1 2.9 2.9l-5.9 5.9a.9.9 0 0 1-1.3-1.3l5-5");
    /// Send.
    pub const Send: Self = Self("M3 10 17 4l-5 13-2.5-5.5zM9.5 11.5 17 4");
    /// A lock: for the team only.
    pub const Lock: Self = Self("M4.5 9h11v7.5h-11zM7 9V6.5a3 3 0 0 1 6 0V9");
    /// A reply.
    pub const Reply: Self = Self("M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5");
    /// A phone call.
    pub const Phone: Self = Self("M4 4h3.5l1.3 3.6-2 1.5a9 9 0 0 0 4.1 4.1l1.5-2L16 12.5V16a1 1 0 0 1-1 1C9 17 3 11 3 5a1 1 0 0 1 1-1z");
    /// A meeting.
    pub const Meeting: Self = Self("M3 5h14v8H3zM7 17h6M10 13v4");
    /// A mail.
    pub const Mail: Self = Self("M3 5h14v10.5H3zM3 6l7 5 7-5");
    /// Waiting.
    pub const Pause: Self = Self("M7 4.5v11M13 4.5v11");
    /// A clock.
    pub const Clock: Self = Self("M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4.3l2.8 1.7");
    /// Again.
    pub const Retry: Self = Self("M16 10a6 6 0 1 1-1.8-4.3M16.5 3v3.5H13");
    /// A warning.
    pub const Alert: Self = Self("M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.01");
    /// The sun and the moon of the theme.
    pub const Theme: Self = Self("M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 3v14M10 6l6 3M10 9.5l7 2M10 13l5 1.5");
    /// A globe for the language.
    pub const Globe: Self = Self("M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM3 10h14M10 3c-5 4.5-5 9.5 0 14M10 3c5 4.5 5 9.5 0 14");
    /// Keys.
    pub const Keyboard: Self = Self("M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.7h7");
    /// Leave.
    pub const Exit: Self = Self("M8 4H4v12h4M8 10h9M13.5 6.5 17 10l-3.5 3.5");
    /// A pen.
    pub const Pen: Self = Self("m4 16 .8-3.5L13.5 4 16 6.5 7.5 15.2zM12 5.5 14.5 8");
    /// A filter.
    pub const Filter: Self = Self("M3 5h14l-5.5 6v5l-3-1.5V11z");
    /// A star of a rating.
    pub const Star: Self = Self("m10 3 2.1 4.7 5.1.5-3.9 3.4 1.2 5L10 14l-4.5 2.6 1.2-5L2.8 8.2l5.1-.5z");
    /// A bell: what one was told.
    pub const Bell: Self = Self("M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3M10 4V2.5");
    /// A robot of a group chat.
    pub const Robot: Self = Self("M4 7h12v9H4zM10 7V3.5M7.5 11h.01M12.5 11h.01M8 13.5h4");
    /// The house of the start page.
    pub const Home: Self = Self("M3.5 9.5 10 4l6.5 5.5M5 8.5V16h10V8.5M8.5 16v-4.5h3V16");
    pub const Book: Self = Self("M10 5.5C8.5 4.3 6.5 4 3.5 4v11.5c3 0 5 .3 6.5 1.5 1.5-1.2 3.5-1.5 6.5-1.5V4c-3 0-5 .3-6.5 1.5zM10 5.5V17");
}

/// Draws an icon; screen readers skip it.
pub fn icon(Icon(path): Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    }
    .into_any()
}
