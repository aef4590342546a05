/** An image that a line of Markdown or HTML refers to, and where its alternative text stands or belongs. */
export interface ImageReferenceInText {
  /** As it is written: a path or an address. */
  readonly source: string;
  /** Offsets in the line of what the alternative text replaces. */
  readonly start: number;
  readonly end: number;
  /** What goes around the text. */
  readonly before: string;
  readonly after: string;
  readonly kind: "markdown" | "html";
}

const markdownImage = /!\[((?:[^\]\\]|\\.)*)\]\(\s*(?:<([^>]+)>|([^\s)]+))[^)]*\)/g;
const htmlImage = /<img\b[^>]*>/gi;

/** The image at a place in a line, else the only one in it. */
export function findImageReference(line: string, at: number): ImageReferenceInText | undefined {
  const found = [...markdownImages(line), ...htmlImages(line)];
  const here = found.find(({ from, to }) => from <= at && at <= to);
  return (here ?? (found.length === 1 ? found[0] : undefined))?.reference;
}

/** The text as it may stand there: one line, and nothing that would end it early. */
export function escapeAltText(text: string, kind: ImageReferenceInText["kind"]): string {
  const line = text.replace(/\s+/g, " ");
  return kind === "markdown"
    ? line.replace(/[\\[\]]/g, "\\$&")
    : line.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly reference: ImageReferenceInText;
}

function markdownImages(line: string): readonly Found[] {
  return [...line.matchAll(markdownImage)].map((match): Found => {
    const [whole, alt = "", bracketed, bare = ""] = match;
    const start = match.index + 2;
    return {
      from: match.index,
      to: match.index + whole.length,
      reference: {
        source: bracketed ?? bare,
        start,
        end: start + alt.length,
        before: "",
        after: "",
        kind: "markdown",
      },
    };
  });
}

function htmlImages(line: string): readonly Found[] {
  return [...line.matchAll(htmlImage)].flatMap((match): readonly Found[] => {
    const [tag] = match;
    const source = attribute(tag, "src");
    if (source === undefined) {
      return [];
    }
    const alt = attribute(tag, "alt");
    const start = match.index + (alt?.start ?? "<img".length);
    return [
      {
        from: match.index,
        to: match.index + tag.length,
        reference: {
          source: source.value,
          start,
          end: start + (alt?.value.length ?? 0),
          before: alt === undefined ? ' alt="' : "",
          after: alt === undefined ? '"' : "",
          kind: "html",
        },
      },
    ];
  });
}

function attribute(
  tag: string,
  name: string,
): { readonly value: string; readonly start: number } | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`, "is").exec(tag);
  const value = match?.[2];
  return match === null || value === undefined
    ? undefined
    : { value, start: match.index + match[0].length - 1 - value.length };
}
