const MODIFIERS =
  "(?:(?:export|default|declare|abstract|public|private|protected|internal|static|final|async|override|readonly|pub(?:\\([^)]*\\))?|unsafe|inline|virtual|sealed|partial|open|data|get|set|local|accessor)\\s+)*";

const KEYWORD =
  "(?:function\\*?|class|interface|type|enum|const(?:\\s+enum)?|let|var|val|def|fn|func(?:\\s+\\([^)]*\\))?|fun|struct|trait|impl|module|namespace|record|object|protocol|extension|sub)";

const PATTERNS: readonly RegExp[] = [
  new RegExp(`^${MODIFIERS}${KEYWORD}\\s+([\\p{L}_$#][\\p{L}\\p{N}_$]*)`, "u"),
  // A method: `#next(): void {`, `private async read(`, `async def` aside.
  new RegExp(`^${MODIFIERS}([\\p{L}_$#][\\p{L}\\p{N}_$]*)\\s*(?:<[^>]*>)?\\((?:.*[{:(])?$`, "u"),
  // A function after its type: `static int count(int[] items)`.
  new RegExp(
    `^${MODIFIERS}(?:[\\p{L}_$][\\p{L}\\p{N}_$<>,.\\[\\]*&?:]*\\s+)+[*&]?([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*\\([^;]*$`,
    "u",
  ),
  // A member of an object, a key of YAML or JSON, a field of a class.
  new RegExp(`^${MODIFIERS}["']?([\\p{L}_$#@][\\p{L}\\p{N}_$.-]*)["']?\\??\\s*(?::(?!:)|=(?![=>]))`, "u"),
  /^(#{1,6}\s+.+)$/,
  /^(?:CREATE|ALTER)\s+(?:OR\s+REPLACE\s+)?\w+\s+(?:IF\s+NOT\s+EXISTS\s+)?["`[]?([\w.]+)/i,
];

/** Words before a bracket that are no names. */
const STATEMENTS = new Set(
  "if for foreach while switch catch return throw await new typeof super with using lock match when else do assert print describe it test".split(
    " ",
  ),
);

/** What a line declares, such as `function parse` → `parse`; undefined where it declares nothing with a name. */
export function declaredName(line: string): string | undefined {
  const text = line.trim();
  for (const pattern of PATTERNS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined && !STATEMENTS.has(name.toLowerCase())) {
      return name;
    }
  }
  // A selector of a style sheet.
  return /^([.#&:@*\w[][^{;=()]*?)\s*\{$/.exec(text)?.[1];
}

export function isImport(line: string): boolean {
  return /^\s*(?:import\b|from\s+\S+\s+import\b|use\s+[\w:]+|using\s+[\w.]+\s*;|#include\b|(?:const|let|var)\s.*=\s*require\()/.test(
    line,
  );
}

const ELLIPSIS = "(?:\\.{3}|…)";
const KEPT =
  "(?:(?:the )?(?:rest|remaining|remainder|other|existing|previous)\\b.*(?:code|same|unchanged|remain|here|method|function|import|class|file|member)|.*\\b(?:unchanged|stays? the same)\\b)";
const ELISION = new RegExp(
  `^\\s*(?:…\\s*$|(?:\\/\\/|#|--|;|%|\\/\\*|<!--|\\{\\s*\\/\\*)\\s*(?:\\[?\\s*${ELLIPSIS}|${KEPT}))`,
  "i",
);

/** Whether a line stands for lines that it leaves out, such as `// ... existing code ...`. */
export function isElision(line: string): boolean {
  return line.length < 120 && ELISION.test(line);
}
