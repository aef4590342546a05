export interface CutDiff {
  readonly text: string;
  /** Of how many files the changes are there in part only. */
  readonly cut: number;
  readonly files: number;
}

/** Made by tools: the change says what made it, and its lines say nothing. */
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.lock|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock|go\.sum|flake\.lock)$|\.(?:min\.(?:js|css)|map|svg|snap)$/;

/** Lines of a generated file that are enough. */
const GENERATED_SHARE = 1000;

/**
 * Brings a diff down to about so many characters, file by file: small changes stay whole, and the large ones share what
 * is left. Each cut says how many lines it has taken.
 */
export function cutDiff(diff: string, limit: number): CutDiff {
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.trim() !== "");
  const wanted = files.map((file) =>
    isGenerated(file) ? Math.min(file.length, GENERATED_SHARE) : file.length,
  );
  const shares = shareOut(wanted, limit);
  const parts = files.map((file, index) => cutFile(file, shares[index] ?? 0));
  return {
    text: parts.join(""),
    cut: parts.filter((part, index) => part !== files[index]).length,
    files: files.length,
  };
}

function isGenerated(file: string): boolean {
  const path = /^diff --git .* b\/(.*)$/m.exec(file)?.[1] ?? "";
  return GENERATED.test(path);
}

/** Nobody gets more than wanted; what the modest leave is divided among the others. */
function shareOut(wanted: readonly number[], limit: number): readonly number[] {
  const shares = wanted.map(() => 0);
  let left = limit;
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  order.forEach((index, position) => {
    const share = Math.min(wanted[index] ?? 0, Math.floor(left / (order.length - position)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}

function cutFile(file: string, share: number): string {
  if (file.length <= share) {
    return file;
  }
  const head = /^[^]*?(?=^@@ |(?![^]))/m.exec(file)?.[0] ?? "";
  const end = Math.max(file.lastIndexOf("\n", Math.max(share, 1)) + 1, Math.min(head.length, file.length));
  const kept = file.slice(0, end);
  const lines = file.slice(end).split("\n").length - (file.endsWith("\n") ? 1 : 0);
  return lines > 0 ? `${kept}[${lines} more lines of this file are left out]\n` : kept;
}
