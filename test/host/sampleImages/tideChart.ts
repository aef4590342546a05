import { extremes, heightAt } from "../../fixtures/workspace/src/tides.ts";

const x = (hour: number) => 90 + hour * 44;
const y = (height: number) => 560 - height * 80;
const point = (hour: number) => `${x(hour).toFixed(1)},${y(heightAt(hour)).toFixed(1)}`;

const curve = Array.from({ length: 24 * 6 + 1 }, (_, step) => point(step / 6)).join(" ");

const grid = [0, 1, 2, 3, 4, 5, 6]
  .map(
    (height) =>
      `<path d="M ${x(0)} ${y(height)} H ${x(24)}"/><text x="${x(0) - 16}" y="${y(height) + 6}" text-anchor="end" stroke="none">${height} m</text>`,
  )
  .join("");

const hours = [0, 3, 6, 9, 12, 15, 18, 21, 24]
  .map(
    (hour) => `<text x="${x(hour)}" y="600" text-anchor="middle">${String(hour).padStart(2, "0")}:00</text>`,
  )
  .join("");

const marks = extremes()
  .map(({ hour, height }) => {
    return `<circle cx="${x(hour)}" cy="${y(height)}" r="7"/><text x="${x(hour)}" y="${y(height) - 20}" text-anchor="middle">${height.toFixed(1)} m</text>`;
  })
  .join("");

/** The tide of the sample's one day, as its own src/tides.ts computes it. */
export const tideChart = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 640" font-family="sans-serif">
  <rect width="1200" height="640" fill="#fbfaf6"/>
  <text x="90" y="50" font-size="28" font-weight="600" fill="#16324f">Harbour: height of tide, one day</text>
  <g stroke="#d8dde3" fill="#5b6b7b" font-size="18" stroke-width="1.5">${grid}</g>
  <g fill="#5b6b7b" font-size="18">${hours}</g>
  <polygon points="${x(0)},${y(0)} ${curve} ${x(24)},${y(0)}" fill="#2f7fb8" opacity=".18"/>
  <polyline points="${curve}" fill="none" stroke="#1f6ea8" stroke-width="5" stroke-linejoin="round"/>
  <path d="M ${x(0)} ${y(2.9)} H ${x(24)}" stroke="#c2583c" stroke-width="2" stroke-dasharray="10 8"/>
  <text x="${x(24) - 8}" y="${y(2.9) - 10}" text-anchor="end" font-size="18" fill="#c2583c">bar open for 2.4 m</text>
  <g fill="#16324f" font-size="19" font-weight="600">${marks}</g>
</svg>`;
