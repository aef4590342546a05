/** Where lines of code stand in a text: from the one line to before the other, and which of the code is compared with them. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** How much further than the code is long its lines are looked for. */
const SLACK = 20;

/**
 * Finds the lines of a text that a piece of code replaces, by lines that stand in both. Undefined where there are too
 * few of them, or where two places are as good.
 */
export function findStretch(old: readonly string[], code: readonly string[], from = 0): Stretch | undefined {
  const places = new Map<string, number[]>();
  for (let at = from; at < old.length; at++) {
    const key = keyOf(old[at] ?? "");
    places.set(key, [...(places.get(key) ?? []), at]);
  }
  const anchors = code.map((line, index) => ({ index, found: places.get(keyOf(line)) ?? [], text: line }));
  const telling = anchors.filter(({ text, found }) => isTelling(text) && found.length > 0);
  const chains = telling.flatMap((anchor, first) =>
    anchor.found.map((start) => chainFrom(telling.slice(first), start, code.length + SLACK)),
  );
  const best = Math.max(0, ...chains.map(({ count }) => count));
  const bests = chains.filter(({ count }) => count === best);
  const [chain] = bests;
  const isUnique = bests.every(({ start, end }) => chain && start < chain.end && chain.start < end);
  const isEnough = best > 1 || (best === 1 && telling[0]?.found.length === 1 && code.length > 1);
  if (!chain || !isUnique || !isEnough) {
    return undefined;
  }
  return grown(old, code, chain, from);
}

interface Chain {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

function chainFrom(
  anchors: readonly { readonly index: number; readonly found: readonly number[] }[],
  start: number,
  length: number,
): Chain {
  let [at, last, count] = [start, anchors[0]?.index ?? 0, 1];
  for (const { index, found } of anchors.slice(1)) {
    const next = found.find((place) => place > at);
    if (next !== undefined && next < start + length) {
      [at, last, count] = [next, index, count + 1];
    }
  }
  return { start, end: at + 1, first: anchors[0]?.index ?? 0, last, count };
}

/** Takes in the neighbours that stand in both, and those that the code has changed. */
function grown(old: readonly string[], code: readonly string[], chain: Chain, from: number): Stretch {
  let { start, end, first, last } = chain;
  const goTogether = (place: number, index: number) =>
    place >= from &&
    place < old.length &&
    index >= 0 &&
    index < code.length &&
    isAlike(old[place], code[index]);
  while (goTogether(start - 1, first - 1)) [start, first] = [start - 1, first - 1];
  while (goTogether(end, last + 1)) [end, last] = [end + 1, last + 1];
  // Blank lines at the ends keep what stands there apart from what comes.
  while (start < chain.start && (old[start] ?? "").trim() === "") start++;
  while (end > chain.end && (old[end - 1] ?? "").trim() === "") end--;
  return { start, end };
}

/** Lines are the same whatever stands around and between their words. */
export function keyOf(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}

/** Whether a line says enough to be told from others: a brace does not. */
export function isTelling(line: string): boolean {
  return /(?:[\p{L}\p{N}].*){4}/u.test(line) && !/^\s*(?:return|break|continue|else|try)\b\W*$/.test(line);
}

export function isAlike(a = "", b = ""): boolean {
  if (keyOf(a) === keyOf(b)) {
    return true;
  }
  const [words, others] = [wordsOf(a), wordsOf(b)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared > 0 && shared * 2 >= Math.max(words.size, others.size);
}

function wordsOf(line: string): ReadonlySet<string> {
  return new Set(line.match(/[\p{L}\p{N}_]+/gu) ?? []);
}
