import { languageOf, type CodeLanguage } from "./languages.ts";

export interface FenceInfo {
  readonly language: CodeLanguage;
  /** The file that the code is meant for, where the fence names one. */
  readonly file: string | undefined;
}

const attribute = /\b(?:title|file|filename|path)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"',}]+))/i;
const fileName = /^(?:[\w@.~()[\] -]*[\\/])*[\w@.()[\]-]*\.[A-Za-z][\w-]{0,9}$/;

/**
 * What stands behind an opening fence, in the forms that models write: `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`,
 * `ts title="a.ts"`.
 */
export function readFenceInfo(info: string): FenceInfo {
  const [first = "", ...others] = info.trim().split(/\s+/);
  const [before = "", ...after] = first.split(":");
  const candidates = [after.join(":"), ...others, first].map((word) =>
    word.replace(/^["'`({]+|["'`)},]+$/g, ""),
  );
  const named = attribute.exec(info);
  const file = named?.[1] ?? named?.[2] ?? named?.[3] ?? candidates.find((word) => fileName.test(word));
  if (file !== undefined && (before === "" || before === file)) {
    return { language: languageOf(/[^.]*$/.exec(file)?.[0] ?? ""), file };
  }
  return { language: languageOf(after.length > 0 ? before : info), file };
}
