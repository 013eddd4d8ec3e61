//! What changed between two versions of a text, line by line (Myers, "An O(ND) difference algorithm", 1986).

/// A line of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'t> {
    Same(&'t str),
    Removed(&'t str),
    Added(&'t str),
    /// So many unchanged lines are left out here.
    Skipped(usize),
}

/// Most changed lines that are matched with one another; texts that differ by more are shown as old and new.
const CHANGES_MAX: usize = 1_000;

/// Every line of both texts, in order; of a change first what went, then what came.
pub fn diff<'t>(old: &'t str, new: &'t str) -> Vec<Line<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let part = |lines: &[&'t str]| lines.get(head..lines.len() - tail).unwrap_or_default().to_vec();
    let (gone, come) = (part(&old), part(&new));
    let mut out: Vec<Line> = old.iter().take(head).map(|line| Line::Same(line)).collect();
    out.extend(middle(&gone, &come));
    out.extend(old.iter().skip(old.len() - tail).map(|line| Line::Same(line)));
    out
}

/// The same with at most `context` unchanged lines around each change.
pub fn hunks<'t>(old: &'t str, new: &'t str, context: usize) -> Vec<Line<'t>> {
    let lines = diff(old, new);
    let changed: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| !matches!(line, Line::Same(_))).map(|(place, _)| place).collect();
    let mut near = vec![false; lines.len()];
    for place in changed {
        let around = place.saturating_sub(context)..=place + context;
        around.for_each(|place| {
            if let Some(near) = near.get_mut(place) {
                *near = true
            }
        });
    }
    let mut out: Vec<Line> = Vec::new();
    for (line, near) in lines.into_iter().zip(near) {
        match (near, out.last_mut()) {
            (true, _) => out.push(line),
            (false, Some(Line::Skipped(count))) => *count += 1,
            (false, _) => out.push(Line::Skipped(1)),
        }
    }
    out
}

fn middle<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Line<'t>> {
    let Some(trail) = trail(old, new) else {
        let gone = old.iter().map(|line| Line::Removed(line));
        return gone.chain(new.iter().map(|line| Line::Added(line))).collect();
    };
    let mut back: Vec<Line> = Vec::new();
    let (mut x, mut y) = (old.len() as isize, new.len() as isize);
    let line =
        |lines: &[&'t str], place: isize| usize::try_from(place).ok().and_then(|place| lines.get(place)).copied().unwrap_or_default();
    for (changes, reached) in trail.iter().enumerate().rev() {
        let changes = changes as isize;
        let k = x - y;
        let down = k == -changes || (k != changes && at(reached, k - 1) < at(reached, k + 1));
        let before_k = if down { k + 1 } else { k - 1 };
        let before_x = at(reached, before_k);
        let before_y = before_x - before_k;
        while x > before_x.max(0) && y > before_y.max(0) {
            (x, y) = (x - 1, y - 1);
            back.push(Line::Same(line(old, x)));
        }
        if changes > 0 {
            back.push(if down { Line::Added(line(new, before_y)) } else { Line::Removed(line(old, before_x)) });
            (x, y) = (before_x, before_y);
        }
    }
    back.reverse();
    removed_first(back)
}

/// How far each diagonal reached before each number of changes; `None` if there are too many.
fn trail(old: &[&str], new: &[&str]) -> Option<Vec<Vec<isize>>> {
    let (width, height) = (old.len() as isize, new.len() as isize);
    let most = (old.len() + new.len()).min(CHANGES_MAX) as isize;
    let mut trail = Vec::new();
    // Diagonal k is kept at the place k + changes + 1 of its step.
    let mut reached: Vec<isize> = vec![0, 0, 0];
    for changes in 0..=most {
        trail.push(reached.clone());
        let mut next = vec![0_isize; (2 * changes + 5) as usize];
        for k in (-changes..=changes).step_by(2) {
            let down = k == -changes || (k != changes && at(&reached, k - 1) < at(&reached, k + 1));
            let mut x = if down { at(&reached, k + 1) } else { at(&reached, k - 1) + 1 };
            let mut y = x - k;
            while x < width && y < height && old.get(x as usize) == new.get(y as usize) {
                (x, y) = (x + 1, y + 1);
            }
            if let Some(cell) = next.get_mut((k + changes + 2) as usize) {
                *cell = x;
            }
            if x >= width && y >= height {
                return Some(trail);
            }
        }
        reached = next;
    }
    None
}

/// The cell of a diagonal: the middle one is diagonal 0.
fn at(reached: &[isize], k: isize) -> isize {
    let middle = (reached.len() / 2) as isize;
    usize::try_from(k + middle).ok().and_then(|place| reached.get(place)).copied().unwrap_or(0)
}

/// Within a change, what went stands before what came.
fn removed_first(lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    let mut added = Vec::new();
    for line in lines {
        match line {
            Line::Added(_) => added.push(line),
            Line::Removed(_) => out.push(line),
            Line::Same(_) | Line::Skipped(_) => {
                out.append(&mut added);
                out.push(line);
            }
        }
    }
    out.append(&mut added);
    out
}
