/** The JSON around models and counting: https://ai.google.dev/api/models and https://ai.google.dev/api/tokens */
import type { Content, GenerateContentRequest, ModalityTokenCount, Open } from "./wire.ts";

export interface Model {
  /** `models/ID`. */
  readonly name: string;
  readonly baseModelId?: string;
  readonly version?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly inputTokenLimit?: number;
  readonly outputTokenLimit?: number;
  /** A chat model has `generateContent`; `streamGenerateContent` is never listed. */
  readonly supportedGenerationMethods?: readonly Open<"generateContent" | "countTokens">[];
  readonly temperature?: number;
  readonly maxTemperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly thinking?: boolean;
}

export interface ModelStatus {
  readonly modelStage?: Open<
    | "MODEL_STAGE_UNSPECIFIED"
    | "UNSTABLE_EXPERIMENTAL"
    | "EXPERIMENTAL"
    | "PREVIEW"
    | "STABLE"
    | "LEGACY"
    | "DEPRECATED"
    | "RETIRED"
  >;
  /** RFC 3339. */
  readonly retirementTime?: string;
  readonly message?: string;
}

export interface ListModelsResponse {
  readonly models?: readonly Model[];
  readonly nextPageToken?: string;
}

/** Either `contents` or `generateContentRequest`, whose `model` is then required. */
export interface CountTokensRequest {
  readonly contents?: readonly Content[];
  readonly generateContentRequest?: GenerateContentRequest;
}

export interface CountTokensResponse {
  readonly totalTokens?: number;
  readonly cachedContentTokenCount?: number;
  readonly promptTokensDetails?: readonly ModalityTokenCount[];
  readonly cacheTokensDetails?: readonly ModalityTokenCount[];
}
