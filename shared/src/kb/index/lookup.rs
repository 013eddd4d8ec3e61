//! Terms of the index: by themselves, by their beginning, and their articles.

use std::ops::Range;

use super::{Index, Posting};

impl Index {
    /// How many terms there are.
    pub(super) fn terms(&self) -> usize {
        self.term_ends.len().saturating_sub(1)
    }

    pub(super) fn term(&self, place: usize) -> &str {
        range(&self.term_ends, place).and_then(|range| self.terms.get(range)).unwrap_or_default()
    }

    pub(super) fn articles_of(&self, place: usize) -> &[Posting] {
        range(&self.posting_ends, place).and_then(|range| self.postings.get(range)).unwrap_or_default()
    }

    /// The place of a term.
    pub(super) fn find(&self, term: &str) -> Option<usize> {
        let place = self.first(|known| known < term);
        (self.term(place) == term).then_some(place)
    }

    /// The places of the terms with a beginning.
    pub(super) fn beginning_with(&self, start: &str) -> Range<usize> {
        let from = self.first(|known| known < start);
        let to = self.first(|known| known < start || known.starts_with(start));
        from..to
    }

    /// The first place whose term is not `before`, which holds for a beginning of the terms.
    fn first(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.terms());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.term(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

fn range(ends: &[u32], place: usize) -> Option<Range<usize>> {
    Some(*ends.get(place)? as usize..*ends.get(place + 1)? as usize)
}
