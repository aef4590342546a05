import assert from "node:assert/strict";
import fc from "fast-check";
import { parseToHost } from "../../../src/shared/parseToHost.ts";
import {
  codeReferenceLabel,
  dispatch,
  MAX_CHUNK,
  MAX_FILES,
  MAX_TEXT,
  type ToHost,
} from "../../../src/shared/protocol.ts";

const hash = "a".repeat(64);

/** One of each; the list is complete because a missing type does not compile. */
const samples: { readonly [T in ToHost["type"]]: Extract<ToHost, { readonly type: T }> } = {
  ready: { type: "ready" },
  send: { type: "send", text: "hello", conversation: "c1" },
  draft: { type: "draft", text: "", conversation: "c1" },
  setAside: { type: "setAside", text: "half a thought", conversation: "c1" },
  makeRoom: { type: "makeRoom", how: "summarize" },
  showContext: { type: "showContext" },
  stop: { type: "stop" },
  queue: { type: "queue", action: "edit", id: "u3" },
  regenerate: { type: "regenerate", turnId: "m1" },
  showVersion: { type: "showVersion", turnId: "1" },
  editPrompt: { type: "editPrompt", turnId: "1", text: "Why not?" },
  removePair: { type: "removePair", turnId: "1" },
  sendAll: { type: "sendAll", turnId: "1" },
  fork: { type: "fork", turnId: "1" },
  retryNow: { type: "retryNow" },
  newChat: { type: "newChat" },
  pickModel: { type: "pickModel" },
  action: { type: "action", action: "setKey", turnId: "m1" },
  useEnvironmentKey: { type: "useEnvironmentKey" },
  openLink: { type: "openLink", url: "https://example.org" },
  revealCode: { type: "revealCode", turnId: "u1", part: 0 },
  openImage: { type: "openImage", turnId: "u1", part: 2 },
  loadImage: { type: "loadImage", hash },
  askAnother: { type: "askAnother", turnId: "m1" },
  compare: { type: "compare", turnId: "m1" },
  copyTurn: { type: "copyTurn", turnId: "m1" },
  saveMedia: { type: "saveMedia", hash },
  openMedia: { type: "openMedia", hash },
  copy: { type: "copy", text: "x" },
  previewMarkdown: { type: "previewMarkdown", text: "# a" },
  insertCode: { type: "insertCode", code: "x", languageId: "ts" },
  replaceSelection: { type: "replaceSelection", code: "x" },
  applyCode: { type: "applyCode", code: "x", turnId: "m1", files: ["src/a.ts"] },
  newFile: { type: "newFile", code: "x", languageId: "" },
  viewError: { type: "viewError", message: "x" },
  attach: { type: "attach" },
  attachUris: { type: "attachUris", uris: ["file:///a.mp4"] },
  fileBegin: { type: "fileBegin", id: "f1", name: "a.mp4", mimeType: "video/mp4", size: 3 },
  fileChunk: { type: "fileChunk", id: "f1", bytes: Uint8Array.of(1, 2, 3) },
  fileEnd: { type: "fileEnd", id: "f1", failed: false },
  conversionFailed: { type: "conversionFailed", id: "1" },
  removeAttachment: { type: "removeAttachment", id: "a1" },
  retryAttachment: { type: "retryAttachment", id: "a1" },
  viewAttachment: { type: "viewAttachment", id: "a1", view: { start: 1, end: 2.5, resolution: "low" } },
  loadFile: { type: "loadFile", turnId: "u1", part: 0 },
  findFiles: { type: "findFiles", query: "" },
};

describe("parseToHost", () => {
  it("refuses views that are none, and pieces that are too large", () => {
    const view = (value: unknown) => parseToHost({ type: "viewAttachment", id: "a1", view: value });
    assert.ok(view({}));
    for (const odd of [{ start: -1 }, { end: "2" }, { resolution: "huge" }, { other: 1 }, { start: NaN }]) {
      assert.equal(view(odd), undefined, JSON.stringify(odd));
    }
    const bytes = new Uint8Array(MAX_CHUNK + 1);
    assert.equal(parseToHost({ type: "fileChunk", id: "f1", bytes }), undefined);
    const uris = Array.from({ length: MAX_FILES + 1 }, () => "file:///a");
    assert.equal(parseToHost({ type: "attachUris", uris }), undefined);
  });

  for (const [type, sample] of Object.entries(samples)) {
    it(`takes ${type} as it is, and refuses it with a field too many or too few`, () => {
      assert.deepEqual(parseToHost(sample), sample);
      assert.equal(parseToHost({ ...sample, extra: 1 }), undefined);
      const fields = Object.keys(sample).filter((name) => name !== "type");
      for (const field of fields) {
        const missing = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== field));
        assert.equal(parseToHost(missing), undefined, `without ${field}`);
        assert.equal(parseToHost({ ...sample, [field]: null }), undefined, `${field} of another type`);
      }
    });
  }

  it("refuses what is no message", () => {
    for (const value of [
      undefined,
      null,
      1,
      "ready",
      [],
      {},
      { type: 1 },
      { type: "toString" },
      { type: "__proto__" },
    ]) {
      assert.equal(parseToHost(value), undefined);
    }
  });

  it("refuses texts beyond their bound, unknown actions, wrong hashes and negative indexes", () => {
    assert.equal(parseToHost({ type: "send", text: "x".repeat(MAX_TEXT + 1) }), undefined);
    assert.equal(parseToHost({ type: "action", action: "constructor", turnId: "m" }), undefined);
    assert.equal(parseToHost({ type: "makeRoom", how: "constructor" }), undefined);
    assert.equal(parseToHost({ type: "queue", action: "constructor", id: "u" }), undefined);
    assert.equal(parseToHost({ type: "loadImage", hash: "../../secret" }), undefined);
    assert.equal(parseToHost({ type: "revealCode", turnId: "u", part: -1 }), undefined);
    assert.equal(parseToHost({ type: "revealCode", turnId: "u", part: 0.5 }), undefined);
  });

  it("never throws, whatever comes", () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseToHost(value)));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(samples)), fc.object(), (type, fields) => {
        const message = parseToHost({ ...fields, type });
        assert.ok(message === undefined || message.type === type);
      }),
    );
  });
});

describe("dispatch", () => {
  it("hands the message to the handler of its type alone", () => {
    type Message = { readonly type: "a"; readonly n: number } | { readonly type: "b" };
    const answer = dispatch<Message, string>({ type: "a", n: 3 }, { a: ({ n }) => `a${n}`, b: () => "b" });
    assert.equal(answer, "a3");
  });
});

describe("codeReferenceLabel", () => {
  it("counts lines from one", () => {
    const code = { uri: "file:///a.ts", label: "a.ts", languageId: "typescript", startLine: 2, endLine: 2 };
    assert.equal(codeReferenceLabel(code), "a.ts:3");
    assert.equal(codeReferenceLabel({ ...code, endLine: 4 }), "a.ts:3–5");
  });
});
