// How code is compiled: `release` is what people get, `quick` is for looking at a screen while writing it.
export const RELEASE = { name: "release", folder: "release", optimise: true, brotliQuality: 11, workerFlags: ["--profile", "worker"] };
export const QUICK = { name: "quick", folder: "quick", optimise: false, brotliQuality: 4, workerFlags: ["--profile", "quick"] };
