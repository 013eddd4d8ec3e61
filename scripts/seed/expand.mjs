// The tokenizer of full-text search: what shared/src/search.rs does, in JavaScript.
const TOKENS_MAX = 4_000;
const CJK = /^[\u{3040}-\u{30FF}\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{AC00}-\u{D7AF}\u{F900}-\u{FAFF}\u{20000}-\u{2FA1F}]$/u;
const WORD = /^[\p{Alphabetic}\p{N}]$/u;

/** The tokens of a text, separated by spaces: runs of Chinese become overlapping pairs. */
export function expand(text) {
  return runs(text)
    .flatMap((run) => (run.cjk ? pairs(run.chars) : [run.chars.join("")]))
    .slice(0, TOKENS_MAX)
    .join(" ");
}

function pairs(chars) {
  return chars.length === 1 ? chars : chars.slice(1).map((char, index) => chars[index] + char);
}

function runs(text) {
  const found = [];
  let open;
  for (const char of Array.from(text).flatMap((c) => Array.from(c.toLowerCase()))) {
    const cjk = CJK.test(char);
    if (!cjk && !WORD.test(char)) {
      open = undefined;
      continue;
    }
    if (open?.cjk !== cjk) {
      open = { cjk, chars: [] };
      found.push(open);
    }
    open.chars.push(char);
  }
  return found;
}
