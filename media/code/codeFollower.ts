/** Where each block was scrolled to, to keep its end in view. */
const followed = new WeakMap<Element, number>();

/** Keeps the end of long code in view while it is written, unless somebody has scrolled up in it. */
export function followCode(block: Element): void {
  const pre = block.querySelector("pre");
  if (pre && pre.scrollTop >= (followed.get(pre) ?? 0) - 1) {
    pre.scrollTop = pre.scrollHeight;
    followed.set(pre, pre.scrollTop);
  }
}
