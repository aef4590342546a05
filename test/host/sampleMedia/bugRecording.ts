/** What the recording shows at one moment, in seconds: a click on the next day, and heights that are no numbers. */
export function bugRecordingFrame(time: number): string {
  const clicked = time >= 2;
  const pressed = time >= 1.9 && time < 2.2;
  const way = Math.min(1, Math.max(0, (time - 0.4) / 1.3));
  const eased = way * way * (3 - 2 * way);
  const rows = clicked
    ? ["low 03:41 NaN m", "high 09:56 NaN m", "low 16:07 NaN m", "high NaN:NaN NaN m"]
    : ["low 02:50 0.3 m", "high 09:05 5.5 m", "low 15:16 0.4 m", "high 21:23 5.4 m"];
  const table = rows
    .map((row) => row.split(" "))
    .map(([kind = "", ...rest]) => {
      const cells = [rest[0] ?? "", rest.slice(1).join(" ")].map(
        (text) => `<td class="${text.includes("NaN") ? "wrong" : ""}">${text}</td>`,
      );
      return `<tr><th>${kind} water</th>${cells.join("")}</tr>`;
    })
    .join("");
  return `<style>
    body { margin: 0; background: #0f1a33; font: 22px "DejaVu Sans", sans-serif; color: #e8eefc; }
    header { display: flex; align-items: center; gap: 14px; padding: 20px 28px; background: #1b2a4a; font-weight: bold; }
    main { padding: 16px 28px; }
    table { border-collapse: collapse; width: 100%; }
    td, th { padding: 11px 8px; border-bottom: 1px solid #31456f; text-align: left; font-weight: normal; }
    td { text-align: right; font-family: "DejaVu Sans Mono", monospace; }
    .wrong { color: #ff9a8d; }
    button { margin-left: auto; font: inherit; padding: 7px 16px; border: 0; border-radius: 6px; color: #0f1a33;
      background: ${pressed ? "#f3b37a" : "#ffe9a8"}; }
    svg { position: absolute; left: ${160 + 385 * eased}px; top: ${330 - 285 * eased}px; }
  </style>
  <header>Tides <span style="font-weight:normal">${clicked ? "25 November" : "24 November"}</span>
    <button>Next day</button></header>
  <main><table>${table}</table></main>
  <svg width="28" height="36"><path d="M2 2v26l7-6 5 12 5-2-5-11h9z" fill="#fff" stroke="#000" stroke-width="2"/></svg>`;
}
