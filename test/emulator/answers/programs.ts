export interface Names {
  readonly camel: string;
  readonly pascal: string;
  readonly snake: string;
  /** What was asked for, fit for a comment. */
  readonly wish: string;
}

const javascript = ({ camel, wish }: Names) => `// From the offline emulator: ${wish}
export function ${camel}(items) {
  const result = [];
  for (const item of items) {
    if (item !== undefined) {
      result.push(item);
    }
  }
  return result;
}`;

const braces = (head: string, wish: string) => `// From the offline emulator: ${wish}
${head} {
    int total = 0;
    for (int i = 0; i < count; i++) {
        total += items[i];
    }
    return total;
}`;

/** A few indented lines per language, by its identifier in an editor. */
export const programs: Readonly<Record<string, (names: Names) => string>> = {
  typescript: ({ camel, wish }) => `// From the offline emulator: ${wish}
export function ${camel}<T>(items: readonly (T | undefined)[]): T[] {
  const result: T[] = [];
  for (const item of items) {
    if (item !== undefined) {
      result.push(item);
    }
  }
  return result;
}`,
  javascript,
  typescriptreact: ({ pascal, wish }) => `// From the offline emulator: ${wish}
export function ${pascal}({ items }: { items: string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}`,
  javascriptreact: javascript,
  python: ({ snake, wish }) => `# From the offline emulator: ${wish}
def ${snake}(items):
    result = []
    for item in items:
        if item is not None:
            result.append(item)
    return result`,
  go: ({ pascal, wish }) => `// ${pascal}, from the offline emulator: ${wish}
func ${pascal}(items []int) int {
\ttotal := 0
\tfor _, item := range items {
\t\tif item > 0 {
\t\t\ttotal += item
\t\t}
\t}
\treturn total
}`,
  rust: ({ snake, wish }) => `// From the offline emulator: ${wish}
fn ${snake}(items: &[i64]) -> i64 {
    let mut total = 0;
    for item in items {
        if *item > 0 {
            total += item;
        }
    }
    total
}`,
  java: ({ camel, wish }) => braces(`static int ${camel}(int[] items, int count)`, wish),
  csharp: ({ pascal, wish }) => braces(`static int ${pascal}(int[] items, int count)`, wish),
  c: ({ snake, wish }) => braces(`int ${snake}(const int *items, int count)`, wish),
  cpp: ({ camel, wish }) => braces(`int ${camel}(const int *items, int count)`, wish),
  ruby: ({ snake, wish }) => `# From the offline emulator: ${wish}
def ${snake}(items)
  items.each_with_object([]) do |item, result|
    result << item unless item.nil?
  end
end`,
  php: ({ camel, wish }) => `// From the offline emulator: ${wish}
function ${camel}(array $items): array {
    return array_filter($items, function ($item) {
        return $item !== null;
    });
}`,
  shellscript: ({ snake, wish }) => `# From the offline emulator: ${wish}
${snake}() {
  for item in "$@"; do
    if [ -n "$item" ]; then
      echo "$item"
    fi
  done
}`,
  sql: ({ snake, wish }) => `-- From the offline emulator: ${wish}
SELECT
  name,
  COUNT(*) AS total
FROM
  ${snake}
GROUP BY
  name;`,
  html: ({ snake, wish }) => `<!-- From the offline emulator: ${wish} -->
<section id="${snake}">
  <h2>${snake}</h2>
  <ul>
    <li>One</li>
    <li>Two</li>
  </ul>
</section>`,
  css: ({ snake, wish }) => `/* From the offline emulator: ${wish} */
.${snake.replaceAll("_", "-")} {
  display: grid;
  gap: 1rem;
}`,
  json: ({ camel, wish }) => `{
  "${camel}": {
    "from": "the offline emulator",
    "wish": ${JSON.stringify(wish)}
  }
}`,
};

const aliases: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  jsx: "javascriptreact",
  py: "python",
  golang: "go",
  "c#": "csharp",
  "c++": "cpp",
  bash: "shellscript",
  shell: "shellscript",
  sh: "shellscript",
  rs: "rust",
  rb: "ruby",
};

/** For languages without a program of their own, data and prose included. */
export function plainLines({ camel, wish }: Names): string {
  return [`From the offline emulator: ${wish}`, "", `${camel}:`, "  - one", "  - two", "    - nested"].join(
    "\n",
  );
}

/** The language a prompt names: after the word, on a fence, in brackets, or anywhere; TypeScript when it names none. */
export function findLanguage(prompt: string): string {
  const text = prompt.toLowerCase();
  const named = [
    /\blanguage(?: id(?:entifier)?)?(?: is)?[:=\s]+[`"'*]*([a-z+#]+)/,
    /`{3,}([a-z+#-]+)/,
    /\(([a-z+#-]+)\)/,
  ].map((pattern) => canonical(pattern.exec(text)?.[1] ?? ""));
  const words = (text.match(/[a-z][a-z+#]{2,}/g) ?? []).map(canonical);
  return (
    [...named, ...words].find((language) => Object.hasOwn(programs, language)) ??
    canonical(/`{3,}([a-z+#-]+)/.exec(text)?.[1] ?? "typescript")
  );
}

function canonical(language: string): string {
  return aliases[language] ?? language;
}
