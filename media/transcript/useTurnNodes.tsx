import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { TurnView, type TurnViewProps } from "./turnView.tsx";

interface Known {
  readonly props: TurnViewProps;
  readonly node: VNode;
}

/** The views of the turns. One of which nothing has changed is the same node again, which is not even compared. */
export function useTurnNodes(turns: readonly TurnViewProps[]): readonly VNode[] {
  const known = useRef<ReadonlyMap<string, Known>>(new Map());
  const now = turns.map((props): readonly [string, Known] => {
    const before = known.current.get(props.id);
    const isSame =
      before?.props.position === props.position &&
      before.props.count === props.count &&
      before.props.isTabStop === props.isTabStop;
    return [props.id, isSame ? before : { props, node: <TurnView key={props.id} {...props} /> }];
  });
  known.current = new Map(now);
  return now.map(([, { node }]) => node);
}
