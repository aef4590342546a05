import assert from "node:assert/strict";
import { saying } from "../emulator/scenarios/say.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { allThemes } from "./support/themes.ts";

const violation = /Content Security Policy|Trusted ?Type/i;

const answer = `## Everything in one answer

The roots are $x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$, as was known long ago.[^1]

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

> [!WARNING]
> The tide turns **early** in spring.

\`\`\`ts src/tides/highWater.ts
/** When the water is highest, in hours after midnight. */
export function highWater(moon: number): number {
  return (moon * 24.84) % 24; // roughly
}
\`\`\`

\`\`\`diff
 export const harbour = {
-  depth: 4.5,
+  depth: 5.25,
 };
\`\`\`

| Harbour | Depth | Boats |
| --- | ---: | ---: |
| North | 4.5 | 12 |
| South | 5.25 | 7 |

- [x] Sound the depth
- [ ] Paint the buoys

\`\`\`mermaid
graph LR
  Tide --> Harbour
\`\`\`

\`\`\`python
${Array.from({ length: 60 }, (_, line) => `print("line ${line + 1}")`).join("\n")}
\`\`\`

[^1]: By *Al-Khwarizmi*, among others.
`;

describe("An answer with everything in it", () => {
  const window = castorWindow();

  it("has its formulas, code and tables as they should be read, in every theme", async () => {
    const { workbench, chat, emulator } = window;
    emulator.scenario(saying(answer));
    await chat.converse("Show me everything.");
    await chat.answer.locator(".katex-display").waitFor();
    const font = await chat.answer
      .locator(".katex .mathnormal")
      .first()
      .evaluate((element) => getComputedStyle(element).fontFamily);
    assert.match(font, /KaTeX_Math/);
    await chat.answer.locator(".code-file", { hasText: "src/tides/highWater.ts" }).waitFor();
    // Code out of sight has its colours when it comes near.
    await chat.answer.getByRole("group", { name: "Diff code" }).scrollIntoViewIfNeeded();
    await chat.answer.locator(".hljs-addition").waitFor();
    await chat.answer.getByRole("note", { name: "Warning" }).waitFor();
    for (const theme of allThemes) {
      await workbench.setTheme(theme);
      await chat.answer.getByRole("heading").scrollIntoViewIfNeeded();
      await workbench.screenshot(`reading-top-${theme}`);
      await chat.answer.getByRole("table").scrollIntoViewIfNeeded();
      await workbench.screenshot(`reading-middle-${theme}`);
      assert.deepEqual(await workbench.axe(), []);
    }
  });

  it("folds long code, and numbers and wraps its lines", async () => {
    const { workbench, chat } = window;
    const long = chat.answer.getByRole("group", { name: "Python code" });
    const height = () => long.evaluate((element) => element.getBoundingClientRect().height);
    const folded = await height();
    await long.getByRole("button", { name: "Show All Lines" }).click();
    assert.ok((await height()) > folded * 1.5);
    await long.hover();
    await long.getByRole("button", { name: "Line Numbers" }).click();
    await long.getByRole("button", { name: "Wrap Lines" }).click();
    await long.scrollIntoViewIfNeeded();
    await workbench.screenshot("reading-numbers");
    await long.getByRole("button", { name: "Show Fewer Lines" }).click();
    assert.equal(Math.round(await height()), Math.round(folded));
  });

  it("opens a diagram in VS Code's own preview", async () => {
    const { workbench, chat } = window;
    await chat.answer
      .getByRole("group", { name: "Mermaid code" })
      .getByRole("button", { name: "Open Preview" })
      .click();
    await eventually(
      () => workbench.page.locator(".tabs-container .tab").allInnerTexts(),
      (tabs) => tabs.some((tab) => tab.includes("Preview")),
    );
    await workbench.screenshot("reading-preview");
  });

  it("has come to nothing that the page's policy forbids", () => {
    assert.deepEqual(
      window.workbench.console.map(({ text }) => text).filter((text) => violation.test(text)),
      [],
    );
  });
});
