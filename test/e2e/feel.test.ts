import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { saying } from "../emulator/scenarios/say.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";

const long = Array.from({ length: 80 }, (_, line) => `Line ${line + 1} of a long answer.`).join("\n\n");

const scripts = `## שלום עולם

הגאות והשפל נגרמים על ידי הירח. הפונקציה \`highWater(moon)\` מחשבת אותם.

- פריט ראשון
- פריט שני, עם **English** בתוכו
  1. בתוך הרשימה

> ציטוט, כמו שנאמר.

| שעה | גובה |
| --- | --- |
| 06:12 | 4.5 |

مرحبا بالعالم، هذا نص طويل بالعربية يجب أن يبدأ من اليمين.

And English again, from the left. 中文和日本語も、改行されずに続く長い文章でもパネルからはみ出してはいけません。

Emoji 👩‍👩‍👧‍👦🏳️‍🌈👍🏽 stay whole, and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft with
https://example.com/${"a-very-long-path/".repeat(8)} is broken.

\`\`\`py
print("שלום")  # code begins on the left
\`\`\`
`;

describe("What the panel is like to live with", () => {
  const window = castorWindow();

  it("says at the fold how long the model thought, and what that cost", async () => {
    const { chat, emulator } = window;
    emulator.scenario("thoughts");
    await chat.converse("Think about it.");
    await chat.answer.locator("summary", { hasText: /Thoughts.*\d sec/ }).waitFor();
  });

  it("counts what has come while somebody reads further up", async () => {
    const { workbench, chat, emulator } = window;
    emulator.scenario(saying(long));
    await chat.converse("Tell me at length.");
    const release = emulator.hold(2);
    await chat.ask("And more?");
    await chat.messages.first().hover();
    await workbench.page.mouse.wheel(0, -400);
    const jump = chat.button("Jump to latest");
    await jump.waitFor();
    release();
    await jump.locator("[data-count='1']").waitFor();
    await chat.answered();
    await workbench.screenshot("feel-jump");
    assert.deepEqual(await workbench.axe(), []);
    await jump.click();
    await jump.waitFor({ state: "hidden" });
  });

  it("has a badge when an answer came to its end out of sight", async () => {
    const { workbench, chat, emulator } = window;
    const release = emulator.hold(2);
    await chat.ask("Are you ready?");
    await chat.stopButton.waitFor();
    await workbench.explorer.open();
    await workbench.panel.locator("body").waitFor({ state: "hidden" });
    release();
    const badge = workbench.activityItem.locator("..").locator(".badge-content", { hasText: "1" });
    await badge.waitFor();
    await workbench.screenshot("feel-badge");
    await workbench.openCastor();
    await badge.waitFor({ state: "hidden" });
  });

  it("lets a generated image be copied, saved and opened", async () => {
    const { workbench, chat, emulator, folder } = window;
    emulator.scenario("image");
    await chat.converse("Draw a lighthouse.");
    await chat.answer.getByRole("img", { name: "Generated image" }).scrollIntoViewIfNeeded();
    await workbench.screenshot("feel-image");
    assert.deepEqual(await workbench.axe(), []);
    await chat.button("Copy Image").click();
    const types = () =>
      workbench.page.evaluate(async () =>
        (await navigator.clipboard.read()).flatMap((item) => [...item.types]),
      );
    await workbench.panel.getByRole("status").getByText("Copied").waitFor();
    await workbench.page.locator(".statusbar").click();
    assert.deepEqual(await types(), ["image/png"]);
    await chat.button("Save Image…").click();
    await workbench.quick.box.waitFor();
    await workbench.page.keyboard.press("Enter");
    const saved = await eventually(
      async () => (await readdir(folder)).filter((name) => /^gemini-[0-9a-f]{8}\.png$/.test(name)),
      (names) => names.length === 1,
    );
    await chat.button("Open Image").click();
    await workbench.tab(saved[0] ?? "").waitFor();
    await workbench.runCommand("View: Close All Editors");
  });

  it("plays the sound that a model made, and saves it as a file that others play", async () => {
    const { workbench, chat, emulator, folder } = window;
    emulator.scenario("sound seconds=2");
    await chat.converse("Say it aloud.");
    const sound = chat.answer.locator("audio");
    await eventually(
      () => sound.evaluate((audio: HTMLAudioElement) => audio.duration),
      (duration) => duration === 2,
    );
    await sound.scrollIntoViewIfNeeded();
    await workbench.screenshot("feel-sound");
    assert.deepEqual(await workbench.axe(), []);
    await chat.button("Save Audio…").click();
    await workbench.quick.box.waitFor();
    await workbench.page.keyboard.press("Enter");
    const [saved = ""] = await eventually(
      async () => (await readdir(folder)).filter((name) => /^gemini-[0-9a-f]{8}\.wav$/.test(name)),
      (names) => names.length === 1,
    );
    await eventually(
      async () => (await stat(path.join(folder, saved))).size,
      (size) => size === 44 + 2 * 2 * 24_000,
    );
  });

  it("lays out every script from the side it begins on, and breaks what is too long", async () => {
    const { workbench, chat, emulator } = window;
    emulator.scenario(saying(scripts));
    await chat.converse("ספר לי על הגאות\nAnd in English");
    const heading = chat.answer.getByRole("heading", { name: "שלום עולם" });
    const body = workbench.panel.locator("body");
    const [page, right] = await Promise.all([
      body.evaluate(({ clientWidth }) => clientWidth),
      heading.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().right;
      }),
    ]);
    assert.ok(right > page * 0.8, `the heading ends at ${right} of ${page}`);
    const bullets = await chat.answer
      .getByRole("list")
      .first()
      .evaluate((list) => getComputedStyle(list).direction);
    assert.equal(bullets, "rtl");
    for (const part of ["heading", "code"] as const) {
      const seen = part === "heading" ? heading : chat.answer.getByRole("group", { name: "Python code" });
      await seen.scrollIntoViewIfNeeded();
      await workbench.screenshot(`feel-scripts-${part}`);
    }
    await workbench.narrowSideBar(250);
    await eventually(
      () => body.evaluate(({ clientWidth }) => clientWidth),
      (width) => width < 260,
    );
    assert.deepEqual(await body.evaluate(widerThanPage), []);
    await workbench.screenshot("feel-scripts-narrow");
    // What a zoom of 200 % leaves of this window.
    await workbench.page.setViewportSize({ width: 700, height: 450 });
    await heading.scrollIntoViewIfNeeded();
    assert.deepEqual(await body.evaluate(widerThanPage), []);
    await workbench.screenshot("feel-scripts-zoom");
    assert.deepEqual(await workbench.axe(), []);
  });
});

/** Elements that reach out of the page sideways without being in something that scrolls. */
function widerThanPage(body: HTMLElement): readonly string[] {
  return [...body.querySelectorAll<HTMLElement>(".markdown *, .user-text, .composer *")]
    .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
    .filter((element) => element.closest("pre, .md-table, .visually-hidden, .code-head") === null)
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > body.clientWidth + 1;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}
