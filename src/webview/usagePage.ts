import { tokensOf, type UsageGroup, type UsageSum } from "../chat/usage/usageLog.ts";

/** What the page says, in the reader's language. */
export interface UsageWords {
  readonly title: string;
  readonly empty: string;
  readonly byDay: string;
  readonly byModel: string;
  readonly day: string;
  readonly model: string;
  readonly answers: string;
  readonly fresh: string;
  readonly cached: string;
  readonly answer: string;
  readonly thoughts: string;
  readonly cost: string;
  /** Stands where no price is known. */
  readonly noPrice: string;
  /** How prices are entered. */
  readonly priceHint: string;
}

export interface UsagePageOptions {
  readonly words: UsageWords;
  readonly language: string;
  /** Allows the page's one style. */
  readonly nonce: string;
  readonly days: readonly UsageGroup[];
  readonly models: readonly UsageGroup[];
  readonly hasPrices: boolean;
}

/** Kinds of tokens, as they stand upon each other in a bar. */
const kinds = ["fresh", "cached", "thoughts", "answer"] as const;

const [WIDTH, HEIGHT] = [720, 160];

const style = `
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); padding: 1rem 1.5rem; max-width: 60rem; }
h1 { font-size: 1.4em; font-weight: 600; } h2 { font-size: 1.1em; font-weight: 600; margin-top: 2em; }
svg { width: 100%; height: auto; display: block; }
.fresh { fill: var(--vscode-charts-blue); color: var(--vscode-charts-blue); }
.cached { fill: var(--vscode-charts-purple); color: var(--vscode-charts-purple); }
.thoughts { --thoughts: var(--vscode-charts-orange, var(--vscode-charts-yellow)); fill: var(--thoughts); color: var(--thoughts); }
.answer { fill: var(--vscode-charts-green); color: var(--vscode-charts-green); }
.axis { stroke: var(--vscode-foreground); opacity: 0.4; } text { fill: var(--vscode-foreground); font-size: 11px; }
ul { display: flex; flex-wrap: wrap; gap: 0 1.5em; list-style: none; padding: 0; } li span { margin-inline-end: 0.4em; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: end; padding: 0.25em 0.75em; border-bottom: 1px solid var(--vscode-widget-border, transparent); white-space: nowrap; }
th:first-child { text-align: start; font-weight: 400; } thead th, thead th:first-child { font-weight: 600; }
.hint { opacity: 0.8; }
`;

/** Usage as a small chart and as tables that say the same; nothing in it runs. */
export function usagePage({ words, language, nonce, days, models, hasPrices }: UsagePageOptions): string {
  const asked = days.filter(({ sum }) => sum.answers > 0).toReversed();
  const body =
    models.length === 0
      ? `<p>${escape(words.empty)}</p>`
      : `${chart(days, words, language)}
<h2>${escape(words.byModel)}</h2>${table(words.model, models, words, language)}
<h2>${escape(words.byDay)}</h2>${table(words.day, asked, words, language)}
${hasPrices ? "" : `<p class="hint">${escape(words.priceHint).replace(/`([^`]+)`/g, "<code>$1</code>")}</p>`}`;
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${escape(words.title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<h1>${escape(words.title)}</h1>
${body}
</body>
</html>`;
}

function chart(days: readonly UsageGroup[], words: UsageWords, language: string): string {
  const most = Math.max(1, ...days.map(({ sum }) => tokensOf(sum)));
  const step = WIDTH / days.length;
  const bars = days.map(({ name, sum }, index) => {
    let top = HEIGHT;
    const rects = kinds.map((kind) => {
      const height = (sum[kind] / most) * HEIGHT;
      top -= height;
      const [x, y] = [index * step + step * 0.15, top];
      return `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(step * 0.7)}" height="${round(height)}"/>`;
    });
    const label = `${name}: ${numbers(language)(tokensOf(sum))}`;
    return `<g><title>${escape(label)}</title>${rects.join("")}</g>`;
  });
  const [first, last] = [days[0]?.name ?? "", days.at(-1)?.name ?? ""];
  const legend = kinds.map((kind) => `<li><span class="${kind}">■</span>${escape(words[kind])}</li>`);
  return `<ul>${legend.join("")}</ul>
<svg viewBox="0 -4 ${WIDTH} ${HEIGHT + 24}" aria-hidden="true">
<text x="0" y="8">${escape(numbers(language)(most))}</text>
${bars.join("\n")}
<line class="axis" x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}"/>
<text x="0" y="${HEIGHT + 15}">${escape(first)}</text>
<text x="${WIDTH}" y="${HEIGHT + 15}" text-anchor="end">${escape(last)}</text>
</svg>`;
}

function table(head: string, groups: readonly UsageGroup[], words: UsageWords, language: string): string {
  const names = [head, words.answers, ...kinds.map((kind) => words[kind]), words.cost];
  const format = numbers(language);
  const rows = groups.map(({ name, sum }) => {
    const cells = [
      format(sum.answers),
      ...kinds.map((kind) => format(sum[kind])),
      costOf(sum, words, language),
    ];
    return `<tr><th scope="row">${escape(name)}</th>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`;
  });
  const header = names.map((name) => `<th scope="col">${escape(name)}</th>`).join("");
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escape(head)}"><table><thead><tr>${header}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function costOf({ cost }: UsageSum, words: UsageWords, language: string): string {
  return cost === undefined
    ? words.noPrice
    : new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(cost);
}

function numbers(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language);
  return (value) => format.format(value);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
