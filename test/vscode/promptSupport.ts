import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { UserMessage } from "../../src/chat/ports.ts";
import { CodeWriter } from "../../src/editor/codeWriter.ts";
import { PromptCommands } from "../../src/editor/prompts/promptCommands.ts";
import { PromptLibrary } from "../../src/editor/prompts/promptLibrary.ts";
import { PromptRunner } from "../../src/editor/prompts/promptRunner.ts";
import { ProjectInstructions } from "../../src/editor/projectInstructions.ts";
import { Reviews } from "../../src/editor/reviews.ts";
import { WriteCommands } from "../../src/editor/writeCommands.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "../../src/gemini/wire.ts";
import { languageIdFor } from "../../src/host/languageId.ts";
import { createWording } from "../../src/host/wording.ts";
import { newFolder, repositoryFile } from "./support.ts";

/** Commands in files, with a model that gives a prepared answer and remembers what it was asked. */
export async function promptBench() {
  const user = await newFolder();
  const requests: GenerateContentRequest[] = [];
  const asked: UserMessage[] = [];
  const problems: unknown[] = [];
  let answer = "";
  const client = {
    async *streamGenerateContent(
      _model: string,
      request: GenerateContentRequest,
    ): AsyncGenerator<GenerateContentResponse> {
      await Promise.resolve();
      requests.push(request);
      yield { candidates: [{ content: { role: "model", parts: [{ text: answer }] }, finishReason: "STOP" }] };
    },
  };
  const reviews = new Reviews();
  const writer = new CodeWriter({
    client,
    options: () => ({ model: "gemini-flash-latest", includeThoughts: false, safety: {} }),
    wording: createWording(() => ({ model: "gemini-flash-latest", host: "localhost" })),
    reviews,
    showProblem: (problem) => problems.push(problem),
  });
  const library = new PromptLibrary({ user, builtIn: await repositoryFile("media/prompts") }, (error) =>
    problems.push(error),
  );
  const logged: string[] = [];
  let instructionsFile = "none";
  const instructions = new ProjectInstructions({
    file: () => instructionsFile,
    log: (message) => logged.push(message),
  });
  const asking = { writer, warm: () => undefined, memory: new Map<string, string>(), instructions };
  const write = new WriteCommands(asking);
  const runner = new PromptRunner({
    ...asking,
    write,
    files: {
      message: (uris, text) =>
        Promise.resolve({
          parts: [{ type: "text", text }],
          prompt: [
            {
              type: "text",
              text: `${uris.map(({ path: file }) => path.posix.basename(file)).join()}: ${text}`,
            },
          ],
        }),
      image: () => Promise.resolve([{ inlineData: { mimeType: "image/png", data: "AAAA" } }]),
    },
    ask: (message) => {
      asked.push(message);
      return Promise.resolve();
    },
    languageId: languageIdFor,
  });
  return {
    user,
    library,
    reviews,
    requests,
    asked,
    problems,
    write,
    instructions,
    logged,
    /** As the setting says. */
    instructFrom: (file: string) => {
      instructionsFile = file;
    },
    commands: new PromptCommands(library, runner),
    answers: (text: string) => {
      answer = text;
    },
    /** What was last asked of the model, as one text. */
    lastPrompt: () =>
      requests
        .at(-1)
        ?.contents.flatMap(({ parts }) => parts?.map(({ text }) => text) ?? [])
        .join("\n") ?? "",
    addFile: async (name: string, text: string) => {
      await mkdir(user.fsPath, { recursive: true });
      const uri = vscode.Uri.joinPath(user, name);
      await writeFile(uri.fsPath, text);
      return uri;
    },
    dispose: () => {
      writer.dispose();
      reviews.dispose();
      library.dispose();
    },
  };
}

export type PromptBench = Awaited<ReturnType<typeof promptBench>>;
