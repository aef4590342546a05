import assert from "node:assert/strict";
import { installDom, type TestDom } from "../support/dom.ts";
import { loadPage, modelTurn, panel, transcriptOf, userTurn } from "../support/page.ts";

describe("What shows answers", () => {
  it("is made ready once, while the first answer is awaited", async () => {
    let times = 0;
    const page = await loadPage(undefined, () => (times += 1));
    page.send({ type: "hello", language: "en", translations: {} });
    page.send({ type: "panel", panel });
    page.send({ type: "snapshot", transcript: transcriptOf(), draft: "", attachments: [] });
    assert.equal(times, 0);
    const asked = [userTurn("1", "Well?"), modelTurn("2", { status: { type: "waiting" } })];
    page.send({ type: "snapshot", transcript: transcriptOf(...asked), draft: "", attachments: [] });
    assert.equal(times, 1);
    await Promise.resolve();
    page.send({ type: "snapshot", transcript: transcriptOf(), draft: "", attachments: [] });
    page.send({ type: "snapshot", transcript: transcriptOf(...asked), draft: "", attachments: [] });
    assert.equal(times, 1);
    await page.remove();
  });

  describe("with a sample", () => {
    let dom: TestDom;
    beforeEach(() => (dom = installDom()));
    afterEach(() => dom.remove());

    it("is run in many pauses, and nobody sees it", async () => {
      let pauses = 0;
      const idle = globalThis.requestIdleCallback;
      globalThis.requestIdleCallback = (callback) => {
        pauses += 1;
        return idle(callback);
      };
      const { warmUp } = await import("../../../../media/markdown/warmUp.ts");
      await warmUp();
      assert.ok(pauses > 10, `${pauses} pauses`);
      assert.equal(document.body.childElementCount, 0);
    });
  });
});
