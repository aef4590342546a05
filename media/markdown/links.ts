const schemes = new Set(["https:", "http:", "mailto:"]);

/** The address in full, as the browser understands it; undefined when it may not be opened. */
export function linkTarget(href: string): string | undefined {
  const url = URL.parse(href);
  return url && schemes.has(url.protocol) ? url.href : undefined;
}

/** Where an address leads, for the eye. */
export function linkHost(href: string): string {
  return URL.parse(href)?.host ?? "";
}
