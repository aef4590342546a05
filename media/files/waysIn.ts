import { t } from "../l10n.ts";
import type { Draft } from "../state/draft.ts";
import type { FileNotice } from "../state/fileNotice.ts";
import type { DropTarget } from "./dropZone.ts";
import type { Intake } from "./intake.ts";

/** What is done with what was dropped. */
export function dropTarget(intake: Intake, notice: FileNotice, draft: Draft): DropTarget {
  return {
    drop: ({ files, uris, folders, links }) => {
      if (uris.length > 0) {
        intake.takeUris(uris);
      }
      if (files.length > 0) {
        void intake.takeFiles(files);
      }
      if (links.length > 0) {
        draft.edit([draft.text.peek().trimEnd(), ...links].filter((text) => text !== "").join(" "));
      }
      if (folders > 0) {
        notice.show(t("Folders cannot be attached. Drop the files that are in them."));
      } else if (files.length + uris.length + links.length === 0) {
        notice.show(t("There was no file in what was dropped."));
      }
    },
    refuse: () => notice.hintAtShift(true),
  };
}
