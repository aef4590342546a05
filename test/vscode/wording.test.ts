import assert from "node:assert/strict";
import { HumanError } from "../../src/base/humanError.ts";
import type { Ending } from "../../src/chat/ending.ts";
import { GeminiClient } from "../../src/gemini/client.ts";
import { GeminiError, type GeminiErrorKind } from "../../src/gemini/errors.ts";
import { Network } from "../../src/host/network.ts";
import { endpointTrouble, problemOf } from "../../src/host/problems.ts";
import { createWording } from "../../src/host/wording.ts";
import type { Problem } from "../../src/shared/transcript.ts";
import { emulatorUrl } from "./support.ts";

const kinds: Readonly<Record<GeminiErrorKind, true>> = {
  missingKey: true,
  invalidKey: true,
  leakedKey: true,
  restrictedKey: true,
  serviceDisabled: true,
  permission: true,
  region: true,
  billing: true,
  quotaPerMinute: true,
  quotaPerDay: true,
  quotaZero: true,
  notFound: true,
  fileState: true,
  fileFailed: true,
  fileProcessing: true,
  emptyFile: true,
  fileTooLarge: true,
  fileChanged: true,
  fileDamaged: true,
  tooLarge: true,
  tooManyTokens: true,
  signature: true,
  badRequest: true,
  overloaded: true,
  deadline: true,
  cancelled: true,
  server: true,
  timeout: true,
  network: true,
  certificate: true,
  proxy: true,
  endpoint: true,
  redirect: true,
  empty: true,
  protocol: true,
};
const context = { model: "gemini-flash-latest", host: "gateway.example" };
const wording = createWording(() => context);

/** Fit for a person's eyes: whole sentences, nothing of the wire, and something to do next. */
function assertReadable(problem: Problem | undefined, about: string): asserts problem is Problem {
  assert.ok(problem, `${about}: no words`);
  const { title, detail, actions } = problem;
  for (const words of [title, ...(detail === undefined ? [] : [detail])]) {
    assert.match(words, /^\S.*\S$/s, about);
    assert.doesNotMatch(words, /[{}]|<\/?\w|undefined|\[object|^\s*"/, `${about}: ${words}`);
  }
  assert.match(title, /^\S.{8,}[.!]$/, about);
  assert.ok(actions.length > 0, `${about}: nothing to do`);
  assert.equal(new Set(actions).size, actions.length, about);
}

describe("words for what goes wrong", () => {
  it("are there for every kind of error, each in its own", () => {
    const titles = Object.keys(kinds).map((kind) => {
      const error = new GeminiError(kind as GeminiErrorKind, "The server said so.", { status: 400 });
      const problem = wording.failure(error);
      assertReadable(problem, kind);
      assert.ok(!problem.title.includes(error.message), `${kind}: the server's words are its title`);
      return problem.title;
    });
    assert.equal(new Set(titles).size, titles.length);
  });

  it("lead to where the server's own links lead", () => {
    const links = [{ description: "Switch it on", url: "https://console.example/api" }];
    const problem = wording.failure(new GeminiError("serviceDisabled", "Off.", { links }));
    assert.deepEqual(problem.links, [{ label: "Switch it on", url: "https://console.example/api" }]);
  });

  it("take a sentence that is meant for the person as it is, and hide what is not", () => {
    const human = problemOf(new HumanError("The image is empty."), context);
    assert.equal(human.title, "The image is empty.");
    for (const error of [new TypeError("x is not a function"), "text", undefined, { code: 1 }]) {
      const problem = problemOf(error, context);
      assertReadable(problem, typeof error);
      assert.ok(problem.actions.includes("showLog"));
      assert.ok(!JSON.stringify(problem).includes("not a function"));
    }
  });

  it("say what is wrong with an endpoint", () => {
    const sentences = (["notAUrl", "insecure", "credentials"] as const).map(endpointTrouble);
    assert.equal(new Set(sentences).size, 3);
    for (const sentence of sentences) assert.match(sentence, /^The .*\.$/);
  });
});

describe("words for how the emulator fails", () => {
  const network = new Network();
  after(() => network.dispose());

  for (const [scenario, expected] of [
    ["rate-limit", /Too many requests/],
    ["rate-limit-day", /Today's requests/],
    ["quota-zero", /not part of this key's plan/],
    ["billing", /credit/],
    ["overloaded", /overloaded/],
    ["high-demand", /overloaded/],
    ["internal", /error of its own/],
    ["deadline", /takes too long/],
    ["cancelled", /broke the answer off/],
    ["region", /where you are/],
    ["file-not-active", /not ready/],
    ["invalid-key", /does not accept the API key/],
    ["leaked-key", /found in public/],
    ["service-disabled", /not switched on/],
    ["restricted-key", /may not be used from here/],
    ["model-gone", /does not know/],
    ["html-502", /error of its own/],
    ["html-413", /too large/],
    ["redirect", /elsewhere/],
    ["proxy-auth", /proxy/],
    ["error-nested", /./],
    ["error-array", /./],
    ["error-bare-json after=1", /./],
    ["error-event after=1", /./],
    ["empty-200", /with nothing/],
    ["cut after=1", /connection .* failed/],
  ] as const) {
    it(`are readable after ${scenario}`, async () => {
      const options = {
        apiKey: "good-key",
        baseUrl: emulatorUrl,
        fetch: network.send,
        retry: false,
      } as const;
      const client = new GeminiClient(options);
      const request = { contents: [{ role: "user", parts: [{ text: `/emulator ${scenario}` }] }] };
      const failure = await drain(client.streamGenerateContent(context.model, request));
      const problem = wording.failure(failure);
      assertReadable(problem, scenario);
      assert.match(problem.title, expected);
      assert.ok(!JSON.stringify(problem).includes("good-key"));
    });
  }
});

describe("words for a body that no server takes", () => {
  const network = new Network();
  after(() => network.dispose());

  it("say what makes it smaller", async () => {
    const options = { apiKey: "good-key", baseUrl: emulatorUrl, fetch: network.send, retry: false } as const;
    const text = "tide ".repeat(41 * 1024 * 1024);
    const request = { contents: [{ role: "user", parts: [{ text }] }] };
    const failure = await drain(new GeminiClient(options).streamGenerateContent(context.model, request));
    const problem = wording.failure(failure);
    assertReadable(problem, "413");
    assert.match(problem.title, /too large to be sent/);
    assert.match(problem.detail ?? "", /fewer or smaller files, or lower castor\.attachments\.inlineLimit/);
    assert.deepEqual(problem.actions, ["openSettings", "newChat"]);
    assert.ok(wording.isRefusal(failure));
  });
});

describe("words for how an answer ends", () => {
  const finishReasons = [
    "FINISH_REASON_UNSPECIFIED",
    "MAX_TOKENS",
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "OTHER",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "MALFORMED_FUNCTION_CALL",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_OTHER",
    "NO_IMAGE",
    "IMAGE_RECITATION",
    "UNEXPECTED_TOOL_CALL",
    "TOO_MANY_TOOL_CALLS",
    "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_RESPONSE",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "CONTINUATION",
    "A_REASON_OF_TOMORROW",
  ];
  const blockReasons = [
    "BLOCK_REASON_UNSPECIFIED",
    "SAFETY",
    "OTHER",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "IMAGE_SAFETY",
    "A_REASON_OF_TOMORROW",
  ];

  it("are there for every finish reason, known or not, with an answer or without", () => {
    for (const finishReason of finishReasons) {
      for (const type of ["finished", "empty"] as const) {
        assertReadable(wording.ending({ type, finishReason }), `${type} ${finishReason}`);
      }
    }
  });

  it("are there for every reason to refuse a question", () => {
    for (const reason of blockReasons) {
      assertReadable(wording.ending({ type: "blocked", reason }), reason);
    }
  });

  it("are there for answers that broke off or were none", () => {
    const endings: readonly Ending[] = [
      { type: "incomplete" },
      { type: "interrupted" },
      { type: "empty", finishReason: "STOP" },
    ];
    for (const ending of endings) assertReadable(wording.ending(ending), ending.type);
  });

  it("are not wasted on an ordinary ending", () => {
    assert.equal(wording.ending({ type: "finished", finishReason: "STOP" }), undefined);
  });

  it("name the files that have changed, each once", () => {
    assert.equal(
      wording.changedFiles(["report.pdf", "report.pdf"]).title,
      "report.pdf has changed since it was attached; the newer version was sent.",
    );
    assert.equal(
      wording.changedFiles(["a.md", "b.md"]).title,
      "a.md and b.md have changed since they were attached; the newer versions were sent.",
    );
  });

  it("pass on what the server says about it", () => {
    const problem = wording.ending({ type: "finished", finishReason: "SAFETY", message: "It said so." });
    assert.equal(problem?.detail, "It said so.");
  });
});

async function drain(chunks: AsyncIterable<unknown>): Promise<unknown> {
  try {
    for await (const _ of chunks);
  } catch (error) {
    return error;
  }
  return assert.fail("The stream did not fail.");
}
