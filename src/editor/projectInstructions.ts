import path from "node:path/posix";
import * as vscode from "vscode";
import { codeSpan } from "./codeFence.ts";
import { firstLines } from "./surroundings.ts";

/** Where projects say how code is to be written in them; the first that is there counts. */
const FILES = ["GEMINI.md", "AGENTS.md", ".github/copilot-instructions.md"] as const;

/** UTF-16 units that go along with every request, at most. */
const MOST = 20_000;
/** A file beyond this is not read at all. */
const MAX_BYTES = 1024 * 1024;

export interface Instructions {
  /** Within its workspace folder. */
  readonly fileName: string;
  readonly text: string;
  /** There was more of it than goes along. */
  readonly isCut: boolean;
}

export interface InstructionPorts {
  /** Empty for the usual files, `none` for none, else a path within the workspace folder. */
  readonly file: () => string;
  /** Says what goes along, or why it does not. */
  readonly log: (message: string) => void;
}

/** How a project wants its code, in its own words. Only of trusted workspaces. */
export class ProjectInstructions {
  readonly #ports: InstructionPorts;

  constructor(ports: InstructionPorts) {
    this.#ports = ports;
  }

  /** Those for a document; undefined where there are none. */
  of(document: vscode.TextDocument | undefined): Promise<Instructions | undefined> {
    return this.in(folderOf(document));
  }

  /** Those that lie in a folder. */
  async in(folder: vscode.Uri | undefined): Promise<Instructions | undefined> {
    const wanted = this.#ports.file();
    if (folder === undefined || wanted === "none") {
      return undefined;
    }
    if (!vscode.workspace.isTrusted) {
      this.#ports.log("The project's instructions are not read: the workspace is restricted.");
      return undefined;
    }
    for (const fileName of wanted === "" ? FILES : [path.normalize(wanted)]) {
      const found = isWithin(fileName) ? await read(vscode.Uri.joinPath(folder, fileName)) : undefined;
      if (found !== undefined && found.trim() !== "") {
        const text = firstLines(found.trim(), MOST);
        const isCut = text.length < found.trim().length;
        const size = `${text.length} characters${isCut ? `, the first of ${found.length}` : ""}`;
        this.#ports.log(`Instructions of the project go along: ${fileName}, ${size}.`);
        return { fileName, text, isCut };
      }
    }
    if (wanted !== "") {
      this.#ports.log(`There are no instructions in ${wanted}, which castor.instructions.file names.`);
    }
    return undefined;
  }
}

/** What the model is told of how to answer, and of how the project wants its code. */
export function withInstructions(systemInstruction: string, instructions: Instructions | undefined): string {
  if (instructions === undefined) {
    return systemInstruction;
  }
  const { fileName, text } = instructions;
  return [
    systemInstruction,
    `The project's own instructions, from ${codeSpan(fileName)}. Follow them where they are about what you write; how you answer is said above.`,
    text,
  ].join("\n\n");
}

function folderOf(document: vscode.TextDocument | undefined): vscode.Uri | undefined {
  const { workspaceFolders = [] } = vscode.workspace;
  const own = document && vscode.workspace.getWorkspaceFolder(document.uri);
  // A document that is not saved yet has no folder, but where there is only one it will be that.
  const isNew = document === undefined || document.isUntitled;
  return (own ?? (isNew && workspaceFolders.length === 1 ? workspaceFolders[0] : undefined))?.uri;
}

function isWithin(fileName: string): boolean {
  return !path.isAbsolute(fileName) && !fileName.split(/[\\/]/).includes("..");
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MAX_BYTES ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
