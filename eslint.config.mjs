import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What a folder may not import; the layers are drawn in src/README.md. */
const layer = (folder, patterns) => ({
  files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: patterns.map(([regex, message]) => ({ regex, message, caseSensitive: true })) },
    ],
  },
});

const vscode = ["^vscode$", "This layer knows no VS Code; take a port instead."];
const node = ["^node:", "This layer runs in a browser too; take the effect as an argument."];
const folders = (...names) => [
  `^(\\.\\./)+(src/)?(${names.join("|")})(/|\\.ts$)`,
  "That folder is not below this one: see the layer table in src/README.md.",
];
const root = ["^(\\.\\./)+(extension|commands)\\.ts$", "The composition root is imported by nobody."];

export default tseslint.config(
  { ignores: ["dist/", ".vscode-test/", "node_modules/", "test/host/workspace/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["src/tsconfig.json", "media/tsconfig.json", "test/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/naming-convention": [
        "error",
        { selector: "typeLike", format: ["PascalCase"] },
        { selector: "interface", format: ["PascalCase"], custom: { regex: "^I[A-Z]", match: false } },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]",
          message: "No HTML strings: build nodes.",
        },
        {
          selector: "MemberExpression[property.name='insertAdjacentHTML']",
          message: "No HTML strings: build nodes.",
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "No HTML strings: build nodes.",
        },
        {
          selector: "Property[key.name='isTrusted']",
          message: "Model text never becomes a trusted MarkdownString.",
        },
      ],
    },
  },
  layer("src/shared", [[".", "shared imports nothing: it is compiled for both sides."]]),
  layer("src/base", [vscode, node, folders("shared", "gemini", "chat", "editor", "host", "webview"), root]),
  layer("src/gemini", [vscode, node, folders("shared", "chat", "editor", "host", "webview"), root]),
  layer("src/chat", [vscode, node, folders("editor", "host", "webview"), root]),
  layer("src/editor", [folders("host", "webview"), root]),
  layer("src/host", [folders("editor", "webview"), root]),
  layer("src/webview", [folders("gemini", "editor"), root]),
  layer("media", [
    vscode,
    node,
    ["^(\\.\\./)+src/(?!shared/)", "The view imports nothing of the host but src/shared."],
  ]),
  {
    // A relative import inside src/shared is fine; the ban above is on everything else.
    files: ["src/shared/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(?!\\./)", message: "shared imports nothing." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    rules: { "no-restricted-exports": "off" },
  },
);
