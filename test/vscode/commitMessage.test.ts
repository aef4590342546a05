import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { CommitWriter } from "../../src/editor/commit/commitWriter.ts";
import { gitApi, type GitApi, type GitRepository } from "../../src/editor/commit/gitApi.ts";
import { ProjectInstructions } from "../../src/editor/projectInstructions.ts";
import type { GenerateContentRequest } from "../../src/gemini/wire.ts";
import { createWording } from "../../src/host/wording.ts";
import type { Problem } from "../../src/shared/transcript.ts";
import { Source } from "./editorSupport.ts";

interface OpeningApi extends GitApi {
  openRepository(root: vscode.Uri): Promise<(GitRepository & { status(): Promise<void> }) | null>;
}

describe("A commit message", () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "castor-git-")));
  const git = (...args: readonly string[]) => execFileSync("git", [...args], { cwd: folder });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const problems: Problem[] = [];
  const requests: GenerateContentRequest[] = [];
  let repository: GitRepository & { status(): Promise<void> };
  let source: Source;
  let commits: CommitWriter;

  before(async () => {
    git("init", "--quiet", "--initial-branch=tides");
    git("config", "user.name", "A");
    git("config", "user.email", "a@example.org");
    write("lights.txt", "red\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "lights: begin");
    const opened = await ((await gitApi()) as OpeningApi).openRepository(vscode.Uri.file(folder));
    assert.ok(opened, "VS Code's Git takes the folder");
    repository = opened;
  });
  beforeEach(() => {
    source = new Source();
    problems.length = 0;
    requests.length = 0;
    commits = new CommitWriter({
      client: {
        async *streamGenerateContent(_model, request) {
          requests.push(request);
          for await (const text of source) {
            yield { candidates: [{ content: { role: "model", parts: [{ text }] } }] };
          }
          yield { candidates: [{ finishReason: "STOP" }] };
        },
      },
      options: () => ({ model: "none", includeThoughts: false, safety: {} }),
      wording: createWording(() => ({ model: "none", host: "none" })),
      showProblem: (problem) => problems.push(problem),
      instructions: new ProjectInstructions({ file: () => "", log: () => undefined }),
    });
  });
  afterEach(() => {
    commits.dispose();
    repository.inputBox.value = "";
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const prompt = () => requests[0]?.contents[0]?.parts?.[0]?.text ?? "";
  const clicked = () => ({ rootUri: repository.rootUri });

  async function untilAsked(): Promise<void> {
    while (requests.length === 0) await new Promise(setImmediate);
  }

  async function untilInput(text: string): Promise<void> {
    while (repository.inputBox.value !== text) await new Promise(setImmediate);
  }

  it("has nothing to say where nothing has changed", async () => {
    await repository.status();
    await assert.rejects(commits.write(clicked()), /Nothing has changed in castor-git-/);
    assert.equal(requests.length, 0);
  });

  it("is about the working tree while nothing is staged, new files included", async () => {
    write("lights.txt", "green\n");
    write("tides.txt", "high\n");
    await repository.status();
    source.send("Turn the light green");
    source.end();
    await commits.write(clicked());
    assert.equal(repository.inputBox.value, "Turn the light green");
    assert.match(prompt(), /-red\n\+green/);
    assert.match(prompt(), /New files:\n- tides\.txt/);
    assert.match(prompt(), /The branch is called: tides/);
    assert.match(prompt(), /- lights: begin/);
  });

  it("is about what is staged, and streams into the input", async () => {
    git("add", "tides.txt");
    await repository.status();
    repository.inputBox.value = "tides: ";
    const writing = commits.write(clicked());
    await untilAsked();
    assert.equal(repository.inputBox.value, "tides: ", "what was typed stays until something comes");
    source.send("tides: note");
    await untilInput("tides: note");
    source.send(" the first one\n");
    source.end();
    await writing;
    assert.equal(repository.inputBox.value, "tides: note the first one");
    assert.match(prompt(), /\+high/);
    assert.doesNotMatch(prompt(), /green/);
    assert.match(prompt(), /has begun the message like this; keep what it says:\n\n```\ntides:\n```/);
  });

  it("follows the project's own instructions", async () => {
    write("AGENTS.md", "Begin every commit with an emoji.\n");
    source.send("🌊 tides: note the first one");
    source.end();
    await commits.write(clicked());
    rmSync(path.join(folder, "AGENTS.md"));
    const instruction = requests[0]?.systemInstruction?.parts?.[0]?.text ?? "";
    assert.match(instruction, /^You write commit messages\.[^]*from `AGENTS\.md`\.[^]*with an emoji\.$/);
  });

  it("stops, and what was typed is still there", async () => {
    repository.inputBox.value = "mine";
    const writing = commits.write(clicked());
    await untilAsked();
    commits.stop();
    await writing;
    assert.equal(repository.inputBox.value, "mine");
    assert.deepEqual(problems, []);
  });

  it("says what went wrong, and what was typed is still there", async () => {
    repository.inputBox.value = "mine";
    source.fail(new Error("gone"));
    await commits.write(clicked());
    assert.equal(repository.inputBox.value, "mine");
    assert.equal(problems.length, 1);
  });
});
