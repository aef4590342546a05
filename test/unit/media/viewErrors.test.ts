import assert from "node:assert/strict";
import { parseToHost } from "../../../src/shared/parseToHost.ts";
import type { ToHost } from "../../../src/shared/protocol.ts";
import { reportViewErrors } from "../../../media/viewErrors.ts";

function start() {
  const page = new EventTarget();
  const posted: ToHost[] = [];
  reportViewErrors({ post: (message) => posted.push(message) }, page as Window);
  const fire = (type: string, fields: object) => page.dispatchEvent(Object.assign(new Event(type), fields));
  return {
    posted,
    fire,
    message: () => posted.map((each) => (each.type === "viewError" ? each.message : "")),
  };
}

describe("reportViewErrors", () => {
  it("sends errors, rejections and violations to the host", () => {
    const { fire, message } = start();
    fire("error", { message: "Uncaught", error: new TypeError("not a function") });
    fire("unhandledrejection", { reason: "gave up" });
    fire("securitypolicyviolation", {
      effectiveDirective: "img-src",
      blockedURI: "https://x.example",
      sample: "",
    });
    const [error, rejection, violation] = message();
    assert.match(error ?? "", /^TypeError: not a function\n/);
    assert.equal(rejection, "gave up");
    assert.equal(violation, "Policy violated: img-src, blocked https://x.example");
  });

  it("leaves out the browser's note on observers", () => {
    const { fire, posted } = start();
    fire("error", { message: "ResizeObserver loop completed with undelivered notifications." });
    assert.deepEqual(posted, []);
  });

  it("neither floods the log nor exceeds what the host accepts", () => {
    const { fire, posted } = start();
    for (let count = 0; count < 100; count += 1) {
      fire("unhandledrejection", { reason: "x".repeat(100_000) });
    }
    assert.equal(posted.length, 20);
    assert.ok(posted.every((message) => parseToHost(message)));
  });
});
