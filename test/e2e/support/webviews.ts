import { selectors } from "playwright-core";

/** Castor's page in an editor tab. */
export const castorInEditor = "castor=editor";
/** Castor's page in a side bar. */
export const castorInSideBar = "castor=sideBar";

/**
 * Defines the selectors above, before the first page is opened. VS Code lays all webviews over the window and keeps
 * no trace of whose place they take: only where they are seen tells a tab's from a side bar's.
 */
export async function registerWebviewSelectors(): Promise<void> {
  await selectors.register("castor", () => {
    function findAll(root: ParentNode, place: string): readonly Element[] {
      const webviews = root.querySelectorAll('iframe.webview.ready[src*="extensionId=castor.castor"]');
      const editors = document.querySelector(".part.editor")?.getBoundingClientRect() ?? new DOMRect();
      return [...webviews].filter((webview) => {
        const { x, width } = webview.getBoundingClientRect();
        const center = x + width / 2;
        const isInEditor = center > editors.left && center < editors.right;
        return isInEditor === (place === "editor");
      });
    }
    return {
      query: (root: ParentNode, place: string) => findAll(root, place)[0] ?? null,
      queryAll: findAll,
    };
  });
}
