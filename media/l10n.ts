let translations: Readonly<Record<string, string>> = {};
let language: string | undefined;
const numberFormats = new Map<string, Intl.NumberFormat>();

/** The bundle of the display language, keyed by English text; empty for English. Numbers are written its way too. */
export function setTranslations(
  bundle: Readonly<Record<string, string>>,
  displayLanguage: string | undefined,
): void {
  translations = bundle;
  language = displayLanguage;
  numberFormats.clear();
}

/** The text in the display language; `{0}`, `{1}`… are replaced by the arguments. */
export function t(english: string, ...args: readonly (string | number)[]): string {
  const text = Object.hasOwn(translations, english) ? (translations[english] ?? english) : english;
  return text.replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? placeholder : String(value);
  });
}

/** Digits grouped, and units named, as in the display language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, options);
    numberFormats.set(key, format);
  }
  return format.format(value);
}

/** Words of the display language, where it has a say in what a word is. */
export function wordSegmenter(): Intl.Segmenter {
  return new Intl.Segmenter(language, { granularity: "word" });
}
