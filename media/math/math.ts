import { element } from "../dom.ts";

type Typeset = (tex: string, display: boolean) => Node | undefined;

/** Formulas whose nodes are kept, because an open paragraph is made anew with each frame. */
const MAX_KEPT = 200;

let typeset: Typeset | undefined;
let loading: Promise<void> | undefined;
const kept = new Map<string, Node | undefined>();

/** A formula: typeset, or as it was written until the typesetter is there, and where TeX does not understand it. */
export function renderMath(tex: string, display: boolean): HTMLElement {
  const formula = element("span", { class: display ? "math math-display" : "math" }, tex);
  if (typeset) {
    show(formula, typeset);
  } else {
    formula.classList.add("math-waiting");
    loading ??= load();
  }
  return formula;
}

/** A formula that is still being written. */
export function renderOpenMath(tex: string): HTMLElement {
  return element("span", { class: "math math-display" }, tex);
}

/** The typesetter is a quarter of a megabyte, and most conversations have no formula. */
async function load(): Promise<void> {
  addStyle();
  const module = await import("./typesetter.ts");
  typeset = module.typeset;
  for (const formula of document.querySelectorAll<HTMLElement>(".math-waiting")) {
    formula.classList.remove("math-waiting");
    show(formula, module.typeset);
  }
}

/** Its style lies beside the page's own. */
function addStyle(): void {
  const own = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]');
  if (own) {
    document.head.append(element("link", { rel: "stylesheet", href: new URL("math.css", own.href).href }));
  }
}

function show(formula: HTMLElement, set: Typeset): void {
  const tex = formula.textContent;
  const display = formula.classList.contains("math-display");
  const key = `${display ? "display" : "inline"} ${tex}`;
  if (!kept.has(key)) {
    if (kept.size >= MAX_KEPT) {
      kept.clear();
    }
    kept.set(key, set(tex, display));
  }
  const nodes = kept.get(key);
  if (nodes) {
    formula.replaceChildren(nodes.cloneNode(true));
    formula.classList.add("math-set");
  }
}
