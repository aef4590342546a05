/** A path of a file as answers name it, such as `src/parser.ts`; undefined for text that is none. */
export function asFilePath(text: string): string | undefined {
  const path = text.trim().replaceAll("\\", "/").replace(/^\.\//, "");
  const isPath =
    path.length <= 260 &&
    /^(?:[\p{L}\p{N}_.@()[\]$+~-]+\/)*(?:[\p{L}\p{N}_@()[\]$+~-][\p{L}\p{N}_.@()[\]$+~-]*\.[A-Za-z]\w{0,11}|\.[a-z][\w.-]+|Makefile|Dockerfile|Gemfile|Rakefile)$/u.test(
      path,
    );
  return isPath && !path.split("/").includes("..") ? path : undefined;
}
