export interface CodeLanguage {
  /** For the eye. */
  readonly name: string;
  /** As VS Code calls it. */
  readonly id: string;
  /** As the highlighter calls it; empty when it does not know the language. */
  readonly grammar: string;
}

/** Names behind fences, as models write them: [name, id, grammar, ...other spellings]. */
const table: readonly (readonly [string, string, string, ...string[]])[] = [
  ["TypeScript", "typescript", "typescript", "ts", "mts", "cts"],
  ["TSX", "typescriptreact", "typescript", "tsx"],
  ["JavaScript", "javascript", "javascript", "js", "mjs", "cjs", "node"],
  ["JSX", "javascriptreact", "javascript", "jsx"],
  ["Python", "python", "python", "py", "python3"],
  ["Shell", "shellscript", "bash", "sh", "bash", "zsh", "shell"],
  ["Terminal", "shellscript", "shell", "console", "terminal"],
  ["PowerShell", "powershell", "", "ps1", "pwsh"],
  ["Batch", "bat", "", "cmd"],
  ["JSON", "json", "json"],
  ["JSON with Comments", "jsonc", "json", "json5"],
  ["YAML", "yaml", "yaml", "yml"],
  ["TOML", "toml", "ini"],
  ["INI", "ini", "ini"],
  ["HTML", "html", "xml", "htm"],
  ["XML", "xml", "xml", "svg", "xsd"],
  ["CSS", "css", "css"],
  ["SCSS", "scss", "scss"],
  ["Less", "less", "less"],
  ["Markdown", "markdown", "markdown", "md"],
  ["C", "c", "c", "h"],
  ["C++", "cpp", "cpp", "c++", "cc", "hpp", "cxx"],
  ["C#", "csharp", "csharp", "cs", "c#"],
  ["Java", "java", "java"],
  ["Kotlin", "kotlin", "kotlin", "kt", "kts"],
  ["Swift", "swift", "swift"],
  ["Objective-C", "objective-c", "objectivec", "objc", "objectivec"],
  ["Go", "go", "go", "golang"],
  ["Rust", "rust", "rust", "rs"],
  ["Ruby", "ruby", "ruby", "rb"],
  ["PHP", "php", "php"],
  ["Perl", "perl", "perl", "pl"],
  ["Lua", "lua", "lua"],
  ["R", "r", "r"],
  ["SQL", "sql", "sql", "mysql", "postgresql", "sqlite"],
  ["GraphQL", "graphql", "graphql", "gql"],
  ["Mermaid", "mermaid", ""],
  ["Diff", "diff", "diff", "patch"],
  ["Dockerfile", "dockerfile", "", "docker"],
  ["Makefile", "makefile", "makefile", "make", "mk"],
  ["Visual Basic", "vb", "vbnet", "vbnet"],
  ["WebAssembly", "wat", "wasm", "wasm"],
  ["Plain text", "plaintext", "", "text", "txt", "plain"],
];

const languages: ReadonlyMap<string, CodeLanguage> = new Map(
  // Of two that share an identifier the first one is called by it.
  table
    .toReversed()
    .flatMap(([name, id, grammar, ...spellings]) =>
      [id, ...spellings].map((spelling) => [spelling, { name, id, grammar }] as const),
    ),
);

/** The language a fence names; one we have not heard of keeps the name it was given. */
export function languageOf(info: string): CodeLanguage {
  const name = /^[^\s{,:]*/.exec(info.trim())?.[0] ?? "";
  return languages.get(name.toLowerCase()) ?? { name, id: name.toLowerCase() || "plaintext", grammar: "" };
}
