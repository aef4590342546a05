import type { Turn } from "../../shared/transcript.ts";
import { ConversationTree } from "../conversationTree.ts";
import { type ConversationFile, conversationFile, recordsOf } from "./conversationFile.ts";
import { cutMarkdown, readCut } from "./cutMarkdown.ts";
import { parseConversationFile } from "./fileSchema.ts";
import { ImportProblem } from "./importProblem.ts";
import { plain, turnMarkdown, type TurnMarkdownOptions } from "./turnMarkdown.ts";

/**
 * A conversation as Markdown. Front matter, a heading for each turn of the branch that is shown, and at the end a comment
 * with all that Markdown has no words for: the whole conversation as gzip in base64, and the SHA-256 of the text above it.
 * Where the text is still the one that was written, reading the file gives back the conversation without loss; where a person
 * has changed it, what they see is what counts.
 */
const DATA = /\n<!-- castor:data sha256:([0-9a-f]{64})\n([A-Za-z0-9+/=\n]*)\n-->\s*$/;
const TURN = /^<!-- castor:turn (user|model) -->$/m;
/** Bytes that a comment may unpack to. */
const MAX_DATA = 256 * 1024 * 1024;
const LINE = 120;

export interface MarkdownFileOptions extends TurnMarkdownOptions {
  /** As the file's heading. */
  readonly title: string;
}

export async function writeMarkdownFile(
  file: ConversationFile,
  { title, ...options }: MarkdownFileOptions,
): Promise<string> {
  const { words } = options;
  const { transcript } = new ConversationTree("export", recordsOf(file, 0));
  const frontMatter = ["---", `title: ${JSON.stringify(title)}`, `exported: ${file.exported}`, "---"];
  const turns = transcript.turns.map((turn) => {
    const name = turn.role === "user" ? words.you : `${words.gemini} (${plain(turn.model)})`;
    const cut = turn.role === "user" ? cutMarkdown(turn, words) : "";
    const above = cut === "" ? "" : `${cut}\n\n`;
    return `<!-- castor:turn ${turn.role} -->\n\n${above}## ${name}\n\n${turnMarkdown(turn, options)}`;
  });
  const text = unixLines(`${[frontMatter.join("\n"), `# ${plain(title)}`, ...turns].join("\n\n")}\n`);
  const data = await packed(JSON.stringify({ ...file, media: {} }));
  return `${text}\n<!-- castor:data sha256:${await digest(text)}\n${data}\n-->\n`;
}

export interface ReadMarkdown {
  readonly file: ConversationFile;
  /** The text was changed since it was written, or never was written by Castor: only what is read there is taken. */
  readonly textOnly: boolean;
}

/** Throws an `ImportProblem` for what is not a conversation. */
export async function readMarkdownFile(content: string, at: Date): Promise<ReadMarkdown> {
  const all = unixLines(content.replace(/^\uFEFF/, ""));
  const data = DATA.exec(all);
  const text = data === null ? all : all.slice(0, data.index);
  if (data?.[1] !== undefined && data[2] !== undefined && (await digest(text)) === data[1]) {
    return { file: parseConversationFile(await unpacked(data[2])), textOnly: false };
  }
  return { file: fileFromText(text, at), textOnly: true };
}

function fileFromText(text: string, at: Date): ConversationFile {
  const [before = "", ...pieces] = text.split(TURN);
  const turns: Turn[] = [];
  for (let index = 0; index + 1 < pieces.length; index += 2) {
    const [id, time] = [`t${turns.length}`, at.getTime()];
    const { marks, rest: words } = readCut((pieces[index + 1] ?? "").trim());
    const [heading = ""] = /^## .*(?:\n+|$)/.exec(words) ?? [];
    const part = { type: "text" as const, text: words.slice(heading.length) };
    if (pieces[index] === "user") {
      turns.push({ role: "user", id, at: time, parts: [part], ...marks });
    } else {
      const model = /\(([^()]*)\)\s*$/.exec(heading)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
      const status = { type: "done", finishReason: "STOP" } as const;
      turns.push({ role: "model", id, at: time, model, parts: [part], status });
    }
  }
  if (turns.length === 0) {
    throw new ImportProblem("unknown");
  }
  const title = /^# (.*)$/m.exec(before)?.[1]?.replace(/\\(.)/g, "$1");
  const tree = new ConversationTree("import");
  turns.forEach((turn, index) => {
    const parent = turns[index - 1]?.id;
    tree.apply({
      type: "turn",
      turn,
      ...(parent !== undefined && { parent }),
      source:
        turn.role === "user"
          ? { role: "user", prompt: turn.parts.filter((part) => part.type === "text") }
          : { role: "model", model: turn.model },
    });
  });
  return { ...conversationFile(tree, at), begun: at.getTime(), ...(title && { title, named: true }) };
}

/** Editors and version control end lines as they like. */
function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text.trimEnd()));
  return Buffer.from(bytes).toString("hex");
}

async function packed(text: string): Promise<string> {
  const bytes = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const base64 = Buffer.from(await new Response(bytes).arrayBuffer()).toString("base64");
  return base64.replace(new RegExp(`.{${LINE}}(?=.)`, "g"), "$&\n");
}

/** The value of packed JSON; what unpacks to more than anyone says is not unpacked. */
async function unpacked(base64: string): Promise<unknown> {
  const packedBytes = new Blob([Buffer.from(base64, "base64")]);
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const stream: AsyncIterable<Uint8Array> = packedBytes
      .stream()
      .pipeThrough(new DecompressionStream("gzip"));
    for await (const piece of stream) {
      size += piece.length;
      if (size > MAX_DATA) {
        throw new ImportProblem("tooLarge");
      }
      pieces.push(piece);
    }
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch (error) {
    throw error instanceof ImportProblem ? error : new ImportProblem("damaged", error);
  }
}
