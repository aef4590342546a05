import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface SourceStrings {
  /** Every text that is given to a `t`. */
  readonly texts: ReadonlySet<string>;
  /** Calls whose text cannot be read from the source, such as `src/a.ts: t(name)`. */
  readonly unreadable: readonly string[];
}

/** What a person reads of the code below those folders: the first arguments of `t`, VS Code's and the panel's. */
export function sourceStrings(root: string, folders: readonly string[]): SourceStrings {
  const texts = new Set<string>();
  const unreadable: string[] = [];
  for (const file of folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))) {
    for (const call of calls(readFileSync(path.join(root, file), "utf8"), file)) {
      const [text] = call.arguments;
      if (text && ts.isStringLiteralLike(text)) {
        texts.add(text.text);
      } else {
        unreadable.push(`${file}: ${call.getText()}`);
      }
    }
  }
  return { texts, unreadable };
}

function calls(code: string, file: string): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
  return found;
}

function isTranslation(callee: ts.Expression): boolean {
  return (
    (ts.isIdentifier(callee) && callee.text === "t") ||
    (ts.isPropertyAccessExpression(callee) && /\bl10n\.t$/.test(callee.getText()))
  );
}
