// Builds the extension host bundle, its lazily loaded parts, and the webview's page code into dist/ or what
// --out=… names; with --tests, the extension host's tests into .vscode-test/out/vscode/ instead (--tests=long: those
// that take minutes, beside it).
import * as esbuild from "esbuild";
import { globSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");
const out = process.argv.find((argument) => argument.startsWith("--out="))?.slice("--out=".length) ?? "dist";

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "info",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
};

/** `await import("./x.lazy.ts")` becomes a bundle of its own, required when it is first needed. */
const lazyParts = {
  name: "lazy-parts",
  setup(build) {
    build.onResolve({ filter: /\.lazy\.ts$/ }, (args) =>
      args.kind === "dynamic-import"
        ? { path: `./${path.basename(args.path, ".lazy.ts")}.cjs`, external: true }
        : undefined,
    );
  },
};

/** One copy of the `vscode` namespace for all modules: by itself esbuild makes each its own, 400 properties at a time. */
const oneNamespace = {
  name: "one-vscode-namespace",
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === "vscode" ? { path: "vscode", external: true } : { path: "vscode", namespace: "vscode" },
    );
    build.onLoad({ filter: /./, namespace: "vscode" }, () => ({ contents: 'export * from "vscode";' }));
  },
};

const lazyEntries = globSync("src/**/*.lazy.ts");

const host = {
  ...common,
  entryPoints: {
    extension: "src/extension.ts",
    ...Object.fromEntries(lazyEntries.map((file) => [path.basename(file, ".lazy.ts"), file])),
  },
  outdir: out,
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "node",
  // VS Code 1.106, the floor of engines.vscode, runs extensions on Node 22.
  target: "node22",
  supported: { "dynamic-import": false },
  plugins: [lazyParts, oneNamespace],
};

/** Of the formats a font comes in, the one that every VS Code reads. */
const oneFontFormat = {
  name: "one-font-format",
  setup(build) {
    build.onLoad({ filter: /katex\.css$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(/, url\([^)]+\) format\("(?:woff|truetype)"\)/g, ""),
      loader: "css",
    }));
  },
};

const view = {
  ...common,
  entryPoints: { main: "media/main.tsx", math: "media/styles/math.css" },
  outdir: `${out}/webview`,
  format: "esm",
  platform: "browser",
  target: "chrome138",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".ttf": "file", ".woff2": "file" },
  assetNames: "assets/[name]",
  plugins: [oneFontFormat],
};

const tests = process.argv.find((argument) => /^--tests\b/.test(argument));
const long = tests === "--tests=long";

const hostTests = {
  ...common,
  entryPoints: ["test/vscode/index.ts", ...globSync(`test/vscode/**/*.${long ? "long" : "test"}.ts`)],
  outbase: "test/vscode",
  outdir: `.vscode-test/out/${long ? "vscode-long" : "vscode"}`,
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "node",
  target: "node22",
  sourcemap: "inline",
  logLevel: "warning",
  external: ["vscode", "mocha"],
};

if (tests) {
  await rm(hostTests.outdir, { recursive: true, force: true });
  await esbuild.build(hostTests);
  process.exit();
}

await rm(view.outdir, { recursive: true, force: true });
await mkdir(view.outdir, { recursive: true });

if (watch) {
  const contexts = await Promise.all([esbuild.context(host), esbuild.context(view)]);
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all([esbuild.build(host), esbuild.build(view)]);
}
