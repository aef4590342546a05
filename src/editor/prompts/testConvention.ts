import path from "node:path/posix";

/** Where and how a project keeps a test. Paths are from the project's root, with `/`. */
interface TestName {
  /** Of what it tests: `tides` for `tides.test.ts`. */
  readonly stem: string;
  readonly prefix: string;
  readonly suffix: string;
}

const NAMES = [
  /^(?<prefix>test_)(?<stem>.+)(?<suffix>)\.\w+$/,
  /^(?<prefix>)(?<stem>.+?)(?<suffix>[._-](?:tests?|spec))\.\w+$/,
  /^(?<prefix>)(?<stem>[A-Z]\w*?)(?<suffix>Tests?|Spec|IT)\.\w+$/,
];

const TEST_FOLDERS = /^(?:tests?|__tests__|specs?)$/i;
const SOURCE_FOLDERS = /^(?:src|lib|app|source|sources)$/i;
/** Within a folder of tests, those of single parts. */
const UNIT_FOLDERS = /^(?:unit|units)$/i;

/** What is in them is a test of the whole, or none. */
const OTHER_FOLDERS = /^(?:e2e|integration|functional|acceptance|bench|benchmarks|fixtures|support)$/i;

const JAVASCRIPT = /^\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** What tests in a language are called where the project has none yet, and the folder that they lie in, if any. */
const DEFAULTS: Readonly<Record<string, readonly [prefix: string, suffix: string, folder: string]>> = {
  ".py": ["test_", "", "tests"],
  ".go": ["", "_test", ""],
  ".rb": ["", "_spec", "spec"],
  ".java": ["", "Test", ""],
  ".kt": ["", "Test", ""],
  ".cs": ["", "Tests", ""],
  ".php": ["", "Test", "tests"],
  ".swift": ["", "Tests", "Tests"],
  ".rs": ["", "", "tests"],
  ".dart": ["", "_test", "test"],
};

export function isTest(file: string): boolean {
  return testName(file) !== undefined || path.dirname(file).split("/").includes("__tests__");
}

/** The glob of the files that may be tests of a source file. */
export function testGlob(source: string): string {
  const extension = path.extname(source);
  return JAVASCRIPT.test(extension)
    ? "**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}"
    : `**/*${extension.replace(/[^.\w]/g, "?")}`;
}

/** The file that holds the tests of a source file already, the closest one if there are several. */
export function findTestsOf(source: string, files: readonly string[]): string | undefined {
  const { name } = path.parse(source);
  const fitting = files.filter(
    (file) => testName(file)?.stem === name && isSameLanguage(file, source) && canBelong(source, file),
  );
  return closest(source, fitting);
}

/** The test that shows best how tests of this source file would be written. */
export function sampleTestFor(source: string, files: readonly string[]): string | undefined {
  return closest(
    source,
    files.filter((file) => testName(file) !== undefined && isSameLanguage(file, source)),
  );
}

/** Where the tests of a source file go, as the project does it with others. */
export function newTestFor(source: string, files: readonly string[]): string {
  const { dir, name, ext } = path.parse(source);
  const sample = sampleTestFor(source, files);
  const like = sample === undefined ? undefined : testName(sample);
  if (sample === undefined || like === undefined) {
    const [prefix, suffix, folder] = DEFAULTS[ext] ?? ["", JAVASCRIPT.test(ext) ? ".test" : "_test", ""];
    const root = folder === "" ? [dir.replace(/(^|\/)src\/main\//, "$1src/test/")] : [packageOf(dir), folder];
    return path.join(...root, `${prefix}${name}${suffix}${ext}`);
  }
  return path.join(folderLike(sample, dir, files), `${like.prefix}${name}${like.suffix}${ext}`);
}

function folderLike(sample: string, sourceFolder: string, files: readonly string[]): string {
  const segments = path.dirname(sample).split("/");
  const at = segments.findIndex((segment) => TEST_FOLDERS.test(segment));
  if (at < 0) {
    return sourceFolder;
  }
  if (segments[at] === "__tests__") {
    return path.join(sourceFolder, "__tests__");
  }
  if (/(^|\/)src\/main\//.test(`${sourceFolder}/`) && segments[at - 1] === "src") {
    return sourceFolder.replace(/(^|\/)src\/main(?=\/|$)/, "$1src/test");
  }
  const isUnit = UNIT_FOLDERS.test(segments[at + 1] ?? "");
  const inside = segments.slice(at, at + (isUnit ? 2 : 1));
  const root = [packageOf(sourceFolder), ...inside].join("/").replace(/^\//, "");
  const sampleRoot = segments.slice(0, at + inside.length).join("/");
  const mirrors = files.some((file) => testName(file) && path.dirname(file).startsWith(`${sampleRoot}/`));
  return mirrors ? path.join(root, withinPackage(sourceFolder)) : root;
}

/** What stands before the folder of the sources: `packages/sea` of `packages/sea/src/tides`. */
function packageOf(folder: string): string {
  const segments = folder.split("/");
  const at = segments.findIndex((segment) => SOURCE_FOLDERS.test(segment));
  return at < 0 ? "" : segments.slice(0, at).join("/");
}

function withinPackage(folder: string): string {
  const segments = folder.split("/");
  return segments.slice(segments.findIndex((segment) => SOURCE_FOLDERS.test(segment)) + 1).join("/");
}

function testName(file: string): TestName | undefined {
  for (const pattern of NAMES) {
    const { prefix = "", stem = "", suffix = "" } = pattern.exec(path.basename(file))?.groups ?? {};
    if (stem !== "") {
      return { prefix, stem, suffix };
    }
  }
  return undefined;
}

function isSameLanguage(file: string, source: string): boolean {
  const [one, other] = [path.extname(file), path.extname(source)];
  return one === other || (JAVASCRIPT.test(one) && JAVASCRIPT.test(other));
}

/** Two files called alike lie in folders called alike, once those for tests and sources are left out. */
function canBelong(source: string, test: string): boolean {
  const [own, its] = [names(source).join("/"), names(test).join("/")];
  return its === "" || own === "" || `/${own}`.endsWith(`/${its}`) || `/${its}`.endsWith(`/${own}`);
}

function names(file: string): readonly string[] {
  const meaningless = [TEST_FOLDERS, SOURCE_FOLDERS, UNIT_FOLDERS, /^(?:main|java|kotlin|\.)$/];
  return path
    .dirname(file)
    .split("/")
    .filter((segment) => !meaningless.some((pattern) => pattern.test(segment)));
}

function closest(source: string, files: readonly string[]): string | undefined {
  const own = path.dirname(source).split("/");
  const distance = (file: string) =>
    path.relative(path.dirname(source), path.dirname(file)).split("/").length;
  const shared = (file: string) =>
    path
      .dirname(file)
      .split("/")
      .filter((name) => own.includes(name)).length;
  const isOther = (file: string) => Number(file.split("/").some((name) => OTHER_FOLDERS.test(name)));
  return files.toSorted(
    (a, b) =>
      isOther(a) - isOther(b) || shared(b) - shared(a) || distance(a) - distance(b) || a.localeCompare(b),
  )[0];
}
