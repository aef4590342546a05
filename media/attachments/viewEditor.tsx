import { useEffect, useId, useRef, useState } from "preact/hooks";
import { mediaKind } from "../../src/shared/attachment.ts";
import type { FileReference, MediaResolution } from "../../src/shared/transcript.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { resolutionName } from "../words/fileWords.ts";
import { plainName } from "../words/names.ts";
import { readView, writeView, type ViewTexts } from "./viewTexts.ts";

const resolutions: readonly MediaResolution[] = ["low", "medium", "high"];

interface ViewEditorProps {
  readonly id: string;
  readonly file: FileReference;
  readonly onClose: () => void;
}

/** What of a file is to be looked at, and how closely. What is entered counts at once. */
export function ViewEditor({ id, file, onClose }: ViewEditorProps) {
  const { texts, problem, type, enter } = useViewTexts(id, file);
  const root = useRef<HTMLDivElement>(null);
  const problemId = useId();
  useEffect(() => root.current?.querySelector<HTMLElement>("input, select")?.focus(), []);
  return (
    <div
      class="view-editor"
      role="group"
      aria-label={t("What to look at in {0}", plainName(file.label))}
      ref={root}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) {
          // Further up it would stop an answer.
          event.stopPropagation();
          onClose();
        }
      }}
    >
      {mediaKind(file.mimeType) === "video" && (
        <VideoFields
          texts={texts}
          onType={type}
          onEnter={enter}
          problemId={problem === undefined ? undefined : problemId}
        />
      )}
      <label>
        {t("Detail")}
        <select
          value={texts.resolution}
          onChange={(event) => enter({ resolution: event.currentTarget.value })}
        >
          <option value="">{t("Standard")}</option>
          {resolutions.map((resolution) => (
            <option key={resolution} value={resolution}>
              {resolutionName(resolution)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="link-button" onClick={onClose}>
        {t("Done")}
      </button>
      {problem !== undefined && (
        <p id={problemId} class="view-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** What stands in the fields. It lasts over a drawing while somebody types, and counts when a field is left. */
function useViewTexts(id: string, file: FileReference) {
  const { host } = usePage();
  const [texts, setTexts] = useState(() => writeView(file.view));
  const [entered, setEntered] = useState(texts);
  const read = (which: ViewTexts) => readView(which, file.facts?.seconds);
  return {
    texts,
    problem: read(entered).problem,
    type: (typed: Partial<ViewTexts>) => setTexts({ ...texts, ...typed }),
    enter: (changed: Partial<ViewTexts>) => {
      const next = { ...texts, ...changed };
      setTexts(next);
      setEntered(next);
      const { view } = read(next);
      if (view) {
        host.post({ type: "viewAttachment", id, view });
      }
    },
  };
}

interface VideoFieldsProps {
  readonly texts: ViewTexts;
  readonly onType: (typed: Partial<ViewTexts>) => void;
  readonly onEnter: (changed: Partial<ViewTexts>) => void;
  /** The element that says what is wrong with what was entered, if something is. */
  readonly problemId: string | undefined;
}

function VideoFields({ texts, onType, onEnter, problemId }: VideoFieldsProps) {
  const field = (name: "start" | "end" | "framesPerSecond", label: string, placeholder: string) => (
    <label>
      {label}
      <input
        type="text"
        inputMode="decimal"
        size={5}
        value={texts[name]}
        placeholder={placeholder}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        onInput={(event) => onType({ [name]: event.currentTarget.value })}
        onChange={(event) => onEnter({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      {field("start", t("From"), "0:00")}
      {field("end", t("To"), t("mm:ss"))}
      {field("framesPerSecond", t("Frames per second"), "1")}
    </>
  );
}
