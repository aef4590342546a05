/**
 * The JSON of the Gemini API, version v1beta, types only. Enumerations are open: a server may be newer than this file, so
 * every one of them also admits any other string, and any object may carry fields that are not named here.
 * Reference: https://ai.google.dev/api/generate-content
 */
import type { GenerationConfig } from "./wireConfig.ts";
import type { CitationMetadata, GroundingAttribution, GroundingMetadata } from "./wireGrounding.ts";
import type {
  Blob,
  CodeExecutionResult,
  ExecutableCode,
  FileData,
  FunctionCall,
  FunctionResponse,
} from "./wireParts.ts";
import type { PartMediaResolution, ToolCall, ToolResponse, VideoMetadata } from "./wireParts.ts";
import type { ModelStatus } from "./wireModels.ts";
import type { Tool, ToolConfig } from "./wireTools.ts";

/** An enumeration whose known values are `Known`; others may come. */
export type Open<Known extends string> = Known | (string & {});

/** Bytes in base64, standard alphabet. */
export type Base64 = string;

/** Any JSON object. */
export type Struct = Readonly<Record<string, unknown>>;

export interface GenerateContentRequest {
  /** Only inside a count request; elsewhere the URL names the model. */
  readonly model?: string;
  readonly contents: readonly Content[];
  readonly systemInstruction?: Content;
  readonly tools?: readonly Tool[];
  readonly toolConfig?: ToolConfig;
  readonly safetySettings?: readonly SafetySetting[];
  readonly generationConfig?: GenerationConfig;
  /** `cachedContents/ID`. */
  readonly cachedContent?: string;
  readonly serviceTier?: Open<"unspecified" | "standard" | "flex" | "priority">;
  readonly store?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** Resumes a long answer where the token was issued. */
  readonly continuationToken?: Base64;
}

export interface Content {
  readonly role?: Open<"user" | "model">;
  readonly parts?: readonly Part[];
}

/** Exactly one data field, and metadata. */
export interface Part {
  readonly text?: string;
  readonly inlineData?: Blob;
  readonly fileData?: FileData;
  readonly functionCall?: FunctionCall;
  readonly functionResponse?: FunctionResponse;
  readonly executableCode?: ExecutableCode;
  readonly codeExecutionResult?: CodeExecutionResult;
  readonly toolCall?: ToolCall;
  readonly toolResponse?: ToolResponse;
  readonly thought?: boolean;
  readonly thoughtSignature?: Base64;
  readonly partMetadata?: Struct;
  readonly videoMetadata?: VideoMetadata;
  readonly mediaResolution?: PartMediaResolution;
  readonly mediaProcessing?: Open<"STATIC" | "AGENTIC">;
  readonly speechMetadata?: { readonly speaker?: string; readonly style?: string };
  readonly audioTranscription?: Struct;
}

export type HarmCategory = Open<
  | "HARM_CATEGORY_UNSPECIFIED"
  | "HARM_CATEGORY_DEROGATORY"
  | "HARM_CATEGORY_TOXICITY"
  | "HARM_CATEGORY_VIOLENCE"
  | "HARM_CATEGORY_SEXUAL"
  | "HARM_CATEGORY_MEDICAL"
  | "HARM_CATEGORY_DANGEROUS"
  | "HARM_CATEGORY_HARASSMENT"
  | "HARM_CATEGORY_HATE_SPEECH"
  | "HARM_CATEGORY_SEXUALLY_EXPLICIT"
  | "HARM_CATEGORY_DANGEROUS_CONTENT"
  | "HARM_CATEGORY_CIVIC_INTEGRITY"
  | "HARM_CATEGORY_JAILBREAK"
>;

export interface SafetySetting {
  readonly category: HarmCategory;
  readonly threshold: Open<
    | "HARM_BLOCK_THRESHOLD_UNSPECIFIED"
    | "BLOCK_LOW_AND_ABOVE"
    | "BLOCK_MEDIUM_AND_ABOVE"
    | "BLOCK_ONLY_HIGH"
    | "BLOCK_NONE"
    | "OFF"
  >;
}

export interface SafetyRating {
  readonly category?: HarmCategory;
  readonly probability?: Open<"HARM_PROBABILITY_UNSPECIFIED" | "NEGLIGIBLE" | "LOW" | "MEDIUM" | "HIGH">;
  readonly blocked?: boolean;
}

/** One chunk of a stream, or a whole unary answer. Every field may be missing from any chunk. */
export interface GenerateContentResponse {
  readonly candidates?: readonly Candidate[];
  readonly promptFeedback?: PromptFeedback;
  readonly usageMetadata?: UsageMetadata;
  /** The model that answered, which may differ from the one asked for. */
  readonly modelVersion?: string;
  readonly responseId?: string;
  readonly modelStatus?: ModelStatus;
}

export type FinishReason = Open<
  | "FINISH_REASON_UNSPECIFIED"
  | "STOP"
  | "MAX_TOKENS"
  | "SAFETY"
  | "RECITATION"
  | "LANGUAGE"
  | "OTHER"
  | "BLOCKLIST"
  | "PROHIBITED_CONTENT"
  | "SPII"
  | "MALFORMED_FUNCTION_CALL"
  | "IMAGE_SAFETY"
  | "IMAGE_PROHIBITED_CONTENT"
  | "IMAGE_OTHER"
  | "NO_IMAGE"
  | "IMAGE_RECITATION"
  | "UNEXPECTED_TOOL_CALL"
  | "TOO_MANY_TOOL_CALLS"
  | "MISSING_THOUGHT_SIGNATURE"
  | "MALFORMED_RESPONSE"
  | "ESCALATION"
  | "PUP_LIMITED_DISABLED"
  | "CONTINUATION"
>;

export interface Candidate {
  readonly content?: Content;
  /** Missing for 0. */
  readonly index?: number;
  readonly finishReason?: FinishReason;
  readonly finishMessage?: string;
  readonly safetyRatings?: readonly SafetyRating[];
  readonly citationMetadata?: CitationMetadata;
  readonly groundingMetadata?: GroundingMetadata;
  readonly groundingAttributions?: readonly GroundingAttribution[];
  readonly urlContextMetadata?: UrlContextMetadata;
  readonly tokenCount?: number;
  readonly avgLogprobs?: number;
  readonly logprobsResult?: LogprobsResult;
  readonly continuationToken?: Base64;
}

export interface PromptFeedback {
  readonly blockReason?: Open<
    "BLOCK_REASON_UNSPECIFIED" | "SAFETY" | "OTHER" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "IMAGE_SAFETY"
  >;
  readonly blockReasonMessage?: string;
  readonly safetyRatings?: readonly SafetyRating[];
}

export interface UrlContextMetadata {
  readonly urlMetadata?: readonly {
    readonly retrievedUrl?: string;
    readonly urlRetrievalStatus?: Open<
      | "URL_RETRIEVAL_STATUS_UNSPECIFIED"
      | "URL_RETRIEVAL_STATUS_SUCCESS"
      | "URL_RETRIEVAL_STATUS_ERROR"
      | "URL_RETRIEVAL_STATUS_PAYWALL"
      | "URL_RETRIEVAL_STATUS_UNSAFE"
    >;
  }[];
}

export interface LogprobsResult {
  readonly topCandidates?: readonly { readonly candidates?: readonly LogprobsCandidate[] }[];
  readonly chosenCandidates?: readonly LogprobsCandidate[];
  readonly logProbabilitySum?: number;
}

export interface LogprobsCandidate {
  readonly token?: string;
  readonly tokenId?: number;
  readonly logProbability?: number;
}

/** Tokens of one request so far: a running total, where a missing number was not reported. */
export interface UsageMetadata extends TokenCounts {
  readonly promptTokensDetails?: readonly ModalityTokenCount[];
  readonly cacheTokensDetails?: readonly ModalityTokenCount[];
  readonly candidatesTokensDetails?: readonly ModalityTokenCount[];
  readonly toolUsePromptTokensDetails?: readonly ModalityTokenCount[];
  readonly serviceTier?: Open<"unspecified" | "standard" | "flex" | "priority">;
}

export interface TokenCounts {
  /** Includes the cached tokens. */
  readonly promptTokenCount?: number;
  readonly cachedContentTokenCount?: number;
  /** Without the thoughts. */
  readonly candidatesTokenCount?: number;
  readonly thoughtsTokenCount?: number;
  readonly toolUsePromptTokenCount?: number;
  readonly totalTokenCount?: number;
}

export interface ModalityTokenCount {
  readonly modality?: Open<"MODALITY_UNSPECIFIED" | "TEXT" | "IMAGE" | "VIDEO" | "AUDIO" | "DOCUMENT">;
  readonly tokenCount?: number;
}
