/** UTF-16 units of imports that are told. */
const MOST = 4000;

/** How far into a file imports are looked for. */
const HEAD_LINES = 300;

/** A line that makes names of elsewhere known, in the languages that most code is written in. */
const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s+.*\bfrom\s+["']|(?:const|let|var)\s+.+=\s*(?:await\s+)?(?:require|import)\(|#\s*(?:include|import)\b|(?:global\s+|static\s+)?using\s+[\w.:=\s]+;|(?:pub\s+)?(?:use|mod|extern\s+crate)\s|package\s|namespace\s|require(?:_once|_relative)?\b|library\(|@(?:import|use|forward)\b|open\s+\w|alias\s)/;

/** The lines at the head of a file that say what it uses of others, each with those that it goes on in. */
export function importLines(text: string): string {
  const found: string[] = [];
  let depth = 0;
  for (const line of text.split(/\r?\n/, HEAD_LINES)) {
    if (depth > 0 || IMPORT.test(line)) {
      found.push(line);
      depth = Math.max(0, depth + count(line, /[({]/g) - count(line, /[)}]/g));
    }
  }
  const kept: string[] = [];
  let size = 0;
  for (const line of found) {
    size += line.length + 1;
    if (size > MOST) {
      break;
    }
    kept.push(line);
  }
  return kept.join("\n");
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}
