/** Where an answer comes from: citations and grounding. Positions are UTF-8 byte offsets; `positions.ts` resolves them. */
import type { Base64, Content } from "./wire.ts";

export interface CitationMetadata {
  readonly citationSources?: readonly CitationSource[];
  /** The same list as Vertex AI calls it. */
  readonly citations?: readonly CitationSource[];
}

export interface CitationSource {
  /** Byte offset, missing for 0. */
  readonly startIndex?: number;
  /** Byte offset, exclusive. */
  readonly endIndex?: number;
  readonly uri?: string;
  readonly title?: string;
  readonly license?: string;
}

export interface GroundingMetadata {
  readonly webSearchQueries?: readonly string[];
  readonly imageSearchQueries?: readonly string[];
  readonly searchEntryPoint?: SearchEntryPoint;
  /** While streaming, only those not sent before. */
  readonly groundingChunks?: readonly GroundingChunk[];
  readonly groundingSupports?: readonly GroundingSupport[];
  readonly retrievalMetadata?: { readonly googleSearchDynamicRetrievalScore?: number };
  readonly googleMapsWidgetContextToken?: string;
}

export interface SearchEntryPoint {
  /** HTML and CSS made by the server; the terms want it shown, a sandbox must hold it. */
  readonly renderedContent?: string;
  readonly sdkBlob?: Base64;
}

export interface GroundingChunk {
  readonly web?: { readonly uri?: string; readonly title?: string };
  readonly retrievedContext?: RetrievedContext;
  readonly maps?: MapsChunk;
  readonly image?: ImageChunk;
}

export interface RetrievedContext {
  readonly uri?: string;
  readonly title?: string;
  readonly text?: string;
  readonly fileSearchStore?: string;
  readonly mediaId?: string;
  readonly pageNumber?: number;
  readonly customMetadata?: readonly {
    readonly key?: string;
    readonly stringValue?: string;
    readonly numericValue?: number;
    readonly stringListValue?: { readonly values?: readonly string[] };
  }[];
}

export interface MapsChunk {
  readonly uri?: string;
  readonly title?: string;
  readonly text?: string;
  readonly placeId?: string;
  readonly placeAnswerSources?: {
    readonly reviewSnippets?: readonly {
      readonly reviewId?: string;
      readonly title?: string;
      readonly googleMapsUri?: string;
    }[];
  };
}

export interface ImageChunk {
  readonly imageUri?: string;
  readonly sourceUri?: string;
  readonly title?: string;
  readonly domain?: string;
}

export interface GroundingSupport {
  readonly segment?: Segment;
  /** Indexes into the grounding chunks of the whole answer. */
  readonly groundingChunkIndices?: readonly number[];
  readonly confidenceScores?: readonly number[];
  readonly renderedParts?: readonly number[];
}

export interface Segment {
  /** Missing for 0. */
  readonly partIndex?: number;
  /** Byte offset inside the part, missing for 0. */
  readonly startIndex?: number;
  /** Byte offset inside the part, exclusive. */
  readonly endIndex?: number;
  readonly text?: string;
}

/** Of the retired question answering service. */
export interface GroundingAttribution {
  readonly sourceId?: {
    readonly groundingPassage?: { readonly passageId?: string; readonly partIndex?: number };
    readonly semanticRetrieverChunk?: { readonly source?: string; readonly chunk?: string };
  };
  readonly content?: Content;
}
