import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { isOverLimit, type MakeRoom } from "../../src/shared/context.ts";
import type { PanelState } from "../../src/shared/protocol.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Announcer } from "./announcer.ts";
import type { Attachments } from "./attachments.ts";
import type { TranscriptStore } from "./transcriptStore.ts";

interface RoomPorts {
  readonly host: Host;
  readonly announcer: Announcer;
  readonly panel: ReadonlySignal<PanelState>;
  readonly attachments: Pick<Attachments, "tokens">;
  readonly transcript: Pick<TranscriptStore, "turnIds" | "busy">;
}

/** Whether there is room for the next message, and what is done about it. */
export class Room {
  readonly #ports: RoomPorts;
  readonly #written = signal<number | undefined>(undefined);

  /** Characters of the summary that is being written; undefined while none is. */
  readonly written: ReadonlySignal<number | undefined> = this.#written;
  /** The person is to say what is done: the conversation is longer than the model takes. */
  readonly isAsked: ReadonlySignal<boolean>;

  constructor(ports: RoomPorts) {
    this.#ports = ports;
    const { panel, attachments, transcript } = ports;
    this.isAsked = computed(
      () =>
        (panel.value.whenFull ?? "ask") === "ask" &&
        isOverLimit(attachments.tokens.value) &&
        transcript.turnIds.value.length > 0 &&
        !transcript.busy.value,
    );
  }

  make(how: MakeRoom): void {
    this.#ports.host.post({ type: "makeRoom", how });
  }

  receive(characters: number | undefined): void {
    if (characters !== undefined && this.#written.peek() === undefined) {
      this.#ports.announcer.say(t("The oldest messages are being summarized"));
    }
    this.#written.value = characters;
  }
}
