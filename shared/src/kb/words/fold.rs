//! Characters made comparable: case, width and diacritics are alike.

/// How far the full-width forms of ASCII lie behind it.
const WIDE: u32 = 0xFEE0;

/// Letters of Latin-1 and Latin Extended-A, in order from `À`, without their marks. `*` is no letter.
const PLAIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Folds a word.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - WIDE).unwrap_or(c),
            c => c,
        };
        for c in c.to_lowercase().filter(|c| !is_mark(*c)) {
            match c {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                c => out.push(plain(c)),
            }
        }
    }
    out
}

/// Marks that stand behind their letter.
pub const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn plain(c: char) -> char {
    let place = (c as u32).checked_sub(0xC0).and_then(|place| PLAIN.get(place as usize));
    place.filter(|letter| **letter != b'*').map_or(c, |letter| char::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r28_every_letter_with_a_mark_is_its_letter() {
        for (marked, letter) in [("àçéñöüýÿ", "acenouyy"), ("āčďęğħıĵķłńőřşťųŵŷž", "acdeghijklnorstuwyz"), ("÷×", "÷×"), ("ſ", "s")]
        {
            assert_eq!(fold(marked), letter);
        }
    }
}
