import katex from "katex";

/** More than any formula has; the time that longer ones take is no longer in anyone's hands. */
const MAX_LENGTH = 4_000;

/** A formula as nodes; undefined where it stays as it was written. */
export function typeset(tex: string, display: boolean): Node | undefined {
  if (tex.length > MAX_LENGTH) {
    return undefined;
  }
  const root = document.createElement("span");
  try {
    katex.render(tex, root, {
      displayMode: display,
      output: "htmlAndMathml",
      // No links, no images, no classes of the formula's own choosing.
      trust: false,
      throwOnError: true,
      strict: "ignore",
      maxExpand: 1_000,
      maxSize: 20,
    });
  } catch {
    return undefined;
  }
  return root.firstChild ?? undefined;
}
