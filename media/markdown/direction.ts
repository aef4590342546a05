const letter = /\p{L}/u;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * The attribute of a block whose edge (bullets, a quote's bar, a table's first column) belongs on the right. Its first
 * letter decides, so that it never changes while the block is written; each line inside has the direction of its own.
 */
export function directionOf(text: string): { readonly dir?: "rtl" } {
  const first = letter.exec(text)?.[0];
  return first !== undefined && rightToLeft.test(first) ? { dir: "rtl" } : {};
}
