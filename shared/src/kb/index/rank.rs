//! Which articles a query means, best first.

use super::stop::is_stop;
use super::typo::{Typed, near};
use super::{Article, Field, Index};
use crate::kb::words::{Word, words};
use crate::lang::Lang;

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'i> {
    pub article: &'i Article,
    /// Comparable within one answer only.
    pub score: f32,
}

/// Most units of a query that are looked up.
const UNITS_MAX: usize = 24;
/// Most terms that a beginning stands for.
const EXPANSIONS_MAX: usize = 64;
/// The share of a query's weight that an article must have.
const COVERED_MIN: f32 = 0.3;
/// What a word counts that says only how one asks.
const STOP_WEIGHT: f32 = 0.1;
/// How much more an article in the reader's language counts.
const OWN_LANGUAGE: f32 = 1.1;

/// What is looked for as one: a term, or several that may stand for it, each with how well it does.
struct Unit {
    terms: Vec<(usize, f32)>,
    weight: f32,
}

impl Index {
    /// The best articles for what was typed so far. An article need not have every word, but the more it lacks the lower it comes.
    pub fn search(&self, query: &str, lang: Option<Lang>, limit: usize) -> Vec<Hit<'_>> {
        let units = self.units(query);
        let whole: f32 = units.iter().map(|unit| unit.weight).sum();
        let mut scores = vec![(0.0_f32, 0.0_f32); self.articles.len()];
        let mut best = vec![0.0_f32; self.articles.len()];
        for unit in &units {
            best.fill(0.0);
            for (term, likeness) in &unit.terms {
                for posting in self.articles_of(*term) {
                    if let Some(best) = best.get_mut(posting.article as usize) {
                        *best = best.max(likeness * worth(posting.field));
                    }
                }
            }
            for ((score, covered), best) in scores.iter_mut().zip(&best).filter(|(_, best)| **best > 0.0) {
                *score += unit.weight * best;
                *covered += unit.weight;
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        for ((score, covered), article) in scores.into_iter().zip(&self.articles) {
            let share = covered / whole;
            if share >= COVERED_MIN {
                let own = if lang == Some(article.lang) { OWN_LANGUAGE } else { 1.0 };
                hits.push(Hit { article, score: score * share * own });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(limit);
        hits
    }

    fn units(&self, query: &str) -> Vec<Unit> {
        let unfinished = query.ends_with(char::is_alphanumeric);
        let words = words(query);
        let last = words.len().saturating_sub(1);
        let mut units = Vec::new();
        for (place, word) in words.into_iter().enumerate() {
            let typed = if unfinished && place == last { Typed::Beginning } else { Typed::Whole };
            match word {
                Word::Latin(word) => units.push(self.latin(&word, typed)),
                Word::Code { whole, parts } => {
                    let unit = self.latin(&whole, typed);
                    match unit.terms.is_empty() {
                        true => units.extend(parts.iter().map(|part| self.latin(part, typed))),
                        false => units.push(unit),
                    }
                }
                Word::Cjk(chars) if chars.len() == 1 => {
                    let start: String = chars.into_iter().collect();
                    units.push(self.unit(self.beginnings(&start), &start));
                }
                run => units.extend(run.tokens().iter().map(|pair| self.unit(self.exactly(pair), pair))),
            }
        }
        units.truncate(UNITS_MAX);
        units
    }

    /// A Latin word: itself, what begins with it, or else what it may be a slip of.
    fn latin(&self, word: &str, typed: Typed) -> Unit {
        let mut terms = self.exactly(word);
        if typed == Typed::Beginning || word.chars().count() > 3 {
            terms.extend(self.beginnings(word));
        }
        if terms.is_empty() {
            terms = near(self, word, typed).into_iter().map(|(term, slips)| (term, if slips == 1 { 0.6 } else { 0.4 })).collect();
        }
        self.unit(terms, word)
    }

    fn exactly(&self, term: &str) -> Vec<(usize, f32)> {
        self.find(term).map(|place| (place, 1.0)).into_iter().collect()
    }

    /// What begins with a word: the less is left to type, the likelier it is meant.
    fn beginnings(&self, start: &str) -> Vec<(usize, f32)> {
        let places = self.beginning_with(start).take(EXPANSIONS_MAX);
        places.map(|place| (place, 0.5 + 0.4 * start.len() as f32 / self.term(place).len().max(1) as f32)).collect()
    }

    /// The rarer, the weightier; a word that no article has is as weighty as the rarest.
    fn unit(&self, terms: Vec<(usize, f32)>, word: &str) -> Unit {
        let articles = terms.iter().map(|(term, _)| self.articles_of(*term).len()).max().unwrap_or(0);
        let rare = (1.0 + self.articles.len() as f32 / articles.max(1) as f32).ln();
        Unit { terms, weight: if is_stop(word) { rare * STOP_WEIGHT } else { rare } }
    }
}

const fn worth(field: Field) -> f32 {
    match field {
        Field::Title => 4.0,
        Field::Heading => 2.0,
        Field::Body => 1.0,
    }
}
