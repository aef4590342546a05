import { secondsOf } from "../media/partFacts.ts";
import type { GenerateContentRequest, Part } from "../wire.ts";
import { outside, type Problem } from "./configValues.ts";

/** Of every part: a frame rate out of bounds, offsets below zero or at odds with each other. */
export function videoProblems({ contents }: GenerateContentRequest): readonly Problem[] {
  return (contents ?? []).flatMap(({ parts = [] }, i) =>
    parts.flatMap((part, j) =>
      problemsOf(part).map(
        ([field, text]) => [`contents[${i}].parts[${j}].video_metadata.${field}`, text] as const,
      ),
    ),
  );
}

function problemsOf({ videoMetadata }: Part): readonly Problem[] {
  const { fps, startOffset, endOffset } = videoMetadata ?? {};
  const start = secondsOf(startOffset) ?? 0;
  const end = secondsOf(endOffset);
  const problems: (Problem | false)[] = [
    (fps === 0 || outside(fps, 0, 24)) && ["fps", "fps must be in the range (0.0, 24.0]."],
    start < 0 && ["start_offset", "start_offset must not be negative."],
    end !== undefined && end <= start && ["end_offset", "end_offset must be greater than start_offset."],
  ];
  return problems.filter((problem) => problem !== false);
}
