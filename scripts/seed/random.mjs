// Chance that repeats itself: the same seed number gives the same workspace.

/** A source of chance (mulberry32): good enough to vary text, and never used for a secret. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    /** A whole number, both ends included. */
    between,
    /** True in `share` of all cases. */
    often: (share) => next() < share,
    pick: (list) => list[between(0, list.length - 1)],
    /** A key of `{ key: weight }`. */
    weighted(weights) {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)[0];
    },
    /** An identifier of `length` characters. */
    id(length = 20) {
      const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
      return Array.from({ length }, () => alphabet[between(0, 35)]).join("");
    },
  };
}
