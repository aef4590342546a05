import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Host } from "../host.ts";

export type Playing =
  | { readonly type: "idle" }
  | { readonly type: "loading" }
  | { readonly type: "ready"; readonly url: string }
  /** The file cannot be had any more. */
  | { readonly type: "missing" };

/** Where to play from, in seconds; a new object each time somebody asks. */
export interface Cue {
  readonly from: number;
}

interface Player {
  readonly state: Signal<Playing>;
  readonly cue: Signal<Cue | undefined>;
  readonly mimeType: string;
}

/** Sounds and films of the conversation, loaded when somebody wants to play them. */
export class Players {
  readonly #host: Host;
  readonly #players = new Map<string, Player>();

  constructor(host: Host) {
    this.#host = host;
  }

  state(turnId: string, part: number, mimeType: string): ReadonlySignal<Playing> {
    return this.#player(turnId, part, mimeType).state;
  }

  cue(turnId: string, part: number, mimeType: string): ReadonlySignal<Cue | undefined> {
    return this.#player(turnId, part, mimeType).cue;
  }

  play(turnId: string, part: number, mimeType: string, from: number): void {
    const { state, cue } = this.#player(turnId, part, mimeType);
    cue.value = { from };
    if (state.peek().type === "idle" || state.peek().type === "missing") {
      state.value = { type: "loading" };
      this.#host.post({ type: "loadFile", turnId, part });
    }
  }

  receive(
    turnId: string,
    part: number,
    source: { readonly url?: string; readonly bytes?: Uint8Array },
  ): void {
    const player = this.#players.get(keyOf(turnId, part));
    if (player?.state.peek().type !== "loading") {
      return;
    }
    const url = source.url ?? (source.bytes && objectUrl(source.bytes, player.mimeType));
    player.state.value = url === undefined ? { type: "missing" } : { type: "ready", url };
  }

  /** It is shown no longer. */
  release(turnId: string, part: number): void {
    const key = keyOf(turnId, part);
    const state = this.#players.get(key)?.state.peek();
    this.#players.delete(key);
    if (state?.type === "ready" && state.url.startsWith("blob:")) {
      URL.revokeObjectURL(state.url);
    }
  }

  #player(turnId: string, part: number, mimeType: string): Player {
    const key = keyOf(turnId, part);
    const player = this.#players.get(key) ?? {
      state: signal<Playing>({ type: "idle" }),
      cue: signal<Cue | undefined>(undefined),
      mimeType,
    };
    this.#players.set(key, player);
    return player;
  }
}

function keyOf(turnId: string, part: number): string {
  return `${part} ${turnId}`;
}

function objectUrl(bytes: Uint8Array, mimeType: string): string {
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mimeType }));
}
