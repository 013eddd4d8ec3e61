//! Bytes → the index in memory.

use super::build::HEAD;
use super::bytes::Reader;
use super::{ARTICLES_MAX, Article, Field, Index, Posting};
use crate::lang::Lang;

impl Index {
    /// Reads what [`super::build`] gave; `None` if the bytes are damaged or of another layout.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: bytes.strip_prefix(HEAD)? };
        let articles = articles(&mut reader)?;
        let (terms, term_ends) = terms(&mut reader)?;
        let (postings, posting_ends) = postings(&mut reader, term_ends.len() - 1, articles.len())?;
        reader.rest.is_empty().then_some(Self { articles, terms, term_ends, postings, posting_ends })
    }
}

fn articles(reader: &mut Reader) -> Option<Vec<Article>> {
    let count = reader.count().filter(|count| *count <= ARTICLES_MAX)?;
    let texts = |reader: &mut Reader| (0..count).map(|_| reader.text().map(str::to_owned)).collect::<Option<Vec<_>>>();
    let ids = texts(reader)?;
    let slugs = texts(reader)?;
    let langs = (0..count).map(|_| Lang::ALL.get(usize::from(reader.byte()?)).copied()).collect::<Option<Vec<_>>>()?;
    let titles = texts(reader)?;
    let rows = ids.into_iter().zip(slugs).zip(langs).zip(titles);
    Some(rows.map(|(((id, slug), lang), title)| Article { id, slug, lang, title }).collect())
}

/// The terms in one text, and where each begins and the last one ends.
fn terms(reader: &mut Reader) -> Option<(String, Vec<u32>)> {
    let count = reader.count()?;
    let (mut terms, mut ends) = (String::new(), vec![0_u32]);
    let mut term = String::new();
    for _ in 0..count {
        let shared = reader.number()? as usize;
        if !term.is_char_boundary(shared) {
            return None;
        }
        term.truncate(shared);
        term.push_str(reader.text()?);
        terms.push_str(&term);
        ends.push(u32::try_from(terms.len()).ok()?);
        // Shared beginnings could make megabytes of few bytes.
        if terms.len() > TERMS_BYTES_MAX {
            return None;
        }
    }
    Some((terms, ends))
}

/// Most bytes of all terms together.
const TERMS_BYTES_MAX: usize = 8 << 20;

fn postings(reader: &mut Reader, terms: usize, articles: usize) -> Option<(Vec<Posting>, Vec<u32>)> {
    let counts = (0..terms).map(|_| reader.number()).collect::<Option<Vec<_>>>()?;
    let mut ends = vec![0_u32];
    for count in &counts {
        ends.push(ends.last()?.checked_add(*count)?);
    }
    let total = *ends.last()? as usize;
    if total > reader.rest.len() {
        return None;
    }
    let mut postings = Vec::with_capacity(total);
    for count in counts {
        let mut next = 0_u32;
        for _ in 0..count {
            let article = next.checked_add(reader.number()?)?;
            if article as usize >= articles {
                return None;
            }
            postings.push(Posting { article, field: Field::Body });
            next = article + 1;
        }
    }
    for posting in &mut postings {
        posting.field = Field::of(reader.byte()?)?;
    }
    Some((postings, ends))
}
