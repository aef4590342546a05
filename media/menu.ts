import { element, icon } from "./dom.ts";

export interface MenuItem {
  readonly icon: string;
  readonly label: string;
  readonly run: () => void;
}

/** Room between the menu and the edges of the page, in pixels. */
const MARGIN = 4;

const open = new WeakMap<Element, () => void>();

/** Opens a menu below its button, or closes the one that is open there. Keys work as in VS Code's own menus. */
export function toggleMenu(button: HTMLElement, items: readonly MenuItem[]): void {
  const closeOpen = open.get(button);
  if (closeOpen) {
    closeOpen();
    return;
  }
  const { ownerDocument } = button;
  const listening = new AbortController();
  const { signal } = listening;
  const menu = element("div", { class: "menu", role: "menu", "aria-label": button.ariaLabel ?? "" });
  const close = () => {
    const hadFocus = menu.contains(ownerDocument.activeElement);
    listening.abort();
    open.delete(button);
    button.removeAttribute("aria-expanded");
    if (hadFocus) button.focus();
    menu.remove();
  };
  const rows = items.map((item) => rowOf(item, close));
  menu.append(...rows);
  open.set(button, close);
  button.setAttribute("aria-expanded", "true");
  (button.closest("main") ?? ownerDocument.body).append(menu);
  place(menu, button);
  menu.addEventListener("keydown", (event) => onKey(event, rows, close), { signal });
  menu.addEventListener(
    "focusout",
    ({ relatedTarget }) => {
      const isInside =
        relatedTarget instanceof Node && (menu.contains(relatedTarget) || button === relatedTarget);
      if (!isInside) close();
    },
    { signal },
  );
  // It would stay behind while its button moves on.
  ownerDocument.addEventListener("scroll", close, { signal, capture: true });
  rows[0]?.focus();
}

function rowOf(item: MenuItem, close: () => void): HTMLElement {
  const row = element(
    "button",
    { type: "button", class: "menu-item", role: "menuitem", tabindex: "-1" },
    icon(item.icon),
    item.label,
  );
  row.addEventListener("click", () => {
    close();
    item.run();
  });
  return row;
}

function place(menu: HTMLElement, button: HTMLElement): void {
  const { right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const { clientWidth, clientHeight } = button.ownerDocument.documentElement;
  const fitsBelow = bottom + height + MARGIN <= clientHeight;
  menu.style.left = `${Math.max(MARGIN, Math.min(right - width, clientWidth - width - MARGIN))}px`;
  menu.style.top = `${fitsBelow ? bottom + 2 : Math.max(MARGIN, top - height - 2)}px`;
}

function onKey(event: KeyboardEvent, rows: readonly HTMLElement[], close: () => void): void {
  const current = rows.findIndex((row) => row === event.target);
  const next = {
    ArrowDown: (current + 1) % rows.length,
    ArrowUp: (current - 1 + rows.length) % rows.length,
    Home: 0,
    End: rows.length - 1,
  }[event.key];
  if (next !== undefined) {
    rows[next]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    close();
  } else {
    return;
  }
  // Elsewhere on the page these keys stop the answer or move between messages.
  event.stopPropagation();
  event.preventDefault();
}
