import type { Growth } from "./streamGrowth.ts";

/** In pixels. */
const panel = { width: 400, height: 300, left: 64, top: 104, gap: 84 };

/** One per client: dark enough on the light ground, and told apart by people who do not see red and green. */
const colors = ["#8a8f98", "#444b57", "#0b57d0", "#d1540a", "#b0308f", "#1b7f5c"];

interface Scale {
  readonly place: (value: number) => number;
  /** The powers of ten within reach. */
  readonly ticks: readonly number[];
}

function logarithmic(values: readonly number[], from: number, to: number): Scale {
  const logs = values.map(Math.log10);
  const least = Math.min(...logs);
  const width = Math.max(...logs) - least;
  const powers = Array.from({ length: Math.ceil(width) + 1 }, (_, index) => Math.ceil(least) + index);
  return {
    place: (value) => from + ((Math.log10(value) - least) / width) * (to - from),
    ticks: powers.filter((power) => power <= least + width).map((power) => 10 ** power),
  };
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${content}</text>`;
}

function line(from: readonly number[], to: readonly number[], color: string): string {
  const [x1, y1] = from.map((place) => place.toFixed(1));
  const [x2, y2] = to.map((place) => place.toFixed(1));
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}"/>`;
}

function drawPanel({ title, sizes, nameOf, points }: Growth, left: number): string {
  const drawn = [...points].map(([name, taken]) => ({ name, taken: taken.filter(({ cost }) => cost >= 1) }));
  const [right, bottom] = [left + panel.width, panel.top + panel.height];
  const across = logarithmic(sizes, left, right);
  const up = logarithmic(
    [1, 10, ...drawn.flatMap(({ taken }) => taken.map(({ cost }) => cost))],
    bottom,
    panel.top,
  );
  const grid = [
    ...up.ticks.flatMap((ms) => [
      line([left, up.place(ms)], [right, up.place(ms)], "#dde1e6"),
      text(left - 8, up.place(ms) + 4, ms.toLocaleString("en-US"), 'text-anchor="end"'),
    ]),
    ...sizes.flatMap((size) => [
      line([across.place(size), bottom], [across.place(size), bottom + 5], "#6b7280"),
      text(across.place(size), bottom + 20, nameOf(size), 'text-anchor="middle"'),
    ]),
    line([left, bottom], [right, bottom], "#6b7280"),
    text(left, panel.top - 14, `CPU ms by ${title}`, 'font-weight="600"'),
  ];
  const lines = drawn.map(({ name, taken }, index) => {
    const places = taken.map(({ size, cost }) => [across.place(size).toFixed(1), up.place(cost).toFixed(1)]);
    const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" stroke="none"/>`).join("");
    const path = `<polyline points="${places.map(String).join(" ")}" fill="none"/>`;
    const width = name === "Castor" ? 3 : 1.5;
    return `<g stroke="${colors[index]}" fill="${colors[index]}" stroke-width="${width}">${path}${dots}</g>`;
  });
  return [...grid, ...lines].join("\n");
}

/** The growths side by side, logarithmic both ways, as an SVG: a straight line of slope 1 is a cost that grows evenly. */
export function costPlot(growths: readonly Growth[]): string {
  const names = [...(growths[0]?.points.keys() ?? [])];
  const leftOf = (index: number) => panel.left + index * (panel.width + panel.gap);
  const width = leftOf(growths.length - 1) + panel.width + 24;
  const height = panel.top + panel.height + 36;
  const legend = names.map((name, index) => {
    const [x, y] = [panel.left + (index % 3) * 200, 16 + Math.floor(index / 3) * 24];
    const mark = `<rect x="${x}" y="${y}" width="12" height="12" rx="2" fill="${colors[index]}"/>`;
    return mark + text(x + 18, y + 11, name);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2328">
<rect width="100%" height="100%" fill="#ffffff"/>
${[...legend, ...growths.map((growth, index) => drawPanel(growth, leftOf(index)))].join("\n")}
</svg>
`;
}
