//! A large knowledge base: articles made of the written ones' sentences, with words and codes of their own, as every firm has.

use shared::lang::Lang;

use super::corpus::{Written, articles};

/// Own words beside each sentence.
const OWN_WORDS_A_SENTENCE: usize = 4;

/// So many articles, the same at each call.
pub fn many(count: usize) -> Vec<Written> {
    let written = articles();
    let mut chance = Chance(7);
    (0..count)
        .map(|place| {
            let base = &written[place % written.len()];
            let alike: Vec<&Written> = written.iter().filter(|other| other.lang == base.lang).collect();
            let sentences: Vec<&str> = alike.iter().flat_map(|other| other.body.split_inclusive(['。', '.', '\n'])).collect();
            let mut body = base.body.clone();
            for _ in 0..chance.below(6) + 6 {
                body.push_str(sentences[chance.below(sentences.len())]);
                for _ in 0..OWN_WORDS_A_SENTENCE {
                    body.push_str(&own_word(&mut chance, base.lang));
                    body.push(' ');
                }
            }
            Written {
                slug: format!("{}-{}", base.slug, place / written.len()),
                lang: base.lang,
                title: format!("{} {}", base.title, own_word(&mut chance, base.lang)),
                headings: base.headings.clone(),
                body,
            }
        })
        .collect()
}

/// Words that the written articles do not have, the first of them the most used.
const OWN_WORDS: usize = 20_000;

/// A product, a table, a customer: one of many words, of which a few are used often.
fn own_word(chance: &mut Chance, lang: Lang) -> String {
    const SYLLABLES: &[&str] = &["ka", "ro", "ment", "ti", "sel", "dor", "va", "pli", "ner", "tron", "ex", "lo", "mi", "gra", "bus"];
    if chance.below(8) == 0 {
        return format!("{}-{:05}", ["ERR", "ORA", "MSG", "TB"][chance.below(4)], chance.below(3_000));
    }
    let rank = chance.below(OWN_WORDS) + 1;
    let mut spelling = Chance(chance.below(rank) as u64);
    let parts = spelling.below(3) + 2;
    match lang {
        // 3,000 common characters.
        Lang::Zh => (0..parts).map(|_| char::from_u32(0x4E00 + spelling.below(3_000) as u32 * 6).unwrap()).collect(),
        Lang::En => (0..parts).map(|_| SYLLABLES[spelling.below(SYLLABLES.len())]).collect(),
    }
}

/// Knuth's linear congruential generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
