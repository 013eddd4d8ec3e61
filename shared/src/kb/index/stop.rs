//! Words that say how one asks, not what about: they count for little in a question, and are not kept of a text.

const CHINESE: &[&str] = &[
    "怎么", "么办", "么样", "怎样", "如何", "什么", "为什", "么不", "请问", "能否", "是否", "可以", "不可", "以吗", "我们", "一个", "一下",
    "这个", "那个", "哪里", "在哪", "没有", "有没", "不了", "的时", "时候", "出现", "问题", "了怎", "后怎", "办理", "需要", "进行", "的是",
    "了吗", "办法", "了没",
];
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "cannot", "do", "does", "don", "for", "from", "how", "i", "if", "in", "is",
    "it", "my", "no", "not", "of", "on", "or", "s", "t", "that", "the", "this", "to", "was", "we", "what", "when", "which", "why", "with",
    "you", "your",
];

/// Whether a term is such a word.
pub fn is_stop(term: &str) -> bool {
    if term.is_ascii() { ENGLISH.contains(&term) } else { CHINESE.contains(&term) }
}
