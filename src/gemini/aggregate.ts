import { firstCandidate, isFinal } from "./candidate.ts";
import { RESUMED } from "./continuation.ts";
import { mergeCitations, mergeGrounding } from "./grounding.ts";
import { latestUsage, totalUsage } from "./usage.ts";
import type { Candidate, Content, FinishReason, GenerateContentResponse, Part } from "./wire.ts";
import type { PromptFeedback, SafetyRating, UrlContextMetadata, UsageMetadata } from "./wire.ts";
import type { CitationSource, GroundingMetadata } from "./wireGrounding.ts";
import type { ModelStatus } from "./wireModels.ts";
import type { FunctionCall } from "./wireParts.ts";

/** An answer so far. What the server did not say is undefined. */
export interface Answer {
  /** The answer for the history: parts in order, neighbouring texts joined, signatures where they were. */
  readonly content: Content & { readonly role: "model"; readonly parts: readonly Part[] };
  /** What is to be read, thoughts left out. */
  readonly text: string;
  readonly thoughts: string;
  readonly functionCalls: readonly FunctionCall[];
  readonly finishReason: FinishReason | undefined;
  readonly finishMessage: string | undefined;
  /** True once the answer has an end: a finish reason, or the prompt was blocked. */
  readonly complete: boolean;
  /** True if the prompt was refused; `promptFeedback` may say why. */
  readonly blocked: boolean;
  /** True if the answer is complete and there is nothing in it but thoughts. */
  readonly empty: boolean;
  readonly promptFeedback: PromptFeedback | undefined;
  readonly safetyRatings: readonly SafetyRating[];
  /** Summed over the requests that a long answer took. */
  readonly usage: UsageMetadata | undefined;
  /** Byte offsets, as the server counts; see `positions.ts`. */
  readonly citations: readonly CitationSource[];
  readonly grounding: GroundingMetadata | undefined;
  readonly urlContext: UrlContextMetadata | undefined;
  readonly modelVersion: string | undefined;
  readonly modelStatus: ModelStatus | undefined;
  readonly responseId: string | undefined;
}

/** Makes one answer of the chunks of a stream. A pure function of them: https://ai.google.dev/api/generate-content */
export function aggregate(chunks: Iterable<GenerateContentResponse>): Answer {
  const aggregator = new Aggregator();
  for (const chunk of chunks) {
    aggregator.add(chunk);
  }
  return aggregator.answer;
}

/** What a candidate has brought. Cut back as a whole when a long answer is resumed at an earlier point. */
interface Progress {
  readonly parts: Part[];
  text: string;
  thoughts: string;
  finishReason: FinishReason | undefined;
  finishMessage: string | undefined;
  safetyRatings: readonly SafetyRating[];
  /** As they came, one list after the other. */
  readonly citations: CitationSource[];
  readonly grounding: GroundingMetadata[];
  urlContext: UrlContextMetadata | undefined;
}

/** Adds up chunks one by one, each at the cost of its own size. Follows the first candidate. */
export class Aggregator {
  #progress: Progress = {
    parts: [],
    text: "",
    thoughts: "",
    finishReason: undefined,
    finishMessage: undefined,
    safetyRatings: [],
    citations: [],
    grounding: [],
    urlContext: undefined,
  };
  /** The progress at the last continuation token. */
  #checkpoint: Progress = copy(this.#progress);
  /** Tokens of the requests that are over, and of the one under way. */
  #pastUsage: UsageMetadata | undefined;
  #usage: UsageMetadata | undefined;
  /** Whether the request under way has brought a candidate, and feedback on the prompt. */
  #sawCandidate = false;
  #sawFeedback = false;
  #promptFeedback: PromptFeedback | undefined;
  #modelVersion: string | undefined;
  #modelStatus: ModelStatus | undefined;
  #responseId: string | undefined;
  #answer: Answer | undefined;

  add(chunk: GenerateContentResponse): void {
    this.#answer = undefined;
    if (chunk === RESUMED) {
      this.#progress = copy(this.#checkpoint);
      this.#pastUsage = totalUsage(this.#pastUsage, this.#usage);
      this.#usage = undefined;
      this.#sawCandidate = this.#sawFeedback = false;
      return;
    }
    this.#usage = latestUsage(this.#usage, chunk.usageMetadata);
    if (chunk.promptFeedback) {
      this.#sawFeedback = true;
      this.#promptFeedback = { ...this.#promptFeedback, ...chunk.promptFeedback };
    }
    this.#modelVersion = chunk.modelVersion ?? this.#modelVersion;
    this.#modelStatus = chunk.modelStatus ?? this.#modelStatus;
    this.#responseId = chunk.responseId ?? this.#responseId;
    const candidate = firstCandidate(chunk);
    if (candidate !== undefined) {
      this.#sawCandidate = true;
      this.#addCandidate(candidate);
    }
  }

  /** The answer so far, a snapshot that costs the size of the whole: meant for endings, not for every chunk. */
  get answer(): Answer {
    this.#answer ??= this.#summarize();
    return this.#answer;
  }

  #addCandidate(candidate: Candidate): void {
    const progress = this.#progress;
    for (const part of candidate.content?.parts ?? []) {
      addPart(progress, part);
    }
    if (candidate.finishReason) {
      progress.finishReason = candidate.finishReason;
    }
    progress.finishMessage = candidate.finishMessage ?? progress.finishMessage;
    progress.safetyRatings = candidate.safetyRatings ?? progress.safetyRatings;
    const { citationSources, citations } = candidate.citationMetadata ?? {};
    progress.citations.push(...(citationSources ?? citations ?? []));
    progress.grounding.push(...(candidate.groundingMetadata ? [candidate.groundingMetadata] : []));
    // Told in one chunk only; what later ones leave empty takes nothing away.
    progress.urlContext = candidate.urlContextMetadata
      ? { ...progress.urlContext, ...candidate.urlContextMetadata }
      : progress.urlContext;
    if (candidate.continuationToken) {
      this.#checkpoint = { ...copy(progress), finishReason: undefined, finishMessage: undefined };
    }
  }

  #summarize(): Answer {
    const { parts, ...progress } = this.#progress;
    const feedback = this.#promptFeedback;
    const blocked = !!feedback?.blockReason || (this.#sawFeedback && !this.#sawCandidate);
    const complete = blocked || isFinal(progress.finishReason);
    return {
      ...progress,
      citations: mergeCitations(progress.citations),
      grounding: mergeGrounding(progress.grounding),
      content: { role: "model", parts: [...parts] },
      functionCalls: parts.flatMap(({ functionCall }) => functionCall ?? []),
      complete,
      blocked,
      empty: complete && !blocked && progress.text === "" && !parts.some(isContent),
      promptFeedback: feedback,
      usage: totalUsage(this.#pastUsage, this.#usage),
      modelVersion: this.#modelVersion,
      modelStatus: this.#modelStatus,
      responseId: this.#responseId,
    };
  }
}

function copy(progress: Progress): Progress {
  return {
    ...progress,
    parts: [...progress.parts],
    citations: [...progress.citations],
    grounding: [...progress.grounding],
  };
}

function addPart(progress: Progress, part: Part): void {
  const { parts } = progress;
  // A proxy may have put null where there is no text.
  if (typeof part.text === "string") {
    progress[part.thought === true ? "thoughts" : "text"] += part.text;
  }
  const last = parts.at(-1);
  if (isPlainText(part)) {
    if (part.text === "") {
      return;
    }
    if (last !== undefined && isPlainText(last) && isThought(last) === isThought(part)) {
      parts[parts.length - 1] = { ...last, text: last.text + part.text };
      return;
    }
  }
  parts.push(part);
}

/** Text that may be joined with its neighbour. A signature belongs to exactly the part it came with. */
function isPlainText(part: Part): part is Part & { readonly text: string } {
  return (
    typeof part.text === "string" &&
    Object.keys(part).every((field) => field === "text" || field === "thought")
  );
}

function isThought(part: Part): boolean {
  return part.thought === true;
}

function isContent(part: Part): boolean {
  return (
    part.text === undefined &&
    part.thought !== true &&
    Object.keys(part).some((field) => field !== "thoughtSignature")
  );
}
