//! A person as a small round stamp.

use leptos::prelude::*;

/// The last two Han characters, or the initials, on a hue that belongs to the name.
pub fn avatar(name: &str) -> AnyView {
    let hue = name.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12;
    // Through the object model: the content policy allows no style attributes.
    let hue = (hue * 30).to_string();
    view! {
        <span class="avatar" style=("--hue", hue) title=name.to_owned() aria-hidden="true">
            {initials(name)}
        </span>
    }
    .into_any()
}

fn initials(name: &str) -> String {
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let han: Vec<char> = name.chars().filter(|c| is_han(*c)).collect();
    if !han.is_empty() {
        return han.iter().skip(han.len().saturating_sub(2)).collect();
    }
    name.split(' ').filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}
