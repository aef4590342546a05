import { scatter } from "./scatter.ts";

const stars = scatter(7, 110)
  .map(([x, y, z]) => {
    const radius = (0.6 + 1.5 * z ** 3).toFixed(2);
    return `<circle cx="${x * 1200}" cy="${y * 520}" r="${radius}" opacity="${(0.35 + 0.65 * z).toFixed(2)}"/>`;
  })
  .join("");

const waves = Array.from({ length: 9 }, (_, row) => {
  const y = 640 + row * row * 2.4;
  const width = 34 + row * 9;
  const crest = `q ${width / 2} ${-3 - row} ${width} 0 `.repeat(Math.ceil(1300 / width));
  return `<path d="M ${-row * 17} ${y} ${crest}" stroke-width="${1 + row * 0.35}" opacity="${0.16 + row * 0.035}"/>`;
}).join("");

const stripes = [0, 1, 2]
  .map((band) => {
    const top = 330 + band * 100;
    const half = (y: number) => 30 + ((y - 270) / 340) * 26;
    const points = `${820 - half(top)},${top} ${820 + half(top)},${top} ${820 + half(top + 50)},${top + 50} ${820 - half(top + 50)},${top + 50}`;
    return `<polygon points="${points}" fill="#d3483f"/>`;
  })
  .join("");

/** A red and white lighthouse on a rock, at night, its beam over the sea. */
export const lighthouse = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800">
  <defs>
    <linearGradient id="sky" x2="0" y2="1">
      <stop offset="0" stop-color="#0b1533"/><stop offset=".62" stop-color="#2b3f78"/>
      <stop offset=".79" stop-color="#e08a5b"/><stop offset=".8" stop-color="#f3b37a"/>
    </linearGradient>
    <linearGradient id="sea" x2="0" y2="1">
      <stop offset="0" stop-color="#35528a"/><stop offset="1" stop-color="#0a1730"/>
    </linearGradient>
    <linearGradient id="beam" x1="1" x2="0">
      <stop offset="0" stop-color="#ffe9a8" stop-opacity=".9"/><stop offset="1" stop-color="#ffe9a8" stop-opacity="0"/>
    </linearGradient>
    <linearGradient id="tower"><stop offset="0" stop-color="#fff8ea"/><stop offset="1" stop-color="#b9b3ad"/></linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#fff3c4"/><stop offset="1" stop-color="#fff3c4" stop-opacity="0"/></radialGradient>
  </defs>
  <rect width="1200" height="800" fill="url(#sky)"/>
  <g fill="#fff">${stars}</g>
  <path d="M 232 150 a 58 58 0 1 0 62 84 a 46 46 0 1 1 -62 -84 z" fill="#fdf3d0"/>
  <rect y="630" width="1200" height="170" fill="url(#sea)"/>
  <g fill="none" stroke="#cfe0ff">${waves}</g>
  <polygon points="820,236 -40,120 -40,330" fill="url(#beam)"/>
  <path d="M 560 800 Q 640 690 720 640 Q 770 596 840 600 Q 930 604 980 660 Q 1080 720 1130 800 Z" fill="#1d2233"/>
  <path d="M 700 690 Q 780 620 850 622 Q 920 630 960 690" fill="none" stroke="#4c5672" stroke-width="5" opacity=".6"/>
  <polygon points="790,270 850,270 876,610 764,610" fill="url(#tower)"/>
  ${stripes}
  <rect x="780" y="258" width="80" height="12" rx="3" fill="#20263a"/>
  <rect x="796" y="212" width="48" height="46" fill="#ffefb0"/>
  <path d="M 796 212 v 46 M 812 212 v 46 M 828 212 v 46 M 844 212 v 46" stroke="#20263a" stroke-width="3"/>
  <path d="M 788 212 Q 820 170 852 212 Z" fill="#d3483f"/><circle cx="820" cy="186" r="5" fill="#20263a"/>
  <circle cx="820" cy="236" r="120" fill="url(#glow)" opacity=".75"/>
  <path d="M 808 610 v -38 a 12 12 0 0 1 24 0 v 38 z" fill="#20263a"/>
</svg>`;
