import type { TestPage } from "./page.ts";

export interface Carried {
  readonly files?: readonly File[];
  /** Names of folders, which lie among the files. */
  readonly folders?: readonly string[];
  readonly data?: Readonly<Record<string, string>>;
}

/** What a browser hands over with a drag or a paste. */
function transfer({ files = [], folders = [], data = {} }: Carried) {
  const item = (file: File, isDirectory: boolean) => ({
    kind: "file",
    type: file.type,
    getAsFile: () => file,
    webkitGetAsEntry: () => ({ isDirectory }),
  });
  const folderFiles = folders.map((name) => new File([], name));
  return {
    types: [...(files.length + folders.length > 0 ? ["Files"] : []), ...Object.keys(data)],
    files: [...files, ...folderFiles],
    items: [...files.map((file) => item(file, false)), ...folderFiles.map((file) => item(file, true))],
    getData: (type: string) => data[type] ?? "",
    dropEffect: "none",
  };
}

/** Sends an event as a drag does; it reaches the target's ancestors unless somebody stops it. */
export function drag(page: TestPage, type: string, carried: Carried, target: Element = page.root): Event {
  return fire(page, type, { dataTransfer: transfer(carried) }, target);
}

export function paste(page: TestPage, carried: Carried): Event {
  return fire(page, "paste", { clipboardData: transfer(carried) }, page.find("textarea"));
}

function fire(
  page: TestPage,
  type: string,
  fields: Readonly<Record<string, unknown>>,
  target: Element,
): Event {
  const { Event } = page.window as unknown as typeof globalThis;
  const event = new Event(type, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries({ relatedTarget: null, ...fields })) {
    Object.defineProperty(event, name, { value });
  }
  target.dispatchEvent(event);
  return event;
}
