import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { Window } from "happy-dom";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import { conversationFile } from "../../../../src/chat/files/conversationFile.ts";
import { writeHtmlFile } from "../../../../src/chat/files/htmlFile.ts";
import type { ModelPart, UserPart } from "../../../../src/shared/transcript.ts";
import { anyConversation, words } from "./anyConversation.ts";

const at = new Date("2026-11-30T12:00:00Z");
const options = { title: "Tides & <moons>", language: "en", words, bytes: () => "AAAA" };

/** All that an export may be made of. */
const elements = new Set(
  (
    "html head meta title style body header main section h1 h2 h3 h4 h5 h6 p div span pre code a ul ol li table thead tbody tr " +
    "th td blockquote hr br strong em del input details summary figure figcaption img audio video time"
  ).split(" "),
);

async function read(...parts: readonly (ModelPart | { readonly said: UserPart })[]) {
  const user = parts.flatMap((part) => ("said" in part ? [part.said] : []));
  const model = parts.flatMap((part) => ("said" in part ? [] : [part]));
  const tree = new ConversationTree("c", [
    { type: "turn", turn: { role: "user", id: "q", at: 1, parts: user } },
    {
      type: "turn",
      parent: "q",
      turn: {
        role: "model",
        id: "a",
        at: 2,
        model: "gemini-test",
        parts: model,
        status: { type: "stopped" },
      },
    },
  ]);
  return parse(await writeHtmlFile(conversationFile(tree, at), options));
}

/** As a browser reads it, without running or loading anything. */
function parse(html: string) {
  const window = new Window();
  return new window.DOMParser().parseFromString(html, "text/html");
}

describe("a conversation as HTML", () => {
  it("shows what was said, with its pictures inside", async () => {
    const document = await read(
      { said: { type: "text", text: "Is 1 < 2 & 3?" } },
      {
        said: {
          type: "image",
          image: {
            uri: "file:///b.png",
            label: "b.png",
            mimeType: "image/png",
            size: 3,
            hash: "a".repeat(64),
          },
        },
      },
      {
        type: "text",
        text: "# Yes\n\n**It** `is` [so](https://example.com/?a=1&b=2)\n\n| a |\n| - |\n| 1 |",
      },
    );
    assert.equal(document.querySelector("h1")?.textContent, "Tides & <moons>");
    assert.equal(document.querySelector(".user p")?.textContent, "Is 1 < 2 & 3?");
    assert.equal(document.querySelector("img")?.getAttribute("src"), "data:image/png;base64,AAAA");
    assert.equal(document.querySelector("section h3")?.textContent, "Yes");
    assert.equal(document.querySelector("a")?.getAttribute("href"), "https://example.com/?a=1&b=2");
    assert.equal(document.querySelector("td")?.textContent, "1");
    assert.equal(document.querySelector("strong")?.textContent, "It");
  });

  it("sets a summary off before the question that it is sent with", async () => {
    const show = async (summary?: string) => {
      const marks = { contextCut: true, ...(summary !== undefined && { contextSummary: summary }) };
      const tree = new ConversationTree("c", [
        {
          type: "turn",
          turn: { role: "user", id: "q", at: 1, parts: [{ type: "text", text: "So?" }], ...marks },
        },
      ]);
      return parse(await writeHtmlFile(conversationFile(tree, at), options)).querySelector("main > .cut");
    };
    const cut = await show("Of **tides** <script>");
    assert.equal(cut?.querySelector(".note")?.textContent, "Summarized.");
    assert.equal(cut.querySelector("strong")?.textContent, "tides");
    assert.equal(cut.querySelector("script"), null);
    assert.equal(cut.nextElementSibling.className, "user");
    assert.equal((await show())?.textContent, "Left out.");
  });

  it("allows its own style by its hash, and nothing else that would be loaded", async () => {
    const document = await read({ type: "text", text: "x" });
    const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content") ?? "";
    const hash = createHash("sha256")
      .update(document.querySelector("style")?.textContent ?? "")
      .digest("base64");
    assert.match(policy, /^default-src 'none'; /);
    assert.ok(policy.includes(`style-src 'sha256-${hash}';`), policy);
    assert.doesNotMatch(policy, /unsafe|script|https?:/);
  });

  for (const hostile of [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<kbd><img/src=x onerror=alert(1) //",
    "<pre>\n<a <b onclick=alert(1)\n",
    "[a](javascript:alert(1)) <javascript:alert(1)> [b](data:text/html,x) [c](vbscript:x)",
    '[a](https://x.example/"onmouseover="alert(1))',
    '![x](https://x.example/x.png"onerror="alert(1))',
    '```js"><script>alert(1)</script>\nx\n```',
    "</style></section></main><base href=https://x.example/>",
    "&lt;script&gt; &#60;img src=x onerror=alert(1)&#62;",
    `${">".repeat(3000)} deep`,
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
  ]) {
    it(`makes nothing of ${JSON.stringify(hostile.slice(0, 40))}`, async () => {
      for (const type of ["text", "thought"] as const) {
        assertHarmless(await read({ said: { type: "text", text: hostile } }, { type, text: hostile }));
      }
    });
  }

  it("is harmless whatever was said", async () => {
    await fc.assert(
      fc.asyncProperty(anyConversation, async (tree) => {
        fc.pre(tree.turns.length > 0);
        assertHarmless(parse(await writeHtmlFile(conversationFile(tree, at), options)));
      }),
      { numRuns: 40 },
    );
  });
});

function assertHarmless(document: ReturnType<typeof parse>): void {
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    assert.ok(elements.has(name), name);
    for (const { name: attribute, value } of element.attributes) {
      assert.doesNotMatch(attribute, /^on|^style$|^srcset$|^action$/, `${name} ${attribute}`);
      if (attribute === "href") assert.match(value ?? "", /^(https?|mailto):/);
      if (attribute === "src") assert.match(value ?? "", /^data:(image|audio|video)\//);
    }
  }
  assert.equal(document.querySelectorAll("style").length, 1);
  assert.equal(document.querySelectorAll("meta[http-equiv]").length, 1);
}
