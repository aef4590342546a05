/** What the page may load and run: our own script and style, and nothing from anywhere else. */
export function pagePolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    // strict-dynamic: parts loaded later by import() are trusted because the script that loads them is.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} blob: data:`,
    `media-src ${source} blob:`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
