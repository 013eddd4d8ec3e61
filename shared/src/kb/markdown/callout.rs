//! Callouts: quotes that begin with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`.

use pulldown_cmark::BlockQuoteKind;

use crate::lang::Lang;

/// The class and the title of a kind.
pub const fn words(kind: BlockQuoteKind, lang: Lang) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("callout-note", lang.pick("说明", "Note")),
        BlockQuoteKind::Tip => ("callout-tip", lang.pick("提示", "Tip")),
        BlockQuoteKind::Important => ("callout-important", lang.pick("重要", "Important")),
        BlockQuoteKind::Warning => ("callout-warning", lang.pick("注意", "Warning")),
        BlockQuoteKind::Caution => ("callout-caution", lang.pick("警告", "Caution")),
    }
}
