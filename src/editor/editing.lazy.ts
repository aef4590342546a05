import type * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import type { AttachmentStore, UserMessage } from "../chat/ports.ts";
import { CodeActions } from "./codeActions.ts";
import { CodeWriter } from "./codeWriter.ts";
import { CommitWriter } from "./commit/commitWriter.ts";
import { explainMessage } from "./explain.ts";
import { changeMessage } from "./explainChange.ts";
import { outputMessage } from "./explainOutput.ts";
import { problemMessage } from "./explainProblem.ts";
import { terminalMessage } from "./explainTerminal.ts";
import type { ModelPorts } from "./modelText.ts";
import { PanelCode, type PanelCodePorts } from "./panelCode.ts";
import { readClipboard } from "./paste/clipboard.ts";
import { pasteAs } from "./paste/pasteAs.ts";
import { editCustomCommands, newCustomCommand } from "./prompts/customCommands.ts";
import { PromptCommands } from "./prompts/promptCommands.ts";
import { type PromptFolders, PromptLibrary } from "./prompts/promptLibrary.ts";
import { PromptRunner, type PromptRunnerPorts } from "./prompts/promptRunner.ts";
import { type InstructionPorts, ProjectInstructions } from "./projectInstructions.ts";
import { Review } from "./review.ts";
import { Reviews } from "./reviews.ts";
import type { ReviewStore } from "./keptReviews.ts";
import { Suggestions, type SuggestionPorts } from "./suggest/suggestions.ts";
import { WriteCommands, type WriteCommandPorts } from "./writeCommands.ts";

export interface EditingPorts {
  readonly model: ModelPorts;
  readonly reviewStore: ReviewStore;
  readonly promptFolders: PromptFolders;
  readonly projectInstructions: InstructionPorts;
  readonly suggestions: Pick<SuggestionPorts, "isEnabled">;
  readonly panelCode: Pick<PanelCodePorts, "editor" | "column">;
  readonly runner: Pick<PromptRunnerPorts, "files" | "languageId">;
  readonly memory: WriteCommandPorts["memory"];
  readonly attachments: AttachmentStore;
  readonly warm: () => void;
  /** Asks in the chat. */
  readonly ask: (message: UserMessage) => Promise<void>;
  /** The files a menu was opened at. */
  readonly chosenUris: (clicked: unknown, selected: unknown) => readonly vscode.Uri[];
  readonly fail: (error: unknown) => void;
}

/** All that reads from documents and writes into them. It is loaded when the first of it is wanted. */
export interface Editing extends Disposable {
  readonly writer: CodeWriter;
  readonly code: PanelCode;
  readonly actions: CodeActions;
  readonly commands: EditingCommands;
  /** Suggestions come by themselves from now on, where that is switched on. */
  updateSuggestions(): void;
  /** Waits until what is undecided is kept. */
  flush(): Promise<void>;
}

export type EditingCommands = ReturnType<typeof createCommands>;

export async function createEditing(ports: EditingPorts): Promise<Editing> {
  const store = new DisposableStore();
  const { model, memory, warm, fail } = ports;
  const reviews = store.add(new Reviews(ports.reviewStore));
  const writer = store.add(new CodeWriter({ ...model, reviews }));
  const instructions = new ProjectInstructions(ports.projectInstructions);
  const asking = { writer, warm, instructions, memory };
  const write = new WriteCommands(asking);
  const library = store.add(new PromptLibrary(ports.promptFolders, fail));
  const runner = new PromptRunner({ ...asking, ...ports.runner, write, ask: ports.ask });
  const suggestions = store.add(new Suggestions({ ...model, ...ports.suggestions }));
  suggestions.update();
  const commits = store.add(new CommitWriter({ ...model, instructions }));
  const prompts = new PromptCommands(library, runner);
  await reviews.restore();
  return {
    writer,
    code: new PanelCode({ writer, reviews, ...ports.panelCode }),
    actions: new CodeActions(library),
    commands: createCommands(ports, { writer, write, reviews, suggestions, commits, prompts, library }),
    updateSuggestions: () => suggestions.update(),
    flush: () => reviews.flush(),
    dispose: () => store.dispose(),
  };
}

interface Parts {
  readonly writer: CodeWriter;
  readonly write: WriteCommands;
  readonly reviews: Reviews;
  readonly suggestions: Suggestions;
  readonly commits: CommitWriter;
  readonly prompts: PromptCommands;
  readonly library: PromptLibrary;
}

/** Commands by their ids. */
function createCommands({ ask, warm, chosenUris, attachments }: EditingPorts, parts: Parts) {
  const { writer, write, reviews, suggestions, commits, prompts, library } = parts;
  return {
    explainSelection: async () => ask(await explainMessage()),
    explainProblem: async (uri, diagnostic) => ask(await problemMessage(uri, diagnostic)),
    explainChange: async (uri, changes, index) => ask(await changeMessage(uri, changes, index)),
    explainOutput: async (clicked) => ask(await outputMessage(clicked, attachments)),
    explainTerminal: async () => ask(await terminalMessage()),
    generateAtCursor: () => write.generateAtCursor(),
    editSelection: () => write.editSelection(),
    suggest: () => suggestions.suggest(),
    pasteAs: () => pasteAs({ writer, read: readClipboard, warm }),
    acceptChanges: (review, id) => reviews.decide("accept", review, id),
    discardChanges: (review, id) => reviews.decide("discard", review, id),
    stopGenerating: (review) => (review instanceof Review ? review.stop() : writer.stop()),
    fixThis: () => prompts.run("fix-this"),
    documentThis: () => prompts.run("document-this"),
    writeTests: () => prompts.run("write-tests"),
    translateCode: () => prompts.run("translate-code"),
    continueHere: () => prompts.run("continue-here"),
    runCommand: (named) => prompts.runNamed(named),
    runEditorCommand: () => prompts.pick("editor"),
    runFileCommand: (clicked, selected) => prompts.pick("explorer", { uris: chosenUris(clicked, selected) }),
    newCustomCommand: () => newCustomCommand(library),
    editCustomCommands: () => editCustomCommands(library),
    writeCommitMessage: (clicked) => commits.write(clicked),
    stopCommitMessage: () => commits.stop(),
  } satisfies Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
}
