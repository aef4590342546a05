import { asFilePath } from "../../shared/filePath.ts";

/** The file that a comment on a line of its own names, as answers do on the first line: `// src/parser.ts`. */
export function pathComment(line: string): string | undefined {
  const [, comment] =
    /^\s*(?:\/\/|#|--|;|%|\/\*+|<!--)\s*(?:file(?:name)?:\s*)?(\S+)\s*(?:\*\/|-->)?\s*$/i.exec(line) ?? [];
  return comment === undefined ? undefined : asFilePath(comment.replace(/:$/, ""));
}
