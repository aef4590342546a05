import type { Host } from "../host.ts";
import { tableToCsv } from "./csv.ts";

/** Answers clicks on the copy buttons of tables within `root`. */
export function handleTableCopies(root: HTMLElement, host: Host, copied: (button: Element) => void): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy-csv]") : null;
    const table = button?.parentElement?.querySelector("table");
    if (button && table) {
      host.post({ type: "copy", text: tableToCsv(table) });
      copied(button);
    }
  });
}
