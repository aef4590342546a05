import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

/** A run of code and the class that colours it; empty for none. */
export interface CodeRun {
  readonly text: string;
  readonly className: string;
}

type Tree = ReturnType<typeof lowlight.highlight>;
type TreeNode = Tree["children"][number];

/** The code cut into runs of one colour, in order; undefined when the grammar is unknown. */
export function highlightRuns(grammar: string, code: string): readonly CodeRun[] | undefined {
  return lowlight.registered(grammar)
    ? lowlight.highlight(grammar, code).children.flatMap((node) => flatten(node, ""))
    : undefined;
}

/** The innermost class wins: it is the most telling one. */
function flatten(node: TreeNode, inherited: string): readonly CodeRun[] {
  if (node.type === "text") {
    return [{ text: node.value, className: inherited }];
  }
  if (node.type !== "element") {
    return [];
  }
  const names = node.properties.className;
  const className = Array.isArray(names) ? names.join(" ") : inherited;
  return node.children.flatMap((child) => flatten(child, className));
}
