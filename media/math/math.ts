import { element } from "../dom.ts";

type Typeset = (tex: string, display: boolean) => Node | undefined;

/** Formulas whose nodes are kept, because an open paragraph is made anew with each frame. */
const MAX_KEPT = 200;

/** Milliseconds that formulas are typeset for, and after which they may be again: between two turns the page answers. */
const WORK = 12;
const TURN = 50;

let turn = { start: -Infinity, worked: 0 };
let waiting: ReturnType<typeof setTimeout> | undefined;
let typeset: Typeset | undefined;
let loading: Promise<void> | undefined;
const kept = new Map<string, Node | undefined>();

/** A formula: typeset, or as it was written until the typesetter is there, and where TeX does not understand it. */
export function renderMath(tex: string, display: boolean): HTMLElement {
  const formula = element("span", { class: display ? "math math-display" : "math" }, tex);
  if (typeset && (kept.has(keyOf(tex, display)) || isWithinTurn())) {
    show(formula, typeset);
    return formula;
  }
  formula.classList.add("math-waiting");
  if (typeset) {
    waiting ??= setTimeout(showWaiting);
  } else {
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
  showWaiting();
}

/** Typesets what waits, as much of it as one task may. */
function showWaiting(): void {
  waiting = undefined;
  const start = performance.now();
  for (const formula of document.querySelectorAll<HTMLElement>(".math-waiting")) {
    if (performance.now() - start > WORK) {
      waiting = setTimeout(showWaiting);
      return;
    }
    formula.classList.remove("math-waiting");
    if (typeset) {
      show(formula, typeset);
    }
  }
}

/** True while little has been typeset in this turn; the other formulas wait for theirs. */
function isWithinTurn(): boolean {
  const now = performance.now();
  if (now - turn.start > TURN) {
    turn = { start: now, worked: 0 };
  }
  return turn.worked < WORK;
}

/** Its style lies beside the page's own. */
function addStyle(): void {
  const own = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]');
  if (own) {
    document.head.append(element("link", { rel: "stylesheet", href: new URL("math.css", own.href).href }));
  }
}

function keyOf(tex: string, display: boolean): string {
  return `${display ? "display" : "inline"} ${tex}`;
}

function show(formula: HTMLElement, set: Typeset): void {
  const tex = formula.textContent;
  const display = formula.classList.contains("math-display");
  const key = keyOf(tex, display);
  if (!kept.has(key)) {
    const start = performance.now();
    if (kept.size >= MAX_KEPT) {
      kept.clear();
    }
    kept.set(key, set(tex, display));
    turn.worked += performance.now() - start;
  }
  const nodes = kept.get(key);
  if (nodes) {
    formula.replaceChildren(nodes.cloneNode(true));
    formula.classList.add("math-set");
  }
}
