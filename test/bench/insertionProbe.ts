// Runs in the extension host: writes one paced answer into a long file in two ways, and says what that took.
import { writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { insertionTarget, insertStream } from "../../src/editor/insertion.ts";

/** One answer written into a file. Times in milliseconds. */
export interface Written {
  /** From the first chunk to the last. */
  readonly streamMs: number;
  /** From the last chunk until all of it stands in the document. */
  readonly behindMs: number;
  readonly edits: number;
  /** The most edits within any one second. */
  readonly editsPerSecond: number;
  /** Undos until the old text is back; more than `mostUndos` are not tried. */
  readonly undos: number;
  /** CPU time of the extension host's main thread. */
  readonly cpuMs: number;
  /** All of it stands there as it came. */
  readonly isWhole: boolean;
}

export type Way = "castor" | "naive";
export type InsertionResults = Readonly<Record<Way, readonly Written[]>>;

const rounds = 5;
const chunkCount = 200;
const chunkMs = 5;
const mostUndos = 250;
const lineCount = 20_000;

/** 20 characters each, 4,000 together: lines of 40. */
const chunks = Array.from({ length: chunkCount }, (_, i) =>
  i % 2 === 0 ? `const v${String(i).padStart(4, "0")} = a;  ` : "// twenty - hundred\n",
).map((chunk) => chunk.padEnd(20).slice(0, 20));

async function* paced(ended: (at: number) => void): AsyncGenerator<string> {
  const started = performance.now();
  for (const [index, chunk] of chunks.entries()) {
    const due = started + index * chunkMs - performance.now();
    if (due > 0) await delay(due);
    yield chunk;
  }
  ended(performance.now());
}

/** What most extensions do: every chunk is an edit of its own, one after the other. */
async function insertEach(editor: vscode.TextEditor, source: AsyncIterable<string>): Promise<void> {
  let waiting = Promise.resolve();
  let at = editor.document.offsetAt(editor.selection.active);
  for await (const chunk of source) {
    waiting = waiting.then(async () => {
      while (!(await editor.edit((build) => build.insert(editor.document.positionAt(at), chunk)))) {
        // An earlier edit is not through yet.
      }
      at += chunk.length;
    });
  }
  await waiting;
}

async function insertAsCastor(editor: vscode.TextEditor, source: AsyncIterable<string>): Promise<void> {
  const { signal } = new AbortController();
  await insertStream(insertionTarget(editor), source, { signal });
}

const ways: Readonly<Record<Way, typeof insertEach>> = { castor: insertAsCastor, naive: insertEach };

async function undosTo(document: vscode.TextDocument, text: string): Promise<number> {
  let undos = 0;
  while (document.getText() !== text && undos < mostUndos) {
    await vscode.commands.executeCommand("undo");
    undos++;
  }
  return undos;
}

async function write(way: Way): Promise<Written> {
  const text = Array.from({ length: lineCount }, (_, i) => `line ${i} of a long file`).join("\n");
  const document = await vscode.workspace.openTextDocument({ content: text });
  const editor = await vscode.window.showTextDocument(document);
  const line = lineCount / 2;
  editor.selection = new vscode.Selection(line, 0, line, 0);
  const offset = document.offsetAt(editor.selection.active);

  const edits: number[] = [];
  const listening = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document && event.contentChanges.length > 0) edits.push(performance.now());
  });
  const cpu = process.threadCpuUsage();
  const started = performance.now();
  let last = started;
  await ways[way](
    editor,
    paced((at) => (last = at)),
  );
  const done = performance.now();
  const { user, system } = process.threadCpuUsage(cpu);
  listening.dispose();
  const whole = chunks.join("");
  const isWhole = document.getText().slice(offset, offset + whole.length) === whole;
  const undos = await undosTo(document, text);
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  return {
    streamMs: last - started,
    behindMs: done - last,
    edits: edits.length,
    editsPerSecond: Math.max(
      ...edits.map((from) => edits.filter((at) => at >= from && at < from + 1000).length),
    ),
    undos,
    cpuMs: (user + system) / 1000,
    isWhole,
  };
}

export async function run(): Promise<void> {
  const results: Record<Way, Written[]> = { castor: [], naive: [] };
  // The first round of each warms up what both stand on, and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const way of ["castor", "naive"] as const) {
      const written = await write(way);
      if (round > 0) results[way].push(written);
    }
  }
  writeFileSync(process.env.CASTOR_BENCH_RESULT ?? "", JSON.stringify(results));
}
