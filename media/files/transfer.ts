/** What VS Code puts URIs under, the fullest first; `text/uri-list` is everybody's and comes last. */
const CODE_URIS = "application/vnd.code.uri-list";
const RESOURCES = "resourceurls";
const URIS = "text/uri-list";

/** What a drop or the clipboard brings. */
export interface Transfer {
  readonly files: readonly File[];
  readonly uris: readonly string[];
  /** Folders among the files; their content cannot be read as one file's. */
  readonly folders: number;
  /** Addresses of the web, which are no files. */
  readonly links: readonly string[];
}

/** Whether a drag may carry files; what exactly can only be read once it is dropped. */
export function mayCarryFiles({ types }: DataTransfer): boolean {
  return [...types].some((type) => ["files", CODE_URIS, RESOURCES, URIS].includes(type.toLowerCase()));
}

/** Has to be called while the event is handled: afterwards the browser takes the data away. */
export function readTransfer(data: DataTransfer): Transfer {
  const { files, folders } = readFiles(data);
  const own = [...uriLines(data.getData(CODE_URIS)), ...resourceUrls(data.getData(RESOURCES))];
  // A drag of the system names local paths too, which in a remote window are somebody else's.
  const listed = own.length > 0 ? own : files.length + folders > 0 ? [] : uriLines(data.getData(URIS));
  const isLink = (uri: string) => /^(https?|mailto):/i.test(uri);
  return {
    files: own.length > 0 ? [] : files,
    folders: own.length > 0 ? 0 : folders,
    uris: [...new Set(listed.filter((uri) => !isLink(uri)))],
    links: listed.filter(isLink),
  };
}

function readFiles({ items, files }: DataTransfer): Pick<Transfer, "files" | "folders"> {
  const found = [...items].filter((item) => item.kind === "file");
  if (found.length === 0) {
    return { files: [...files], folders: 0 };
  }
  const [folders, others] = [found.filter(isFolder), found.filter((item) => !isFolder(item))];
  return { files: others.flatMap((item) => item.getAsFile() ?? []), folders: folders.length };
}

function isFolder(item: DataTransferItem): boolean {
  return item.webkitGetAsEntry()?.isDirectory === true;
}

/** RFC 2483: one URI a line, lines that begin with # are comments. */
function uriLines(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const uri = line.trim();
    return uri === "" || uri.startsWith("#") ? [] : [uri];
  });
}

function resourceUrls(json: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}
