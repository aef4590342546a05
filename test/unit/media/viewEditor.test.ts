import assert from "node:assert/strict";
import type { Attachment } from "../../../src/shared/attachment.ts";
import { parseToHost } from "../../../src/shared/parseToHost.ts";
import { attachment } from "./support/attachment.ts";
import { modelTurn, openPage, userTurn, type TestPage } from "./support/page.ts";

describe("what is looked at in a file", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const chips = () => [...page.root.querySelectorAll<HTMLElement>("[data-attachment-id]")];
  const open = (...attachments: readonly Attachment[]) => openPage([], { attachments });
  const view = () => page.posted.findLast((message) => message.type === "viewAttachment")?.view;
  const type = (label: string, value: string) => {
    const field = [...page.root.querySelectorAll(".view-editor label")]
      .find((candidate) => candidate.textContent.startsWith(label))
      ?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
    assert.ok(field, label);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return field;
  };
  const enter = (label: string, value: string) =>
    type(label, value).dispatchEvent(new Event("change", { bubbles: true }));
  const problem = () => page.root.querySelector(".view-problem")?.textContent;

  it("is a range, frames and detail of a film, each at once", async () => {
    page = await open(attachment("1", "a.mp4", { type: "ready" }, { facts: { seconds: 90 } }));
    const button = page.button("Look at… (a.mp4)");
    assert.equal(button.getAttribute("aria-expanded"), "false");
    button.click();
    await page.until(() => page.root.querySelector(".view-editor"));
    assert.equal(button.getAttribute("aria-expanded"), "true");
    await page.until(() => page.window.document.activeElement?.closest(".view-editor"));
    enter("From", "0:10");
    assert.deepEqual(view(), { start: 10 });
    await page.until(() => page.find(".view-editor").querySelector("input")?.value === "0:10");
    enter("To", "1:00");
    await page.until(() => view()?.end === 60);
    enter("Frames", "2,5");
    await page.until(() => view()?.framesPerSecond === 2.5);
    enter("Detail", "high");
    await page.until(() => view()?.resolution === "high");
    assert.deepEqual(view(), { start: 10, end: 60, framesPerSecond: 2.5, resolution: "high" });
    assert.ok(page.posted.every((message) => parseToHost(message)));
    enter("From", "");
    await page.until(() => view()?.start === undefined);
  });

  it("is not lost while it is typed and the files are drawn anew, and counts when it is entered", async () => {
    const film = (state: Attachment["state"]) => attachment("1", "a.mp4", state);
    page = await open(film({ type: "uploading", sent: 1 }));
    page.button("Look at… (a.mp4)").click();
    await page.until(() => page.root.querySelector(".view-editor"));
    const field = type("Frames", "30");
    page.send({ type: "attachments", attachments: [film({ type: "ready" })] });
    await page.until(() => page.root.querySelector(".attachment-ready"));
    assert.equal(field.value, "30");
    assert.equal(problem(), undefined);
    assert.equal(view(), undefined);
    enter("Frames", "20");
    await page.until(() => view()?.framesPerSecond === 20);
  });

  for (const [label, value, said] of [
    ["From", "soon", "Enter times as minutes and seconds, such as 1:23."],
    ["To", "0", "The end must come after the beginning."],
    ["From", "1:30", "It is only 1:30 long."],
    ["Frames", "25", "Enter more than 0 and at most 24 frames per second."],
    ["Frames", "0", "Enter more than 0 and at most 24 frames per second."],
  ] as const) {
    it(`says what is wrong with ${label} ${value}`, async () => {
      page = await open(attachment("1", "a.mp4", { type: "ready" }, { facts: { seconds: 90 } }));
      page.button("Look at… (a.mp4)").click();
      await page.until(() => page.root.querySelector(".view-editor"));
      enter(label, value);
      await page.until(() => problem() === said);
      assert.equal(view(), undefined);
      assert.equal(page.find(".view-editor input").getAttribute("aria-invalid"), "true");
    });
  }

  it("is only what the kind of file allows, and closes by Escape without stopping an answer", async () => {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: "streaming" } })], {
      attachments: [
        attachment("1", "a.pdf", { type: "ready" }, { mimeType: "application/pdf" }),
        attachment("2", "b.mp3", { type: "ready" }, { mimeType: "audio/mpeg" }),
        attachment("3", "c.ts", { type: "ready" }, { mimeType: "text/plain" }),
      ],
    });
    assert.equal(page.root.querySelectorAll('[aria-label^="Look at"]').length, 1);
    page.button("Look at… (a.pdf)").click();
    await page.until(() => page.root.querySelector(".view-editor"));
    assert.equal(page.root.querySelectorAll(".view-editor input").length, 0);
    page.key(page.find(".view-editor select"), "Escape");
    await page.until(() => !page.root.querySelector(".view-editor"));
    assert.equal(page.window.document.activeElement, chips()[0]);
    assert.deepEqual(
      page.posted.filter((message) => message.type === "stop"),
      [],
    );
  });
});
