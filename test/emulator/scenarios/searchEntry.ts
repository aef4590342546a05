/** Style in the shape that the service sends: chips in a row that scrolls, and colours by the system's scheme. */
const style = `
.container { align-items: center; border-radius: 8px; display: flex; font-family: Google Sans, Roboto, sans-serif; font-size: 14px; line-height: 20px; padding: 8px 12px; }
.chip { display: inline-block; border: solid 1px; border-radius: 16px; min-width: 14px; padding: 5px 16px; text-align: center; user-select: none; margin: 0 8px; -webkit-tap-highlight-color: transparent; }
.carousel { overflow: auto; scrollbar-width: none; white-space: nowrap; margin-right: -12px; }
.headline { display: flex; margin-right: 4px; }
.gradient-container { position: relative; }
.gradient { position: absolute; transform: translate(3px, -9px); height: 36px; width: 9px; }
@media (prefers-color-scheme: light) {
  .container { background-color: #fafafa; box-shadow: 0 0 0 1px #0000000f; }
  .chip { background-color: #ffffff; border-color: #d2d2d2; color: #5e5e5e; text-decoration: none; }
  .chip:hover { background-color: #f2f2f2; }
  .chip:focus { background-color: #f2f2f2; }
  .logo-dark { display: none; }
  .gradient { background: linear-gradient(90deg, #fafafa 15%, #fafafa00 100%); }
}
@media (prefers-color-scheme: dark) {
  .container { background-color: #1f1f1f; box-shadow: 0 0 0 1px #ffffff26; }
  .chip { background-color: #2c2c2c; border-color: #3c4043; color: #ffffff; text-decoration: none; }
  .chip:hover { background-color: #353536; }
  .chip:focus { background-color: #353536; }
  .logo-light { display: none; }
  .gradient { background: linear-gradient(90deg, #1f1f1f 15%, #1f1f1f00 100%); }
}
`;

/** A ring that stands for the service's sign. */
const sign = (name: string, colours: readonly string[]) =>
  `<svg class="${name}" width="18" height="18" viewBox="0 0 36 36" fill="none" xmlns="http://www.w3.org/2000/svg">` +
  `<circle cx="18" cy="18" r="17" fill="${colours[0]}"/>` +
  `<path fill-rule="evenodd" clip-rule="evenodd" d="M18 5a13 13 0 1 1 0 26a13 13 0 1 1 0-26zm0 5a8 8 0 1 0 0 16a8 8 0 1 0 0-16z" fill="${colours[1]}"/>` +
  `</svg>`;

/** What the service wants shown with an answer that it has searched for. */
export function searchEntry(queries: readonly string[]): { readonly renderedContent: string } {
  const chips = queries.map((query) => {
    const address = `https://www.google.com/search?q=${encodeURIComponent(query)}&amp;client=app-vertex-grounding`;
    return `    <a class="chip" href="${address}">${query}</a>`;
  });
  return {
    renderedContent: `<style>${style}</style>
<div class="container">
  <div class="headline">
    ${sign("logo-light", ["#fafafa", "#3367d6"])}
    ${sign("logo-dark", ["#1f1f1f", "#8ab4f8"])}
    <div class="gradient-container"><div class="gradient"></div></div>
  </div>
  <div class="carousel">
${chips.join("\n")}
  </div>
</div>
`,
  };
}
