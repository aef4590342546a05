import assert from "node:assert/strict";
import { commands, TabInputTextDiff, window, workspace } from "vscode";
import { ConversationTree } from "../../src/chat/conversationTree.ts";
import type { ChatSession } from "../../src/chat/session.ts";
import { AnswerVersions } from "../../src/host/answerVersions.ts";
import type { ModelTurn } from "../../src/shared/transcript.ts";

const answer = (id: string, model: string): ModelTurn => ({
  role: "model",
  id,
  at: 1,
  model,
  parts: [{ type: "text", text: `answer ${id}` }],
  status: { type: "stopped" },
});

describe("versions of an answer", () => {
  const tree = new ConversationTree("c", [
    { type: "turn", turn: { role: "user", id: "q", at: 1, parts: [] } },
    { type: "turn", parent: "q", turn: answer("a1", "gemini-one") },
    { type: "turn", parent: "q", turn: answer("a2", "gemini/two") },
  ]);
  const asked: unknown[] = [];
  const session = {
    tree,
    active: false,
    get transcript() {
      return tree.transcript;
    },
    regenerate: (...args: unknown[]) => asked.push(args),
  } as unknown as ChatSession;
  const versions = new AnswerVersions({
    session,
    chooseModel: () => Promise.resolve("gemini-three"),
    markdown: (turn) => Promise.resolve(turn.parts.map((part) => ("text" in part ? part.text : "")).join("")),
  });
  after(async () => {
    versions.dispose();
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("stand side by side, the older one on the left, and nobody can change them", async () => {
    await versions.compare("a2");
    const tab = window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, "gemini-one ↔ gemini/two");
    assert.ok(tab.input instanceof TabInputTextDiff);
    const texts = await Promise.all(
      [tab.input.original, tab.input.modified].map(async (uri) =>
        (await workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.deepEqual(texts, ["answer a1\n", "answer a2\n"]);
    assert.equal(workspace.fs.isWritableFileSystem(tab.input.original.scheme), undefined);
  });

  it("come from a model that is chosen for this question alone", async () => {
    await versions.askAnother();
    await versions.askAnother("a1");
    assert.deepEqual(asked, [["a2", "gemini-three"]], "only of what is shown");
  });
});
