import assert from "node:assert/strict";
import { commands, type ViewBadge } from "vscode";
import { Emitter } from "../../src/base/emitter.ts";
import type { TranscriptEvent, TurnStatus } from "../../src/shared/transcript.ts";
import { AnswerReady } from "../../src/webview/answerReady.ts";

describe("An answer that nobody sees", () => {
  let events: Emitter<TranscriptEvent>;
  let ready: AnswerReady;
  let badge: ViewBadge | undefined;
  let isSeen: boolean;
  let active: boolean;
  let asked: number;
  beforeEach(() => {
    events = new Emitter();
    [badge, isSeen, active, asked] = [undefined, false, true, 0];
    ready = new AnswerReady({
      session: {
        onEvent: events.event,
        get active() {
          return active;
        },
      },
      isSeen: () => isSeen,
      badge: (shown) => (badge = shown),
      notifies: () => {
        asked += 1;
        return false;
      },
      reveal: () => undefined,
    });
  });
  afterEach(async () => {
    ready.dispose();
    await commands.executeCommand("notifications.clearAll");
  });

  const change = (turnId: string, status: TurnStatus) =>
    events.fire({ type: "statusChanged", turnId, status });
  const done: TurnStatus = { type: "done", finishReason: "STOP" };

  it("is counted on the view's icon until the view is looked at", () => {
    change("1", { type: "streaming" });
    assert.equal(badge, undefined);
    change("1", done);
    assert.deepEqual(badge, { value: 1, tooltip: "An answer is ready" });
    change("2", { type: "failed", problem: { title: "No connection.", actions: [] } });
    assert.deepEqual(badge, { value: 2, tooltip: "2 answers are ready" });
    assert.equal(asked, 2);
    ready.look();
    assert.deepEqual(badge, { value: 2, tooltip: "2 answers are ready" });
    isSeen = true;
    ready.look();
    assert.equal(badge, undefined);
  });

  it("is not told of where it is seen, was stopped, or belongs to another window", () => {
    change("1", { type: "stopped" });
    active = false;
    change("2", done);
    active = true;
    isSeen = true;
    change("3", done);
    assert.equal(badge, undefined);
    assert.equal(asked, 0);
  });
});
