import { DisposableStore, type Disposable } from "../base/disposable.ts";
import type { ChatSession } from "../chat/session.ts";
import { labelsOf, takenApart } from "../host/media/fileMessage.ts";
import type { Handlers, ToHost, ToView } from "../shared/protocol.ts";
import type { QueueView } from "../shared/queue.ts";
import type { ComposerDesk } from "./composerDesk.ts";

export interface QueueDeskPorts {
  readonly session: Pick<ChatSession, "queue">;
  readonly composer: Pick<ComposerDesk, "putBack">;
  readonly post: (message: ToView) => void;
  readonly fail: (error: unknown) => void;
}

/** The messages that wait for the end of an answer, for every page that shows them. */
export class QueueDesk implements Disposable {
  readonly #ports: QueueDeskPorts;
  readonly #store = new DisposableStore();

  constructor(ports: QueueDeskPorts) {
    this.#ports = ports;
    this.#store.add(ports.session.queue.onChanged(() => ports.post(this.message)));
  }

  /** What a page is told that has just come. */
  get message(): Extract<ToView, { readonly type: "queue" }> {
    const { queue } = this.#ports.session;
    const view: QueueView = {
      held: queue.isHeld,
      messages: queue.messages.map(({ id, message }) => ({
        id,
        text: takenApart(message).text,
        files: labelsOf(message),
      })),
    };
    return { type: "queue", queue: view };
  }

  handlers(): Pick<Handlers<ToHost>, "queue"> {
    const { session, fail } = this.#ports;
    return {
      queue: ({ action, id }) => {
        switch (action) {
          case "edit":
            this.#edit(id).catch(fail);
            break;
          case "remove":
            session.queue.remove(id);
            break;
          case "restore":
            session.queue.restore(id);
            break;
          case "send":
            session.queue.sendNow(id);
        }
      },
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** It stands in the box, on the disk too, before it goes from the queue. */
  async #edit(id: string): Promise<void> {
    const { session, composer } = this.#ports;
    const message = session.queue.withhold(id);
    if (message !== undefined) {
      const { text, files } = takenApart(message);
      await composer.putBack(text, files);
      session.queue.remove(id);
    }
  }
}
