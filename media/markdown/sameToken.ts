/** True when two tokens of the same place in the text render to the same nodes. */
export function sameToken(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return sameItems(a, b);
  }
  if (!isRecord(a) || !isRecord(b)) {
    return false;
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) => !isRendered(key, a) || sameToken(a[key], b[key]),
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  // Children that were settled are the same objects; there may be thousands of them.
  const different = a.findIndex((item, index) => item !== b[index]);
  const start = different < 0 ? a.length : different;
  const [shownA, shownB] = [a.slice(start).filter(isShown), b.slice(start).filter(isShown)];
  return shownA.length === shownB.length && shownA.every((item, index) => sameToken(item, shownB[index]));
}

/** `raw`, and `text` beside parsed children, keep line ends that nobody sees. */
function isRendered(key: string, token: Readonly<Record<string, unknown>>): boolean {
  if (key === "raw") {
    return false;
  }
  return key !== "text" || token.type === "image" || !("tokens" in token);
}

function isShown(item: unknown): boolean {
  return !isRecord(item) || (item.type !== "space" && item.type !== "def");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
