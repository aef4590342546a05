import { element } from "../dom.ts";
import { t } from "../l10n.ts";
import { parseTime } from "../words/amounts.ts";

const time = String.raw`(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:\.\d{1,3})?`;
const timestamp = new RegExp(String.raw`\[(${time})(?:\s*[-–—]\s*(${time}))?\]`, "g");

/** True for the name of a link definition that is really a time with words behind it: `[00:05]: Silence`. */
export function isTimestamp(name: string): boolean {
  return new RegExp(`^${timestamp.source}$`).test(`[${name}]`);
}

/** The text with its times (`[01:23]`, `[00:05-00:12]`) as buttons; `handleTimestamps` answers their clicks. */
export function renderTimestamps(text: string): readonly Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const match of text.matchAll(timestamp)) {
    const start = parseTime(match[1] ?? "");
    if (start !== undefined) {
      nodes.push(document.createTextNode(text.slice(end, match.index)), renderButton(match[0], start));
      end = match.index + match[0].length;
    }
  }
  return [...nodes, document.createTextNode(text.slice(end))];
}

function renderButton(words: string, start: number): HTMLButtonElement {
  const label = t("Play from {0}", words.slice(1, -1));
  return element(
    "button",
    { type: "button", class: "timestamp", title: label, "data-start": String(start) },
    words,
  );
}

/** Answers clicks on the times within `root`. `play` is given the turn they stand in, and seconds. */
export function handleTimestamps(root: HTMLElement, play: (turnId: string, from: number) => void): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".timestamp") : null;
    const turnId = button?.closest("[data-turn-id]")?.getAttribute("data-turn-id");
    if (button && turnId) {
      play(turnId, Number(button.getAttribute("data-start")));
    }
  });
}
