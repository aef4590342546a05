/** What the clipboard can become. */
export type PasteKind = "code" | "csv" | "markdownTable" | "mermaid" | "altText";

export interface ClipboardContent {
  readonly image?: { readonly mimeType: string; readonly bytes: Uint8Array };
  /** Empty if there is none. */
  readonly text: string;
}

const MARKUP = /^(?:markdown|mdx|quarto|rmd|html|vue|svelte|astro|handlebars|asciidoc|restructuredtext)$/;
const TABLES = /^(?:csv|tsv|csv \(semicolon\)|dynamic csv)$/;

/** What is offered for this content in a document of this language, the likeliest first. */
export function pasteKinds(
  { image, text }: Pick<ClipboardContent, "text"> & { readonly image?: unknown },
  languageId: string,
): readonly PasteKind[] {
  if (image === undefined && text.trim() === "") {
    return [];
  }
  const kinds = ordered(languageId, image !== undefined, isTable(text));
  return image === undefined ? kinds.filter((kind) => kind !== "altText") : kinds;
}

function ordered(languageId: string, isImage: boolean, isTabular: boolean): readonly PasteKind[] {
  if (TABLES.test(languageId)) {
    return ["csv", "markdownTable", "code"];
  }
  if (/^(?:mermaid|mmd)$/.test(languageId)) {
    return ["mermaid", "code"];
  }
  if (MARKUP.test(languageId)) {
    const isMarkdown = !/^(?:html|vue|svelte|astro|handlebars)$/.test(languageId);
    if (isTabular && !isImage) {
      return isMarkdown ? ["markdownTable", "csv", "mermaid", "code"] : ["code", "markdownTable", "csv"];
    }
    return isMarkdown
      ? ["markdownTable", "mermaid", "altText", "code", "csv"]
      : ["code", "altText", "markdownTable", "csv"];
  }
  return ["code", "csv", "markdownTable", "mermaid", "altText"];
}

/** Rows of the same number of cells, as spreadsheets and tables of pages are copied. */
function isTable(text: string): boolean {
  const rows = text.trim().split(/\r?\n/).slice(0, 20);
  return ["\t", ";", ",", "|"].some((separator) => {
    const cells = rows.map((row) => row.split(separator).length);
    return rows.length > 1 && (cells[0] ?? 0) > 1 && cells.every((count) => count === cells[0]);
  });
}
