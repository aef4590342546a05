import { lastUserText, textOf } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";

/** True when the request asks for a commit message and for nothing around it. */
export function wantsCommitMessage(request: GenerateContentRequest): boolean {
  return /\bcommit messages?\b/i.test(textOf(request.systemInstruction));
}

/** Tells which files the diff changes, and by how many lines. */
export function commitMessage(request: GenerateContentRequest): string {
  const files = [
    ...lastUserText(request).matchAll(/^diff --git a\/.* b\/(.*)\n([^]*?)(?=^diff --git |^`{3,}|(?![^]))/gm),
  ];
  const changes = files.map(([, path = "", text = ""]) => {
    const count = (sign: string) =>
      text.split("\n").filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3))).length;
    return `- ${path}: ${count("+")} lines added, ${count("-")} removed`;
  });
  const [first] = files;
  const subject = files.length === 1 ? `Change ${first?.[1]}` : `Change ${files.length} files`;
  return [subject, "", "From the offline emulator:", ...changes].join("\n");
}
