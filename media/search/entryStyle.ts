/** What may load something, or reach out of the shadow tree; behind an escape, all of that may be hidden. */
const reaching = /\\|url\s*\(|image-set|image\s*\(|src\s*\(|element\s*\(|paint\s*\(|:host|::slotted|::part/i;
const scheme = /prefers-color-scheme\s*:\s*(dark|light)/;

/** The style of a shadow tree, which follows the theme in place of the system. */
export interface EntryStyle {
  readonly sheet: CSSStyleSheet;
  follow(isDark: boolean): void;
}

/** Rules for elements and for the colour scheme; fonts, imports, animations and all that loads something go. */
export function entryStyle(css: string): EntryStyle {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const schemes = keepHarmless(sheet);
  return {
    sheet,
    follow: (isDark) => {
      for (const { media, dark } of schemes) {
        media.mediaText = dark === isDark ? "all" : "not all";
      }
    },
  };
}

interface SchemeRule {
  readonly media: MediaList;
  readonly dark: boolean;
}

function keepHarmless(parent: CSSStyleSheet | CSSMediaRule): readonly SchemeRule[] {
  const schemes: SchemeRule[] = [];
  for (let index = parent.cssRules.length - 1; index >= 0; index--) {
    const rule = parent.cssRules[index];
    if (rule instanceof CSSMediaRule) {
      const [, wanted] = scheme.exec(rule.conditionText) ?? [];
      schemes.push(...keepHarmless(rule));
      if (wanted !== undefined) {
        schemes.push({ media: rule.media, dark: wanted === "dark" });
      }
    } else if (!(rule instanceof CSSStyleRule) || reaching.test(rule.cssText)) {
      parent.deleteRule(index);
    }
  }
  return schemes;
}
