import { GeminiError } from "./errors.ts";
import type { GeminiErrorKind } from "./errors.ts";
import { redactError } from "./redact.ts";
import type { Redact } from "./redact.ts";

/** What a transport threw, as the error of this library; its words are those of the innermost cause. */
export function networkError(error: unknown, redact: Redact): GeminiError {
  const chain = causes(error);
  const codes = chain.map(codeOf).filter((code) => code !== undefined);
  // The outermost error says no more than "fetch failed"; what happened is at the bottom.
  const messages = chain.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
  const words = messages.filter((message) => message !== "").at(-1) ?? "The connection failed";
  const reason = codes.at(-1);
  const message = reason === undefined || words.includes(reason) ? words : `${words} (${reason})`;
  return new GeminiError(kindOf(codes, messages), redact(message), {
    reason: reason && redact(reason),
    cause: redactError(error, redact),
  });
}

function kindOf(codes: readonly string[], messages: readonly string[]): GeminiErrorKind {
  if (messages.some((message) => /proxy response \(\d{3}\)|proxy.*\b407\b|\b407\b.*proxy/is.test(message))) {
    return "proxy";
  }
  return codes.some((code) => /CERT|SELF_SIGNED|UNABLE_TO_|ERR_SSL_.*VERIFY/.test(code))
    ? "certificate"
    : "network";
}

/** The error, its cause, the cause of that and so on; of several that failed together, the first. */
function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 8; cause = innerError(cause)) {
    chain.push(cause);
  }
  return chain;
}

function innerError(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors as unknown[])[0] : (error as Error | null)?.cause;
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
