/** Puts code between Markdown fences longer than any run of backticks in it, so that nothing in it can end the block. */
export function codeFence(code: string, languageId: string): string {
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  const info = /^[\w+#.-]*$/.test(languageId) ? languageId : "";
  return `${fence}${info}\n${code}\n${fence}`;
}

/** A name from outside as a code span on one line, whatever is in it. */
export function codeSpan(name: string): string {
  return `\`${name.replace(/[\p{Cc}`]/gu, " ").trim()}\``;
}
