import { codeReferenceLabel } from "../../shared/protocol.ts";
import type { ModelPart, ModelTurn, Problem, Turn, UserPart, UserTurn } from "../../shared/transcript.ts";
import { ConversationTree } from "../conversationTree.ts";
import { type ConversationFile, type MediaReference, recordsOf } from "./conversationFile.ts";
import { escapeHtml, markdownHtml, webAddress } from "./markdownHtml.ts";
import type { FileWords } from "./turnMarkdown.ts";

export interface HtmlFileOptions {
  readonly title: string;
  /** As `<html lang>` names it. */
  readonly language: string;
  readonly words: FileWords;
  /** In base64; undefined where they are not to be in the file. */
  readonly bytes: (media: MediaReference) => string | undefined;
}

/** Types that a browser shows or plays, and that can hold no program. */
const shownTypes = /^(image\/(png|jpeg|gif|webp|avif|bmp)|(audio|video)\/[\w.+-]+)$/;

const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
header { margin-bottom: 2rem; } header p, .model { opacity: 0.7; font-size: 0.875rem; }
section { margin: 1.5rem 0; } h2 { font-size: 1rem; margin: 0 0 0.5rem; }
.user { border-inline-start: 3px solid; padding-inline-start: 1rem; } .user p { white-space: pre-wrap; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid; border-radius: 4px; overflow-wrap: normal; }
code { font-family: ui-monospace, monospace; font-size: 0.875em; }
table { border-collapse: collapse; display: block; overflow-x: auto; } td, th { border: 1px solid; padding: 0.25rem 0.5rem; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid; }
img, video { max-width: 100%; height: auto; } figure { margin: 0.5rem 0; } figcaption, .note { font-size: 0.875rem; font-style: italic; }
.cut { border: 1px dashed; border-radius: 4px; padding: 0.25rem 1rem; }
`;

/** The branch that is shown, as one file that needs nothing beside it and in which nothing can run or be loaded. */
export async function writeHtmlFile(file: ConversationFile, options: HtmlFileOptions): Promise<string> {
  const { title, language, words } = options;
  const { transcript } = new ConversationTree("export", recordsOf(file, 0));
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${await sha256(style)}'`,
    "img-src data:",
    "media-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const sections = transcript.turns.map((turn) => section(turn, options));
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escapeHtml(title || words.untitled)}</h1><p><time>${escapeHtml(file.exported)}</time></p></header>
<main>
${sections.join("\n")}
</main>
</body>
</html>
`;
}

function section(turn: Turn, options: HtmlFileOptions): string {
  const { words } = options;
  if (turn.role === "user") {
    const parts = turn.parts.map((part) => userPart(part, options));
    return `${cut(turn, words)}<section class="user"><h2>${escapeHtml(words.you)}</h2>\n${parts.join("\n")}</section>`;
  }
  const name = `${escapeHtml(words.gemini)} <span class="model">${escapeHtml(turn.model)}</span>`;
  const parts = turn.parts.map((part) => modelPart(part, options));
  return `<section><h2>${name}</h2>\n${[...parts, sourceList(turn, words), note(turn, words)].join("\n")}</section>`;
}

/** What stands for the turns above, where they are no longer sent. */
function cut({ contextCut, contextSummary }: UserTurn, { leftOut, summarized }: FileWords): string {
  if (contextCut !== true) {
    return "";
  }
  const summary = contextSummary === undefined ? "" : `<div dir="auto">${markdownHtml(contextSummary)}</div>`;
  return `<blockquote class="cut">${named(summary === "" ? leftOut : summarized)}${summary}</blockquote>\n`;
}

function userPart(part: UserPart, options: HtmlFileOptions): string {
  switch (part.type) {
    case "text":
      return `<p dir="auto">${escapeHtml(part.text)}</p>`;
    case "code":
      return `<div><code>${escapeHtml(codeReferenceLabel(part.code))}</code></div>`;
    case "image":
    case "file": {
      const { hash, mimeType, label } = part.type === "image" ? part.image : part.file;
      return hash === undefined ? named(label) : medium({ hash, mimeType, label }, label, options);
    }
  }
}

function modelPart(part: ModelPart, options: HtmlFileOptions): string {
  const { words } = options;
  switch (part.type) {
    case "text":
      return `<div dir="auto">${markdownHtml(part.text)}</div>`;
    case "thought":
      return `<details><summary>${escapeHtml(words.thoughts)}</summary>${markdownHtml(part.text)}</details>`;
    case "code":
      return `<pre><code data-language="${escapeHtml(part.language)}">${escapeHtml(part.code)}</code></pre>`;
    case "codeResult":
      return part.output === ""
        ? ""
        : `<figure><figcaption>${escapeHtml(words.result)}</figcaption><pre>${escapeHtml(part.output)}</pre></figure>`;
    case "functionCall":
      return `<figure><figcaption>${escapeHtml(words.call(part.name))}</figcaption><pre>${escapeHtml(part.args)}</pre></figure>`;
    case "media":
      return medium({ hash: part.hash, mimeType: part.mimeType }, words.made(part.mimeType), options);
    case "unknown":
      return named(words.unknownPart(part.kind));
  }
}

function medium(media: MediaReference, label: string, { bytes }: HtmlFileOptions): string {
  const data = shownTypes.test(media.mimeType) ? bytes(media) : undefined;
  if (data === undefined) {
    return named(label);
  }
  const source = `src="data:${escapeHtml(media.mimeType)};base64,${escapeHtml(data)}"`;
  const [family] = media.mimeType.split("/");
  const shown =
    family === "image"
      ? `<img alt="${escapeHtml(label)}" ${source}>`
      : `<${family} controls ${source}></${family}>`;
  return `<figure>${shown}<figcaption>${escapeHtml(label)}</figcaption></figure>`;
}

function named(label: string): string {
  return `<p class="note">${escapeHtml(label)}</p>`;
}

function sourceList({ sources }: ModelTurn, words: FileWords): string {
  const items = (sources?.pages ?? []).map(({ title, url }) => {
    const target = webAddress(url);
    const name = escapeHtml(title || url);
    return target === undefined
      ? `<li>${name}</li>`
      : `<li><a href="${escapeHtml(target)}" rel="noopener noreferrer">${name}</a></li>`;
  });
  return items.length === 0 ? "" : `<h3>${escapeHtml(words.sources)}</h3><ol>${items.join("")}</ol>`;
}

function note({ status }: ModelTurn, words: FileWords): string {
  const problem =
    status.type === "failed" ? status.problem : status.type === "done" ? status.note : undefined;
  const text = status.type === "stopped" ? words.stopped : sentence(problem);
  return text === "" ? "" : named(text);
}

function sentence(problem: Problem | undefined): string {
  return [problem?.title, problem?.detail].filter(Boolean).join(" ");
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Buffer.from(digest).toString("base64");
}
