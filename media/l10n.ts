let translations: Readonly<Record<string, string>> = {};

/** The bundle of the display language, keyed by English text; empty for English. */
export function setTranslations(bundle: Readonly<Record<string, string>>): void {
  translations = bundle;
}

/** The text in the display language; `{0}`, `{1}`… are replaced by the arguments. */
export function t(english: string, ...args: readonly (string | number)[]): string {
  const text = Object.hasOwn(translations, english) ? (translations[english] ?? english) : english;
  return text.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? placeholder : String(value);
  });
}

const numbers = new Intl.NumberFormat(undefined);

/** Digits grouped as the reader's locale does. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}
