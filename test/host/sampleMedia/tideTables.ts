import { makePdf } from "../../fixtures/media/pdf.ts";
import { extremes, harbourConstituents, heightAt } from "../../fixtures/workspace/src/tides.ts";

function clock(hour: number): string {
  const minutes = Math.round(hour * 60);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const table = extremes().map(
  ({ kind, hour, height }) => `${kind.padEnd(6)} ${clock(hour)}  ${height.toFixed(1)} m`,
);

/** The tide of one day as a line, with the axis it stands on. */
function curve(): string {
  const points = Array.from({ length: 97 }, (_, i) => {
    const hour = i / 4;
    return `${(80 + 18 * hour).toFixed(1)} ${(300 + 40 * heightAt(hour)).toFixed(1)} ${i === 0 ? "m" : "l"}`;
  });
  return `0.6 G 1 w 80 300 m 512 300 l S 0.1 0.3 0.6 RG 3 w ${points.join(" ")} S`;
}

/** What hangs in the harbour office: three pages, the second with a figure. */
export function tideTables(): Buffer {
  return makePdf([
    {
      title: "Tide tables of the harbour",
      lines: [
        "Heights are in metres above chart datum, times are local.",
        "",
        ...table,
        "",
        "A boat with a draught of 2.4 m clears the bar for about",
        "four hours on either side of high water.",
      ],
    },
    { title: "The tide of one day", lines: ["High water stands twice a day."], figure: curve() },
    {
      title: "How the tables are made",
      lines: [
        "The height is a sum of waves about a mean level of 2.9 m:",
        "",
        ...harbourConstituents.map(
          ({ name, amplitude, speed }) =>
            `${name}  ${amplitude.toFixed(2)} m  ${speed.toFixed(3)} degrees per hour`,
        ),
        "",
        "Wind and air pressure can raise or lower it by half a metre.",
      ],
    },
  ]);
}
