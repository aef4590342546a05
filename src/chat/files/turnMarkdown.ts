import { codeReferenceLabel } from "../../shared/protocol.ts";
import type { AnswerSources } from "../../shared/sources.ts";
import type { ModelPart, ModelTurn, Problem, Turn, UserPart } from "../../shared/transcript.ts";
import type { MediaReference } from "./conversationFile.ts";
import { closedMarkdown, fenced } from "./closedMarkdown.ts";

/** What a conversation's file says in the reader's language. */
export interface FileWords {
  readonly you: string;
  readonly gemini: string;
  readonly untitled: string;
  readonly thoughts: string;
  readonly sources: string;
  readonly result: string;
  readonly call: (name: string) => string;
  /** What a model has made, by its type. */
  readonly made: (mimeType: string) => string;
  readonly stopped: string;
  readonly unknownPart: (kind: string) => string;
  /** What stood above is not sent, or only a summary of it, which follows. */
  readonly leftOut: string;
  readonly summarized: string;
}

export interface TurnMarkdownOptions {
  readonly words: FileWords;
  /** Where the bytes are to be had from the file, as a link says it; undefined where they are not beside it. */
  readonly link: (media: MediaReference) => string | undefined;
}

/** A turn to be read by people and by Markdown's tools: text as it was written, all else as what is nearest to it. */
export function turnMarkdown(turn: Turn, options: TurnMarkdownOptions): string {
  const blocks =
    turn.role === "user"
      ? userBlocks(turn.parts, options)
      : [...turn.parts.map((part) => modelBlock(part, options)), ...endBlocks(turn, options)];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function userBlocks(parts: readonly UserPart[], options: TurnMarkdownOptions): readonly string[] {
  const texts = parts.flatMap((part) => (part.type === "text" ? [closedMarkdown(part.text)] : []));
  const attached = parts.filter(({ type }) => type !== "text").map((part) => attachment(part, options));
  return [attached.join("\n"), ...texts];
}

function attachment(part: UserPart, { link }: TurnMarkdownOptions): string {
  switch (part.type) {
    case "text":
      return "";
    case "code":
      return `- ${inlineCode(codeReferenceLabel(part.code))}`;
    case "image":
    case "file": {
      const { hash, mimeType, label } = part.type === "image" ? part.image : part.file;
      const target = hash === undefined ? undefined : link({ hash, mimeType, label });
      return `- ${mediaLink(label, mimeType, target)}`;
    }
  }
}

function modelBlock(part: ModelPart, { words, link }: TurnMarkdownOptions): string {
  switch (part.type) {
    case "text":
      return closedMarkdown(part.text);
    case "thought":
      return `<details>\n<summary>${words.thoughts}</summary>\n\n${closedMarkdown(part.text)}\n\n</details>`;
    case "code":
      return fenced(part.code, part.language);
    case "codeResult":
      return part.output === "" ? "" : `${words.result}\n\n${fenced(part.output, "text")}`;
    case "functionCall":
      return `${plain(words.call(part.name))}\n\n${fenced(part.args, "json")}`;
    case "media": {
      const { hash, mimeType } = part;
      return mediaLink(words.made(mimeType), mimeType, link({ hash, mimeType }));
    }
    case "unknown":
      return `*${plain(words.unknownPart(part.kind))}*`;
  }
}

function endBlocks({ sources, status }: ModelTurn, { words }: TurnMarkdownOptions): readonly string[] {
  const listed = sources === undefined ? "" : sourceList(sources, words);
  switch (status.type) {
    case "stopped":
      return [listed, `*${words.stopped}*`];
    case "failed":
      return [listed, remark(status.problem)];
    case "done":
      return [listed, status.note === undefined ? "" : remark(status.note)];
    case "waiting":
    case "uploading":
    case "streaming":
    case "retrying":
      return [listed];
  }
}

function sourceList({ pages }: AnswerSources, words: FileWords): string {
  const lines = pages.map(({ title, url }, index) => `${index + 1}. ${webLink(title || url, url)}`);
  return lines.length === 0 ? "" : `${words.sources}\n\n${lines.join("\n")}`;
}

function webLink(title: string, url: string): string {
  const target = URL.parse(url);
  const isWeb = target !== null && /^https?:$/.test(target.protocol);
  return isWeb ? `[${plain(title)}](<${target.href.replace(/[<>]/g, encodeURIComponent)}>)` : plain(title);
}

function mediaLink(label: string, mimeType: string, target: string | undefined): string {
  if (target === undefined) {
    return `*${plain(label)}*`;
  }
  return `${mimeType.startsWith("image/") ? "!" : ""}[${plain(label)}](${target})`;
}

function remark({ title, detail }: Problem): string {
  return [title, ...(detail === undefined ? [] : [detail])]
    .flatMap((text) => text.split("\n"))
    .map((text) => `> ${plain(text)}`)
    .join("\n");
}

/** Words that Markdown makes nothing of. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>&#|~]/g, "\\$&");
}

function inlineCode(text: string): string {
  return text.includes("`") ? plain(text) : `\`${text.replace(/\s+/g, " ")}\``;
}
