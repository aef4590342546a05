import { scatter } from "./scatter.ts";

interface Boat {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly hull: string;
  readonly sail: string;
}

const fleet: readonly Boat[] = [
  { x: 250, y: 470, scale: 0.8, hull: "#2f6f8f", sail: "#fff6e0" },
  { x: 560, y: 520, scale: 1.25, hull: "#c8452f", sail: "#fffdf5" },
  { x: 920, y: 480, scale: 0.95, hull: "#e3a72f", sail: "#f4efe3" },
];

function drawBoat({ x, y, scale, hull, sail }: Boat): string {
  const body = `<path d="M -110 0 H 110 Q 92 46 58 52 H -62 Q -98 44 -110 0 Z" fill="${hull}"/>
    <path d="M -104 12 H 104" stroke="#fff" stroke-width="5" opacity=".55"/>
    <path d="M 0 0 V -230" stroke="#5a4634" stroke-width="7"/>
    <path d="M 8 -224 Q 96 -120 100 -22 H 8 Z" fill="${sail}"/>
    <path d="M -8 -196 Q -76 -100 -82 -22 H -8 Z" fill="${sail}" opacity=".86"/>
    <path d="M 0 -230 l 34 10 l -34 10 z" fill="${hull}"/>`;
  return `<g transform="translate(${x} ${y}) scale(${scale})">${body}
    <g transform="translate(0 80) scale(1 -.55)" opacity=".22">${body}</g></g>`;
}

const glints = scatter(3, 150)
  .map(([x, y, z]) => {
    const row = 440 + y ** 1.4 * 340;
    return `<path d="M ${(x * 1200).toFixed()} ${row.toFixed()} h ${(12 + z * 46).toFixed()}" opacity="${(0.2 + z * 0.5).toFixed(2)}"/>`;
  })
  .join("");

/** Three sailing boats at anchor, a blue, a red and a yellow one, before green hills in the morning. */
export const boats = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800">
  <defs>
    <linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#8fc7e8"/><stop offset="1" stop-color="#fdeed2"/></linearGradient>
    <linearGradient id="sea" x2="0" y2="1"><stop offset="0" stop-color="#a9d6d8"/><stop offset="1" stop-color="#2b7f96"/></linearGradient>
  </defs>
  <rect width="1200" height="800" fill="url(#sky)"/>
  <circle cx="905" cy="150" r="62" fill="#fff3c0"/>
  <path d="M 0 430 Q 180 270 400 360 T 800 330 T 1200 380 V 450 H 0 Z" fill="#7fa98a"/>
  <path d="M 0 440 Q 260 340 520 405 T 1200 400 V 460 H 0 Z" fill="#5a8a6b"/>
  <rect y="430" width="1200" height="370" fill="url(#sea)"/>
  <g stroke="#fff" stroke-width="3" stroke-linecap="round">${glints}</g>
  ${fleet.map(drawBoat).join("")}
  <path d="M 300 150 q 16 -18 32 0 q 16 -18 32 0 M 420 110 q 12 -14 24 0 q 12 -14 24 0" fill="none" stroke="#44566b" stroke-width="4"/>
</svg>`;
