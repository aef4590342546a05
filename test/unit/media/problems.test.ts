import assert from "node:assert/strict";
import type { Problem, TurnStatus } from "../../../src/shared/transcript.ts";
import { modelTurn, openPage, userTurn, type TestPage } from "./support/page.ts";

const problem: Problem = {
  title: "Too many requests",
  detail: "The free tier allows ten a minute.",
  links: [{ label: "Rate limits", url: "https://ai.google.dev/limits" }],
  actions: ["pickModel", "showLog"],
};

describe("how a turn can end", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const openWith = async (status: TurnStatus, text = "") => {
    const parts = text === "" ? [] : [{ type: "text", text } as const];
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status, parts })]);
  };

  it("counts down to the next attempt, which can be had now or not at all", async () => {
    await openWith({ type: "retrying", problem, at: Date.now() + 2500, attempt: 1 });
    const countdown = page.find("[role=timer]");
    const first = countdown.textContent;
    assert.match(first, /^Retrying in [123] s$/);
    assert.match(page.find(".problem").textContent, /Too many requests/);
    page.button("Retry Now").click();
    assert.deepEqual(page.posted.at(-1), { type: "retryNow" });
    page.button("Cancel").click();
    assert.deepEqual(page.posted.at(-1), { type: "stop" });
    page.button("Switch Model").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "pickModel", turnId: "2" });
    assert.equal(
      page.find(".problem").querySelectorAll("button").length,
      3,
      "nothing else is offered meanwhile",
    );
    await page.until(() => countdown.textContent !== first);
    await page.until(() => countdown.textContent === "Retrying…");
  });

  it("says why it failed and what can be done, and keeps what came before", async () => {
    await openWith({ type: "failed", problem }, "The beginning");
    assert.match(page.find(".turn-model").textContent, /^The beginningToo many requestsThe free tier/);
    page.find(".problem-links a").click();
    assert.deepEqual(page.posted.at(-1), { type: "openLink", url: "https://ai.google.dev/limits" });
    page.button("Show Log").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "showLog", turnId: "2" });
  });

  it("adds a note to an answer that ended in a special way", async () => {
    await openWith({
      type: "done",
      finishReason: "MAX_TOKENS",
      note: { title: "The limit was reached", actions: ["continue"] },
    });
    assert.doesNotMatch(page.find(".turn-model").textContent, /empty answer/);
    page.button("Continue").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "continue", turnId: "2" });
  });

  it("offers to go on after a stop", async () => {
    await openWith({ type: "stopped" }, "Half an ans");
    assert.match(page.find(".quiet-note").textContent, /Stopped\./);
    page.button("Continue").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "continue", turnId: "2" });
    page.find(".quiet-note .link-button:last-child").click();
    assert.deepEqual(page.posted.at(-1), { type: "regenerate", turnId: "2" });
  });

  it("offers nothing on an earlier turn that would take away the later ones", async () => {
    const failed = { ...problem, actions: ["retry", "continue", "showLog"] } as const;
    page = await openPage([
      userTurn("1", "Hi"),
      modelTurn("2", { status: { type: "stopped" }, parts: [{ type: "text", text: "Half" }] }),
      userTurn("3", "Hi"),
      modelTurn("4", { status: { type: "failed", problem: failed } }),
      userTurn("5", "Hi"),
      modelTurn("6", { status: { type: "failed", problem: failed } }),
    ]);
    const offers = [...page.root.querySelectorAll(".turn-model")].map((turn) =>
      [...turn.querySelectorAll(".problem button, .quiet-note button")].map((button) => button.textContent),
    );
    assert.deepEqual(offers, [[], ["Show Log"], ["Try Again", "Continue", "Show Log"]]);
  });

  it("offers nothing to continue when nothing had come", async () => {
    await openWith({ type: "stopped" });
    assert.deepEqual(
      [...page.root.querySelectorAll(".quiet-note button")].map((button) => button.textContent),
      ["Regenerate"],
    );
  });
});
