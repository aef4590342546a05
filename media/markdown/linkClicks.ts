import type { Host } from "../host.ts";

/**
 * Sends every link within `root` through the host, which asks before it opens one. VS Code's own handler
 * further up opens links without asking and ignores a prevented default, so the event must not reach it.
 */
export function handleLinkClicks(root: HTMLElement, host: Host): void {
  const onClick = (event: MouseEvent) => {
    // Within a shadow tree the target is another one on the outside.
    const [target] = event.composedPath();
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!link) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const url = link.getAttribute("href");
    if (url && event.button !== 2) {
      host.post({ type: "openLink", url });
    }
  };
  root.addEventListener("click", onClick);
  root.addEventListener("auxclick", onClick);
}
