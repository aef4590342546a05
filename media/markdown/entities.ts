/** The named references that answers contain; numeric ones are decoded by the lexer. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  mdash: "—",
  ndash: "–",
  hellip: "…",
  rarr: "→",
  larr: "←",
  times: "×",
};

export function decodeEntities(text: string): string {
  if (!text.includes("&")) {
    return text;
  }
  return text.replace(/&([a-z]+);/g, (reference, name: string) =>
    Object.hasOwn(named, name) ? (named[name] ?? reference) : reference,
  );
}
