import fc from "fast-check";

const characters = Array.from('a{}[]":,\\ \n\r\t\0\x7fé߿ࠀ世\uFEFF\uFFFD\u2028🌍\u{10FFFF}');

/** Texts of characters that take one to four bytes, mean something to JSON or to a line, or are known to be mishandled. */
export function awkwardText(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: fc.constantFrom(...characters) });
}
