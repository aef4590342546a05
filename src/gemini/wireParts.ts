/** What a part of a content can be: https://ai.google.dev/api/caching#Part */
import type { Base64, Open, Struct } from "./wire.ts";

export interface Blob {
  readonly mimeType: string;
  readonly data: Base64;
  readonly displayName?: string;
}

export interface FileData {
  readonly fileUri: string;
  readonly mimeType?: string;
  readonly displayName?: string;
}

export interface FunctionCall {
  readonly id?: string;
  readonly name: string;
  /** May be missing for a call without arguments. */
  readonly args?: Struct;
}

export interface FunctionResponse {
  readonly id?: string;
  readonly name: string;
  readonly response: Struct;
  readonly parts?: readonly { readonly inlineData?: Blob }[];
  readonly willContinue?: boolean;
  readonly scheduling?: Open<"SCHEDULING_UNSPECIFIED" | "SILENT" | "WHEN_IDLE" | "INTERRUPT">;
}

export interface ExecutableCode {
  readonly id?: string;
  readonly language?: Open<"LANGUAGE_UNSPECIFIED" | "PYTHON">;
  readonly code: string;
}

export interface CodeExecutionResult {
  readonly id?: string;
  readonly outcome?: Open<
    "OUTCOME_UNSPECIFIED" | "OUTCOME_OK" | "OUTCOME_FAILED" | "OUTCOME_DEADLINE_EXCEEDED"
  >;
  readonly output?: string;
}

export type ServerToolType = Open<
  | "TOOL_TYPE_UNSPECIFIED"
  | "GOOGLE_SEARCH_WEB"
  | "GOOGLE_SEARCH_IMAGE"
  | "URL_CONTEXT"
  | "GOOGLE_MAPS"
  | "FILE_SEARCH"
  | "MEDIA_PROCESSING"
>;

/** A tool that ran on the server; echoed back verbatim. */
export interface ToolCall {
  readonly id?: string;
  readonly toolType?: ServerToolType;
  readonly args?: Struct;
}

export interface ToolResponse {
  readonly id?: string;
  readonly toolType?: ServerToolType;
  readonly response?: Struct;
}

export interface VideoMetadata {
  /** Duration such as `"10s"`. */
  readonly startOffset?: string;
  readonly endOffset?: string;
  /** Frames per second, above 0 up to 24. */
  readonly fps?: number;
}

export interface PartMediaResolution {
  readonly level?: Open<
    | "MEDIA_RESOLUTION_UNSPECIFIED"
    | "MEDIA_RESOLUTION_LOW"
    | "MEDIA_RESOLUTION_MEDIUM"
    | "MEDIA_RESOLUTION_HIGH"
    | "MEDIA_RESOLUTION_ULTRA_HIGH"
  >;
  readonly numTokens?: number;
}
