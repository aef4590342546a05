import type { SourceMark } from "../../src/shared/sources.ts";
import type { ModelPart } from "../../src/shared/transcript.ts";
import { CodeBlock } from "../code/codeBlockView.tsx";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { withMarks } from "../markdown/sourceMarks.ts";
import { FunctionCall } from "./functionCall.tsx";
import { GeneratedImage } from "./generatedImage.tsx";
import { GeneratedSound } from "./generatedSound.tsx";
import { Thoughts, type ThoughtsSpent } from "./thoughts.tsx";
import { useMedia } from "./useMedia.ts";

interface ModelPartViewProps {
  readonly part: ModelPart;
  /** True while the part may still grow. */
  readonly isOpen: boolean;
  /** True when there is something that the times in it may be times of. */
  readonly timestamps: boolean;
  /** Marks of sources in the text; they count from the beginning of the answer, of which the part is what follows `from`. */
  readonly marks?: readonly SourceMark[];
  readonly from: number;
  /** For thoughts. */
  readonly spent: ThoughtsSpent | undefined;
}

export function ModelPartView({ part, isOpen, timestamps, marks, from, spent }: ModelPartViewProps) {
  switch (part.type) {
    case "text":
      return (
        <Markdown
          text={marks ? withMarks(part.text, from, marks) : part.text}
          finished={!isOpen}
          timestamps={timestamps}
          sources={marks !== undefined}
        />
      );
    case "thought":
      return <Thoughts text={part.text} isOpen={isOpen} spent={spent} />;
    case "code":
      return <CodeBlock language={part.language.toLowerCase()} text={part.code} />;
    case "codeResult":
      return <CodeResult outcome={part.outcome} output={part.output} />;
    case "functionCall":
      return <FunctionCall name={part.name} args={part.args} />;
    case "media":
      return <Media mimeType={part.mimeType} hash={part.hash} />;
    case "unknown":
      return (
        <span class="chip">
          <Icon name="question" />
          <span class="chip-label">{t("Content this version cannot show: {0}", part.kind)}</span>
        </span>
      );
  }
}

function CodeResult({ outcome, output }: { readonly outcome: string; readonly output: string }) {
  const isGood = outcome === "OUTCOME_OK";
  return (
    <div class={isGood ? "code-result" : "code-result code-result-bad"}>
      <p class="code-result-title">
        <Icon name={isGood ? "pass" : "error"} /> {isGood ? t("Result") : t("Failed: {0}", outcome)}
      </p>
      {output !== "" && <pre tabIndex={0}>{output}</pre>}
    </div>
  );
}

function Media({ mimeType, hash }: { readonly mimeType: string; readonly hash: string }) {
  const media = useMedia(hash);
  if (media?.type === "ready" && media.kind === "audio") {
    return <GeneratedSound hash={hash} url={media.url} />;
  }
  if (media?.type === "ready") {
    return <GeneratedImage hash={hash} url={media.url} />;
  }
  return (
    <span class="chip">
      <Icon name={mimeType.startsWith("image/") ? "file-media" : "file-binary"} />
      <span class="chip-label">
        {media?.type === "missing" ? t("Not available: {0}", mimeType) : mimeType}
      </span>
    </span>
  );
}
