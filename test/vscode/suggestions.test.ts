import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Suggestions } from "../../src/editor/suggest/suggestions.ts";
import { GeminiError } from "../../src/gemini/errors.ts";
import type { GenerateContentRequest } from "../../src/gemini/wire.ts";
import { createWording } from "../../src/host/wording.ts";
import type { Problem } from "../../src/shared/transcript.ts";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";

const { Automatic, Invoke } = vscode.InlineCompletionTriggerKind;

describe("Suggestions at the cursor", () => {
  const requests: GenerateContentRequest[] = [];
  const signals: AbortSignal[] = [];
  const problems: Problem[] = [];
  let answer: string;
  let failure: GeminiError | undefined;
  let isEnabled: boolean;
  /** Settles when the answer may come. */
  let gate: PromiseWithResolvers<undefined>;
  let asked: PromiseWithResolvers<undefined>;
  let suggestions: Suggestions;

  beforeEach(() => {
    requests.length = signals.length = problems.length = 0;
    answer = "height(hour);";
    failure = undefined;
    isEnabled = true;
    gate = Promise.withResolvers();
    gate.resolve(undefined);
    asked = Promise.withResolvers();
    suggestions = new Suggestions({
      isEnabled: () => isEnabled,
      client: {
        async *streamGenerateContent(_model, request, { signal, onWait }) {
          requests.push(request);
          signals.push(signal);
          asked.resolve(undefined);
          await gate.promise;
          if (failure?.retryAfterMs !== undefined) {
            onWait({ error: failure, delayMs: failure.retryAfterMs, attempt: 1, hurry: () => undefined });
          }
          signal.throwIfAborted();
          if (failure !== undefined) throw failure;
          yield { candidates: [{ content: { role: "model", parts: [{ text: answer }] } }] };
          yield { candidates: [{ finishReason: "STOP" }] };
        },
      },
      options: () => ({ model: "none", includeThoughts: true, thinkingLevel: "high", safety: {} }),
      wording: createWording(() => ({ model: "none", host: "none" })),
      showProblem: (problem) => problems.push(problem),
    });
  });
  afterEach(async () => {
    suggestions.dispose();
    await closeEditors();
  });
  after(cleanUp);

  async function suggested(
    document: vscode.TextDocument,
    position: vscode.Position,
    triggerKind = Automatic,
    token = new vscode.CancellationTokenSource().token,
  ): Promise<readonly string[]> {
    const items = await suggestions.provideInlineCompletionItems(document, position, { triggerKind }, token);
    return items.map(({ insertText }) => (typeof insertText === "string" ? insertText : insertText.value));
  }

  async function file(marked = "head\nconst h = |\ntail\n") {
    const { editor, document } = await openFile(marked, { extension: "ts" });
    return { editor, document, at: editor.selection.active };
  }

  it("are what the model would go on with, thought about as little as can be", async () => {
    const { document, at } = await file();
    answer = "```ts\nconst h = height(hour);\n```";
    assert.deepEqual(await suggested(document, at), ["height(hour);"]);
    const [request] = requests;
    assert.deepEqual(request?.generationConfig?.thinkingConfig, { thinkingLevel: "MINIMAL" });
    assert.match(JSON.stringify(request.contents), /Before the cursor:.*const h = .*After the cursor:.*tail/);
  });

  it("come by themselves only where that is switched on, but always by the key", async () => {
    const { document, at } = await file();
    isEnabled = false;
    assert.deepEqual(await suggested(document, at), []);
    assert.equal(requests.length, 0);
    assert.deepEqual(await suggested(document, at, Invoke), ["height(hour);"]);
  });

  it("are not asked for anew while the person types what they say", async () => {
    const { document, editor, at } = await file();
    await suggested(document, at);
    await editor.edit((build) => build.insert(at, "hei"));
    assert.deepEqual(await suggested(document, at.translate(0, 3)), ["ght(hour);"]);
    assert.equal(requests.length, 1);
  });

  it("are given up as soon as they are stale, and the server is hung up on", async () => {
    const { document, at } = await file();
    gate = Promise.withResolvers();
    const source = new vscode.CancellationTokenSource();
    const coming = suggested(document, at, Invoke, source.token);
    await asked.promise;
    source.cancel();
    assert.equal(signals[0]?.aborted, true);
    gate.resolve(undefined);
    assert.deepEqual(await coming, []);
    assert.deepEqual(problems, []);
  });

  it("ask for nothing when they are stale before the person has paused", async () => {
    const { document, at } = await file();
    const source = new vscode.CancellationTokenSource();
    const coming = suggested(document, at, Automatic, source.token);
    source.cancel();
    assert.deepEqual(await coming, []);
    assert.equal(requests.length, 0);
  });

  it("pause while the quota is used up, and say so once", async () => {
    const { document, at } = await file();
    failure = new GeminiError("quotaPerMinute", "", { status: 429, retryAfterMs: 34_000 });
    assert.deepEqual(await suggested(document, at), []);
    assert.equal(problems.length, 1);
    assert.deepEqual(await suggested(document, at), []);
    assert.equal(requests.length, 1, "nothing is asked for meanwhile");
    assert.deepEqual(await suggested(document, at, Invoke), []);
    assert.equal(problems.length, 2, "who asks is told each time");
    failure = undefined;
    assert.deepEqual(await suggested(document, at, Invoke), ["height(hour);"], "but by the key it is");
    assert.equal(problems.length, 2);
  });

  it("do not come by themselves into files that make the machine run something", async () => {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse("untitled:/x/.vscode/tasks.json"),
    );
    assert.deepEqual(await suggested(document, new vscode.Position(0, 0)), []);
    assert.equal(requests.length, 0);
  });
});
