//! Latin terms that differ from a word by a slip or two: a letter left out, added, replaced, or swapped with its neighbour.

use super::Index;

/// Whether a word is typed to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Whole,
    Beginning,
}

/// How many slips are forgiven in a word of so many letters.
const fn slips(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Places of terms that the word may mean, each with its slips (1 or 2).
///
/// Terms are in order, so each shares the beginning of the one before it: of the table of distances only the rows of other
/// letters are reckoned anew (Damerau's distance, one row a letter of the term).
pub fn near(index: &Index, word: &str, typed: Typed) -> Vec<(usize, usize)> {
    let word: Vec<char> = word.chars().collect();
    let allowed = slips(word.len());
    let mut found = Vec::new();
    if allowed == 0 || word.iter().any(|c| !c.is_ascii_alphabetic()) {
        return found;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=word.len()).collect()];
    let mut letters: Vec<char> = Vec::new();
    // Beyond so many letters of the present beginning, no term is near.
    let mut hopeless = usize::MAX;
    for place in index.beginning_with("a").start..index.beginning_with("z").end {
        let term = index.term(place);
        let common = term.chars().zip(&letters).take_while(|(a, b)| a == *b).count();
        if common >= hopeless {
            continue;
        }
        hopeless = usize::MAX;
        letters.truncate(common);
        rows.truncate(common + 1);
        let mut best = distance_of_beginning(&rows, allowed);
        for letter in term.chars().skip(common) {
            letters.push(letter);
            let row = next_row(&rows, &letters, &word);
            let lowest = row.iter().min().copied().unwrap_or(usize::MAX);
            best = best.min(row.last().copied().unwrap_or(usize::MAX));
            rows.push(row);
            if lowest > allowed {
                hopeless = letters.len();
                break;
            }
        }
        let whole = match hopeless {
            usize::MAX => rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let distance = if typed == Typed::Beginning { best } else { whole };
        if (1..=allowed).contains(&distance) {
            found.push((place, distance));
        }
    }
    found
}

/// The least distance of the word to a beginning that is reckoned already.
fn distance_of_beginning(rows: &[Vec<usize>], allowed: usize) -> usize {
    rows.iter().filter_map(|row| row.last()).copied().min().filter(|least| *least <= allowed).unwrap_or(usize::MAX)
}

fn next_row(rows: &[Vec<usize>], letters: &[char], word: &[char]) -> Vec<usize> {
    let at = |row: Option<&Vec<usize>>, column: usize| row.and_then(|row| row.get(column)).copied().unwrap_or(usize::MAX - 1);
    let (above, second) = (rows.last(), rows.len().checked_sub(2).and_then(|place| rows.get(place)));
    let letter = letters.last();
    let before = letters.len().checked_sub(2).and_then(|place| letters.get(place));
    let mut row = vec![letters.len()];
    for (column, own) in word.iter().enumerate() {
        let replaced = at(above, column) + usize::from(letter != Some(own));
        let mut least = replaced.min(at(above, column + 1) + 1).min(at(Some(&row), column) + 1);
        let earlier = column.checked_sub(1).and_then(|place| word.get(place));
        if earlier.is_some() && letter == earlier && before == Some(own) {
            least = least.min(at(second, column - 1) + 1);
        }
        row.push(least);
    }
    row
}
