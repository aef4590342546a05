/** The table as comma-separated values (RFC 4180). */
export function tableToCsv(table: HTMLTableElement): string {
  return [...table.querySelectorAll("tr")]
    .map((row) => [...row.children].map((cell) => csvField(cellText(cell))).join(","))
    .join("\r\n");
}

function cellText(cell: Element): string {
  return [...cell.childNodes]
    .map((node) => (node.nodeName === "BR" ? "\n" : (node.textContent ?? "")))
    .join("")
    .trim();
}

/** What a spreadsheet would take for a formula is kept from being one: the words are a model's. */
function csvField(text: string): string {
  const harmless = /^[=@\t\r]|^[+-](?!\d*[.,]?\d+%?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
